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
_IN_A_NUMBER = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<none>[_*].|\[[^\]]*\])|(?P<digits>0+)|(?P<plain>[^\x21-\x7e]|[-():\'{}])'
)
"""The parts of a format of whole numbers, which has nothing but digits and fixed text."""
_LONGEST = 255
"""Characters of a format, of which spreadsheet programs take no more."""
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


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A whole number as the file says that it is shown."""

    text: str

    def __call__(self, _: Cell) -> str:
        """What is shown."""
        return self.text


@dataclass(frozen=True, slots=True)
class Numbered:
    """A whole number as a format of digits and fixed text shows it: 001, 财预〔2018〕1号. `parts` are zeros and texts."""

    parts: tuple[tuple[bool, str], ...]

    def __call__(self, value: Cell) -> str:
        """The number as it is shown; what is no whole number stands as it is."""
        plain = text_of(value)
        if not (plain.isascii() and plain.isdigit()):
            return plain
        digits = plain.rjust(sum(len(part) for zeros, part in self.parts if zeros), "0")
        shown = []
        for place, (zeros, part) in reversed(list(enumerate(self.parts))):
            first = zeros and not any(before for before, _ in self.parts[:place])
            taken = len(digits) if first else len(part)
            shown.append(digits[len(digits) - taken :] if zeros else part)
            digits = digits[: len(digits) - taken] if zeros else digits
        return "".join(reversed(shown))


def numbered(code: str) -> Numbered | None:
    """What a format shows of a whole number besides it, where it has digits and fixed text alone."""
    if len(code) > _LONGEST:
        return None
    parts, at = list[tuple[bool, str]](), 0
    while at < len(code) and code[at] != ";":
        found = _IN_A_NUMBER.match(code, at)
        if found is None:
            return None
        at = found.end()
        if not found["none"]:
            said = found["digits"] or found["quoted"] or found["escaped"] or found["plain"] or ""
            parts.append((bool(found["digits"]), said))
    zeros = [part for is_zeros, part in parts if is_zeros]
    return Numbered(tuple(parts)) if zeros and (len(parts) > 1 or len(zeros[0]) > 1) else None


def coarse(number: str, codes: Mapping[str, str]) -> Callable[[Cell], str] | None:
    """How a format shows dates of which it shows no day, or whole numbers; else None. `codes` are those a workbook has of its own."""
    if number not in codes:
        return month if number in _MONTHS else None
    if shown := numbered(codes[number]):
        return shown
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
