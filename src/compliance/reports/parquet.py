"""The findings as a Parquet file, for tables of millions: the keys of the JSON report as typed columns, a row each.

The reason is put together in words finding by finding, so the rows come from the same place as those of every other
format, and not from a query of their own: no format can say anything else than the others. They are handed to the
database a chunk at a time and never held all at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding
from compliance.findings.assessment import InParts, InTable, TableFile
from compliance.findings.earlier import PartlyTold, Told
from compliance.findings.storable import storable
from compliance.reports.json import SCHEMA
from compliance.reports.manner import Manner
from compliance.reports.provenance import provenance
from compliance.reports.record import KEYS, record, records

PLACE = 'STRUCT(file VARCHAR, "row" BIGINT)'
TYPES = {
    "duty": "INTEGER",
    "due": "TIMESTAMP",
    "days_late": "INTEGER",
    "hours_late": "DOUBLE",
    "missing_channels": "VARCHAR[]",
    "missing_elements": "VARCHAR[]",
    "missing_requirements": "VARCHAR[]",
    "counts": "BOOLEAN",
    "waived": "BOOLEAN",
    "evidence": f'STRUCT("trigger" {PLACE}, completed {PLACE})',
}
"""The type of each column that is not text. `trigger` and `completed` are text: they are as precise as the log states them."""

COLUMNS = {key: TYPES.get(key, "VARCHAR") for key in KEYS}
"""The SQL type of each key of a finding."""


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the file; its metadata name the schema, the as-of instant, the version, and what the report was made of."""
    from compliance.engine.merged import write_merged
    from compliance.engine.parquet import write_parquet

    made = json.dumps(provenance(assessment, manner.language))
    metadata = {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "version": assessment.version,
        "provenance": made,
    }
    findings = assessment.findings
    if isinstance(findings, InTable) and findings.tell(_file(manner.language, metadata), out):
        return
    if isinstance(findings, PartlyTold) and findings.table is not None:
        # Most rows are as they stand in a table: they are copied there, and not taken through here one by one.
        entries = findings.entries(cells=False)
        rows = (e.place if isinstance(e, Told) else _row(record(e, manner.language)) for e in entries)
        write_merged(COLUMNS, rows, findings.table, metadata, out)
    else:
        write_parquet(COLUMNS, map(_row, records(findings, manner.language)), metadata, out)


def write_parts(findings: InParts, manner: Manner, folder: str) -> None:
    """The same file in parts, as several machines write it."""
    findings.store(_file(manner.language), folder)


def _file(language: Language, metadata: Mapping[str, str] | None = None) -> TableFile:
    return TableFile(COLUMNS, partial(_of_finding, language=language), language, metadata or {})


def _of_finding(finding: Finding, language: Language) -> list[object]:
    return _row(record(finding, language))


def _row(values: Mapping[str, object]) -> list[object]:
    due = values["due"]
    typed = {**values, "due": datetime.fromisoformat(due)} if isinstance(due, str) else values
    return [_storable(typed[key]) for key in KEYS]


def _storable(value: object) -> object:
    """A value with all its texts as a table can hold them."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    return value
