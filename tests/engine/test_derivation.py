from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.diagnostics import Refused
from compliance.engine.asked import Asked
from compliance.engine.session import Session
from compliance.findings import Finding
from compliance.findings.derivation import Count, DayKind, Derivation, Sought
from compliance.reports.derivation import steps
from compliance.rulesets.load import inline_ruleset

Check = Callable[..., Any]
HEAD = "编号,事项,单位,环节,时间,渠道,内容,截止,不公开理由,权重\n"
ROLLOVER = '[deadlines]\nrollover = "next-working-day"\n'


def row(
    case: str,
    action: str,
    time: str,
    channel: str = "",
    elements: str = "",
    until: str = "",
    ground: str = "",
    weight: str = "",
) -> str:
    """A row of the log, of matter a and agency 财政局."""
    return f"{case},a,财政局,{action},{time},{channel},{elements},{until},{ground},{weight}\n"


def derived(checked: Any, which: Sequence[Finding] | None = None) -> list[Derivation]:
    """How the findings of a check came about."""
    assessment = checked.assessment
    return list(assessment.derivations.of(list(which or assessment.findings)))


def strip(count: Count) -> str:
    """The days of a count: the number of each that counts, else what it is."""
    return " ".join(f"{day.date.month}-{day.date.day}:{day.number or day.kind}" for day in count.days)


def kinds(count: Count, kind: DayKind) -> list[date]:
    """The days of one kind."""
    return [day.date for day in count.days if day.kind is kind]


def test_clause_trigger_and_records_are_named(check: Check) -> None:
    """Where the duty stands, the row that activated it with its cells, the row that fulfilled it."""
    log = HEAD + row("1", "批准", "2018-01-10") + row("1", "公开", "2018-01-30", "网站")
    (found,) = derived(check("[甲] a 批准后20日内公开；依据 一(五)\n", log))
    assert (found.clause.rule, found.clause.line, found.clause.citation) == ("甲", 1, "一(五)")
    assert found.clause.file.endswith("a.rules")
    assert found.trigger is not None and found.trigger.source.row == 2
    assert dict(found.trigger.cells) == {
        "matter": "a",
        "case": "1",
        "agency": "财政局",
        "action": "批准",
        "time": "2018-01-10",
    }
    assert [(atom.kind, atom.name, atom.record and atom.record.source.row) for atom in found.atoms] == [
        ("act", "publish", 3)
    ]
    assert found.ruling == "met"


def test_working_days_are_counted_over_named_days_off(check: Check) -> None:
    """The days between start and due, each with its number or its name; make-up working days have a name too."""
    log = HEAD + row("1", "批准", "2018-09-20")
    (found,) = derived(check("a 批准后8个工作日内公开\n", log))
    (count,) = found.counts
    assert strip(count) == (
        "9-20:start 9-21:1 9-22:off 9-23:off 9-24:off 9-25:2 9-26:3 9-27:4 9-28:5 9-29:6 9-30:7 "
        "10-1:off 10-2:off 10-3:off 10-4:off 10-5:off 10-6:off 10-7:off 10-8:8"
    )
    assert {day.name.en for day in count.days if day.kind is DayKind.OFF and day.name} == {
        "weekend",
        "Mid-Autumn Festival",
        "National Day",
    }
    assert [day.date.day for day in count.days if day.number and day.name] == [29, 30]
    assert found.facts.due is not None and found.facts.due.hi.date() == count.days[-1].date


def test_calendar_days_are_counted_and_moved_from_a_day_off(check: Check) -> None:
    """The days that due is moved over come after the count."""
    log = HEAD + row("1", "批准", "2018-01-31")
    (found,) = derived(check("a 批准后20日内公开\n", log, toml=ROLLOVER))
    (count,) = found.counts
    assert strip(count).endswith("2-19:19 2-20:20 2-21:off 2-22:moved")
    assert found.facts.moved_from == date(2018, 2, 20)


def test_a_month_and_hours_are_no_strip(check: Check) -> None:
    """They are told by their ends."""
    log = HEAD + row("1", "批准", "2018-01-31") + row("2", "发生", "2018-08-08 09:30")
    month, hours = derived(check("a 批准后1个月内公开，发生后5小时内解读\n", log))
    assert (month.counts[0].days, str(month.counts[0].end)) == ((), "2018-02-28 23:59:59.999999")
    assert (hours.counts[0].days, str(hours.counts[0].end)) == ((), "2018-08-08 14:30:00")


def test_months_are_counted_to_their_own_end(check: Check) -> None:
    """Before due is moved from a day off, and before what an extension adds."""
    log = HEAD + row("1", "批准", "2018-10-01") + row("2", "决定", "2018-10-01") + row("2", "变更", "2018-10-08")
    rules = "a 批准后2个月内公开\na 决定后2个月内解读\n    延长 10日 因 变更\n"
    moved, extended = derived(check(rules, log, toml=ROLLOVER))
    assert [str(count.end) for count in moved.counts] == ["2018-12-01 23:59:59.999999"]
    assert (str(moved.facts.moved_from), str(moved.finding.due_at)) == ("2018-12-01", "2018-12-03 23:59:59.999999")
    assert [(str(count.start), str(count.end)) for count in extended.counts] == [
        ("2018-10-01 23:59:59.999999", "2018-12-01 23:59:59.999999"),
        ("2018-12-01 23:59:59.999999", "2018-12-11 23:59:59.999999"),
    ]


def test_a_start_not_known_to_the_day_is_counted_from_both_ends(check: Check) -> None:
    """From the first and from the last day of the month."""
    log = HEAD + row("1", "批准", "2018-08")
    (found,) = derived(check("a 批准后5日内公开\n", log))
    assert [strip(count).split()[0] for count in found.counts] == ["8-1:start", "8-31:start"]
    assert [strip(count).split()[-1] for count in found.counts] == ["8-6:5", "9-5:5"]


def test_of_two_ends_no_single_day_is_what_due_moved_from(check: Check) -> None:
    """The first end moves over the holidays of October, the other does not; the counts show which."""
    log = HEAD + row("1", "批准", "2018-10")
    (found,) = derived(check("a 批准后6日内公开\n", log, toml=ROLLOVER))
    assert [str(count.days[-1].date) for count in found.counts] == ["2018-10-08", "2018-11-06"]
    assert "顺延" not in found.finding.reason.zh and "2018-10-08至2018-11-06之间" in found.finding.reason.zh


def test_restarts_pauses_and_extension_are_told(check: Check) -> None:
    """A restart in time counts and one past due does not; the pause is passed over; the extension goes on counting."""
    rules = "a 申请后10个工作日内答复\n    重新起算 变更\n    中止 自 征求意见 至 决定\n    延长 5日 因 更新\n"
    events = [("申请", "03-01"), ("变更", "03-05"), ("征求意见", "03-07"), ("决定", "03-09"), ("更新", "03-12")]
    log = HEAD + "".join(row("1", action, f"2018-{day}") for action, day in [*events, ("变更", "05-28")])
    (found,) = derived(check(rules, log))
    assert [(restart.record.source.row, restart.counts) for restart in found.restarts] == [(3, True), (7, False)]
    assert [(str(pause.first), str(pause.last)) for pause in found.pauses] == [("2018-03-07", "2018-03-09")]
    first, more = found.counts
    assert strip(first).startswith("3-5:start 3-6:1 3-7:2 3-8:paused 3-9:paused 3-10:off 3-11:off 3-12:3")
    assert strip(first).endswith("3-21:10")
    assert strip(more) == "3-21:start 3-22:1 3-23:2 3-24:3 3-25:4 3-26:5"
    assert more.extension and found.facts.due is not None and found.facts.due.hi.date() == date(2018, 3, 26)


def test_an_extension_that_does_not_count_is_told_with_why(check: Check) -> None:
    """Past due, or the second one; what comes behind the act is no matter."""
    rules = "a 申请后10个工作日内答复\n    延长 5日 因 更新\n"
    days = [("1", "2018-03-01", ["2018-03-30"]), ("2", "2018-03-01", ["2018-03-12", "2018-03-19"])]
    log = HEAD + "".join(
        row(case, "申请", begun) + "".join(row(case, "更新", day) for day in more) + row(case, "答复", "2018-04-10")
        for case, begun, more in days
    )
    late, twice = derived(check(rules, log + row("1", "更新", "2018-04-11")))
    assert [(x.record.source.row, x.counts) for x in late.extensions] == [(3, False)]
    assert [(x.record.source.row, x.counts) for x in twice.extensions] == [(6, True), (7, False)]
    said = [next(step for step in steps(one) if step.name.zh == "延长").parts for one in (late, twice)]
    assert [part.zh.partition("）")[2] for (part,) in said] == ["，当时已过期，不延长", "，已延长过一次，不再延长"]
    assert [part.en.partition(": ")[2] for (part,) in said] == [
        "past due by then, so it does not extend the term",
        "it was extended once already, and is not again",
    ]


def test_a_clock_that_stands_still_has_no_end(check: Check) -> None:
    """The days up to the pause are counted; nothing is due."""
    rules = "a 申请后10个工作日内答复\n    中止 自 征求意见 至 决定\n"
    log = HEAD + row("1", "申请", "2018-03-01") + row("1", "征求意见", "2018-03-05")
    (found,) = derived(check(rules, log))
    (count,) = found.counts
    assert (strip(count), count.end) == ("3-1:start 3-2:1 3-3:off 3-4:off 3-5:2", None)
    assert found.pauses[0].last is None and found.facts.due is None and found.ruling == "pending"


def test_notice_is_counted_backwards(check: Check) -> None:
    """The day before the meeting is the first."""
    log = HEAD + row("1", "会议", "2018-10-10")
    (found,) = derived(check("a 会议前至少3个工作日公开\n", log))
    (count,) = found.counts
    assert count.back
    assert strip(count).startswith("9-30:3 10-1:off") and strip(count).endswith("10-7:off 10-8:2 10-9:1 10-10:start")


def test_after_a_period_is_counted_from_its_last_day(check: Check) -> None:
    """`monthly within 5 days`: the first of the next month is the first."""
    found = derived(check("a 每月结束后5日内公开\n", HEAD + row("1", "公开", "2018-02-20")))[0]
    assert strip(found.counts[0]) == "1-31:start 2-1:1 2-2:2 2-3:3 2-4:4 2-5:5"
    assert found.candidates == (date(2018, 2, 1), date(2018, 2, 28))


def test_how_long_is_counted_to_the_end_stated(check: Check) -> None:
    """All days that it lasted, whatever was asked for."""
    log = HEAD + row("1", "征求意见", "2018-03-01", until="2018-03-04")
    (found,) = derived(check("a 征求意见不少于20日\n", log))
    assert (strip(found.counts[0]), found.ruling) == ("3-1:start 3-2:1 3-3:2 3-4:3", "lasts")


def test_each_atom_has_its_record_or_none(check: Check) -> None:
    """Channels, elements and requirements may be met by different records."""
    rules = "a 批准后20日内公开\n    渠道 网站 和 (微博 或 微信)\n    内容 甲、乙\n    要求 权重 >= 5%\n"
    log = HEAD + row("1", "批准", "2018-01-10") + row("1", "公开", "2018-01-15", "网站", "甲")
    log += row("1", "公开", "2018-01-20", "微信", "", weight="8%")
    (found,) = derived(check(rules, log))
    assert [(atom.kind, atom.name, atom.record and atom.record.source.row) for atom in found.atoms] == [
        ("act", "publish", 3),
        ("channel", "网站", 3),
        ("channel", "微博|微信", 4),
        ("element", "甲", 3),
        ("element", "乙", None),
        ("requirement", "权重 >= 5%", 4),
    ]
    assert (found.completion, found.ruling) == (None, "incomplete")


def test_a_log_without_the_column_leaves_an_atom_open(check: Check) -> None:
    """The record may or may not have been on the channel."""
    log = "编号,事项,单位,环节,时间\n1,a,财政局,批准,2018-01-10\n1,a,财政局,公开,2018-01-15\n"
    (found,) = derived(check("a 批准后20日内公开；渠道 网站\n", log))
    assert [(atom.kind, atom.open) for atom in found.atoms] == [("act", False), ("channel", True)]
    assert found.ruling == "imprecise"


def test_acts_of_a_count_are_listed(check: Check) -> None:
    """How many there are, how many are asked for, and each of them."""
    log = HEAD + row("1", "解读", "2018-05-01") + row("2", "解读", "2018-03-01")
    (found,) = derived(check("a 每年解读不少于3次\n", log))
    assert found.atoms[0].times == (2, 3) and found.atoms[0].record is None
    assert [record.source.row for record in found.acts] == [3, 2]


@pytest.mark.parametrize(
    ("rule", "lines", "as_of", "ruling"),
    [
        ("批准后20日内公开；除外 国家秘密", [("批准", "2018-01-10", "国家秘密")], "2018-12-31", "exempt"),
        ("批准后20日内公开；适用 级别 等于 重大", [("批准", "2018-01-10", "")], "2018-12-31", "unknown"),
        ("批准后20日内公开", [("批准", "2018-01-10", ""), ("公开", "2018-01-30", "")], "2018-12-31", "met"),
        ("批准后20日内公开", [("批准", "2018-01-10", ""), ("公开", "2018-01-31", "")], "2018-12-31", "late"),
        ("批准后20日内公开", [("批准", "2018-01-10", ""), ("公开", "2018-01", "")], "2018-12-31", "imprecise"),
        ("批准后20日内公开", [("批准", "2018-01-10", "")], "2018-01-29", "pending"),
        (
            "批准后20日内公开；内容 甲",
            [("批准", "2018-01-10", ""), ("公开", "2018-01-12", "")],
            "2018-12-31",
            "incomplete",
        ),
        ("批准后20日内公开", [("批准", "2018-01-10", "")], "2018-12-31", "missing"),
        ("批准后20日内公开", [("批准", "2018-01", "")], "2018-02-05", "open"),
    ],
)
def test_the_line_of_the_table_of_verdicts_is_told(
    check: Check, rule: str, lines: list[tuple[str, str, str]], as_of: str, ruling: str
) -> None:
    """Each line of the table is reached by some finding."""
    log = HEAD + "".join(row("1", action, time, ground=ground) for action, time, ground in lines)
    (found,) = derived(check(f"a {rule}\n", log, as_of=as_of))
    assert found.ruling == ruling


def test_what_does_not_count_is_told(check: Check) -> None:
    """An act before its trigger, a ground that is not allowed, a nil return."""
    log = HEAD + row("1", "公开", "2018-01-05") + row("1", "批准", "2018-01-10", ground="商业秘密")
    (found,) = derived(check("a 批准后20日内公开\n", log))
    assert found.early is not None and found.early.source.row == 2
    assert found.claim is not None and found.claim.source.row == 3
    (nil,) = derived(check("a 每年公开；允许零报告\n", HEAD + row("1", "零报告", "2018-02-20")))
    assert nil.nil is not None and nil.nil.source.row == 2


def test_a_share_and_a_check_are_told_by_their_own_rules(check: Check) -> None:
    """A share has cases, a check its last attestation."""
    log = HEAD + row("1", "批准", "2018-01-10")
    case, share = derived(check("a 批准后20日内公开率不低于95%\n", log))
    assert (case.ruling, share.ruling, share.atoms) == ("missing", "share", ())
    log = "事项,单位,环节,时间,结果\n甲,财政局,自查,2018-02-20,是\n"
    (attested,) = derived(check("[甲] a 核查 “是否公开”\n", log))
    assert attested.ruling == "check" and attested.atoms[0].record is not None


def test_a_row_of_a_ledger_is_shown_with_its_headers(check: Check) -> None:
    """The column of the milestone and what stands in it."""
    log = "编号,事项,单位,批准日期,公开日期\n1,a,财政局,2018年1月10日,2018-01-30\n"
    (found,) = derived(check("a 批准后20日内公开\n", log))
    assert found.trigger is not None
    assert dict(found.trigger.cells) == {"matter": "a", "case": "1", "agency": "财政局", "批准日期": "2018年1月10日"}


def test_findings_of_several_rulesets_keep_their_evidence(tmp_path: Path) -> None:
    """The tables of the ruleset evaluated first are still there when the second is done."""
    (tmp_path / "log.csv").write_text(
        HEAD + row("1", "批准", "2018-01-10") + row("1", "公开", "2018-01-30", "网站"), "utf-8"
    )
    rulesets = [inline_ruleset([f"a 批准后{n}日内公开；渠道 {channel}"]) for n, channel in ((20, "网站"), (30, "微博"))]
    session = Session([str(tmp_path / "log.csv")], rulesets, tmp_path)
    assessment = session.assess(rulesets, Asked(as_of=datetime(2018, 12, 31)))
    first, second = assessment.derivations.of(list(assessment.findings))
    session.close()
    assert (first.atoms[1].record is None, second.atoms[1].record is None) == (False, True)
    assert (first.counts[0].figure.n, second.counts[0].figure.n) == (20, 30)


def test_findings_are_sought_by_rule_case_period_and_duty(check: Check) -> None:
    """What is asked for, in the order of the report."""
    log = HEAD + "".join(row(case, "批准", "2018-01-10") for case in "12")
    seek = check("[甲] a 批准后20日内公开，批准后30日内解读\n[乙] a 每月公开\n", log).assessment.derivations.sought
    assert [(f.case, f.duty) for f in seek(Sought("甲"), 9)] == [("1", 1), ("2", 1), ("1", 2), ("2", 2)]
    assert [(f.case, f.duty) for f in seek(Sought("甲", case="2", duty=2), 9)] == [("2", 2)]
    assert [f.period for f in seek(Sought("乙", period="2018-03"), 9)] == ["2018-03"]
    assert len(seek(Sought("甲"), 3)) == 3


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        (Sought("申"), "no ruleset checked has a rule “申”"),
        (Sought("甲", case="9"), "the rule “甲” has no finding of “9”"),
        (
            Sought("丙"),
            "the rule “丙” gave no obligation: as of 2018-12-31 the log has no approval of “b”, so no period began",
        ),
    ],
)
def test_what_is_not_there_is_said_with_the_reason(check: Check, sought: Sought, said: str) -> None:
    """An unknown rule, a case without a finding, a rule that gave nothing."""
    checked = check("[甲] a 批准后20日内公开\n[丙] b 批准后5日内公开\n", HEAD + row("1", "批准", "2018-01-10"))
    with pytest.raises(Refused) as refused:
        checked.assessment.derivations.sought(sought, 9)
    assert refused.value.diagnostics[0].title.en == said
