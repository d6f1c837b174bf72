"""The header of a worksheet: found under its title rows, and one label a column where it takes several rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.log.columns import known
from compliance.log.grid import Area, GridRow
from compliance.log.model import HeaderMapping
from compliance.log.stacked_header import as_one, labels

SEARCHED = 20
"""A header is looked for in that many rows."""
TALLEST = 4
"""A merged area of more rows than this is no part of a header."""


@dataclass(frozen=True, slots=True)
class SheetHeader:
    """One label a column, the rows from 1 that the header takes, and how many different things it names."""

    labels: tuple[str, ...]
    first: int
    last: int
    known: int


def find_header(
    rows: Sequence[GridRow], areas: Sequence[Area], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> SheetHeader | None:
    """The rows that name the most, the first of equals; None where no row names anything."""
    best = None
    for row in rows[:SEARCHED]:
        if row.blank:
            continue
        first, last = _extent(row.row, areas)
        stacked = [r.cells for r in rows if first <= r.row <= last]
        if best is not None and max(map(len, stacked)) <= best.known:
            continue  # It cannot name more than it has columns.
        names = labels(stacked, actions, mapping)
        score = known(names, actions, mapping)
        if score and (best is None or score > best.known):
            best = SheetHeader(names, first, last, score)
    return best and _with_a_neighbour(best, rows, actions, mapping)


def _with_a_neighbour(
    found: SheetHeader, rows: Sequence[GridRow], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> SheetHeader:
    """The header with the row above or below it, where it takes one row by its merged areas and two by what they name."""
    if found.first < found.last:
        return found
    near = [row for row in rows if abs(row.row - found.first) <= 1]
    for upper, lower in pairwise(near):
        if not (upper.one or lower.blank) and (both := as_one(upper.cells, lower.cells, found.known, actions, mapping)):
            return SheetHeader(both, upper.row, lower.row, known(both, actions, mapping))
    return found


def _extent(row: int, areas: Sequence[Area]) -> tuple[int, int]:
    """The rows that hang together with `row` by areas merged downwards."""
    first = last = row
    for (top, _), (bottom, _) in areas:
        if top < bottom < top + TALLEST and top + 1 <= row <= bottom + 1:
            first, last = min(first, top + 1), max(last, bottom + 1)
    return first, last
