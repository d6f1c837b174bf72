"""What a cell of a workbook shows where its value says something else: an error, a date shown as its month or its year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from compliance.log.grid import Cell, text_of

KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
"""The errors that the reader of values knows, and that spreadsheets write into a CSV."""
_MONTHS = frozenset(map(str, (17, 27, 36, 50, 52, 57)))
"""Built-in formats that show year and month: mmm-yy, and 2018年8月 as Chinese programs have it (ECMA-376, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_YEAR = re.compile(r"y|e(?![+-])")


@dataclass(frozen=True, slots=True)
class ShownError:
    """The error that a cell shows, whatever its value."""

    text: str

    def __call__(self, _: Cell) -> str:
        """The error."""
        return self.text


def coarse(number: str, codes: Mapping[str, str]) -> Callable[[Cell], str] | None:
    """How a format shows dates that shows no day of them; None for any other. `codes` are those a workbook has of its own."""
    if number not in codes:
        return month if number in _MONTHS else None
    bare = _QUOTED.sub("", codes[number]).split(";")[0].casefold().replace("general", "")
    if "d" in bare or "h" in bare or "s" in bare or not _YEAR.search(bare):
        return None
    return month if "m" in bare else year


@lru_cache(maxsize=1024, typed=True)
def month(value: Cell) -> str:
    """A date that is shown as its month; what is no first of a month stands as it is."""
    day = _day(value)
    return f"{day.year:04d}-{day.month:02d}" if day and day.day == 1 else text_of(value)


@lru_cache(maxsize=1024, typed=True)
def year(value: Cell) -> str:
    """A date that is shown as its year; what is no first of January stands as it is."""
    day = _day(value)
    return f"{day.year:04d}" if day and (day.month, day.day) == (1, 1) else text_of(value)


def _day(value: Cell) -> date | None:
    """The day of a date; None for what has a time of day, or is no date."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value.date() if text_of(value) == value.date().isoformat() else None
    return value if isinstance(value, date) else None
