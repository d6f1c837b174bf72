"""Names on the command line to tables ready for a scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.log.columns import mapping_problems, recognise, unused
from compliance.log.content import Content, content_of
from compliance.log.copy import copied
from compliance.log.delimited import HEAD, layout
from compliance.log.digest import Digest
from compliance.log.encoding import detect
from compliance.log.lines import opened
from compliance.log.model import HeaderMapping, Role, Table
from compliance.log.notes import encoding_note, title_note
from compliance.log.sources import Source, expand, not_found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every file is read with."""

    actions: Mapping[str, str]
    mapping: HeaderMapping | None
    workdir: Path
    parquet_headers: Callable[[Path], Sequence[str]]


def open_log(
    names: Sequence[str],
    *,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
    workdir: Path,
    stdin: BinaryIO | None = None,
    parquet_headers: Callable[[Path], Sequence[str]],
) -> tuple[Table, ...]:
    """The tables of every file, folder, pattern or `-`. Raises `Refused` with everything that is wrong with them.

    `actions` maps folded aliases and names to action names. What must be unpacked or put right is copied to `workdir`;
    a plain CSV is not copied, whatever its size. `parquet_headers` tells the columns of a Parquet file.
    """
    if mapping is not None and (slips := mapping_problems(actions, mapping)):
        raise Refused(slips)
    found = expand(names, workdir, stdin)
    reading = _Reading(actions, mapping, workdir, parquet_headers)
    tables: list[Table] = []
    problems = list(found.problems)
    for source in found.files:
        try:
            tables += _tables(source, reading)
        except Refused as refused:
            problems += [problem for problem in refused.diagnostics if problem not in problems]
    problems += _without_agency(tables)
    if problems:
        raise Refused(problems)
    return _with_notes(tables, found.notes, mapping)


def _tables(source: Source, reading: _Reading) -> list[Table]:
    if not source.path.exists():
        raise not_found(source)
    kind = content_of(source.path, source.name)
    digest = Digest(source.path)
    return [replace(table, digest=digest) for table in _of_kind(kind, source.path, source.name, reading)]


def _of_kind(kind: Content, path: Path, file: str, reading: _Reading) -> list[Table]:
    if kind is Content.PARQUET:
        return [_parquet(path, file, reading)]
    if kind is Content.WORKBOOK:
        from compliance.log.workbook import workbook_tables

        return workbook_tables(path, file, reading.actions, reading.mapping, reading.workdir)
    head, whole = _head(path, file)
    if kind is Content.JSON_LINES:
        from compliance.log.jsonlines import jsonlines_table

        return [jsonlines_table(path, file, detect(head), reading.actions, reading.mapping, reading.workdir)]
    return [_delimited(path, file, head, whole, kind is Content.PACKED_TEXT, reading)]


def _head(path: Path, file: str) -> tuple[bytes, bool]:
    """The first bytes of a text, and whether they are all of it."""
    with opened(path, file) as stream:
        head = stream.read(HEAD)
        return head, not stream.read(1)


def _parquet(path: Path, file: str, reading: _Reading) -> Table:
    found = recognise(reading.parquet_headers(path), reading.actions, reading.mapping, file)
    if found.problems or found.shape is None:
        raise Refused(found.problems)
    return Table(file, path, "parquet", found.columns, found.shape, found.defaults, notes=found.notes)


def _delimited(path: Path, file: str, head: bytes, whole: bool, packed: bool, reading: _Reading) -> Table:
    laid = layout(head, whole, reading.actions, reading.mapping, file)
    found = recognise(laid.header, reading.actions, reading.mapping, file)
    if found.problems or found.shape is None:
        raise Refused(found.problems)
    notes = [*encoding_note(laid.encoding), *title_note(laid.header_row), *found.notes]
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
    )
    return copied(table, laid, reading.workdir) if packed or not laid.plain else table


def _without_agency(tables: Sequence[Table]) -> list[Diagnostic]:
    """Among several tables each must say whose its rows are; a single one without is a log of one nameless agency."""
    lacking = [t for t in tables if "agency" not in t.defaults and all(c.role is not Role.AGENCY for c in t.columns)]
    one_file = len({t.path if t.sheet is None else t.file.removesuffix(f":{t.sheet}") for t in tables}) == 1
    if len(tables) < 2 or (one_file and len(lacking) == len(tables)):
        return []
    return [
        Diagnostic(
            "log-no-agency",
            Text(
                "这个文件没有单位列：一次检查几个文件时，分不清是哪个单位的台账",
                "the file has no agency column: among several files it is not clear whose log it is",
            ),
            Place(table.file),
            Text(
                '加一列“单位”，或在映射文件（--mapping）的 [defaults] 下写 agency = "某某局"',
                'add a column `agency`, or write agency = "…" under [defaults] of a mapping file (--mapping)',
            ),
        )
        for table in lacking
    ]


def _with_notes(tables: list[Table], notes: Sequence[Text], mapping: HeaderMapping | None) -> tuple[Table, ...]:
    """What is said of the names and of the mapping file as a whole stands with the first table."""
    slip = unused(mapping, [table.columns for table in tables])
    said = [*notes, *([slip] if slip else [])]
    if not said or not tables:
        return tuple(tables)
    return (replace(tables[0], notes=(*said, *tables[0].notes)), *tables[1:])
