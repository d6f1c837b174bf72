"""The published schema of the JSON report says exactly what is written."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import ROOT, run

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, FileUsed
from compliance.reports import Manner
from compliance.reports.json import write
from compliance.reports.record import KEYS

SCHEMA = json.loads((ROOT / "docs" / "schema" / "compliance-report-1.json").read_text(encoding="utf-8"))
__all__ = ["run"]


def closed(schema: Any) -> Any:
    """The schema without leave for further keys: what is published may be added to, what is written must be in it."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(part) for key, part in schema.items()}
    return {**inner, "additionalProperties": False} if "properties" in schema else inner


def validate(report: object) -> None:
    """Raises where a report has a key too many, a key too few, or a value of another kind."""
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(report)


def report(assessment: Assessment) -> dict[str, Any]:
    """The report, read back."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_schema_is_one() -> None:
    """It is valid itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_report_of_every_verdict_is_valid(assessment: Assessment) -> None:
    """Each verdict, rows rejected, duties that gave nothing."""
    validate(report(assessment))


def test_what_is_there_only_sometimes_is_described_too(of, findings, assessment: Assessment) -> None:
    """A stamp, a mapping file, a list of rejected rows that is cut, no window."""
    from dataclasses import replace
    from datetime import UTC, datetime

    validate(
        report(
            of(
                findings,
                window=None,
                generated=datetime(2019, 1, 1, tzinfo=UTC),
                mapping=FileUsed("columns.toml", "ab" * 32),
                log=replace(assessment.log, rejected_count=5000),
            )
        )
    )


def test_the_findings_have_the_keys_of_the_schema() -> None:
    """In the same order, all of them always there."""
    described = SCHEMA["$defs"]["finding"]
    assert tuple(described["properties"]) == tuple(described["required"]) == KEYS


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "great"}, {"days_late": "1"}, {"due": "2018-10-08"}, {"extra": 1}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_schema_refuses_another_report(assessment: Assessment, wrong: dict[str, object]) -> None:
    """A schema that lets everything through would describe nothing."""
    data = report(assessment)
    data["findings"][0] |= wrong
    with pytest.raises(jsonschema.ValidationError):
        validate(data)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("tongjiang-2018.csv", "-r", "tongjiang-2018"),
        ("tongjiang-2018.xlsx", "-r", "tongjiang-2018"),
        ("incidents.csv", "--rule", "突发事件 publish within 5h, press conference within 24h"),
        ("documents.csv", "--mapping", "documents.toml", "--rule", "规范性文件 within 20 working days of formation"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_reports_of_real_logs_are_valid(run, tmp_path: Path, arguments: tuple[str, ...], language: Language) -> None:
    """A ledger, a workbook, an event log with times of day, a log with a mapping file."""
    shutil.copytree(ROOT / "examples", tmp_path, dirs_exist_ok=True)
    done = run("check", *arguments, "--as-of", "2018-12-31", "--format", "json", "--lang", language)
    data = json.loads(done.text)
    validate(data)
    assert data["findings"]
