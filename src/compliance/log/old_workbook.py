"""What a workbook of the old kind (.xls) is looked over for before it is read: the reader of values believes what it says.

It is a container of sectors that lead from one to the next (MS-CFB), and in it a stream of records, each with its kind and
length (MS-XLS). A chain that leads back into itself has the reader go round for ever, and two bytes in a record have it lay
out more cells than any memory holds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from compliance.log.old_texts import Texts
from compliance.log.sheet_area import Area

_END = 0xFFFFFFFA
"""From here on a number is no sector: the end of a chain, a free one, one of the table of sectors itself."""
_HEADER = 512
_SMALL = 4096
"""A stream of fewer bytes lies in small sectors of 64 bytes, which lie in the stream of the root."""
_STREAM, _ROOT = 2, 5
_BOOKS = ("workbook", "book")
_BEGIN, _SHEET, _END_OF_SHEET, _DIMENSIONS, _MANY = 0x0809, 0x0085, 0x000A, 0x0200, 0x00BD
_LOCK = 0x002F
"""The record behind which everything is encrypted: by a password, or by a protected structure, which has one that is always the same."""
_CELLS = frozenset((0x0006, _MANY, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""Records of cells: each begins with its row and column, from 0; one of many cells ends with the last column."""
_LARGEST = 65_536 * 256
"""Cells that a sheet of the old kind has room for."""


class Broken(ValueError):
    """The container, or what it holds, cannot be what it says."""


class Locked(ValueError):
    """What the container holds is encrypted."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory."""

    name: str
    kind: int
    start: int
    size: int


class _Container:
    """The streams of a compound file. Raises Broken where sectors lead nowhere, or to where another chain has been."""

    def __init__(self, data: bytes) -> None:
        shift = struct.unpack_from("<H", data, 30)[0]
        if len(data) < _HEADER or shift not in (9, 12):
            raise Broken
        self._data, self._size = data, 1 << shift
        self._seen: set[int] = set()
        self._next = self._table()
        listed = self._chain(struct.unpack_from("<I", data, 48)[0])
        self.entries = [_entry(listed[at : at + 128]) for at in range(0, len(listed) - 127, 128)]
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        self._small = self._chain(root.start) if root and root.size else b""
        few = self._chain(struct.unpack_from("<I", data, 60)[0]) if struct.unpack_from("<I", data, 64)[0] else b""
        self._next_small = struct.unpack(f"<{len(few) // 4}I", few[: len(few) // 4 * 4])
        self._seen_small: set[int] = set()

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """Every stream by its name."""
        for entry in self.entries:
            if entry.kind == _STREAM and entry.size:
                small = entry.size < _SMALL
                body = self._small_chain(entry.start) if small else self._chain(entry.start)
                yield entry.name, body[: entry.size]

    def _table(self) -> Sequence[int]:
        """The table of sectors: which comes after each."""
        places = [place for place in struct.unpack_from("<109I", self._data, 76) if place < _END]
        further = struct.unpack_from("<I", self._data, 68)[0]
        while further < _END:
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(further, self._seen))
            places += [place for place in numbers[:-1] if place < _END]
            further = numbers[-1]
        table = b"".join(self._sector(place, self._seen) for place in places)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _sector(self, number: int, seen: set[int]) -> bytes:
        if number in seen:
            raise Broken
        seen.add(number)
        sector = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise Broken
        return sector.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        found = []
        while start < _END:
            found.append(self._sector(start, self._seen))
            if start >= len(self._next):
                raise Broken
            start = self._next[start]
        return b"".join(found)

    def _small_chain(self, start: int) -> bytes:
        found = []
        while start < _END:
            if start in self._seen_small or start >= len(self._next_small):
                raise Broken
            self._seen_small.add(start)
            found.append(self._small[start * 64 : start * 64 + 64])
            start = self._next_small[start]
        return b"".join(found)


def _entry(line: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", line, 64)
    name = line[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", line, 116)
    return _Entry(name.casefold(), kind, start, size)


@dataclass(slots=True)
class Extent:
    """How far the sheets of a workbook reach, and the bytes that their cells say of texts which it has once: at most so many."""

    areas: list[Area] = field(default_factory=list)
    texts: int = 0


def extent_of_old(data: bytes) -> Extent:
    """How large a workbook is, laid out. Raises Locked; Broken, or struct.error, for one that cannot be what it says."""
    found = Extent()
    for body in books_of_old(data):
        _add(body, found)
    return found


def books_of_old(data: bytes) -> list[bytes]:
    """The streams that hold a workbook, the newest first. Raises Broken, or struct.error, as `extent_of_old` does."""
    streams = list(_Container(data).streams())
    return [body for book in _BOOKS for name, body in streams if name == book]


def _add(body: bytes, found: Extent) -> None:
    globals_ = list(records(body, 0))
    if any(kind == _LOCK for kind, _ in globals_):
        raise Locked
    starts = sheet_starts(globals_)
    texts = Texts(globals_)
    left = len(body)  # Sheets lie one after the other: those that lie over each other take for ever to read.
    for start in starts:
        area = Area()
        for kind, record in records(body, start):
            left -= len(record) + 4
            if left < 0:
                raise Broken
            _reach(kind, record, area)
            found.texts += texts.said(kind, record)
        found.areas.append(area)


def _reach(kind: int, record: bytes, area: Area) -> None:
    """Where a cell is, or that a sheet cannot be as large as it says."""
    if kind in _CELLS and len(record) >= 4:
        row, column = struct.unpack_from("<HH", record)
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY else column
        area.reach(row + 1, max(column, last) + 1)
    elif kind == _DIMENSIONS and len(record) in (10, 14):
        top, bottom, _, right = struct.unpack_from("<HHHH" if len(record) == 10 else "<IIHH", record)
        if right and bottom and not 0 <= (bottom - top) * right <= _LARGEST:
            raise Broken


def sheet_starts(globals_: Iterable[tuple[int, bytes]]) -> list[int]:
    """Where in the stream each sheet begins, in their order."""
    return [struct.unpack_from("<I", record)[0] for kind, record in globals_ if kind == _SHEET]


def records(body: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from there on, to the end of what they stand in: the globals of a workbook, or a sheet."""
    deep = 0
    while start + 4 <= len(body):
        kind, length = struct.unpack_from("<HH", body, start)
        yield kind, body[start + 4 : start + 4 + length]
        start += 4 + length
        deep += 1 if kind == _BEGIN else -1 if kind == _END_OF_SHEET else 0
        if kind == _END_OF_SHEET and deep <= 0:
            return
