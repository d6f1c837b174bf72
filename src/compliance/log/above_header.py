"""Records above the header: whoever sorts a table with its header has it sink among them, and what is above it is no title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from compliance.diagnostics import Text
from compliance.findings.assessment import Rejected
from compliance.log.columns import known, recognise
from compliance.log.lines import SHOWN
from compliance.log.model import Column, HeaderMapping, Role
from compliance.log.times import Stated, parse_time

_NAMES = (Role.MATTER, Role.AGENCY, Role.ACTION)
_TIMES = (Role.TIME, Role.MILESTONE)
_LABEL = re.compile(r"(?:日期|时间)[:：]?$")
"""How what stands before the day of a form ends (填报日期), and no name."""
_LEAST = 3
"""Things that a row names which is taken for another header: who filled in the form, and when, are fewer."""


def reads_like_record(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row says all that a record must say: its names, each another, no time and nothing before one, and times."""
    names, times = _said(cells, columns, _NAMES), [time for time in _said(cells, columns, _TIMES) if time]
    if not (names and times) or not all(map(_is_time, times)):
        return False
    return (
        all(names)
        and len(set(names)) == len(names)
        and not any(_is_time(name) or _LABEL.search(name) for name in names)
    )


def records_above(
    rows: Iterable[tuple[int, Sequence[str]]],
    columns: Sequence[Column],
    header_row: int,
    file: str,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
) -> list[Rejected]:
    """Those of the rows above a header, by number, that read like records, also of another table with its own header: they are rejected."""
    others: Sequence[Column] = ()
    found, others_row = [], 0
    for row, cells in rows:
        why = None
        if another := _another_header(cells, actions, mapping):
            others, others_row = another, row
        elif reads_like_record(cells, columns):
            why = _above(header_row)
        elif reads_like_record(cells, others):
            why = _of_another(others_row, header_row)
        if why is not None:
            found.append(Rejected(file, row, None, "；".join(filter(None, cells))[:SHOWN], why))
    return found


def _above(header_row: int) -> Text:
    return Text(
        f"这一行像是一条记录，却在表头（第 {header_row} 行）上面：请把表头移到最上面",
        f"the row reads like a record and stands above the header (row {header_row}): move the header to the top",
    )


def _of_another(others_row: int, header_row: int) -> Text:
    return Text(
        f"这一行像是另一张表（表头在第 {others_row} 行）的记录，读入的是表头在第 {header_row} 行的表：请把两张表分成两个文件或工作表",
        f"the row reads like a record of another table (header in row {others_row}); the one that is read has its header in row "
        f"{header_row}: put the tables into files or sheets of their own",
    )


def _another_header(
    cells: Sequence[str], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> Sequence[Column]:
    """The columns that a row names where it is the header of a table of its own; of none otherwise."""
    if known(cells, actions, mapping) < _LEAST:
        return ()
    found = recognise(cells, actions, mapping)
    return () if found.problems else found.columns


def _said(cells: Sequence[str], columns: Sequence[Column], roles: Sequence[Role]) -> list[str]:
    return [cells[c.index].strip() if c.index < len(cells) else "" for c in columns if c.role in roles]


def _is_time(text: str) -> bool:
    return isinstance(parse_time(text), Stated)
