"""How one finding came about, step by step: facts as the evaluation left them, before they are put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

from compliance.calendars.figure import Figure
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.findings.circumstances import Circumstances
from compliance.findings.finding import Finding, Source


@dataclass(frozen=True, slots=True)
class Clause:
    """The duty as it is written, and where."""

    ruleset: str
    title: str
    """The ruleset's title."""
    rule: str
    duty: int
    text: str
    """The rule's own line."""
    duty_text: str
    citation: str | None
    file: str
    line: int
    first: date
    last: date
    """The range of the rule."""


class Record(NamedTuple):
    """A row of the log: what it is taken to say, and its cells as they were read."""

    action: str
    time: Interval
    source: Source
    cells: tuple[tuple[str, str], ...] = ()
    """Each column by its name (`matter`, `case`, … as in the log's headers) with its text; empty cells are left out."""


class DayKind(StrEnum):
    """What a day is in a count."""

    START = "start"
    """The day from which is counted; it does not count itself."""
    COUNTED = "counted"
    OFF = "off"
    """A day off that is passed over, or from which due is moved."""
    PAUSED = "paused"
    """A day on which the clock stands still."""
    MOVED = "moved"
    """The working day that due is moved to."""


class Day(NamedTuple):
    """One day of a count. `number`: of a day that counts, which it is; `name`: of a day off, or of a weekend day worked."""

    date: date
    kind: DayKind
    number: int | None = None
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A figure counted from an instant to its end, day by day where it counts days.

    `back`: counted backwards, of a notice. `extension`: what goes on from the end of the count before it.
    """

    figure: Figure
    start: datetime
    end: datetime | None
    """Before it is moved from a day off; None where the clock stands still or the calendar does not reach."""
    days: tuple[Day, ...] = ()
    """From the start to the end, in order of time; none where the figure is in hours, months or years."""
    back: bool = False
    extension: bool = False


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """An event that may start the clock anew, or make the count go on; `counts` says whether it did."""

    record: Record
    counts: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still on the days after `first` up to and including `last`; None: it has not gone on."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that must have happened, and the record by which it did; None: nothing did it."""

    kind: Literal["act", "channel", "element", "requirement"]
    name: str
    """An action, channel, element or condition; alternatives are joined with `|`."""
    record: Record | None
    open: bool = False
    """The log has no such column, so the record may or may not have done it."""
    times: tuple[int, int] | None = None
    """Of a duty to act so many times: how many acts there are, and how many are asked for."""


class Ruling(StrEnum):
    """The line of the table of verdicts that applied: the first one that does, in this order."""

    EXEMPT = "exempt"
    UNKNOWN = "unknown"
    MET = "met"
    LATE = "late"
    IMPRECISE = "imprecise"
    PENDING = "pending"
    INCOMPLETE = "incomplete"
    MISSING = "missing"
    OPEN = "open"
    LASTS = "lasts"
    """How long: the days from the act to its end are compared with the figure."""
    CHECK = "check"
    """A person judges: the last attestation decides."""
    SHARE = "share"
    """A share: the cases that are met are compared with those that count."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one finding came about."""

    finding: Finding
    facts: Circumstances
    clause: Clause
    ruling: Ruling
    trigger: Record | None = None
    candidates: tuple[date, date] | None = None
    """Of a calendar duty: the days on which an act counts."""
    restarts: tuple[ClockEvent, ...] = ()
    """Those that came no later than due count."""
    extensions: tuple[ClockEvent, ...] = ()
    """The first counts, where it came no later than due."""
    pauses: tuple[Pause, ...] = ()
    counts: tuple[Count, ...] = ()
    """One, or two where the start is not known to the day: from its first and from its last; each with its extension."""
    atoms: tuple[Atom, ...] = ()
    acts: tuple[Record, ...] = ()
    """Of a duty to act so many times: the first acts that count."""
    early: Record | None = None
    """An act before its trigger, which does not count."""
    claim: Record | None = None
    """The record that claims a ground."""
    nil: Record | None = None
    """The nil return that stands for all of it."""
    completion: Interval | None = None
    """When all of it was done; up to the last instant there is where the log leaves open whether it was."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which findings are asked for; None: any. `case` and `period` as the report names them."""

    rule: str
    case: str | None = None
    period: str | None = None
    duty: int | None = None


class Derivations(Protocol):
    """The findings of an assessment as they came about."""

    def sought(self, sought: Sought, limit: int) -> Sequence[Finding]:
        """The findings asked for, at most `limit`, in the order of the report.

        Raises:
            Refused: no rule is called so, or it has no such finding; the nearest names, or why there is none.
        """
        ...

    def of(self, findings: Sequence[Finding]) -> Sequence[Derivation]:
        """How each of them came about, in the order given."""
        ...
