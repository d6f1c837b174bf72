"""The agencies in the order of a bulletin: the best score first, equal scores in one place."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.findings import GAPS, AgencySummary
from compliance.reports.figures import tally

Placed = tuple[int | None, AgencySummary]
"""An agency with its place from 1; None: it has no score, and stands behind all that have one."""


def ranked(agencies: Sequence[AgencySummary]) -> list[Placed]:
    """All of them. After two in the first place comes the third; among equals, fewer gaps first, then by name."""
    ordered = sorted(agencies, key=lambda a: (a.score is None, -(a.score or 0), gaps_of(a), a.agency))
    placed: list[Placed] = []
    for n, agency in enumerate(ordered, 1):
        before = placed[-1] if placed else None
        tied = before is not None and before[1].score == agency.score
        placed.append((before[0] if before and tied else n if agency.score is not None else None, agency))
    return placed


def places(agencies: Sequence[AgencySummary]) -> dict[str, str]:
    """The place of each agency as it is printed; a dash for who has no score, and for one that stands alone."""
    return {
        agency.agency: "—" if place is None or len(agencies) == 1 else str(place) for place, agency in ranked(agencies)
    }


def gaps_of(agency: AgencySummary) -> int:
    """Its gaps."""
    return tally(agency.verdicts, GAPS)


def worst_first(agencies: Sequence[AgencySummary]) -> list[AgencySummary]:
    """All of them, those with most gaps first; among equals the lower score, then by name."""
    return sorted(agencies, key=lambda a: (-gaps_of(a), 101 if a.score is None else a.score, a.agency))
