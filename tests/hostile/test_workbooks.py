from collections.abc import Callable
from zipfile import ZIP_BZIP2

import pytest
from tests.hostile.case import CLEAN, REFUSED, REJECTED, Case, case
from tests.hostile.runner import Done
from tests.hostile.workbooks import (
    LAUGHS,
    ODS_ROWS,
    OLE,
    OUTSIDE,
    STYLES,
    VALUES,
    book,
    cell,
    lying,
    number,
    ods,
    ods_cell,
    ods_row,
    of_many_sheets,
    packed,
    repacked,
    row,
    shared,
    sheet,
)

FAR = '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
DAMAGED = "error[log/format]"
SPACES = " " * (1 << 28)
TEXT = f"<si><t>{'x' * 900_000}</t></si>"
FIRST, SPACED = '<c r="B{0}" t="s"><v>0</v></c>', "<c r='B{0}' t = 's'><v> 0 </v></c>"


def say(rows: int, cell: str = FIRST) -> str:
    """So many rows with a cell that says the first text."""
    return "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in range(3, rows + 3))


def x(name, status, says, data, heavy=False):
    """A workbook with the ending of its kind."""
    return case(name, status, says, {"a.xlsx": data}, heavy=heavy)


def o(name, status, says, *rows):
    """A spreadsheet of the usual two rows and others."""
    return case(name, status, says, {"a.ods": ods((*ODS_ROWS, *rows))})


CASES = [
    x("whole", CLEAN, "report written", book()),
    x("dimension lies", CLEAN, "report written", book(sheet(dimension="A1:XFD1048576"))),
    x("dimension is nonsense", REFUSED, DAMAGED, book(sheet(dimension="zz:!!"))),
    x(
        "a cell in the last corner",
        REFUSED,
        ("error[limit/sheet]", "row 1,048,576 and column 16,384"),
        lambda: book(sheet(FAR)),
    ),
    x("a cell beyond the last corner", REFUSED, "error[limit/sheet]", book(sheet(FAR.replace("XFD", "ZZZZZZ")))),
    x(
        "single quotes and blanks",
        REFUSED,
        "error[limit/sheet]",
        book(sheet(FAR.replace('r="XFD1048576"', "r = 'XFD1048576'"))),
    ),
    x(
        "cells without a place, and a last row",
        REFUSED,
        "error[limit/sheet]",
        lambda: book(sheet("<row>" + "<c><v>1</v></c>" * 100_000 + "</row>" + FAR.replace("XFD", "A"))),
    ),
    x(
        "a format in the last corner",
        CLEAN,
        "report written",
        book(sheet('<row r="1048576"><c r="XFD1048576" s="0"/></row>')),
    ),
    x("a cell far down", REJECTED, "row 200000", book(sheet(row(200_000, ("9",))))),
    x("row 0", REFUSED, DAMAGED, book(sheet('<row r="0">' + cell("A0", "x") + "</row>"))),
    x("a place that is none", REFUSED, DAMAGED, book(sheet('<row r="x"><c r="!!"><v>1</v></c></row>'))),
    x("no places at all", REJECTED, "row 3", book(sheet('<row><c t="inlineStr"><is><t>9</t></is></c></row>'))),
    x(
        "everything merged",
        CLEAN,
        "report written",
        book(sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    ),
    x("merged nowhere", REFUSED, DAMAGED, book(sheet(after='<mergeCells><mergeCell ref="x"/></mergeCells>'))),
    x(
        "merged backwards",
        CLEAN,
        "report written",
        book(sheet(after='<mergeCells><mergeCell ref="E5:A1"/></mergeCells>')),
    ),
    x(
        "merged over each other",
        CLEAN,
        "report written",
        book(
            sheet(
                "".join(row(n, (str(n), *VALUES[1:])) for n in range(3, 2003)),
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:E2002"/>' for n in range(3, 2002))
                + "</mergeCells>",
            )
        ),
    ),
    x("a thousand million laughs in a sheet", REFUSED, DAMAGED, book(sheet(row(3, ("&j;",)), before=LAUGHS))),
    x(
        "a thousand million laughs beside an error",
        REFUSED,
        DAMAGED,
        book(sheet(row(3, ("&j;",), '<c r="B3" t="e"><v>#REF!</v></c>'), before=LAUGHS)),
    ),
    x(
        "a thousand million laughs in the texts",
        REFUSED,
        DAMAGED,
        book(parts={"xl/sharedStrings.xml": f"{LAUGHS}<sst><si><t>&j;</t></si></sst>"}),
    ),
    x("a file from outside", REFUSED, DAMAGED, book(sheet(row(3, ("&x;",)), before=OUTSIDE))),
    x(
        "links to other workbooks and macros",
        CLEAN,
        "report written",
        book(parts={"xl/externalLinks/externalLink1.xml": "<x/>", "xl/vbaProject.bin": OLE + b"\0" * 500}),
    ),
    x(
        "parts that would lie outside",
        CLEAN,
        "report written",
        book(parts={"../../evil": "x", "/evil": "x", "C:\\evil": "x"}),
    ),
    x("a part of zeros", REFUSED, "error[limit/packing]", lambda: book(parts={"xl/media/a.bin": b"\0" * (1 << 28)})),
    x("a cell of blanks without end", REFUSED, "error[limit/packing]", lambda: book(sheet(row(3, (SPACES,))))),
    x(
        "a part larger than it says",
        REFUSED,
        "not as large as it says",
        lambda: lying(book(sheet(row(3, (SPACES[: 1 << 24],)))), "xl/worksheets/sheet1.xml", 900),
    ),
    x("packed by another method", REFUSED, "method 12 of ZIP", repacked(book(), ZIP_BZIP2)),
    x(
        "deep XML",
        REJECTED,
        "row 3",
        book(
            sheet(
                '<row r="3"><c r="A3" t="inlineStr">' + "<is>" * 50000 + "</is>" * 50000 + "</c></row>" + row(4, ("4",))
            )
        ),
    ),
    x("cut", REFUSED, DAMAGED, book()[:-100]),
    x("cut in half", REFUSED, DAMAGED, book()[:900]),
    x("nothing but its mark", REFUSED, DAMAGED, b"PK\x03\x04"),
    x("no sheets", REFUSED, ("error[log/no-header]", "no sheet has a header"), book(sheets="")),
    x("a sheet that is not there", REFUSED, "error[log/", book(sheets='<sheet name="x" sheetId="1" r:id="rId9"/>')),
    x(
        "two sheets of one name",
        REFUSED,
        "two worksheets are called",
        book(sheets='<sheet name="x" sheetId="1" r:id="rId1"/>' * 2),
    ),
    x("a sheet of no XML", REFUSED, DAMAGED, book("not XML <<<")),
    x("an empty sheet", REFUSED, DAMAGED, book("")),
    x("a sheet in UTF-16", REFUSED, DAMAGED, book(sheet().replace("UTF-8", "UTF-16").encode("utf-16"))),
    x("a sheet that breaks off", REFUSED, DAMAGED, book(sheet()[:-60])),
    x(
        "a text that is not there",
        REFUSED,
        DAMAGED,
        book(sheet('<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>')),
    ),
    x("a truth that is none", REFUSED, DAMAGED, book(sheet('<row r="3"><c r="A3" t="b"><v>7</v></c></row>'))),
    x("a kind that is none", REFUSED, DAMAGED, book(sheet('<row r="3"><c r="A3" t="zzz"><v>7</v></c></row>'))),
    x(
        "a style that is none",
        REJECTED,
        "row 3",
        book(sheet('<row r="3"><c r="A3" s="99999"><v>1</v></c></row>'), STYLES),
    ),
    x("an error for a date", REJECTED, "#REF!", book(sheet(row(3, VALUES[:4], '<c r="E3" t="e"><v>#REF!</v></c>')))),
    x(
        "markup for a name",
        CLEAN,
        "report written",
        book(sheets='<sheet name="&lt;script&gt;=1+1" sheetId="1" r:id="rId1"/>'),
    ),
    *(
        x(f"{value} as a number", REJECTED, "row 3", book(number(value, 0), STYLES))
        for value in ("1e308", "-1", "43110", "x")
    ),
    *(x(f"{value} as a date", REJECTED, "row 3", book(number(value, 1), STYLES)) for value in ("-1", "0", "2958466")),
    *(
        x(f"{value} as a date", REFUSED, "cell E3", book(number(value, 1), STYLES))
        for value in ("1e308", "-1e308", "99999999999")
    ),
    *(
        x(f"{value} as a duration", REFUSED, "cell E3", book(number(value, 2), STYLES))
        for value in ("1e308", "-1e308", "inf")
    ),
    *(x(f"{value} as a month", REFUSED, "cell E3", book(number(value, 3), STYLES)) for value in ("-1e308",)),
    x(
        "marked as encrypted",
        REFUSED,
        DAMAGED,
        book().replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"),
    ),
    x("binary", REFUSED, ".xlsb", book(parts={"xl/workbook.bin": b"\0" * 100})),
    x("no workbook but a folder", REFUSED, "this is a ZIP archive", packed({"a.txt": "x"})),
    x("a text document", REFUSED, "Word document", packed({"word/document.xml": "x"})),
    x("of an old kind, damaged", REFUSED, DAMAGED, OLE + b"\xff" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 5000),
    x("of an old kind, of nothing", REFUSED, DAMAGED, OLE + b"\0" * 5000),
    x(
        "behind a password",
        REFUSED,
        "password",
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 5000,
    ),
    x("1,000 sheets", CLEAN, "report written", lambda: of_many_sheets(1000)),
    x("a text that 50 cells say", REJECTED, "row 3", lambda: shared(TEXT, say(50))),
    x("a text that 3,000 cells say", REFUSED, "error[limit/workbook]", lambda: shared(TEXT, say(3000))),
    x("a text that 200 cells say", REFUSED, "error[limit/packing]", lambda: shared(TEXT, say(200))),
    x("a text said in another way", REFUSED, "error[limit/packing]", lambda: shared(TEXT, say(200, SPACED))),
    x(
        "a text behind texts that are remarks",
        REFUSED,
        "error[limit/packing]",
        lambda: shared("<!--<si>x</si>-->" + TEXT, say(200)),
    ),
    x(
        "texts that are not the one",
        REJECTED,
        "row 3",
        lambda: shared(f"<si><t>y</t></si>{TEXT}", say(5000, '<c r="B{0}" s="0" t="s"><v>0</v></c>')),
    ),
    o("OpenDocument", CLEAN, "report written"),
    o("OpenDocument, a text repeated", REFUSED, "error[limit/packing]", ods_row([ods_cell("x" * 15_000)], "60000")),
    o("OpenDocument, a text to the right", REFUSED, "error[limit/packing]", ods_row([ods_cell("x" * 90_000, "4000")])),
    o(
        "OpenDocument, blanks repeated",
        REFUSED,
        "error[limit/workbook]",
        ods_row([ods_cell('<text:s text:c="2000000000"/>')]),
    ),
    o(
        "OpenDocument, a text of an attribute",
        REFUSED,
        "error[limit/packing]",
        ods_row(
            [ods_cell("").replace("<table:table-cell", f'<table:table-cell office:string-value="{"x" * 15_000}"')],
            "60000",
        ),
    ),
    o("OpenDocument, repeated without end", REFUSED, ("error[",), ods_row([ods_cell("x", "16384")], "1048576")),
    o(
        "OpenDocument, repeated by the million",
        REFUSED,
        "error[limit/packing]",
        ods_row([ods_cell("x", "1000")], "15000"),
    ),
    o("OpenDocument, repeated often", CLEAN, "count once", ods_row(map(ods_cell, VALUES), "299")),
    o("OpenDocument, a very wide row", REFUSED, "error[limit/sheet]", ods_row([ods_cell("x", "99999999999")])),
    o("OpenDocument, repeated less than once", REFUSED, DAMAGED, ods_row([ods_cell("x", "-1")])),
    o(
        "OpenDocument, empty cells without end",
        CLEAN,
        "report written",
        ods_row(['<table:table-cell table:number-columns-repeated="16384"/>'], "1048576"),
    ),
    o(
        "OpenDocument, a cell over everything",
        REJECTED,
        "row 3",
        ods_row(
            [ods_cell("x").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="1000000000"', 1)]
        ),
    ),
    case(
        "OpenDocument, no XML",
        REFUSED,
        DAMAGED,
        {"a.ods": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<<<"})},
    ),
]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_a_workbook_is_read_or_refused_as_promised(made: Case, hold: Callable[[Case], Done]) -> None:
    """Bombs, lies, damage and entities: a message, in bounded time and memory."""
    hold(made)
