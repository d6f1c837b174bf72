"""A saved report as a check that goes on from it takes it: JSON or Parquet, which hold every finding whole and what it was made of."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, ValidationError

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.plain_file import plain_file
from compliance.findings.earlier import Earlier, InputRead, Terms
from compliance.reports.json import SCHEMA, encoded
from compliance.reports.parquet import COLUMNS
from compliance.reports.saved import other_schema, read_head, unreadable


class _Part(BaseModel):
    model_config = ConfigDict(defer_build=True)


class _File(_Part):
    sha256: str


class _Input(_File):
    file: str
    size: int = Field(alias="bytes")
    rows: int
    events: int
    layout: str
    place: int


class _Ruleset(_File):
    id: str
    calendar: str


class _Terms(_Part):
    first: date | None = Field(alias="from")
    last: date | None = Field(alias="to")
    agencies: tuple[str, ...] | None
    roster: bool
    ignore: tuple[str, ...]
    language: str
    show_personal: bool


class _Provenance(_Part):
    version: str
    rulesets: tuple[_Ruleset, ...]
    inputs: tuple[_Input, ...]
    mapping: _File | None
    waivers: _File | None
    terms: _Terms
    findings: int


class _Head(_Part):
    as_of: NaiveDatetime
    provenance: _Provenance


def read_earlier(path: Path, workdir: Path) -> Earlier:
    """The report in a file; its findings are copied to `workdir`, for a new report may take its place.

    Raises:
        Refused: the file is no report of ours that holds every finding, or does not say what it was made of.
    """
    file = str(path)
    copy = workdir / "earlier"
    try:
        plain_file(path)
        shutil.copyfile(path, copy)
        with copy.open("rb") as data:
            start = data.read(4)
            digest = hashlib.file_digest(data, _sha_of(start)).hexdigest()
    except OSError as error:
        raise Refused([unreadable(file, error)]) from None
    head = _parquet_head(copy, file) if start == b"PAR1" else _json_head(copy, file)
    schema = head.get("schema")
    if not isinstance(schema, str) or not schema.startswith("compliance-report/"):
        raise Refused([_no_report(file)])
    if schema != SCHEMA:
        raise Refused([other_schema(file, schema)])
    try:
        read = _Head.model_validate(head)
    except ValidationError:
        raise Refused([_says_too_little(file)]) from None
    made = read.provenance
    terms = made.terms
    return Earlier(
        file,
        digest,
        made.version,
        read.as_of,
        terms.language,
        Terms(terms.first, terms.last, terms.agencies, terms.roster, terms.ignore, terms.show_personal),
        tuple((one.id, one.sha256, one.calendar) for one in made.rulesets),
        tuple(InputRead(i.file, i.sha256, i.size, i.rows, i.events, i.layout, i.place) for i in made.inputs),
        made.mapping.sha256 if made.mapping else None,
        made.waivers.sha256 if made.waivers else None,
        made.findings,
        copy,
        "parquet" if start == b"PAR1" else "json",
        COLUMNS,
    )


def _sha_of(start: bytes) -> Any:
    """A hash that begins with the bytes that were read already."""
    return lambda: hashlib.sha256(start)


def _parquet_head(copy: Path, file: str) -> dict[str, Any]:
    """The metadata of the file as the head of a JSON report has it."""
    from compliance.engine.parquet import parquet_metadata

    metadata = parquet_metadata(copy)
    try:
        return {**metadata, "provenance": json.loads(metadata.get("provenance", "null"))}
    except ValueError:
        raise Refused([_says_too_little(file)]) from None


def _json_head(copy: Path, file: str) -> dict[str, Any]:
    """Everything but the findings. Where they do not stand on a line each, they are written anew so."""
    with copy.open("rb") as report:
        data, laid_out = read_head(report, file)
    whole = _loaded(data, file)
    if laid_out:
        return whole
    findings = whole.pop("findings", None)
    if not isinstance(findings, list):
        raise Refused([_no_report(file)])
    with copy.open("wb") as out:
        out.writelines(encoded(one) + b"\n" for one in findings)
    return whole


def _loaded(data: bytes, file: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused([_no_report(file)]) from None
    if not isinstance(found, dict):
        raise Refused([_no_report(file)])
    return found


HINT = Text(
    "--since 要用 compliance check … -o 报告.parquet 或 -o 报告.json 写出的报告",
    "--since takes a report of compliance check … -o report.parquet or -o report.json",
)


def _no_report(file: str) -> Diagnostic:
    title = Text("不是可以接着核查的报告", "this is no report that a check can go on from")
    return Diagnostic("since/no-report", title, Place(file), HINT)


def _says_too_little(file: str) -> Diagnostic:
    title = Text(
        "报告没有写明它读了多少台账，不能接着核查",
        "the report does not say how much of the log it was made of, so no check can go on from it",
    )
    hint = Text("用本版本重新核查一次，写出报告", "check the log once with this version and write the report anew")
    return Diagnostic("since/says-too-little", title, Place(file), hint)
