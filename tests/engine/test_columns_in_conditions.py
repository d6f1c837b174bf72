"""Conditions speak of a column of the log by any of its names, also of one that the check itself reads."""

from __future__ import annotations

import pytest
from tests.engine.conftest import Check

LOG = """case,matter,agency,action,time,channel,elements,until,exemption,period,url,result,remark
1,预决算,A局,批准,2018-01-10,网站,目录,2018-02-10,国家秘密,2018,https://a.cn/1,是,急
2,预决算,B局,批准,2018-01-10,公报,总表,2018-02-11,个人隐私,2017,https://a.cn/2,否,缓
"""


@pytest.mark.parametrize(
    "condition",
    [
        "单位 = A局",
        "渠道 = 网站",
        "channel = 网站",
        "内容 = 目录",
        "截止时间 = 2018-02-10",
        "不公开理由 = 国家秘密",
        "所属期 = 2018",
        "网址 = https://a.cn/1",
        "结果 = 是",
        "remark = 急",
        "REMARK = 急",
    ],
)
def test_a_condition_reads_the_column_whatever_it_is_called(check: Check, condition: str) -> None:
    """The first case is under the duty, the second is not."""
    assert check(f"预决算 批准后20日内公开\n    适用 {condition}\n", LOG).verdicts == {"1": "missing"}


def test_a_condition_on_the_matter_or_the_action_holds_of_the_trigger(check: Check) -> None:
    """They are what the rule is about."""
    for condition, verdicts in (("事项 = 预决算", {"1": "missing", "2": "missing"}), ("环节 = 公开", {})):
        assert check(f"预决算 批准后20日内公开\n    适用 {condition}\n", LOG).verdicts == verdicts


def test_what_the_header_says_of_a_ledger_is_read_as_a_column(check: Check) -> None:
    """A milestone is an action though no column is called so."""
    ledger = "编号,事项,单位,批准日期,公开日期\n1,预决算,A局,2018-01-10,\n"
    for condition, verdicts in (("环节 = 批准", {"1": "missing"}), ("环节 = 公开", {})):
        assert check(f"预决算 批准后20日内公开\n    适用 {condition}\n", ledger).verdicts == verdicts


def test_a_time_with_an_offset_is_read_in_the_zone_of_the_rules(check: Check) -> None:
    """Half an hour past midnight it is the next day there."""
    log = "case,matter,agency,action,time,登记时间\n1,预决算,A局,批准,2018-01-10,2018-01-10 23:30+08:00\n"
    verdicts = [
        check(
            "预决算 批准后20日内公开\n    适用 登记时间 > 2018-01-10\n",
            log,
            toml=f'[deadlines]\ntimezone = "{zone}"\n',
        ).verdicts
        for zone in ("Asia/Tokyo", "Asia/Shanghai")
    ]
    assert verdicts == [{"1": "missing"}, {"1": "undetermined"}]


@pytest.mark.parametrize("column", ["", ",截止"])
@pytest.mark.parametrize("condition", ["until > 2018-03-05", "until = 2018-03-31", "非 截止 为空"])
def test_the_end_that_a_time_states_is_known_to_conditions(check: Check, column: str, condition: str) -> None:
    """The reason told until when it lasted, and that it did not meet a condition on that."""
    log = f"编号,事项,单位,环节,时间{column}\n1,决策,A局,征求意见,2018-03-01至2018-03-31{',' if column else ''}\n"
    for how in ("适用", "要求"):
        assert check(f"决策 征求意见不少于20日\n    {how} {condition}\n", log).verdicts == {"1": "met"}
