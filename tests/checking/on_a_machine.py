"""Findings of this process as they lie on a machine of a cluster, which puts them into words."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow
from pyarrow import parquet

from compliance.engine.row import Row
from compliance.engine.spark.words import Words
from compliance.engine.stored import MOST, ORDER, ORDERED, StoredFindings
from compliance.findings.assessment import TableFile

EVENT = """struct_pack(e := raw.rowid * 9000000011, file := raw.file, line := coalesce(raw.line, raw.rowid + file.offset_),
case_no := raw.case_no, action := CAST(raw.action AS VARCHAR), lo := raw.lo, hi := raw.hi, url := raw.url, result := raw.result)"""
NAMED = ("trigger", "first_e", "early", "last_e", "done_e", "standing", "extended", "restarted")
"""Places of records: on a cluster they are far apart, and as large as they like."""
BATCH = 7


def arrived(stored: StoredFindings) -> pyarrow.Table:
    """Every finding with the records that it speaks of."""
    columns = ", ".join(
        f"f.{name} * 9000000011 AS {name}"
        if name in NAMED
        else "struct_update(f.claim, e := f.claim.e * 9000000011) AS claim"
        if name == "claim"
        else f"CAST(f.{name} AS VARCHAR) AS {name}"
        if name in ("kind", "verdict", "modality", "doubt")
        else f"f.{name}"
        for name in Row._fields
    )
    named = ", ".join(f"f.{name}" for name in NAMED)
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
