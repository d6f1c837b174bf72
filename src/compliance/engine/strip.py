"""The days between the start of a count and its end, each with what it is: counted, off, paused, moved to.

The start and the end are those that the evaluation found; here the days between them are named, so that a reader can count
along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendars import Figure, Unit, WorkingDays, day_end, ended
from compliance.calendars.day import SATURDAY
from compliance.diagnostics import Text
from compliance.findings.derivation import Count, Day, DayKind

BY_DAYS = frozenset({Unit.DAY, Unit.WORKDAY, Unit.WEEK})


@dataclass(frozen=True, slots=True)
class Clock:
    """What a count runs by: the calendar, and the pauses of the case (after the first day up to and including the last)."""

    days: WorkingDays
    pauses: Sequence[tuple[date, date | None]] = ()

    def paused(self, day: date) -> bool:
        """Whether the clock stands still on a day."""
        return bool(self.pauses) and any(first < day and (last is None or day <= last) for first, last in self.pauses)

    def endless(self) -> date | None:
        """The day since which the clock has stood still without an end."""
        return next((first for first, last in self.pauses if last is None), None)


def counts(
    clock: Clock, start: datetime, figure: Figure, more: Figure | None, due: datetime | None
) -> tuple[Count, ...]:
    """The count of a figure from a start and of its extension, up to `due`; None: it is never due, or not known when."""
    until = due.date() if due else clock.endless()
    first = _count(clock, start, figure, until, extension=False)
    if more is None or first.end is None:
        return (_closed(first, due, clock) if due else first,)
    second = _count(clock, first.end, more, until, extension=True)
    return first, _closed(second, due, clock) if due else second


def _count(clock: Clock, start: datetime, figure: Figure, until: date | None, extension: bool) -> Count:
    """Counts to the figure, or as far as it is known."""
    if figure.unit not in BY_DAYS:
        return Count(figure, start, _plain_end(start, figure), extension=extension)
    wanted = figure.n * (7 if figure.unit is Unit.WEEK else 1)
    days, number = _walked(clock, start.date(), _after(start.date(), until), figure.unit, wanted)
    end = day_end(days[-1].date) if number == wanted else None
    return Count(figure, start, end, tuple(days), extension=extension)


def _walked(
    clock: Clock, start: date, following: Iterable[date], unit: Unit, wanted: int | None = None
) -> tuple[list[Day], int]:
    """The start and the days that follow, up to the one wanted or to the first unknown; how many of them count."""
    days, number, by_workdays = [Day(start, DayKind.START)], 0, unit is Unit.WORKDAY
    for day in following:
        if number == wanted:
            break
        kind = clock.days.kind(day) if by_workdays else None
        if clock.pauses and clock.paused(day):
            days.append(Day(day, DayKind.PAUSED))
        elif by_workdays and kind is None:
            break
        elif kind and not kind.working:
            days.append(Day(day, DayKind.OFF, None, kind.name))
        else:
            number += 1
            days.append(Day(day, DayKind.COUNTED, number, kind.name if kind and day.weekday() >= SATURDAY else None))
    return days, number


def _plain_end(start: datetime, figure: Figure) -> datetime:
    """Of hours and minutes, months and years, before it is moved from a day off."""
    lengths = {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1)}
    if figure.unit in lengths:
        return start + figure.n * lengths[figure.unit]
    return day_end(ended(start.date(), figure))


def _after(start: date, until: date | None) -> Iterator[date]:
    """The days after `start` up to and including `until`."""
    return map(date.fromordinal, range(start.toordinal() + 1, (until or start).toordinal() + 1))


def _closed(count: Count, due: datetime, clock: Clock) -> Count:
    """The count with the days from its end to the working day that due is moved to."""
    if not count.days:
        return count
    moved = [
        Day(day, DayKind.MOVED) if day == due.date() else Day(day, DayKind.OFF, name=_name(clock, day))
        for day in _after(count.days[-1].date, due.date())
    ]
    return Count(count.figure, count.start, count.end, (*count.days, *moved), extension=count.extension)


def _name(clock: Clock, day: date) -> Text | None:
    kind = clock.days.kind(day)
    return kind.name if kind else None


def notice(clock: Clock, start: datetime, figure: Figure, due: datetime) -> Count:
    """A figure counted backwards from the day of the trigger: the day before it is the first."""
    if figure.unit not in BY_DAYS:
        return Count(figure, start, due, back=True)
    before = range(start.toordinal() - 1, due.toordinal() - 1, -1)
    days, _ = _walked(clock, start.date(), map(date.fromordinal, before), figure.unit)
    return Count(figure, start, due, tuple(reversed(days)), back=True)


def lasting(clock: Clock, start: datetime, figure: Figure, until: date) -> Count:
    """The days that something lasted, whatever the figure asks for."""
    days, _ = _walked(clock, start.date(), _after(start.date(), until), figure.unit)
    return Count(figure, start, day_end(until), tuple(days))
