"""Adding figures to instants and taking them away [semantics.md, Time], with the days that pauses pass over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendars import Figure, Interval, Unit, WorkingDays, add_months, day_end

DAY = timedelta(days=1)
NEVER = datetime.max
"""∞: no log and no figure reaches it."""
CLOCK = {Unit.MINUTE: timedelta(minutes=1), Unit.HOUR: timedelta(hours=1)}


class NotKnown(Exception):
    """The calendar does not reach, or the record does not say: the obligation is undetermined, never guessed."""


@dataclass(frozen=True)
class Pause:
    """From the date of an A to that of its B; `end` None where there is no B."""

    start: date
    end: date | None

    def passes_over(self, day: date) -> bool:
        """`date(A.lo) < d ≤ date(B.lo)`."""
        return self.start < day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Counting:
    """How a ruleset counts: its working days, and whether a due day that is a day off moves."""

    days: WorkingDays
    rollover: bool

    def add(self, t: datetime, figure: Figure) -> datetime:
        """`add(t, N unit)`."""
        return self.rolled(self.reached(t, figure), figure.unit)

    def sub(self, t: datetime, figure: Figure) -> datetime:
        """`sub(t, N unit)`: "counts back the same way … never moves by rollover"."""
        n, unit, day = figure.n, figure.unit, t.date()
        if unit in CLOCK:
            return t - n * CLOCK[unit]
        if unit in (Unit.MONTH, Unit.YEAR):
            return day_end(add_months(day, -n * (12 if unit is Unit.YEAR else 1)))
        if unit is Unit.WORKDAY:
            return day_end(self._nth(day, -DAY, n, self._is_worked))
        return day_end(day - n * (7 * DAY if unit is Unit.WEEK else DAY))

    def reached(self, t: datetime, figure: Figure, pauses: Sequence[Pause] = ()) -> datetime:
        """`add(t, N unit)` before rollover, with the days of pauses passed over; NEVER while one without end prevents."""
        n, unit, day = figure.n, figure.unit, t.date()
        if unit in CLOCK:
            return t + n * CLOCK[unit]
        if unit in (Unit.MONTH, Unit.YEAR):
            return day_end(add_months(day, n * (12 if unit is Unit.YEAR else 1)))
        counts = self._is_worked if unit is Unit.WORKDAY else _any_day
        wanted = n * 7 if unit is Unit.WEEK else n
        while wanted:
            day += DAY
            if any(pause.end is None and pause.passes_over(day) for pause in pauses):
                return NEVER
            if not any(pause.passes_over(day) for pause in pauses):
                wanted -= counts(day)
        return day_end(day)

    def rolled(self, t: datetime, unit: Unit) -> datetime:
        """Says the spec: "a day-, week-, month- or year-based result that falls on a day off moves to the next working day"."""
        if t == NEVER or not self.rollover or unit in CLOCK or unit is Unit.WORKDAY:
            return t
        day = t.date()
        while not self._is_worked(day):
            day += DAY
        return day_end(day)

    def worked_between(self, after: date, until: date) -> int:
        """The working days after a day, up to and including another."""
        return sum(self._is_worked(after + n * DAY) for n in range(1, (until - after).days + 1))

    def _nth(self, day: date, step: timedelta, n: int, counts: Callable[[date], bool]) -> date:
        while n:
            day += step
            n -= counts(day)
        return day

    def _is_worked(self, day: date) -> bool:
        kind = self.days.kind(day)
        if kind is None:
            raise NotKnown(f"the calendar does not reach {day}")
        return kind.working


def _any_day(day: date) -> bool:
    return True


def through(interval: Interval, function: Callable[[datetime], datetime]) -> Interval:
    """Says the spec: "an interval goes through them end by end"."""
    return Interval(function(interval.lo), function(interval.hi))
