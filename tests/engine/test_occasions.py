"""The periods of calendar duties, by the calendar alone: which there are, from when to when acts count, and when they are due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from compliance.calendars import working_days
from compliance.engine.calendar_table import load_calendar, reach
from compliance.engine.occasions import Occasion, figure_at, occasions
from compliance.engine.rule_tables import Range
from compliance.rulesets.load import load_ruleset

YEAR = (date(2018, 1, 1), date(2018, 12, 31))
END = datetime(2030, 1, 1)
Found = Callable[..., list[Occasion]]


def begin(text: str) -> datetime:
    """The first instant of a day."""
    return datetime.combine(date.fromisoformat(text), time.min)


def end(text: str) -> datetime:
    """The last instant of a day."""
    return datetime.combine(date.fromisoformat(text), time.max)


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """`found("价格 每月公开", cut=…)`: the occasions of a rule's duty in 2018."""

    def of(
        rule: str,
        whole: tuple[date, date] = YEAR,
        cut: tuple[date, date] | None = None,
        as_of: datetime = END,
        toml: str = "",
    ) -> list[Occasion]:
        (tmp_path / "ruleset.toml").write_text(f'[ruleset]\nid = "r"\n{toml}', "utf-8")
        (tmp_path / "a.rules").write_text(f"{rule}\n", "utf-8")
        ruleset = load_ruleset(str(tmp_path))
        (duty,) = ruleset.rules[0].duties
        return occasions(duty, Range(*whole, *(cut or whole), as_of), ruleset, working_days("CN"))

    return of


def test_a_period_counts_from_its_first_instant_to_its_last(found: Found) -> None:
    """And is due with it."""
    first, second, _, _ = found("价格 每季度公开")
    assert first == Occasion("2018Q1", begin("2018-01-01"), end("2018-03-31"), end("2018-03-31"))
    assert second.period == "2018Q2"


@pytest.mark.parametrize("rule", ["价格 每季度公开", "价格 每季度公开不少于2次"])
def test_only_periods_wholly_inside_the_cut_are_judged(found: Found, rule: str) -> None:
    """One that lacks a day at either end is not; one that fills the cut is."""
    for first, last, periods in (
        (date(2018, 1, 2), date(2018, 6, 30), ["2018Q2"]),
        (date(2018, 1, 1), date(2018, 6, 29), ["2018Q1"]),
        (date(2018, 4, 1), date(2018, 6, 30), ["2018Q2"]),
    ):
        assert [o.period for o in found(rule, cut=(first, last))] == periods


def test_a_period_that_has_not_begun_is_none(found: Found) -> None:
    """From its first instant on it is one."""
    assert [o.period for o in found("价格 每半年公开", as_of=end("2018-06-30"))] == ["2018H1"]
    assert [o.period for o in found("价格 每半年公开", as_of=begin("2018-07-01"))] == ["2018H1", "2018H2"]


def test_a_date_lies_in_the_cut_or_asks_for_nothing(found: Found) -> None:
    """On its first or last day, too; what was done at any time before it counts."""
    rule, day = "目录 2018年9月30日前公开", date(2018, 9, 30)
    assert found(rule) == [
        Occasion("2018-01-01/2018-12-31", datetime(1, 1, 1), end("2018-12-31"), end("2018-09-30")),
    ]
    assert len(found(rule, cut=(day, day))) == 1
    assert found(rule, cut=(date(2018, 10, 1), date(2018, 12, 31))) == []
    assert found(rule, cut=(date(2018, 1, 1), date(2018, 9, 29))) == []
    assert found(rule, as_of=end("2017-12-31")) == []


def test_a_day_of_each_year_is_due_in_those_years_whose_day_is_in_the_cut(found: Found) -> None:
    """Acts of the whole year count, those after the day as late ones."""
    whole = (date(2017, 1, 1), date(2019, 12, 31))
    rule = "年报 每年3月31日前公开"
    assert found(rule, whole, as_of=end("2019-01-01")) == [
        Occasion(f"{year}", begin(f"{year}-01-01"), end(f"{year}-12-31"), end(f"{year}-03-31"))
        for year in (2017, 2018, 2019)
    ]
    for first, last in ((date(2017, 4, 1), date(2019, 3, 30)), (date(2018, 3, 31), date(2018, 3, 31))):
        assert [o.period for o in found(rule, whole, (first, last))] == ["2018"]


def test_a_month_may_be_due_on_one_of_its_days(found: Found) -> None:
    """The last day of it where the month is shorter."""
    assert [o.due for o in found("价格 publish monthly by day 15")][:2] == [end("2018-01-15"), end("2018-02-15")]
    february = found("价格 publish monthly by day 30")[1]
    assert february == Occasion("2018-02", begin("2018-02-01"), end("2018-02-28"), end("2018-02-28"))


def test_within_some_days_after_a_period_counts_in_the_one_that_follows(found: Found) -> None:
    """In days, in working days over the holidays, and moved to a working day where the ruleset says so."""
    first = found("价格 每月结束后7日内公开")[0]
    assert first == Occasion("2018-01", begin("2018-02-01"), end("2018-02-28"), end("2018-02-07"), None, 0)
    working = found("价格 每月结束后15个工作日内公开")
    assert [o.due for o in working[:2]] == [end("2018-02-26"), end("2018-03-21")]
    moved = found("价格 每月结束后10日内公开", toml='[deadlines]\nrollover = "next-working-day"\n')
    assert [(o.due, o.moved_from) for o in moved[:2]] == [
        (end("2018-02-11"), date(2018, 2, 10)),
        (end("2018-03-12"), date(2018, 3, 10)),
    ]


def test_a_due_day_beyond_the_calendar_is_open(found: Found) -> None:
    """Nobody knows the working days of a year that is not announced."""
    last = working_days("CN").official.last_year
    (december,) = found(
        "价格 每月结束后5个工作日内公开",
        (date(last, 12, 1), date(last, 12, 31)),
        as_of=datetime(9999, 1, 1),
    )
    assert december.due is None


def test_the_figure_that_counts_is_that_of_the_end_of_the_period(found: Found) -> None:
    """The one in force on the first instant of its last day."""
    rule = "价格 publish monthly within 限期"
    toml = '[durations]\n"限期" = [{ from = 2017-01-01, is = "5 days" }, { from = 2018-01-31, is = "9 days" }]\n'
    dues = [o.due for o in found(rule, (date(2017, 12, 1), date(2018, 1, 31)), toml=toml)]
    assert dues == [end("2018-01-05"), end("2018-02-09")]


def test_blocks_of_a_season_are_due_with_their_last_day(found: Found) -> None:
    """Those inside the cut."""
    rule, toml = "水质 publish every 5 days during 旺季", '[seasons]\n"旺季" = { from = "06-01", to = "06-17" }\n'
    first, second, third = found(rule, toml=toml)
    assert first == Occasion("2018-06-01/2018-06-05", begin("2018-06-01"), end("2018-06-05"), end("2018-06-05"))
    assert (second.period, third.period) == ("2018-06-06/2018-06-10", "2018-06-11/2018-06-15")
    assert [o.period for o in found(rule, cut=(date(2018, 6, 2), date(2018, 6, 15)), toml=toml)] == [
        second.period,
        third.period,
    ]


def test_what_is_to_be_done_at_all_is_due_with_the_range(found: Found) -> None:
    """Of an empty cut there is none; an attestation counts whenever it was made."""
    key, cut = "2018-01-01/2018-12-31", (date(2018, 5, 5), date(2018, 5, 5))
    assert found("预算 公开", cut=cut) == [Occasion(key, begin("2018-01-01"), end("2018-12-31"), end("2018-12-31"))]
    check = "预算 核查 “是否全文公开”"
    assert found(check, cut=cut) == [Occasion(key, datetime(1, 1, 1), datetime(9999, 12, 31), end("2018-12-31"))]
    for rule in ("预算 公开", check):
        assert found(rule, cut=(date(2018, 5, 6), date(2018, 5, 5))) == []
        assert found(rule, as_of=end("2017-12-31")) == []
        assert len(found(rule, as_of=begin("2018-01-01"))) == 1


class Tables(dict[str, list[Any]]):
    """What is loaded into a database."""

    def load(self, table: str, _: dict[str, str], rows: list[Any]) -> None:
        """Keeps the rows."""
        self[table] = rows


def test_the_calendar_numbers_working_days_and_days_not_announced() -> None:
    """Each day with those up to it and those before it, from the first day asked for."""
    last = working_days("CN").official.last_year
    corrected = working_days("CN", [date(last, 12, 29)], [date(last, 12, 30)])
    tables = Tables()
    load_calendar(tables, corrected, date(last, 12, 28), date(last, 12, 31))  # type: ignore[arg-type]
    days = [date(last, 12, day) for day in (28, 29, 30, 31)]
    assert tables["calendar"] == [
        (days[0], None, 0, 0, 1, 0),
        (days[1], False, 0, 0, 1, 1),
        (days[2], True, 1, 0, 1, 1),
        (days[3], None, 1, 1, 2, 1),
    ]
    assert tables["workday"] == [(1, days[2], 1)]
    load_calendar(tables, None, *YEAR)  # type: ignore[arg-type]
    assert tables == {"calendar": [], "workday": []}


def test_the_calendar_reaches_as_far_as_anything_is_counted() -> None:
    """Twice as many days as working days and two months, to either side, within the dates there are."""
    assert reach(date(2018, 6, 1), date(2018, 6, 2), 10) == (date(2018, 3, 13), date(2018, 8, 21))
    assert reach(date.min, date.max, 1) == (date.min, date.max)


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("价格 每日公开", "2018-03-15"),
        ("价格 每周结束后3日内公开", "2018-W11"),
        ("价格 每年公开", "2018"),
        ("价格 每年3月31日前公开", "2018"),
        ("水质 publish every 5 days during 旺季", "2018-03-13/2018-03-17"),
    ],
)
def test_a_range_to_the_end_of_time_is_judged_as_far_as_it_has_come(found: Found, rule: str, last: str) -> None:
    """9999-12-31 says that there is no end; there are no periods beyond it, and nobody waits for those before."""
    toml = '[seasons]\n"旺季" = { from = "12-03", to = "04-30" }\n'
    occasions = found(rule, (date(2017, 12, 1), date(9999, 12, 31)), as_of=end("2018-03-15"), toml=toml)
    assert occasions[-1].period == last


def test_the_figure_in_force_at_an_instant(tmp_path: Path) -> None:
    """Each from the first instant of its first day; before the first there is none."""
    dated = '"限期" = [{ from = 2018-04-01, is = "20 days" }, { from = 2019-01-01, is = "10 days" }]'
    (tmp_path / "ruleset.toml").write_text(f'[ruleset]\nid = "r"\n[durations]\n{dated}\n', "utf-8")
    (tmp_path / "a.rules").write_text("价格 每季度结束后限期内公开\n", "utf-8")
    (duty,) = load_ruleset(str(tmp_path)).rules[0].duties
    instants = (end("2018-03-31"), begin("2018-04-01"), end("2018-12-31"), begin("2019-01-01"))
    told = [figure_at(duty, instant) for instant in instants]
    assert [figure and figure.n for figure in told] == [None, 20, 20, 10]
