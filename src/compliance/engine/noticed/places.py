"""Rows of the log as notes name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.scan import Scanned

PLACES = (
    "SELECT raw.rowid, raw.file, coalesce(raw.line, raw.rowid + file.offset_), raw.case_no FROM raw JOIN file ON file.file = raw.file "
    "WHERE raw.rowid IN ({})"
)


def places(database: Database, scanned: Sequence[Scanned], events: Sequence[int]) -> list[tuple[Text, str]]:
    """Of events by their places in the log: the rows as reports name them, and the numbers of their cases."""
    found = {
        e: (Text(f"{scanned[file].table.file}第{row}行", f"row {row} of {scanned[file].table.file}"), number or "")
        for e, file, row, number in database.rows(PLACES.format(", ".join(map(str, events))))
    }
    return [found[e] for e in events]


TIME = "{'lo': raw.lo, 'hi': raw.hi}"
"""SQL for the time of an event, to be ordered by and told."""


def stated(time: Mapping[str, datetime]) -> str:
    """A `TIME` as the log states it, of a time of day its day: 2018年6月 is no first of June."""
    lo, hi = time["lo"], time["hi"]
    return str(lo.date()) if lo == hi else Interval(lo, hi).stated()
