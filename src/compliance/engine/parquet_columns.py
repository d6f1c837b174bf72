"""The columns of a Parquet file as the file itself calls them, and what of their kinds is to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import ONCE_PACKED, exceeded, limit, times_larger
from compliance.engine.database import Database
from compliance.engine.table_row import as_instant, is_instant
from compliance.log.model import Role, Table

_PARTED = re.compile(r"STRUCT|MAP\(|\]\[|BLOB\[")
"""Kinds of columns that are no cells of a log: what has parts with names, lists in lists, lists of what may be no text."""
DESCRIBE = "DESCRIBE SELECT * FROM read_parquet(?)"
TIMES = (Role.TIME, Role.MILESTONE)
MAY_BE_DAYS = (*TIMES, Role.UNTIL, Role.PERIOD, Role.ATTRIBUTE)
"""Where a day may stand: the last three are asked until when something lasts, of which day a record is, what was promised."""
SCHEMA = "SELECT name, num_children, type FROM parquet_schema(?)"


def columns_of(database: Database, path: Path) -> Sequence[str]:
    """The names of the columns in their order. Raises Refused for what is no Parquet file that can be read."""
    try:
        shown = [row[0] for row in database.rows(DESCRIBE, [str(path)])]
        said = [name for name, _ in _outermost(database.rows(SCHEMA, [str(path)]))]
    except duckdb.Error:
        title = Text("不是可读的 Parquet 文件", "not a readable Parquet file")
        hint = Text("请重新导出或重新复制", "export it or copy it again")
        raise Refused([Diagnostic("log/parquet", title, Place(str(path)), hint)]) from None
    # The database gives a column another name where two have one, and would have nobody know of the second.
    return said if len(said) == len(shown) else shown


def told(database: Database, table: Table, zone: str) -> Table:
    """The table, with a note where its times are of the old kind of 96 bits, which does not say of what zone they are.

    So it is where all times of a column are midnights, which are days: the file has no other way to say so, or its writer none.
    What has a zone is told by the clock of `zone`, that of the rulesets, wherever the program runs.
    """
    if table.format != "parquet":
        return table
    try:
        database.execute(f"SET TimeZone = '{zone}'")
        old = old_times(database, table.path)
        table = _with_days(database, table)
    except duckdb.Error:  # It is torn or gone since, which the scan has words for.
        return table
    times = [c.header for c in table.columns if c.role in TIMES and c.index in old]
    if not times:
        return table
    zh, en = _listed(times)
    note = Text(
        f"{zh}是旧式时间（INT96），不写明时区，按所存的钟点读；由 Spark 或 Hive 写出的多半是世界时，比北京时间早 8 小时："
        "请改用 TIMESTAMP 重新导出",
        f"{en}: times of the old kind INT96, which says no zone; they are read as they stand. Those that Spark or Hive wrote are "
        "most likely of UTC, eight hours before Beijing: export them anew as TIMESTAMP",
    )
    return replace(table, notes=(*table.notes, note))


def old_times(database: Database, path: Path) -> frozenset[int]:
    """Which columns, by their place, are times of the old kind of 96 bits."""
    columns = _outermost(database.rows(SCHEMA, [str(path)]))
    return frozenset(n for n, (_, kind) in enumerate(columns) if kind == "INT96")


def _with_days(database: Database, table: Table) -> Table:
    """The table with its columns of midnights marked."""
    kinds = [row[1] for row in database.rows(DESCRIBE, [str(table.path)])]
    times = [c for c in table.columns if c.role in MAY_BE_DAYS and _is_time(kinds[c.index])]
    days = {column.index for column in times if _is_of_days(database, table.path, column.index, kinds)}
    if not days:
        return table
    zh, en = _listed([column.header for column in table.columns if column.index in days])
    note = Text(
        f"{zh}都在零点整，按日期读，钟点视为未写明；如果确是零点，请把时间写成文字（2018-01-10 00:00）",
        f"{en}: all of its times are midnight and read as days, of which the hour is not known; where midnight is meant, write the "
        "times as text (2018-01-10 00:00)",
    )
    columns = tuple(replace(column, days=column.index in days) for column in table.columns)
    return replace(table, columns=columns, notes=(*table.notes, note))


def _is_time(kind: str) -> bool:
    return is_instant(kind) or kind == "TIMESTAMP WITH TIME ZONE"


def _is_of_days(database: Database, path: Path, column: int, kinds: Sequence[str]) -> bool:
    """Whether a column of instants has any, and midnights alone."""
    time, names = as_instant(f"c{column}", kinds[column]), ", ".join(f"c{n}" for n in range(len(kinds)))
    some = f"SELECT 1 FROM read_parquet(?) AS t({names}) WHERE {{}} LIMIT 1"
    other = database.rows(some.format(f"date_trunc('day', {time}) <> {time}"), [str(path)])
    return not other and bool(database.rows(some.format(f"{time} IS NOT NULL"), [str(path)]))


def _listed(headers: Sequence[str]) -> tuple[str, str]:
    """Columns by their headers, in Chinese and in English."""
    return "、".join(f"“{name}”" for name in headers), ", ".join(f"“{name}”" for name in headers)


def check_kinds(database: Database, table: Table) -> None:
    """Raises Refused for a column of a log whose cells have parts of their own: no text says what they are."""
    kinds = [kind for _, kind, *_ in database.rows(DESCRIBE, [str(table.path)])]
    parted = [c.header for c in table.columns if c.role is not Role.ATTRIBUTE and _PARTED.search(kinds[c.index])]
    if parted:
        zh, en = _listed(parted)
        title = Text(f"{zh}的单元格里嵌套了结构", f"the cells of {en} are structures")
        hint = Text(
            "一个单元格应是文字、数、时间，或它们的列表：请展开后重新导出",
            "a cell is a text, a number, a time, or a list of them: take the structures apart and export the file anew",
        )
        raise Refused([Diagnostic("log/unreadable", title, Place(table.file), hint)])


def check_cells(database: Database, table: Table) -> None:
    """Raises Refused for a Parquet file that unpacks to more than it may, or has a cell that is longer than one may be.

    Texts that are stored once and said by many rows take the place of all of them once they are read. Columns are looked through
    only where a part is as large as the longest cell, or the rows may say more than the file may unpack to; and of those only
    what a log's columns are.
    """
    path, most = str(table.path), limit("cell")
    size = table.path.stat().st_size
    allowed = max(ONCE_PACKED, size * limit("packing"))
    parts = database.rows("SELECT total_uncompressed_size, num_values FROM parquet_metadata(?)", [path])
    _check_packing(table, sum(part for part, _ in parts), allowed)
    if sum(part * rows for part, rows in parts) <= allowed and all(part <= most for part, _ in parts):
        return
    kinds = database.rows(DESCRIBE, [path])
    names = ", ".join(f"c{n}" for n in range(len(kinds)))
    texts = [
        f"c{column.index}"
        for column in table.columns
        if column.role is not Role.ATTRIBUTE and kinds[column.index][1] == "VARCHAR"
    ]
    if not texts:
        return
    # A text has no more characters than bytes, which are there to be read and need not be counted.
    found = ", ".join(f"coalesce(max(strlen({text})), 0), coalesce(sum(strlen({text})), 0)" for text in texts)
    bytes_ = database.rows(f"SELECT {found} FROM read_parquet(?) AS t({names})", [path])[0]
    for text in (text for text, longest in zip(texts, bytes_[::2], strict=True) if longest > most):
        _check_longest(database, table, text, names)
    _check_packing(table, int(sum(bytes_[1::2])), allowed)


def _check_packing(table: Table, unpacked: int, allowed: int) -> None:
    if unpacked > allowed:
        raise Refused([exceeded("packing", times_larger(unpacked, table.path.stat().st_size), Place(table.file))])


def _check_longest(database: Database, table: Table, text: str, names: str) -> None:
    """Raises Refused for a column whose longest cell has more characters than one may have."""
    most = limit("cell")
    row, found = database.rows(
        f"SELECT arg_max(row, long), max(long) FROM (SELECT row + 1 AS row, CASE WHEN strlen({text}) > {most:d} THEN "
        f"length({text}) ELSE 0 END AS long FROM read_parquet(?, file_row_number = true) AS t({names}, row))",
        [str(table.path)],
    )[0]
    if found > most:
        raise Refused([exceeded("cell", found, Place(table.file, row))])


def _outermost(schema: Sequence[tuple[str, int | None, str | None]]) -> Iterator[tuple[str, str | None]]:
    """The columns with their kinds: a schema has the parts of each after it, and the whole before all."""
    within = 0
    for name, parts, kind in schema[1:]:
        if not within:
            yield name, kind
        within = max(0, within - 1) + (parts or 0)
