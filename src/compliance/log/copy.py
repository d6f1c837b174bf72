"""A clean copy of a delimited text that cannot be scanned as it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from compliance.log.delimited import HEAD, Layout, data_records
from compliance.log.encoding import UTF_8, detect
from compliance.log.lines import opened
from compliance.log.model import Table
from compliance.log.notes import encoding_note
from compliance.log.writer import CleanCopy


def clean_copy(table: Table, workdir: Path) -> Table:
    """The same table from a copy: UTF-8, comma, `"`, one record a line, no header, first field the row of the original.

    For a text that a scan refused or whose lines it did not count as rows. A row that cannot be read is rejected; a
    table that is a copy already, or Parquet, comes back as it is.
    """
    if table.numbered or table.format != "csv":
        return table
    header = tuple(column.header for column in table.columns)
    encoding = _encoding(table)
    return copied(table, Layout(encoding, False, table.delimiter, header, table.skip, table.skip, False), workdir)


def copied(table: Table, layout: Layout, workdir: Path) -> Table:
    """The table from a copy of its `path`, read as `layout` says."""
    with CleanCopy(workdir, table.file, len(layout.header)) as copy:
        with data_records(table.path, table.file, layout) as rows:
            for record in rows:
                if record.problem is None:
                    copy.add(record.row, record.cells)
                else:
                    copy.reject(record.row, record.problem, value=record.shown)
        notes = [*table.notes, *encoding_note(layout.encoding, table.encoding), *copy.notes()]
        return replace(
            table,
            path=copy.path,
            delimiter=",",
            skip=0,
            numbered=True,
            encoding=layout.encoding,
            notes=tuple(notes),
            rejected=(*table.rejected, *copy.rejected),
            rejected_more=copy.rejected_more,
        )


def _encoding(table: Table) -> str:
    """The encoding by the first bytes that are not ASCII, which may lie far behind the head."""
    with opened(table.path, table.file) as stream:
        while block := stream.read(HEAD):
            if not block.isascii():
                return detect(block + stream.readline())
    return UTF_8
