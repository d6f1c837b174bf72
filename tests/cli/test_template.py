"""`compliance template`: a blank ledger that the check reads as it was meant."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.cli.conftest import Run

from compliance.log.columns import recognise
from compliance.log.model import Role, Shape
from compliance.reports.blank_ledger import heads
from compliance.rulesets.builtin import builtin_names
from compliance.rulesets.load import load_ruleset

MANIFEST = """[ruleset]
id = "mine"
title = "=cmd|' /C calc'!A0"
effective = { from = 2018-01-01, to = 2018-12-31 }

[agencies]
"财政局" = {}
"=1+1" = {}

[actions]
"送达" = {}
"""
RULES = """[a] 预决算 批准后20日内公开
    渠道 政府网站
    内容 三公经费、政府债务
    除外 国家秘密

[b] 突发事件 发生后5小时内公开

[c] 重大项目 送达后10日内公开
    适用 级别 等于 县级

[d] 预决算 核查 “看得懂吗”
    责任 审计局
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A ruleset in the folder where commands run."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ruleset.toml").write_text(MANIFEST, "utf-8")
    (folder / "a.rules").write_text(RULES, "utf-8")
    return tmp_path


def fill(sheet: Worksheet, *rows: dict[str, object]) -> None:
    """Fills in rows under the heads."""
    column = {cell.value: cell.column for cell in sheet[1]}
    for n, row in enumerate(rows, 2):
        for head, value in row.items():
            sheet.cell(n, column[head]).value = value


def test_a_ledger_that_was_filled_in_gives_the_findings_expected(run: Run, mine: Path) -> None:
    """Dates, times of day, lists, a ground and an attribute come back as they were meant; 007 stays 007."""
    assert run("template", "mine", "-o", "ledger.xlsx").status == 0
    book = openpyxl.load_workbook(mine / "ledger.xlsx")
    common = {"责任单位": "财政局"}
    budget, both = {**common, "事项": "预决算", "批准日期": date(2018, 1, 10)}, "三公经费、政府债务"
    site = {"公开渠道": "政府网站"}
    fill(
        book["台账"],
        {**budget, **site, "案件编号": "007", "公开日期": date(2018, 1, 30), "公开内容": both},
        {**budget, **site, "案件编号": "008", "公开日期": date(2018, 2, 2), "公开内容": both},
        {**budget, **site, "案件编号": "009", "公开日期": date(2018, 1, 30), "公开内容": "政府债务"},
        {**budget, "案件编号": "010", "不予公开情形": "国家秘密"},
        {
            **common,
            "案件编号": "t",
            "事项": "突发事件",
            "发生日期": datetime(2018, 6, 1, 20, 0),
            "公开日期": datetime(2018, 6, 2, 2, 0),
        },
        {**common, "案件编号": "x", "事项": "重大项目", "送达日期": date(2018, 3, 1), "级别": "县级"},
        {**common, "案件编号": "y", "事项": "重大项目", "送达日期": date(2018, 3, 1), "级别": "省级"},
        {"责任单位": "审计局", "事项": "d", "自查日期": date(2018, 12, 1), "自查结果": "是"},
    )
    book.save(mine / "ledger.xlsx")
    done = run("check", "ledger.xlsx", "-r", "mine", "--as-of", "2018-12-31", "--format", "json", "--strict")
    found = {f["case"]: f["verdict"] for f in json.loads(done.text)["findings"]}
    assert found == {
        "007": "met",
        "008": "late",
        "009": "incomplete",
        "010": "exempt",
        "t": "late",
        "x": "missing",
        None: "met",
    }
    assert json.loads(done.text)["findings"][4]["hours_late"] == 1.0


def test_lists_are_drop_downs_and_dates_are_dates(run: Run, mine: Path) -> None:
    """Each choice lies on the sheet of lists; what needs the hour has a format with it; no cell is a formula."""
    run("template", "mine", "-o", "ledger.xlsx")
    book = openpyxl.load_workbook(mine / "ledger.xlsx")
    sheet, lists = book["台账"], book["词表"]
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    choices = {str(found.sqref).split("2:")[0]: found.formula1 for found in sheet.data_validations.dataValidation}
    assert set(choices) == {
        column[head] for head in ("事项", "责任单位", "公开渠道", "公开内容", "不予公开情形", "自查结果")
    }
    by_head = {cells[0].value: [cell.value for cell in cells[1:] if cell.value] for cells in lists.iter_cols()}
    assert by_head["责任单位"] == ["财政局", "=1+1", "审计局"]
    assert by_head["事项"] == ["预决算", "突发事件", "重大项目", "d"]
    assert by_head["公开内容"] == ["三公经费", "政府债务"]
    assert choices[column["责任单位"]] == "'词表'!$B$2:$B$4"
    assert sheet.column_dimensions[column["公开日期"]].number_format == "yyyy-mm-dd hh:mm"
    assert sheet.column_dimensions[column["批准日期"]].number_format == "yyyy-mm-dd"
    assert [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert book["填写说明"]["A1"].value == "=cmd|' /C calc'!A0 (mine)"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", builtin_names())
def test_every_head_is_read_as_it_was_meant(name: str, language) -> None:
    """Of all built-in rulesets, in both languages: a date for each action, and no two columns for one thing."""
    ruleset = load_ruleset(name, language)
    columns = heads(ruleset, language)
    read = recognise([head.name for head in columns], ruleset.vocabulary.actions)
    assert (read.problems, read.shape) == ((), Shape.LEDGER)
    actions = {action for rule in ruleset.rules for duty in rule.duties for action in (*duty.actions, *duty.triggers)}
    milestones = [column.action for column in read.columns if column.role is Role.MILESTONE]
    assert actions <= set(milestones) and len(milestones) == sum(bool(head.date) for head in columns)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_condition_speaks_of_has_one_column(run: Run, mine: Path, language: str) -> None:
    """A date that a step has anyway stood there twice, which no check reads; of a channel nothing stood there at all."""
    rules = """[a] 预决算 批准后20日内公开
    要求 公开时间 >= 2018-03-01 且 公开渠道 包含 政府网站
    适用 LEVEL = 县级 或 level = 市级
[b] 重大项目 公开
    要求 所属期 = 2018 且 总LEVEL = 1
"""
    (mine / "mine" / "a.rules").write_text(rules, "utf-8")
    run("template", "mine", "-o", "ledger.xlsx", "--lang", language)
    book = openpyxl.load_workbook(mine / "ledger.xlsx")
    sheet = book.worksheets[0]
    case, matter, agency, approved, published = [cell.value for cell in sheet[1]][:5]
    channel = "公开渠道" if language == "zh" else "channel"
    assert published == "公开时间"
    asked = {row[0]: row[2] for row in book.worksheets[1].iter_rows(min_row=5, values_only=True)}
    assert (asked["LEVEL"], asked["总LEVEL"], asked[channel]) == ("a", "b", "a")
    common = {matter: "预决算", agency: "财政局", "LEVEL": "县级"}
    fill(
        sheet,
        {**common, case: "1", approved: date(2018, 3, 1), published: date(2018, 3, 2), channel: "政府网站"},
        {**common, case: "2", approved: date(2018, 2, 20), published: date(2018, 2, 21), channel: "政府网站"},
        {**common, case: "3", approved: date(2018, 3, 1), published: date(2018, 3, 2)},
    )
    book.save(mine / "ledger.xlsx")
    done = run("check", "ledger.xlsx", "-r", "mine", "--as-of", "2018-12-31", "--format", "json", "--strict")
    found = {f["case"]: f["verdict"] for f in json.loads(done.text)["findings"] if f["case"]}
    assert found == {"1": "met", "2": "incomplete", "3": "incomplete"}


@pytest.mark.parametrize(("language", "choices"), [("zh", ("是", "否")), ("en", ("yes", "no"))])
def test_a_result_is_chosen_in_the_language_of_the_ledger(language, choices: tuple[str, ...]) -> None:
    """An English ledger offered 是 and 否."""
    (result,) = [head for head in heads(load_ruleset("tongjiang-2018", language), language) if head.choices == choices]
    assert result.name in ("自查结果", "result")


def test_the_same_ruleset_gives_the_same_bytes(run: Run, mine: Path) -> None:
    """No clock is in the workbook."""
    for name in ("a.xlsx", "b.xlsx"):
        assert run("template", "mine", "-o", name, "--lang", "en").status == 0
    assert (mine / "a.xlsx").read_bytes() == (mine / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mine", "-o", "ledger.csv"), "report/unknown-ending"),
        (("mine", "-o", "there.xlsx"), "report/exists"),
        (("mine", "-o", "no/such/ledger.xlsx"), "report/not-written"),
        (("nowhere", "-o", "ledger.xlsx"), "nowhere"),
    ],
)
def test_what_cannot_be_made_is_told(run: Run, mine: Path, arguments: tuple[str, ...], said: str) -> None:
    """A ledger that may be filled in is never overwritten."""
    (mine / "there.xlsx").write_bytes(b"filled in")
    done = run("template", *arguments)
    assert (done.status, "Traceback" in done.complaint) == (2, False)
    assert said in done.complaint
    assert (mine / "there.xlsx").read_bytes() == b"filled in"
