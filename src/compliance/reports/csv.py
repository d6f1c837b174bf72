"""The findings as CSV for a spreadsheet: UTF-8 with BOM, the keys of the JSON report as columns, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from compliance.findings import Assessment
from compliance.reports.manner import Manner
from compliance.reports.record import KEYS, records
from compliance.reports.tidy import cut, visible

STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet run a cell; the full-width forms do so in East Asian editions."""


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the findings one by one, a row each."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    try:
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(KEYS)
        rows.writerows(_row(values) for values in records(assessment.findings, manner.language))
    finally:
        text.detach()


def _row(values: Mapping[str, Any]) -> list[str]:
    return [_cell(_evidence(values[key]) if key == "evidence" else values[key]) for key in KEYS]


def _evidence(places: Mapping[str, Mapping[str, object] | None]) -> list[str]:
    """`trigger=log.csv:12;completed=log.csv:13`."""
    return [f"{name}={place['file']}:{place['row']}" for name, place in places.items() if place]


def _cell(value: object) -> str:
    """Numbers as they are; a text that a spreadsheet would run gets an apostrophe before it, and nothing is out of sight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = visible(cut(";".join(value) if isinstance(value, list) else str(value)))
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text
