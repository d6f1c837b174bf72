"""How findings came about, for the HTML report: the steps on a line each, as many findings as there is room for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding
from compliance.findings.derivation import Count, Derivation
from compliance.reports.derivation import brief_steps, recorded
from compliance.reports.strip import runs
from compliance.reports.tidy import LONGEST_REASON, tidy

MOST_ROOM = 150_000
"""Bytes that all proofs together take at most, however much room there is."""
MARKUP = 11
"""Bytes of markup about each step, and `FOLD` about all of a finding."""
FOLD = 60
AT_ONCE = 300
"""Findings asked for at a time; what they came of is asked of the database a few times for all of them."""


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One step: its name and what it says."""

    name: str
    text: str


Proofs = dict[Hashable, tuple[ProofStep, ...]]


def proofs(
    assessment: Assessment, findings: Sequence[Finding], language: Language, room: int, single: str | None
) -> Proofs:
    """The proof of each finding by its key, from the first on, until `room` bytes are taken; `single`: the only file."""
    made: Proofs = {}
    room = min(room, MOST_ROOM)
    for finding, derivation in _derived(assessment, findings if room > 0 else ()):
        proof = _proof(derivation, language, single)
        room -= FOLD + sum(len((step.text + step.name).encode("utf-8", "replace")) + MARKUP for step in proof)
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


def _proof(found: Derivation, language: Language, single: str | None) -> tuple[ProofStep, ...]:
    separator = {"zh": "；", "en": "; "}[language]
    return tuple(
        ProofStep(
            step.name.said(language),
            separator.join(
                runs(part.days, language) if isinstance(part, Count) else tidy(part.said(language), LONGEST_REASON)
                for part in step.parts
            ),
        )
        for step in (*recorded(found, single), *brief_steps(found))
    )
