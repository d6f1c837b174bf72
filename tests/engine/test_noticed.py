"""What is told of a log without being asked: verdicts hang on how it is read, and it may be meant otherwise."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from tests.engine.conftest import Check, Checked

RULE = "预决算 批准后20日内公开\n"
HEADER = "case,matter,agency,action,time\n"
BOTH = "1,预决算,A局,批准,2018-01-10\n1,预决算,A局,公开,2018-01-12\n"


def told(found: Checked, word: str) -> list[str]:
    """The notes with a word in them."""
    return [note.zh for note in found.assessment.log.notes if word in note.zh]


def test_days_that_databases_write_for_none(check: Check) -> None:
    """They make a case late by a century, and a publication one that came before its trigger."""
    log = "编号,事项,单位,批准日期,公开日期\n1,预决算,A局,1900-01-01,2018-01-10\n2,预决算,A局,2018-01-10,1970-01-01 00:00:00\n"
    (note,) = told(check(RULE, log), "数据库")
    assert note.startswith("2 个时间是1900-01-01或1970-01-01") and "第2行" in note
    assert not told(check(RULE, log.replace("1900-01-01", "1900").replace("1970-01-01", "1970-01-02")), "数据库")


@pytest.mark.parametrize("midnight", ["2018/3/31 0:00", "2018-03-31 00:00:00.000", "2018-03-31T00:00:00"])
def test_promised_days_that_a_spreadsheet_saved_with_midnight(check: Check, midnight: str) -> None:
    """What was done on the day is late: whoever disputes that may see why. One alone may be meant."""
    row = "{},规划,A局,2018-03-01,2018-03-31 10:00,{}\n"
    head = "编号,事项,单位,申请日期,答复日期,承诺期限\n"
    rule = "规划 申请后按其承诺期限答复\n"
    (note,) = told(check(rule, head + row.format(1, midnight) + row.format(2, midnight)), "零点")
    assert note.startswith("“承诺期限”有 2 个写作零点整") and "第2行" in note
    assert not told(check(rule, head + row.format(1, midnight) + row.format(2, "2018-03-31")), "零点")
    assert not told(check(rule, head + row.format(1, "2018-03-31 10:00") + row.format(2, "2018-03-31 20:00")), "零点")


def test_dates_that_a_spreadsheet_saved_with_midnight(check: Check) -> None:
    """They are read as they stand, so that what was published on the day comes before its trigger: whoever disputes that may see why."""
    saved = "2,预决算,A局,批准,2018-01-10 09:30\n2,预决算,A局,公开,2018/1/10 0:00\n3,预决算,A局,批准,2018/1/11 0:00\n"
    files = {"a.csv": HEADER + BOTH, "b.csv": HEADER + saved, "c.csv": HEADER + saved.replace("A局", "B局")}
    found = check(RULE, files)
    assert found.verdicts["2"] == "missing missing"
    (note,) = told(found, "零点")
    assert note.startswith("4 个时间写作零点整") and "b.csv第3行，另有1个文件" in note


@pytest.mark.parametrize(
    "times",
    [
        pytest.param(["2018-01-10", "2018-01-11", "2018-01-12"], id="no time of day"),
        pytest.param(["2018-01-10 00:00", "2018-01-11", "2018-01-12 24:00"], id="one"),
        pytest.param(
            ["2018-01-10 00:00"] * 2 + [f"2018-01-11 09:{n:02}" for n in range(20)], id="fewer than one in ten"
        ),
    ],
)
def test_midnight_by_chance(check: Check, times: list[str]) -> None:
    """Something may well happen at midnight."""
    log = HEADER + "".join(f"{n},预决算,A局,批准,{time}\n" for n, time in enumerate(times))
    assert not told(check(RULE, log), "零点")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("财预〔2018〕1号", "财预[2018]1号"),
        ("财预〔2018〕1号", "财预（2018）1 号"),
        ("财预〔2018〕1号", "财预〔2018〕第1号"),
        ("财预〔2018〕1号", "财预〔２０１８〕1"),
        ("2018-1", "2018－1"),
        ("2018-1", "2018—1"),
        ("001", "1"),
        ("1.0", "1"),
    ],
)
def test_numbers_of_cases_that_are_written_in_two_ways(check: Check, one: str, other: str) -> None:
    """They are two cases, and what was published is missing: the report names both with their rows."""
    found = check(RULE, f"{HEADER}{one},预决算,A局,批准,2018-01-10\n{other},预决算,A局,公开,2018-01-12\n")
    assert list(found.verdicts.values()) == ["missing"]
    (note,) = told(found, "写法不同")
    assert note.startswith("1 组") and f"第2行的“{one}”和" in note and f"第3行的“{other}”" in note


@pytest.mark.parametrize(
    ("one", "other", "agency"),
    [
        ("财预〔2018〕1号", "财预〔2018〕11号", "A局"),
        ("财预〔2018〕1号", "财预〔20181〕号", "A局"),
        ("2018-1", "20181", "A局"),
        ("10", "1", "A局"),
        ("0", "00a", "A局"),
        ("001", "1", "B局"),
    ],
)
def test_numbers_of_two_cases(check: Check, one: str, other: str, agency: str) -> None:
    """No words are made of those that differ, nor of those of two agencies."""
    log = f"{HEADER}{one},预决算,A局,批准,2018-01-10\n{other},预决算,{agency},公开,2018-01-12\n"
    assert not told(check(RULE, log), "写法不同")


def agencies(*names: str) -> str:
    """A log of one case for each name."""
    return HEADER + "".join(f"{n},预决算,{name},批准,2018-12-10\n" for n, name in enumerate(names))


@pytest.mark.parametrize(
    ("called", "toml", "is_told"),
    [
        (["市公安局", "公安局"], "", True),
        (["同江市公安局", "公 安 局"], "", True),
        (["公安局（牵头）", "公安局"], "", True),
        (["市公安局", "县公安局"], "", False),
        (["（原）公安局", "公安局"], "", False),
        (["体育教育局", "教育局"], "", False),
        (["市公安局", "公安局"], '[agencies]\n"公安局" = { aliases = ["市公安局"] }\n', False),
        (["市公安局", "公安局"], '[agencies]\n"公安局" = {}\n"市公安局" = {}\n', False),
        (["市公安局", "公安局"], '[agencies]\n"公安局" = {}\n', True),
    ],
)
def test_agencies_that_may_be_one(check: Check, called: list[str], toml: str, is_told: bool) -> None:
    """One with a place before it, or a remark behind, and one without; those that the ruleset tells apart are two."""
    notes = told(check(RULE, agencies(*called), toml=toml), "可能指同一单位")
    assert bool(notes) == is_told
    assert not notes or f"“{called[0]}”和“公安局”" in notes[0]


def test_agencies_that_may_be_one_in_english(check: Check) -> None:
    """A name is quoted as it stands, whatever is in it."""
    notes = [note.en for note in check(RULE, agencies("和平区公安局", "公安局")).assessment.log.notes]
    assert any("“和平区公安局” and “公安局”" in note for note in notes)


def test_a_file_that_lies_there_twice(check: Check) -> None:
    """All of it counts twice; a ledger without numbers shows it by its bytes alone."""
    ledger = "事项,单位,批准日期\n预决算,A局,2018-01-10\n"
    files = {"a.csv": ledger, "a - 副本.csv": ledger, "b.csv": ledger.replace("A局", "B局")}
    found = check(RULE, files | {f"空{n}.csv": "事项,单位,批准日期\n" for n in range(2)})
    (note,) = told(found, "内容完全相同")
    assert note.startswith("2 个文件") and "a.csv、" in note and "a - 副本.csv。" in note and "另有" not in note
    assert not told(found, "都有")


def workbook(*sheets: str) -> bytes:
    """A workbook of ledgers, each of one case on a day of its own."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for day, name in enumerate(sheets, 1):
        sheet = book.create_sheet(name)
        sheet.append(["事项", "单位", "案件编号", "批准日期"])
        sheet.append(["预决算", "A局", str(day), date(2018, 1, day)])
    book.save(out)
    return out.getvalue()


def test_sheets_of_one_workbook_are_no_copies_of_each_other(check: Check) -> None:
    """They lie in the same file; the file itself may lie there twice."""
    book = workbook("一季度", "二季度")
    assert not told(check(RULE, {"台账.xlsx": book}), "内容完全相同")
    (note,) = told(check(RULE, {"台账.xlsx": book, "台账 - 副本.xlsx": book}), "内容完全相同")
    assert note.startswith("2 个文件") and "台账.xlsx、" in note and "一季度" not in note


def test_events_that_stand_in_two_files(check: Check) -> None:
    """The same ledger as another kind of file, or a row that was handed on."""
    found = check(
        RULE, {"a.csv": HEADER + BOTH, "b.csv": HEADER + BOTH.splitlines()[0] + "\n2,预决算,A局,批准,2018-01-10\n"}
    )
    (note,) = told(found, "都有")
    assert note.startswith("1 条记录") and "a.csv第2行和" in note and "b.csv第2行" in note
    assert not told(found, "内容完全相同")


WEEKLY = "价格 每周公开\n"
PRICES = "matter,agency,action,time\n价格,A局,公开,2018-01-03\n价格,A局,公开,2018-01-10\n"


@pytest.mark.parametrize(("as_of", "due"), [("2018-12-31", 50), ("2018-02-20", 5), ("2018-02-09", None)])
def test_a_log_that_ends_early(check: Check, as_of: str, due: int | None) -> None:
    """What is due behind its end is missing: most likely nobody wrote it down yet."""
    notes = told(check(WEEKLY, PRICES, as_of=as_of), "最后一条记录是2018-01-10")
    assert [f"有 {due} 项未公开" in note for note in notes] == [True] * (due is not None)


def test_a_log_that_ends_when_everything_was_due(check: Check) -> None:
    """What is missing was due before its end, or nothing is missing."""
    assert not told(
        check(RULE, HEADER + BOTH + "2,预决算,A局,公开,2018-03-10\n3,预决算,A局,批准,2018-01-10\n"), "最后一条记录"
    )
    assert not told(check(RULE, HEADER + "1,预决算,A局,批准,2018-12-10\n", as_of="2018-12-29"), "最后一条记录")


MONTHLY = "matter,agency,action,time\n价格,A局,公开,2018-01\n价格,A局,公开,2018年2月\n"


def test_a_log_whose_last_record_is_a_month(check: Check) -> None:
    """It was kept until the end of that month, of which its first day is not what the log says."""
    (note,) = told(check("价格 每月公开\n", MONTHLY, as_of="2018-12-31"), "最后一条记录是2018-02，有 10 项")
    assert "--as-of 2018-02-28 指明" in note
    assert not told(check("价格 每月公开\n", MONTHLY, as_of="2018-03-20"), "最后一条记录")


def test_a_month_that_lies_outside_or_ahead_is_told_as_a_month(check: Check) -> None:
    """Not as its first day."""
    found = check(RULE, HEADER + "1,预决算,A局,批准,2017年3月\n2,预决算,A局,批准,2019年3月\n", as_of="2018-12-31")
    assert told(found, "1 条起算的记录")[0].endswith("最早的是2017-03）")
    assert told(found, "1 条记录晚于检查时点")[0].endswith("，2019-03）")


def test_an_agency_cell_that_holds_several(check: Check) -> None:
    """It is an agency that nobody is; one that the ruleset declares so is one."""
    log = agencies("公安局、交通局", "公安局")
    (note,) = told(check(RULE, log), "像是有几个单位")
    assert "“公安局、交通局”" in note
    (note,) = told(check(RULE, agencies("公安局 交通局", "公安局", "交通局", "市 交通局")), "像是有几个单位")
    assert note.startswith("1 个") and "“公安局 交通局”" in note
    declared = '[agencies]\n"公安局、交通局" = {}\n'
    assert not told(check(RULE, log, toml=declared), "像是有几个单位")


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ("示例,预决算,A局,批准,2018-12-10", True),
        ("（例）,预决算,A局,批准,2018-12-10", True),
        ("1,预决算,××局,批准,2018-12-10", True),
        ("1,预决算,某某局,批准,2018-12-10", True),
        ("1,预决算,XX局,批准,2018-12-10", True),
        ("1,预决算（示例）,A局,批准,2018-12-10", True),
        ("例会1,预决算,A局,批准,2018-12-10", False),
        ("1,预决算,AXX公司,批准,2018-12-10", False),
    ],
)
def test_rows_that_show_how_a_form_is_filled_in(check: Check, row: str, is_told: bool) -> None:
    """They were left in it, and an agency that nobody is has a gap."""
    notes = told(check(RULE, f"{HEADER}{BOTH}{row}\n"), "像是填表的示例")
    assert ["1 条记录" in note and "第4行" in note for note in notes] == [True] * is_told


EVENTS = "matter,agency,action,time\n"
TWICE = "预决算,A局,批准,2018-01-10\n预决算,A局,批准,2018-01-20\n预决算,A局,公开,2018-01-22\n"


def test_events_without_a_case_number_that_begin_several_times(check: Check) -> None:
    """One publication makes both met: a report that is right by the letter, and an auditor is told why it may be wrong."""
    found = check(RULE, EVENTS + TWICE)
    assert [str(f.verdict) for f in found.findings] == ["met", "met"]
    (note,) = told(found, "没有案件编号")
    assert "1 个单位的事项起算不止一次" in note and "从" in note and "log.csv第2行起共2次" in note


@pytest.mark.parametrize(
    "log",
    [
        pytest.param(EVENTS + "预决算,A局,批准,2018-01-10\n预决算,B局,批准,2018-01-20\n", id="of two agencies"),
        pytest.param(
            EVENTS + "预决算,A局,批准,2018-01-10\n预决算,A局,公开,2018-01-12\n预决算,A局,公开,2018-01-20\n", id="acts"
        ),
        pytest.param(
            "事项,单位,批准日期\n预决算,A局,2018-01-10\n预决算,A局,2018-01-20\n", id="a ledger's rows are cases"
        ),
        pytest.param(HEADER + BOTH + "2,预决算,A局,批准,2018-01-20\n", id="each with a number"),
    ],
)
def test_cases_that_begin_once(check: Check, log: str) -> None:
    """Other events, other agencies and other numbers begin nothing again."""
    found = check(RULE, log)
    assert not told(found, "没有案件编号") and not told(found, "起算不止一次")


def test_numbers_that_begin_several_times(check: Check) -> None:
    """A ledger whose numbers were copied down."""
    log = "编号,事项,单位,批准日期,公开日期\n7,预决算,A局,2018-01-10,\n7,预决算,A局,2018-01-20,2018-01-22\n8,预决算,A局,2018-01-20,\n"
    (note,) = told(check(RULE, log), "起算不止一次")
    assert note.startswith("1 个案件编号") and "第2行的“7”，共2次" in note


LISTED = '[agencies]\n"A局" = {}\n"B局" = { aliases = ["乙局"] }\n"C局" = {}\n'


@pytest.mark.parametrize(
    ("called", "asked", "absent"),
    [
        (["A局", "乙局"], {}, "C局"),
        (["A局", "B局", "C局"], {}, None),
        (["A局"], {}, None),
        (["A局", "B局"], {"roster": True}, None),
        (["A局", "B局"], {"agencies": ("A局",)}, None),
    ],
)
def test_agencies_of_the_ruleset_that_no_record_names(
    check: Check, called: list[str], asked: dict[str, Any], absent: str | None
) -> None:
    """One that handed in nothing has no gap, unless it is asked for; an agency that checks itself is alone."""
    notes = told(check(RULE, agencies(*called), toml=LISTED, **asked), "没有核查")
    assert [f"1 个在台账里没有记录，没有核查：{absent}。" in note for note in notes] == [True] * (absent is not None)


@pytest.mark.parametrize(
    ("other", "toml", "is_told"),
    [
        ("1,预决算,B局,公开,2018-01-12", "", True),
        ("1,预决算,B局,公开,2018-01-12", '[log]\ncases = "shared"\n', False),
        ("1,预决算,B局,批准,2018-01-12", "", False),
        ("2,预决算,B局,公开,2018-01-12", "", False),
        ("1,预决算,A局,公开,2018-01-12", "", False),
    ],
)
def test_a_number_that_another_agency_goes_on_with(check: Check, other: str, toml: str, is_told: bool) -> None:
    """The office that runs the site publishes for all; agencies that count for themselves have the same numbers by chance."""
    notes = told(check(RULE, f"{HEADER}1,预决算,A局,批准,2018-01-10\n{other}\n", toml=toml), "由一个单位起算")
    assert ["“1”：" in note and "第2行和" in note for note in notes] == [True] * is_told


@pytest.mark.parametrize(
    ("rule", "log", "columns"),
    [
        (
            RULE,
            "编号,事项,单位,批准日期,挂网日期,posted_at\n1,预决算,A局,2018-01-10,2018-01-12,\n",
            "“挂网日期”、“posted_at”",
        ),
        (RULE, "文号,事项,单位,日期,挂网时间\n1,预决算,A局,2018-01-10,2018-01-12\n", "“挂网时间”"),
        (RULE, "编号,事项,单位,批准日期,公开日期,进度,update\n1,预决算,A局,2018-01-10,2018-01-12,,\n", None),
        (
            "预决算 批准后按其承诺日期公开\n",
            "编号,事项,单位,批准日期,承诺日期\n1,预决算,A局,2018-01-10,2018-01-12\n",
            None,
        ),
        (RULE, "编号,事项,单位,环节,时间,录入时间\n1,预决算,A局,批准,2018-01-10,2018-01-12\n", None),
        (RULE, "编号,事项,单位,批准日期,公开日其\n1,预决算,A局,2018-01-10,2018-01-12\n", None),
        (
            RULE,
            "编号,事项,单位,批准日期,首次公开日期,公开日期\n1,预决算,A局,2018-01-10,2018-01-12,2018-03-12\n",
            "“首次公开日期”",
        ),
        (RULE, "编号,事项,单位,批准日期,应公开日期,公开日期\n1,预决算,A局,2018-01-10,2018-01-12,2018-03-12\n", None),
    ],
)
def test_columns_that_look_like_the_date_of_a_step(check: Check, rule: str, log: str, columns: str | None) -> None:
    """Of a ledger or a list of publications, unless a rule names them or a warning tells what they nearly are."""
    notes = told(check(rule, log), "没有认出是哪一环节")
    assert [f"不算作办理：{columns}。" in note for note in notes] == [True] * (columns is not None)


@pytest.mark.parametrize(
    ("bare", "is_told"),
    [
        (",预决算,A局,公开,2018-01-12", True),
        (",预决算,B局,公开,2018-01-12", False),
        (",决算,A局,公开,2018-01-12", False),
        (",预决算,A局,自查,2018-01-12", False),
    ],
)
def test_rows_without_a_number_among_those_with_one(check: Check, bare: str, is_told: bool) -> None:
    """Cells that were left empty below the first row of a case: they are a case of their own."""
    found = check(RULE, f"{HEADER}1,预决算,A局,批准,2018-01-10\n{bare}\n")
    assert found.verdicts["1"] == "missing"
    assert ["1 条记录没有编号" in note and "第3行" in note for note in told(found, "没有编号的另算")] == [
        True
    ] * is_told


@pytest.mark.parametrize(
    ("rule", "never"),
    [
        (RULE, "1 个在台账里一条记录也没有：“公开”。"),
        ("预决算 批准后20日内公开，30日内解读\n", "2 个在台账里一条记录也没有：“公开”、“解读”。"),
        ("决算 批准后20日内公开\n", None),
        ("预决算 形成后20日内公开\n", None),
        ("预决算 批准后20日内登记\n", None),
    ],
)
def test_steps_of_which_there_is_not_a_single_record(check: Check, rule: str, never: str | None) -> None:
    """A column that nobody recognised, or another word for it: everything is missing. Not of what the log never begins."""
    log = "编号,事项,单位,批准日期,登记日期,是否公开\n1,预决算,A局,2018-01-10,2018-01-12,是\n"
    notes = told(check(rule, log, toml='[actions]\n"登记" = {}\n'), "一条记录也没有")
    assert [never in note for note in notes if never] == [True] * (never is not None) and bool(notes) == (
        never is not None
    )


@pytest.mark.parametrize(
    ("other", "rules", "is_told"),
    [
        ("1,预决算,A局,公示,2018-01-12", RULE, True),
        ("1,预决算,A局,上墙,2018-01-12", RULE, True),
        ("1,预决算,A局,受理,2018-01-02", RULE, False),
        ("1,预决算,B局,公示,2018-01-12", RULE, False),
        ("1,预决算,A局,公示,2018-01-12", RULE + "预决算 批准后5日内公示\n", False),
        ("1,预决算,A局,公示,2018-01-12\n1,预决算,A局,公开,2018-01-13", RULE, False),
    ],
)
def test_what_is_missing_may_be_there_by_another_name(check: Check, other: str, rules: str, is_told: bool) -> None:
    """A step that no rule of the matter speaks of, in the case and not before what began it."""
    found = check(rules, f"{HEADER}1,预决算,A局,批准,2018-01-10\n2,预决算,A局,批准,2018-01-10\n{other}\n")
    notes = told(found, "没有把它算作办理")
    assert ["有 1 项，同一案件另有" in note and "第4行" in note for note in notes] == [True] * is_told


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        ("1,预决算,A局,公开,2018-01-32", True),
        ("1,预决算,A局,公开,", True),
        ("1,预决算,A局,公开,2018-01-32\n1,预决算,A局,公开,2018-01-12", False),
        ("1,预决算,A局,公开,2018-01-32\n1,预决算,A局,公开,2018-03-12", True),
        ("3,预决算,A局,公开,2018-01-32", False),
        ("1,预决算,B局,公开,2018-01-32", False),
        ("1,天气,A局,公开,2018-01-32", False),
    ],
)
def test_what_closes_a_gap_may_stand_in_a_row_that_could_not_be_read(check: Check, other: str, is_told: bool) -> None:
    """Of the same case; a row of another one says nothing of it."""
    found = check(RULE, f"{HEADER}1,预决算,A局,批准,2018-01-10\n2,预决算,A局,批准,2018-01-10\n{other}\n")
    notes = told(found, "未能读取的行")
    assert ["有 1 项" in note and "第4行" in note for note in notes] == [True] * is_told


@pytest.mark.parametrize(
    ("other", "rules", "toml", "is_told"),
    [
        ("2,预决算,A局,公开,2018-01-12", RULE, "", True),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,A局,批准,", RULE, "", True),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,A局,批准,2018-01-10", RULE, "", False),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,A局,批准,2031-01-10", RULE, "", False),
        ("2,预决算,A局,受理,2018-01-12", RULE, "", False),
        ("2,天气,A局,公开,2018-01-12", RULE, "", False),
        (",预决算,A局,公开,2018-01-12", RULE, "", False),
        ("2,预决算,A局,公开,2018-01-12", RULE + "预决算 每月公开\n", "", False),
        ("2,预决算,A局,公开,2018-01-12", "预决算 批准前公开\n", "", False),
        ("2,预决算,A局,公开,2018-01-12", RULE + "预决算 决定后5日内公开\n", "", True),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,A局,决定,2018-01-10", RULE + "预决算 决定后5日内公开\n", "", False),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,B局,批准,2018-01-10", RULE, "", True),
        ("2,预决算,A局,公开,2018-01-12\n2,预决算,B局,批准,2018-01-10", RULE, '[log]\ncases = "shared"\n', False),
    ],
)
def test_cases_that_nothing_begins(check: Check, other: str, rules: str, toml: str, is_told: bool) -> None:
    """Nobody is judged where the day is left out from which a deadline runs, though the log has it of other cases."""
    found = check(rules, f"{HEADER}1,预决算,A局,批准,2018-01-10\n{other}\n", toml=toml)
    notes = told(found, "没有起算的记录")
    assert ["1 件" in note and "“批准”" in note and "第3行" in note for note in notes] == [True] * is_told


def test_cases_that_nothing_begins_anywhere(check: Check) -> None:
    """A log that never has what begins a case is told of otherwise: its rules are named as those that nothing triggers."""
    found = check(RULE, HEADER + "1,预决算,A局,公开,2018-01-10\n")
    assert not told(found, "没有起算的记录") and len(found.assessment.not_triggered) == 1


def test_cases_that_nothing_begins_are_counted_once(check: Check) -> None:
    """However many steps of theirs rules ask for."""
    rules = RULE + "预决算 决定后5日内答复\n"
    rows = "1,预决算,A局,批准,2018-01-10\n1,预决算,A局,决定,2018-01-10\n2,预决算,A局,答复,2018-01-12\n2,预决算,A局,公开,2018-01-12\n"
    (note,) = told(check(rules, HEADER + rows), "没有起算的记录")
    assert note.startswith("1 件") and "“批准”、“决定”" in note


@pytest.mark.parametrize(
    ("named", "value", "meant"),
    [
        ("级别 属于 (特别重大、重大)", "重 大", "重大"),
        ("级别 属于 (特别重大、重大)", "“重大”", "重大"),
        ("级别 属于 (特别重大、重大)", "重大级", "重大"),
        ("级别 属于 (特别重大、重大)", "特大", "特别重大"),
        ("级别 属于 (特别重大、重大)", "重大", None),
        ("级别 属于 (特别重大、重大)", "较大", None),
        ("级别 = 重大", "特别重大", None),
        ("级别 = 特别重大", "重大", None),
        ("级别 = 特别重大", "大", None),
        ("级别 = I级", "II级", None),
        ("级别 = 二级", "十二级", None),
        ("级别 = 十二级", "二级", None),
        ("级别 = 类别1", "类别12", None),
        ("级别 = 第十二级", "第二级", None),
        ("级别 != 涉密", "涉密件", "涉密"),
        ("非 级别 = 是", "√", "是"),
        ("级别 = 否", "N", "否"),
        ("级别 = 是", "否", None),
        ("级别 = 是", "", None),
        ("级别 = 是", "，", None),
        ("级别 包含 重大", "重 大", None),
        ("级别 = 5", "5 5", None),
        ("单位 = A局", "A局机关", None),
    ],
)
def test_values_that_nearly_are_what_a_condition_names(check: Check, named: str, value: str, meant: str | None) -> None:
    """What says the same in other words is another value all the same; what is another value is not told."""
    column, cell = ("单位", "级别") if "单位" in named else ("级别", "单位")
    log = f'case,matter,{column},{cell},action,time\n1,预决算,"{value}",A局,批准,2018-01-10\n2,采购,重 大,A局,批准,2018-01-10\n'
    notes = told(check(f"预决算 批准后20日内公开 适用 {named}\n", log), "相近而不相同")
    assert [f"“{column}”的“{value}”（规则里是“{meant}”），如" in note for note in notes] == [True] * (meant is not None)


@pytest.mark.parametrize(
    ("rules", "toml", "is_told"),
    [
        ("预决算 批准后20日内公开 责任 A局、C局\n", "", True),
        ("预决算 批准后20日内公开 责任 A局、B局\n", "", False),
        ("预决算 批准后20日内公开 责任 A局\n预决算 批准后30日内解读\n", "", False),
        ("预决算 批准后20日内公开\n采购 批准后20日内公开 责任 A局\n", "", False),
        ("预决算 批准后20日内公开 责任 A局\n", '[log]\ncases = "shared"\n', False),
        ("预决算 批准后20日内公开 责任 A局\n", '[agencies]\n"A局" = { aliases = ["B局"] }\n', False),
    ],
)
def test_agencies_that_begin_what_rules_ask_of_others(check: Check, rules: str, toml: str, is_told: bool) -> None:
    """Nobody is judged for it; an agency that is asked for by name is what the user wants to see."""
    log = HEADER + "1,预决算,A局,批准,2018-01-10\n2,预决算,B局,批准,2018-01-10\n3,预决算,C局,公开,2018-01-10\n"
    notes = told(check(rules, log, toml=toml), "没有要该单位办理")
    assert ["有 1 个" in note and "“B局”的“预决算”。" in note for note in notes] == [True] * is_told
    assert not told(check(rules, log, toml=toml, agencies=("A局",)), "没有要该单位办理")


QUARTERS = "预决算 每季度结束后15日内公开 允许零报告\n" + RULE


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        ("1,预决算,A局,批准,2018-02-10,", True),
        ("1,预决算,A局,批准,2018-04-10,", False),
        ("1,预决算,A局,公开,2018-02-10,", False),
        ("1,预决算,B局,批准,2018-02-10,", False),
        ("1,采购,A局,批准,2018-02-10,", False),
        ("1,预决算,A局,批准,2018,", False),
    ],
)
def test_a_nil_return_beside_what_it_denies(check: Check, other: str, is_told: bool) -> None:
    """It counts, as the rules say, and whoever signs for it is told."""
    log = f"case,matter,agency,action,time,所属期\n,预决算,A局,零报告,2018-04-05,2018年第1季度\n{other}\n"
    found = check(QUARTERS, log)
    assert any(f.agency == "A局" and f.period == "2018Q1" and f.verdict == "met" for f in found.findings)
    notes = told(found, "零报告所报的期间")
    assert [note.startswith("1 份") and "第2行的零报告和" in note for note in notes] == [True] * is_told
    assert not told(found, "没有编号")


OLD = "1,预决算,A局,批准,1918-01-10\n2,预决算,A局,批准,2018-01-10\n2,预决算,A局,公开,2017-01-10\n3,预决算,A局,批准,2019-01-10\n"


@pytest.mark.parametrize(
    ("as_of", "asked", "outside"),
    [("2019-12-31", {}, 2), ("2018-12-31", {}, 1), ("2019-12-31", {"cut": (date(2018, 1, 1), None)}, None)],
)
def test_what_begins_outside_of_what_is_judged(
    check: Check, as_of: str, asked: dict[str, Any], outside: int | None
) -> None:
    """A year that is a slip of the pen, or not the ruleset's; what is not seen yet, or was left out by the user, is told elsewhere."""
    found = check(RULE, HEADER + OLD, as_of=as_of, **asked)
    assert list(found.verdicts) == ["2"]
    notes = told(found, "不在检查期间")
    assert [note.startswith(f"{outside} 条") and "第2行；最早的是1918-01-10" in note for note in notes] == [
        True
    ] * bool(outside)


def test_what_a_rule_judges_beyond_the_time_of_its_ruleset_is_not_outside(check: Check) -> None:
    """It is in force longer than the plan; what lies beyond its own time is told."""
    rule = RULE.rstrip() + "\n    effective 2018-06-01 to 2019-06-30\n"
    log = "1,预决算,A局,批准,2019-01-10\n2,预决算,A局,批准,2019-07-10\n3,预决算,A局,批准,2017-07-10\n"
    found = check(RULE.replace("预决算", "规划") + rule, HEADER + log, as_of="2019-12-31")
    assert list(found.verdicts) == ["1"]
    (note,) = told(found, "不在检查期间")
    assert note.startswith("2 条") and "最早的是2017-07-10" in note


ALIASES = '[agencies]\n"财政局" = { aliases = ["市财政局"] }\n[matters]\n"预决算" = { aliases = ["部门预算"] }\n'


@pytest.mark.parametrize("other", ["预决算,市财政局", "部门预算,财政局", "部门预算,市财政局"])
def test_names_that_the_ruleset_knows_as_one(check: Check, other: str) -> None:
    """One case, begun and published: what rows have in common is looked for by what names mean, not by how they are spelled."""
    found = check(RULE, f"{HEADER}1,{other},批准,2018-01-10\n1,预决算,财政局,公开,2018-01-12\n", toml=ALIASES)
    assert (found.verdicts, found.assessment.log.cases) == ({"1": "met"}, 1)
    assert [note.zh for note in found.assessment.log.notes] == []


@pytest.mark.parametrize(
    ("number", "also", "word"),
    [("01", "1", "写法不同"), ("1", "", "没有编号"), ("1", "1", "起算不止一次")],
)
def test_what_is_told_of_one_name_is_told_of_its_alias(check: Check, number: str, also: str, word: str) -> None:
    """Whatever spelling the second row has."""
    action = "批准" if number == also else "公开"
    for agency in ("财政局", "市财政局"):
        rows = f"{number},预决算,{agency},批准,2018-01-10\n{also},预决算,财政局,{action},2018-01-12\n"
        assert told(check(RULE, HEADER + rows, toml=ALIASES), word)


def test_cases_that_several_agencies_share_are_counted_once(check: Check) -> None:
    """As they are judged."""
    log = HEADER + "1,预决算,A局,批准,2018-01-10\n1,预决算,B局,公开,2018-01-12\n"
    assert check(RULE, log).assessment.log.cases == 2
    assert check(RULE, log, toml='[log]\ncases = "shared"\n').assessment.log.cases == 1


def test_a_row_of_a_ledger_that_repeats_another_is_no_case(check: Check) -> None:
    """Rows without numbers are cases, and equal rows are one row."""
    found = check(RULE, "事项,单位,批准日期,公开日期\n" + "预决算,A局,2018-01-10,\n" * 2)
    assert (len(found.findings), found.assessment.log.cases) == (1, 1)


def test_what_is_due_on_the_day_of_the_last_record_is_not_due_behind_it(check: Check) -> None:
    """Due 2018-01-30, the day of the other record."""
    found = check(RULE, HEADER + "1,预决算,A局,批准,2018-01-10\n2,预决算,A局,公开,2018-01-30\n")
    assert found.verdicts == {"1": "missing"} and not told(found, "最后一条记录")


def test_a_column_that_nearly_is_one_is_told_in_the_report_too(check: Check) -> None:
    """Whoever holds the report did not see the terminal."""
    found = check(RULE, "编号,事项,单位,批准日期,公开日其\n1,预决算,A局,2018-01-10,2018-01-12\n")
    (note,) = told(found, "公开日其")
    assert "是否为“公开日期”" in note


def test_spellings_of_a_number_that_are_read_as_one_are_equal_rows(check: Check) -> None:
    """In a small log as in a large one: a blank before it, or a word for none, is no part of a number."""
    log = HEADER + "".join(f"{n},预决算,A局,批准,2018-01-10\n" for n in ("5", " 5", "无", "-", ""))
    assert len(check(RULE, log).findings) == 2
