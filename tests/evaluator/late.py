"""How late [semantics.md, Verdicts: Lateness]."""

from __future__ import annotations

from datetime import timedelta

from compliance.calendars import Figure, Interval
from compliance.findings import Verdict

from .instants import CLOCK

HOUR = timedelta(hours=1)


def lateness(
    judged: Verdict, due: Interval | None, completed: Interval | None, figure: Figure | None
) -> tuple[int | None, float | None]:
    """Says the spec: "whole days from the date of `due.hi` to the date of `completion.lo` (0 for some minutes past); for figures in hours
    and minutes also hours, to one decimal".
    """
    if judged is not Verdict.LATE or due is None or completed is None:
        return None, None
    days = (completed.lo.date() - due.hi.date()).days
    if figure is None or figure.unit not in CLOCK:
        return days, None
    return days, ((completed.lo - due.hi) * 10 + HOUR / 2) // HOUR / 10
