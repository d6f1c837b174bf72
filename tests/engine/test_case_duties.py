"""Duties that an event activates: each met, late, missing, pending, undetermined, exempt and not triggered."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.engine.conftest import Check

CASES = """case,matter,agency,action,time,exemption
met,预决算,A局,批准,2018-01-10,
met,预决算,A局,公开,2018-01-30,
late,预决算,A局,批准,2018-01-10,
late,预决算,A局,公开,2018-01-31,
missing,预决算,A局,批准,2018-01-10,
early,预决算,A局,批准,2018-03-01,
early,预决算,A局,公开,2018-02-27,
pending,预决算,A局,批准,2018-12-20,
exempt,预决算,A局,批准,2018-01-10,国家秘密
refused,预决算,A局,批准,2018-01-10,天气不好
vague,预决算,A局,批准,2018-01-10,
vague,预决算,A局,公开,2018年1月,
"""


def test_a_deadline_in_days_has_every_verdict(check: Check) -> None:
    """The day of the trigger is not counted, the last day counts to its end."""
    found = check("预决算 批准后20日内公开\n    除外 国家秘密\n", CASES)
    assert found.verdicts == {
        "met": "met",
        "late": "late",
        "missing": "missing",
        "early": "missing",
        "pending": "pending",
        "exempt": "exempt",
        "refused": "missing",
        "vague": "undetermined",
    }
    assert found["late"].days_late == 1
    assert str(found["late"].due_at) == "2018-01-30 23:59:59.999999"
    assert "早于批准，不计入" in found["early"].reason.zh
    assert "天气不好" in found["refused"].reason.zh
    assert (found["late"].trigger_source.row, found["late"].completed_source.row) == (4, 5)


def test_a_duty_without_a_trigger_in_the_log_is_reported_as_not_triggered(check: Check) -> None:
    """Silence never looks like compliance."""
    found = check("预决算 批准后20日内公开\n行政处罚 决定后7日内公开\n", CASES)
    (silent,) = found.assessment.not_triggered
    assert (silent.rule, silent.duty) == ("行政处罚", 1)
    assert "决定" in silent.reason.zh and "行政处罚" in silent.reason.en


HOLIDAYS = """case,matter,agency,action,time
a,处罚,A局,决定,2018-09-20
a,处罚,A局,公开,2018-10-24
b,处罚,A局,决定,2018-09-20
b,处罚,A局,公开,2018-10-25
saturday,处罚,A局,决定,2018-09-15
saturday,处罚,A局,公开,2018-09-18
"""


@pytest.mark.parametrize(
    ("rule", "verdicts"),
    [
        ("处罚 决定后20个工作日内公开", {"a": "met", "b": "late", "saturday": "met"}),
        ("处罚 within 1 working day of decision", {"a": "late", "b": "late", "saturday": "late"}),
    ],
)
def test_working_days_skip_holidays_and_count_shifted_days(check: Check, rule: str, verdicts: dict[str, str]) -> None:
    """Mid-Autumn and National Day are passed over; the Saturday and Sunday worked instead are counted."""
    found = check(rule, HOLIDAYS)
    assert found.verdicts == verdicts


def test_the_reason_names_the_days_off(check: Check) -> None:
    """An auditor can put the count on the table."""
    found = check("处罚 决定后20个工作日内公开", HOLIDAYS)
    reason = found["b"].reason
    assert "第20个工作日为2018-10-24" in reason.zh
    assert "国庆节" in reason.zh and "中秋节" in reason.zh and "逾期1天" in reason.zh
    assert "National Day" in reason.en


def test_a_count_into_a_year_not_announced_is_undetermined(check: Check) -> None:
    """The calendar of a year that nobody has announced is never guessed; one correction makes a day known."""
    log = "case,matter,agency,action,time\n1,处罚,A局,决定,2039-12-20\n1,处罚,A局,公开,2039-12-21\n"
    head = '[ruleset]\nid = "r"\n'
    found = check("处罚 决定后1个工作日内公开", log, as_of="2040-12-31", head=head)
    assert found.verdicts == {"1": "undetermined"}
    assert "2039" in found["1"].reason.zh
    known = "[calendar]\nworkdays = [2039-12-21]\n"
    assert check("处罚 决定后1个工作日内公开", log, as_of="2040-12-31", head=head, toml=known).verdicts == {"1": "met"}


def test_hours_count_to_the_minute(check: Check) -> None:
    """Five hours are five hours; a date alone leaves open whether they were kept."""
    log = """case,matter,agency,action,time
met,突发事件,A局,发生,2018-06-01 20:00
met,突发事件,A局,发布,2018-06-02 01:00
late,突发事件,A局,发生,2018-06-01 20:00
late,突发事件,A局,发布,2018-06-02 02:30
open,突发事件,A局,发生,2018-07-01 08:00
open,突发事件,A局,发布,2018-07-01
"""
    found = check("突发事件 publish within 5h", log)
    assert found.verdicts == {"met": "met", "late": "late", "open": "undetermined"}
    assert (found["late"].days_late, found["late"].hours_late) == (0, 1.5)


@pytest.mark.parametrize(("done", "hours"), [("14:15", 1.3), ("14:45", 1.8), ("13:09", 0.2), ("13:02", 0.0)])
def test_half_a_tenth_of_an_hour_late_is_rounded_up(check: Check, done: str, hours: float) -> None:
    """A quarter of an hour beyond one hour is 1.3, as by hand."""
    log = f"case,matter,action,time\n1,突发事件,发生,2018-02-01 08:00\n1,突发事件,发布,2018-02-01 {done}\n"
    (finding,) = check("突发事件 发生后5小时内发布", log).findings
    assert finding.hours_late == hours


@pytest.mark.parametrize(
    ("rule", "verdicts"),
    [
        ("方案 验收前公示", {"before": "met", "same": "undetermined", "after": "late", "none": "missing"}),
        ("方案 验收后公示", {"before": "missing", "same": "met", "after": "met", "none": "missing"}),
        ("方案 与验收同步公示", {"before": "met", "same": "met", "after": "late", "none": "missing"}),
        ("方案 验收前至少3日公示", {"before": "met", "same": "late", "after": "late", "none": "missing"}),
        ("方案 验收后及时公示", {"before": "missing", "same": "met", "after": "met", "none": "missing"}),
    ],
)
def test_order_notice_and_promptness(check: Check, rule: str, verdicts: dict[str, str]) -> None:
    """Before, after, together, at least so long before, promptly without a figure."""
    log = """case,matter,agency,action,time
before,方案,A局,公示,2018-03-01
before,方案,A局,验收,2018-03-10
same,方案,A局,公示,2018-03-10
same,方案,A局,验收,2018-03-10
after,方案,A局,公示,2018-03-12
after,方案,A局,验收,2018-03-10
none,方案,A局,验收,2018-03-10
"""
    assert check(rule, log).verdicts == verdicts


@pytest.mark.parametrize("rule", ["方案 验收后及时公示", "方案 publicize promptly after accept"])
def test_promptly_is_said_in_the_language_of_the_reader(check: Check, rule: str) -> None:
    """However the rule is spelled."""
    log = "case,matter,agency,action,time\na,方案,A局,验收,2018-03-10\n"
    reason = check(rule, log, toml='[deadlines]\npromptly = "2 weeks"\n')["a"].reason
    assert "“及时”按2周计" in reason.zh
    assert "“promptly” means 2 weeks" in reason.en


def test_how_long_a_consultation_was_open(check: Check) -> None:
    """The end stands in its own column or in a range of dates; without one it is pending, then undetermined."""
    log = """case,matter,agency,action,time,until
long,决策,A局,征求意见,2018-03-01,2018-03-21
short,决策,A局,征求意见,2018-03-01,2018-03-20
range,决策,A局,征求意见,2018-03-01至2018-03-25,
open,决策,A局,征求意见,2018-03-01,
new,决策,A局,征求意见,2018-12-20,
"""
    found = check("决策 征求意见不少于20日", log)
    assert found.verdicts == {
        "long": "met",
        "short": "incomplete",
        "range": "met",
        "open": "undetermined",
        "new": "pending",
    }
    assert found["short"].shortfall == "19 of 20 days"
    assert found["short"].due is None


def test_several_duties_of_one_rule(check: Check) -> None:
    """A later `within` takes the trigger before it; each duty is judged for itself."""
    log = """case,matter,agency,action,time
1,突发事件,A局,发生,2018-06-01 20:00
1,突发事件,A局,发布,2018-06-01 21:00
1,突发事件,A局,新闻发布会,2018-06-03 21:00
"""
    found = check("突发事件 5小时内发布，24小时内举行新闻发布会", log)
    assert [(f.duty, f.action, str(f.verdict)) for f in found.findings] == [
        (1, "publish", "met"),
        (2, "press conference", "late"),
    ]


def test_a_promise_of_a_span_ends_with_it_and_one_that_is_no_date_is_told(check: Check) -> None:
    """The column of the record that `by its` names; what cannot be read is not called empty."""
    log = "case,matter,agency,action,time,期限\n" + "".join(
        f"{case},甲,A局,申请,2018-03-01,{promise}\n{case},甲,A局,答复,2018-03-15,\n"
        for case, promise in (("span", "2018-03-05至2018-03-20"), ("figure", "15个工作日"), ("none", ""))
    )
    found = check("甲 申请后按其期限答复\n", log)
    assert found.verdicts == {"span": "met", "figure": "undetermined", "none": "undetermined"}
    assert str(found["span"].due_at) == "2018-03-20 23:59:59.999999"
    assert "栏为空，或所写的不是可读的日期" in found["figure"].reason.zh


def test_the_number_of_a_note_is_no_digit_of_a_number(check: Check) -> None:
    """5① is five with a note behind it, not 51: whether the rule is for it cannot be told."""
    log = "case,matter,agency,action,time,金额\nfull,预决算,A局,批准,2018-01-10,５１\nnote,预决算,A局,批准,2018-01-10,5①\n"
    found = check("预决算 批准后20日内公开\n    适用 金额 大于 50\n", log)
    assert found.verdicts == {"full": "missing", "note": "undetermined"}


@pytest.mark.parametrize("share", [".05", "0.0500", "5%", "+.05"])
def test_a_number_may_begin_with_its_point(check: Check, share: str) -> None:
    """So databases write decimals that are all behind it."""
    log = f"case,matter,agency,action,time,权重\n1,预决算,A局,批准,2018-01-10,{share}\n1,预决算,A局,公开,2018-01-12,{share}\n"
    assert check("预决算 批准后20日内公开；要求 权重 >= 5%\n", log).verdicts == {"1": "met"}


def test_a_minus_of_its_own_is_one(check: Check) -> None:
    """The sign of mathematics, as word processors write it."""
    log = "case,matter,agency,action,time,增幅\n1,预决算,A局,批准,2018-01-10,\u22125%\n"
    assert check("预决算 批准后20日内公开\n    适用 增幅 小于 0\n", log).verdicts == {"1": "missing"}


def test_a_promise_with_an_offset_is_read_in_the_zone_of_the_rules(check: Check) -> None:
    """As the times of events are."""
    log = "case,matter,agency,action,time,承诺期限\n1,申请,A局,申请,2018-01-10,2018-02-01 23:30+08:00\n"
    (finding,) = check("申请 申请后按其承诺期限答复\n", log, toml='[deadlines]\ntimezone = "Asia/Tokyo"\n').findings
    assert finding.due is not None and finding.due.hi == datetime(2018, 2, 2, 0, 30)


def test_an_end_with_an_offset_is_read_in_the_zone_of_the_rules(check: Check) -> None:
    """Half an hour past midnight it is the next day there."""
    log = "case,matter,agency,action,time,until\n1,决策,A局,征求意见,2018-03-01,2018-03-20 23:30+08:00\n"
    verdicts = [
        check("决策 征求意见不少于20日", log, toml=f'[deadlines]\ntimezone = "{zone}"\n').verdicts["1"]
        for zone in ("Asia/Tokyo", "Asia/Shanghai")
    ]
    assert verdicts == ["met", "incomplete"]


@pytest.mark.parametrize(
    ("clock", "events"),
    [
        ("中止 自 征求意见 至 决定", "1,a,A局,征求意见,2018-03-02\n1,a,A局,决定,2018-10-15\n"),
        ("重新起算 变更", "1,a,A局,变更,2018-03-05\n1,a,A局,变更,2018-03-08\n"),
        ("延长 100个工作日 因 更新", "1,a,A局,更新,2018-03-02\n"),
    ],
)
def test_a_clock_runs_into_days_far_from_its_start(check: Check, clock: str, events: str) -> None:
    """The calendar is looked up as far as a pause or an extension leads."""
    log = f"case,matter,agency,action,time\n1,a,A局,申请,2018-03-01\n{events}"
    assert check(f"a 申请后3个工作日内答复\n    {clock}\n", log).verdicts == {"1": "missing"}
