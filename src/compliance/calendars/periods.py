"""Calendar periods: days, weeks from Monday, months, quarters, half-years, years, and blocks of days in a season."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from compliance.calendars.figure import Figure, Per, Unit

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included. `key` is the period as reports write it: `2018Q1`, `2018-W05`."""

    key: str
    first: date
    last: date


def period_of(per: Per, day: date) -> Period:
    """The period of that kind in which a day lies."""
    return _KINDS[per](day)


def last_day(key: str) -> date:
    """The last day of the period with that key."""
    if "W" in key:
        return date.fromisoformat(f"{key}-7")
    if len(key) == len("2018-01-05"):
        return date.fromisoformat(key)
    months = {"Q": 3, "H": 6}.get(key[4:5], 1)
    return clamped(int(key[:4]), months * int(key[5:] or 12))


def periods(per: Per, first: date, last: date) -> list[Period]:
    """All periods that touch the days from `first` to `last`, in order: the outer ones may reach beyond."""
    found: list[Period] = []
    day = first
    while day <= last:
        found.append(period_of(per, day))
        if found[-1].last == date.max:
            break
        day = found[-1].last + timedelta(days=1)
    return found


def blocks(season_from: MonthDay, season_to: MonthDay, n: int, first: date, last: date) -> list[Period]:
    """The blocks of `n` days that touch the days from `first` to `last`.

    Blocks are laid from the season's first day and lie wholly inside it; what is left at its end is no block. A season
    whose end comes before its beginning goes over the new year.
    """
    if n < 1:
        raise ValueError(f"a block has at least one day, not {n}")
    found: list[Period] = []
    # A season that began the year before may still be running.
    for year in range(max(first.year - 1, date.min.year), last.year + 1):
        found += _blocks_of(season(season_from, season_to, year), n)
    return [block for block in found if block.first <= last and first <= block.last]


def season(season_from: MonthDay, season_to: MonthDay, year: int) -> Period:
    """The season that begins in `year`."""
    begin = clamped(year, *season_from)
    end = clamped(year + (season_to < season_from), *season_to)
    return Period(f"{begin}/{end}", begin, end)


def _blocks_of(whole: Period, n: int) -> list[Period]:
    found = []
    begin = whole.first
    while (end := begin + timedelta(days=n - 1)) <= whole.last:
        found.append(Period(f"{begin}/{end}", begin, end))
        begin = end + timedelta(days=1)
    return found


def clamped(year: int, month: int, day: int | None = None) -> date:
    """A day of a month, or the month's last day where it has no such day or none is named."""
    length = calendar.monthrange(year, month)[1]
    return date(year, month, length if day is None else min(day, length))


def ended(day: date, figure: Figure) -> date:
    """The day on which a figure in days, weeks, months or years ends, before it is moved from a day off."""
    if figure.unit in (Unit.MONTH, Unit.YEAR):
        return add_months(day, figure.n * (12 if figure.unit is Unit.YEAR else 1))
    return day + timedelta(days=figure.n * (7 if figure.unit is Unit.WEEK else 1))


def add_months(day: date, n: int) -> date:
    """The same day `n` months on (back where negative), or that month's last day where there is none.

    ValueError where that is no year from 1 to 9999.
    """
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"year {year} is out of range")
    return clamped(year, month + 1, day.day)


def _day(day: date) -> Period:
    return Period(day.isoformat(), day, day)


def _week(day: date) -> Period:
    year, week, _ = day.isocalendar()
    monday = max(day.toordinal() - day.weekday(), date.min.toordinal())
    sunday = min(day.toordinal() - day.weekday() + 6, date.max.toordinal())
    return Period(f"{year:04d}-W{week:02d}", date.fromordinal(monday), date.fromordinal(sunday))


def _months(length: int, mark: str, day: date) -> Period:
    """The period of so many months in which a day lies; `mark` stands before its number."""
    index = (day.month - 1) // length
    month = index * length + 1
    number = {1: f"{month:02d}", 12: ""}.get(length, str(index + 1))
    return Period(f"{day.year:04d}{mark}{number}", date(day.year, month, 1), clamped(day.year, month + length - 1))


_KINDS: dict[Per, Callable[[date], Period]] = {
    Per.DAY: _day,
    Per.WEEK: _week,
    Per.MONTH: partial(_months, 1, "-"),
    Per.QUARTER: partial(_months, 3, "Q"),
    Per.HALF: partial(_months, 6, "H"),
    Per.YEAR: partial(_months, 12, ""),
}
