"""Texts that a workbook of the old kind (.xls) has once and many of its cells say (MS-XLS, SST and LabelSst)."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

_TEXTS, _GOES_ON, _SAYS = 0x00FC, 0x003C, 0x00FD
_WIDE, _EAST_ASIAN, _RICH = 1, 4, 8
_LONGEST = 3 * 65_535
"""Bytes of the longest text that there can be."""


class Texts:
    """The texts of a workbook, by the records of its globals."""

    def __init__(self, globals_: Sequence[tuple[int, bytes]]) -> None:
        self._lengths = array("Q", _lengths(_Table(globals_)))

    def said(self, kind: int, record: bytes) -> int:
        """Bytes of the text that a cell says, where it says one of these: at most so many."""
        if kind != _SAYS or len(record) < 10:
            return 0
        number: int = struct.unpack_from("<I", record, 6)[0]
        return self._lengths[number] if number < len(self._lengths) else _LONGEST


class _Table:
    """The bytes of the table of texts, which goes on from record to record."""

    def __init__(self, globals_: Sequence[tuple[int, bytes]]) -> None:
        first = next((number for number, (kind, _) in enumerate(globals_) if kind == _TEXTS), len(globals_))
        self._records = [body for _, body in globals_[first : first + 1]]
        for kind, body in globals_[first + 1 :]:
            if kind != _GOES_ON:
                break
            self._records.append(body)
        self._record, self._at = 0, 8

    @property
    def left(self) -> int:
        """Bytes of the record that are not taken yet; of the next where there are none."""
        while self._record < len(self._records) and self._at >= len(self._records[self._record]):
            self._record, self._at = self._record + 1, 0
        return len(self._records[self._record]) - self._at if self._record < len(self._records) else 0

    def take(self, form: str) -> int:
        """A number. Raises struct.error where the table ends."""
        size = struct.calcsize(form)
        value: int = struct.unpack_from(form, self._records[self._record] if self.left >= size else b"", self._at)[0]
        self._at += size
        return value

    def skip(self, size: int) -> None:
        """Leaves out bytes, also those of further records."""
        while size > 0 and (here := min(size, self.left)):
            self._at, size = self._at + here, size - here

    def skip_letters(self, count: int, flags: int) -> None:
        """Leaves out letters; each further record says again how wide they are."""
        while count > 0 and self.left:
            width = 1 + (flags & _WIDE)
            here = min(count, max(1, self.left // width))
            self.skip(here * width)
            count -= here
            if count and self.left:
                flags = self.take("<B")


def _lengths(table: _Table) -> Iterator[int]:
    """Bytes that each text may take."""
    while table.left:
        try:
            count, flags = table.take("<H"), table.take("<B")
            runs = table.take("<H") if flags & _RICH else 0
            further = table.take("<I") if flags & _EAST_ASIAN else 0
        except struct.error:
            return
        table.skip_letters(count, flags)
        table.skip(4 * runs + further)
        yield 3 * count
