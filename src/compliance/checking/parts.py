"""Findings that a cluster writes: a folder of parts under the name of a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from compliance.checking.output import Written, check_places, not_written
from compliance.checking.staging import PREFIX, NotWritten
from compliance.diagnostics import Refused
from compliance.findings import Assessment
from compliance.findings.assessment import InParts
from compliance.reports.manner import Manner
from compliance.reports.parquet import write_parts


def in_parts(outputs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of a check on a cluster: the outputs that it writes in parts, and the others."""
    parts = [name for name in outputs if name.rstrip("/").lower().endswith(".parquet")]
    return parts, [name for name in outputs if name not in parts]


def check_parts(assessment: Assessment, parts: Sequence[str], files: Sequence[str]) -> None:
    """Raises Refused where one of the outputs takes the place of the log or of another, before any is written."""
    check_places(assessment, [Path(name) for name in [*parts, *files] if "://" not in name])


def write_in_parts(assessment: Assessment, outputs: Sequence[str], manner: Manner) -> list[Written]:
    """Writes the findings to each folder. Raises Refused where one cannot be written; then it is as it was."""
    findings = assessment.findings
    assert isinstance(findings, InParts)
    written = []
    for name in outputs:
        if "://" in name:
            write_parts(findings, manner, name)
            written.append(Written(name))
            continue
        try:
            written.append(Written(name, _put(findings, Path(name), manner)))
        except OSError as error:
            raise Refused(not_written(NotWritten(Path(name), error))) from None
    return written


def _put(findings: InParts, place: Path, manner: Manner) -> int:
    """Writes beside the place, then takes it; returns the number of parts."""
    place = Path(os.path.realpath(place))
    room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place.parent))
    try:
        write_parts(findings, manner, str(room / "new"))
        if place.exists():
            os.replace(place, room / "old")
        os.replace(room / "new", place)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return len(list(place.glob("part-*")))
