"""The cells of a worksheet as text, row by row, merged areas filled with the value they show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"
Area: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""A merged area: its first and last cell as (row, column) from 0."""


_EXACT = 1e15
"""From here on programs show noughts for the last digits of a whole number."""


class Run(NamedTuple):
    """Cells beside each other, by their columns from 0, the last one beyond, whose value alone does not say what they show."""

    first: int
    end: int
    shows: Callable[[Cell], str]
    numbers: bool = False
    """Whether it is asked of case numbers and names alone: a figure is its value, however it is shown."""


Shown: TypeAlias = "Mapping[int, Sequence[Run]]"
"""By row, from 0: what gives the text of cells whose value alone does not say it."""


class GridRow(NamedTuple):
    """A row of a sheet, numbered from 1. `blank`: nothing but merged areas show in it; they filled `filled` cells."""

    row: int
    cells: list[str]
    blank: bool
    filled: int
    one: bool = False
    """Whether all it holds is one text, in an area merged over several columns that begins here."""


def rows(
    sheet: Iterator[Sequence[Cell]],
    first_column: int,
    areas: Sequence[Area],
    instead: Shown,
    names: Collection[int] = (),
) -> Iterator[GridRow]:
    """Every row from the sheet's first; the sheet's values begin in column `first_column`, case numbers and names stand in `names`."""
    coming = sorted(areas, reverse=True)
    open_areas: list[tuple[Area, str]] = []
    for index, values in enumerate(_to_the_last(sheet, instead)):
        beside = open_areas or instead or (coming and coming[-1][0][0] <= index)
        if not beside and values.count("") == len(values):
            yield GridRow(index + 1, [""] * (first_column + len(values)), True, 0)
            continue
        cells = [""] * first_column + [text_of(value) for value in values]
        for first, end, shows, numbers in instead.get(index, ()):
            for column in range(max(first, first_column), min(end, len(cells))):
                if not numbers or column in names:
                    cells[column] = shows(values[column - first_column])
        blank = not any(cell.strip() for cell in cells)
        open_areas = [(area, value) for area, value in open_areas if area[1][0] >= index]
        taken = sum(_width(area, len(cells)) for area, _ in open_areas)
        while coming and coming[-1][0][0] <= index:
            area = coming.pop()
            column = area[0][1]
            taken += _width(area, len(cells))
            # Areas lie beside each other: of a file that lays them over each other some are left out, or it would take for ever.
            if column < len(cells) and (taken <= len(cells) or not open_areas):
                open_areas.append((area, cells[column]))
        filled = _fill(cells, open_areas)
        yield GridRow(index + 1, cells, blank, filled, bool(filled) and _is_one(index, cells, open_areas))


def _to_the_last(sheet: Iterator[Sequence[Cell]], instead: Shown) -> Iterator[Sequence[Cell]]:
    """The rows of a sheet and those below of which the reader of values knows nothing: all they hold has no value."""
    count, width = 0, 0
    for values in sheet:
        count, width = count + 1, len(values)
        yield values
    last = max(instead, default=-1)
    for _ in range(count, last + 1):
        yield [""] * width


def _width(area: Area, columns: int) -> int:
    """The columns that an area takes of those that there are."""
    return min(area[1][1] + 1, columns) - area[0][1]


def _fill(cells: list[str], areas: Sequence[tuple[Area, str]]) -> int:
    filled = 0
    for ((_, first), (_, last)), value in areas:
        for column in range(first, min(last + 1, len(cells))):
            if value and not cells[column]:
                cells[column] = value
                filled += 1
    return filled


def _is_one(row: int, cells: Sequence[str], areas: Sequence[tuple[Area, str]]) -> bool:
    """Whether nothing is in a row but an area that begins there and goes over several columns."""
    for ((top, first), (_, last)), value in areas:
        if top == row and first < last and value:
            return not any(cell.strip() for cell in (*cells[:first], *cells[last + 1 :]))
    return False


def text_of(value: Cell) -> str:
    """A cell as a person would type it: numbers of fifteen digits, whole ones without a point, midnight as its date."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _figure(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, timedelta):
        return _duration(value)
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds, as cells of the format `[h]:mm:ss` show them."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _figure(value: float) -> str:
    if value.is_integer():
        return str(int(value)) if abs(value) < _EXACT else str(int(Decimal(f"{value:.14e}")))
    return f"{value:.15g}"
