"""The score of an agency: Σ weight · credit ÷ Σ weight over what was met, late, incomplete or missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.findings import Modality, Verdict

MODALITY_FACTOR = {Modality.MUST: 1.0, Modality.SHOULD: 0.5, Modality.MAY: 0.0}
"""How much a duty counts by how binding it is."""
SCORED = frozenset({Verdict.MET, Verdict.LATE, Verdict.INCOMPLETE, Verdict.MISSING})


@dataclass(frozen=True, slots=True)
class Tally:
    """So much weight of findings of one modality that have one verdict; `late_credit` is what late ones are worth, 0 to 1."""

    verdict: Verdict
    modality: Modality
    weight: float
    late_credit: float = 0.0


def score(tallies: Iterable[Tally]) -> float | None:
    """0 to 100, to one decimal; None where nothing counts."""
    total = earned = 0.0
    for tally in tallies:
        if tally.verdict not in SCORED:
            continue
        weight = tally.weight * MODALITY_FACTOR[tally.modality]
        credit = 1.0 if tally.verdict is Verdict.MET else tally.late_credit if tally.verdict is Verdict.LATE else 0.0
        total += weight
        earned += weight * credit
    return round(100 * earned / total, 1) if total else None


def grade(points: float | None, grades: Mapping[str, float]) -> str | None:
    """The best grade whose least score is reached; None where there is no score or it reaches none."""
    if points is None:
        return None
    reached = [(least, name) for name, least in grades.items() if points >= least]
    return max(reached)[1] if reached else None
