"""Workbooks of the old kind (.xls) record by record, so that any record can be wrong."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from tests.hostile.workbooks import HEADERS, OLE, VALUES

SECTOR, FREE, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes) -> bytes:
    """A record of a stream."""
    return struct.pack("<HH", kind, len(body)) + body


def dimensions(top: int, bottom: int, left: int, right: int) -> bytes:
    """What a sheet says of its size; rows and columns from 0, the last one beyond."""
    return record(0x0200, struct.pack("<IIHHH", top, bottom, left, right, 0))


def text(row: int, column: int, said: str) -> bytes:
    """A cell with a text, its row and column from 0."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(said), 1) + said.encode("utf-16-le"))


def texts(*said: str) -> bytes:
    """The table of texts: a long one goes on in further records, each of which says again how wide its letters are."""
    parts = [struct.pack("<II", len(said), len(said))]
    for one in said:
        first, *further = [one[at : at + 4000].encode("ascii") for at in range(0, len(one), 4000)]
        parts += [struct.pack("<HB", len(one), 0) + first, *(b"\0" + letters for letters in further)]
    return record(0x00FC, parts[0] + parts[1]) + b"".join(record(0x003C, part) for part in parts[2:])


def says(row: int, column: int, number: int) -> bytes:
    """A cell that says a text of the table."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, number))


def usual() -> bytes:
    """The cells of the usual two rows."""
    return b"".join(text(r, c, said) for r, row in enumerate((HEADERS, VALUES)) for c, said in enumerate(row))


def stream(*sheets: bytes, starts: Iterable[int] | None = None, styles: bytes = b"") -> bytes:
    """The stream of a workbook; `starts`: where the sheets are said to begin, where that is not where they do."""
    end = record(0x000A, b"")
    bodies = [record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + sheet + end for sheet in sheets]
    head = (
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x05, 0, 0, 0, 0))
        + record(0x0042, struct.pack("<H", 1200))
        + styles
    )
    names = [f"S{n}".encode("utf-16-le") for n in range(len(bodies) if starts is None else len(list(starts)))]
    first = len(head) + sum(12 + len(name) for name in names) + len(end)
    places = starts if starts is not None else [first + sum(map(len, bodies[:n])) for n in range(len(bodies))]
    listed = [
        record(0x0085, struct.pack("<IHBB", place, 0, len(name) // 2, 1) + name)
        for place, name in zip(places, names, strict=True)
    ]
    return head + b"".join(listed) + end + b"".join(bodies)


def container(body: bytes, directory: int = END, further: int = END) -> bytes:
    """A compound file of one stream. `directory`: the sector after its directory; `further`: after its table of sectors."""
    body = body.ljust(max(4096, -(-len(body) // SECTOR) * SECTOR), b"\0")
    count = len(body) // SECTOR
    table = [TABLE, directory, *range(3, count + 2), END]
    tables = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    assert len(tables) == SECTOR
    entries = _entry("Root Entry", 5, END, 0, 1) + _entry("Workbook", 2, 2, len(body), FREE)
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, END, 0, further, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return head + tables + entries.ljust(SECTOR, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    said = name.encode("utf-16-le")
    line = said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said) + 2, kind, 1, FREE, FREE, child)
    return line + bytes(36) + struct.pack("<IQ", start, size)


def style(format_number: int) -> bytes:
    """A style, which shows what is in its cells in a format."""
    return record(0x00E0, struct.pack("<HH16x", 0, format_number))


def own_format(number: int, code: str) -> bytes:
    """A format of the workbook's own."""
    return record(0x041E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))


def number(row: int, column: int, value: float, in_style: int) -> bytes:
    """A cell with a number, shown as its style says."""
    return record(0x0203, struct.pack("<HHHd", row, column, in_style, value))


def short_numbers(row: int, column: int, *values: tuple[int, int]) -> bytes:
    """Cells beside each other, each with a whole number and its style."""
    cells = b"".join(struct.pack("<HI", in_style, value << 2 | 2) for value, in_style in values)
    return record(0x00BD, struct.pack("<HH", row, column) + cells + struct.pack("<H", column + len(values) - 1))


def error(row: int, column: int, code: int) -> bytes:
    """A cell that is an error."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def failed_formula(row: int, column: int, code: int) -> bytes:
    """A cell whose formula results in an error."""
    return record(0x0006, struct.pack("<HHHBBBBBBH", row, column, 0, 2, 0, code, 0, 0, 0, 0xFFFF) + bytes(6) + bytes(2))
