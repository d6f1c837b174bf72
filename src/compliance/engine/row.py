"""What is fetched of a finding, and of an event that it speaks of, to be put into words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from compliance.findings import Source


class Row(NamedTuple):
    """One row of table `finding`; events are places in the log (`raw`), names are numbers."""

    ruleset: int
    number: int
    duty: int
    kind: str
    debtor: int
    trigger: int | None
    action: int | None
    lo: datetime | None
    hi: datetime | None
    period: str | None
    due_lo: datetime | None
    due_hi: datetime | None
    dated: int | None
    moved_from: date | None
    doubt: str | None
    present: list[int] | None
    open: list[int] | None
    first_e: int | None
    early: int | None
    acts: int | None
    allowed: bool | None
    claim: dict[str, Any] | None
    least: int | None
    most: int | None
    ends: datetime | None
    ends_lo: datetime | None
    last_e: int | None
    passed: int | None
    standing: int | None
    extended: int | None
    restarted: int | None
    done_lo: datetime | None
    done_hi: datetime | None
    nil: bool | None
    done_e: int | None
    verdict: str
    counts: bool
    modality: str
    weight: float
    met_cases: int | None
    judged_cases: int | None
    open_cases: int | None
    waiver: int | None
    kept: int | None
    """Taken from an earlier report: its place there. The rest of the row says no more than is counted and sorted by."""


class Event(NamedTuple):
    """A row of the log that a finding speaks of."""

    source: Source
    case: str | None
    action: str
    lo: datetime
    hi: datetime
    url: str | None
    result: str | None
