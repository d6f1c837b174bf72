"""Which of several records a reason names: the last of those that came too early, the first of those that did not suffice."""

from __future__ import annotations

import pytest
from tests.engine.conftest import Check

HEAD = "case,matter,agency,action,time,channel\n"
EARLY = """case,matter,agency,action,time,note
1,预决算,A局,公开,2018-03-01 08:00,
1,预决算,A局,公开,2018-03-01 09:00,甲
1,预决算,A局,公开,2018-03-01 09:00,乙
1,预决算,A局,批准,2018-03-02 10:00,
2,预决算,A局,批准,2018-03-02 10:00,
"""


@pytest.mark.parametrize("other", ["", "3,预决算,A局,批准,2018-03-05,\n"], ids=["exact", "with a date alone"])
def test_of_acts_before_their_trigger_the_last_is_named(check: Check, other: str) -> None:
    """Of two at one time the row that stands first; where there is none, none."""
    found = check("预决算 批准后20日内公开\n", EARLY + other)
    assert found.verdicts["1"] == "missing"
    assert "2018-03-01 09:00公开（第3行）早于批准，不计入" in found["1"].reason.zh
    assert "早于" not in found["2"].reason.zh


def test_a_count_that_is_not_full_names_its_first_act(check: Check) -> None:
    """However the rows lie."""
    log = "matter,agency,action,time\n解读,A局,解读,2018-05-01\n解读,A局,解读,2018-02-01\n"
    (finding,) = check("解读 每年解读不少于3次", log).findings
    assert "，2018-02-01解读" in finding.reason.zh and "第3行），仅2次" in finding.reason.zh


@pytest.mark.parametrize(
    ("acts", "row", "nil"),
    [
        ("公开,2018-01-10\n价格,A局,零报告,2018-01-20\n", 2, False),
        ("零报告,2018-01-10\n价格,A局,公开,2018-01-20\n", 2, True),
        ("公开,2018-01-10\n价格,A局,零报告,2018-01-10\n", 3, True),
        ("公开,2018-01-10\n价格,A局,公开,2018-01-12\n", 2, False),
    ],
)
def test_a_nil_return_is_told_where_nothing_came_before_it(check: Check, acts: str, row: int, nil: bool) -> None:
    """On one day with an act it is the nil return that is told."""
    rule = "价格 每月公开\n    允许零报告\n    施行 2018-01-01 至 2018-01-31\n"
    (finding,) = check(rule, f"matter,agency,action,time\n价格,A局,{acts}").findings
    assert finding.completed_source is not None and finding.completed_source.row == row
    assert ("本期无应公开内容" in finding.reason.zh) is nil


def test_what_is_complete_at_the_time_of_its_first_act_did_not_come_in_steps(check: Check) -> None:
    """Two records of one instant, one a channel: the first of them is named, and not called incomplete."""
    log = (
        f"{HEAD}1,预决算,A局,批准,2018-01-10 09:00,\n"
        "1,预决算,A局,公开,2018-03-12 09:00,公报\n1,预决算,A局,公开,2018-03-12 09:00,政府网站\n"
    )
    (finding,) = check("预决算 批准后20日内公开\n    渠道 政府网站\n", log).findings
    assert str(finding.verdict) == "late" and finding.completed_source is not None
    assert finding.completed_source.row == 3 and "尚不完整" not in finding.reason.zh


def test_each_consultation_of_a_case_is_judged_by_itself(check: Check) -> None:
    """A log without channels: the record that may have been on it is its own, not the other of the case."""
    log = (
        "case,matter,agency,action,time,until\n"
        "1,决策,A局,征求意见,2018-03-01,2018-03-31\n1,决策,A局,征求意见,2018-05-01,2018-05-31\n"
    )
    first, second = check("决策 征求意见不少于20日\n    渠道 政府网站\n", log).findings
    assert ("2018-03-01" in first.reason.zh, "2018-05-01" in first.reason.zh) == (True, False)
    assert ("2018-03-01" in second.reason.zh, "2018-05-01" in second.reason.zh) == (False, True)
