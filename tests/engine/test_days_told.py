"""The days that a reason counts are those that the times as stated, and the clock as it ran, allow to be counted."""

from __future__ import annotations

import pytest
from tests.engine.conftest import Check
from tests.engine.test_derivation import HEAD, ROLLOVER, row

OPEN = '[ruleset]\nid = "r"\n'
USED = {
    "known to the day": ("2018-01-10", "2018-02-05 09:30", True),
    "an act of which the month is known": ("2018-01-10", "2018-02", False),
    "a trigger of which the month is known": ("2018-01", "2018-01-20", False),
}


@pytest.mark.parametrize("figure", ["60日", "40个工作日"])
def test_days_used_are_told_of_times_known_to_the_day(figure: str, check: Check) -> None:
    """From a month to a day, or from a day to a month, nobody knows how many days there were."""
    log = HEAD + "".join(row(case, "批准", began) + row(case, "公开", done) for case, (began, done, _) in USED.items())
    found = check(f"a 批准后{figure}内公开\n", log)
    assert set(found.verdicts.values()) == {"met"}
    assert {case: "用时" in found[case].reason.zh for case in USED} == {case: told for case, (*_, told) in USED.items()}


def test_of_steps_the_last_of_which_is_a_month_no_days_used_are_told(check: Check) -> None:
    """It was complete on the 15th at the earliest, and on the 28th at the latest."""
    log = (
        HEAD
        + row("1", "批准", "2018-01-10")
        + row("1", "公开", "2018-02-15", "网站")
        + row("1", "公开", "2018-02", "公报")
    )
    (finding,) = check("a 批准后60日内公开\n    渠道 网站 和 公报\n", log).findings
    assert finding.verdict == "met" and "用时" not in finding.reason.zh


def test_no_days_used_are_told_of_a_clock_that_stands_still(check: Check) -> None:
    """It stopped on the 5th, so that of the 19 days up to the act it counted four."""
    events = [("申请", "01"), ("征求意见", "05"), ("答复", "20")]
    log = HEAD + "".join(row("1", action, f"2018-03-{day}") for action, day in events)
    (finding,) = check("a 申请后20日内答复\n    中止 自 征求意见 至 决定\n", log).findings
    assert finding.verdict == "met" and "中止计算" in finding.reason.zh and "用时" not in finding.reason.zh


UNKNOWN = {
    "counted on": ("a 批准后5个工作日内公开\n", "2026-12-24", "2026-12-27是否上班"),
    "counted back": ("a 批准前至少3个工作日公开\n", "2026-12-28", "2026-12-27是否上班"),
    "counted back beyond the first year": ("a 批准前至少3个工作日公开\n", "2004-01-05", "工作日历不含2003年"),
    "due on a day not settled": ("a 批准后20日内公开\n", "2026-12-10", "2026-12-30是否上班"),
    "due in a year not known": ("a 批准后1个月内公开\n", "2026-12-10", "工作日历不含2027年"),
    "extended to a day not settled": ("a 批准后9日内公开\n    延长 10日 因 变更\n", "2026-12-11", "2026-12-30是否上班"),
    "begun anew": ("a 批准后10日内公开\n    重新起算 决定\n", "2026-12-12", "2026-12-30是否上班"),
    "due on a day off before one not settled": ("a 批准后16日内公开\n", "2026-12-10", "2026-12-27是否上班"),
}


@pytest.mark.parametrize("which", UNKNOWN)
def test_the_day_that_is_not_known_is_one_that_due_hangs_on(which: str, check: Check) -> None:
    """Not any that comes after the trigger: of notice one before it, of a due date that may move itself or one behind it."""
    rule, began, said = UNKNOWN[which]
    log = HEAD + row("1", "批准", began) + row("1", "变更", began) + row("1", "决定", "2026-12-20")
    (finding,) = check(rule, log, as_of="2027-12-31", toml=ROLLOVER, head=OPEN).findings
    assert finding.verdict == "undetermined" and said in finding.reason.zh


ENDED = {
    "a week that ends on a day not settled": (
        "每周结束后2个工作日内公开",
        "2026-12-21 至 2026-12-27",
        "2026-12-28是否上班",
    ),
    "a month before a year not known": ("每月结束后10个工作日内公开", "2026-12-01 至 2026-12-31", "工作日历不含2027年"),
    "days that end in a year not known": ("每月结束后15日内公开", "2026-12-01 至 2026-12-31", "工作日历不含2027年"),
}


@pytest.mark.parametrize("which", ENDED)
def test_what_is_due_after_a_period_names_the_day_that_is_not_known(which: str, check: Check) -> None:
    """It said that the years needed are not covered, also of a week of a year that is."""
    duty, range_, said = ENDED[which]
    log = HEAD + row("1", "公开", "2026-01-10")
    (finding,) = check(f"a {duty}\n    施行 {range_}\n", log, as_of="2027-12-31", toml=ROLLOVER, head=OPEN).findings
    assert finding.verdict == "undetermined" and said in finding.reason.zh


def test_seconds_over_midnight_are_a_day_late_and_no_hours(check: Check) -> None:
    """Lateness in days goes by the dates; beside it no nought may stand that takes it back."""
    log = HEAD + row("1", "发生", "2018-07-03 18:59:50") + row("1", "公开", "2018-07-04 00:00:10")
    (finding,) = check("a 5小时内公开\n", log).findings
    assert (finding.days_late, finding.hours_late) == (1, 0.0)
    assert "逾期1天（不足3分钟）" in finding.reason.zh and "1 day late (by less than 3 minutes)" in finding.reason.en


EXTENDED = {
    "working days by days": ("9个工作日", "5日", "2018-03-19", "其间跳过周末4天"),
    "days by working days": ("9日", "5个工作日", "2018-03-16", "其间跳过周末1天"),
    "working days by working days": ("9个工作日", "5个工作日", "2018-03-21", "其间跳过周末6天"),
    "days by days": ("9日", "5日", "2018-03-15", ""),
}


@pytest.mark.parametrize("which", EXTENDED)
def test_only_what_is_counted_in_working_days_passes_over_days_off(which: str, check: Check) -> None:
    """From 1 March nine working days end on the 14th, nine days on Saturday the 10th."""
    figure, more, due, said = EXTENDED[which]
    log = HEAD + row("1", "申请", "2018-03-01") + row("1", "变更", "2018-03-05")
    (finding,) = check(f"a 申请后{figure}内答复\n    延长 {more} 因 变更\n", log).findings
    assert finding.due is not None and str(finding.due.hi.date()) == due
    assert f"届满于{due}（{said}）" in finding.reason.zh if said else "跳过" not in finding.reason.zh


def test_paused_days_of_two_kinds_are_no_one_number(check: Check) -> None:
    """Two working days before the figure was reached and, in its extension in days, a weekend."""
    events = [("申请", "01"), ("变更", "05"), ("批准", "06"), ("决定", "08"), ("批准", "16"), ("决定", "18")]
    log = HEAD + "".join(row("1", action, f"2018-03-{day}") for action, day in events)
    rule = "a 申请后9个工作日内答复\n    延长 5日 因 变更\n    中止 自 批准 至 决定\n"
    (finding,) = check(rule, log).findings
    assert "届满于2018-03-23（中止的日子不计）" in finding.reason.zh
    assert "leaving out the days on which the clock stood still" in finding.reason.en


OUTSIDE = {
    "of notice": (
        "a 批准前至少3个工作日公开\n",
        row("1", "批准", "2018-04-09"),
        "1",
        "即不迟于2018-04-03（其间跳过清明节3天（2018-04-05至04-07）；调休上班日2018-04-08照常计入）",
    ),
    "of notice of a month": (
        "a 批准前至少3个工作日公开\n",
        row("1", "批准", "2018-03"),
        "1",
        "即不迟于2018-02-26至2018-03-28之间（其间跳过周末8天）",
    ),
    "after a month": (
        "a 每月结束后10个工作日内公开\n",
        row("1", "公开", "2018-03-09"),
        "2018-02",
        "即不迟于2018-03-14（其间跳过周末4天）",
    ),
    "after a quarter": (
        "a 每季度结束后5个工作日内公开\n",
        row("1", "公开", "2018-10-09"),
        "2018Q3",
        "即不迟于2018-10-12（其间跳过国庆节7天（2018-10-01至10-07））",
    ),
}


@pytest.mark.parametrize("which", OUTSIDE)
def test_days_off_are_told_that_lie_before_a_trigger_or_after_a_period(which: str, check: Check) -> None:
    """Notice in working days is counted back over them, and what is due after a period from its end."""
    rule, log, name, said = OUTSIDE[which]
    assert said in check(rule, HEAD + log)[name].reason.zh
