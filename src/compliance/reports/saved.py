"""A JSON report read back: its findings, or what is wrong with the file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check, exceeded, limit
from compliance.diagnostics.plain_file import plain_file
from compliance.diagnostics.trouble import why
from compliance.findings.changes import Cut, Known
from compliance.findings.identity import identity_of_facts, own_case
from compliance.findings.verdict import Modality, Verdict
from compliance.reports.json import SCHEMA

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

FINDINGS = b'"findings": ['
"""The line of a report as it is written above its findings, of which each has a line."""
SHOWN = 5
"""Broken findings of one file that are told of at most."""


class _Source(BaseModel):
    model_config = ConfigDict(defer_build=True)

    file: str
    row: int


class _Evidence(BaseModel):
    model_config = ConfigDict(defer_build=True)

    trigger: _Source | None = None


class _Finding(BaseModel):
    """What a comparison needs of a finding; other keys may stand beside it."""

    model_config = ConfigDict(defer_build=True)

    ruleset: str
    rule: str
    duty: int
    matter: str
    agency: str
    case: str | None
    period: str | None
    verdict: Verdict
    modality: Modality
    trigger_action: str | None = None
    trigger: str | None = None
    due: str | None = None
    completed: str | None = None
    counts: bool = True
    waived: bool = False
    evidence: _Evidence | None = None
    reason: str = ""
    citation: str | None = None


class _Ruleset(BaseModel):
    model_config = ConfigDict(defer_build=True)

    id: str


class _Head(BaseModel):
    model_config = ConfigDict(defer_build=True)

    schema_: Any = Field(default=None, alias="schema")


class _Log(BaseModel):
    model_config = ConfigDict(defer_build=True)

    unread: list[Any] = []
    rejected: list[Any] = []
    rejected_count: int = 0


class _Terms(BaseModel):
    model_config = ConfigDict(defer_build=True)

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    agencies: list[str] | None = None
    roster: bool = False
    ignore: list[str] = []


class RulesetNamed(BaseModel):
    """A ruleset with the SHA-256 of its files."""

    model_config = ConfigDict(defer_build=True)

    id: str
    sha256: str
    calendar: str = ""


class _Provenance(BaseModel):
    model_config = ConfigDict(defer_build=True)

    rulesets: list[RulesetNamed] = []
    terms: _Terms = Field(default_factory=_Terms)


class _Report(BaseModel):
    model_config = ConfigDict(defer_build=True)

    as_of: str
    rulesets: list[_Ruleset]
    log: _Log = Field(default_factory=_Log)
    provenance: _Provenance = Field(default_factory=_Provenance)
    findings: list[_Finding]


@dataclass(frozen=True, slots=True)
class Saved:
    """A report as its file has it: only findings that count by themselves."""

    file: str
    as_of: str
    rulesets: tuple[str, ...]
    findings: tuple[Known, ...]
    unread: int = 0
    """Files of its log that could not be read."""
    cut: Cut = field(default_factory=Cut)
    rejected: int = 0
    """Rows of its log that could not be read."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of each ruleset, by its id."""
    agencies: tuple[frozenset[str] | None, bool] = (None, False)
    """Those that were asked for (None: those of the log), and whether the roster was."""
    ignored: frozenset[str] = frozenset()


def read_report(path: Path) -> Saved:
    """The report in a file. Raises Refused where it is none, or of another schema, naming what is wrong and where."""
    file = str(path)
    data = _bytes(path)
    head = _valid(_Head, data, file)
    schema = head.schema_
    if not isinstance(schema, str) or not schema.startswith("compliance-report/"):
        raise Refused([_no_report(file)])
    if schema != SCHEMA:
        raise Refused([other_schema(file, schema)])
    report = _valid(_Report, data, file)
    rulesets = tuple(ruleset.id for ruleset in report.rulesets)
    findings = tuple(_known(f) for f in report.findings if f.counts)
    terms, log = report.provenance.terms, report.log
    return Saved(
        file,
        report.as_of,
        rulesets,
        findings,
        len(log.unread),
        Cut(terms.first, terms.last),
        max(log.rejected_count, len(log.rejected)),
        {ruleset.id: ruleset.sha256 for ruleset in report.provenance.rulesets},
        (None if terms.agencies is None else frozenset(terms.agencies), terms.roster),
        frozenset(terms.ignore),
    )


def _known(found: _Finding) -> Known:
    source = found.evidence.trigger if found.evidence else None
    place = (source.file, source.row) if source else None
    case = own_case(found.case, place)
    facts = (found.ruleset, found.rule, found.duty, found.agency, case, found.period, found.trigger_action)
    return Known(
        identity=identity_of_facts(*facts, found.trigger),
        loose=identity_of_facts(*facts, None) if case else None,
        ruleset=found.ruleset,
        rule=found.rule,
        duty=found.duty,
        matter=found.matter,
        agency=found.agency,
        case=found.case,
        period=found.period,
        verdict=found.verdict,
        modality=found.modality,
        trigger=found.trigger,
        due=found.due,
        completed=found.completed,
        waived=found.waived,
        reason=found.reason,
        citation=found.citation,
        place=place or ("", 0),
    )


def _bytes(path: Path) -> bytes:
    file = str(path)
    try:
        check("report", plain_file(path).st_size, Place(file))
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise Refused([unreadable(file, error)]) from None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        n = error.start + 1
        title = Text(f"报告不是 UTF-8 编码（第 {n} 个字节读不出）", f"the report is not UTF-8 (byte {n})")
        hint = Text(
            "用 compliance check … -o 报告.json 重新写出，不要另存为其他编码",
            "write it anew with compliance check … -o report.json; do not save it in another encoding",
        )
        raise Refused([Diagnostic("report/encoding", title, Place(file), hint)]) from None
    return data


def read_head(report: IO[bytes], file: str) -> tuple[bytes, bool]:
    """Of a report with a finding a line: all but its findings, as JSON, and True. Of any other file all of it, and False.

    Raises Refused where it is more than a report that is read whole may have.
    """
    left = limit("report")
    lines: list[bytes] = []
    while line := report.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise Refused([exceeded("report", os.fstat(report.fileno()).st_size, Place(file))])
        if line.rstrip() == FINDINGS:
            return b"".join((*lines, FINDINGS, b"]}")), True
        lines.append(line)
    return b"".join(lines), False


def unreadable(file: str, error: OSError) -> Diagnostic:
    """There is no such report, or it may not be read."""
    said = why(error)
    title = Text(f"读不到报告“{file}”：{said.zh}", f"the report “{file}” cannot be read: {said.en}")
    hint = Text("检查文件名和权限", "check its name and permissions")
    return Diagnostic("report/not-found", title, hint=hint)


def _valid(model: type[Model], data: bytes, file: str) -> Model:
    """The file as the model has it."""
    try:
        try:
            return model.model_validate_json(data)
        except ValidationError as error:
            if error.errors()[0]["type"] != "json_invalid":
                raise
            # Half of a surrogate pair is an escape of JSON that only the standard library lets pass.
            return model.model_validate(_loaded(data, file))
    except ValidationError as error:
        raise Refused(_broken(error.errors(include_url=False), file)) from None


def _loaded(data: bytes, file: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused([_no_json(error, file)]) from None


def _no_json(error: ValueError | RecursionError, file: str) -> Diagnostic:
    hint = Text(
        "比较的是 compliance check … -o 报告.json 写出的报告",
        "compared are reports of compliance check … -o report.json",
    )
    if not isinstance(error, json.JSONDecodeError):
        return Diagnostic("report/not-json", Text("不是 JSON 报告", "this is no JSON report"), Place(file), hint)
    source = error.doc.split("\n")[error.lineno - 1] if error.lineno <= error.doc.count("\n") + 1 else ""
    ended = error.pos >= len(error.doc.rstrip())
    title = (
        Text("JSON 没有写完就结束了", "the JSON ends before it is complete")
        if ended
        else Text("这里不是合法的 JSON", "this is not valid JSON")
    )
    place = Place(file, error.lineno, min(error.colno, len(source) + 1), 1, source)
    return Diagnostic("report/not-json", title, place, hint)


def _no_report(file: str) -> Diagnostic:
    title = Text("这个 JSON 文件不是核查报告：没有 schema", "this JSON file is no report: it has no schema")
    hint = Text(
        "比较的是 compliance check … -o 报告.json 写出的报告",
        "compared are reports of compliance check … -o report.json",
    )
    return Diagnostic("report/no-report", title, Place(file), hint)


def other_schema(file: str, schema: str) -> Diagnostic:
    """The report is of another version of the schema."""
    title = Text(
        f"报告的格式是 {schema[:40]}，本版本只能读 {SCHEMA}",
        f"the report is of the schema {schema[:40]}; this version reads {SCHEMA}",
    )
    hint = Text("用本版本对同一台账重新核查，写出报告", "check the same log with this version and write it anew")
    return Diagnostic("report/schema", title, Place(file), hint)


def _broken(errors: Sequence[ErrorDetails], file: str) -> list[Diagnostic]:
    found = []
    for error in errors[:SHOWN]:
        where, key = _where(error["loc"])
        missing = error["type"] == "missing"
        if not error["loc"]:
            found.append(_no_report(file))
            continue
        title = (
            Text(f"{where.zh}缺少“{key}”", f"{where.en} lacks “{key}”")
            if missing
            else Text(f"{where.zh}的“{key}”读不出", f"“{key}” of {where.en} cannot be read")
        )
        hint = Text("报告可能被改动过；重新写出一份", "the report may have been changed by hand; write it anew")
        found.append(Diagnostic("report/broken", title, Place(file), hint))
    return found


def _where(location: tuple[int | str, ...]) -> tuple[Text, str]:
    """第3项核查结果, and the key in it."""
    keys = [str(part) for part in location if isinstance(part, str)]
    numbers = [part for part in location if isinstance(part, int)]
    if numbers and keys[0] == "findings":
        n = numbers[0] + 1
        return Text(f"第{n}项核查结果", f"finding {n}"), ".".join(keys[1:]) or "findings"
    return Text("报告", "the report"), ".".join(keys)
