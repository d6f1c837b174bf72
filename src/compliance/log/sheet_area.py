"""How far the sheets of a workbook reach: the reader of values lays out every cell up to the furthest row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.diagnostics.limits import exceeded, limit

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,8})([0-9]{1,20})\s*["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")


class Area:
    """The furthest row and column of one sheet."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.in_order = True
        """No row's number comes again, or after a higher one; other parts of a workbook number other things."""
        self._placeless = self._last = 0

    def add(self, seen: bytes) -> None:
        """Looks through a block of XML. Cells that do not say where they stand are taken to stand in one row."""
        found = _REFERENCE.findall(seen)
        for letters, digits in set(found):
            self.reach(int(digits), column_number(letters.decode("ascii")))
        rows = [int(digits) for letters, digits in found if not letters]
        self._placeless += max(0, len(_CELL.findall(seen)) - len(found) + len(rows))
        self._go_on(rows)
        self.column = max(self.column, self._placeless)

    def reach(self, row: int, column: int) -> None:
        """There is a cell, or a row with column 0."""
        self.row, self.column = max(self.row, row), max(self.column, column)

    def _go_on(self, rows: Sequence[int]) -> None:
        """Rows follow; the first may be the last of the block before, which was cut there."""
        if rows:
            ascending = rows[0] >= self._last and all(before < row for before, row in pairwise(rows))
            self.in_order, self._last = self.in_order and ascending, rows[-1]

    @property
    def cells(self) -> int:
        """Cells from the first to the furthest row and column."""
        return self.row * self.column


def too_large(areas: Iterable[Area], file: str) -> Diagnostic | None:
    """Sheets that together reach further than they may: where to, for what stands there is most often a slip."""
    areas = list(areas)
    cells = sum(area.cells for area in areas)
    if cells <= limit("sheet"):
        return None
    said, furthest = exceeded("sheet", cells, Place(file)), max(areas, key=lambda area: area.cells)
    title = Text(
        f"工作表一直用到第 {furthest.row:,} 行、第 {furthest.column:,} 列：{said.title.zh}",
        f"the sheet reaches to row {furthest.row:,} and column {furthest.column:,}: {said.title.en}",
    )
    hint = Text(
        "请删去远处多余的内容（表格软件里按 Ctrl+End 可到那里）；确有这么多的，用 --limit sheet=… 放宽",
        "delete what stands far away from the table (Ctrl+End leads there); if it is meant, allow it with --limit sheet=…",
    )
    return Diagnostic(said.code, title, said.place, hint)


def column_number(letters: str) -> int:
    """From 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
