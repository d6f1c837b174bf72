"""Rows of a workbook that are hidden, by hand or by a filter. They are read as all others are; the reader of values does not tell."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from compliance.log.ods_shown import times
from compliance.log.old_workbook import books_of_old, records, sheet_starts
from compliance.log.sheet_xml import sheet_parts
from compliance.log.xml_parts import walk

_TAG = re.compile(rb"<(?:\w+:)?row(\s[^<>]*|)/?>")
_NUMBER, _HIDDEN = re.compile(rb"""\sr\s*=\s*["'](\d+)"""), re.compile(rb"""\shidden\s*=\s*["'](?:1|t)""")
_OVERLAP = 1 << 12
"""Bytes that the tag of a row never has."""
_COLLAPSED = frozenset(("collapse", "filter"))
_ROW, _NO_HEIGHT = 0x0208, 0x20
"""A record that tells of a row, and the bit of it that is set where the row does not show."""


class Rows(Container[int]):
    """Numbers of rows, from 0, added in their order. They are kept as ranges: all rows below a table may be hidden."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, first: int, end: int) -> None:
        """The rows from `first` on, up to `end`."""
        if self._ends and self._ends[-1] == first:
            self._ends[-1] = end
        else:
            self._starts.append(first)
            self._ends.append(end)

    def __contains__(self, row: object) -> bool:
        if not isinstance(row, int):
            return False
        at = bisect_right(self._starts, row) - 1
        return at >= 0 and row < self._ends[at]


def hidden_rows(path: Path, sheets: Sequence[str]) -> Mapping[str, Container[int]]:
    """By sheet, of which all are named: the rows, from 0, that do not show. Nothing of what cannot be gone through."""
    from xml.parsers.expat import ExpatError

    if not is_zipfile(path):
        return dict(zip(sheets, _of_old(path.read_bytes()), strict=True))
    try:
        with ZipFile(path) as book:
            if "content.xml" in book.namelist():
                reader = _Content()
                with book.open("content.xml") as stream:
                    walk(stream, reader.start, None)
                return reader.sheets
            return {sheet: _of_part(book, part) for sheet, part in sheet_parts(book).items()}
    except (BadZipFile, ExpatError, KeyError, ValueError, OSError, NotImplementedError):
        return {}


def _of_old(data: bytes) -> list[Rows]:
    return [_of_old_sheet(body, start) for body in books_of_old(data)[:1] for start in sheet_starts(records(body, 0))]


def _of_old_sheet(body: bytes, start: int) -> Rows:
    told = (record for kind, record in records(body, start) if kind == _ROW and len(record) > 12)
    hidden = Rows()
    for row in sorted(struct.unpack_from("<H", record)[0] for record in told if record[12] & _NO_HEIGHT):
        hidden.add(row, row + 1)
    return hidden


def _of_part(book: ZipFile, part: str) -> Rows:
    """Of a sheet of Open XML, whose cells are many more than its rows: none of them is looked at."""
    rows, row = Rows(), -1
    with book.open(part) as stream:
        for attributes in _row_tags(stream):
            number = _NUMBER.search(attributes)
            row = int(number[1]) - 1 if number else row + 1
            if _HIDDEN.search(attributes):
                rows.add(row, row + 1)
    return rows


def _row_tags(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands in the tag of each row."""
    left = b""
    while chunk := stream.read(1 << 20):
        seen, at = left + chunk, 0
        for tag in _TAG.finditer(seen):
            at = tag.end()
            yield tag[1]
        # A tag may go on in the next chunk.
        left = seen[max(at, len(seen) - _OVERLAP) :]


class _Content:
    """Walks the sheets of an OpenDocument spreadsheet, whose rows may be repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, Rows] = {}
        self._rows, self._row = Rows(), 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "table:table" and "table:name" in attributes:
            self._rows, self._row = self.sheets.setdefault(attributes["table:name"], Rows()), 0
        elif tag == "table:table-row":
            end = self._row + times(attributes, "rows")
            if attributes.get("table:visibility") in _COLLAPSED:
                self._rows.add(self._row, end)
            self._row = end
