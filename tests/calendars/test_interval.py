"""Times as a log states them: intervals with the precision of the statement."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from compliance.calendars.interval import Interval, day_end, day_start

DAY = date(2018, 8, 8)


def test_a_day_begins_and_ends_with_its_first_and_last_microsecond() -> None:
    """Both lie in it, and no instant of it lies outside them."""
    assert day_start(DAY) == datetime(2018, 8, 8)
    assert day_end(DAY) == datetime(2018, 8, 8, 23, 59, 59, 999999)


@pytest.mark.parametrize(
    ("interval", "lo", "hi", "stated"),
    [
        (
            Interval.exact(datetime(2018, 8, 8, 9, 30)),
            "2018-08-08T09:30:00",
            "2018-08-08T09:30:00",
            "2018-08-08T09:30:00",
        ),
        (Interval.day(DAY), "2018-08-08T00:00:00", "2018-08-08T23:59:59.999999", "2018-08-08"),
        (Interval.month(2018, 2), "2018-02-01T00:00:00", "2018-02-28T23:59:59.999999", "2018-02"),
        (Interval.month(2020, 2), "2020-02-01T00:00:00", "2020-02-29T23:59:59.999999", "2020-02"),
        (Interval.year(2018), "2018-01-01T00:00:00", "2018-12-31T23:59:59.999999", "2018"),
        (
            Interval(day_start(DAY), day_end(date(2018, 8, 9))),
            "2018-08-08T00:00:00",
            "2018-08-09T23:59:59.999999",
            "2018-08-08/2018-08-09",
        ),
        (
            Interval(datetime(2018, 8, 8, 9), datetime(2018, 8, 8, 10)),
            "2018-08-08T09:00:00",
            "2018-08-08T10:00:00",
            "2018-08-08T09:00:00/2018-08-08T10:00:00",
        ),
        (
            Interval(day_start(DAY), datetime(2018, 8, 9, 10)),
            "2018-08-08T00:00:00",
            "2018-08-09T10:00:00",
            "2018-08-08T00:00:00/2018-08-09T10:00:00",
        ),
        (
            Interval(datetime(2018, 8, 8, 9), day_end(date(2018, 8, 9))),
            "2018-08-08T09:00:00",
            "2018-08-09T23:59:59.999999",
            "2018-08-08T09:00:00/2018-08-09T23:59:59.999999",
        ),
    ],
)
def test_an_interval_is_stated_as_precisely_as_it_is(interval: Interval, lo: str, hi: str, stated: str) -> None:
    """Instants, days, months and years as people write them; what no single statement gives as two ends."""
    assert (interval.lo.isoformat(), interval.hi.isoformat(), interval.stated()) == (lo, hi, stated)
