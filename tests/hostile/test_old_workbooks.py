"""Workbooks that lie about how much is in them, or of which two readers keep different rows: of the old kind and of the new."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.hostile.case import CLEAN, GAPS, REFUSED, REJECTED, Case, case
from tests.hostile.old_workbooks import (
    container,
    dimensions,
    error,
    failed_formula,
    number,
    own_format,
    record,
    says,
    short_numbers,
    stream,
    style,
    text,
    texts,
    usual,
)
from tests.hostile.runner import Done
from tests.hostile.workbooks import (
    ODS_ROWS,
    OLE,
    VALUES,
    book,
    cell,
    ods,
    ods_cell,
    ods_row,
    of_many_sheets,
    packed,
    row,
    sheet,
)

DAMAGED, FAR = "the workbook is damaged", "error[limit/sheet]"
LAST = '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
STRINGS = '<sst xmlns="x" count="2" uniqueCount="4294967295"><si><t>2</t></si></sst>'
BLANKS = "<!--" + "x" * (1 << 20) + "-->"
FORMULA = '<c r="E3"><f>DATE(2018,1,30)</f><v></v></c>'
FAR_DOWN = '<row r="1000000">' + cell("S1000000", "x") + "</row>"
UNFILLED = re.sub('<row r="2".*?</row>', "", sheet())
NOTHING = container(record(0x0809, b"") + stream(usual()))
RESULTS = "whose result is not in the file"
ELSEWHERE = (
    '<externalLink><externalBook><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="A2"><v>1</v></cell></row>'
    + (
        '</sheetData><sheetData sheetId="1"><row r="1"><cell r="A1"><v>2</v></cell></row></sheetData></sheetDataSet>'
        "</externalBook></externalLink>"
    )
)
OWN_FORMATS = {
    "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="General"/>'
    '<numFmt numFmtId="176" formatCode="0_);[Red]\\(0\\)"/><numFmt numFmtId="177" formatCode="yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="164"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>'
}
"""Formats as programs write them out: of anything, of numbers, of years."""


def o(name: str, status: int, says: str | tuple[str, ...], data: bytes, ending: str = "xls") -> Case:
    """A workbook of the old kind."""
    return case(f"of an old kind, {name}", status, says, {f"a.{ending}": data})


def x(
    name: str, status: int, says: str | tuple[str, ...], data: bytes | Callable[[], bytes], ending: str = "xlsx"
) -> Case:
    """A workbook."""
    return case(name, status, says, {f"a.{ending}": data})


def published(cell: bytes, styles: bytes = b"") -> bytes:
    """A workbook of the old kind with a third row, whose publication is that cell."""
    third = b"".join(text(2, c, said) for c, said in enumerate(("2", "预决算", "审计局", "2018-01-20")))
    return container(stream(usual() + third + cell, styles=styles))


def of_texts(number: int, rows: int) -> bytes:
    """A workbook of the old kind whose further rows say a text of the table: a long one or a short one."""
    said = b"".join(says(row, 1, number) for row in range(2, rows + 2))
    return container(stream(usual() + said, styles=texts("x" * 30_000, "y")))


def numbered(at: int, style: int, said: str) -> str:
    """A row published late whose number is a number in a style."""
    cells = "".join(
        cell(f"{letter}{at}", value) for letter, value in zip("BCDE", (*VALUES[1:4], "2018-03-30"), strict=True)
    )
    return f'<row r="{at}"><c r="A{at}" s="{style}"><v>{said}</v></c>{cells}</row>'


def encoded(content: str, encoding: str) -> bytes:
    """A workbook whose sheet says to be in another encoding."""
    return book(content.replace("UTF-8", encoding))


def ods_encoded(encoding: str) -> bytes:
    """An OpenDocument spreadsheet whose content says to be in another encoding."""
    with ZipFile(BytesIO(ods(ODS_ROWS))) as parts:
        return packed({name: parts.read(name).decode().replace("UTF-8", encoding) for name in parts.namelist()})


def ods_locked() -> bytes:
    """An OpenDocument spreadsheet whose content is encrypted."""
    listed = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": listed,
                   "content.xml": bytes(range(256))})  # fmt: skip


def elsewhere(name: str) -> bytes:
    """A workbook whose sheet, with a cell in the last corner, is the part of that name."""
    whole = book()
    relations = f'Target="worksheets/{name}"'
    with ZipFile(BytesIO(whole)) as parts:
        said = parts.read("xl/_rels/workbook.xml.rels").decode().replace('Target="worksheets/sheet1.xml"', relations)
    return book(parts={"xl/_rels/workbook.xml.rels": said, f"xl/worksheets/{name}": sheet(LAST)})


CASES = [
    o("whole", CLEAN, "report written", container(stream(dimensions(0, 2, 0, 5) + usual()))),
    o("called .xlsx", CLEAN, "report written", container(stream(usual())), "xlsx"),
    o("more rows than there are", REFUSED, DAMAGED, container(stream(dimensions(0, 2**32 - 1, 0, 255) + usual()))),
    o("rows from last to first", REFUSED, DAMAGED, container(stream(dimensions(9, 2, 0, 5) + usual()))),
    o("a cell beyond the last corner", REFUSED, FAR, container(stream(usual() + text(65535, 65535, "x")))),
    o("a sheet a hundred times", REFUSED, DAMAGED, container(stream(usual(), starts=[0] * 100))),
    o("a directory in a circle", REFUSED, DAMAGED, container(stream(usual()), directory=1)),
    o("a table in a circle", REFUSED, DAMAGED, container(stream(usual()), further=1)),
    o("with a workbook behind", REFUSED, DAMAGED,
      OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(5000) + book(sheet(LAST)), "xlsx"),
    x("more texts than there are", REFUSED, "not as large as it says", book(parts={"xl/sharedStrings.xml": STRINGS})),
    x("a sheet that is called as the texts are", REFUSED, FAR, elsewhere("sharedStrings.xml")),
    x("blanks where a block ends", REFUSED, FAR,
      lambda: book(sheet('<row r="3">' + BLANKS[200:] + "<c r" + " " * 300 + '="XFD1048576"><v>1</v></c></row>'))),
    x("sheets that are too large together", REFUSED, FAR, lambda: of_sheets(*[sheet(FAR_DOWN)] * 4)),
    x("OpenDocument, called .xls", CLEAN, "report written", ods(ODS_ROWS), "xls"),
    x("called .xls", CLEAN, "report written", book(), "xls"),
    x("called .ods", CLEAN, "report written", book(), "ods"),
    x("a row twice", REFUSED, "row 3 of the sheet (xl/worksheets/sheet1.xml) is there twice",
      book(sheet(row(3, ("2", *VALUES[1:])) + row(3, ("3", *VALUES[1:]))))),
    x("a row twice, in an encoding that hides it", REFUSED, "says to be in gb18030",
      encoded(sheet(row(3, ("2", *VALUES[1:])) + row(3, ("3", *VALUES[1:]))), "gb18030")),
    x("an encoding far from its beginning", REFUSED, "says to be in ?", encoded(sheet(), " " * 5000 + "gb18030")),
    x("a row twice, in what is no XML", REFUSED, DAMAGED,
      book(sheet("<!-- a -- b -->" + row(3, ("2", *VALUES[1:])) + row(3, ("3", *VALUES[1:]))))),
    x("a part of somebody's own", CLEAN, "report written",
      book(parts={"customXml/item1.xml": '<?xml version="1.0" encoding="gb2312"?><a/>'})),
    x("OpenDocument in an encoding that nobody knows", REFUSED, "says to be in true", ods_encoded("true"), "ods"),
    x("OpenDocument with a password", REFUSED, "the workbook has a password", ods_locked(), "ods"),
    x("rows out of order", REFUSED, "row 3 of the sheet (xl/worksheets/sheet1.xml) comes after row 5",
      book(sheet(row(5, VALUES) + row(3, VALUES)))),
    o("locked", REFUSED, "the workbook has a password or its structure is protected",
      container(stream(usual(), styles=record(0x002F, bytes(54)), starts=[2**31]))),
    x("what other workbooks say", CLEAN, "report written", book(parts={"xl/externalLinks/externalLink1.xml": ELSEWHERE})),
    x("long numbers", GAPS, "201800000001", book(sheet(numbered(3, 0, "201800000001") + numbered(4, 1, "13800000000")), OWN_FORMATS)),
    x("a long number that is a year", REFUSED, "is formatted as a date", book(sheet(numbered(3, 2, "201800000001")), OWN_FORMATS)),
    o("an error", REJECTED, "row 3 公开日期 “#REF!”", published(error(2, 4, 0x17))),
    o("an error that no list has", REFUSED, "the workbook cannot be opened", published(error(2, 4, 0x63))),
    o("a formula that fails", REJECTED, "row 3 公开日期 “#N/A”", published(failed_formula(2, 4, 0x2A))),
    o("a month", CLEAN, "actual publication 2018-02 (row 3)", published(number(2, 4, 43132, 1), style(0) + style(17))),
    o("a month in Chinese", CLEAN, "actual publication 2018-02 (row 3)",
      published(short_numbers(2, 4, (43132, 1), (43132, 1)), style(0) + style(57))),
    o("a month in a format of its own", CLEAN, "actual publication 2018-02 (row 3)",
      published(number(2, 4, 43132, 0), style(170) + own_format(170, 'yyyy"年"m"月"'))),
    o("a year", CLEAN, "actual publication 2018 (row 3)",
      published(number(2, 4, 43101, 0), style(170) + own_format(170, 'yyyy"年"'))),
    o("a number in a format of its own", GAPS, "003", container(stream(usual() + number(2, 0, 3, 0) + b"".join(
      text(2, c, said) for c, said in enumerate(("预决算", "审计局", "2018-01-20", "2018-03-20"), 1)),
      styles=style(170) + own_format(170, "000")))),
    o("a day", GAPS, "actual publication 2018-02-10 (row 3)", published(number(2, 4, 43141, 0), style(31))),
    x("a formula without its result", REJECTED, (f"row 3 公开日期 “=DATE(2018,1,30)”: “=DATE(2018,1,30)” is a formula {RESULTS}",
      "of which the formula was read: 1"), book(sheet(row(3, ("2", *VALUES[1:4]), FORMULA)))),
    x("a last row of formulas", REJECTED, "row 3 编号",
      book(sheet('<row r="3">' + "".join(f'<c r="{c}3"><f>{c}2</f></c>' for c in "ABCDE") + "</row>"))),
    x("an error that is new", REFUSED, "the cell in row 3, column 5 holds the error “#SPILL!”",
      book(sheet(row(3, VALUES[:4], '<c r="E3" t="e"><v>#SPILL!</v></c>')))),
    x("a sheet that nobody has filled in", CLEAN, "a.xlsx:2", lambda: of_sheets(sheet(), UNFILLED)),
    o("a day that is none", REFUSED, "the workbook cannot be opened", published(number(2, 4, 1e300, 1), style(0) + style(46))),
    o("a text that 2,000 cells say", REFUSED, "error[limit/packing]", of_texts(0, 2000)),
    o("a short text that 2,000 cells say", REJECTED, "row 3", of_texts(1, 2000)),
    o("that begins with nothing", REFUSED, "the workbook cannot be opened", NOTHING),
    case("of an old kind, to look through again", REFUSED, "cannot be opened as a workbook",
         {"a.csv": "", "b.xls": NOTHING},
         *("recheck", "b.xls", "a.csv", "--rule", "预决算 批准后20日内公开", "-o", "c.xlsx", "--lang", "en")),
    case("OpenDocument, to look through again", REFUSED, FAR,
         {"a.csv": "", "b.ods": ods((*ODS_ROWS, ods_row([ods_cell("x", "16384")], "1048576")))},
         *("recheck", "b.ods", "a.csv", "--rule", "预决算 批准后20日内公开", "-o", "c.xlsx", "--lang", "en")),
]  # fmt: skip


def of_sheets(*sheets: str) -> bytes:
    """A workbook of these sheets."""
    out = BytesIO()
    with ZipFile(BytesIO(of_many_sheets(len(sheets)))) as parts, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in parts.namelist():
            if name != "xl/worksheets/sheet1.xml":
                number = re.search(r"sheet([0-9]+)[.]xml", name)
                made.writestr(name, sheets[int(number[1]) - 2] if number else parts.read(name))
    return out.getvalue()


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_a_workbook_takes_no_more_than_it_holds(made: Case, hold: Callable[[Case], Done]) -> None:
    """Neither memory nor the process itself is lost to what a workbook says of itself, and no row of it."""
    hold(made)
