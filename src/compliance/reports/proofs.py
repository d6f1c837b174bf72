"""How findings came about, for the HTML report: the steps on a line each, as many findings as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
AT_ONCE = 200
"""Findings asked for at a time; what they came of is asked of the database a few times for all of them."""


class ProofStep(NamedTuple):
    """One step: its name and what it says."""

    name: str
    text: str


Proofs = dict[int, tuple[ProofStep, ...]]


def proofs(
    assessment: Assessment, findings: Sequence[Finding], language: Language, room: int, single: str | None
) -> Proofs:
    """The proof of each finding by its `id()`, from the first on, until `room` bytes are taken; `single`: the only file."""
    made: Proofs = {}
    room = min(room, MOST_ROOM)
    if assessment.derivations is None:
        return made
    at_once = AT_ONCE
    while room > 0 and len(made) < len(findings):
        some = findings[len(made) : len(made) + at_once]
        before = room
        for finding, derivation in zip(some, assessment.derivations.of(some), strict=True):
            proof = _proof(derivation, language, single)
            room -= _size(proof)
            if room < 0:
                break
            made[id(finding)] = proof
        # Only as many more as there is room for, by what these took.
        at_once = max(1, min(AT_ONCE, room * len(some) // max(1, before - room)))
    return made


def _size(proof: tuple[ProofStep, ...]) -> int:
    return sum(len((step.text + step.name).encode("utf-8", "replace")) + MARKUP for step in proof) + FOLD * bool(proof)


def _proof(found: Derivation, language: Language, single: str | None) -> tuple[ProofStep, ...]:
    """The steps in words; none where all there is to say is that nothing came, which the sentence says."""
    made = (*recorded(found, single), *brief_steps(found))
    if len(made) == 1 and len(made[0].parts) == 1:
        return ()
    separator = {"zh": "；", "en": "; "}[language]
    return tuple(
        ProofStep(
            step.name.said(language),
            separator.join(
                runs(part.days, language) if isinstance(part, Count) else tidy(part.said(language), LONGEST_REASON)
                for part in step.parts
            ),
        )
        for step in made
    )
