import bz2
import gzip
import lzma

import pytest

from compliance.findings.assessment import NoRecord
from compliance.log.model import HeaderMapping, Shape

LEDGER = """\
编号,公开事项,单位,批准日期,公开日期
001,预决算,财政局,2018-01-10,2018年1月30日
002,“三公”经费,教育局,,2018-02-01
"""
ROWS = [
    ["2", "001", "预决算", "财政局", "2018-01-10", "2018年1月30日"],
    ["3", "002", "“三公”经费", "教育局", "", "2018-02-01"],
]


def test_a_plain_file_is_scanned_where_it_lies(log, rows):
    """No byte is copied: the table points to the user's file and to the lines before the data."""
    table = log.table(LEDGER)
    assert table.path == log.folder / "log.csv"
    assert (table.skip, table.numbered, table.delimiter, table.encoding) == (1, False, ",", "UTF-8")
    assert table.shape is Shape.LEDGER
    assert rows(table) == ROWS
    assert list(log.workdir.iterdir()) == []


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16LE"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
    ],
)
def test_every_encoding_gives_the_same_rows(encoding, said, log, rows):
    """With a byte order mark or without; another encoding than UTF-8 is noted."""
    table = log.table(LEDGER, encoding)
    assert rows(table) == ROWS
    assert table.encoding == said
    assert [c.header for c in table.columns] == ["编号", "公开事项", "单位", "批准日期", "公开日期"]
    assert any(said in note.zh for note in table.notes) == (said != "UTF-8")


def test_utf_16_with_its_mark_either_way_round(log, rows):
    """The mark is no part of the first header."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert rows(log.table(mark + LEDGER.encode(encoding))) == ROWS


@pytest.mark.parametrize(
    ("delimiter", "name"), [(";", "log.csv"), ("\t", "log.tsv"), ("\t", "log.csv"), (",", "log.txt")]
)
def test_every_separator_is_recognised(delimiter, name, log, rows):
    """Whatever the file is called."""
    table = log.table(LEDGER.replace(",", delimiter), name=name)
    assert table.delimiter == delimiter
    assert rows(table) == ROWS


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files_are_read(pack, log, rows):
    """By their content, in any encoding."""
    assert rows(log.table(pack(LEDGER.encode()))) == ROWS
    assert rows(log.table(pack(LEDGER.encode("gb18030")))) == ROWS


def test_title_rows_above_the_header_are_passed_over(log, rows):
    """As a spreadsheet program saves them; the rows keep their line numbers."""
    table = log.table("同江市公开台账,,,,\n填报单位：财政局,,,日期：,2018年\n\n" + LEDGER)
    assert [row[0] for row in rows(table)] == ["5", "6"]
    assert any("第 4 行" in note.zh for note in table.notes)


def test_a_header_with_a_line_end_in_a_cell(log, rows):
    """The header is one record of two lines."""
    table = log.table('编号,"公开\n日期"\n1,2018-01-30\n')
    assert [c.header for c in table.columns] == ["编号", "公开 日期"]
    assert rows(table) == [["3", "1", "2018-01-30"]]


def test_line_ends_of_windows_and_of_an_old_mac(log, rows):
    """CR LF is scanned where it lies; CR alone is copied."""
    windows = log.table(LEDGER.replace("\n", "\r\n"))
    assert not windows.numbered
    assert rows(windows) == ROWS
    assert rows(log.table(LEDGER.replace("\n", "\r"))) == ROWS


def test_rows_that_end_in_cr_are_no_part_of_the_header(log, rows):
    """One break within a cell, and all lines above it are one: also where a quotation among them would hide the CR."""
    content = '编号,备注,公开日期\r1,"甲",2018-01-30\r2,乙\n丙,2018-01-31\r3,丁,2018-02-01\n'
    (told,) = log.refusal(log.write("log.csv", content))
    assert (told.code, told.place.line) == ("log/line-ends", 1)
    assert rows(log.table('编号,"备\r注",公开日期\n1,甲,2018-01-30\n')) == [["2", "1", "甲", "2018-01-30"]]


def test_a_cell_of_several_lines_becomes_one_line(log, rows):
    """The row is the line where the record starts."""
    table = log.table('编号,备注,公开日期\n1,"一\n二",2018-01-30\n2,三,2018-01-31\n')
    assert rows(table) == [["2", "1", "一 二", "2018-01-30"], ["4", "2", "三", "2018-01-31"]]


def test_quoted_separators_and_doubled_quotes_are_kept(log, rows):
    """In a file that is scanned, and in its copy."""
    content = '编号,备注,公开日期\n1,"甲,乙 ""丙""",2018-01-30\n'
    expected = [["2", "1", '甲,乙 "丙"', "2018-01-30"]]
    assert not log.table(content).numbered
    assert rows(log.table(content)) == rows(log.copied(content)) == expected


def test_a_copy_has_the_rows_of_the_original(log, rows):
    """The engine asks for one where a scan fails behind the head that was looked at."""
    copy = log.copied(LEDGER)
    assert copy.numbered
    assert (copy.skip, copy.path.parent) == (0, log.workdir)
    assert rows(copy) == ROWS


def test_a_copy_looks_for_the_encoding_behind_an_ascii_head(log, rows):
    """The first Chinese character may stand far behind the bytes that were looked at."""
    lines = ["case,publish_date,note"] + [f"{n},2018-01-30,x" for n in range(20_000)] + ["20000,2018-01-30,补录"]
    copy = log.copied("\n".join(lines), "gb18030")
    assert copy.encoding == "GB18030"
    assert rows(copy)[-1] == ["20002", "20000", "2018-01-30", "补录"]


def test_rows_shorter_than_the_header_are_filled_up(log, rows):
    """And counted; empty cells too many do no harm."""
    table = log.table("编号,公开日期,备注\n1,2018-01-30\n2,2018-01-31,x,,\n")
    assert rows(table) == [["2", "1", "2018-01-30", ""], ["3", "2", "2018-01-31", "x"]]
    assert any("1 行" in note.zh for note in table.notes)
    assert table.rejected == ()


def test_blank_rows_are_passed_over_and_counted(log, rows):
    """Without losing the count of lines."""
    table = log.table("编号,公开日期\n1,2018-01-30\n\n,\n2,2018-01-31\n")
    assert rows(table) == [["2", "1", "2018-01-30"], ["5", "2", "2018-01-31"]]
    assert any("空行 2 行" in note.zh for note in table.notes)


def test_a_mapping_file_helps_to_find_the_header(log, roles):
    """A header of which nothing is known by itself."""
    mapping = HeaderMapping(columns={"iss": "formation", "pub": "publish"}, defaults={"matter": "规范性文件"})
    table = log.table("a title\nrow,iss,pub\n1,1981-12-11,2007-01-09\n", mapping=mapping)
    assert (table.skip, table.shape) == (2, Shape.LEDGER)
    assert roles(table.columns) == ["attribute", "milestone:formation", "milestone:publish"]
    assert table.defaults == {"matter": "规范性文件"}


def test_a_mapped_header_that_is_nowhere_is_noted(log):
    """With the nearest there is."""
    table = log.table(LEDGER, mapping=HeaderMapping(columns={"批准日": "approval"}))
    assert any("批准日" in note.zh and "批准日期" in note.zh for note in table.notes)


def written(text: str, whole: bool = False) -> str:
    """A table whose numbers (or all of whose cells) are written as texts of formulas, so that no program makes numbers of them."""
    lines = [line.split(",") for line in text.splitlines()]
    return "".join(
        ",".join(f'="{cell}"' if whole or (not at and row) else cell for at, cell in enumerate(line)) + "\n"
        for row, line in enumerate(lines)
    )


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_written_as_a_formula_is_the_text(whole, encoding, log, rows):
    """Systems write ="001" to keep the noughts: as it stands, or in quotation marks as a CSV has them."""
    bare = written(LEDGER, whole)
    quoted = bare.replace('="', '"=""').replace('",', '""",').replace('"\n', '"""\n')
    for name, text in {"bare.csv": bare, "quoted.csv": quoted, "tab.tsv": bare.replace(",", "\t")}.items():
        assert rows(log.table(text, encoding, name)) == ROWS, name
    assert log.table(bare, encoding).shape is Shape.LEDGER


def test_what_only_begins_like_a_text_written_as_a_formula_stays(log, rows):
    """A formula is none, and quotation marks within the text are doubled."""
    cells = ['="1"&A1', '="a"b"', '="a""b"', '=""', ' ="x" ', "=A1"]
    text = "编号,公开事项,单位,批准日期,公开日期\n" + "".join(
        '"{}",预决算,财政局,2018-01-10,\n'.format(cell.replace('"', '""')) for cell in cells
    )
    assert [row[1] for row in rows(log.table(text, name="log.csv"))] == ['="1"&A1', '="a"b"', 'a"b', "", "x", "=A1"]


@pytest.mark.parametrize(
    ("upper", "lower", "headers"),
    [
        (
            "事项,单位,批准,,公开情况,",
            ",,日期,文号,公开时间,公开渠道",
            ["事项", "单位", "批准日期", "文号", "公开时间", "公开渠道"],
        ),
        (
            "编号,事项,批准,,公开,渠道",
            ",,日期,文号,日期,",
            ["编号", "事项", "批准日期", "批准文号", "公开日期", "渠道"],
        ),
    ],
)
@pytest.mark.parametrize("title", ["", "2018年公开台账,,,,,\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_header_of_two_rows_whose_merged_cells_are_lost(upper, lower, headers, title, encoding, log, rows):
    """Saved from a sheet, text does not tell which cells were merged: the columns are those that the sheet has."""
    table = log.table(f"{title}{upper}\n{lower}\n一,二,2018-01-10,财字1号,2018-01-30,网站\n", encoding)
    assert [c.header for c in table.columns] == headers
    last = 3 if title else 2
    assert rows(table) == [[str(last + 1), "一", "二", "2018-01-10", "财字1号", "2018-01-30", "网站"]]
    assert table.header_row == last
    assert table.passed_over[NoRecord.HEADER] == 2
    assert any(f"表头占第 {last - 1} 至 {last} 行" in note.zh for note in table.notes)


@pytest.mark.parametrize(
    "record",
    [
        "预决算,,2018-01-10,",  # an agency that is lacking
        "预决算,,,",  # nothing but a name
        ",单位,,",  # what names a thing that the header names already
    ],
)
def test_a_record_with_an_empty_cell_is_no_second_row_of_the_header(record, log, rows):
    """Nothing is a header that adds nothing to what the row above it names."""
    table = log.table(f"事项,单位,批准日期,公开日期\n{record}\n")
    assert [c.header for c in table.columns] == ["事项", "单位", "批准日期", "公开日期"]
    assert rows(table) == [["2", *record.split(",")]]


def test_what_is_filled_in_above_a_header_is_no_first_row_of_it(log):
    """A form has who fills it in above the table, beside columns without a header, too."""
    table = log.table("单位：财政局,,,填报时间\n事项,单位,批准日期,,公开日期\n预决算,财政局,2018-01-10,,2018-01-12\n")
    assert [c.header for c in table.columns][:3] == ["事项", "单位", "批准日期"]
    assert table.passed_over[NoRecord.HEADER] == 1
