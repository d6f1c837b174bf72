"""How the files of a log were read, for a page: each by itself, or a line each where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import FileRead
from compliance.reports.figures import rows_accounted
from compliance.reports.tidy import LONGEST_REASON, tidy

EACH = 30
"""Files up to which each has its own heading and its columns under it."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of many. `columns` is the number of its set of columns."""

    name: str
    shape: str
    encoding: str
    rows: int
    events: int
    rejected: int
    columns: int
    notes: str


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """Columns that several files share: their number, what each header was taken as, and how many files have them."""

    number: int
    text: str
    files: int


@dataclass(frozen=True, slots=True)
class FileTable:
    """Many files, a line each, and the sets of columns that they have."""

    lines: tuple[FileLine, ...]
    sets: tuple[ColumnSet, ...]


def file_name(file: FileRead) -> str:
    """A file as the user named it, with its sheet."""
    named = file.sheet and not file.file.endswith(f":{file.sheet}")
    return f"{file.file}:{file.sheet}" if named else file.file


def file_table(files: Sequence[FileRead], language: Language) -> FileTable | None:
    """The table of many files; None where each is told by itself."""
    if len(files) <= EACH:
        return None
    sets: dict[tuple[tuple[str, Text], ...], list[FileRead]] = {}
    for file in files:
        sets.setdefault(file.columns, []).append(file)
    numbers = {columns: number for number, columns in enumerate(sets, start=1)}
    lines = tuple(_line(file, numbers[file.columns], language) for file in files)
    return FileTable(
        lines, tuple(ColumnSet(numbers[c], _columns(c, language), len(sharing)) for c, sharing in sets.items())
    )


def _line(file: FileRead, columns: int, language: Language) -> FileLine:
    notes = Text("；", "; ").said(language).join(note.said(language) for note in (rows_accounted(file), *file.notes))
    return FileLine(
        tidy(file_name(file)),
        file.shape.said(language),
        file.encoding or "—",
        file.rows,
        file.events,
        file.rejected,
        columns,
        tidy(notes, LONGEST_REASON),
    )


def _columns(columns: Sequence[tuple[str, Text]], language: Language) -> str:
    return Text("；", "; ").said(language).join(f"{tidy(header)} → {taken.said(language)}" for header, taken in columns)
