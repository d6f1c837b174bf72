"""Cells of a workbook that show what is written in them whatever their value: errors, and formulas without a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.log.cell_formats import KNOWN_ERRORS
from compliance.log.grid import Shown
from compliance.log.model import Column, Role
from compliance.log.sheet_xml import Written

NAMES = (Role.CASE, Role.MATTER, Role.AGENCY, Role.ACTION)
"""Columns of numbers and names: what they say is what their cells show."""
_SHOWN = 40
"""Characters of an error that a message shows."""


class Formulas:
    """The formulas without a result of a sheet: rows that have the same one for their number are not of one case."""

    def __init__(self, shown: Shown, columns: Sequence[Column]) -> None:
        self._texts = {cell.text for _, _, cell in _written(shown) if cell.formula}
        self._names = [c for c in columns if c.role in NAMES] if self._texts else []

    def named(self, cells: Sequence[str]) -> Column | None:
        """The first column in which such a formula stands for a name or a number."""
        return next((c for c in self._names if c.index < len(cells) and cells[c.index] in self._texts), None)


def check_errors(shown: Shown, file: str) -> None:
    """Raises Refused for a cell with an error that the reader of values does not know."""
    for row, column, cell in _written(shown):
        if not cell.formula and cell.text not in KNOWN_ERRORS:
            value = cell.text[:_SHOWN]
            title = Text(
                f"第 {row + 1} 行第 {column + 1} 列的单元格是错误值“{value}”，读不了",
                f"the cell in row {row + 1}, column {column + 1} holds the error “{value}”, which is not known",
            )
            hint = Text(
                "请在表格软件里改正或清空它后保存", "put it right or empty it in a spreadsheet program, and save it"
            )
            raise Refused([Diagnostic("log/format", title, Place(file, row + 1), hint)])


def formula_note(instead: Shown) -> list[Text]:
    """How many formulas have no result."""
    formulas = sum(shown.formula for _, _, shown in _written(instead))
    if not formulas:
        return []
    return [
        Text(
            f"{formulas} 个单元格的公式没有结果，读入的是公式本身：请用表格软件打开后保存一次",
            f"cells with a formula and no result, of which the formula was read: {formulas}; open the workbook in a "
            "spreadsheet program and save it",
        )
    ]


def _written(shown: Shown) -> Iterator[tuple[int, int, Written]]:
    """The cells that show what is written in them whatever their value, by row and column from 0."""
    for row, runs in shown.items():
        for run in runs:
            if isinstance(run.shows, Written):
                yield row, run.first, run.shows
