"""Opens a workbook by what is in it: offices rename files, and the reader of values goes by the ending of a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from compliance.log.linked import link_or_copy
from compliance.log.own_folder import own_folder

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_OLD, _OPEN_DOCUMENT, _USUAL = (".xls",), (".ods",), (".xlsx", ".xlsm")


def open_workbook(path: Path, workdir: Path | None = None) -> CalamineWorkbook:
    """A workbook that was looked over before (`check_workbook`). Raises what the reader of values raises.

    One with another ending is opened under a name in `workdir`, which is cleared away also where the process that reads is killed.
    """
    import python_calamine

    with _plainly_ended(path, workdir) as beside:
        return python_calamine.load_workbook(str(beside))


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
