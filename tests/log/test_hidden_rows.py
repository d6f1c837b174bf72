"""Rows of a workbook that do not show are read like all others, and told."""

import re
import struct
from itertools import product

import pytest
import xlsxwriter
from tests.hostile import old_workbooks as old
from tests.hostile.workbooks import HEADERS, book, ods, ods_cell, ods_row, row, sheet

ROWS = (HEADERS, *((f"{n}号", "预决算", "财政局", f"2018-01-0{n}", f"2018-02-0{n}") for n in range(1, 8)))
HIDDEN = (2, 5, 6)
"""From 0, of the rows above."""
BLANKS = "<!--" + "x" * (1 << 20) + "-->"


def new(path):
    """A row hidden by hand, two by a filter: programs write down one like the other."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("台账")
        for n, cells in enumerate(ROWS):
            sheet.write_row(n, 0, cells)
        sheet.autofilter(0, 0, len(ROWS) - 1, len(HEADERS) - 1)
        for n in HIDDEN:
            sheet.set_row(n, None, None, {"hidden": True})


def unnumbered(path):
    """As some programs write: rows and cells that do not say where they are, and more of them than are looked at at once."""
    rows = [re.sub(r' r="\w+"', "", BLANKS + row(n, cells)) for n, cells in enumerate(ROWS)]
    for n in HIDDEN:
        rows[n] = rows[n].replace("<row", "<row customHeight='1'\thidden = 'true'", 1)
    path.write_bytes(book(re.sub("<row.*</row>", "".join(rows), sheet())))


def open_document(path):
    """The two rows that a filter left out are of another kind than the one hidden by hand."""
    rows = [ods_row(map(ods_cell, cells)) for cells in ROWS]
    for n, how in zip(HIDDEN, ("collapse", "filter", "filter"), strict=True):
        rows[n] = rows[n].replace("<table:table-row", f'<table:table-row table:visibility="{how}"')
    path.write_bytes(ods(rows))


def of_old(path):
    """A record for each row says how it looks."""
    looks = (old.record(0x0208, struct.pack("<HHHHHHHH", n, 0, 5, 0, 0, 0, 0x20 * (n in HIDDEN), 0)) for n in range(8))
    cells = (old.text(n, c, ROWS[n][c]) for n, c in product(range(8), range(5)))
    path.write_bytes(old.container(old.stream(b"".join((*looks, *cells)))))


@pytest.mark.parametrize(
    ("ending", "made"), [("xlsx", new), ("xlsx", unnumbered), ("ods", open_document), ("xls", of_old)]
)
def test_hidden_rows_are_read_and_told(log, rows, ending, made):
    """Whether a row shows is no reason to leave it out, and whoever reads the report is to know."""
    path = log.folder / f"a.{ending}"
    made(path)
    (table,) = log.open(str(path))
    assert len(rows(table)) == 7
    assert [note.zh for note in table.notes if "隐藏" in note.zh] == ["隐藏或筛掉、照样读入的行 3 行：第 3、6、7 行"]
    assert [note.en for note in table.notes if "hidden" in note.en] == [
        "rows hidden or filtered out, read all the same: 3 (row 3, 6, 7)"
    ]


def test_only_rows_that_are_read_count(log, rows):
    """All the rows below a table are often hidden, and titles above it may be."""
    hidden = (
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="{}">'
        + ods_cell("")
        + "</table:table-row>"
    )
    path = log.folder / "a.ods"
    path.write_bytes(
        ods([hidden.format(2), *(ods_row(map(ods_cell, cells)) for cells in ROWS), hidden.format(1_000_000)])
    )
    (table,) = log.open(str(path))
    assert rows(table)[0][0] == "4"
    assert not [note for note in table.notes if "隐藏" in note.zh]
