"""How findings of a check came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from compliance.checking.check import Request, checked
from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.derivation import Derivation, Sought
from compliance.findings.progress import SILENT, Progress

MOST = 20
"""Findings that are explained at once."""


def explained(
    request: Request,
    sought: Sought,
    stdin: BinaryIO | None = None,
    progress: Progress = SILENT,
) -> tuple[Sequence[Derivation], Language]:
    """How the findings asked for came about, and the language of their ruleset.

    Raises:
        Refused: the check cannot be done, there is no such finding, or there are more than anybody would read.
    """
    with checked(request, stdin, progress) as assessment:
        derivations = assessment.derivations
        assert derivations is not None
        found = derivations.sought(sought, MOST + 1)
        if len(found) > MOST:
            raise Refused([_too_many(sought)])
        return derivations.of(found), assessment.language


def _too_many(sought: Sought) -> Diagnostic:
    title = Text(
        f"规则“{sought.rule}”的核查结果多于{MOST}项", f"the rule “{sought.rule}” has more than {MOST} findings"
    )
    hint = Text(
        "用 --case、--period、--duty、--agency 指明是哪一项", "say which with --case, --period, --duty or --agency"
    )
    return Diagnostic("usage/too-many", title, hint=hint)
