"""Channels and elements: what is lacking is named, a log without the column leaves it open."""

from __future__ import annotations

from itertools import product

import pytest
from tests.engine.conftest import Check

RULE = "预决算 批准后20日内公开\n    渠道 (政府网站 或 财政局网站) 和 公报\n    内容 三公经费、债务\n"
LOG = """case,matter,agency,action,time,channel,elements
whole,预决算,A局,批准,2018-01-10,,
whole,预决算,A局,公开,2018-01-12,政府网站；公报,三公经费、债务
steps,预决算,A局,批准,2018-01-10,,
steps,预决算,A局,公开,2018-01-12,财政局网站,三公经费
steps,预决算,A局,公开,2018-02-05,公报,债务
part,预决算,A局,批准,2018-01-10,,
part,预决算,A局,公开,2018-01-12,政府网站,三公经费
"""


def test_a_notice_in_several_steps_is_complete_with_its_last(check: Check) -> None:
    """The completion is the latest of what was required."""
    found = check(RULE, LOG)
    assert found.verdicts == {"part": "incomplete", "steps": "late", "whole": "met"}
    assert found["steps"].days_late == 6
    assert (found["part"].missing_channels, found["part"].missing_elements) == (("公报",), ("债务",))
    assert "公报" in found["part"].reason.zh
    alone = check(RULE, LOG.replace("政府网站,三公经费\n", "公报,三公经费、债务\n"))
    assert (alone["part"].missing_channels, alone["part"].missing_elements) == (("政府网站|财政局网站",), ())


def test_a_log_without_the_column_is_undetermined_or_late_but_never_met(check: Check) -> None:
    """What came in time may or may not have been on the channel; what came late was late on any."""
    log = """case,matter,agency,action,time
1,预决算,A局,批准,2018-01-10
1,预决算,A局,公开,2018-01-12
2,预决算,A局,批准,2018-01-10
2,预决算,A局,公开,2018-03-12
3,预决算,A局,批准,2018-01-10
"""
    found = check("预决算 批准后20日内公开\n    渠道 政府网站\n", log)
    assert found.verdicts == {"1": "undetermined", "2": "late", "3": "missing"}
    assert "渠道" in found["1"].reason.zh


def test_channels_and_elements_can_be_left_out_of_account(check: Check) -> None:
    """`--ignore channels,elements`."""
    assert check(RULE, LOG, ignore=frozenset({"channels", "elements"})).verdicts == {
        "part": "met",
        "steps": "met",
        "whole": "met",
    }
    only = check(RULE, LOG, ignore=frozenset({"channels"}))
    assert only.verdicts == {"part": "incomplete", "steps": "late", "whole": "met"}
    assert only["part"].missing_channels == ()


HEAD = "case,matter,agency,action,time,elements\n"


def test_an_element_is_there_from_the_first_record_that_contains_it(check: Check) -> None:
    """Whether that came in time or not; of equally early ones the one that stands first in the log."""
    records = ("1,批准,2018-01-10,", "1,公开,2018-01-12,债务", "1,公开,2018-03-12,债务", "2,批准,2018-01-10,")
    records += (
        "2,公开,2018-03-12,债务",
        "2,公开,2018-03-01,债务",
        "2,公开,2018-03-01,债务、公报",
        "3,批准,2018-01-10,",
    )
    records += ("3,公开,2018-01-12,", "3,公开,2018-01-22,债务", "3,公开,2018-01-20,债务")
    rows = (record.split(",", 1) for record in records)
    found = check(
        "预决算 批准后20日内公开 内容 债务\n", HEAD + "".join(f"{case},预决算,A局,{rest}\n" for case, rest in rows)
    )
    assert found.verdicts == {"1": "met", "2": "late", "3": "met"}
    assert found["2"].days_late == 30
    assert [f.completed_source and f.completed_source.row for f in found.findings] == [3, 7, 12]


def test_an_element_of_another_matter_or_duty_or_of_before_counts_for_nothing(check: Check) -> None:
    """It must stand in a record that may fulfil the duty itself; what is to be done before counts from any time before."""
    rules = "预决算 批准后20日内公开，批准后30日内解读 内容 债务\n收支 批准前公开 内容 债务\n"
    log = HEAD + "".join(
        f"{row}\n"
        for row in (
            *("1,预决算,A局,公开,2018-01-05,债务", "1,预决算,A局,批准,2018-01-10,", "1,预决算,A局,公开,2018-01-12,"),
            *("1,预决算,A局,解读,2018-01-13,债务", "1,收支,A局,公开,2018-01-14,债务", "1,收支,A局,批准,2018-01-15,"),
        )
    )
    assert [str(f.verdict) for f in check(rules, log).findings] == ["incomplete", "met", "met"]


def test_of_several_grounds_the_first_that_is_allowed_is_named(check: Check) -> None:
    """Of a case and of a period alike."""
    claims = ("商业秘密,2018-04-02", "个人隐私,2018-04-04", "国家秘密,2018-04-03")
    rows = "".join(f"1,预决算,A局,{act}\n" for act in ("批准,2018-04-01,", *(f"批复,{c[5:]},{c[:4]}" for c in claims)))
    log = "case,matter,agency,action,time,exemption\n" + rows
    for rule, name in (("预决算 批准后20日内公开", "1"), ("预决算 每季度公开", "2018Q2")):
        found = check(f"{rule} 除外 国家秘密、个人隐私\n", log)[name]
        assert str(found.verdict) == "exempt"
        assert "国家秘密" in found.reason.zh


def test_conditions_of_rules_with_thousands_of_elements_are_told_apart(check: Check) -> None:
    """What one rule asks of a record is not taken for what another of the same matter does."""
    elements = "、".join(f"要素{n}" for n in range(1000))
    rules = f"[长] 预决算 批准后20日内公开\n    内容 {elements}\n    要求 版本 = 2\n[短] 预决算 批准后20日内公开\n    要求 版本 = 1\n"
    log = f"""case,matter,agency,action,time,elements,版本
1,预决算,A局,批准,2018-01-10,,
1,预决算,A局,公开,2018-01-12,{elements},1
"""
    found = {finding.rule: finding for finding in check(rules, log).findings}
    assert {rule: finding.verdict for rule, finding in found.items()} == {"长": "incomplete", "短": "met"}
    assert found["长"].missing_requirements == ("版本 = 2",)


def test_what_each_rule_asks_for_is_told_apart(check: Check) -> None:
    """Conditions of two rules of one matter, of when they hold and of what fulfils them, in every combination of truths."""
    rules = """[一] 预决算 批准后20日内公开
    适用 甲 = 1
    要求 乙 = 1
    要求 丙 = 1
[二] 预决算 批准后20日内公开
    适用 丁 = 1
    要求 戊 = 1
"""
    log = "case,matter,agency,action,time,甲,乙,丙,丁,戊\n"
    expected = set()
    for truths in product((0, 1), repeat=5):
        case, (a, b, c, d, e) = "".join(map(str, truths)), truths
        for action, day in (("批准", 10), ("公开", 12)):
            log += f"#{case},预决算,A局,{action},2018-01-{day},{a},{b},{c},{d},{e}\n"
        expected |= {("一", f"#{case}", "met" if b and c else "incomplete")} if a else set()
        expected |= {("二", f"#{case}", "met" if e else "incomplete")} if d else set()
    found = check(rules, log).findings
    assert {(finding.rule, finding.case, str(finding.verdict)) for finding in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    "condition",
    ["事项 = 预决算", "agency = A局", "环节 = 批准", "渠道 = 公报", "elements = 案由", "时间 >= 2018-01-01"],
)
def test_conditions_may_ask_for_the_columns_that_every_log_has(check: Check, condition: str) -> None:
    """In either spelling; one that does not hold makes no obligation."""
    log = """case,matter,agency,action,time,channel,elements
1,预决算,A局,批准,2018-01-10,公报,案由
1,预决算,A局,公开,2018-01-12,公报,案由
"""
    assert check(f"预决算 批准后20日内公开\n    适用 {condition}\n", log).verdicts == {"1": "met"}
    assert check(f"预决算 批准后20日内公开\n    适用 非 {condition}\n", log).verdicts == {}


@pytest.mark.parametrize(("share", "verdict"), [("6%", "met"), ("3%", "incomplete"), ("", "incomplete")])
def test_what_is_required_beside_channels_and_elements_is_judged_by_itself(
    check: Check, share: str, verdict: str
) -> None:
    """Of rules that ask for all three, one after another."""
    both = "公开\n    渠道 政府网站 和 公报\n    内容 三公经费、债务\n    要求 权重 不低于 5%\n"
    log = f"""case,matter,agency,action,time,channel,elements,权重
1,预决算,A局,批准,2018-01-10,,,
1,预决算,A局,公开,2018-01-12,政府网站；公报,三公经费、债务,{share}
"""
    found = check(f"[一] 预决算 批准后20日内{both}[二] 预决算 批准后30日内{both}", log)
    assert found.verdicts == {"1": f"{verdict} {verdict}"}
    assert {f.missing_requirements for f in found.findings} == {("权重 不低于 5%",) if verdict == "incomplete" else ()}
