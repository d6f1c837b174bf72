"""Merged areas of an OpenDocument spreadsheet: the reader of values does not tell them for this format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from compliance.diagnostics import Place, Refused
from compliance.diagnostics.limits import ONCE_PACKED, check, exceeded, limit, times_larger
from compliance.log.grid import Area
from compliance.log.workbook_guard import damaged, locked
from compliance.log.xml_parts import walk

ONCE_LAID_OUT = 2_000_000
"""Cells up to which it does no harm how few are written."""
_LIST = "META-INF/manifest.xml"
"""The list of the parts, which says of each whether it is encrypted."""
_CELLS = ("table-cell", "covered-table-cell")


def merged_areas(path: Path, file: str) -> Mapping[str, Sequence[Area]]:
    """By sheet: every merged area. Empty for a file that is no OpenDocument spreadsheet.

    Raises Refused where the sheets, their repeated cells laid out, have more of them than they may, or cannot be gone through:
    the reader of values may be less strict.
    """
    from xml.parsers.expat import ExpatError

    reader = _SpanReader(file, path.stat().st_size)
    try:
        with ZipFile(path) as book, book.open("content.xml") as stream:
            walk(stream, reader.start, reader.end, reader.text)
    except (ExpatError, ValueError):
        raise (locked if _encrypted(path) else damaged)(file) from None
    except (BadZipFile, KeyError, OSError, NotImplementedError):
        return {}
    return reader.areas


def _encrypted(path: Path) -> bool:
    with ZipFile(path) as book:
        return _LIST in book.namelist() and b"encryption-data" in book.read(_LIST)


class _SpanReader:
    """Walks the content, counting rows and columns, which may be repeated."""

    def __init__(self, file: str, packed: int) -> None:
        self._file, self._packed = file, packed
        self._times = self._said = self._texts = 0
        self._widest = self._cells = self._before = 0
        self._written = self._laid_out = 0
        self.areas: dict[str, list[Area]] = {}
        self._sheet: list[Area] = []
        self._row, self._column, self._repeated = 0, 0, 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A sheet, a row or a cell begins."""
        name = tag.rpartition(":")[2]
        if name == "table" and "table:name" in attributes:
            self._sheet = self.areas.setdefault(attributes["table:name"], [])
            self._row = self._widest = 0
            self._before += self._cells
            self._cells = 0
        elif name == "table-row":
            self._column = 0
            self._repeated = int(attributes.get("table:number-rows-repeated", 1))
        elif name in _CELLS:
            self._cell(attributes)
        elif name == "s":
            self._said += max(0, int(attributes.get("text:c", 1)))

    def text(self, said: str) -> None:
        """What stands in a cell, or in a part of it."""
        self._said += len(said)

    def end(self, tag: str) -> None:
        """After a row come the next, as many on as it is repeated; what a cell says it says as often as it is."""
        name = tag.rpartition(":")[2]
        if name == "table-row":
            self._row += self._repeated
        elif name in _CELLS:
            self._texts += self._said * self._times * self._repeated
            self._said = 0
            self._check_texts()

    def _check_texts(self) -> None:
        """Texts that cells repeat count for each of them, as much as what is packed."""
        if self._texts > ONCE_PACKED:
            check("workbook", self._texts, Place(self._file))
        if self._texts > max(ONCE_PACKED, self._packed * limit("packing")):
            raise Refused(
                [exceeded("packing", times_larger(self._texts, self._packed), Place(self._file), at_least=True)]
            )

    def _cell(self, attributes: Mapping[str, str]) -> None:
        down = int(attributes.get("table:number-rows-spanned", 1))
        right = int(attributes.get("table:number-columns-spanned", 1))
        if down > 1 or right > 1:
            last = (self._row + down - 1, self._column + right - 1)
            self._sheet.append(((self._row, self._column), last))
        times = int(attributes.get("table:number-columns-repeated", 1))
        self._times, self._said = times, sum(len(said) for name, said in attributes.items() if name.endswith("-value"))
        self._column += times
        if "office:value-type" in attributes:
            self._widest = max(self._widest, self._column)
            self._cells = (self._row + self._repeated) * self._widest
            check("sheet", self._before + self._cells, Place(self._file))
            self._count(times * self._repeated)

    def _count(self, times: int) -> None:
        """Of cells that hold something, those written once and repeated are packed: a few letters may be millions of cells."""
        self._written, self._laid_out = self._written + 1, self._laid_out + times
        if self._laid_out > max(ONCE_LAID_OUT, self._written * limit("packing")):
            raise Refused(
                [exceeded("packing", times_larger(self._laid_out, self._written), Place(self._file), at_least=True)]
            )
