"""Cells of a Parquet file that are no plain texts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from compliance.checking import Request, checked
from compliance.diagnostics import Refused
from compliance.engine.asked import Asked

ROW = """SELECT '1' AS 编号, {matter} AS 事项, {agency} AS 单位, DATE '2018-01-10' AS 批准日期, DATE '2018-01-20' AS 公开日期,
    {channel} AS 渠道, {other} AS 附件"""


def told(folder: Path, **cells: str) -> list[tuple[str, str]]:
    """The agencies and verdicts of a file with such cells."""
    said = {"matter": "'预决算'", "agency": "'财政局'", "channel": "'政府网站'", "other": "1", **cells}
    duckdb.sql(f"COPY ({ROW.format(**said)}) TO '{folder / 'log.parquet'}' (FORMAT parquet)")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    rules = ("预决算 批准后20日内公开；渠道 政府网站",)
    with checked(Request((str(folder / "log.parquet"),), asked, rules=rules)) as found:
        return [(finding.agency, str(finding.verdict)) for finding in found.findings]


@pytest.mark.parametrize(
    "cells",
    [
        {"matter": "encode('预决算')", "agency": "encode('财政局')", "channel": "encode('政府网站')"},
        {"channel": "['政府网站', NULL]"},
        {"other": "{'a': [1]}"},
        {"other": "'\\xFF'::BLOB"},
    ],
)
def test_bytes_are_the_text_that_they_are_and_lists_are_cells(tmp_path: Path, cells: dict[str, str]) -> None:
    """Old programs keep texts without saying that they are; what is no column of a log may be anything."""
    assert told(tmp_path, **cells) == [("财政局", "met")]


@pytest.mark.parametrize(
    "channel", ["{'名称': '政府网站'}", "[{'名称': '政府网站'}]", "[['政府网站']]", "MAP {'a': '政府网站'}"]
)
def test_a_structure_is_refused_by_its_column(tmp_path: Path, channel: str) -> None:
    """Its text, braces and all, is no channel: what was published on it would be a gap."""
    with pytest.raises(Refused) as refused:
        told(tmp_path, channel=channel)
    assert ["“渠道”" in problem.title.zh for problem in refused.value.diagnostics] == [True]
