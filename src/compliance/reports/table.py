"""A table for a terminal: names to the left, figures to the right, never wider than it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compliance.diagnostics.render import width
from compliance.reports.wrap import padded, wrapped

GAP = 2
NARROWEST = 12
"""Columns that a name has at least; columns of figures give way before it gets narrower."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; where there is no room for all, the highest `rank` gives way first."""

    name: str
    rank: int = 1


def table(
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    most: int,
    plain: Callable[[str], str],
    ambiguous: int = 1,
) -> list[str]:
    """The lines, the heads first. Each row is a name and a cell for each column; a long name has lines of its own."""
    every = [
        max(width(text, ambiguous) for text in (c.name, *(row[n + 1] for row in rows))) for n, c in enumerate(columns)
    ]
    kept = _kept(columns, every, most)
    wide = [every[n] for n in kept]
    room = max(1, most - sum(wide) - GAP * len(kept))
    names = [plain(row[0]) for row in rows]
    first = min(room, max([width(name), *(width(text, ambiguous) for text in names)]))

    def line(start: str, cells: Sequence[str]) -> str:
        figures = "".join(" " * (GAP + w - width(cell, ambiguous)) + cell for w, cell in zip(wide, cells, strict=True))
        return (padded(start, first, ambiguous) + figures).rstrip()

    lines = [line(name, [columns[n].name for n in kept])]
    for text, row in zip(names, rows, strict=True):
        *above, last = wrapped(text, first, ambiguous=ambiguous)
        lines += [*above, line(last, [row[n + 1] for n in kept])]
    return lines


def _kept(columns: Sequence[Column], wide: Sequence[int], most: int) -> list[int]:
    """The columns there is room for, by their number."""
    kept = list(range(len(columns)))
    while len(kept) > 1 and most - sum(wide[n] + GAP for n in kept) < NARROWEST:
        kept.remove(max(kept, key=lambda n: (columns[n].rank, n)))
    return kept
