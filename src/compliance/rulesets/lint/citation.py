"""A rule without the place in the policy that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.rulesets.lint.subject import Remark, Subject

CODE = "citation"


def check(subject: Subject) -> Iterator[Remark]:
    """Every rule that cites nothing."""
    for placed in subject.written:
        if not placed.rule.citation:
            title = Text(f"规则“{placed.id}”没有写依据", f"the rule “{placed.id}” cites nothing")
            hint = Text("加一行“依据 一(五)”", "add a line `cite 1(5)`")
            yield Remark(subject.in_rule(placed), title, hint)
