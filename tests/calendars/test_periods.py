"""Calendar periods, blocks of days in a season, and months."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.calendars.figure import Per
from compliance.calendars.periods import Period, add_months, blocks, clamped, last_day, period_of, periods, season

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("per", "key", "first", "last"),
    [
        (Per.YEAR, "2018", "2018-01-01", "2018-12-31"),
        (Per.HALF, "2018H1", "2018-01-01", "2018-06-30"),
        (Per.QUARTER, "2018Q1", "2018-01-01", "2018-03-31"),
        (Per.MONTH, "2018-02", "2018-02-01", "2018-02-28"),
        (Per.WEEK, "2018-W05", "2018-01-29", "2018-02-04"),
        (Per.DAY, "2018-02-01", "2018-02-01", "2018-02-01"),
    ],
)
def test_a_day_lies_in_a_period_of_each_kind(per: Per, key: str, first: str, last: str) -> None:
    """1 February 2018, by year, half-year, quarter, month, week and day."""
    found = period_of(per, date(2018, 2, 1))
    assert (found.key, str(found.first), str(found.last)) == (key, first, last)


def test_weeks_are_named_by_the_year_they_belong_to() -> None:
    """The week over the new year goes by its ISO year: Monday 2018-12-31 begins 2019-W01."""
    assert [p.key for p in periods(Per.WEEK, date(2018, 12, 30), date(2018, 12, 31))] == ["2018-W52", "2019-W01"]


def test_periods_that_only_touch_the_range_are_among_them() -> None:
    """From the middle of March to the middle of May: three months, whole."""
    found = periods(Per.MONTH, date(2018, 3, 15), date(2018, 5, 15))
    assert [(p.key, str(p.last)) for p in found] == [
        ("2018-03", "2018-03-31"),
        ("2018-04", "2018-04-30"),
        ("2018-05", "2018-05-31"),
    ]


def test_an_empty_range_has_no_periods() -> None:
    """A range that ends before it begins touches nothing."""
    assert periods(Per.YEAR, date(2018, 2, 1), date(2018, 1, 1)) == []


def test_blocks_are_laid_from_the_first_day_of_the_season() -> None:
    """Every 5 days from 1 June to 17 June: three blocks; the two days left over are none."""
    found = blocks((6, 1), (6, 17), 5, date(2018, 1, 1), date(2018, 12, 31))
    assert [b.key for b in found] == ["2018-06-01/2018-06-05", "2018-06-06/2018-06-10", "2018-06-11/2018-06-15"]


def test_blocks_that_touch_the_range_by_a_day_are_among_them() -> None:
    """The range from the last day of one to the first of another; blocks of seasons far off are not looked at."""
    found = blocks((6, 1), (6, 30), 5, date(2018, 6, 5), date(2018, 6, 11))
    assert [b.key for b in found] == ["2018-06-01/2018-06-05", "2018-06-06/2018-06-10", "2018-06-11/2018-06-15"]


def test_a_season_may_be_a_day() -> None:
    """From 1 June to 1 June: that day, of the same year."""
    assert season((6, 1), (6, 1), 2018) == Period("2018-06-01/2018-06-01", date(2018, 6, 1), date(2018, 6, 1))
    assert season((12, 1), (2, 1), 2018).key == "2018-12-01/2019-02-01"


def test_a_season_goes_over_the_new_year() -> None:
    """From 20 December to 20 January in blocks of 10 days: a season is counted from where it began."""
    found = blocks((12, 20), (1, 20), 10, date(2018, 1, 9), date(2018, 12, 31))
    assert [b.key for b in found] == ["2018-01-09/2018-01-18", "2018-12-20/2018-12-29", "2018-12-30/2019-01-08"]


def test_the_twenty_ninth_of_february_is_the_last_of_february() -> None:
    """A season to 02-29 ends on 28 February in a common year."""
    found = blocks((2, 25), (2, 29), 4, date(2018, 1, 1), date(2020, 12, 31))
    assert [b.key for b in found if b.first.year in (2018, 2020)] == ["2018-02-25/2018-02-28", "2020-02-25/2020-02-28"]
    assert clamped(2018, 2, 29) == date(2018, 2, 28)
    assert clamped(2020, 2) == date(2020, 2, 29)


def test_a_block_needs_a_day() -> None:
    """Blocks of no days are refused."""
    with pytest.raises(ValueError, match="at least one day"):
        blocks((1, 1), (2, 1), 0, date(2018, 1, 1), date(2018, 2, 1))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2018-01-31", 1, "2018-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2018-01-31", 13, "2019-02-28"),
        ("2018-03-31", -1, "2018-02-28"),
        ("2018-01-15", -1, "2017-12-15"),
        ("2020-02-29", 12, "2021-02-28"),
    ],
)
def test_months_end_on_the_last_day_where_there_is_no_same_day(start: str, n: int, end: str) -> None:
    """A month after 31 January is the last day of February."""
    assert add_months(date.fromisoformat(start), n) == date.fromisoformat(end)


def test_months_beyond_the_calendar_are_refused() -> None:
    """There is no year 10000."""
    with pytest.raises(ValueError, match="out of range"):
        add_months(date(9999, 12, 1), 1)
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)


def test_the_last_period_ends_with_the_calendar() -> None:
    """There is no day after 31 December 9999."""
    (found,) = periods(Per.YEAR, date(9999, 1, 1), date(9999, 12, 31))
    assert found.last == date.max


@given(st.sampled_from(Per), DATES, st.integers(0, 800))
def test_periods_cover_the_range_without_gap_or_overlap(per: Per, first: date, length: int) -> None:
    """Every day of the range lies in exactly one period, in order, and `period_of` finds the same one."""
    last = first + timedelta(days=length)
    found = periods(per, first, last)
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(found))
    assert all(period_of(per, p.last) == p for p in found)


@given(
    st.tuples(st.integers(1, 12), st.integers(1, 31)),
    st.tuples(st.integers(1, 12), st.integers(1, 31)),
    st.integers(1, 40),
    DATES,
)
def test_blocks_are_as_long_as_stated_and_touch_the_range(
    start: tuple[int, int], end: tuple[int, int], n: int, first: date
) -> None:
    """Each block has n days and touches the range, whatever the season."""
    last = first + timedelta(days=500)
    for block in blocks(start, end, n, first, last):
        assert (block.last - block.first).days == n - 1
        assert block.first <= last and first <= block.last


@given(DATES, DATES, st.integers(-500, 500))
def test_months_are_monotone(one: date, other: date, n: int) -> None:
    """A later day is never earlier n months on."""
    first, last = sorted((one, other))
    assert add_months(first, n) <= add_months(last, n)


@given(st.sampled_from(Per), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_the_key_of_a_period_tells_its_last_day(per: Per, day: date) -> None:
    """A week's of the year before or after, too."""
    period = period_of(per, day)
    assert last_day(period.key) == period.last
