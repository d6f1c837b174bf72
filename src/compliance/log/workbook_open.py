"""Opens a workbook by what is in it: offices rename files, and the reader of values goes by the ending of a name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from zipfile import ZipFile

from compliance.log.grid import Cell
from compliance.log.linked import link_or_copy
from compliance.log.own_folder import own_folder

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_STANDARD_ERROR = 2
_ALONE = Lock()
"""Two that turn it away at once would give it back to nobody."""
_AT_ONCE = 50_000
"""Cells that are read between two looks at standard error, and lie in memory."""
_OLD, _OPEN_DOCUMENT, _USUAL = (".xls",), (".ods",), (".xlsx", ".xlsm")


def open_workbook(path: Path, workdir: Path | None = None) -> CalamineWorkbook:
    """A workbook that was looked over before (`check_workbook`). Raises CalamineError for one that the reader of values stumbles over.

    One with another ending is opened under a name in `workdir`, which is cleared away also where the process that reads is killed.
    """
    import python_calamine

    with _plainly_ended(path, workdir) as beside, without_a_word():
        return python_calamine.load_workbook(str(beside))


def sheet_named(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """A sheet of a workbook. Raises what `open_workbook` does."""
    with without_a_word():
        return book.get_sheet_by_name(name)


def values_of(sheet: CalamineSheet) -> Iterator[Sequence[Cell]]:
    """The rows of a sheet, from its first cell on, some at once. Raises what `open_workbook` does."""
    rows = sheet.iter_rows()
    many = max(1, _AT_ONCE // max(1, sheet.width))
    while True:
        with without_a_word():
            taken = list(islice(rows, many))
        if not taken:
            return
        yield from taken


@contextmanager
def without_a_word() -> Iterator[None]:
    """What the reader of values writes to standard error before it gives up is of no use to whoever has the file."""
    import python_calamine

    with _no_standard_error():
        try:
            yield
        except BaseException as problem:
            if type(problem).__name__ == "PanicException":
                raise python_calamine.CalamineError(str(problem)) from None
            raise


@contextmanager
def _no_standard_error() -> Iterator[None]:
    with _ALONE:
        yield from _elsewhere()


def _elsewhere() -> Iterator[None]:
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # There is none.
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


@contextmanager
def _plainly_ended(path: Path, workdir: Path | None) -> Iterator[Path]:
    """The file under a name that ends as its content does: with another ending, it would be read as what it is not."""
    endings = _endings(path)
    if path.suffix in endings:
        yield path
        return
    with own_folder(workdir) as folder:
        beside = folder / f"workbook{endings[0]}"
        link_or_copy(path, beside)
        yield beside


def _endings(path: Path) -> tuple[str, ...]:
    with path.open("rb") as raw:
        if raw.read(4) != b"PK\x03\x04":
            return _OLD
    with ZipFile(path) as book:
        names = book.namelist()
    return _USUAL if any(name.startswith("xl/") for name in names) else _OPEN_DOCUMENT
