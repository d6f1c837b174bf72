from __future__ import annotations

from compliance.diagnostics.render import width
from compliance.reports.table import Column, table

COLUMNS = [Column("问题"), Column("未公开", 3), Column("应公开", 2)]


def lines(most: int, *rows: tuple[str, ...], ambiguous: int = 1) -> list[str]:
    """The lines of a table of agencies."""
    return table("单位", COLUMNS, rows, most, str, ambiguous)


def test_figures_end_in_one_column() -> None:
    """Under their heads, whatever the names before them."""
    assert lines(40, ("财政局", "1", "20", "3"), ("a", "12", "0", "1234567")) == [
        "单位    问题  未公开   应公开",
        "财政局     1      20        3",
        "a         12       0  1234567",
    ]


def test_a_long_name_has_lines_of_its_own() -> None:
    """It is never cut; its figures stand beside its last line."""
    assert lines(36, ("政务服务和数字化建设管理局办公室", "1", "2", "3")) == [
        "单位            问题  未公开  应公开",
        "政务服务和数字",
        "化建设管理局办",
        "公室               1       2       3",
    ]


def test_columns_give_way_before_names_do() -> None:
    """The one of the highest rank first; one is always left."""
    assert [lines(most, ("财政局", "1", "2", "3"))[0].split()[1:] for most in (36, 30, 20, 5)] == [
        ["问题", "未公开", "应公开"],
        ["问题", "应公开"],
        ["问题"],
        ["问题"],
    ]


def test_marks_of_a_chinese_terminal_are_counted_as_wide() -> None:
    """A dash and quotation marks take two columns there."""
    first, second = lines(40, ("“财政局”", "—", "1", "2"), ("财政局", "1", "1", "2"), ambiguous=2)[1:]
    assert width(first, ambiguous=2) == width(second, ambiguous=2)
