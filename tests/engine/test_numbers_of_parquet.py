"""Numbers in a Parquet file are read as a person would write them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from compliance.checking import Request, checked
from compliance.engine.asked import Asked

ROWS = "(VALUES ({0}, '批准', 20180110.0), ({0}, '公开', 20180120.0), ({1}, '批准', 20180110.0)) AS t(编号, 环节, 时间)"
"""Two cases; only the first is published. Days are numbers, as a table holds them that has an empty cell elsewhere."""


@pytest.mark.parametrize(
    ("first", "second", "cases"),
    [
        ("7.0::DOUBLE", "8.0::DOUBLE", ["7", "8"]),
        ("7.0::FLOAT", "'nan'::FLOAT", ["7", ""]),
        ("7.0::DOUBLE", "'nan'::DOUBLE", ["7", ""]),
        ("-0.0::DOUBLE", "7.5::DOUBLE", ["0", "7.5"]),
        ("20180000000012::DOUBLE", "900719925474099::DOUBLE", ["20180000000012", "900719925474099"]),
        ("7.00::DECIMAL(10, 2)", "7.50::DECIMAL(10, 2)", ["7", "7.50"]),
        ("7::BIGINT", "8::BIGINT", ["7", "8"]),
        ("'7.0'", "'007'", ["7.0", "007"]),
    ],
)
def test_a_whole_number_has_no_fraction_and_no_number_is_no_text(
    first: str, second: str, cases: list[str], tmp_path: Path
) -> None:
    """What numbers cases comes as 7.0 and as no number where one cell of the column is empty; a text stays as it is."""
    rows = f"SELECT '预决算' AS 事项, '财政局' AS 单位, * FROM {ROWS.format(first, second)}"
    duckdb.sql(f"COPY ({rows}) TO '{tmp_path / 'log.parquet'}' (FORMAT parquet)")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    with checked(Request((str(tmp_path / "log.parquet"),), asked, rules=("预决算 批准后20日内公开",))) as found:
        told = [(finding.case, finding.verdict) for finding in found.findings]
    assert sorted(told, key=str) == sorted(zip(cases, ["met", "missing"], strict=True), key=str)


@pytest.mark.parametrize(("least", "greatest"), [("1", "2.5"), ("0.5", "100000.5")])
def test_no_number_is_none_where_the_file_states_the_greatest(least: str, greatest: str, tmp_path: Path) -> None:
    """Arrow states the least and the greatest number of a column, from which the database takes it that each is one."""
    pyarrow = pytest.importorskip("pyarrow")
    columns = {"编号": [float(least), float("nan"), float(greatest)], "事项": ["预决算"] * 3, "环节": ["批准"] * 3}
    table = pyarrow.table(columns | {"时间": ["2018-01-10", "2018-01-11", "2018-01-12"]})
    pytest.importorskip("pyarrow.parquet").write_table(table, tmp_path / "log.parquet")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    with checked(Request((str(tmp_path / "log.parquet"),), asked, rules=("预决算 批准后20日内公开",))) as found:
        assert [finding.case for finding in found.findings] == ["", least, greatest]


@pytest.mark.parametrize("text", ["7\n", "7\r\n", "\x0c7", "7\t"])
def test_a_line_break_in_a_number_makes_no_other_case(text: str, tmp_path: Path) -> None:
    """A text file is read so, too: what a person types into a cell may end in a line break."""
    values = f"('7', '批准', '2018-01-10'), ('{text}', '公开', '2018-01-20')"
    rows = f"SELECT '预决算' AS 事项, '财政局' AS 单位, * FROM (VALUES {values}) AS t(编号, 环节, 时间)"
    duckdb.sql(f"COPY ({rows}) TO '{tmp_path / 'log.parquet'}' (FORMAT parquet)")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    with checked(Request((str(tmp_path / "log.parquet"),), asked, rules=("预决算 批准后20日内公开",))) as found:
        assert [(finding.case, finding.verdict) for finding in found.findings] == [("7", "met")]
