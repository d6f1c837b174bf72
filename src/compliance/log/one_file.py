"""One file of a log to its tables, by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check, limit
from compliance.findings.assessment import NoRecord, Rejected
from compliance.log.above_header import records_above
from compliance.log.columns import recognise, report_in_words
from compliance.log.content import Content, content_of
from compliance.log.copy import copied, numbered
from compliance.log.delimited import HEAD, Layout, layout, torn_header
from compliance.log.digest import Digest
from compliance.log.encoding import detect
from compliance.log.lines import opened
from compliance.log.model import Column, HeaderMapping, Table
from compliance.log.notes import encoding_note, header_note, title_note
from compliance.log.partitioned import check_parts
from compliance.log.records import MISPLACED, UNCLOSED
from compliance.log.sources import Source, check_file, plainly_named
from compliance.log.writer import Copies

ParquetHeaders = Callable[[Path], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every file is read with; it can be sent to another process."""

    actions: Mapping[str, str]
    mapping: HeaderMapping | None
    copies: Copies
    before: Mapping[str, int] = field(default_factory=dict)
    """How many bytes of a file an earlier check read."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Those that are in another place than the usual."""


class Elsewhere(Exception):
    """The file is Parquet, whose columns only the database can tell, and it was not asked."""


def tables_of(source: Source, reading: Reading, parquet_headers: ParquetHeaders | None = None) -> list[Table]:
    """The tables of one file, without looking at any other.

    Raises:
        Refused: it cannot be read; everything that is wrong with it is told.
        Elsewhere: it is Parquet and `parquet_headers`, which tells the columns of such a file, is not given.
    """
    state = check_file(source)
    with state.throughout():
        kind = content_of(source.path, source.name)
        if kind is Content.PARQUET and parquet_headers is None:
            raise Elsewhere
        source = plainly_named(source, reading.copies.workdir)
        digest = Digest(source.path, reading.before.get(source.name, 0))
        tables = _of_kind(kind, source.path, source.name, reading, parquet_headers)
        check_parts(tables, source.name, reading.actions, reading.mapping)
        lie_there = [table.path == source.path and table.held is None for table in tables]
        if not all(lie_there):
            digest.wait()
    # What lies in a copy was read to its end.
    return [
        replace(table, digest=digest, state=state if lies_there else None)
        for table, lies_there in zip(tables, lie_there, strict=True)
    ]


def tables_or_problems(
    source: Source, reading: Reading, parquet_headers: ParquetHeaders | None = None
) -> list[Table] | tuple[Diagnostic, ...]:
    """The tables of one file among several, or why it cannot be read: whatever is wrong with it stops no other."""
    try:
        return tables_of(source, reading, parquet_headers)
    except Refused as refused:
        return refused.diagnostics
    except (OSError, ValueError, ArithmeticError, LookupError, MemoryError, RecursionError) as error:
        return (unexpected(source.name, f"{type(error).__name__}: {error}"),)


def unexpected(file: str, said: str) -> Diagnostic:
    """A file with which the reader itself came to grief."""
    title = Text(f"读这个文件时程序出错（{said}）", f"reading this file went wrong ({said})")
    hint = Text(
        "请用表格软件打开后另存；仍然这样，请把文件交给程序的维护者",
        "open it in a spreadsheet program and save it anew; if that does not help, send it to the maintainers",
    )
    return Diagnostic("log/unreadable", title, Place(file), hint)


def _of_kind(
    kind: Content, path: Path, file: str, reading: Reading, parquet_headers: ParquetHeaders | None
) -> list[Table]:
    if kind is Content.PARQUET:
        assert parquet_headers is not None  # `tables_of` asks
        try:
            headers = parquet_headers(path)
        except Refused as refused:
            raise Refused([replace(problem, place=Place(file)) for problem in refused.diagnostics]) from None
        return [_parquet(path, file, reading, headers)]
    if kind is Content.WORKBOOK:
        from compliance.log.workbook import workbook_tables

        return workbook_tables(path, file, reading.actions, reading.mapping, reading.copies)
    head, whole = _head(path, file)
    if kind is Content.JSON_LINES:
        from compliance.log.jsonlines import jsonlines_table

        return [jsonlines_table(path, file, detect(head), reading.actions, reading.mapping, reading.copies)]
    return [_delimited(path, file, head, whole, kind is Content.PACKED_TEXT, reading)]


def _head(path: Path, file: str) -> tuple[bytes, bool]:
    """The first bytes of a text, and whether they are all of it."""
    with opened(path, file) as stream:
        head = stream.read(HEAD)
        if not head.translate(None, b"\0\r\n"):
            raise Refused([_nothing(file)])
        while len(head) >= HEAD and b"\n" not in head and b"\r" not in head:
            check("row", len(head), Place(file, 1))
            if not (more := stream.read(HEAD)):
                break
            head += more
        return head, not stream.read(1)


def _nothing(file: str) -> Diagnostic:
    """A file that begins with nothing but NUL bytes: what a disk leaves of one that was not written to its end."""
    title = Text("文件里只有 NUL 字节，没有文字", "the file holds NUL bytes and no text")
    hint = Text(
        "多半是没有写完或已损坏：请重新导出或复制", "most likely it was never written whole: export or copy it again"
    )
    return Diagnostic("log/unreadable", title, Place(file), hint)


def _parquet(path: Path, file: str, reading: Reading, headers: Sequence[str]) -> Table:
    check("columns", len(headers), Place(file))
    found = recognise(headers, reading.actions, reading.mapping, file)
    if found.problems or found.shape is None:
        raise Refused(found.problems)
    return Table(file, path, "parquet", found.columns, found.shape, found.defaults, notes=found.notes)


def _delimited(path: Path, file: str, head: bytes, whole: bool, packed: bool, reading: Reading) -> Table:
    if slips := report_in_words(head, file):
        raise Refused(slips)
    laid = layout(head, whole, reading.actions, reading.mapping, file)
    found = recognise(laid.header, reading.actions, reading.mapping, file)
    if found.shape is None and (torn := torn_header(laid, file)):
        raise Refused([torn])
    if found.problems or found.shape is None:
        raise Refused(found.problems)
    rejected = _no_titles(laid, found.columns, file, reading)
    titles = laid.header_row - 1 - sum(record.lines for record in laid.above if record.row in rejected)
    notes = [
        *encoding_note(laid.encoding),
        *title_note(laid.header_row, titles),
        *header_note(laid.header_row, laid.header_last),
        *found.notes,
    ]
    table = Table(
        file,
        path,
        "csv",
        found.columns,
        found.shape,
        found.defaults,
        delimiter=laid.delimiter,
        skip=laid.skip,
        encoding=laid.encoding,
        notes=tuple(notes),
        rejected=tuple(rejected.values()),
        passed_over={NoRecord.TITLE: titles, NoRecord.HEADER: 1 + (laid.header_last > laid.header_row)},
        header_row=laid.header_last,
    )
    if packed or not laid.plain:
        return copied(table, laid, reading.copies)
    if whole and reading.copies.held:
        # What is no longer than a cell or a row may be needs no look at its cells.
        plain = laid.delimiter == "," and b'"' not in head and len(head) <= min(limit("cell"), limit("row"))
        return numbered(table, head) if plain else copied(table, laid, reading.copies)
    return table


def _no_titles(laid: Layout, columns: Sequence[Column], file: str, reading: Reading) -> dict[int, Rejected]:
    """By row, what stands above the header and is no title: what cannot be read, and records."""
    torn = [
        Rejected(file, record.row, None, record.shown, record.problem)
        for record in laid.above
        if record.problem and record.problem not in (UNCLOSED, MISPLACED)
    ]
    above = ((record.row, record.cells) for record in laid.above)
    records = records_above(above, columns, laid.header_row, file, reading.actions, reading.mapping)
    return {row.row: row for row in (*torn, *records)}
