"""A time as a log states it: everything between two instants that the statement allows."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

MICROSECOND = timedelta(microseconds=1)


def day_start(day: date) -> datetime:
    """The first microsecond of a day."""
    return datetime.combine(day, time.min)


def day_end(day: date) -> datetime:
    """The last microsecond of a day: `hi(D)` of the specification."""
    return datetime.combine(day, time.max)


class Interval(NamedTuple):
    """All instants from `lo` to `hi`, both included, in local time without a zone."""

    lo: datetime
    hi: datetime

    @classmethod
    def exact(cls, instant: datetime) -> Interval:
        """A time stated with a time of day."""
        return cls(instant, instant)

    @classmethod
    def day(cls, day: date) -> Interval:
        """A date alone is that whole day."""
        return cls(day_start(day), day_end(day))

    @classmethod
    def month(cls, year: int, month: int) -> Interval:
        """A month alone is that whole month."""
        last = calendar.monthrange(year, month)[1]
        return cls(day_start(date(year, month, 1)), day_end(date(year, month, last)))

    @classmethod
    def year(cls, year: int) -> Interval:
        """A year alone is that whole year."""
        return cls(day_start(date(year, 1, 1)), day_end(date(year, 12, 31)))

    def stated(self) -> str:
        """The interval with the precision it was stated in: `2018`, `2018-08`, `2018-08-08`, `2018-08-08T09:30:00`.

        An interval that no single statement gives (a completion in several steps) is `LO/HI`.
        """
        if self.lo == self.hi:
            return self.lo.isoformat()
        day = self.lo.date()
        if self == Interval.day(day):
            return day.isoformat()
        if self == Interval.month(day.year, day.month):
            return f"{day.year:04d}-{day.month:02d}"
        if self == Interval.year(day.year):
            return f"{day.year:04d}"
        if self.lo == day_start(day) and self.hi == day_end(self.hi.date()):
            return f"{day.isoformat()}/{self.hi.date().isoformat()}"
        return f"{self.lo.isoformat()}/{self.hi.isoformat()}"
