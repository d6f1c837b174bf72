"""One finding: an obligation, its verdict, and every fact that explains it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from compliance.calendars.figure import Figure
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.findings.verdict import Modality, Verdict
from compliance.findings.waiver import Waiver


class Source(NamedTuple):
    """The record that a finding speaks of: file as the user named it, row of the file or sheet from 1."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An obligation judged. `reason` says in words and figures why; the other fields are those of the JSON report."""

    ruleset: str
    rule: str
    duty: int
    kind: str
    matter: str
    title: str | None
    action: str
    agency: str
    case: str | None
    period: str | None
    verdict: Verdict
    modality: Modality
    weight: float
    citation: str | None
    figure: Figure | None
    trigger_action: str | None
    trigger: Interval | None
    due: Interval | None
    completed: Interval | None
    days_late: int | None
    hours_late: float | None
    shortfall: str | None
    missing_channels: tuple[str, ...]
    missing_elements: tuple[str, ...]
    missing_requirements: tuple[str, ...]
    counts: bool
    waived: bool
    trigger_source: Source | None
    completed_source: Source | None
    url: str | None
    days_off: tuple[tuple[date, Text], ...]
    """Days off between trigger and due that were passed over, named: only for figures in working days."""
    moved_from: date | None
    """The due date before it was moved from a day off (`rollover`)."""
    reason: Text
    """The whole explanation, a sentence or two."""
    waiver: Waiver | None = None
    """The waiver that is for it, be it in force or not; `waived` says that it is. The reason tells of it."""
    origin: object | None = field(default=None, compare=False, repr=False)
    """What the evaluation made it of, which it takes back when somebody asks how it came about."""

    @property
    def due_at(self) -> datetime | None:
        """The instant the duty was due at the latest; None for how-long duties and a clock that stands still."""
        return self.due.hi if self.due else None
