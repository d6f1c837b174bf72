"""What a calendar is called and what it says of a mistake, word by word; made in the test, not when it is collected."""

from __future__ import annotations

from datetime import date, datetime
from importlib.metadata import version

import chinese_calendar
import pytest

from compliance.calendars.china import NAMES, china
from compliance.calendars.countries import country
from compliance.calendars.durations import per_words
from compliance.calendars.figure import Per
from compliance.calendars.interval import Interval
from compliance.calendars.workdays import working_days
from compliance.diagnostics import Diagnostic, Refused, Text

HINT = Text(
    "写 CN，或另一个国家的两字母代码，如 US、GB", "write CN, or another country's two letters, such as US or GB"
)


def told(code: str, *days: list[date]) -> Diagnostic:
    """The one problem that a calendar is refused for."""
    with pytest.raises(Refused) as refused:
        working_days(code, *days)
    (problem,) = refused.value.diagnostics
    return problem


def test_a_day_in_both_lists_is_named() -> None:
    """With what to do about it."""
    problem = told("CN", [date(2018, 1, 2)], [date(2018, 1, 2)])
    assert problem.code == "calendar/both"
    assert problem.title.zh == "2018-01-02 同时列在 [calendar] 的 holidays 和 workdays 中"
    assert problem.title.en == "2018-01-02 stands in both lists of [calendar], holidays and workdays"
    assert problem.hint == Text("从其中一处删去这一天。", "Remove the day from one of them.")


def test_a_code_that_is_none_is_told_the_nearest() -> None:
    """Where there is one near."""
    problem = told("QQQQQQ")
    assert (problem.code, problem.hint) == ("calendar/unknown", HINT)
    near = told("USX").hint
    assert near is not None
    assert near.zh.startswith("是不是 US") and near.zh.endswith(f"？{HINT.zh}")
    assert near.en.startswith("did you mean US") and near.en.endswith(f"? {HINT.en}")


def test_calendars_are_called_by_their_codes() -> None:
    """Of two or three letters, large or small; corrections hold for each of them."""
    assert [working_days(code).code for code in ("CN", "chn", " cn ")] == ["CN"] * 3
    american = working_days("us", workdays=[date(2018, 7, 4)])
    kind = american.kind(date(2018, 7, 4))
    assert american.code == "US" and kind is not None and kind.working


def test_the_chinese_calendar_says_what_it_is() -> None:
    """Title, package and the days that are not settled; the exceptions of a year are of that year."""
    made = china()
    assert made.title == Text("中国法定工作日（含调休）", "official working days of China, with shifted days")
    assert made.package == "chinesecalendar"
    for year in (2005, 2006, 2018):
        assert {day.year for day in made.exceptions(year)} == {year}
    assert made.exceptions(2005)[date(2005, 12, 31)].working
    assert made.exceptions(2018)[date(2018, 2, 11)].working


def test_every_holiday_of_the_package_has_names() -> None:
    """Ours, or the package's own two."""
    made = china()
    named = {kind.name for year in range(2004, 2027) for kind in made.exceptions(year).values() if not kind.working}
    own = {Text(holiday.chinese, holiday.value) for holiday in chinese_calendar.Holiday if holiday.name not in NAMES}
    assert named <= set(NAMES.values()) | own
    assert set(NAMES.values()) >= {Text("春节", "Spring Festival"), Text("国庆节", "National Day")}


def test_another_country_s_calendar_says_what_it_is() -> None:
    """Its holidays in Chinese and English where the package has them so, else twice in English or in the country's own words."""
    made = country("HK")
    assert (made.package, made.version) == ("holidays", version("holidays"))
    assert made.title.zh == "HK 工作日（周一至周五，公共假日除外）"
    assert made.title.en == "working days of HK: Monday to Friday but for public holidays"
    assert made.exceptions(2018)[date(2018, 6, 18)].name == Text("端午节", "Dragon Boat Festival")
    japanese, plain = country("JP").exceptions(2018), country("NZ").exceptions(2018)
    assert japanese[date(2018, 1, 8)].name == Text("Coming of Age Day", "Coming of Age Day")
    assert plain[date(2018, 12, 25)].name == Text("Christmas Day", "Christmas Day")


def test_the_language_of_the_machine_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Left to itself the package goes by it."""
    monkeypatch.setenv("LANGUAGE", "zh_HK")
    assert country("HK").exceptions(2018)[date(2018, 6, 18)].name == Text("端午节", "Dragon Boat Festival")


def test_holidays_of_a_country_are_told_a_year_at_a_time() -> None:
    """A day that stands in for a holiday of the year after is among those of its own year."""
    for year in (2020, 2021, 2022):
        days = country("US").exceptions(year)
        assert {day.year for day in days} == {year}
        assert (date(year, 12, 31) in days) is (year == 2021)


def test_how_often_is_said_in_both_languages() -> None:
    """By the first word of each."""
    assert [per_words(per) for per in (Per.QUARTER, Per.YEAR)] == [Text("每季度", "quarterly"), Text("每年", "yearly")]


def test_an_instant_is_an_interval_of_itself() -> None:
    """Both ends are it."""
    moment = datetime(2018, 8, 8, 9, 30)
    assert tuple(Interval.exact(moment)) == (moment, moment)
