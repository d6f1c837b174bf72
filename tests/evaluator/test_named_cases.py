"""Disagreements of the engine and the plain evaluator, shrunk, with what the spec says of each.

Each was found by drawing rulesets and logs at random. The line above a rule says where the spec decides.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from compliance.calendars import day_end
from compliance.findings import Finding

from .agreement import disagreements, found, ruleset_of, scanned
from .asked import Question
from .log_files import File

HEAD = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


def file(text: str, name: str = "log.csv", **milestones: str) -> File:
    """A file of the log; with milestones (header to action) a ledger."""
    rows = list(csv.DictReader(io.StringIO(text)))
    return File(tuple(rows[0]), tuple(rows), milestones, name)


def judged(rules: str, *files: File, as_of: str = "2018-12-31", toml: str = "", head: str = HEAD) -> list[Finding]:
    """The engine's findings, which are those of the plain evaluator too."""
    ruleset = ruleset_of(head + toml, rules)
    asked = Question(day_end(date.fromisoformat(as_of)))
    with scanned(ruleset, files) as session:
        assert disagreements(session, ruleset, files, asked)[1] == []
    return found(ruleset, files, asked)


def verdicts(findings: Sequence[Finding]) -> list[str]:
    """The verdicts in the order of the report."""
    return [finding.verdict.value for finding in findings]


def due(finding: Finding) -> tuple[datetime, datetime] | None:
    """The due interval."""
    return (finding.due.lo, finding.due.hi) if finding.due else None


def test_two_event_logs_are_one_log() -> None:
    """Two CSV files with a row an event could not be read together at all."""
    a = file("case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n", "a.csv")
    b = file("case,matter,agency,action,time\n1,预决算,A局,公开,2018-01-12\n", "b.csv")
    assert verdicts(judged("预决算 批准后20日内公开\n", a, b)) == ["met"]


def test_rows_are_the_same_only_within_one_file() -> None:
    """Says the spec: "Rows of one file that are equal in every column as read are one": the same row in two files is two events."""
    row = "matter,agency,action,time\n预决算,A局,公开,2018-01-10\n"
    rule = "预决算 每年公开不少于2次\n"
    assert verdicts(judged(rule, file(row + row.splitlines()[1] + "\n"))) == ["incomplete"]
    assert verdicts(judged(rule, file(row, "a.csv"), file(row, "b.csv"))) == ["met"]


def test_an_attestation_counts_whenever_it_was_made() -> None:
    """The candidates of a check are "events with action `attest` and the rule's id as matter", of whatever time."""
    log = file("matter,agency,action,time,result\nq,A局,自查,2019-01-15,是\n")
    assert verdicts(judged("[q] 预决算 核查 “是否全文公开”\n", log, as_of="2019-02-01")) == ["met"]


def test_of_two_attestations_at_one_time_the_least_favourable_decides() -> None:
    """Says the spec: "The `result` of the last one decides": of two last ones the spec says nothing, and rows have no order."""
    head, yes, no = "matter,agency,action,time,result\n", "q,A局,自查,2018-06-01,是\n", "q,A局,自查,2018-06-01,否\n"
    for log in (head + yes + no, head + no + yes):
        assert verdicts(judged("[q] 预决算 核查 “是否全文公开”\n", file(log))) == ["missing"]


def test_what_a_rule_is_for_is_asked_of_its_attestations_too() -> None:
    """Says the spec: "`when`, where given, must be true of them", the candidates of a calendar duty; a check is one."""
    log = file("matter,agency,action,time,result,级别\nq,A局,自查,2018-06-01,是,重大\nq,A局,自查,2018-07-01,否,一般\n")
    assert verdicts(judged("[q] 预决算 核查 “是否全文公开”\n    适用 级别 = 重大\n", log)) == ["met"]


CLOCKS = '[actions]\n"补正" = {}\n"延期" = {}\n"征求意见函" = {}\n"第三方答复" = {}\n'


def test_an_extension_is_in_time_at_each_end_of_the_trigger_by_itself() -> None:
    """Says the spec: "An interval goes through them end by end": had it come at midnight, the extension at 20:00 would be past its due."""
    log = file("case,matter,agency,action,time\n1,预决算,A局,申请,2018-03-01\n1,预决算,A局,延期,2018-03-01 20:00\n")
    (finding,) = judged("预决算 申请后5小时内答复\n    延长 10小时 因 延期\n", log, toml=CLOCKS)
    assert due(finding) == (datetime(2018, 3, 1, 5), datetime(2018, 3, 2, 14, 59, 59, 999999))


def test_a_restart_beyond_the_calendar_leaves_the_due_open() -> None:
    """The calendar ends with 2026: the due of the trigger itself, which is known, is not the one that counts."""
    log = file("case,matter,agency,action,time\n1,预决算,A局,申请,2026-12-14\n1,预决算,A局,补正,2026-12-24\n")
    rule = "预决算 申请后10个工作日内答复\n    重新起算 补正\n"
    (finding,) = judged(rule, log, toml=CLOCKS, head='[ruleset]\nid = "r"\n', as_of="2027-06-01")
    assert (finding.verdict.value, due(finding)) == ("undetermined", None)


def test_a_month_at_the_end_of_the_calendar_leaves_the_due_open() -> None:
    """From its first day five working days can be counted and from its last they cannot: nobody knows that it is missing."""
    log = file("case,matter,agency,action,time\n1,预决算,A局,申请,2026-12\n")
    (finding,) = judged("预决算 申请后5个工作日内答复\n", log, head='[ruleset]\nid = "r"\n', as_of="2027-06-01")
    assert finding.verdict.value == "undetermined"


def test_restarts_that_begin_together_come_in_order_of_their_ends() -> None:
    """In order of time, not of rows: the day and the month begin at one instant, and the month ends last."""
    head = "case,matter,agency,action,time\n1,预决算,A局,申请,2018-03-01\n"
    day, month = "1,预决算,A局,补正,2018-03-01\n", "1,预决算,A局,补正,2018-03\n"
    for log in (head + day + month, head + month + day):
        (finding,) = judged("预决算 申请后10日内答复\n    重新起算 补正\n", file(log), toml=CLOCKS)
        assert due(finding) == (day_end(date(2018, 3, 11)), day_end(date(2018, 4, 10)))


def test_a_pause_hides_only_the_unknown_days_that_it_passes_over() -> None:
    """The calendar begins with 2004. A day counted that it does not know leaves the due open, also where the clock then
    stands still; a day that is passed over need not be known.
    """
    rule = "预决算 申请后1个工作日内答复\n    中止 自 征求意见函 至 第三方答复\n"
    head, old = "case,matter,agency,action,time\n1,预决算,A局,申请,2003-12-30\n1,预决算,A局,", '[ruleset]\nid = "r"\n'
    counted, passed_over = file(head + "征求意见函,2003-12-31\n"), file(head + "征求意见函,2003-12-30\n")
    assert verdicts(judged(rule, counted, toml=CLOCKS, head=old)) == ["undetermined"]
    assert verdicts(judged(rule, passed_over, toml=CLOCKS, head=old)) == ["pending"]
    ended = file(head + "征求意见函,2003-12-30\n1,预决算,A局,第三方答复,2004-01-01\n")
    (finding,) = judged(rule, ended, toml=CLOCKS, head=old)
    assert due(finding) == (day_end(date(2004, 1, 2)), day_end(date(2004, 1, 2)))


def test_what_may_have_been_done_while_the_clock_stands_still_is_met() -> None:
    """A log without channels counts as `[lo, ∞)`, and due is `∞`: `completion.hi ≤ due.lo`."""
    log = file(
        "case,matter,agency,action,time\n1,预决算,A局,申请,2018-03-01\n1,预决算,A局,征求意见函,2018-03-05\n"
        "1,预决算,A局,答复,2018-06-05\n"
    )
    rule = "预决算 申请后10日内答复\n    渠道 政府网站\n    中止 自 征求意见函 至 第三方答复\n"
    assert verdicts(judged(rule, log, toml=CLOCKS)) == ["met"]


def test_a_consultation_may_end_long_after_it_began() -> None:
    """Working days are counted to the end stated, not only as far as the figure reaches."""
    log = file("case,matter,agency,action,time,until\n1,预决算,A局,征求意见,2018-03-01,2018-12-31\n")
    assert verdicts(judged("预决算 征求意见不少于7个工作日\n", log)) == ["met"]


def test_a_consultation_that_ends_before_it_begins_lasts_no_working_day() -> None:
    """There is none "after the start, up to and including `until`", wherever the calendar begins."""
    log = file("case,matter,agency,action,time,until\n1,预决算,A局,征求意见,2003-12-28,2003-12-24\n")
    (finding,) = judged("预决算 征求意见不少于7个工作日\n", log, head='[ruleset]\nid = "r"\n')
    assert (finding.verdict.value, finding.shortfall) == ("incomplete", "0 of 7 working days")


def test_a_promise_may_stand_in_a_column_of_the_log_s_own() -> None:
    """`by its 截止`: the column is one that a log is known to have, and was not read unless something else asked for it."""
    log = file(
        "case,matter,agency,action,time,截止\n1,预决算,A局,申请,2018-03-01,2018-03-10\n1,预决算,A局,答复,2018-03-11,\n"
    )
    (finding,) = judged("预决算 申请后按其截止答复\n", log)
    assert (finding.verdict.value, finding.days_late) == ("late", 1)


def test_a_ledger_s_row_without_a_number_has_an_empty_one() -> None:
    """It is a case of its own, `#2`; yet "a comparison with an empty cell is unknown"."""
    ledger = file("编号,事项,单位,批准日期\n,预决算,A局,2018-03-01\n7,预决算,A局,2018-03-01\n", 批准日期="approval")
    findings = judged("预决算 批准后公开\n    适用 编号 = 7\n", ledger)
    assert [(f.case, f.verdict.value) for f in findings] == [("#2", "undetermined"), ("7", "missing")]


def test_of_two_acts_that_begin_together_the_more_exact_one_is_named() -> None:
    """`completed` is an act as stated; which of two must not depend on the row they stand in."""
    head = "case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n"
    day, instant = "1,预决算,A局,公开,2018-01-12\n", "1,预决算,A局,公开,2018-01-12 00:00\n"
    for log in (head + day + instant, head + instant + day):
        (finding,) = judged("预决算 批准后20日内公开\n", file(log))
        assert finding.completed is not None and finding.completed.stated() == "2018-01-12T00:00:00"


def test_an_alias_stands_for_its_name_in_a_condition() -> None:
    """`when agency = 财政局` was not met by 市财政局, its alias, nor a channel by the channel's: such cases were passed over."""
    toml = '[agencies]\n"财政局" = { aliases = ["市财政局"] }\n[channels]\n"政府网站" = { aliases = ["门户网站"] }\n'
    rows = (
        "财政局,决定,2018-02-01,政府网站",
        "市财政局,decide,2018-02-02,门户网站;政府公报",
        "审计局,决定,2018-02-03,政务微博",
    )
    log = file("\n".join(("matter,agency,action,time,channel", *(f"决策,{row}" for row in rows))) + "\n")
    for condition in (
        "单位 = 市财政局",
        "agency in (财政局)",
        "渠道 包含 门户网站",
        "channel contains 政府网站",
        "not agency != 财政局",
        "环节 = decision and 渠道 包含 政府网站",
    ):
        found = judged(f"决策 决定后5日内公开\n    适用 {condition}\n", log, toml=toml)
        assert [(f.agency, f.trigger.lo.day) for f in found if f.trigger] == [("财政局", 1), ("财政局", 2)], condition
