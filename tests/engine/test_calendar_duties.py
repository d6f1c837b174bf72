"""Duties that the calendar activates: each period met, missing, pending, exempt."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.conftest import Check

LOG = """matter,agency,action,time,exemption
价格,A局,公开,2018-01-20,
价格,A局,公开,2018-02-05,
价格,A局,公开,2018-02-25,
价格,A局,自查,2018-04-03,国家秘密
价格,A局,公开,2018年5月,
价格,A局,公开,2018-07-02,
"""


def test_a_monthly_duty_shows_the_month_without_an_act(check: Check) -> None:
    """A gap by absence is a finding like any other; a month not over yet is pending; one that claims a ground is exempt."""
    found = check("价格 每月公开\n    除外 国家秘密\n", LOG, as_of="2018-07-15")
    assert found.verdicts == {
        "2018-01": "met",
        "2018-02": "met",
        "2018-03": "missing",
        "2018-04": "exempt",
        "2018-05": "met",
        "2018-06": "missing",
        "2018-07": "met",
    }
    assert found["2018-03"].case is None


@pytest.mark.parametrize(
    ("rule", "periods"),
    [
        ("价格 每季度公开", ["2018Q1", "2018Q2", "2018Q3", "2018Q4"]),
        ("价格 每半年公开", ["2018H1", "2018H2"]),
        ("价格 每年公开", ["2018"]),
        ("价格 publish weekly\n    effective 2018-01-01 to 2018-01-21\n", ["2018-W01", "2018-W02", "2018-W03"]),
        ("价格 publish daily\n    effective 2018-01-01 to 2018-01-02\n", ["2018-01-01", "2018-01-02"]),
        ("价格 公开", ["2018-01-01/2018-12-31"]),
        ("价格 2018年9月底前公开", ["2018-01-01/2018-12-31"]),
    ],
)
def test_periods_are_named_as_reports_write_them(check: Check, rule: str, periods: list[str]) -> None:
    """Whole periods inside the range, weeks from Monday; a date and `at all` speak of the range."""
    assert list(check(rule, LOG).verdicts) == periods


def test_a_date_is_kept_by_what_was_done_before_it(check: Check) -> None:
    """前 is not later than the end of that day; what came later is late, what came before counts."""
    log = "matter,agency,action,time\n目录,A局,验收,2018-09-30\n目录,B局,验收,2018-10-01\n目录,C局,公开,2018-05-01\n"
    found = check("目录 2018年9月底前验收", log)
    assert [(f.agency, str(f.verdict)) for f in found.findings] == [("A局", "met"), ("B局", "late"), ("C局", "missing")]
    assert found.findings[1].days_late == 1


def test_how_often_is_counted_to_the_last_act(check: Check) -> None:
    """Two of three is incomplete and says so."""
    log = (
        "matter,agency,action,time\n"
        + "".join(f"解读,A局,解读,2018-0{m}-01\n" for m in (2, 5))
        + "解读,B局,公开,2018-01-01\n"
    )
    found = check("解读 每年解读不少于3次", log)
    assert [(f.agency, str(f.verdict), f.shortfall) for f in found.findings] == [
        ("A局", "incomplete", "2 of 3"),
        ("B局", "missing", None),
    ]


def test_each_owing_agency_is_judged_and_a_log_without_agencies_owes_as_one(check: Check) -> None:
    """`by` names who owes; of those only agencies that are audited; a nameless log owes everything."""
    log = "matter,agency,action,time\n收支,A局,公开,2018-02-01\n收支,C局,公开,2018-02-01\n"
    rule = "收支 每半年公开\n    责任 A局、B局\n"
    assert [(f.agency, f.period) for f in check(rule, log).findings] == [("A局", "2018H1"), ("A局", "2018H2")]
    asked = check(rule, log, agencies=("B局",))
    assert [(f.agency, str(f.verdict)) for f in asked.findings] == [("B局", "missing"), ("B局", "missing")]
    nameless = check(rule, "matter,action,time\n收支,公开,2018-02-01\n")
    assert [(f.agency, str(f.verdict)) for f in nameless.findings] == [("", "met"), ("", "missing")]


def test_a_cut_chooses_periods_and_moves_no_due_date(check: Check) -> None:
    """Only whole periods inside the cut are judged."""
    found = check("价格 每月公开", LOG, cut=(date(2018, 2, 10), date(2018, 4, 30)))
    assert found.verdicts == {"2018-03": "missing", "2018-04": "missing"}
    assert found.assessment.window == (date(2018, 2, 10), date(2018, 4, 30))


NAMED = """[deadlines]
rollover = "next-working-day"
[durations]
"限期" = [{ from = 2018-02-01, is = "5 days", cite = "旧" }, { from = 2018-06-01, is = "10 working days", cite = "新" }]
"""


def test_a_period_is_told_by_the_figure_in_force_at_its_end(check: Check) -> None:
    """And by the date that due moved from; where no figure was in force yet, that is why nothing is known."""
    found = check("价格 每月结束后限期内公开", "matter,agency,action,time\n价格,A局,公开,2018-07-20\n", toml=NAMED)
    assert found["2018-04"].moved_from == date(2018, 5, 5)
    assert (
        "按5日计（旧）" in found["2018-04"].reason.zh
        and "2018-05-05，遇休息日顺延至2018-05-07" in found["2018-04"].reason.zh
    )
    assert (found["2018-06"].days_late, found["2018-06"].moved_from) == (7, None)
    assert "按10个工作日计（新）" in found["2018-06"].reason.zh and "（5个工作日）" in found["2018-06"].reason.zh
    assert (
        found.verdicts["2018-01"] == "undetermined"
        and "“限期”的期限自2018-02-01起才有规定" in found["2018-01"].reason.zh
    )
    assert "按" not in found["2018-01"].reason.zh


def test_what_is_missing_says_of_which_kind_it_would_have_been(check: Check) -> None:
    """Records that the rule is not for lie in the log: that it has none would not be so."""
    rules = (
        "[甲] 预决算 每季度至少公开2次\n    适用 级别 = “重大”\n[乙] 预决算 核查 “是否全文”\n    适用 级别 = “重大”\n"
    )
    log = (
        "matter,agency,action,time,级别\n预决算,A局,公开,2018-01-05,一般\n预决算,A局,公开,2018-04-05,重大\n"
        "预决算,A局,公开,2018-04-06,一般\n乙,A局,自查,2018-05-01,一般\n"
    )
    said = [finding.reason for finding in check(rules, log).findings]
    assert said[0].zh.endswith("没有符合“级别 = ‘重大’”的公开记录。")
    assert said[0].en.endswith("the log has no record of publication with “级别 = ‘重大’”.")
    assert "2018-04-05公开（" in said[1].zh and said[1].zh.endswith("第3行），符合“级别 = ‘重大’”的仅1次。")
    assert said[-1].en.endswith("; no attestation with “级别 = ‘重大’” is in the log yet; a person must judge.")


@pytest.mark.parametrize(("result", "verdict"), [("是", "met"), ("否", "missing"), ("大致", "manual")])
def test_of_several_attestations_the_one_that_decides_is_named(check: Check, result: str, verdict: str) -> None:
    """With its day and its row, whatever it says."""
    log = f"matter,agency,action,time,result\n乙,A局,自查,2018-06-01,{result}\n乙,A局,自查,2018-05-01,否\n"
    (finding,) = check("[乙] 预决算 核查 “是否全文”\n", log).findings
    assert str(finding.verdict) == verdict
    assert "，2018-06-01自查（" in finding.reason.zh and f"第2行），结果为“{result}”" in finding.reason.zh
    assert "; attestation on 2018-06-01 (" in finding.reason.en and f"row 2) says “{result}”" in finding.reason.en
