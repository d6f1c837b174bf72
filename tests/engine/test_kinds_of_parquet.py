"""Cells of a Parquet file that are no plain texts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
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


def judged(folder: Path, columns: str, *rows: str) -> tuple[list[str], str]:
    """The verdicts of a five-hour duty over a file whose times are instants, and what is told of the file."""
    values = ", ".join(f"({row})" for row in rows)
    file = folder / "log.parquet"
    duckdb.sql(
        f"COPY (SELECT '突发事件' AS 事项, '应急局' AS 单位, * FROM (VALUES {values}) AS t({columns})) TO '{file}'"
    )
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    with checked(Request((str(file),), asked, rules=("突发事件 发生后5小时内公开",))) as found:
        notes = " ".join(note.zh for read in found.log.files for note in read.notes)
        return [str(finding.verdict) for finding in found.findings], notes


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_NS"])
def test_midnights_alone_are_days(kind: str, tmp_path: Path) -> None:
    """A program without a type for days makes instants of them: at what hour it was nobody knows, whatever the shape of the log."""
    days = [f"{kind} '2018-07-0{day}'" for day in (3, 4, 5)]
    ledger = judged(
        tmp_path, "发生时间, 公开时间", f"{days[0]}, {days[0]}", f"{days[0]}, {days[1]}", f"{days[0]}, NULL"
    )
    assert ledger[0] == ["undetermined", "undetermined", "missing"]
    assert "“发生时间”、“公开时间”都在零点整，按日期读" in ledger[1]
    acts = ((1, "发生", 0), (1, "公开", 0), (2, "发生", 0), (2, "公开", 2))
    events = judged(tmp_path, "编号, 环节, 时间", *(f"'{case}', '{act}', {days[day]}" for case, act, day in acts))
    assert events[0] == ["undetermined", "late"]
    assert "“时间”都在零点整" in events[1]


def test_midnight_among_other_times_is_midnight(tmp_path: Path) -> None:
    """Whoever states hours means this one, too; a column is looked at by itself."""
    night, morning = "TIMESTAMP '2018-07-03'", "TIMESTAMP '2018-07-03 06:00'"
    rows = (f"'1', '发生', {night}", f"'1', '公开', {morning}")
    assert judged(tmp_path, "编号, 环节, 时间", *rows) == (["late"], "")
    verdicts, notes = judged(tmp_path, "发生时间, 公开时间", f"{night}, {morning}")
    assert verdicts == ["undetermined"]
    assert "“发生时间”都在零点整" in notes


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMP_NS"])
@pytest.mark.parametrize("shape", ["ledger", "events"])
def test_a_nanosecond_before_midnight_is_no_next_day(kind: str, shape: str, tmp_path: Path) -> None:
    """Programs make the end of a day so; rounded to the microsecond it was the day after."""
    start, end = f"{kind} '2018-07-03 18:59:59.999999'", f"{kind} '2018-07-03 23:59:59.999999999'"
    if shape == "ledger":
        found = judged(tmp_path, "发生时间, 公开时间", f"{start}, {end}")
    else:
        found = judged(tmp_path, "编号, 环节, 时间", f"'1', '发生', {start}", f"'1', '公开', {end}")
    assert found == (["met"], "")


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("shape", ["ledger", "events"])
def test_a_time_with_its_zone_is_that_of_the_ruleset(unit: str, shape: str, tmp_path: Path) -> None:
    """Whatever its precision: eleven at night in UTC is seven in the morning of the next day."""
    times = [datetime(2018, 7, 2, 22, 30, tzinfo=UTC), datetime(2018, 7, 2, 23, tzinfo=UTC)]
    stamps = pa.array(times, pa.timestamp(unit, tz="UTC"))
    cells: dict[str, object] = {
        "事项": ["突发事件"],
        "单位": ["应急局"],
        "发生时间": stamps[:1],
        "公开时间": stamps[1:],
    }
    if shape == "events":
        twice = {"编号": ["1", "1"], "事项": ["突发事件"] * 2, "单位": ["应急局"] * 2}
        cells = {**twice, "环节": ["发生", "公开"], "时间": stamps}
    pq.write_table(pa.table(cells), tmp_path / "log.parquet")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    request = Request((str(tmp_path / "log.parquet"),), asked, rules=("突发事件 发生后5小时内公开",))
    with checked(request) as found:
        (finding,) = found.findings
        assert finding.trigger is not None
        assert finding.trigger.stated() == "2018-07-03T06:30:00"
        assert finding.completed is not None
        assert finding.completed.stated() == "2018-07-03T07:00:00"


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMPTZ"])
def test_midnights_are_days_in_whatever_column_a_day_may_stand(kind: str, tmp_path: Path) -> None:
    """What was promised for a day was late in its morning, and an end of that day met no condition."""
    day = f"{kind} '2018-03-31 00:00:00{'+08' if kind == 'TIMESTAMPTZ' else ''}'"
    found = f"'1' AS 编号, '规划' AS 事项, '甲局' AS 单位, DATE '2018-03-01' AS 申请日期, TIMESTAMP '2018-03-31 10:00' AS 答复日期, {day}"
    duckdb.sql(f"COPY (SELECT {found} AS 承诺期限, {day} AS 截止) TO '{tmp_path / 'log.parquet'}' (FORMAT parquet)")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    rules = ("规划 申请后按其承诺期限答复；适用 截止 = 2018-03-31",)
    with checked(Request((str(tmp_path / "log.parquet"),), asked, rules=rules)) as result:
        notes = " ".join(note.zh for read in result.log.files for note in read.notes)
        assert [str(finding.verdict) for finding in result.findings] == ["met"]
    assert "“承诺期限”、“截止”都在零点整，按日期读" in notes


def test_midnights_of_a_zone_are_days_by_the_clock_of_the_ruleset(tmp_path: Path) -> None:
    """Spark and PostgreSQL write every day so: at what hour it was nobody knows. Those of another zone are instants."""
    rows = [f"TIMESTAMPTZ '2018-07-0{day} 00:00:00+08'" for day in (3, 3)]
    verdicts, notes = judged(tmp_path, "发生时间, 公开时间", ", ".join(rows))
    assert (verdicts, "“发生时间”、“公开时间”都在零点整" in notes) == (["undetermined"], True)
    rows = [f"TIMESTAMPTZ '2018-07-0{day} 00:00:00+00'" for day in (3, 3)]
    assert judged(tmp_path, "发生时间, 公开时间", ", ".join(rows)) == (["met"], "")
