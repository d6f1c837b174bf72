"""The findings as a Parquet file, read back with the database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from compliance.engine import parquet as engine
from compliance.findings import Assessment
from compliance.reports import Manner
from compliance.reports.parquet import TYPES, write
from compliance.reports.provenance import provenance
from compliance.reports.record import KEYS, record


@pytest.fixture
def saved(tmp_path: Path):
    """Writes a report and says where it is."""

    def save(assessment: Assessment) -> str:
        file = tmp_path / "findings.parquet"
        with file.open("wb") as out:
            write(assessment, Manner(), out)
        return str(file)

    return save


def rows(file: str) -> list[dict[str, Any]]:
    """The rows by their columns."""
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [file])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_rows_are_the_findings_of_the_json_report(assessment: Assessment, saved) -> None:
    """The same keys, values and order; due is a timestamp instead of a text."""
    expected = [record(finding, "zh") | {"due": finding.due_at} for finding in assessment.findings]
    assert rows(saved(assessment)) == expected


def test_columns_have_types_to_reckon_with(assessment: Assessment, saved) -> None:
    """Numbers, truths, a timestamp, lists, and the records as structures; the rest is text."""
    described = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [saved(assessment)]).fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [(key, TYPES.get(key, "VARCHAR")) for key in KEYS]


def test_a_file_without_findings_has_its_columns(of, saved) -> None:
    """Whoever joins the files of many agencies meets none without them."""
    file = saved(of([]))
    assert rows(file) == []
    assert len(duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()) == len(KEYS)


def test_the_file_says_what_it_is(assessment: Assessment, saved) -> None:
    """Its metadata name the schema, the instant and the version."""
    found = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [saved(assessment)]).fetchall()
    assert {key.decode() if isinstance(key, bytes) else key: value.decode() for key, value in found} == {
        "schema": "compliance-report/1",
        "as_of": "2018-12-31T23:59:59.999999",
        "version": "0.1.0",
        "provenance": json.dumps(provenance(assessment, "zh")),
    }


def test_more_findings_than_are_held_at_once(of, findings, saved, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are written in parts, and stand in the file in their order."""
    monkeypatch.setattr(engine, "CHUNK", 3)
    many = [replace(findings[0], case=f"C{n}") for n in range(11)]
    assert [row["case"] for row in rows(saved(of(many)))] == [f"C{n}" for n in range(11)]


def test_no_more_than_a_part_is_held(of, findings, saved, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is written before the next is asked for."""
    monkeypatch.setattr(engine, "CHUNK", 3)
    made, written = [], []
    load = engine.Database.load

    def watched(self, table, columns, chunk) -> None:
        written.append(len(chunk))
        assert len(made) == sum(written)
        load(self, table, columns, chunk)

    class Watched:
        def __len__(self) -> int:
            return len(findings)

        def __iter__(self):
            for finding in findings:
                made.append(finding)
                yield finding

    monkeypatch.setattr(engine.Database, "load", watched)
    saved(replace(of(findings), findings=Watched()))
    assert written == [3, 3, 3, 3, 1, 0]
