"""`compliance recheck` from the outside: a workbook is written, filled in, and comes back with a new log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import ROOT, Done, Run
from tests.reports.office import converted

LOG = "案件编号,事项,单位,批准日期,公开日期\n"
MISSING = "1,预决算,人社局,2018-01-10,\n"
DONE_LATE = "1,预决算,人社局,2018-01-10,2019-01-20\n"
LATE = "2,预决算,教育局,2018-02-01,2018-03-30\n"
OTHER = "3,预决算,民政局,2018-03-01,\n"
MET = "4,预决算,民政局,2018-03-01,2018-03-02\n"
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2019-06-30")
HEADER = 3

Fill = Callable[[openpyxl.Workbook], None]


class Office:
    """Writes logs, fills workbooks in, rechecks."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = run
        self.folder = folder

    def log(self, *rows: str) -> None:
        (self.folder / "log.csv").write_text(LOG + "".join(rows), "utf-8")

    def check(self, *rows: str) -> None:
        self.log(*rows)
        assert self.run("check", "log.csv", *RULE, "-o", "list.xlsx", "-q").status == 1

    def fill(self, change: Fill, name: str = "list.xlsx") -> None:
        book = openpyxl.load_workbook(self.folder / name)
        change(book)
        book.save(self.folder / name)

    def recheck(self, *more: str, old: str = "list.xlsx", new: str = "new.xlsx") -> Done:
        return self.run("recheck", old, "log.csv", *RULE, "-o", new, *more)

    def rows(self, name: str = "new.xlsx", sheet: str = "问题清单") -> list[dict[str, object]]:
        header, *body = openpyxl.load_workbook(self.folder / name)[sheet].iter_rows(min_row=HEADER, values_only=True)
        return [dict(zip(header, row, strict=True)) for row in body]

    def concluded(self, name: str = "new.xlsx") -> dict[object, tuple[object, object]]:
        """Status and conclusion by agency."""
        return {row["单位"]: (row["整改状态"], row["复查结论"]) for row in self.rows(name)}


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Office:
    """An office with a log, the workbook made of it, and the command that rechecks it."""
    return Office(run, tmp_path)


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, header: str) -> int:
    """The place of a column by its header."""
    return next(cell.column for cell in sheet[HEADER] if cell.value == header)


def put(row: int, **values: object) -> Fill:
    """Fills cells of the list in."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["问题清单"]
        for header, value in values.items():
            sheet.cell(row, column(sheet, header), value)

    return change


def test_each_problem_is_new_still_open_or_put_right(office: Office) -> None:
    """What is done since is put right although it was late; what is not is open; a further gap is new; counts are printed."""
    office.check(MISSING, LATE)
    office.log(DONE_LATE, LATE, OTHER)
    done = office.recheck("--put-right-by", "2019-08-31")
    assert done.status == 1
    assert [row["整改时限"] for row in office.rows()] == [None, None, datetime(2019, 8, 31)], "what is new has a day"
    assert done.text == "新增1项，未整改1项，已整改1项，反弹0项，待核实0项\n"
    assert office.concluded() == {
        "人社局": ("已整改", "已整改"),
        "教育局": ("未整改", "未整改"),
        "民政局": ("未整改", "新增"),
    }
    summary = openpyxl.load_workbook(office.folder / "new.xlsx")["汇总"]
    assert any(row[:6] == ("项数", 1, 1, 1, 0, 0) for row in summary.iter_rows(values_only=True))
    digest = hashlib.sha256((office.folder / "list.xlsx").read_bytes()).hexdigest()
    assert any(f"list.xlsx  {digest}" in row for row in summary.iter_rows(values_only=True)), "it was made of that, too"


def test_nothing_open_ends_with_0(office: Office) -> None:
    """When all is put right, the command says so by its status."""
    office.check(MISSING)
    office.log("1,预决算,人社局,2018-01-10,2018-01-20\n")
    assert office.recheck().status == 0
    assert office.concluded() == {"人社局": ("已整改", "已整改")}


def test_what_people_wrote_is_kept(office: Office) -> None:
    """Their words, dates and columns stand where they stood; the facts are those of the new log."""
    office.check(MISSING, OTHER)

    def fill(book: openpyxl.Workbook) -> None:
        put(4, 整改要求="一周内公开", 整改时限=datetime(2019, 1, 31), 整改情况="已公开\n见网站", 整改状态="整改中")(
            book
        )
        book["问题清单"].cell(HEADER, 15, "联系人")
        book["问题清单"].cell(4, 15, "=办公室")

    office.fill(fill)
    office.log(DONE_LATE, OTHER)
    office.recheck()
    first, second = office.rows()
    assert (first["整改要求"], first["整改时限"], first["整改情况"]) == (
        "一周内公开",
        datetime(2019, 1, 31),
        "已公开\n见网站",
    )
    assert first["实际公开日期"] == datetime(2019, 1, 20) and first["整改状态"] == "已整改"
    assert (first["联系人"], second["联系人"]) == (None, None), "a formula without a result is no words"
    assert second["整改要求"] == "尽快完成公开，并说明未按时完成的原因"


@pytest.mark.parametrize(
    ("asked", "then"),
    [(None, "补齐：政府债务"), ("一周内公开", "一周内公开"), ("", None)],
    ids=["ours", "theirs", "none"],
)
def test_what_the_list_asked_for_follows_the_kind_of_gap(
    asked: str | None, then: str | None, run: Run, tmp_path: Path
) -> None:
    """What was missing is out and lacks a part: to do it at last is no longer what is asked for, unless people said so."""
    rule = "预决算 批准后20日内公开；内容 三公经费、政府债务"
    office, log = Office(run, tmp_path), tmp_path / "log.csv"
    asks = ["--rule", rule, "--as-of", "2018-12-31"]
    head = "编号,事项,单位,批准日期,公开日期,公开内容\n"
    log.write_text(f"{head}1,预决算,人社局,2018-01-10,,\n", "utf-8")
    run("check", "log.csv", *asks, "-o", "list.xlsx")
    if asked is not None:
        office.fill(put(4, 整改要求=asked))
    log.write_text(f"{head}1,预决算,人社局,2018-01-10,2018-01-20,三公经费\n", "utf-8")
    run("recheck", "list.xlsx", "log.csv", *asks, "-o", "new.xlsx")
    (row,) = office.rows()
    assert row["问题描述"].startswith("不完整：")
    assert row["整改要求"] == then


def test_columns_that_people_added_come_back(office: Office) -> None:
    """Also from between the others, and a second time."""
    office.check(MISSING)

    def fill(book: openpyxl.Workbook) -> None:
        book["问题清单"].insert_cols(4)
        book["问题清单"].cell(HEADER, 4, "分管领导")
        book["问题清单"].cell(4, 4, "0012")

    office.fill(fill)
    assert office.recheck().status == 1
    assert office.rows()[0]["分管领导"] == "0012"
    assert office.recheck(old="new.xlsx", new="again.xlsx").status == 1
    assert office.rows("again.xlsx")[0]["分管领导"] == "0012"


def test_a_claim_that_the_log_contradicts_is_corrected(office: Office) -> None:
    """已整改 without a record is 未整改; 整改中 stays, being no claim that it is done."""
    office.check(MISSING, OTHER)
    office.fill(put(4, 整改状态="已整改"))
    office.fill(put(5, 整改状态="整改中"))
    office.recheck()
    assert office.concluded() == {"人社局": ("未整改", "未整改"), "民政局": ("整改中", "未整改")}


def test_a_status_in_words_of_its_own_is_told(office: Office) -> None:
    """The workbook has no place for it: it was replaced without a word. However one of its own words is typed, it counts."""
    office.check(MISSING, OTHER)
    office.fill(put(HEADER + 1, 整改状态="基本完成", 复查结论="看过了"))
    office.fill(put(HEADER + 2, 整改状态="Under Way"))
    done = office.recheck()
    assert "警告[recheck/unknown-word]: 第4行“整改状态”栏的 “基本完成” 不是可填的词，没有采用" in done.complaint
    assert "建议: 可填：未整改、整改中、已整改；别的话写在“整改情况”栏" in done.complaint
    assert "第4行“复查结论”栏的 “看过了”" in done.complaint and done.complaint.count("unknown-word") == 2
    assert office.concluded() == {"人社局": ("未整改", "未整改"), "民政局": ("整改中", "未整改")}


def test_what_was_late_from_the_start_is_concluded_by_people(office: Office) -> None:
    """No log undoes a deadline that has passed: the claim is to be verified, and a conclusion that people drew stays."""
    office.check(LATE)
    office.fill(put(4, 整改状态="已整改"))
    office.recheck()
    assert office.concluded() == {"教育局": ("已整改", "待核实")}
    office.fill(put(4, 复查结论="已整改"), "new.xlsx")
    assert office.recheck(old="new.xlsx", new="again.xlsx").status == 0
    assert office.concluded("again.xlsx") == {"教育局": ("已整改", "已整改")}


def emptied(book: openpyxl.Workbook) -> None:
    """The day on which the second problem was published, wiped out."""
    book["问题清单"].cell(5, column(book["问题清单"], "实际公开日期")).value = None


@pytest.mark.parametrize("lost", [lambda book: drop("实际公开日期")(book), emptied])
def test_what_was_late_from_the_start_is_not_put_right_by_losing_its_day(office: Office, lost: Fill) -> None:
    """The column deleted or the cell wiped out: the description still tells what was late from what came since."""
    office.check(MISSING, LATE)
    office.fill(lost)
    office.log(DONE_LATE, LATE)
    office.recheck()
    assert office.concluded() == {"人社局": ("已整改", "已整改"), "教育局": ("未整改", "未整改")}


def test_a_conclusion_on_what_came_late_at_midnight_stays(run: Run, tmp_path: Path) -> None:
    """A workbook gives midnight back as a date alone: it is late as it was, and people's conclusion holds."""
    rows = (
        "编号,事项,单位,环节,时间",
        "1,突发事件,应急局,发生,2018-06-01 08:00",
        "1,突发事件,应急局,发布,2018-07-03 00:00",
    )
    (tmp_path / "log.csv").write_text("\n".join(rows), "utf-8")
    rule = ("--rule", "突发事件 发生后5小时内发布", "--as-of", "2019-06-30")
    assert run("check", "log.csv", *rule, "-o", "list.xlsx", "-q").status == 1
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    put(4, 复查结论="已整改")(book)
    book.save(tmp_path / "list.xlsx")
    done = run("recheck", "list.xlsx", "log.csv", *rule, "-o", "new.xlsx")
    assert (done.status, done.text) == (0, "新增0项，未整改0项，已整改1项，反弹0项，待核实0项\n")


def test_what_was_put_right_and_is_a_gap_again_has_relapsed(office: Office) -> None:
    """A publication that was withdrawn: concluded 已整改 in one round, 反弹 in the next, 未整改 in the one after."""
    office.check(MISSING)
    office.log(DONE_LATE)
    office.recheck()
    office.log(MISSING)
    done = office.recheck(old="new.xlsx", new="again.xlsx")
    assert "反弹1项" in done.text
    assert office.concluded("again.xlsx") == {"人社局": ("未整改", "反弹")}
    office.recheck(old="again.xlsx", new="third.xlsx")
    assert office.concluded("third.xlsx") == {"人社局": ("未整改", "未整改")}


def test_a_day_that_was_corrected_is_no_relapse(office: Office) -> None:
    """Published since and concluded 已整改; the next log has another day of publication: it was never undone."""
    office.check(MISSING)
    office.log(DONE_LATE)
    office.recheck()
    office.log(DONE_LATE.replace("2019-01-20", "2019-01-21"))
    done = office.recheck(old="new.xlsx", new="again.xlsx")
    assert (done.status, done.text) == (0, "新增0项，未整改0项，已整改1项，反弹0项，待核实0项\n")
    assert office.rows("again.xlsx")[0]["实际公开日期"] == datetime(2019, 1, 21)


def test_a_rechecked_workbook_that_nobody_touched_comes_out_the_same(office: Office) -> None:
    """Second recheck, same log: the same rows."""
    office.check(MISSING, LATE, OTHER)
    office.log(DONE_LATE, LATE, OTHER)
    office.recheck()
    office.recheck(old="new.xlsx", new="again.xlsx")
    assert office.rows("again.xlsx") == office.rows("new.xlsx")


def test_sorted_moved_and_inserted_rows_do_not_matter(office: Office) -> None:
    """Rows in another order, a row of one's own without a number, an empty row: each problem is known by its number."""
    office.check(MISSING, LATE, OTHER)

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book["问题清单"]
        sheet.cell(4, column(sheet, "整改情况"), "甲")
        body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        own = [None, None, "人社局", "自查发现", *[None] * (sheet.max_column - 4)]
        sheet.delete_rows(4, len(body))
        for n, values in enumerate([*reversed(body), [None] * len(own), own], 4):
            for m, value in enumerate(values, 1):
                sheet.cell(n, m, value)

    office.fill(fill)
    done = office.recheck()
    assert done.text.startswith("新增0项，未整改3项")
    by_agency = {(row["单位"], row["事项"]): row["整改情况"] for row in office.rows()}
    assert by_agency["人社局", "预决算（1）"] == "甲"
    assert ("人社局", "自查发现") in by_agency


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_a_workbook_saved_by_another_program_is_read(office: Office, ending: str) -> None:
    """LibreOffice's own format, and Excel's old one."""
    office.check(MISSING)
    office.fill(put(4, 整改情况="已公开", 整改时限=datetime(2019, 1, 31)))
    saved = converted(office.folder / "list.xlsx", ending)
    assert office.recheck(old=saved.name).status == 1
    (row,) = office.rows()
    assert (row["整改情况"], row["整改时限"]) == ("已公开", datetime(2019, 1, 31))


def test_lists_of_agencies_stay_apart(office: Office) -> None:
    """A workbook with a sheet of each agency comes back with them."""
    office.log(MISSING, OTHER)
    office.run("check", "log.csv", *RULE, "--split-by", "agency", "-o", "list.xlsx", "-q")

    def fill(book: openpyxl.Workbook) -> None:
        book["民政局"].cell(4, column(book["民政局"], "整改情况"), "正在办")

    office.fill(fill)
    assert office.recheck().status == 1
    assert openpyxl.load_workbook(office.folder / "new.xlsx").sheetnames == ["汇总", "人社局", "民政局", "全部核查结果"]
    assert office.rows(sheet="民政局")[0]["整改情况"] == "正在办"


def test_an_english_workbook_stays_english(office: Office) -> None:
    """The language is the workbook's unless told otherwise."""
    office.log(MISSING)
    office.run("check", "log.csv", *RULE, "--lang", "en", "-o", "list.xlsx", "-q")
    done = office.recheck()
    assert done.text == "0 new, 1 still open, 0 put right, 0 relapsed, 0 to be verified\n"
    assert office.rows(sheet="Problems")[0]["Conclusion"] == "still open"


def test_a_problem_that_the_log_no_longer_has_is_kept_and_named(office: Office) -> None:
    """A row that vanished from the log is not put right: it is to be verified, and a warning says where it stands."""
    office.check(MISSING, OTHER)
    number = office.rows("list.xlsx")[0]["问题编号"]
    office.log(OTHER)
    done = office.recheck()
    assert f"“{number}”" in done.complaint and "list.xlsx:问题清单" in done.complaint and "第4行" in done.complaint
    assert office.concluded() == {"民政局": ("未整改", "未整改"), "人社局": ("未整改", "待核实")}


def drop(header: str) -> Fill:
    """Takes a column away."""
    return lambda book: book["问题清单"].delete_cols(column(book["问题清单"], header))


def twice(book: openpyxl.Workbook) -> None:
    """Two rows with one number."""
    sheet = book["问题清单"]
    sheet.cell(5, 2, sheet.cell(4, 2).value)


def renumbered(book: openpyxl.Workbook) -> None:
    """Numbers that no check gave."""
    for row in (4, 5):
        book["问题清单"].cell(row, 2, f"ZZZZZ-0000{row}")


def copied(book: openpyxl.Workbook) -> None:
    """A column added under a name that is taken."""
    book["问题清单"].cell(HEADER, 15, "整改情况")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda book: book.remove(book["问题清单"]), "recheck/no-list", "汇总、全部核查结果"),
        (drop("问题编号"), "recheck/no-number-column", "第3行"),
        (twice, "recheck/number-twice", "第5行"),
        (renumbered, "recheck/foreign", "ZZZZZ-00004"),
        (copied, "recheck/column-twice", "整改情况"),
    ],
)
def test_a_workbook_that_cannot_be_used_is_refused(office: Office, change: Fill, code: str, said: str) -> None:
    """The message names the sheet, the row, the column and the value; nothing is written."""
    office.check(MISSING, OTHER)
    office.fill(change)
    done = office.recheck()
    assert done.status == 2 and f"[{code}]" in done.complaint and said in done.complaint
    assert "list.xlsx" in done.complaint and not (office.folder / "new.xlsx").exists()


def test_what_is_no_workbook_is_refused(office: Office) -> None:
    """A file that is not there, a text, the log itself; and the filled workbook is never written over."""
    office.check(MISSING)
    for name in ("none.xlsx", "log.csv"):
        done = office.recheck(old=name)
        assert done.status == 2 and "[recheck/workbook]" in done.complaint
    assert "[usage/recheck-output]" in office.recheck(new="list.xlsx").complaint
    assert "[usage/recheck-output]" in office.recheck(new="new.csv").complaint


def test_the_example_makes_the_round(run: Run, tmp_path: Path) -> None:
    """A county's ledger, 62 problems: out, and back with the same log."""
    log = (str(ROOT / "examples" / "tongjiang-2018.csv"), "-r", "tongjiang-2018", "--as-of", "2018-12-31")
    run("check", *log, "-o", "list.xlsx", "-q")
    done = run("recheck", "list.xlsx", *log, "-o", "new.xlsx")
    assert (done.status, done.text) == (1, "新增0项，未整改62项，已整改0项，反弹0项，待核实0项\n")


def test_records_that_say_the_same_go_by_what_was_said_of_them(run: Run, tmp_path: Path) -> None:
    """One put in above them moves their numbers on: nothing is put right by that, and none is new."""
    office = Office(run, tmp_path)
    head, missing, late = (
        "事项,单位,批准日期,公开日期\n",
        "预决算,人社局,2018-01-10,\n",
        "预决算,人社局,2018-01-10,2018-03-05\n",
    )
    met = "预决算,人社局,2018-01-10,2018-01-12\n"
    (tmp_path / "log.csv").write_text(head + missing + late, "utf-8")
    run("check", "log.csv", *RULE, "-o", "list.xlsx", "-q")
    office.fill(lambda book: (put(4, 整改情况="未公开的")(book), put(5, 整改情况="逾期的")(book))[0])
    (tmp_path / "log.csv").write_text(head + met + missing + late, "utf-8")
    assert office.recheck().text == "新增0项，未整改2项，已整改0项，反弹0项，待核实0项\n"
    assert [(row["问题描述"][:2], row["整改情况"]) for row in office.rows()] == [
        ("未公", "未公开的"),
        ("逾期", "逾期的"),
    ]
    (tmp_path / "log.csv").write_text(head + late, "utf-8")
    done = office.recheck(new="fewer.xlsx")
    assert done.text == "新增0项，未整改1项，已整改0项，反弹0项，待核实1项\n"
    assert "写得相同的记录少了" in done.err.decode()
    (tmp_path / "log.csv").write_text(head + missing + late, "utf-8")
    done = office.recheck(old="fewer.xlsx", new="again.xlsx")
    assert done.text == "新增0项，未整改2项，已整改0项，反弹0项，待核实0项\n", "no number stands there twice"
    assert [row["整改情况"] for row in office.rows("again.xlsx")] == ["未公开的", "逾期的"]


def test_a_waiver_neither_undoes_what_was_done_nor_bears_out_a_claim(office: Office) -> None:
    """What came late has been done; a reviewer's conclusion stays; what is still missing is not 已整改 by word alone."""
    office.check(MISSING, LATE, OTHER)
    office.fill(lambda book: (put(5, 整改状态="已整改", 复查结论="已整改")(book), put(6, 整改状态="已整改")(book))[0])
    office.log(DONE_LATE, LATE, OTHER)
    waiver = '[[waiver]]\nrule = "预决算"\nreason = "r"\napprover = "a"\nexpiry = 2019-12-31\n'
    (office.folder / "waivers.toml").write_text(waiver, "utf-8")
    assert office.recheck().text == "新增0项，未整改0项，已整改2项，反弹0项，待核实1项\n"
    by_agency = {"人社局": ("已整改", "已整改"), "教育局": ("已整改", "已整改"), "民政局": ("未整改", "待核实")}
    assert office.concluded() == by_agency
