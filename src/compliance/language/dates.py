"""Dates as a policy writes them: 2018-09-30, 二〇一八年九月底."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from compliance.calendars.numerals import NUMERAL, is_about, value_of


@dataclass(frozen=True, slots=True)
class Written:
    """A date, or a part of one, found in a line: `terminal` of the grammar, what it says, and where it ends."""

    terminal: str
    parts: tuple[int, ...]
    end: int


_N = rf"(\d{{1,2}}|[{NUMERAL}]{{1,3}})"
_Y = r"(\d{4}|[〇○零一二三四五六七八九]{4})"
_FORMS: tuple[tuple[str, str], ...] = (
    ("DATE", r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])"),
    ("DATE", rf"{_Y} ?年 ?{_N} ?月 ?{_N} ?[日号]"),
    ("MONTH", r"(\d{4})-(\d{1,2})(?![\d-])"),
    ("MONTH", rf"{_Y} ?年 ?{_N} ?月份?"),
    ("YEAR", rf"{_Y} ?年"),
    ("MONTHDAY", r"(\d{1,2})-(\d{1,2})(?![\d-])"),
    ("MONTHDAY", rf"{_N} ?月 ?{_N} ?[日号]"),
    ("MONTH_ALONE", rf"{_N} ?月份?"),
    ("_OTHER_DATE", r"\d{1,4}[-/.]\d{1,4}[-/.]\d{1,4}"),
)
_PATTERNS: tuple[tuple[str, Callable[[str, int], re.Match[str] | None]], ...] = tuple(
    (terminal, re.compile(pattern, re.ASCII).match) for terminal, pattern in _FORMS
)


def find_date(text: str, start: int) -> Written | None:
    """The longest form of a date that stands at `start` of a folded line."""
    for terminal, match in _PATTERNS:
        found = match(text, start)
        if found:
            parts = [value_of(part) for part in found.groups()]
            if any(map(is_about, found.groups())):
                terminal = "_OTHER_DATE"  # 一二月 is January or February to some and December to others
            if None not in parts:
                return Written(terminal, tuple(part for part in parts if part is not None), found.end())
    return None


def real_date(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
