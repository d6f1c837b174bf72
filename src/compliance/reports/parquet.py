"""The findings as a Parquet file, for tables of millions: the keys of the JSON report as typed columns, a row each.

The reason is put together in words finding by finding, so the rows come from the same place as those of every other
format, and not from a query of their own: no format can say anything else than the others. They are handed to the
database a chunk at a time and never held all at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports.json import SCHEMA
from compliance.reports.manner import Manner
from compliance.reports.provenance import provenance
from compliance.reports.record import KEYS, records

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


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the file; its metadata name the schema, the as-of instant, the version, and what the report was made of."""
    from compliance.engine.parquet import write_parquet

    columns = {key: TYPES.get(key, "VARCHAR") for key in KEYS}
    made = json.dumps(provenance(assessment, manner.language))
    metadata = {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "version": assessment.version,
        "provenance": made,
    }
    write_parquet(columns, _rows(assessment, manner.language), metadata, out)


def _rows(assessment: Assessment, language: Language) -> Iterator[list[object]]:
    for values in records(assessment.findings, language):
        due = values["due"]
        if isinstance(due, str):
            values["due"] = datetime.fromisoformat(due)
        yield [_storable(values[key]) for key in KEYS]


def _storable(value: object) -> object:
    """Half of a surrogate pair, which UTF-8 cannot say, is written out."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    return value
