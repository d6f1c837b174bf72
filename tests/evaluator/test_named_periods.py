"""Named cases of duties that the calendar brings: the period that an act covers, nil returns, attestations, counts.

The engine says of each what the plain evaluator says. The line above a rule says where the spec decides.
"""

from __future__ import annotations

import pytest

from .test_named_cases import file, judged, verdicts

COVERED = """matter,agency,action,time,period
价格,A局,公开,2018-02-10,2018年1月
价格,A局,公开,2018-03-05,2018-01
价格,A局,公开,2018-05-03,
价格,A局,解读,2018-05-04,2018年5月
价格,B局,公开,2018-02-08,
价格,B局,公开,2018-03-08,2018年2月
收支,A局,公开,2018-06-10,2018年5月
收支,B局,公开,2018-06-20,2018年5月
"""


def of(rule: str, log: str, agency: str, as_of: str = "2018-12-31") -> dict[str | None, str]:
    """The verdicts of one agency, by period."""
    return {f.period: f.verdict.value for f in judged(rule, file(log), as_of=as_of) if f.agency == agency}


def test_the_period_that_an_act_covers_decides_after_its_end() -> None:
    """Says the spec: "the log's `period` column equal to this period; where it is empty, events of the *next* period"."""
    rule = "价格 每月结束后15日内公开\n收支 每月结束后15日内公开\n    责任 B局\n"
    of_a = of(rule, COVERED, "A局")
    assert [of_a[f"2018-0{month}"] for month in (1, 2, 3, 4, 5)] == ["met", "missing", "missing", "met", "missing"]
    found = judged(rule, file(COVERED))
    assert [f.verdict.value for f in found if f.matter == "价格" and f.agency == "B局"][:3] == ["met", "met", "missing"]
    assert [f.days_late for f in found if f.matter == "收支" and f.period == "2018-05"] == [5]


def test_the_period_that_an_act_covers_is_nothing_to_a_duty_within_it() -> None:
    """Says the spec: the candidate range of `monthly` is "the period", whatever the column says; beside a duty that goes by it."""
    rule = "价格 每月公开\n价格 每月结束后15日内公开\n价格 每年公开不少于3次\n"
    found = judged(rule, file(COVERED), as_of="2018-06-30")
    monthly = {f.period: f.verdict.value for f in found if f.rule == "价格" and f.agency == "A局"}
    assert [monthly[f"2018-0{month}"] for month in range(1, 7)] == [
        "missing",
        "met",
        "met",
        "missing",
        "met",
        "missing",
    ]


NIL = "matter,agency,action,time,channel\n"


@pytest.mark.parametrize(
    ("acts", "completed"),
    [
        ("价格,A局,公开,2018-01-10,\n价格,A局,零报告,2018-01-20,\n", "2018-01-10"),
        ("价格,A局,零报告,2018-01-10,\n价格,A局,公开,2018-01-20,\n", "2018-01-10"),
        ("价格,A局,零报告,2018-01-20,\n价格,A局,零报告,2018-01-10,\n", "2018-01-10"),
        ("价格,A局,公开,2018-01-20,\n价格,A局,公开,2018-01-10,\n", "2018-01-10"),
        ("价格,A局,零报告,2018-01-20,\n", "2018-01-20"),
    ],
)
def test_the_act_or_the_nil_return_completes_whichever_comes_first(acts: str, completed: str) -> None:
    """Says the spec: a nil return "satisfies every atom of a calendar duty", and an atom's time is the minimum."""
    rule = "价格 publish monthly by day 15\n    允许零报告\n    施行 2018-01-01 至 2018-01-31\n"
    (finding,) = judged(rule, file(NIL + acts))
    assert finding.completed is not None and finding.completed.stated() == completed
    assert finding.verdict.value == ("late" if completed == "2018-01-20" else "met")


@pytest.mark.parametrize("nil", ["2018-01-05", "2018-02-20", "2018-03-20", "2018-04-20"])
def test_a_nil_return_among_the_acts_counts_for_all_of_them_and_not_as_one(nil: str) -> None:
    """Says the spec: it satisfies "whatever `when` and K say"; before it, three acts are needed."""
    rule = "价格 每季度公开不少于3次\n    允许零报告\n"
    acts = "".join(
        f"价格,A局,公开,2018-0{month}-{day},\n" for month, day in ((1, 10), (2, 10), (3, 10), (4, 10), (5, 10))
    )
    found = judged(rule, file(f"{NIL}{acts}价格,A局,零报告,{nil},\n"), as_of="2018-08-01")
    assert verdicts(found) == ["met", "met" if nil > "2018-04" else "incomplete", "pending"]


def test_a_nil_return_of_uncertain_day_is_not_made_certain_by_an_act_that_lacks_something() -> None:
    """The act on no channel is no completion, neither at its begin nor at its end; the nil return may be in time or late."""
    rule = "价格 publish monthly by day 10\n    渠道 政府网站\n    允许零报告\n    施行 2018-01-01 至 2018-01-31\n"
    assert verdicts(judged(rule, file(f"{NIL}价格,A局,公开,2018-01-05,\n价格,A局,零报告,2018-01,\n"))) == [
        "undetermined"
    ]


@pytest.mark.parametrize("act", ["公开", "零报告"])
def test_two_acts_of_which_one_has_no_certain_day_may_be_in_time_or_late(act: str) -> None:
    """Says the spec: the minimum of `lo`, and of `hi`: from the 1st, which the month begins with, to the 20th; due is the 15th."""
    rule = "价格 publish monthly by day 15\n    允许零报告\n    施行 2018-01-01 至 2018-01-31\n"
    (finding,) = judged(rule, file(f"{NIL}价格,A局,{act},2018-01-20,\n价格,A局,{act},2018-01,\n"))
    assert finding.verdict.value == "undetermined"


@pytest.mark.parametrize("said", [("是", "看情况"), ("看情况", "是"), ("否", "看情况"), ("看情况", "否"), ("否", "是")])
def test_of_attestations_at_one_time_the_least_favourable_decides(said: tuple[str, str]) -> None:
    """Rows have no order: whoever also says no, or nothing that can be read, has not said yes."""
    rows = "".join(f"q,A局,自查,2018-06-01,{one}\n" for one in said)
    log = file(f"matter,agency,action,time,result\n预决算,A局,公开,2018-06-01,\n{rows}")
    found = judged("[q] 预决算 核查 “是否全文公开”\n[w] 预决算 每半年公开\n", log)
    assert verdicts(found) == ["missing" if "否" in said else "manual", "met", "missing"]


def test_a_last_attestation_without_a_result_decides_nothing() -> None:
    """Says the spec: "the `result` of the last one decides", and "anything else" than a yes or a no is for a person."""
    log = file("matter,agency,action,time,result\nq,A局,自查,2018-06-01,是\nq,A局,自查,2018-07-01,\n")
    assert verdicts(judged("[q] 预决算 核查 “是否全文公开”\n", log)) == ["manual"]


@pytest.mark.parametrize(("as_of", "verdict"), [("2018-03-20", "pending"), ("2018-03-21", "undetermined")])
def test_a_consultation_without_an_end_is_pending_before_the_day_on_which_it_may_have_ended(
    as_of: str, verdict: str
) -> None:
    """Says the spec: "`pending` while `as-of < add(start.lo, N)`, else `undetermined`"; a date as-of is its last microsecond."""
    log = file("case,matter,agency,action,time,until\n1,决策,A局,征求意见,2018-03-01,\n")
    assert verdicts(judged("决策 征求意见不少于20日\n", log, as_of=as_of)) == [verdict]
