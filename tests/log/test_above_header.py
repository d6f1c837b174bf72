"""What stands above the header: titles are passed over, and records are not."""

import pytest
import xlsxwriter

from compliance.findings.assessment import NoRecord

HEADER = "编号,事项,单位,批准日期,公开日期"
FIRST, SECOND = "1,预决算,财政局,2018-01-10,2018-05-20", "2,预决算,审计局,2018-01-10,"


def text(log, rows):
    """A CSV."""
    return log.write("log.csv", "\n".join(rows) + "\n")


def gb18030(log, rows):
    """A CSV that is copied before it is scanned."""
    return log.write("log.csv", "\n".join(rows) + "\n", "gb18030")


def workbook(log, rows):
    """A workbook."""
    path = log.folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [cell or None for cell in row.split(",")])
    return str(path)


@pytest.mark.parametrize("made", [text, gb18030, workbook])
def test_records_above_the_header_are_rejected(log, rows, made):
    """A table sorted with its header has it sink among its rows; told as titles they would be gone."""
    (table,) = log.open(made(log, ["2018年公开台账", FIRST, SECOND, HEADER, "3,预决算,教育局,2018-01-10,2018-01-12"]))
    assert [row[0] for row in rows(table)] == ["5"]
    assert [(row.row, row.value) for row in table.rejected] == [
        (2, FIRST.replace(",", "；")),
        (3, SECOND.rstrip(",").replace(",", "；")),
    ]
    assert "第 4 行" in table.rejected[0].reason.zh
    assert table.passed_over[NoRecord.TITLE] == 1
    assert "其上 1 行按标题略过" in " ".join(note.zh for note in table.notes)


@pytest.mark.parametrize("made", [text, gb18030, workbook])
def test_records_of_a_smaller_table_above_are_rejected(log, rows, made):
    """The header that names the most is read; what another names in another order is no title either."""
    other = ["单位,事项,公开日期", "财政局,预决算,2018-01-20", "审计局,,", ""]
    (table,) = log.open(made(log, ["2018年公开台账", *other, HEADER, FIRST]))
    assert [row[0] for row in rows(table)] == ["7"]
    assert [row.row for row in table.rejected] == [3]
    assert "第 2 行" in table.rejected[0].reason.zh and "第 6 行" in table.rejected[0].reason.zh
    assert table.passed_over[NoRecord.TITLE] == 4


@pytest.mark.parametrize("made", [text, workbook])
@pytest.mark.parametrize(
    "title",
    [
        "2018年1月,2018年1月,2018年1月,2018年1月,2018年1月",
        "财政局,财政局,财政局,2018年1月,2018年1月",
        ",财政局,,填报日期,2018-12-01",
        "填报单位,财政局,填报人,某某,2018-12-01",
        "填报单位：,财政局,填报日期：,2018-12-01,",
        ",2018年1月,财政局,2018-12-01,",
        "基本情况,基本情况,基本情况,时间,时间",
    ],
)
def test_a_title_with_dates_is_a_title(log, made, title):
    """Merged over several columns, or beside who filled in the form."""
    (table,) = log.open(made(log, [title, HEADER, FIRST]))
    assert (table.rejected, table.passed_over[NoRecord.TITLE]) == ((), 1)


def test_what_cannot_be_read_above_the_header_is_no_title(log):
    """A file in one encoding put before one in another."""
    rows = f"{HEADER}\n{FIRST}\n".encode("gb18030") + f"{HEADER}\n{SECOND}\n".encode()
    (table,) = log.open(log.write("log.csv", rows))
    assert [row.row for row in table.rejected] == [1, 2]
    assert table.passed_over[NoRecord.TITLE] == 0
