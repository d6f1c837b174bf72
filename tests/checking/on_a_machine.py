"""Findings of this process as they lie on a machine of a cluster, which puts them into words."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow
from pyarrow import parquet

from compliance.engine.row import Row
from compliance.engine.spark.store import MENTIONED
from compliance.engine.spark.words import Words
from compliance.engine.stored import MOST, ORDER, ORDERED, StoredFindings
from compliance.findings.assessment import TableFile

FAR = 9_000_000_011
"""Places of records are far apart on a cluster, and as large as they like."""
EVENT = f"""struct_pack(e := raw.rowid * {FAR}, file := raw.file, line := coalesce(raw.line, raw.rowid + file.offset_),
case_no := raw.case_no, action := CAST(raw.action AS VARCHAR), lo := raw.lo, hi := raw.hi, url := raw.url, result := raw.result)"""
BATCH = 7


def arrived(stored: StoredFindings) -> pyarrow.Table:
    """Every finding with the records that it speaks of."""
    columns = ", ".join(
        f"f.{name} * {FAR} AS {name}"
        if name in MENTIONED
        else f"struct_update(f.claim, e := f.claim.e * {FAR}) AS claim"
        if name == "claim"
        else f"CAST(f.{name} AS VARCHAR) AS {name}"
        if name in ("kind", "verdict", "modality", "doubt")
        else f"f.{name}"
        for name in Row._fields
    )
    named = ", ".join(f"f.{name}" for name in MENTIONED)
    events = f"SELECT list({EVENT}) FROM raw JOIN file ON file.file = raw.file WHERE raw.rowid IN (SELECT unnest([{named}, f.claim.e]))"
    return stored.database.arrow(f"SELECT {columns}, ({events}) AS events FROM {ORDERED} ORDER BY {ORDER} LIMIT {MOST}")


def tell(stored: StoredFindings, file: TableFile, out: BinaryIO) -> bool:
    """Writes them as one file, as a machine of a cluster puts them into words."""
    typed = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in file.columns.items())
    schema = stored.database.arrow(f"SELECT {typed}").schema
    words = Words(stored.evaluated, stored.scanned, stored.texts, stored.waivers, stored.database.plan, file, schema)
    told = pyarrow.Table.from_batches(words.of(arrived(stored).to_batches(max_chunksize=BATCH)), schema)
    parquet.write_table(told.replace_schema_metadata(dict(file.metadata)), out)
    return True
