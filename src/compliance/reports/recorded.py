"""A JSON report read back to be held against a new computation: everything in it, findings one at a time.

The report as it is written has a finding a line: then it is read line by line, however large it is. One that another
program has laid out anew is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import limit
from compliance.diagnostics.plain_file import plain_file
from compliance.log.unchanged import Unchanged, of
from compliance.reports.json import SCHEMA, encoded
from compliance.reports.saved import FINDINGS, RulesetNamed, read_head, read_report, unreadable

CHANGED = Text("报告可能被改动过；重新写出一份", "the report may have been changed by hand; write it anew")


class FileNamed(BaseModel):
    """A file with its SHA-256."""

    model_config = ConfigDict(defer_build=True)

    file: str
    sha256: str


class MadeOf(BaseModel):
    """What a report says it was made of."""

    model_config = ConfigDict(defer_build=True)

    version: str
    command: list[str]
    rulesets: list[RulesetNamed]
    inputs: list[FileNamed] = Field(min_length=1)
    mapping: FileNamed | None = None
    waivers: FileNamed | None = None


class _Head(BaseModel):
    model_config = ConfigDict(defer_build=True)

    as_of: datetime
    generated: datetime | None = None
    provenance: MadeOf


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report in a file: `head` is everything but the findings, as JSON has it."""

    path: Path
    head: Mapping[str, Any]
    as_of: datetime
    generated: datetime | None
    made_of: MadeOf
    state: Unchanged
    """The file as it was before it was read."""
    whole: Sequence[Any] | None = None
    """The findings where the file had to be read whole."""

    def findings(self) -> Iterator[bytes]:
        """Each finding as one line of JSON. Raises Refused where the report is not the one any more that was read before."""
        if self.whole is not None:
            yield from map(encoded, self.whole)
            return
        with self.state.throughout():
            yield from _lines(self.path)


def read_recorded(path: Path) -> Recorded:
    """The report in a file. Raises Refused where it is none, or does not say what it was made of."""
    try:
        state = of(path, str(path), plain_file(path))
    except OSError as error:
        raise Refused([unreadable(str(path), error)]) from None
    with state.throughout():
        head, whole = _line_by_line(path), None
        if head is None or head.get("schema") != SCHEMA:
            read_report(path)
            head = _read_whole(path)
            whole = head.pop("findings")
    try:
        told = _Head.model_validate(head)
    except ValidationError:
        raise Refused([_no_provenance(path)]) from None
    return Recorded(path, head, told.as_of, told.generated, told.provenance, state, whole)


def _line_by_line(path: Path) -> dict[str, Any] | None:
    """The head of a report that is laid out as it was written; None for any other file."""
    try:
        plain_file(path)
        with path.open("rb") as file:
            head, laid_out = read_head(file, str(path))
        found = _once_each(head) if laid_out and _well_ended(path) else None
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read_whole(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = _once_each(path.read_bytes())
    except ValueError:
        title = Text("报告里有一个键写了两次", "a key stands twice in the report")
        raise Refused([Diagnostic("report/broken", title, Place(str(path)), CHANGED)]) from None
    return found


def _once_each(data: bytes) -> Any:
    """JSON whose keys stand once each: of two of one name, one reader would take the first and another the last."""

    def held(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError
        return found

    return json.loads(data.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=held)


def _well_ended(path: Path) -> bool:
    """Whether the file ends as a report does: one that was cut off has lost findings."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 16))
        return file.read().split()[-2:] == [b"]", b"}"]


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if line.rstrip() == FINDINGS:
                break
        while line := file.readline(limit("report")):
            text = line.strip()
            if text == b"]":
                _check_end(file, path)
                return
            yield text.removesuffix(b",")


def _check_end(file: IO[bytes], path: Path) -> None:
    """After the findings comes nothing: whatever stood there, other readers would take for the report."""
    if file.read(1 << 10).strip() != b"}" or file.read(1):
        title = Text("报告的核查结果之后还有别的内容", "something stands behind the findings of the report")
        raise Refused([Diagnostic("report/broken", title, Place(str(path)), CHANGED)])


def _no_provenance(path: Path) -> Diagnostic:
    title = Text("报告没有写明由什么得出（provenance），无法复算", "the report does not say what it was made of")
    hint = Text(
        "用 compliance check … -o 报告.json 重新核查；或者报告被改动过",
        "check anew with compliance check … -o report.json; or the report was changed by hand",
    )
    return Diagnostic("verify/no-provenance", title, Place(str(path)), hint)
