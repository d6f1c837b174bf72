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
            for number, chunk in enumerate(chunks(rows)):
                database.load("part", quoted(columns), chunk)
                database.execute("COPY part TO ? (FORMAT parquet)", [str(parts / f"{number:09}.parquet")])
            hand_over(join_parts(database, parts, metadata), out)
        finally:
            database.close()


def quoted(columns: Mapping[str, str]) -> dict[str, str]:
    """SQL types by names as SQL has them."""
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


def chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The last one is empty: a file without rows has its columns all the same, and no column depends on whether a cell lacks."""
    coming = iter(rows)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk
    yield []


def join_parts(database: Database, parts: Path, metadata: Mapping[str, str]) -> Path:
    """The parts as one file beside their folder."""
    whole = parts.parent / "whole.parquet"
    bound = ", ".join(f"{key}: ?" for key in metadata)
    database.execute(
        f"COPY (SELECT * FROM read_parquet(?)) TO ? ({PACKED}, KV_METADATA {{{bound}}})",
        [str(parts / "*.parquet"), str(whole), *metadata.values()],
    )
    return whole


def hand_over(made: Path, out: BinaryIO) -> None:
    """Copies a file to where it goes."""
    with made.open("rb") as file:
        shutil.copyfileobj(file, out, 1 << 20)
