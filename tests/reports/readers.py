"""Reports read back as their readers do: the findings of each format by what all of them tell."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from zipfile import ZipFile

import duckdb
from lxml import etree

from compliance.findings import Assessment, Finding
from compliance.reports import Manner, named
from compliance.reports.called import case_or_period
from compliance.reports.markdown import safe

Told = tuple[str, str, str, str]
"""Verdict, rule, agency, and case or period."""


BINARY = {"docx", "parquet", "xlsx"}
"""Formats that are no text."""


class Read(NamedTuple):
    """A report read back: each finding, and how many of them are gaps that count."""

    findings: list[Told]
    gaps: int


def written(name: str, assessment: Assessment, language: Any = "zh") -> bytes:
    """The report in one format."""
    out, form = io.BytesIO(), named(name)
    assert form is not None
    form.write(assessment, Manner(language), out)
    return out.getvalue()


def told(finding: Finding) -> Told:
    """What every format tells of a finding, with names as they are."""
    return finding.verdict.value, finding.rule, finding.agency, finding.case or finding.period or ""


def _records(records: list[dict[str, Any]]) -> Read:
    gaps = ("late", "missing", "incomplete")
    return Read(
        [(r["verdict"], r["rule"], r["agency"], r["case"] or r["period"] or "") for r in records],
        sum(r["verdict"] in gaps and r["counts"] in (True, "true") for r in records),
    )


def of_json(data: bytes) -> Read:
    """JSON."""
    return _records(json.loads(data)["findings"])


def of_jsonl(data: bytes) -> Read:
    """JSON Lines."""
    return _records([json.loads(line) for line in data.decode().split("\n") if line])


def of_csv(data: bytes) -> Read:
    """CSV, as a spreadsheet reads it: the apostrophe before a text is not part of it."""
    csv.field_size_limit(1 << 24)
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return _records([{key: value.removeprefix("'") for key, value in row.items()} for row in rows])


def of_parquet(data: bytes) -> Read:
    """Parquet."""
    return _records(of_parquet_rows(data))


def all_of_parquet(data: bytes) -> tuple[list[tuple[Any, ...]], ...]:
    """All that the file says, however it is packed: its columns with their kinds, its own keys, its rows in their order."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(data)
        file.flush()
        queries = (
            "SELECT * EXCLUDE (file_name) FROM parquet_schema(?)",
            "SELECT key, value FROM parquet_kv_metadata(?) ORDER BY ALL",
            "SELECT * FROM read_parquet(?)",
        )
        return tuple(duckdb.execute(query, [file.name]).fetchall() for query in queries)


def of_parquet_rows(data: bytes) -> list[dict[str, Any]]:
    """Its rows by their columns."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(data)
        file.flush()
        found = duckdb.execute("SELECT * FROM read_parquet(?)", [file.name])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def of_sarif(data: bytes) -> Read:
    """SARIF."""
    (run,) = json.loads(data)["runs"]
    results = run["results"]
    findings = []
    for result in results:
        facts = result["properties"]
        named = facts["case"] or facts["period"] or ""
        findings.append(
            (facts["verdict"], result["ruleId"].partition("/")[2].rpartition("/")[0], facts["agency"], named)
        )
    return Read(findings, sum(result["kind"] == "fail" for result in results))


def of_junit(data: bytes) -> Read:
    """JUnit XML; agency and case stand in the name, after one another."""
    cases = list(etree.fromstring(data).iter("testcase"))
    findings = []
    for case in cases:
        (verdict,) = (p.get("value") for p in case.iter("property") if p.get("name") == "verdict")
        findings.append((verdict or "", case.get("classname", "").partition(".")[2], case.get("name", ""), ""))
    return Read(findings, sum(case.find("failure") is not None for case in cases))


def all_text(name: str, data: bytes) -> str:
    """Everything that stands in a report, of an office file in all its parts."""
    if name == "parquet":
        return repr(of_parquet_rows(data))
    if not data.startswith(b"PK"):
        return data.decode()
    with ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())


def of_markdown(data: bytes) -> Iterator[list[str]]:
    """The cells of Markdown's rows of findings, as they are marked up."""
    for line in data.decode().split("\n"):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 9 and cells[0] not in ("结论", "---"):
            yield cells


def cells_of_markdown(finding: Finding) -> list[str]:
    """The cells of a row that tell which finding it is."""
    words = (finding.verdict.words.zh, finding.rule, finding.title or finding.matter, finding.agency)
    return [safe(word) for word in (*words, case_or_period(finding, "zh"))]


READERS: dict[str, Callable[[bytes], Read]] = {
    "json": of_json,
    "jsonl": of_jsonl,
    "csv": of_csv,
    "parquet": of_parquet,
    "sarif": of_sarif,
}
