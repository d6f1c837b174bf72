from __future__ import annotations

from datetime import date, datetime

import pytest

from compliance.calendars.day import WEEKEND
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.findings import Source
from compliance.findings.acts import action
from compliance.findings.phrases import (
    days_off,
    deadline,
    instant,
    least_share,
    met_share,
    ordinal,
    period,
    stamp,
    where,
)


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("2018", "2018年", "2018"),
        ("2018H1", "2018年上半年", "the first half of 2018"),
        ("2018H2", "2018年下半年", "the second half of 2018"),
        ("2018Q3", "2018年第3季度", "quarter 3 of 2018"),
        ("2018-03", "2018年3月", "2018-03"),
        ("2018-W05", "2018年第5周", "week 5 of 2018"),
        ("2018-01-05", "2018-01-05", "2018-01-05"),
        ("2018-06-01/2018-06-01", "2018-06-01", "2018-06-01"),
        ("2018-06-01/2018-06-05", "2018-06-01至2018-06-05", "2018-06-01 to 2018-06-05"),
    ],
)
def test_every_key_of_a_period_has_words(key: str, zh: str, en: str) -> None:
    """Each key that a report may have reads well in both languages."""
    assert period(key) == Text(zh, en)


def test_weekends_are_counted_and_holidays_named() -> None:
    """A run of one holiday is one entry with its dates; Saturdays and Sundays are no more than a number."""
    autumn, national = Text("中秋节", "Mid-Autumn Festival"), Text("国庆节", "National Day")
    off = [
        (date(2018, 9, 15), WEEKEND.name),
        (date(2018, 9, 16), WEEKEND.name),
        (date(2018, 9, 22), autumn),
        (date(2018, 9, 23), autumn),
        (date(2018, 9, 24), autumn),
        (date(2018, 10, 1), national),
    ]
    words = days_off(off)
    assert words.zh == "周末2天、中秋节3天（2018-09-22至09-24）、国庆节1天（2018-10-01）"
    assert words.en == "2 weekend days, Mid-Autumn Festival 2018-09-22 to 09-24 (3 days), National Day 2018-10-01"


def test_no_day_off_is_no_word() -> None:
    """Where nothing was passed over nothing is said."""
    assert days_off(()) == Text("", "")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2018, 8, 8, 23, 59, 59, 999999), "2018-08-08"),
        (datetime(2018, 8, 8, 23, 59, 59, 999998), "2018-08-08"),
        (datetime(2018, 8, 8, 4, 59, 59, 999999), "2018-08-08 05:00"),
        (datetime(2018, 8, 8, 9, 30), "2018-08-08 09:30"),
        (datetime(2018, 8, 8, 9, 30, 15), "2018-08-08 09:30:15"),
    ],
)
def test_an_instant_is_said_as_people_do(moment: datetime, said: str) -> None:
    """The last microsecond of a day is that day, and of a minute the full minute."""
    assert instant(moment) == said


def test_the_end_of_a_day_is_said_as_logs_state_it() -> None:
    """24:00 is kept as the last microsecond of its day, which nobody wrote."""
    assert stamp(Interval.exact(datetime.max.replace(2018, 7, 3))).zh == "2018-07-03 24:00"


def test_a_due_time_that_is_not_precise_has_two_ends() -> None:
    """A trigger stated to the month alone leaves the due date open between two."""
    due = Interval(datetime(2018, 8, 21, 23, 59, 59, 999999), datetime(2018, 9, 20, 23, 59, 59, 999999))
    assert deadline(due, "by ") == Text("2018-08-21至2018-09-20之间", "between 2018-08-21 and 2018-09-20")


def test_hours_from_a_day_end_between_two_hours() -> None:
    """24 hours from some time on the first: the last of them is no day of its own."""
    due = Interval(datetime(2018, 7, 2), datetime.max.replace(2018, 7, 2))
    zh, en = "2018-07-02 00:00至2018-07-02 24:00之间", "between 2018-07-02 00:00 and 2018-07-02 24:00"
    assert deadline(due, "at ") == Text(zh, en)


def test_a_time_keeps_the_precision_it_was_stated_in() -> None:
    """A month stays a month, a minute a minute."""
    assert stamp(Interval.month(2018, 8)).zh == "2018-08"
    assert stamp(Interval.exact(datetime(2018, 8, 8, 9, 30))).zh == "2018-08-08 09:30"
    several = Interval(datetime(2018, 8, 1), datetime(2018, 8, 3, 23, 59, 59, 999999))
    assert stamp(several).en == "2018-08-01 to 2018-08-03"


def test_a_record_leaves_out_the_file_that_was_just_named() -> None:
    """The second record of a sentence gives the file only where it is another one."""
    first = Source("a.csv", 3)
    assert where(first).zh == "（a.csv第3行）"
    assert where(Source("a.csv", 4), first).zh == "（第4行）"
    assert where(Source("b.csv", 4), first).en == " (b.csv row 4)"


@pytest.mark.parametrize(("n", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th")])
def test_english_ordinals(n: int, said: str) -> None:
    """The teens are not as the others."""
    assert ordinal(n) == said


def test_actions_in_both_languages() -> None:
    """Alternatives read as a choice; a ruleset's own action stands as it is."""
    assert action("press conference|interview") == Text("新闻发布会或接受采访", "press conference or interview")
    assert action("公证") == Text("公证", "公证")


@pytest.mark.parametrize(
    ("met", "judged", "least", "said"),
    [
        (27, 29, 0.95, "93.1"),
        (378, 398, 0.95, "94.97"),
        (1999, 2000, 0.9999, "99.95"),
        (19, 20, 0.95, "95.0"),
        (1, 3, 0.3333, "33.33"),
        (2, 3, 0.6667, "66.667"),
        (0, 1, 0.95, "0.0"),
        (1, 16, 0.95, "6.3"),
        (15, 16, 0.938, "93.75"),
    ],
)
def test_a_share_is_not_rounded_to_what_it_does_not_reach(met: int, judged: int, least: float, said: str) -> None:
    """As many decimals as tell on which side of the figure it lies."""
    assert met_share(met, judged, least) == said


@pytest.mark.parametrize(("share", "said"), [(0.95, "95%"), (0.9999, "99.99%"), (0.0005, "0.05%"), (0.29, "29%")])
def test_the_share_of_a_rule_stands_as_the_rule_has_it(share: float, said: str) -> None:
    """However many decimals."""
    assert least_share(share) == said
