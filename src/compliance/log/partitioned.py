"""Folders of a table that was written in parts (环节=批准/part-0.parquet): what they are called for is in no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.log.columns import recognise
from compliance.log.model import Column, HeaderMapping, Role, Table


def check_parts(tables: Sequence[Table], file: str, actions: Mapping[str, str], mapping: HeaderMapping | None) -> None:
    """Raises Refused where a folder says what a column of a log would: without it every approval would be a publication."""
    for key, value in _parts(file):
        for column in recognise([key], actions, mapping).columns:
            if column.role is not Role.ATTRIBUTE and any(_lacks(table, column) for table in tables):
                title = Text(
                    f"文件夹名“{key}={value}”写的是“{key}”，文件里没有这一列：这是分区存放的表的一部分",
                    f"the folder “{key}={value}” says what “{key}” is, and the file has no such column: it is a part of a table",
                )
                hint = Text(
                    "请把整个表导出成一个带有这一列的文件，如 pandas 的 read_parquet(文件夹).to_parquet(文件)",
                    "export the whole table to one file that has the column, in pandas with read_parquet(FOLDER).to_parquet(FILE)",
                )
                raise Refused([Diagnostic("log/partitioned", title, Place(file), hint)])


def _parts(file: str) -> Iterator[tuple[str, str]]:
    """What the folders of a file are called for, with its value."""
    for folder in Path(file).parent.parts:
        key, equals, value = folder.partition("=")
        if key and equals:
            yield unquote(key), unquote(value)


def _lacks(table: Table, column: Column) -> bool:
    """Whether nothing says of a table what the column would."""
    has = any((c.role, c.action) == (column.role, column.action) for c in table.columns)
    return not has and column.role.value not in table.defaults
