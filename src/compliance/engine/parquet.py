"""Rows to a Parquet file, a chunk at a time: what comes from memory is written in parts, and the parts are made one file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import duckdb

from compliance.engine.database import Database

CHUNK = 20_000
"""Rows held at once."""


def write_parquet(
    columns: Mapping[str, str], rows: Iterable[Sequence[object]], metadata: Mapping[str, str], out: BinaryIO
) -> None:
    """Writes rows under typed columns, in their order; the same rows give the same bytes.

    Args:
        columns: SQL types by name, in the order of each row. They come from code, never from a user.
        rows: texts must be valid UTF-8.
        metadata: further keys, from code, and values of the file.
        out: where the file goes.
    """
    with tempfile.TemporaryDirectory(prefix="compliance-") as folder:
        database = Database(folder)
        try:
            # One thread: several would part the rows by chance.
            database.execute("SET threads = 1")
            parts = Path(folder) / "parts"
            parts.mkdir()
            quoted = {f'"{name}"': kind for name, kind in columns.items()}
            for number, chunk in enumerate(_chunks(rows)):
                database.load("part", quoted, chunk)
                database.execute("COPY part TO ? (FORMAT parquet)", [str(parts / f"{number:09}.parquet")])
            whole = Path(folder) / "whole.parquet"
            _joined(database, parts, whole, metadata)
            with whole.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)
        finally:
            database.close()


def parquet_metadata(path: Path) -> dict[str, str]:
    """The keys and values that were given with a file; none where it is no Parquet file."""
    database = Database()
    try:
        rows = database.rows("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)])
    except duckdb.Error:
        return {}
    finally:
        database.close()
    return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in rows}


def _chunks(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """At least one, be it empty: a file without rows has its columns all the same."""
    coming = iter(rows)
    chunk = list(islice(coming, CHUNK))
    yield chunk
    while chunk := list(islice(coming, CHUNK)):
        yield chunk


def _joined(database: Database, parts: Path, whole: Path, metadata: Mapping[str, str]) -> None:
    bound = ", ".join(f"{key}: ?" for key in metadata)
    database.execute(
        f"COPY (SELECT * FROM read_parquet(?)) TO ? (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{bound}}})",
        [str(parts / "*.parquet"), str(whole), *metadata.values()],
    )
