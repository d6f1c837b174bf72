"""A clean copy of a delimited text that cannot be scanned as it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from compliance.findings.assessment import NoRecord
from compliance.log.blocks import Parted, Plain
from compliance.log.delimited import HEAD, Layout, data_parts
from compliance.log.encoding import UTF_8, detect
from compliance.log.lines import opened
from compliance.log.model import Table, case_column
from compliance.log.notes import encoding_note
from compliance.log.writer import CleanCopy, Copies


def clean_copy(table: Table, workdir: Path) -> Table:
    """The same table from a copy: UTF-8, comma, `"`, one record a line, no header, first field the row of the original.

    For a text that a scan refused or whose lines it did not count as rows. A row that cannot be read is rejected; a
    table that is a copy already, or Parquet, comes back as it is.
    """
    if table.numbered or table.format != "csv":
        return table
    header = tuple(column.header for column in table.columns)
    encoding = _encoding(table)
    layout = Layout(encoding, False, table.delimiter, header, table.skip, table.skip, table.skip, False)
    return copied(table, layout, Copies(workdir))


def copied(table: Table, layout: Layout, copies: Copies) -> Table:
    """The table from a copy of its `path`, read as `layout` says."""
    with (
        CleanCopy(copies, table.file, layout.header, case_column(table.columns)) as copy,
        data_parts(table.path, table.file, layout) as parts,
    ):
        for part in parts:
            if isinstance(part, Plain):
                copy.add_plain(part.first, part.lines, layout.delimiter)
            elif isinstance(part, Parted):
                copy.add_parted(part.rows)
            elif part.problem is None:
                copy.add(part.row, part.cells)
            else:
                copy.reject(part.row, part.problem, value=part.shown)
    notes = [*table.notes, *encoding_note(layout.encoding, table.encoding), *copy.notes()]
    return replace(
        table,
        path=copy.path or table.path,
        held=copy.held,
        delimiter=",",
        skip=0,
        numbered=True,
        encoding=layout.encoding,
        notes=tuple(notes),
        rejected=(*table.rejected, *copy.rejected),
        rejected_more=copy.rejected_more,
        passed_over={**table.passed_over, NoRecord.BLANK: copy.blank},
    )


def numbered(table: Table, head: bytes) -> Table:
    """The table from a held copy of `head`, which is all of its file and plain: each line gets its number before it.

    For a text with commas and without quotation marks, of which nothing need be taken apart.
    """
    rows = head.split(b"\n")[table.skip :]
    if rows and not rows[-1]:
        rows.pop()
    first = table.skip + 1
    held = b"".join([b"%d,%b\n" % (number, row.rstrip(b"\r")) for number, row in enumerate(rows, start=first)])
    return replace(table, held=held, skip=0, numbered=True)


def _encoding(table: Table) -> str:
    """The encoding by the first bytes that are not ASCII, which may lie far behind the head."""
    with opened(table.path, table.file) as stream:
        while block := stream.read(HEAD):
            if not block.isascii():
                return detect(block + stream.readline())
    return UTF_8
