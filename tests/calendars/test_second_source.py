"""The Chinese calendar held against a second source, day by day; and the days that a notice may still change."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

from compliance.calendars.workdays import working_days

CN = working_days("CN")
FIRST, LAST = date(CN.official.first_year, 1, 1), date(CN.official.last_year, 12, 31)


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_two_sources_agree_on_every_day() -> None:
    """The notices as two packages have written them down, amendments (May 2019, Spring Festival 2020) included."""
    other = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    known = {day: kind.working for day in days(FIRST, LAST) if (kind := CN.kind(day))}
    assert {day: worked for day, worked in known.items() if worked != other.is_working_day(day)} == {}
    assert len(known) == len(days(FIRST, LAST)) - 5


def test_the_amended_notices_hold() -> None:
    """Four days in May 2019 instead of one; the Spring Festival of 2020 up to Sunday, 2 February."""
    may = [CN.kind(date(2019, 5, day)) for day in range(1, 6)]
    assert [kind.working for kind in may if kind] == [False, False, False, False, True]
    spring = [CN.kind(day) for day in days(date(2020, 1, 24), date(2020, 2, 3))]
    assert [kind.working for kind in spring if kind] == [False] * 10 + [True]


def test_no_notice_has_changed_an_earlier_day_of_the_year_before() -> None:
    """What is called provisional is enough: no day of late December was ever unusual before it."""
    ends = [day for day in days(FIRST, LAST) if day.month == 12 and day.day >= 20]
    unusual = [day for day in ends if (kind := CN.kind(day)) and kind.working is not (day.weekday() < 5)]
    assert unusual and min((day.month, day.day) for day in unusual) >= (12, 29)


def test_the_last_days_of_the_last_year_are_not_known_for_good() -> None:
    """The next year's notice may make a bridge of them, so nothing is counted over them until a ruleset states them."""
    last = CN.official.last_year
    assert CN.kind(date(last, 12, 26)) is not None
    assert [CN.kind(day) for day in days(date(last, 12, 27), LAST)] == [None] * 5
    assert CN.add(date(last, 12, 24), 5) is None
    stated = working_days("CN", workdays=[day for day in days(date(last, 12, 27), LAST) if day.weekday() < 5])
    assert stated.kind(date(last, 12, 31)) is not None
    assert f"{last}-12-27起暂定" in CN.source.zh
