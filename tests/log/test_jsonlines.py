from compliance.log.model import Shape

LINES = """\
{"事项": "预决算", "公开日期": "2018-01-30", "渠道": ["政府网站", "政务微博"], "年份": 2018, "比例": 0.50}
{"事项": "突发事件", "公开日期": "2018-02-01", "级别": "重大", "涉外": true, "备注": null}
"""

BROKEN = """\
{"事项": "a", "时间": "2018"}
{"事项":
[1]

{"事项": {"x": 1}}
{"事项": [[1]]}
{"事项": 1, "事项": 2}
{"x": NaN}
"""


def test_an_object_is_a_row(log, rows):
    """Headers in order of first appearance, lists joined, numbers as they are written."""
    table = log.table(LINES, name="log.jsonl")
    assert [c.header for c in table.columns] == ["事项", "公开日期", "渠道", "年份", "比例", "级别", "涉外", "备注"]
    assert rows(table) == [
        ["1", "预决算", "2018-01-30", "政府网站;政务微博", "2018", "0.50", "", "", ""],
        ["2", "突发事件", "2018-02-01", "", "", "", "重大", "true", ""],
    ]
    assert table.shape is Shape.LEDGER


def test_a_whole_number_is_read_without_a_point(log, rows):
    """A data frame writes 7.0 where a column lacks a number elsewhere: in a workbook and in Parquet that is case 7, too."""
    table = log.table(
        '{"编号": 7.0, "公开日期": "2018-01-30", "比例": 0.50, "得分": [-1.0, 2.00, 1e3, "7.0"]}\n', name="log.jsonl"
    )
    assert rows(table) == [["1", "7", "2018-01-30", "0.50", "-1;2.00;1e3;7.0"]]


def test_broken_lines_are_rejected_with_their_line(log, rows):
    """The run goes on."""
    table = log.table(BROKEN, name="log.jsonl")
    assert rows(table) == [["1", "a", "2018"]]
    assert [(r.row, r.column) for r in table.rejected] == [
        (2, None),
        (3, None),
        (5, "事项"),
        (6, "事项"),
        (7, "事项"),
        (8, None),
    ]
    assert "嵌套" in table.rejected[2].reason.zh


def test_json_lines_in_gb18030(log, rows):
    """The encoding is found as for a CSV."""
    table = log.table(LINES, "gb18030", name="log.jsonl")
    assert rows(table)[0][1] == "预决算"
    assert table.encoding == "GB18030"


def test_json_lines_without_any_object(log):
    """The first line's reason is given."""
    (problem,) = log.refusal(log.write("log.jsonl", "{nothing}\n"))
    assert "JSON" in problem.title.zh
