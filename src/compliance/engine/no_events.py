"""Files that give no event at all: each is an error, with the first reason why."""

from __future__ import annotations

from collections.abc import Container, Sequence

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.engine.scan import Scanned
from compliance.engine.settle import Settled
from compliance.findings import Unread
from compliance.log.model import Role, Table

HEADERS_NAMED = 20
"""Headers that a message names."""


def without_events(scanned: Sequence[Scanned], settled: Settled, but: Container[int]) -> dict[int, Unread]:
    """By number, all tables that give none, `but` those. A sheet nobody has filled in yet, beside others, is no error."""
    given = settled.events
    title = Text("没有读出任何记录", "no event could be read")
    used = {_book(scanned[n].table) for n in given}
    tables = {
        n: s.table
        for n, s in enumerate(scanned)
        if n not in given and n not in but and not (_has_no_rows(s) and _book(s.table) in used)
    }
    return {
        n: Unread(table.file, (Diagnostic("log/no-event", title, Place(table.file), _why(table, settled)),))
        for n, table in tables.items()
    }


def _why(table: Table, settled: Settled) -> Text:
    if lacking := _no_matter(table):
        return lacking
    first = next((r for r in settled.rejected if r.file == table.file), None)
    if first is None:
        return Text("文件里只有表头", "the file has a header only")
    zh, en = f"第 {first.row} 行：{first.reason.zh}", f"row {first.row}: {first.reason.en}"
    if first.column:
        zh, en = (
            f"第 {first.row} 行“{first.column}”：{first.reason.zh}",
            f"row {first.row}, “{first.column}”: {first.reason.en}",
        )
    return Text(f"例如{zh}", f"for instance {en}")


def _has_no_rows(scanned: Scanned) -> bool:
    return not (scanned.rows or scanned.table.rejected)


def _no_matter(table: Table) -> Text | None:
    """That no column says what a row is about, where none does: then each row lacks it."""
    if "matter" in table.defaults or any(column.role is Role.MATTER for column in table.columns):
        return None
    found = [column.header for column in table.columns if column.header.strip()][:HEADERS_NAMED]
    return Text(
        f"没有认出事项列；找到的列：{'、'.join(found)}；表头应为“事项”，或用映射文件（--mapping）指明；都是一个事项的，"
        '在其 [defaults] 下写 matter = "…"',
        f"no column of matters is recognised; the headers found: {', '.join(found)}; call it `matter`, or name it in a "
        'mapping file (--mapping); if all rows are of one matter, write matter = "…" under its [defaults]',
    )


def _book(table: Table) -> str:
    """The file that a table is in: of several sheets each has its own name behind the file's."""
    return table.file.removesuffix(f":{table.sheet}")
