"""How findings came about, for the HTML report: the steps on a line each, as many findings as there is room for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding
from compliance.findings.derivation import Count, Derivation
from compliance.reports.derivation import brief_steps
from compliance.reports.strip import runs
from compliance.reports.tidy import LONGEST_REASON, tidy

ROOM = 60_000
"""Bytes that all proofs together may take, so that a report of a thousand findings can still be mailed."""
MARKUP = 30
"""Bytes of markup about each step."""
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One step: its name and what it says."""

    name: str
    text: str


Proofs = dict[Hashable, tuple[ProofStep, ...]]


def proofs(assessment: Assessment, findings: Sequence[Finding], language: Language) -> Proofs:
    """The proof of each finding by its key, from the first on, until there is no more room."""
    made: Proofs = {}
    room = ROOM
    for finding, derivation in _derived(assessment, findings):
        proof = _proof(derivation, language)
        room -= sum(len(step.text.encode()) + len(step.name.encode()) + MARKUP for step in proof)
        if room < 0:
            break
        made[finding.key] = proof
    return made


def _derived(assessment: Assessment, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Derivation]]:
    if assessment.derivations is None:
        return
    for start in range(0, len(findings), AT_ONCE):
        some = findings[start : start + AT_ONCE]
        yield from zip(some, assessment.derivations.of(some), strict=True)


def _proof(found: Derivation, language: Language) -> tuple[ProofStep, ...]:
    separator = {"zh": "；", "en": "; "}[language]
    return tuple(
        ProofStep(
            step.name.said(language),
            separator.join(
                runs(part.days, language) if isinstance(part, Count) else tidy(part.said(language), LONGEST_REASON)
                for part in step.parts
            ),
        )
        for step in brief_steps(found)
    )
