import gzip

import pytest

HEADER = "编号,公开日期,备注\n"


def rejected(table):
    """Rejected rows: number, what is shown of it, why."""
    return [(r.row, r.value, r.reason.zh) for r in table.rejected]


def test_a_row_with_too_many_cells_is_rejected(log, rows):
    """Its surplus is shown; the rows around it are kept."""
    table = log.table(HEADER + "1,2018-01-30,甲\n2,2018-01-31,乙,丙,丁\n3,2018-02-01,戊\n")
    assert [row[0] for row in rows(table)] == ["2", "4"]
    ((row, value, reason),) = rejected(table)
    assert (row, value) == (3, "丙；丁")
    assert "5 个单元格" in reason


def test_a_torn_byte_rejects_its_row_alone(log, rows):
    """The reason names the byte and the encoding; no character is put in its place."""
    content = HEADER.encode() + "1,2018-01-30,甲\n".encode() + b"2,2018-01-31,\xb2\xfb\n" + "3,2018-02-01,丙\n".encode()
    table = log.table(content)
    assert [row[0] for row in rows(table)] == ["2", "4"]
    ((row, value, reason),) = rejected(table)
    assert (row, value) == (3, "2,2018-01-31,\\xb2\\xfb")
    assert "0xB2" in reason
    assert "UTF-8" in reason


def test_a_torn_byte_in_gb18030(log, rows):
    """One torn line does not turn the file into another encoding."""
    good = (HEADER + "1,2018-01-30,甲乙\n").encode("gb18030")
    table = log.table(good + b"2,2018-01-31,\xff\n" + "3,2018-02-01,丙\n".encode("gb18030"))
    assert [row[:2] for row in rows(table)] == [["2", "1"], ["4", "3"]]
    assert "0xFF 不是 GB18030" in rejected(table)[0][2]


def test_half_a_character_at_the_end_of_utf_16(log, rows):
    """The last row is rejected, the others stand."""
    table = log.table((HEADER + "1,2018-01-30,甲\n2,2018-01-31,乙").encode("utf-16") + b"\x4e")
    assert [row[0] for row in rows(table)] == ["2"]
    assert rejected(table)[0][0] == 3


def test_a_nul_byte_rejects_its_row_alone(log, rows):
    """It neither ends the file nor vanishes."""
    table = log.table(HEADER + "1,2018-01-30,甲\0\n2,2018-01-31,乙\n")
    assert [row[0] for row in rows(table)] == ["3"]
    assert "NUL" in rejected(table)[0][2]


def test_a_quotation_never_closed_costs_its_row_alone(log, rows):
    """The rest of the file is not swallowed."""
    table = log.table(HEADER + '1,2018-01-30,甲\n2,2018-01-31,"乙\n3,2018-02-01,丙\n4,2018-02-02,丁\n')
    assert [row[0] for row in rows(table)] == ["2", "4", "5"]
    ((row, value, reason),) = rejected(table)
    assert (row, value) == (3, '2,2018-01-31,"乙')
    assert "没有闭合" in reason


def test_two_quotations_never_closed_do_not_make_one(log, rows):
    """A record of several lines with more cells than the header swallowed other records."""
    table = log.table(HEADER + '1,"2018-01-30,甲\n2,2018-01-31,乙\n3",2018-02-01,丙\n4,2018-02-02,丁\n')
    assert [row[:2] for row in rows(table)] == [["3", "2"], ["4", '3"'], ["5", "4"]]
    assert [row for row, _, _ in rejected(table)] == [2]


def test_two_quotations_never_closed_that_look_like_a_pair(log, rows):
    """What they enclose has as many cells as the header, and is records all the same: none of them is lost."""
    header = "编号,单位,公开日期\n"
    table = log.table(header + '1,"甲局,2018-01-30\n2,乙局,2018-01-31\n3,丙局",2018-02-01\n')
    assert [row[0] for row in rows(table)] == ["3", "4"]
    ((row, value, reason),) = rejected(table)
    assert (row, value) == (2, '1,"甲局,2018-01-30')
    assert "引号没有闭合" in reason


def test_a_cell_of_several_lines_with_separators_is_one(log, rows):
    """Its lines have no times where the record has one."""
    table = log.table('编号,单位,公开日期\n1,"甲,乙\n丙,丁,戊\n己,庚",2018-01-30\n')
    assert [row[:3] for row in rows(table)] == [["2", "1", "甲,乙 丙,丁,戊 己,庚"]]
    assert not rejected(table)


def test_a_quotation_mark_out_of_place(log, rows):
    """A mark after a closed quotation loses the row; a blank does no harm."""
    table = log.table(HEADER + '1,2018-01-30,"他说"好""\n"2" ,2018-01-31,乙\n3,2018-02-01,5" 管\n')
    assert rows(table) == [["3", "2", "2018-01-31", "乙"], ["4", "3", "2018-02-01", '5" 管']]
    assert "要写两个" in rejected(table)[0][2]


def test_rejected_rows_are_kept_by_a_copy_made_later(log, rows):
    """What the head did not show comes out when the engine asks."""
    lines = [f"{n},2018-01-30,甲" for n in range(30_000)]
    lines[29_000] = '29000,2018-01-30,"甲'
    table = log.table(HEADER + "\n".join(lines) + "\n")
    assert not table.numbered
    copy = log.copied(HEADER + "\n".join(lines) + "\n")
    assert len(rows(copy)) == 29_999
    assert rejected(copy)[0][0] == 29_002


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "log/empty", "空"),
        (b"\n\n  \n", "log/empty", "空"),
        (b"%PDF-1.7 ...", "log/format", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "log/format", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "log/format", "密码"),
        (b"PK\x03\x04 torn", "log/format", "损坏"),
        (b"PK\x05\x06" + bytes(18), "log/format", "ZIP"),
        (b"<html><table>", "log/format", "网页"),
        (b"<style>td {}</style><table>", "log/format", "网页"),
        (b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "log/format", "XML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "log/format", "网页"),
        (b'[{"a": 1}]', "log/format", "数组"),
        (b"a,b,c\n1,2,3\n", "log/no-time", "a、b、c"),
        ("发文字号|标题\n1|2\n".encode("gb18030"), "log/no-time", "发文字号|标题"),
        ("编号，单位，公开日期\n1，财政局，2018-01-10\n".encode(), "log/separator", "编号，单位，公开日期"),
        ("编号  单位  公开日期\n1  财政局  2018-01-10\n".encode(), "log/separator", "编号 单位 公开日期"),
        (gzip.compress(b"time,matter\n2018-01-30,x\n" * 5000, mtime=0)[:60], "log/unreadable", "不完整"),
        (gzip.compress(b"time,matter\n", mtime=0)[:-8] + b"12345678", "log/unreadable", "压缩文件坏了"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "log/format", "PDF"),
    ],
)
def test_a_file_that_is_no_log_is_refused_in_words(content, code, word, log):
    """What was found is said, and what can be read."""
    (problem,) = log.refusal(log.write("log.csv", content))
    assert problem.code == code
    assert word in problem.title.zh
    assert problem.place.file.endswith("log.csv")


def test_a_file_of_rubbish_is_counted_and_does_not_fill_the_memory(log, monkeypatch):
    """Rejected rows beyond a limit are counted only."""
    monkeypatch.setattr("compliance.log.writer.REJECTED_KEPT", 10)
    table = log.table(HEADER + "1,2018-01-30,甲,乙\n" * 25)
    assert (len(table.rejected), table.rejected_more) == (10, 15)


def test_a_blank_before_a_quotation_is_none_of_the_cell(log, rows):
    """As the database reads it: the same line named another agency in GB18030 than in UTF-8."""
    lines = '编号,事项,单位,公开日期\n1, "预决算",  "财政局,国库处", "2018-01-30"\n2,预决算, "财政局 "\n'
    for encoding in ("utf-8", "gb18030", "utf-16"):
        table = log.copied(lines, encoding)
        assert rows(table) == [
            ["2", "1", "预决算", "财政局,国库处", "2018-01-30"],
            ["3", "2", "预决算", "财政局 ", ""],
        ]


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("编号,公开日\0期\n".encode(), "NUL"),
        (b"\xef" + HEADER.encode(), "0xEF"),
        ('编号,"公开日期,备注\n'.encode(), "引号没有闭合"),
    ],
    ids=["a NUL byte", "a torn byte", "a quotation"],
)
def test_a_header_that_cannot_be_read_is_named(log, header, why):
    """The row under it is not called a header without a time."""
    content = header + "1,2018-01-30,甲\n2,2018-01-31,乙\n".encode()
    (problem,) = log.refusal(log.write("log.csv", content))
    assert problem.place
    assert problem.place.line == 1
    assert why in problem.title.zh
