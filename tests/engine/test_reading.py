"""How rows of files become events: nothing is lost, nothing counts twice, evidence names the right row."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from tests.engine.conftest import Check

from compliance.diagnostics import Refused

RULE = "预决算 批准后20日内公开\n"


def test_a_ledger_and_an_event_log_say_the_same(check: Check) -> None:
    """A row a case with a column a milestone is the same as a row an event."""
    ledger = "编号,公开事项,公开主体,批准日期,公开日期\n1,预决算,A局,2018年1月10日,2018/1/30\n2,预决算,A局,2018.1.10,\n"
    events = "case,matter,agency,action,time\n1,预决算,A局,approval,2018-01-10\n1,预决算,A局,公开,2018-01-30\n2,预决算,A局,批准,20180110\n"
    assert check(RULE, ledger).verdicts == check(RULE, events).verdicts == {"1": "met", "2": "missing"}


def test_a_bad_row_is_rejected_whole_and_told_with_its_place(check: Check) -> None:
    """Half a row would look like a gap."""
    log = """编号,事项,单位,批准日期,公开日期
1,预决算,A局,2018-01-10,2018年1月32日
2,预决算,,2018-01-10,2018-01-12
3,,A局,2018-01-10,2018-01-12
4,预决算,A局,,
5,预决算,A局,2018-01-10,2018-01-12
"""
    found = check(RULE, log)
    assert found.verdicts == {"5": "met"}
    rejected = found.assessment.log.rejected
    assert [(r.row, r.column, r.value) for r in rejected] == [
        (2, "公开日期", "2018年1月32日"),
        (3, "单位", None),
        (4, "事项", None),
        (5, None, None),
    ]
    assert (found.assessment.log.rows, found.assessment.log.rejected_count, found.assessment.log.events) == (5, 4, 2)


def test_rows_that_are_equal_in_every_column_count_once(check: Check) -> None:
    """And the report says how many there were; a row that differs in a note stands for itself."""
    log = "matter,agency,action,time,note\n" + "解读,A局,解读,2018-02-01,\n" * 3 + "解读,A局,解读,2018-02-01,另一次\n"
    found = check("解读 每年解读不少于3次", log)
    assert found.findings[0].shortfall == "2 of 3"
    assert "2 条记录与同文件的另一行完全相同" in " ".join(n.zh for n in found.assessment.log.files[0].notes)


def test_equal_ledger_rows_without_a_number_are_one_case(check: Check) -> None:
    """The row stands for the case, but a row copied twice is no second case."""
    log = (
        "事项,单位,批准日期,公开日期\n"
        + "预决算,A局,2018-01-10,2018-01-12\n" * 2
        + "预决算,A局,2018-03-10,2018-03-12\n"
    )
    assert check(RULE, log).verdicts == {"#2": "met", "#4": "met"}


def test_evidence_names_the_row_of_its_file_among_several(check: Check) -> None:
    """Blank lines, quoted line breaks and other files do not shift the rows."""
    files = {
        "a.csv": "case,matter,agency,action,time\n\n1,预决算,A局,批准,2018-01-10\n",
        "b.csv": 'case,matter,agency,action,time,note\n1,预决算,A局,公开,2018-01-20,"两\n行"\n2,预决算,B局,批准,2018-01-10,\n',
    }
    found = check(RULE, files)
    sources = [(f.trigger_source, f.completed_source) for f in found.findings]
    names = [tuple((Path(s.file).name, s.row) if s else None for s in pair) for pair in sources]
    assert names == [(("a.csv", 3), ("b.csv", 2)), (("b.csv", 4), None)]


def test_events_after_the_as_of_date_are_not_seen(check: Check) -> None:
    """What came later changes nothing; the reading section counts it, and tells the last, which may be a slip of the pen."""
    log = "case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n1,预决算,A局,公开,2081-01-20\n1,预决算,A局,公开,2018-01-16\n"
    found = check(RULE, log, as_of="2018-01-15")
    assert found.verdicts == {"1": "pending"}
    (note,) = found.assessment.log.notes
    assert "2 条记录晚于检查时点" in note.zh and "第3行，2081-01-20" in note.zh


@pytest.mark.parametrize(("table", "column"), [("channels", "channel"), ("elements", "elements")])
def test_names_that_only_the_ruleset_speaks_of_are_told(check: Check, table: str, column: str) -> None:
    """Whether or not a rule asks for them."""
    log = f"case,matter,agency,action,time,{column}\n1,预决算,A局,批准,2018-01-10,政府网占\n"
    found = check(RULE, log, toml=f'[{table}]\n"政府网站" = {{}}\n')
    assert any("“政府网占”（是否为“政府网站”？）" in note.zh for note in found.assessment.log.notes)
    assert any(note.zh.startswith("规则集未收录的") and "有 1 个，" in note.zh for note in found.assessment.log.notes)


def test_a_time_with_an_offset_is_read_in_the_zone_of_the_rules(check: Check) -> None:
    """In whichever way it is written."""
    log = "case,matter,agency,action,time\n1,预决算,A局,批准,2018年1月10日 23:30:00+08:00\n"
    found = check(RULE, log, toml='[deadlines]\ntimezone = "Asia/Tokyo"\n')
    assert found["1"].trigger is not None and found["1"].trigger.lo == datetime(2018, 1, 11, 0, 30)


@pytest.mark.parametrize("number", [">7", "<7", "?7", "-7"])
def test_a_number_that_is_no_formula_is_a_number(check: Check, number: str) -> None:
    """A cell of `=` is refused, what comes beside it in the order of characters is not."""
    assert check(RULE, f"case,matter,agency,action,time\n{number},预决算,A局,批准,2018-01-10\n").verdicts == {
        number: "missing"
    }


@pytest.mark.parametrize("named", ["Rule-A", "rule-a", "ＲＵＬＥ-Ａ"])
def test_an_attestation_names_its_rule_in_letters_of_any_case_and_width(check: Check, named: str) -> None:
    """As all names are read."""
    log = f"事项,单位,环节,时间,结果\n{named},财政局,自查,2018-02-20,是\n"
    assert check("[Rule-A] 预决算 核查 “是否公开”\n", log).verdicts == {"2018-01-01/2018-12-31": "met"}


def test_names_that_no_ruleset_knows_are_counted_with_the_nearest(check: Check) -> None:
    """A slip of the pen shows; matters without a rule are told too."""
    log = "case,matter,agency,action,time\n1,预决算,财政居,批准,2018-01-10\n2,天气,财政居,公开,2018-01-20\n"
    found = check(RULE, log, toml='[agencies]\n"财政局" = {}\n')
    notes = " ".join(note.zh for note in found.assessment.log.notes)
    assert "财政居" in notes and "是否为“财政局”" in notes and "天气" in notes


@pytest.mark.parametrize("toml", ["", '[agencies]\n"财政局" = {}\n'])
def test_blanks_that_spread_a_name_over_its_cell_are_none_of_it(check: Check, toml: str) -> None:
    """Matters, agencies and actions of tables that were laid out by hand; those between words of Latin letters stay."""
    log = "编号,事项,单位,环节,时间\n1,预 决 算,财　政　局,批 准,2018-01-10\n1,预决算,财政局,公  开,2018-01-12\n"
    log += "2,预决算,A B局,批准,2018-01-10\n"
    found = check(RULE, log, toml=toml)
    assert {f.agency: str(f.verdict) for f in found.findings} == {"A B局": "missing", "财政局": "met"}
    assert not [note.zh for note in found.assessment.log.notes if "财 政" in note.zh or "没有规则涉及" in note.zh]


def test_a_name_with_blanks_that_rules_write_so_stays_one(check: Check) -> None:
    """In quotes a rule says any name."""
    found = check(
        "“双 公示” 批准后20日内公开\n", "编号,事项,单位,批准日期,公开日期\n1,双 公示,A局,2018-01-10,2018-01-12\n"
    )
    assert found.verdicts == {"1": "met"}


def test_matters_that_no_rule_speaks_of_are_told_with_the_nearest(check: Check) -> None:
    """One that holds a comma reads as one."""
    found = check(RULE, "编号,事项,单位,批准日期\n1,预决算公开,A局,2018-01-10\n2,会议、活动,A局,2018-01-10\n")
    (note,) = [note.zh for note in found.assessment.log.notes if "没有规则涉及" in note.zh]
    assert note == "2 个事项没有规则涉及，未检查：“会议、活动”、“预决算公开”（是否为“预决算”？）"


def test_aliases_of_matters_agencies_and_actions_are_one_name(check: Check) -> None:
    """A log may spell a name in any way that the ruleset knows, full-width letters too."""
    toml = '[matters]\n"预决算" = { aliases = ["部门预算"] }\n[agencies]\n"财政局" = { aliases = ["市财政局"] }\n'
    log = "case,matter,agency,action,time\nＡ1,部门预算,市财政局,审批,2018-01-10\nＡ1,预决算, 财政局 ,published,2018-01-20\n"
    found = check(RULE, log, toml=toml)
    assert [(f.agency, str(f.verdict)) for f in found.findings] == [("财政局", "met")]


@pytest.mark.parametrize(
    ("rule", "cell"),
    [
        ("预算(草案) 公开", "预算（草案）"),
        ("预算（草案） 公开", "预算（草案）"),
        ("“预算（草案）” 公开", "预算(草案)"),
        ("预算（草案） 公开；责任 PPP办", "ｐｐｐ办"),
        ("预算（草案） 公开；渠道 APP", "ＡＰＰ"),
        ("预算（草案） 公开；渠道 App 或 报纸", "公告栏；app"),
        ("预算（草案） 公开；内容 清单（全文）", "目录、清单(全文)"),
    ],
)
def test_a_name_that_no_table_declares_is_one_name_in_any_width(check: Check, rule: str, cell: str) -> None:
    """Matter, agency, channel and content are what the rule speaks of, of full or half width, in capitals or not."""
    row = {"matter": "预算（草案）", "agency": "PPP办", "channel": "", "elements": ""}
    column = "agency" if "责任" in rule else "channel" if "渠道" in rule else "elements" if "内容" in rule else "matter"
    row[column] = cell
    found = check(f"{rule}\n", f"action,time,{','.join(row)}\n公开,2018-03-01,{','.join(row.values())}\n")
    assert [str(f.verdict) for f in found.findings] == ["met"]


def test_a_ground_that_no_table_declares_releases_in_any_width(check: Check) -> None:
    """What the rule calls 过程性信息（草稿）, a log may write with other brackets."""
    rule = "预决算 公开\n    除外 过程性信息（草稿）\n"
    log = "matter,agency,action,time,exemption\n预决算,A局,报告,2018-03-01,过程性信息（草稿）\n"
    assert list(check(rule, log).verdicts.values()) == ["exempt"]
    assert list(check(rule, log.replace("（草稿）", "(草稿)")).verdicts.values()) == ["exempt"]


def test_default_grounds_release_in_any_width(check: Check) -> None:
    """A ground that stands under [exemptions.default] alone is one name, too."""
    log = "matter,agency,action,time,exemption\n预决算,A局,报告,2018-03-01,过程性信息(草稿)\n"
    toml = '[exemptions.default]\ngrounds = ["过程性信息（草稿）"]\n'
    assert list(check("预决算 公开\n", log, toml=toml).verdicts.values()) == ["exempt"]


@pytest.mark.parametrize("twins", [("征收办（住建）", "征收办(住建)"), ("征收办(住建)", "征收办（住建）")])
def test_entries_that_fold_alike_are_one_name_with_the_aliases_of_both(check: Check, twins: tuple[str, str]) -> None:
    """An alias of either entry is the agency that rules speak of."""
    toml = f'[agencies]\n"{twins[0]}" = {{ aliases = ["拆迁办"] }}\n"{twins[1]}" = {{ aliases = ["动迁办"] }}\n'
    log = "matter,agency,action,time\n预决算,拆迁办,报告,2018-03-01\n预决算,动迁办,公开,2018-03-01\n"
    found = check("预决算 公开\n    责任 征收办（住建）\n", log, toml=toml)
    assert [(f.agency, str(f.verdict)) for f in found.findings] == [(twins[1], "met")]


@pytest.mark.parametrize("mark", [";", "；", ",", "，", "、", "|", "｜"])
def test_every_mark_parts_the_names_of_a_cell(check: Check, mark: str) -> None:
    """Of full or half width, for channels, contents and conditions alike."""
    rule = "预决算 公开\n    渠道 甲 和 乙\n    内容 丙、丁\n    要求 渠道 包含 乙\n"
    log = f'matter,agency,action,time,channel,elements\n预决算,A局,公开,2018-03-01,"甲{mark}乙","丙{mark} 丁"\n'
    assert list(check(rule, log).verdicts.values()) == ["met"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("批次（含人数、金额）", "met"),
        ("团组数、批次(含人数,金额)；其他", "met"),
        ("团组数、批次（含人数）、金额", "incomplete"),
        ("各批次（含人数、金额）", "incomplete"),
    ],
)
def test_a_name_that_holds_a_comma_is_found_in_a_cell_of_several(check: Check, cell: str, expected: str) -> None:
    """What the rule puts in quotes, a log writes without; a part of it is not enough."""
    rule = "预决算 公开\n    内容 “批次（含人数、金额）”\n"
    log = f'matter,agency,action,time,elements\n预决算,A局,公开,2018-03-01,"{cell}"\n'
    found = check(rule, log)
    assert list(found.verdicts.values()) == [expected]
    told = " ".join(note.zh for note in found.assessment.log.notes)
    assert ("金额" in told) == (expected == "incomplete")


def test_agencies_asked_for_are_those_of_the_rules_in_any_width(check: Check) -> None:
    """Who names an agency on the command line need not know how the rule spells it."""
    log = "matter,agency,action,time\n预决算,ＰＰＰ办,公开,2018-03-01\n预决算,A局,公开,2018-03-01\n"
    found = check("预决算 公开\n    责任 PPP办、A局\n", log, agencies=("ppp办",))
    assert [(f.agency, str(f.verdict)) for f in found.findings] == [("PPP办", "met")]


def test_an_agency_asked_for_that_nothing_names_is_warned_of(check: Check) -> None:
    """A slip is no agency without a gap; one that the log, the manifest or a rule names is known, and each slip is told once."""
    log = "matter,agency,action,time\n预决算,A局,公开,2018-03-01\n"
    toml = '[agencies]\n"财政局" = { aliases = ["财政所"] }\n'
    asked = ("Ａ局", "财政所", "审计局", "财证局", "财证局", "无关方")
    found = check("预决算 公开\n    责任 A局、财政局、审计局\n", log, toml=toml, agencies=asked)
    told = [w for w in found.assessment.warnings if w.code == "usage/agency"]
    assert [w.severity for w in told] == ["warning", "warning"]
    assert "“财证局”" in told[0].title.zh and told[0].hint and told[0].hint.zh == "是否为“财政局”？"
    assert "“无关方”" in told[1].title.zh and told[1].hint and "--agency" in told[1].hint.zh
    assert not check("预决算 公开\n", log).assessment.warnings


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1", "1\t"),
        ("1", "\x0c1"),
        ("1", "1\x0b"),
        ("1", "1\x85"),
        ("1", "\u20281"),
        ("1", "1\ue5e5"),
        ("A局", "A局\ue5e5"),
        ("1", "\ufeff1"),
        ("1", "\u200b1\u2060"),
        ("A局", "A\u200b局"),
        ("A局", "\ufeffA局"),
        ("预决算", "预\u00ad决算"),
        ("公开", "公\u200d开"),
        ("A局", "A局\ufe00"),
        ("A局", "A\U000e0100局"),
        ("A局", "A局\u3164"),
        ("A局", "A局\u2800"),
        ("1", "1\U000e0041"),
        ("预决算", "预\u034f决算"),
    ],
)
def test_characters_that_nobody_sees_make_no_other_name(check: Check, cell: str, said: str) -> None:
    """Whoever reads the log sees one case; it comes with what is copied, and would be a gap that is none."""
    log = "编号,事项,单位,环节,时间\n1,预决算,A局,批准,2018-01-10\n1,预决算,A局,公开,2018-01-12\n"
    before, last = log[: log.index("\n1,预决算,A局,公开")], "\n1,预决算,A局,公开,2018-01-12\n"
    found = check(RULE, before + last.replace(cell, said, 1))
    assert found.verdicts == {"1": "met"}
    assert [(f.agency, f.matter) for f in found.findings] == [("A局", "预决算")]


@pytest.mark.parametrize("cell", ["\t", "\u200b", "\u200e\ufeff", "\x0c", "\ue5e5", "\u3000\t"])
def test_a_milestone_of_which_nothing_is_seen_is_empty(check: Check, cell: str) -> None:
    """Exports put a tabulator into every cell; a row of a ledger is not lost for one that has no date yet."""
    log = f"编号,事项,单位,批准日期,公开日期,备注\n1,预决算,A局,2018-01-10,{cell},\n2,预决算,A局,{cell},{cell},\n"
    found = check(RULE, log)
    assert found.verdicts == {"1": "missing"}
    assert [(r.row, r.column, r.value, r.reason.en) for r in found.assessment.log.rejected] == [
        (3, None, None, "no time is stated")
    ]


def test_an_agency_of_which_nothing_is_seen_is_empty(check: Check) -> None:
    """Such a row is no row of a nameless agency."""
    log = "编号,事项,单位,批准日期,公开日期\n1,预决算,\u200b,2018-01-10,\n2,预决算,A局,2018-01-10,2018-01-12\n"
    found = check(RULE, log)
    assert (found.verdicts, [(r.row, r.column) for r in found.assessment.log.rejected]) == ({"2": "met"}, [(2, "单位")])


def test_rows_below_a_header_in_another_order_are_not_read_by_the_first(check: Check) -> None:
    """Tables under each other: a publication would be taken for an approval, and the case for late or missing."""
    log = """编号,事项,单位,批准日期,公开日期
1,预决算,A局,2018-01-10,2018-01-12
编号,事项,单位,公开日期,批准日期
2,预决算,A局,2018-01-12,2018-01-10
3,,A局,2018-01-12,2018-01-10
"""
    found = check(RULE, log)
    assert found.verdicts == {"1": "met"}
    rejected = found.assessment.log.rejected
    assert [(r.row, r.column) for r in rejected] == [(3, "批准日期"), (4, None), (5, "事项")]
    assert "row 3 is another header" in rejected[1].reason.en
    assert found.assessment.log.rejected_count == 3


def test_rows_below_the_header_of_another_table_are_not_read_by_the_first(check: Check) -> None:
    """二、依申请公开 below 一、主动公开: what was asked on a day was read as approved on it, and the reply as a publication."""
    log = """编号,事项,单位,批准日期,公开日期
1,预决算,A局,2018-01-10,2018-01-12
编号,公开事项,单位,申请日期,答复日期
2,预决算,A局,2018-01-10,2018-03-12
"""
    found = check(RULE, log)
    assert found.verdicts == {"1": "met"}
    assert [(r.row, r.column) for r in found.assessment.log.rejected] == [(3, "批准日期"), (4, None)]


@pytest.mark.parametrize(
    "odd",
    [
        "编号,事项,单位,批准日期,公开日期",
        "编号,事项,单位,批准时间,公开时间",
        "2,预决算,A局,公开日期,2018-01-12",
        "2,预决算,A局,见公开日期,2018-01-12",
    ],
)
def test_a_repeated_header_or_a_slip_costs_its_own_row_alone(check: Check, odd: str) -> None:
    """Only a row that names columns, and in another order, says that another table begins."""
    log = f"编号,事项,单位,批准日期,公开日期\n1,预决算,A局,2018-01-10,2018-01-12\n{odd}\n3,预决算,A局,2018-01-10,2018-03-12\n"
    found = check(RULE, log)
    assert (found.verdicts, found.assessment.log.rejected_count) == ({"1": "met", "3": "late"}, 1)


def test_an_event_log_below_another_header_is_rejected_too(check: Check) -> None:
    """Its time column has the name of another one."""
    log = """编号,事项,单位,环节,时间
1,预决算,A局,批准,2018-01-10
1,预决算,A局,公开,2018-01-12
编号,事项,单位,时间,环节
2,预决算,A局,2018-01-10,批准
"""
    found = check(RULE, log)
    assert (found.verdicts, [r.row for r in found.assessment.log.rejected]) == ({"1": "met"}, [4, 5])


def test_a_file_that_gives_no_event_is_refused(check: Check) -> None:
    """With the first reason why."""
    with pytest.raises(Refused) as refused:
        check(RULE, "case,matter,agency,action,time\n1,预决算,A局,批准,明天\n")
    (problem,) = refused.value.diagnostics
    assert problem.code == "log/no-event" and problem.hint and "第 2 行" in problem.hint.zh


def test_what_stands_in_rejected_rows_is_no_name(check: Check) -> None:
    """A header that comes again on the next page names no matter that nobody checked."""
    found = check(
        RULE, "编号,事项,单位,批准日期\n1,预决算,财政局,2018-01-10\n编号,事项,单位,批准日期\n", as_of="2018-02-05"
    )
    assert found.assessment.log.rejected_count == 1
    assert not [note.zh for note in found.assessment.log.notes if "没有规则涉及" in note.zh or "原样保留" in note.zh]


def test_totals_equal_the_findings(check: Check) -> None:
    """The summary, the agencies and the list of findings are one count."""
    from tests.engine.test_case_duties import CASES

    found = check("预决算 批准后20日内公开\n    除外 国家秘密\n", CASES)
    counted = Counter(f.verdict for f in found.findings)
    summary = found.assessment.summary
    assert {v: n for v, n in summary.verdicts.items() if n} == dict(counted)
    assert summary.obligations == len(found.findings) == sum(a.obligations for a in found.assessment.agencies)
    assert summary.gaps == 4


def test_a_period_or_an_end_that_cannot_be_read_is_told(check: Check) -> None:
    """The gap of 上季度 said that the log has no record, and nothing said why it did not count."""
    rule = "收支 publish quarterly within 15 days, 征求意见不少于20日\n"
    rows = (
        "公开,2018-04-01,上季度,",
        "公开,2018-07-02,2018年二季度,",
        "征求意见,2018-03-01,,2018-02-30",
        "公开,2018-10-01,,",
    )
    log = "matter,agency,action,time,period,until\n" + "".join(f"收支,A局,{row}\n" for row in rows)
    found = check(rule, log)
    assert [found.verdicts[f"2018Q{n}"] for n in (1, 2, 3)] == ["missing", "met", "met"]
    said = " ".join(note.en for note in found.assessment.log.notes)
    assert "1 cell text(s) state no period, so that their records count for none: “上季度”" in said
    assert "1 cell text(s) state no time until when, and are taken as left empty: “2018-02-30”" in said
    assert "上季度" not in " ".join(note.en for note in check("收支 每季度公开\n", log).assessment.log.notes)


def test_a_condition_finds_a_name_that_holds_a_comma(check: Check) -> None:
    """As `containing` does: 县（市、区）名单 was two names to a condition and neither was meant."""
    rule = '名录 批准后5日内公开\n    适用 elements contains "县（市、区）名单"\n'
    cells = ("县（市、区）名单、案由", "“县（市、区）名单”", '"案由,各县(市、区)名单"', "案由", "县（市")
    rows = "".join(f"{n},名录,A局,批准,2018-02-01,{cell}\n" for n, cell in enumerate(cells, 1))
    toml = '[elements]\n"县（市、区）名单" = { aliases = ["各县（市、区）名单"] }\n'
    for declared, told in (("", ["1"]), (toml, ["1", "3"])):
        assert [
            f.case for f in check(rule, "case,matter,agency,action,time,elements\n" + rows, toml=declared).findings
        ] == told


def test_a_nul_byte_far_down_rejects_its_row(check: Check) -> None:
    """Where the database scans a file as it stands it would be a part of the name."""
    head = "case,matter,agency,action,time\n"
    far = "".join(f"{n},别的,A局,批准,2018-01-10\n" for n in range(10_000))
    found = check(RULE, f"{head}{far}1,预决算,A\0局,批准,2018-01-10\n2,预决算,A局,批准,2018-01-10\n")
    assert [(r.row, "NUL" in r.reason.en) for r in found.assessment.log.rejected] == [(10_002, True)]
    assert found.verdicts == {"2": "missing"}


def test_a_month_may_be_stated_as_databases_number_it_and_a_blank_is_no_period(check: Check) -> None:
    """What is published without a period is of the period before."""
    log = "matter,agency,action,time,period\na,A局,公开,2018-03-10, \na,A局,公开,2018-06-10,201805\n"
    found = check("a 每月结束后15日内公开\n", log, as_of="2018-06-30")
    assert {k: v for k, v in found.verdicts.items() if v == "met"} == {"2018-02": "met", "2018-05": "met"}
    assert not found.assessment.log.notes
