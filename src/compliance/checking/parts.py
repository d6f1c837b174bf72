"""Findings that a cluster writes: a folder of parts under the name of a file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from compliance.checking.output import Written, check_places, not_written
from compliance.checking.staging import PREFIX, NotWritten
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.findings import Assessment
from compliance.findings.assessment import InParts
from compliance.log.own_folder import alone, own_folder
from compliance.reports.manner import Manner
from compliance.reports.parquet import write_parts

NEW = "new"
"""How the folder of parts is called before it takes its place."""


def in_parts(outputs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of a check on a cluster: the outputs that it writes in parts, and the others."""
    parts = [name for name in outputs if name.rstrip("/").lower().endswith(".parquet")]
    return parts, [name for name in outputs if name not in parts]


def check_parts(assessment: Assessment, parts: Sequence[str], files: Sequence[str]) -> None:
    """Raises Refused where one of the outputs takes the place of the log or of another, before any is written."""
    check_places(assessment, [Path(name) for name in [*parts, *files] if "://" not in name])
    folders = {os.path.realpath(name) for name in parts if "://" not in name}
    inside = [name for name in (*parts, *files) if folders & {*map(str, Path(os.path.realpath(name)).parents)}]
    if inside:
        title = Text(
            "放在另一份报告的文件夹里，那个文件夹会整个换掉", "lies in the folder of another report, which is replaced"
        )
        hint = Text("写到别的文件夹", "write it elsewhere")
        raise Refused([Diagnostic("report/twice", title, Place(name), hint) for name in inside])


@contextmanager
def write_in_parts(assessment: Assessment, outputs: Sequence[str], manner: Manner) -> Iterator[list[Written]]:
    """Writes the findings beside each place; where what is done meanwhile ends well, each folder takes its place.

    Raises Refused where one cannot be written; then all are as they were, but what lies in other storage (`://`).
    """
    findings = assessment.findings
    assert isinstance(findings, InParts)
    written, waiting = list[Written](), list[tuple[Path, Path]]()
    with ExitStack() as stack:
        for name in outputs:
            if "://" in name:
                write_parts(findings, manner, name)
                written.append(Written(name))
                continue
            place = Path(os.path.realpath(name))
            with _told(name):
                room = stack.enter_context(own_folder(place.parent, PREFIX))
                write_parts(findings, manner, str(room / NEW))
                waiting.append((room, place))
                written.append(Written(name, len(list((room / NEW).glob("part-*")))))
        yield written
        for room, place in waiting:
            with _told(str(place)), alone(place.parent):
                _take(room, place)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Says in words where the system refuses a place."""
    try:
        yield
    except OSError as error:
        raise Refused(not_written(NotWritten(Path(name), error))) from None


def _take(room: Path, place: Path) -> None:
    """Has what was written in a room take its place; what stood there stands there again where it cannot."""
    old = room / "old"
    try:
        if place.exists():
            os.replace(place, old)
        os.replace(room / NEW, place)
    except BaseException:
        if old.exists() and not place.exists():
            os.replace(old, place)
        raise
