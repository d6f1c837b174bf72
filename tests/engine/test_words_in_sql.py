"""Times are put into words by SQL as they are by Python, at the edges of seconds, days, months and years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from compliance.calendars import Interval, Per, last_day, period_of
from compliance.engine.database import Database
from compliance.findings.phrases import instant, stamp

DAYS = [
    date(year, month, day)
    for year in (1900, 1969, 1970, 2000, 2018, 2020, 2200)
    for month, day in ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (12, 31))
    if (month, day) != (2, 29) or year in (2000, 2020)
]
CLOCKS = [
    time(hour, minute, second, microsecond)
    for hour, minute, second in ((0, 0, 0), (0, 0, 59), (9, 30, 0), (9, 30, 15), (9, 59, 59), (23, 59, 0), (23, 59, 59))
    for microsecond in (0, 1, 250_000, 999_997, 999_998, 999_999)
]
INSTANTS = [datetime.combine(day, clock) for day in DAYS for clock in CLOCKS]


@pytest.fixture(scope="module")
def database() -> Database:
    """One that knows the words."""
    made = Database()
    made.run("words")
    return made


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("said_time", lambda moment: stamp(Interval.exact(moment)).zh),
        ("stated_time", lambda moment: Interval.exact(moment).stated()),
        ("said_day", lambda moment: moment.date().isoformat()),
        ("said_due", instant),
    ],
)
def test_an_instant_reads_the_same(said: str, expected: Callable[[datetime], str], database: Database) -> None:
    """Full minutes without seconds, and what ends with its second or its day."""
    found = database.rows(f"SELECT t, {said}(t) FROM (SELECT unnest(?::TIMESTAMP[]) AS t)", [INSTANTS])
    assert dict(found) == {moment: expected(moment) for moment in INSTANTS}


def test_a_month_and_a_year_are_over_days(database: Database) -> None:
    """An instant and a day are not, however late in a month."""
    stated = [Interval.exact(moment) for moment in INSTANTS] + [Interval.day(day) for day in DAYS]
    longer = [Interval.month(day.year, day.month) for day in DAYS] + [Interval.year(day.year) for day in DAYS]
    found = database.rows(
        "SELECT is_over_days(lo, hi) FROM (SELECT unnest(?::TIMESTAMP[]) AS lo, unnest(?::TIMESTAMP[]) AS hi)",
        [[time.lo for time in (*stated, *longer)], [time.hi for time in (*stated, *longer)]],
    )
    assert [over for (over,) in found] == [False] * len(stated) + [True] * len(longer)


def test_a_period_ends_on_the_same_day(database: Database) -> None:
    """Of every kind, at the edges of years."""
    keys = {period_of(per, day).key for per in Per for day in DAYS}
    found = database.rows("SELECT key, period_end(key) FROM (SELECT unnest(?::VARCHAR[]) AS key)", [sorted(keys)])
    assert dict(found) == {key: last_day(key) for key in keys}
