"""Official working days: known notices of the State Council, years not announced, corrections, other countries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.calendars.workdays import WorkingDays, working_days
from compliance.diagnostics import Refused, Text

CN = working_days("CN")
COVERED = st.dates(date(CN.official.first_year, 1, 1), date(CN.official.last_year, 12, 31))
UNKNOWN = CN.official.provisional_from or date.max


def worked(calendar: WorkingDays, day: str) -> bool | None:
    """Whether a day is worked."""
    kind = calendar.kind(date.fromisoformat(day))
    return kind.working if kind else None


def name(calendar: WorkingDays, day: str) -> str | None:
    """What a day is called in Chinese."""
    kind = calendar.kind(date.fromisoformat(day))
    return kind.name.zh if kind and kind.name else None


@pytest.mark.parametrize(
    ("day", "is_worked", "called"),
    [
        ("2018-01-01", False, "元旦"),
        ("2018-02-11", True, "调休上班"),
        ("2018-02-15", False, "春节"),
        ("2018-02-17", False, "春节"),
        ("2018-02-24", True, "调休上班"),
        ("2018-04-05", False, "清明节"),
        ("2018-04-08", True, "调休上班"),
        ("2018-05-01", False, "劳动节"),
        ("2018-06-18", False, "端午节"),
        ("2018-09-24", False, "中秋节"),
        ("2018-09-29", True, "调休上班"),
        ("2018-10-03", False, "国庆节"),
        ("2018-12-29", True, "调休上班"),
        ("2018-12-31", False, "元旦"),
        ("2018-08-08", True, None),
        ("2018-08-11", False, "周末"),
        ("2015-09-03", False, "抗战胜利70周年纪念日"),
        ("2019-05-03", False, "劳动节"),
        ("2019-05-05", True, "调休上班"),
        ("2020-01-31", False, "春节"),
        ("2020-02-01", False, "春节"),
    ],
)
def test_a_chinese_day_is_as_announced(day: str, is_worked: bool, called: str | None) -> None:
    """Festivals, make-up working days and amended notices (Spring Festival 2020, May 2019) hold."""
    assert (worked(CN, day), name(CN, day)) == (is_worked, called)


def test_day_names_are_english_too() -> None:
    """A day off is named in both languages."""
    kind = CN.kind(date(2018, 4, 5))
    assert kind and kind.name and kind.name.en == "Tomb-Sweeping Day"


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2018-08-08", 20, "2018-09-05"),
        ("2018-09-20", 20, "2018-10-24"),
        ("2018-01-20", 20, "2018-02-22"),
        ("2018-09-28", 1, "2018-09-29"),
        ("2018-09-30", 1, "2018-10-08"),
    ],
)
def test_working_days_are_counted_over_holidays(start: str, n: int, due: str) -> None:
    """The n-th working day after a date passes over days off and counts make-up working days."""
    assert CN.add(date.fromisoformat(start), n) == date.fromisoformat(due)


@given(COVERED, st.integers(0, 900))
def test_working_days_between_two_days_are_those_of_the_table(after: date, more: int) -> None:
    """Within a year, over its turn, and into years that are not known."""
    until = after + timedelta(days=more)
    known = [working for _, working in CN.table(after + timedelta(days=1), until)]
    assert CN.count(after, until) == (None if None in known else sum(map(bool, known)))


def test_days_off_passed_over_are_named() -> None:
    """(after, until] gives each day off in it with its name, and no make-up working day."""
    off = CN.days_off(date(2018, 9, 22), date(2018, 10, 2))
    assert [(day.day, text.zh) for day, text in off] == [
        (23, "周末"),
        (24, "中秋节"),
        (1, "国庆节"),
        (2, "国庆节"),
    ]


def test_the_first_day_is_not_passed_over() -> None:
    """A trigger on a day off does not count itself among the days passed over."""
    assert CN.days_off(date(2018, 8, 11), date(2018, 8, 13)) == ((date(2018, 8, 12), Text("周末", "weekend")),)


def test_a_year_not_announced_is_not_known() -> None:
    """After the last year that the package covers, no day is guessed."""
    last = UNKNOWN - timedelta(days=1)
    assert CN.kind(UNKNOWN) is None
    assert CN.table(last, UNKNOWN)[1] == (UNKNOWN, None)
    assert CN.add(last, 1) is None
    assert CN.next_working(UNKNOWN) is None
    assert CN.subtract(UNKNOWN + timedelta(days=3), 1) is None


def test_counting_stops_short_of_an_unknown_day() -> None:
    """A count that ends before the first unknown day is known; days off at the end are not needed for it."""
    before = CN.subtract(UNKNOWN, 1)
    assert before is not None
    assert CN.add(before - timedelta(days=1), 1) == before
    assert CN.add(before, 1) is None


def test_a_due_date_moves_to_a_working_day_where_it_is_none() -> None:
    """Friday stays; Saturday and Sunday go to Monday."""
    days = [date(2018, 8, n) for n in (10, 11, 12, 13)]
    assert [CN.next_working(day) for day in days] == [days[0], days[3], days[3], days[3]]


def test_no_working_day_is_none_to_count() -> None:
    """Whoever asks for it is told."""
    with pytest.raises(ValueError, match="counted from 1, not 0"):
        CN.add(date(2018, 8, 10), 0)


def test_the_ends_of_time_are_not_known() -> None:
    """Counting beyond the first and the last date there is does not fail."""
    assert CN.add(date.max, 1) is None
    assert CN.subtract(date.min, 1) is None


def test_a_correction_overrides_the_calendar() -> None:
    """`[calendar]` turns a working day off and a day off into a working day, and the day says so."""
    own = working_days("CN", [date(2018, 3, 5)], [date(2018, 3, 10)])
    assert (worked(own, "2018-03-05"), name(own, "2018-03-05")) == (False, "规则集更正为休息")
    assert (worked(own, "2018-03-10"), name(own, "2018-03-10")) == (True, "规则集更正为上班")
    assert own.add(date(2018, 3, 8), 3) == date(2018, 3, 12)


def test_a_correction_that_repeats_the_calendar_keeps_the_name() -> None:
    """A holiday listed once more is still called by its name."""
    assert name(working_days("CN", [date(2018, 10, 1)]), "2018-10-01") == "国庆节"


def test_a_correction_makes_a_single_unknown_day_known() -> None:
    """Of a year not announced, the days that `[calendar]` gives are known, and no other."""
    next_day = UNKNOWN + timedelta(days=1)
    own = working_days("CN", [UNKNOWN], [next_day])
    assert own.add(UNKNOWN - timedelta(days=1), 1) == next_day
    assert own.next_working(UNKNOWN) == next_day
    assert own.kind(next_day + timedelta(days=1)) is None


def test_the_source_says_package_years_and_corrections() -> None:
    """What a report says of its calendar comes from the package itself."""
    source = working_days("CN", [date(2018, 3, 5)]).source
    assert f"chinesecalendar {CN.official.version}" in source.zh
    assert f"{CN.official.first_year}–{CN.official.last_year}" in source.en
    assert "更正1天" in source.zh and "1 day corrected" in source.en


def test_the_united_states_rest_on_public_holidays() -> None:
    """Another country's code gives Monday to Friday but for its public holidays, observed days among them."""
    us = working_days("US")
    assert us.add(date(2018, 7, 3), 1) == date(2018, 7, 5)
    assert worked(us, "2018-07-07") is False
    assert name(us, "2021-12-31") is not None
    assert us.days_off(date(2018, 7, 3), date(2018, 7, 4))[0][1].en == "Independence Day"
    assert us.source.en.startswith("working days of US")


def test_a_country_with_chinese_names_uses_them() -> None:
    """Holidays that the package names in Chinese are named so."""
    assert name(working_days("hk"), "2018-06-18") == "端午节"


def test_an_unknown_country_names_the_nearest() -> None:
    """A mistyped code is refused with the nearest known one."""
    with pytest.raises(Refused) as refused:
        working_days("USAA")
    (problem,) = refused.value.diagnostics
    assert "USAA" in problem.title.zh and problem.hint and "mean USA?" in problem.hint.en


def test_a_day_in_both_lists_is_refused() -> None:
    """A day cannot be corrected both ways."""
    with pytest.raises(Refused, match="2018-03-05"):
        working_days("CN", [date(2018, 3, 5)], [date(2018, 3, 5)])


@given(COVERED, st.integers(1, 60))
def test_subtracting_undoes_adding_from_a_working_day(day: date, n: int) -> None:
    """N working days on and n back from a working day is that day."""
    start = CN.next_working(day)
    there = start and CN.add(start, n)
    if start and there:
        assert CN.subtract(there, n) == start


@given(COVERED, st.integers(0, 30), st.integers(1, 60), st.integers(0, 30))
def test_counting_is_monotone(day: date, later: int, n: int, more: int) -> None:
    """A later start or a larger figure never ends earlier."""
    end, other = CN.add(day, n), CN.add(day + timedelta(days=later), n + more)
    if end and other:
        assert day < end <= other


@given(COVERED, st.integers(0, 40))
def test_the_table_agrees_with_each_day(day: date, length: int) -> None:
    """The table for the engine says of each day what is said of it alone, and days off are the rest."""
    last = day + timedelta(days=length)
    table = CN.table(day, last)
    assert [d for d, _ in table] == [day + timedelta(days=i) for i in range(length + 1)]
    assert all(flag == (kind.working if (kind := CN.kind(d)) else None) for d, flag in table)
    assert [d for d, flag in table[1:] if flag is False] == [d for d, _ in CN.days_off(day, last)]


@given(COVERED, st.integers(-5, 400))
def test_counting_is_adding_up_day_by_day(after: date, length: int) -> None:
    """Within a year and over the new year; not known where a day is not; nothing where the end comes first."""
    until = min(after + timedelta(days=length), date(CN.official.last_year, 12, 31))
    fresh = working_days("CN")
    kinds = [fresh.kind(after + timedelta(days=n)) for n in range(1, (until - after).days + 1)]
    expected = None if None in kinds else sum(kind.working for kind in kinds if kind)
    assert working_days("CN").count(after, until) == expected


def test_a_calendar_knows_the_days_from_its_first_year_to_its_last() -> None:
    """And none before or after; those that are provisional from the first to the last."""
    fresh, first, last = working_days("CN"), CN.official.first_year, CN.official.last_year
    known = [date(first, 1, 1), date(first, 12, 31), date(last, 1, 1), UNKNOWN - timedelta(days=1)]
    assert all(fresh.kind(day) for day in known)
    unknown = [date(first - 1, 12, 31), UNKNOWN, date(last, 12, 31), date(last + 1, 1, 1)]
    assert not any(fresh.kind(day) for day in unknown)
    assert [fresh.provisional(day) for day in (UNKNOWN - timedelta(days=1), *unknown[1:])] == [False, True, True, False]
