"""Records above the header: whoever sorts a table with its header has it sink among them, and what is above it is no title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compliance.diagnostics import Text
from compliance.findings.assessment import Rejected
from compliance.log.lines import SHOWN
from compliance.log.model import Column, Role
from compliance.log.times import Stated, parse_time

_NAMES = (Role.MATTER, Role.AGENCY, Role.ACTION)
_TIMES = (Role.TIME, Role.MILESTONE)


def reads_like_record(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row says all that a record must say: its names, each another and no time, and times."""
    names, times = _said(cells, columns, _NAMES), [time for time in _said(cells, columns, _TIMES) if time]
    if not (names and times) or not all(map(_is_time, times)):
        return False
    return all(names) and len(set(names)) == len(names) and not any(map(_is_time, names))


def records_above(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[Column], header_row: int, file: str
) -> list[Rejected]:
    """Those of the rows above a header, by number, that read like records: they are rejected."""
    why = Text(
        f"这一行像是一条记录，却在表头（第 {header_row} 行）上面：请把表头移到最上面",
        f"the row reads like a record and stands above the header (row {header_row}): move the header to the top",
    )
    return [
        Rejected(file, row, None, "；".join(filter(None, cells))[:SHOWN], why)
        for row, cells in rows
        if reads_like_record(cells, columns)
    ]


def _said(cells: Sequence[str], columns: Sequence[Column], roles: Sequence[Role]) -> list[str]:
    return [cells[c.index].strip() if c.index < len(cells) else "" for c in columns if c.role in roles]


def _is_time(text: str) -> bool:
    return isinstance(parse_time(text), Stated)
