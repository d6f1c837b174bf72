"""The header of a worksheet: found under its title rows, and one label a column where it takes several rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from compliance.findings.names import fold
from compliance.log.columns import known, thing
from compliance.log.grid import Area, GridRow
from compliance.log.model import HeaderMapping

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
        labels = _labels(stacked, actions, mapping)
        score = known(labels, actions, mapping)
        if score and (best is None or score > best.known):
            best = SheetHeader(labels, first, last, score)
    return best


def _extent(row: int, areas: Sequence[Area]) -> tuple[int, int]:
    """The rows that hang together with `row` by areas merged downwards."""
    first = last = row
    for (top, _), (bottom, _) in areas:
        if top < bottom < top + TALLEST and top + 1 <= row <= bottom + 1:
            first, last = min(first, top + 1), max(last, bottom + 1)
    return first, last


def _labels(
    rows: Sequence[Sequence[str]], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> tuple[str, ...]:
    """One label a column: 批准 over 日期 is 批准日期.

    Where the labels of a column together name nothing, those without the uppermost do (办理情况 over 批准 over 日期), or the
    lowest stands alone (基本信息 over 事项), unless another column says the same (编号 beside 批准 over 文号).
    """
    width = max(map(len, rows))
    columns = [[" ".join(row[i].split()) if i < len(row) else "" for row in rows] for i in range(width)]
    parts = [list(dict.fromkeys(part for part in column if part)) for column in columns]
    tails = [[_joined(column[n:], actions, mapping) for n in range(len(column))] for column in parts]
    labels = [column[0] if column else "" for column in tails]
    said = Counter(fold(label) for column in tails for label in column)
    taken = {thing(label, actions, mapping) for label in labels}
    for index, column in enumerate(tails):
        if len(column) > 1 and thing(labels[index], actions, mapping) is None:
            labels[index] = next(
                (
                    label
                    for n, label in enumerate(column[1:], start=2)
                    if said[fold(label)] == 1 and _free(thing(label, actions, mapping), taken, last=n == len(column))
                ),
                labels[index],
            )
    return tuple(labels)


def _free(names: object, taken: Set[object], last: bool) -> bool:
    """Whether a part of a column's labels may stand for them: it names what no column does, or is the lowest and names nothing."""
    return last if names is None else names not in taken


def _joined(parts: list[str], actions: Mapping[str, str], mapping: HeaderMapping | None) -> str:
    """The labels of a column in one, in the order in which they name something (时间 over 批准 is 批准时间 too)."""
    joined, turned = "".join(parts), "".join(reversed(parts))
    return turned if thing(joined, actions, mapping) is None and thing(turned, actions, mapping) else joined
