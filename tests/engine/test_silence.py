"""Why a duty gave no obligation, word by word: each reason is told where it is so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.engine.conftest import Check

LOG = """case,matter,agency,action,time
1,预决算,A局,批准,2018-03-01
1,预决算,A局,公开,2018-03-12
"""
JUNE = {"cut": (date(2018, 6, 1), date(2018, 6, 15))}
REASONS = {
    "never in force": (
        "预决算 批准后20日内公开\n    施行 自 2019-01-01\n",
        {},
        "规则的施行期与规则集的施行期没有重合",
        "the rule is never in force while its ruleset is",
    ),
    "not in force in the window": (
        "预决算 批准后20日内公开\n    施行 自 2018-10-01\n",
        JUNE,
        "规则的施行期（2018-10-01至2018-12-31）不在检查期间内",
        "in force from 2018-10-01 to 2018-12-31, outside the window checked",
    ),
    "nobody owes it": (
        "预决算 每月公开\n    责任 B局\n",
        {"agencies": ("A局",)},
        "被检查的单位里没有责任单位",
        "none of the agencies checked owes it",
    ),
    "none of several owes it": (
        "预决算 每月公开\n    责任 B局、C局 之一\n",
        {},
        "被检查的单位里没有责任单位",
        "none of the agencies checked owes it",
    ),
    "no whole period": (
        "预决算 每月公开\n",
        JUNE,
        "检查期间内没有完整的周期，或周期尚未开始",
        "no whole period lies in the window checked, or none has begun",
    ),
    "a date outside the window": (
        "预决算 2018年3月底前公开\n",
        JUNE,
        "所定日期不在检查期间内，或所在期间尚未开始",
        "the date set does not lie in the window checked, or its period has not begun",
    ),
    "a date of each year outside the window": (
        "预决算 每年1月31日前公开\n",
        JUNE,
        "所定日期不在检查期间内，或所在期间尚未开始",
        "the date set does not lie in the window checked, or its period has not begun",
    ),
    "no trigger": (
        "预决算 决定后20日内公开\n",
        {},
        "截至2018-12-31台账里没有“预决算”的“决定”记录，时限无从起算",
        "as of 2018-12-31 the log has no decision of “预决算”, so no period began",
    ),
    "no trigger of several": (
        "预决算 决定或申请后20日内公开\n",
        {},
        "截至2018-12-31台账里没有“预决算”的“决定或申请”记录，时限无从起算",
        "as of 2018-12-31 the log has no decision or request of “预决算”, so no period began",
    ),
    "no trigger yet": (
        "预决算 批准后20日内公开\n",
        {"as_of": "2018-02-28"},
        "截至2018-02-28台账里没有“预决算”的“批准”记录，时限无从起算",
        "as of 2018-02-28 the log has no approval of “预决算”, so no period began",
    ),
    "no trigger in the window": (
        "预决算 批准后20日内公开\n",
        JUNE,
        "“预决算”的“批准”都不在2018-06-01至2018-06-15之内",
        "no approval of “预决算” lies between 2018-06-01 and 2018-06-15",
    ),
    "no trigger on the one day it is in force": (
        "预决算 批准后20日内公开\n    施行 2018-03-05 至 2018-03-05\n",
        {},
        "“预决算”的“批准”都不在2018-03-05至2018-03-05之内",
        "no approval of “预决算” lies between 2018-03-05 and 2018-03-05",
    ),
    "no trigger of whoever owes it": (
        "预决算 批准后20日内公开\n    责任 B局\n",
        {},
        "有起算的记录，但都不属于被检查的责任单位",
        "there are records to count from, but none of an agency that owes it and is checked",
    ),
    "no trigger of whoever owes it, or none that the rule is for": (
        "预决算 批准后20日内公开\n    责任 B局\n    适用 事项 = 预决算\n",
        {},
        "有起算的记录，但都不属于被检查的责任单位，或不符合适用条件",
        "there are records to count from, but none of an agency that owes it and is checked, or none meets the condition",
    ),
}


@pytest.mark.parametrize("names", ["texts"], indirect=True)
@pytest.mark.parametrize(("rules", "asked", "zh", "en"), REASONS.values(), ids=REASONS)
def test_why_a_duty_gave_no_obligation(check: Check, rules: str, asked: dict[str, Any], zh: str, en: str) -> None:
    """Nothing was due, and the report says why."""
    found = check(rules, LOG, **asked)
    (silent,) = found.assessment.not_triggered
    assert not found.findings
    assert silent.ruleset == "r"
    assert (silent.reason.zh, silent.reason.en) == (zh, en)
