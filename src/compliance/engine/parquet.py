"""Rows to a Parquet file, a chunk at a time: what comes from memory is written in parts, and the parts are made one file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import duckdb

from compliance.engine.database import Database
from compliance.log.own_folder import own_folder

Row = TypeVar("Row")

PACKED = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"
"""How a file is written: the higher levels take longer and hardly save a byte."""
CHUNK = 20_480
"""Rows held at once: as many as fill groups of the database, so that the file's groups are as full however its rows came."""


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
    with own_folder() as folder:
        database = Database(str(folder))
        try:
            # One thread: several would part the rows by chance.
            database.execute("SET threads = 1")
            database.lock()
            parts = folder / "parts"
            parts.mkdir()
            for number, chunk in enumerate(_chunks(rows)):
                database.load("part", _quoted(columns), chunk)
                database.execute("COPY part TO ? (FORMAT parquet)", [str(parts / f"{number:09}.parquet")])
            _join(database, parts, metadata, out)
        finally:
            database.close()


def write_merged(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[object] | int],
    table: object,
    metadata: Mapping[str, str],
    out: BinaryIO,
) -> None:
    """The same, where a row may be an `n` of table `told` in the database `table`: the same rows give the same bytes."""
    assert isinstance(table, Database)
    # The folder of that database is the only place where it may write.
    place = Path(str(table.one("SELECT current_setting('temp_directory')")))
    _place(table, columns, rows)
    chosen = ", ".join(f'CASE WHEN o.n IS NULL THEN w."{name}" ELSE t."{name}" END AS "{name}"' for name in columns)
    bound = ", ".join(f"{key}: ?" for key in metadata)
    with own_folder(place) as folder:
        merged = folder / "merged.parquet"
        table.execute(
            f"COPY (SELECT {chosen} FROM merged_order o LEFT JOIN told t ON t.n = o.n LEFT JOIN merged_own w ON w.nth = o.nth "
            f"ORDER BY o.nth) TO ? ({PACKED}, KV_METADATA {{{bound}}})",
            [str(merged), *metadata.values()],
        )
        with merged.open("rb") as file:
            shutil.copyfileobj(file, out, 1 << 20)
    for name in ("merged_order", "merged_own"):
        table.forget(name)


def _place(table: Database, columns: Mapping[str, str], rows: Iterable[Sequence[object] | int]) -> None:
    """The order of the rows, and those that are not in `told`."""
    kinds = {"nth": "BIGINT", **_quoted(columns)}
    table.load("merged_order", {"nth": "BIGINT", "n": "BIGINT"}, ())
    table.load("merged_own", kinds, ())
    nth = 0
    for chunk in _chunks(rows):
        numbered = list(enumerate(chunk, nth))
        nth += len(chunk)
        own = [(at, *row) for at, row in numbered if not isinstance(row, int)]
        order = [(at, row if isinstance(row, int) else None) for at, row in numbered]
        for name, typed, some in (
            ("merged_order", {"nth": "BIGINT", "n": "BIGINT"}, order),
            ("merged_own", kinds, own),
        ):
            if some:
                table.load("part", typed, some)
                table.execute(f"INSERT INTO {name} SELECT * FROM part")


def _quoted(columns: Mapping[str, str]) -> dict[str, str]:
    return {f'"{name}"': kind for name, kind in columns.items()}


def parquet_metadata(path: Path) -> dict[str, str]:
    """The keys and values that were given with a file; none where it is no Parquet file."""
    database = Database()
    try:
        database.lock([str(path)])
        rows = database.rows("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)])
    except duckdb.Error:
        return {}
    finally:
        database.close()
    return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in rows}


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The last one is empty: a file without rows has its columns all the same, and no column depends on whether a cell lacks."""
    coming = iter(rows)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk
    yield []


def _join(database: Database, parts: Path, metadata: Mapping[str, str], out: BinaryIO) -> None:
    """The parts as one file."""
    with join_parts(database, parts, metadata).open("rb") as file:
        shutil.copyfileobj(file, out, 1 << 20)


def join_parts(database: Database, parts: Path, metadata: Mapping[str, str]) -> Path:
    """The parts as one file beside their folder."""
    whole = parts.parent / "whole.parquet"
    bound = ", ".join(f"{key}: ?" for key in metadata)
    database.execute(
        f"COPY (SELECT * FROM read_parquet(?)) TO ? ({PACKED}, KV_METADATA {{{bound}}})",
        [str(parts / "*.parquet"), str(whole), *metadata.values()],
    )
    return whole
