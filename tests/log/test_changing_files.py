"""Files that somebody changes while they are read: the hash in a report is that of the rows that were judged, or there is no report."""

from __future__ import annotations

import hashlib
import io
import json
import os
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from compliance.checking import Request, checked
from compliance.diagnostics import Refused, small_file
from compliance.engine import session
from compliance.engine.asked import Asked
from compliance.engine.scan import Scan
from compliance.log import one_file
from compliance.reports import Manner, named

HEADER = ("编号", "事项", "单位", "批准日期", "公开日期")
ROW = ("1", "预决算", "财政局", "2018-01-10", "2018-01-20")
AS_OF = datetime(2018, 12, 31, 23, 59, 59, 999999)
RULE = "预决算 批准后20日内公开"


def text_of(rows: int) -> str:
    """A ledger of so many cases, all met."""
    return "\n".join(",".join(cells) for cells in (HEADER, *[(str(n), *ROW[1:]) for n in range(rows)])) + "\n"


def csv(path: Path) -> None:
    """Scanned where it lies."""
    path.write_text(text_of(2), "utf-8")


def gbk(path: Path) -> None:
    """Copied, then scanned."""
    path.write_text(text_of(2), "gbk")


def large(path: Path) -> None:
    """Hashed by a thread beside the scan."""
    path.write_text(text_of(30_000), "utf-8")


def workbook(path: Path) -> None:
    """Copied, too."""
    book = openpyxl.Workbook()
    for cells in (HEADER, ROW):
        book.active.append(cells)
    book.save(path)


def parquet(path: Path) -> None:
    """Asked for its columns, then scanned where it lies."""
    columns = ", ".join(f"'{cell}' AS \"{name}\"" for name, cell in zip(HEADER, ROW, strict=True))
    duckdb.sql(f"COPY (SELECT {columns}) TO '{path}' (FORMAT parquet)")


KINDS = {"csv": csv, "gbk": gbk, "large": large, "xlsx": workbook, "parquet": parquet}


def grown(path: Path) -> None:
    """By a row."""
    with path.open("ab") as file:
        file.write("9,预决算,财政局,2018-02-10,\n".encode())


def cut(path: Path) -> None:
    """Within its last row."""
    os.truncate(path, path.stat().st_size - 12)


def emptied(path: Path) -> None:
    """As by a program that is about to write it anew."""
    os.truncate(path, 0)


def gone(path: Path) -> None:
    """Taken away."""
    path.unlink(missing_ok=True)


def replaced(path: Path) -> None:
    """By one of the same size and time, as a synchronising program does it."""
    found = path.stat()
    beside = path.with_name(".beside")
    beside.write_bytes(path.read_bytes().replace(b"2018-01-20", b"2018-09-20"))
    os.utime(beside, ns=(found.st_atime_ns, found.st_mtime_ns))
    os.replace(beside, path)


CHANGES = (grown, cut, emptied, gone, replaced)


def changing(monkeypatch, where: object, name: str, change, path: Path, *, before: bool) -> None:
    """Has the file changed once, before or after a step of the reading."""
    step, done = getattr(where, name), []

    def changed(*given, **more):
        if before and not done:
            done.append(change(path))
        found = step(*given, **more)
        if not before and not done:
            done.append(change(path))
        return found

    monkeypatch.setattr(where, name, changed)


MOMENTS = {
    "known by its content": (one_file, "content_of", False),
    "hashed": (one_file, "Digest", False),
    "its header recognised": (one_file, "_of_kind", False),
    "opened": (session, "open_log", False),
    "to be scanned": (Scan, "_stage", True),
    "scanned": (Scan, "_stage", False),
}


def report(*logs: Path, **other) -> dict:
    """The report of a check as JSON."""
    with checked(Request(tuple(map(str, logs)), Asked(AS_OF), rules=(RULE,), **other)) as assessment:
        out = io.BytesIO()
        named("json").write(assessment, Manner(), out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_changes_gives_no_report_of_two_states(kind, moment, change, tmp_path, monkeypatch):
    """It is refused by name; what was copied before it changed is told with the hash of what was copied."""
    log = tmp_path / f"台账.{kind if kind in ('xlsx', 'parquet') else 'csv'}"
    KINDS[kind](log)
    was = hashlib.sha256(log.read_bytes()).hexdigest()
    where, name, before = MOMENTS[moment]
    changing(monkeypatch, where, name, change, log, before=before)
    try:
        told = report(log)
    except Refused as refused:
        (problem,) = refused.diagnostics
        assert (problem.code, problem.place.file) == ("log/changed", str(log))
        assert "读取时" in problem.title.zh and "while it was read" in problem.title.en and problem.hint
    else:
        assert kind in ("gbk", "xlsx") and where in (Scan, session), "read where it lies, and not known to have changed"
        assert told["provenance"]["inputs"][0]["sha256"] == was


@pytest.mark.parametrize("change", [grown, gone])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_one_file_that_changes_stops_no_other(kind, moment, change, tmp_path, monkeypatch):
    """It is told among those that could not be read, and none of its rows is judged."""
    other, log = tmp_path / "a.csv", tmp_path / f"b.{kind if kind in ('xlsx', 'parquet') else 'csv'}"
    other.write_text(text_of(1).replace("财政局", "教育局"), "utf-8")
    KINDS[kind](log)
    was = hashlib.sha256(log.read_bytes()).hexdigest()
    where, name, _ = MOMENTS[moment]
    step = getattr(where, name)

    def changed(*given, **more):
        found = step(*given, **more)
        if where is session or any(str(log) in (str(one), getattr(one, "file", "")) for one in given):
            change(log)
        return found

    monkeypatch.setattr(where, name, changed)
    told = report(tmp_path)
    read = {one["file"]: one["sha256"] for one in told["provenance"]["inputs"]}
    assert str(other) in read
    agencies = {finding["agency"] for finding in told["findings"]}
    if str(log) in read:
        assert read[str(log)] == was and where in (Scan, session) and agencies == {"教育局", "财政局"}
    else:
        assert [one["file"] for one in told["log"]["unread"]] == [str(log)]
        assert "while it was read" in json.dumps(told["log"]["unread"]) or "读取时" in str(told["log"]["unread"])
        assert agencies == {"教育局"}


def test_a_file_that_nobody_changes_is_read_though_others_look_at_it(tmp_path, monkeypatch):
    """Whoever only reads it, as a virus scanner does, changes nothing."""
    log = tmp_path / "a.csv"
    csv(log)
    changing(monkeypatch, Scan, "_stage", lambda path: path.read_bytes(), log, before=True)
    assert report(log)["summary"]["obligations"] == 2


def test_rules_mapping_and_waivers_are_followed_as_they_were_hashed(tmp_path, monkeypatch):
    """Whoever saves one of them while a check reads it changes that check not at all."""
    log, mapping, ruleset = tmp_path / "a.csv", tmp_path / "m.toml", tmp_path / "own"
    log.write_text(text_of(1).replace("公开日期", "挂网"), "utf-8")
    mapping.write_text('[columns]\n"挂网" = "公开"\n', "utf-8")
    ruleset.mkdir()
    manifest = ruleset / "ruleset.toml"
    manifest.write_text('[ruleset]\nid = "own"\n[matters]\n"预决算" = {}\n', "utf-8")
    (ruleset / "1.rules").write_text(RULE + "\n", "utf-8")
    expected = report(log, mapping=mapping, rulesets=(str(ruleset),))
    read = small_file._read

    def changing_after(path):
        data = read(path)
        if path in (mapping, manifest):
            path.write_bytes(b"[saved]\n")
        return data

    monkeypatch.setattr(small_file, "_read", changing_after)
    assert report(log, mapping=mapping, rulesets=(str(ruleset),)) == expected
    assert mapping.read_bytes() == manifest.read_bytes() == b"[saved]\n"
