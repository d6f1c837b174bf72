"""What cells of a workbook of the old kind (.xls) show and the reader of values does not tell: errors, dates as a month."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from compliance.log.cell_formats import Numbered, ShownError, coarse
from compliance.log.grid import Cell, Run, Shown
from compliance.log.old_workbook import books_of_old, records, sheet_starts

_FORMAT, _STYLE, _BEGIN = 0x041E, 0x00E0, 0x0809
_FORMULA, _NUMBER, _ERROR, _SHORT, _SHORTS = 0x0006, 0x0203, 0x0205, 0x027E, 0x00BD
_NEWEST = 0x0600
"""From this version on, texts say how they are written; before it they are bytes."""
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_MAY_BE_ERROR = re.compile(rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}\x02.{5}\xff\xff", re.DOTALL)
"""A cell that is an error, or a formula that results in one."""

_Styles = Mapping[int, Callable[[Cell], str]]
_Cell = tuple[int, int, Callable[[Cell], str]]


def shown_in_old(data: bytes) -> list[Shown]:
    """For each sheet, in their order: the cells whose text is not that of their value."""
    return [shown for body in books_of_old(data)[:1] for shown in _sheets(body)]


def _sheets(body: bytes) -> Iterator[Shown]:
    globals_ = list(records(body, 0))
    styles = _coarse_styles(globals_)
    odd = bool(styles) or _MAY_BE_ERROR.search(body) is not None
    for start in sheet_starts(globals_):
        yield _by_row(_cells(body, start, styles)) if odd else {}


def _by_row(cells: Iterable[_Cell]) -> Shown:
    found: dict[int, list[Run]] = {}
    for row, column, shows in cells:
        found.setdefault(row, []).append(Run(column, column + 1, shows, isinstance(shows, Numbered)))
    return found


def _coarse_styles(globals_: Sequence[tuple[int, bytes]]) -> _Styles:
    """The styles, by number, that show year or month but no day."""
    version = next((struct.unpack_from("<H", record)[0] for kind, record in globals_ if kind == _BEGIN), 0)
    codes = dict(_code(record, version) for kind, record in globals_ if kind == _FORMAT and len(record) > 3)
    formats = [struct.unpack_from("<H", record, 2)[0] for kind, record in globals_ if kind == _STYLE]
    shown = {index: coarse(str(number), codes) for index, number in enumerate(formats)}
    return {index: shows for index, shows in shown.items() if shows}


def _code(record: bytes, version: int) -> tuple[str, str]:
    number, length = struct.unpack_from("<HH" if version >= _NEWEST else "<HB", record)
    if version < _NEWEST:
        return str(number), record[3 : 3 + length].decode("gb18030", "replace")
    wide = record[4] & 1 if len(record) > 4 else 0
    said = record[5 : 5 + length * (1 + wide)]
    return str(number), said.decode("utf-16-le" if wide else "latin-1", "replace")


def _cells(body: bytes, start: int, styles: _Styles) -> Iterator[_Cell]:
    for kind, record in records(body, start):
        if kind in (_NUMBER, _SHORT) or (kind == _FORMULA and record[12:14] != b"\xff\xff"):
            row, column, style = struct.unpack_from("<HHH", record)
            if style in styles:
                yield row, column, styles[style]
        elif kind == _SHORTS:
            row, first = struct.unpack_from("<HH", record)
            for column, at in enumerate(range(4, len(record) - 7, 6), start=first):
                style = struct.unpack_from("<H", record, at)[0]
                if style in styles:
                    yield row, column, styles[style]
        elif (code := _error(kind, record)) is not None:
            row, column = struct.unpack_from("<HH", record)
            yield row, column, ShownError(_ERRORS.get(code, "#ERROR!"))


def _error(kind: int, record: bytes) -> int | None:
    """The number of the error that a cell is, or that its formula results in."""
    if kind == _ERROR and len(record) >= 8 and record[7]:
        return record[6]
    if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        return record[8]
    return None
