import re
import tempfile
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

from compliance.log.model import HeaderMapping, Shape


@pytest.fixture
def book(log):
    """Makes a workbook whose sheets are filled by the functions given, and gives the name a user would."""

    def make(**sheets):
        path = log.folder / "book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            workbook.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            workbook.minute = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            workbook.month = workbook.add_format({"num_format": 'yyyy"年"m"月"'})
            for name, fill in sheets.items():
                fill(workbook.add_worksheet(name), workbook)
        return str(path)

    return make


def ledger(sheet, _book):
    """A plain ledger of two rows."""
    sheet.write_row("A1", ["编号", "事项", "单位", "公开日期"])
    sheet.write_row("A2", ["001", "预决算", "财政局", "2018-01-30"])
    sheet.write_row("A3", [2, "预决算", "教育局", 20180131])


def test_a_plain_sheet(log, book, rows):
    """Numbers are written as a person would."""
    (table,) = log.open(book(台账=ledger))
    assert rows(table) == [
        ["2", "001", "预决算", "财政局", "2018-01-30"],
        ["3", "2", "预决算", "教育局", "20180131"],
    ]
    assert (table.file, table.sheet, table.numbered) == (str(log.folder / "book.xlsx"), "台账", True)


def test_a_workbook_of_another_ending_takes_no_room_elsewhere(log, book, rows, monkeypatch):
    """What it is opened under lies in the run's own folder, which is cleared away also where a process that reads is killed."""
    renamed = log.folder / "台账[1]"
    Path(book(台账=ledger)).rename(renamed)
    monkeypatch.setattr(tempfile, "tempdir", str(log.folder / "gone"))
    (table,) = log.open(str(renamed))
    assert len(rows(table)) == 2


def test_a_span_of_hours_is_shown_as_in_the_sheet(log, book, rows):
    """So the rejected row can be found there: 36:05:00, not 1 day, 12:05:00."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write_number("D3", 1.5 + 5 / 1440, formats.add_format({"num_format": "[h]:mm:ss"}))

    (table,) = log.open(book(台账=fill))
    assert rows(table)[1][-1] == "36:05:00"


def test_a_ledger_as_offices_keep_it(log, book, rows):
    """Title, merged agencies, dates of Excel, a blank row, totals."""

    def fill(sheet, formats):
        sheet.merge_range("A1:D1", "2018年公开台账")
        sheet.write_row("A2", ["公开事项", "单 位", "批准日期", "公开\n日期"])
        sheet.merge_range("B3:B5", "财政局")
        sheet.write("A3", "预决算")
        sheet.write_datetime("C3", datetime(2018, 1, 10), formats.day)
        sheet.write("D3", "2018年1月30日")
        sheet.write("A4", "行政处罚")
        sheet.write_datetime("C4", datetime(2018, 1, 10), formats.minute)
        sheet.write_datetime("D4", datetime(2018, 1, 12, 9, 30), formats.minute)
        sheet.write_row("A7", ["合  计", "", "", 2])

    (table,) = log.open(book(Sheet1=fill))
    assert rows(table) == [
        ["3", "预决算", "财政局", "2018-01-10", "2018年1月30日"],
        ["4", "行政处罚", "财政局", "2018-01-10", "2018-01-12 09:30:00"],
    ]
    said = " ".join(note.zh for note in table.notes)
    assert "表头在第 2 行" in said
    assert "合并单元格填入 1 处" in said
    assert "空行 2 行：第 5、6 行" in said
    assert "合计行 1 行：第 7 行" in said


@pytest.mark.parametrize("merged", ["", "groups", "groups and labels"])
def test_a_header_of_two_rows(merged, log, book, roles):
    """A column is known by both its labels together; where these name nothing, by the lower alone.

    Many leave the cell below a label empty; groups are merged over their columns, or stand in the first of them.
    """

    def fill(sheet, _formats):
        sheet.write_row("A1", ["事项", "单位", "批准", "", "公开情况", ""])
        if "labels" in merged:
            for column, label in (("A", "事项"), ("B", "单位")):
                sheet.merge_range(f"{column}1:{column}2", label)
        if "groups" in merged:
            sheet.merge_range("C1:D1", "批准")
            sheet.merge_range("E1:F1", "公开情况")
        sheet.write_row("C2", ["日期", "文号", "公开时间", "公开渠道"])
        sheet.write_row("A3", ["预决算", "财政局", "2018-01-10", "财字1号", "2018-01-30", "政府网站"])

    (table,) = log.open(book(台账=fill))
    assert [c.header for c in table.columns] == ["事项", "单位", "批准日期", "文号", "公开时间", "公开渠道"]
    assert roles(table.columns)[2:] == ["milestone:approval", "case", "milestone:publish", "channel"]
    assert "表头占第 1 至 2 行" in " ".join(note.zh for note in table.notes)


def test_a_lower_label_does_not_take_what_another_column_says(log, book, roles):
    """编号 is the case; 文号 under 批准 is an attribute then."""

    def fill(sheet, _formats):
        sheet.merge_range("A1:A2", "编号")
        sheet.merge_range("B1:C1", "批准")
        sheet.write_row("B2", ["日期", "文号"])
        sheet.write_row("A3", [1, "2018-01-10", "财字1号"])

    (table,) = log.open(book(台账=fill))
    assert [c.header for c in table.columns] == ["编号", "批准日期", "批准文号"]
    assert roles(table.columns) == ["case", "milestone:approval", "attribute"]


def test_a_header_of_three_rows_under_a_group(log, book, roles):
    """办理情况 over 批准 over 日期: the group says nothing of the column; where two columns say the same under it, neither is taken."""

    def fill(sheet, _formats):
        sheet.merge_range("A1:A3", "事项")
        sheet.merge_range("B1:D1", "办理情况")
        sheet.merge_range("B2:C2", "批准")
        sheet.write_row("B3", ["日期", "文号"])
        sheet.write_column("D2", ["公开", "日期"])
        sheet.merge_range("E1:F1", "验收情况")
        sheet.write_row("E2", ["验收", "验收"])
        sheet.write_row("E3", ["日期", "日期"])
        sheet.write_row("A4", ["预决算", "2018-01-10", "财字1号", "2018-01-30"])

    (table,) = log.open(book(台账=fill))
    said = ["事项", "批准日期", "文号", "公开日期", "验收情况验收日期", "验收情况验收日期 (2)"]
    assert [c.header for c in table.columns] == said
    assert roles(table.columns)[:4] == ["matter", "milestone:approval", "case", "milestone:publish"]


@pytest.mark.parametrize("called", ["汇总", "总计数", "合  计：", "财政局 汇总", "财政局 计数", "财政局 Count"])
def test_totals_as_spreadsheets_call_them(log, book, rows, called):
    """The row of totals that Excel puts under a table, and under counts by group."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write_row("A4", [called, "", "", 2])

    (table,) = log.open(book(台账=fill))
    assert [row[0] for row in rows(table)] == ["2", "3"]
    assert table.rejected == ()


@pytest.mark.parametrize("more", ["预决算", "待定"])
def test_a_name_that_ends_as_a_total_does_is_none_with_more_than_figures(log, book, rows, more):
    """A record of which more is said than how many there are is never passed over."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write_row("A4", [3, "财政局 汇总", more, ""])

    (table,) = log.open(book(台账=fill))
    assert rows(table)[-1] == ["4", "3", "财政局 汇总", more, ""]


def test_a_merged_date_is_every_rows_date(log, book, rows):
    """Areas are filled down and to the right."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["编号", "批准日期", "公开日期"])
        sheet.write_column("A2", [1, 2])
        sheet.merge_range("B2:C3", datetime(2018, 1, 10), formats.day)

    (table,) = log.open(book(台账=fill))
    assert rows(table) == [["2", "1", "2018-01-10", "2018-01-10"], ["3", "2", "2018-01-10", "2018-01-10"]]


def test_a_row_merged_over_the_table_is_the_title_of_a_section(log, book, rows):
    """2017年 over all columns is no record of an agency called so; where no column says whose the rows are, it may be what says it."""

    def fill(sheet, _formats):
        sheet.write_row("A1", ["编号", "事项", "单位", "批准日期", "公开日期"])
        sheet.merge_range("A2:E2", "2017年")
        sheet.write_row("A3", ["1", "预决算", "财政局", "2017-03-01", "2017-03-10"])
        sheet.merge_range("A4:E4", "注：以批复为准")

    def nobodys(sheet, _formats):
        sheet.write_row("A1", ["编号", "批准日期", "公开日期"])
        sheet.merge_range("A2:C2", "2018年")
        sheet.write_row("A3", ["1", "2017-03-01", "2017-03-10"])

    (table,) = log.open(book(台账=fill))
    assert rows(table) == [["3", "1", "预决算", "财政局", "2017-03-01", "2017-03-10"]]
    assert table.rejected == ()
    assert table.passed_over["title"] == 2
    assert "分节标题行 2 行：第 2、4 行" in " ".join(note.zh for note in table.notes)
    (table,) = log.open(book(台账=nobodys))
    assert [row[0] for row in rows(table)] == ["3"]
    (rejected,) = table.rejected
    assert (rejected.row, rejected.value) == (2, "2018年")
    assert "加“单位”列" in rejected.reason.zh


def test_a_header_of_two_rows_that_comes_again_is_passed_over(log, book, rows):
    """As printed pages have it: both its rows."""

    def fill(sheet, _formats):
        for top in (1, 4):
            sheet.merge_range(f"A{top}:A{top + 1}", "编号")
            sheet.merge_range(f"B{top}:C{top}", "时间")
            sheet.write_row(f"B{top + 1}", ["批准", "公开"])
            sheet.write_row(f"A{top + 2}", [str(top), "2018-01-10", "2018-01-30"])

    (table,) = log.open(book(台账=fill))
    assert [row[1] for row in rows(table)] == ["1", "4"]
    assert (table.passed_over["header"], table.passed_over["header_again"], table.rejected) == (2, 2, ())


def test_a_case_number_is_what_its_cell_shows(log, book, rows):
    """001 is not 1, nor 财预〔2018〕1号 the same as 财决〔2018〕1号, though each cell holds a 1; a figure is its value."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["编号", "公开日期", "金额"])
        codes = ("000", '"财预〔2018〕"0"号"', '"财决〔2018〕"0"号";@', "0000-00", "0", "0.0", "GB0")
        for n, code in enumerate(codes, start=1):
            sheet.write_number(n, 0, 1, formats.add_format({"num_format": code}))
            sheet.write(n, 1, "2018-01-30")
            sheet.write_number(n, 2, 5, formats.add_format({"num_format": '0"元"'}))

    (table,) = log.open(book(台账=fill))
    shown = ["001", "财预〔2018〕1号", "财决〔2018〕1号", "0000-01", "1", "1", "1"]
    assert [[row[1], row[3]] for row in rows(table)] == [[number, "5"] for number in shown]


def test_an_amount_of_money_is_no_day_whatever_letters_its_format_has(log, book, rows):
    """Letters of a currency, of a text or of an exponent are none of a date."""
    formats_of_money = ("[$CNY] #,##0.00", '"RMB "#,##0.00', "[$HKD] #,##0", '0.00"m²"', "0.0E+0", "0\\d", '"m"0')

    def fill(sheet, formats):
        sheet.write_row("A1", ["编号", "公开日期", "投资额"])
        for n, code in enumerate(formats_of_money, start=1):
            sheet.write_row(n, 0, [str(n), "2018-01-30"])
            sheet.write_number(n, 2, 150_000_000, formats.add_format({"num_format": code}))

    (table,) = log.open(book(台账=fill))
    assert [row[3] for row in rows(table)] == ["150000000"] * len(formats_of_money)


def test_a_case_number_of_an_opendocument_sheet_is_what_its_cell_shows(log, rows):
    """The file says it. A comment on the cell was taken for a part of the number: two rows of a case were two cases."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="1"><text:p>{}</text:p></table:table-cell>'
    over = (
        "</text:p><office:annotation><dc:date>2026-11-28T00:00:00</dc:date><text:p>说明 7</text:p></office:annotation><text:p>",
        "</text:p><draw:custom-shape><text:p>7</text:p></draw:custom-shape><text:p>",
    )
    shown = ["001", "财预〔2018〕1号", "1", "1.00", "01号（2018）", *(f"{beside}001" for beside in over)]
    body = "".join(f"<table:table-row>{number.format(n)}{text.format('2018-01-30')}</table:table-row>" for n in shown)
    head = f"<table:table-row>{text.format('编号')}{text.format('公开日期')}</table:table-row>"
    path = log.folder / "book.ods"
    with ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr(
            "content.xml",
            f'{ODS[: ODS.index("<office:body>")]}<office:body><office:spreadsheet><table:table table:name="台账">{head}{body}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    (table,) = log.open(str(path))
    assert [row[1] for row in rows(table)] == ["001", "财预〔2018〕1号", "1", "1", "01号（2018）", "001", "001"]


def test_a_name_is_what_its_cell_shows(log, book, rows):
    """第3小学 whose cell holds a 3, or 007 as the code of an agency."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["事项", "单位", "公开日期"])
        for n, code in enumerate(('"第"0"小学"', "000"), start=1):
            sheet.write(n, 0, "预决算")
            sheet.write_number(n, 1, 3, formats.add_format({"num_format": code}))
            sheet.write(n, 2, "2018-01-30")

    (table,) = log.open(book(台账=fill))
    assert [row[2] for row in rows(table)] == ["第3小学", "003"]


def test_a_figure_has_the_digits_that_programs_show(log, book, rows):
    """Fifteen of them: of a longer number the file holds other ones than anybody sees, in each kind of file others."""

    def fill(sheet, _formats):
        sheet.write_row("A1", ["编号", "公开日期", "金额"])
        for n, number in enumerate((123456789012347000.0, 123456789012345.0), start=1):
            sheet.write_row(n, 0, [number, "2018-01-30", 0.1 + 0.2])

    (table,) = log.open(book(台账=fill))
    assert [[row[1], row[3]] for row in rows(table)] == [["123456789012347000", "0.3"], ["123456789012345", "0.3"]]


def test_a_number_broken_to_fit_its_column_is_the_number(log, book, rows):
    """Also in a text; what may be two numbers above each other stays apart, and a break in any other cell is a blank."""
    numbers = ["财预〔2018〕\n1号", "2018-\r\n 02", "1\n2"]

    def fill(sheet, _formats):
        sheet.write_row("A1", ["事项", "文号", "公开日期"])
        for n, number in enumerate(numbers, start=1):
            sheet.write_row(n, 0, ["预算\n公开", number, "2018-01-30"])

    text = "事项,文号,公开日期\n" + "".join(f'"预算\n公开","{number}",2018-01-30\n' for number in numbers)
    for name in (book(台账=fill), log.write("a.csv", text)):
        (table,) = log.open(name)
        assert [row[1:3] for row in rows(table)] == [
            ["预算 公开", "财预〔2018〕1号"],
            ["预算 公开", "2018-02"],
            ["预算 公开", "1 2"],
        ]


def test_a_date_shown_as_its_month_is_that_month(log, book, rows):
    """Who types 2018年8月 gets the first of August, and meant the month."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["编号", "公开日期"])
        sheet.write("A2", 1)
        sheet.write_datetime("B2", datetime(2018, 8, 1), formats.month)

    (table,) = log.open(book(台账=fill))
    assert rows(table) == [["2", "1", "2018-08"]]


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        (17, "2018-01"),
        (27, "2018-01"),
        (36, "2018-01"),
        (50, "2018-01"),
        (52, "2018-01"),
        (57, "2018-01"),
        ('e"年"m"月"', "2018-01"),
        ("yyyy_-mm;@", "2018-01"),
        ("yyyy", "2018"),
        ('yyyy"年;"', "2018"),
        ("m/d", "2018-01-01"),
        ("yyyy-mm h", "2018-01-01"),
        (31, "2018-01-01"),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows_it(log, book, rows, shown, read):
    """Chinese programs show 2018年1月 by formats that are known by their number alone."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["事项", "公开日期"])
        sheet.write("A2", "预决算")
        style = formats.add_format({"num_format": shown})
        sheet.write_datetime("B2", datetime(2018, 1, 1), style)

    (table,) = log.open(book(台账=fill))
    assert rows(table)[0][2] == read


@pytest.mark.parametrize(
    ("named", "in_the_file"),
    [
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ('Target="worksheets/sheet1.xml"', 'Target="worksheets/Sheet1.xml"'),
    ],
)
def test_what_cells_show_is_seen_however_a_workbook_names_its_parts(log, book, rows, named, in_the_file):
    """Strict Open XML has namespaces of its own, and parts are found whatever their capitals are."""

    def fill(sheet, formats):
        sheet.write_row("A1", ["事项", "批准日期", "公开日期"])
        sheet.write_row("A2", ["预决算", "2018-01-10"])
        sheet.write_formula("C2", "=#REF!", None, "#REF!")

    plain, path = book(台账=fill), log.folder / "other.xlsx"
    with ZipFile(plain) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(named.encode(), in_the_file.encode()))
    (table,) = log.open(str(path))
    assert rows(table)[0][3] == "#REF!"


def test_an_error_in_a_cell_is_kept_as_it_shows(log, book, rows):
    """An empty cell in its place would hide a date."""

    def fill(sheet, _formats):
        sheet.write_row("A1", ["编号", "公开日期"])
        sheet.write("A2", 12345678901234)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")

    (table,) = log.open(book(台账=fill))
    assert rows(table) == [["2", "12345678901234", "#DIV/0!"]]


def test_a_formula_without_its_result_is_no_empty_cell(log, rows):
    """Programs write formulas that only a spreadsheet program works out: a date that is there would be missing."""
    path = log.folder / "book.xlsx"
    made = Workbook()
    made.active.append(["编号", "事项", "单位", "公开日期"])
    made.active.append(["1", "预决算", "财政局", "=DATE(2018,1,30)"])
    made.save(path)
    (table,) = log.open(str(path))
    assert rows(table) == [["2", "1", "预决算", "财政局", "=DATE(2018,1,30)"]]
    assert "1 个单元格的公式没有结果" in " ".join(note.zh for note in table.notes)


def test_every_sheet_with_a_header_is_read(log, book):
    """The others are named; with several in use, the sheet is part of the name."""

    def page(sheet, _formats):
        sheet.write("A1", "填表说明")

    tables = log.open(book(一月=ledger, 说明=page, 二月=ledger))
    assert [table.file.rpartition(":")[2] for table in tables] == ["一月", "二月"]
    assert any("说明" in note.zh for note in tables[0].notes)


def test_a_list_of_dates_without_matters_is_no_log_beside_a_log(log, book):
    """Such as a history of the form itself."""

    def history(sheet, _formats):
        sheet.write_row("A1", ["日期", "修改人"])
        sheet.write_row("A2", ["2018-01-01", "某某"])

    (table,) = log.open(book(台账=ledger, 修订记录=history))
    assert table.sheet == "台账"
    assert table.shape is Shape.LEDGER


def test_a_header_repeated_on_every_page_is_passed_over(log, book, rows):
    """As a table is printed."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write_row("A4", ["编号", "事项", "单位", "公开日期"])
        sheet.write_row("A5", [3, "预决算", "教育局", "2018-02-01"])

    (table,) = log.open(book(台账=fill))
    assert [row[0] for row in rows(table)] == ["2", "3", "5"]
    assert any("表头行 1 行" in note.zh for note in table.notes)


def test_a_total_with_a_time_is_a_record(log, book, rows):
    """A matter may be called 总计; a row with a time is never passed over."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write_row("A4", [3, "总计", "教育局", "2018-02-01"])

    (table,) = log.open(book(台账=fill))
    assert rows(table)[-1] == ["4", "3", "总计", "教育局", "2018-02-01"]


def test_cells_beside_the_table_do_not_lose_a_row(log, book, rows):
    """A remark to the right has no header and is no reason to reject."""

    def fill(sheet, formats):
        ledger(sheet, formats)
        sheet.write("F2", "已核")

    (table,) = log.open(book(台账=fill))
    assert [c.header for c in table.columns] == ["编号", "事项", "单位", "公开日期", "", ""]
    assert rows(table)[0][-1] == "已核"
    assert table.rejected == ()


def test_a_table_that_does_not_begin_in_the_corner(log, rows):
    """Rows and columns are counted from the sheet's first; made by another program."""
    workbook = Workbook()
    for row, cells in ((4, ["事项", "公开日期"]), (5, ["预决算", datetime(2018, 1, 30, 9, 30)])):
        for column, cell in enumerate(cells, start=3):
            workbook.active.cell(row, column, cell)
    path = log.folder / "other.xlsx"
    workbook.save(path)
    (table,) = log.open(str(path))
    assert rows(table) == [["5", "", "", "预决算", "2018-01-30 09:30:00"]]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="台账">
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell/>{事项}{单位}{公开日期}</table:table-row>
<table:table-row><table:table-cell/>{预决算}
<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>财政局</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2018-01-30"/></table:table-row>
<table:table-row><table:table-cell/>{行政处罚}<table:covered-table-cell/>
<table:table-cell office:value-type="date" office:date-value="2018-02-01T09:30:00"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_sheet_with_a_merged_agency(log, rows):
    """Rows and cells that are written once and repeated are counted as often as they show."""
    cell = r'<table:table-cell office:value-type="string"><text:p>\1</text:p></table:table-cell>'
    path = log.folder / "book.ods"
    with ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", re.sub(r"\{(\w+)\}", cell, ODS.replace("\n", "")))
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    (table,) = log.open(str(path))
    assert rows(table) == [
        ["4", "", "预决算", "财政局", "2018-01-30"],
        ["5", "", "行政处罚", "财政局", "2018-02-01 09:30:00"],
    ]


ODS_STYLES = """<office:automatic-styles>
<number:date-style style:name="N1"><number:year/><number:text>年</number:text><number:month/></number:date-style>
<number:date-style style:name="N2"><number:year/></number:date-style>
<number:date-style style:name="N3"><number:year/><number:month/><number:day/></number:date-style>
<number:text-style style:name="N4"><number:text-content/>
<style:map style:condition="value()&lt;=1.8E308" style:apply-style-name="N1"/></number:text-style>
<number:date-style style:name="N5"><number:year/><number:month/><number:day/>
<style:map style:condition="value()&gt;0" style:apply-style-name="N2"/>
<style:map style:condition="value()&lt;0" style:apply-style-name="N1"/></number:date-style>
<style:style style:name="m" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="sections" style:family="table-cell" style:data-style-name="N4"/>
<style:style style:name="signs" style:family="table-cell" style:data-style-name="N5">
<style:map style:condition="cell-content()&gt;0" style:apply-style-name="d"/></style:style>
<style:style style:name="y" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="d" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="m2" style:family="table-cell" style:parent-style-name="m"/></office:automatic-styles>"""
ODS_DATE = '<table:table-cell office:value-type="date" office:date-value="2018-01-01" {}/>'
ODS_ERROR = '<table:table-cell table:formula="of:=1/0" {}><text:p>{}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (ODS_DATE.format('table:style-name="m"'), "2018-01"),
        (ODS_DATE.format('table:style-name="m2"'), "2018-01"),
        (ODS_DATE.format('table:style-name="sections"'), "2018-01"),
        (ODS_DATE.format('table:style-name="signs"'), "2018"),
        (ODS_DATE.format('table:style-name="y"'), "2018"),
        (ODS_DATE.format('table:style-name="d"'), "2018-01-01"),
        (ODS_DATE.format(""), "2018-01"),
        (ODS_ERROR.format('office:value-type="string" calcext:value-type="error"', "#REF!"), "#REF!"),
        (ODS_ERROR.format('office:value-type="float" office:value="0"', "Err:502"), "Err:502"),
        (ODS_ERROR.format('office:value-type="float" office:value="20180105"', "20180105"), "20180105"),
    ],
)
def test_an_opendocument_cell_is_read_as_it_shows(log, rows, cell, read):
    """A month is no day, and an error no empty cell; a cell without a style has that of its column."""
    names = " ".join(f'xmlns:{name}="{name}"' for name in ("number", "style", "calcext"))
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    head = text.format("事项") + text.format("公开日期")
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="m"/>'
    start, end = (
        ODS[: ODS.index("<office:body>")],
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    )
    path = log.folder / "book.ods"
    with ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr(
            "content.xml",
            f"{start.replace('xmlns:table', f'{names} xmlns:table', 1)}{ODS_STYLES}<office:body><office:spreadsheet>"
            f'<table:table table:name="台账">{columns}<table:table-row>{head}</table:table-row>'
            f'<table:table-row table:number-rows-repeated="2">{text.format("预决算")}{cell}</table:table-row>{end}',
        )
    (table,) = log.open(str(path))
    assert [row[2] for row in rows(table)] == [read, read]


def test_a_workbook_without_any_header_is_refused(log, book):
    """Its sheets are named."""

    def page(sheet, _formats):
        sheet.write("A1", "填表说明")

    (problem,) = log.refusal(book(说明=page))
    assert problem.code == "log/no-header"
    assert "说明" in problem.title.zh


def test_a_sheet_at_odds_with_itself_is_refused_by_its_name(log, book):
    """Two columns for one thing, in one of two sheets."""

    def twice(sheet, _formats):
        sheet.write_row("A1", ["编号", "文号", "公开日期"])
        sheet.write_row("A2", [1, 2, "2018-01-30"])

    (problem,) = log.refusal(book(一月=ledger, 二月=twice))
    assert problem.code == "log/two-columns"
    assert problem.place.file.endswith("book.xlsx:二月")


def test_a_hidden_sheet_is_read_and_said(log, book):
    """What is in the file counts, whether it shows or not."""

    def hidden(sheet, formats):
        ledger(sheet, formats)
        sheet.hide()

    tables = log.open(book(一月=ledger, 二月=hidden))
    assert len(tables) == 2
    assert any("隐藏" in note.zh for note in tables[1].notes)


def test_a_formula_without_its_result_is_no_name(log, rows):
    """All rows have the same formula for their number, and would be one case."""
    path = log.folder / "book.xlsx"
    made = Workbook()
    made.active.append(["编号", "事项", "单位", "公开日期", "件数"])
    made.active.append(["=ROW()-1", "预决算", "财政局", "2018-01-30", 1])
    made.active.append(["2", "预决算", "教育局", "2018-01-30", "=1+1"])
    made.save(path)
    (table,) = log.open(str(path))
    assert [row[0] for row in rows(table)] == ["3"]
    assert [(row.row, row.column, row.value) for row in table.rejected] == [(2, "编号", "=ROW()-1")]


def nameless(*rows):
    """Fills a sheet with a ledger that does not say whose it is."""

    def fill(sheet, _formats):
        sheet.write_row("A1", ["编号", "事项", "批准日期", "公开日期"])
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)

    return fill


def test_sheets_that_are_called_as_agencies_are_not_all_of_one(log, book):
    """Case 1 of one agency would be published by the other; sheets of months are of one agency."""
    row = ["1", "预决算", "2018-01-10", "2018-01-12"]
    problems = log.refusal(book(财政局=nameless(row), 县审计局=nameless(row), 说明=nameless(row)))
    assert {problem.code for problem in problems} == {"log/no-agency"}
    assert len(log.open(book(一月=nameless(row), 待办=nameless(row), 已办=nameless(row)))) == 3
    whose = HeaderMapping(defaults={"agency": "财政局"})
    assert len(log.open(book(办公室=nameless(row), 国库处=nameless(row)), mapping=whose)) == 2


def test_records_far_below_the_top_of_a_sheet_are_not_passed_over(log, book):
    """A table under a summary of many rows has its header where none is looked for."""

    def below(sheet, _formats):
        sheet.write_column("A1", [f"第{n}项说明" for n in range(40)])
        sheet.write_row(41, 0, ["编号", "事项", "单位", "公开日期"])
        sheet.write_row(42, 0, ["2", "预决算", "审计局", "2018-05-20"])

    (problem,) = log.refusal(book(一月=ledger, 二月=below))
    assert (problem.code, problem.place.line) == ("log/no-header", 43)
    (problem,) = log.refusal(book(二月=below))
    assert "前 20 行" in problem.hint.zh


@pytest.mark.parametrize("header", [[], ["序号", "名称", "部门", "上网"], ["编号", "事项", "单位", "上网日"]])
def test_a_sheet_of_records_without_a_header_is_not_passed_over(log, book, header):
    """Its rows would be gone without a word, also where its header names no time; a sheet of something else may lie there."""

    def records(sheet, _formats):
        sheet.write_row("A1", header)
        sheet.write_row(2, 0, ["2", "预决算", "审计局", "2018-05-20"])

    def changes(sheet, _formats):
        sheet.write_row("A1", ["2018-01-01", "某某", "加一列", "", "2018-01-02"])

    (problem,) = log.refusal(book(一月=ledger, 二月=records))
    assert (problem.code, problem.place.file.rpartition(":")[2], problem.place.line) == ("log/no-header", "二月", 3)
    assert len(log.open(book(一月=ledger, 修改=changes))) == 1
