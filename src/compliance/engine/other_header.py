"""Another header further down a table, whose columns are others or stand in another order: what is below it is no row of this table.

Tables are put under each other in one sheet. Read by the first header, a publication would be taken for an approval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.log.headers import plain, role_of
from compliance.log.model import Column, Role, Table

_DATED = (Role.TIME, Role.MILESTONE)
_OF_DATES = re.compile(r"(日期|时间|date|time)$")
"""How the header of a column of dates ends, whether or not the table has such a column."""
_LOOKED_AT = 1000
"""Rows that are looked at for each column."""


def reject_below(
    database: Database, tables: Sequence[Table], unreadable: Iterable[str], reasons: Sequence[Text]
) -> list[Text]:
    """Adds to `rejected` the rows below such a header; returns why, numbered on from the reasons that are there.

    `unreadable` are the texts that are no times; such a header is told by the name of another column of dates among them.
    """
    by_name: dict[str, list[str]] = {}
    for text in unreadable:
        by_name.setdefault(plain(text), []).append(text)
    added: list[Text] = []
    for number, table in enumerate(tables):
        row = _first(database, number, table, by_name)
        if row is None:
            continue
        reason = len(reasons) + len(added)
        added.append(_below(row))
        database.execute(
            "INSERT INTO rejected SELECT file, line, 'table', NULL, ?, NULL, place FROM (SELECT raw.file, "
            "coalesce(raw.line, raw.rowid + file.offset_) AS line, min(raw.rowid) AS place "
            "FROM raw JOIN file ON file.file = raw.file WHERE raw.file = ? GROUP BY ALL) below WHERE line > ? AND NOT EXISTS "
            "(SELECT 1 FROM rejected r WHERE r.file = below.file AND r.line = below.line)",
            [reason, number, row],
        )
    return added


def _first(database: Database, number: int, table: Table, by_name: dict[str, list[str]]) -> int | None:
    """The first row that names columns, one of them where a time of another column should be."""
    names = {plain(column.header): column for column in table.columns if column.role is not Role.ATTRIBUTE}
    found = []
    for column in table.columns:
        if column.role not in _DATED:
            continue
        others = [t for name, texts in by_name.items() if _is_another(name, column, names) for t in texts]
        if others:
            rows = database.rows(
                "SELECT coalesce(raw.line, raw.rowid + file.offset_) AS line, raw.matter::VARCHAR, raw.agency::VARCHAR "
                "FROM raw JOIN file ON file.file = raw.file WHERE raw.file = ? AND (? IS NULL OR raw.action = ?) "
                "AND raw.stated = ANY (?) ORDER BY line LIMIT ?",
                [number, column.action, column.action, others, _LOOKED_AT],
            )
            found += [line for line, *cells in rows if all(_is_name(cell, table) for cell in cells)]
    return min(found, default=None)


def _is_another(name: str, column: Column, names: Mapping[str, Column]) -> bool:
    """Whether a text in a column of dates is the header of another one, perhaps of one that this table has not."""
    if name in names:
        return names[name] is not column
    stem = _OF_DATES.sub("", name)
    return stem not in (name, _OF_DATES.sub("", plain(column.header)))


def _is_name(cell: str | None, table: Table) -> bool:
    """Whether a cell is the header of a column; so is one of a column that the table has not, which says nothing."""
    return not cell or role_of(cell) is not None or plain(cell) in {plain(column.header) for column in table.columns}


def _below(row: int) -> Text:
    return Text(
        f"第 {row} 行又有一个表头，各列与第一个表头不同；它下面的行不能按第一个表头来读：请把两张表分成两个文件或工作表",
        f"row {row} is another header whose columns differ from those of the first, and what is below it cannot be read by "
        "that: put the tables into files or sheets of their own",
    )
