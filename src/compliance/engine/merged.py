"""Rows of which most stand in a table, as one Parquet file: those are copied there, and not taken through here one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from compliance.engine.database import Database
from compliance.engine.parquet import PACKED, chunks, hand_over, quoted
from compliance.log.own_folder import own_folder

ORDER = {"nth": "BIGINT", "n": "BIGINT", "own": "BIGINT"}
"""The `nth` row of the file is the one of table `told` that is `n` there, or the one of those beside it that is `own` there."""


def write_merged(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[object] | int],
    table: object,
    metadata: Mapping[str, str],
    out: BinaryIO,
) -> None:
    """Writes rows under typed columns, in their order; one may be an `n` of table `told` in the database `table`.

    The same rows give the same bytes as `parquet.write_parquet` makes of them.
    """
    assert isinstance(table, Database)
    _place(table, columns, rows)
    with own_folder(table.folder) as folder:
        copy_merged(columns, None, table, metadata, folder, out)
    table.forget("merged_own")


def copy_merged(
    columns: Mapping[str, str],
    own: Path | None,
    table: Database,
    metadata: Mapping[str, str],
    folder: Path,
    out: BinaryIO,
) -> None:
    """The same where `merged_order` is there, which is let go: the rows beside `told` are those of a Parquet file, or `merged_own`."""
    chosen = ", ".join(f'CASE WHEN o.n IS NULL THEN w."{name}" ELSE t."{name}" END AS "{name}"' for name in columns)
    mine = "merged_own"
    if own:
        mine = "(SELECT file_row_number AS own, * FROM read_parquet(?, file_row_number = true))"
    bound = ", ".join(f"{key}: ?" for key in metadata)
    merged = folder / "merged.parquet"
    table.execute(
        f"COPY (SELECT {chosen} FROM merged_order o LEFT JOIN told t ON t.n = o.n LEFT JOIN {mine} w ON w.own = o.own "
        f"ORDER BY o.nth) TO ? ({PACKED}, KV_METADATA {{{bound}}})",
        [*([str(own)] if own else []), str(merged), *metadata.values()],
    )
    table.forget("merged_order")
    hand_over(merged, out)


def _place(table: Database, columns: Mapping[str, str], rows: Iterable[Sequence[object] | int]) -> None:
    """The order of the rows, and those that are not in `told`."""
    kinds = {"own": "BIGINT", **quoted(columns)}
    table.load("merged_order", ORDER, ())
    table.load("merged_own", kinds, ())
    nth = 0
    for chunk in chunks(rows):
        numbered = list(enumerate(chunk, nth))
        nth += len(chunk)
        own = [(at, *row) for at, row in numbered if not isinstance(row, int)]
        order = [(at, row, None) if isinstance(row, int) else (at, None, at) for at, row in numbered]
        for name, typed, some in (("merged_order", ORDER, order), ("merged_own", kinds, own)):
            if some:
                table.load("part", typed, some)
                table.execute(f"INSERT INTO {name} SELECT * FROM part")
