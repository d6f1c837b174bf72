"""Values made fit for the cells of a workbook: harmless text, real dates where they are exact, the lines a text takes."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from math import ceil

from compliance.calendars.interval import Interval
from compliance.diagnostics.diagnostic import Language
from compliance.findings.phrases import END_OF_DAY, deadline, stamp
from compliance.reports.tidy import tidy

Value = str | int | float | date | datetime | None
LONGEST_CELL = 32_767
"""UTF-16 units that a cell may hold."""
FIRST_YEAR = 1901
"""Spreadsheets disagree on the days before."""
HIGHEST = 409.0
"""Points; no row can be higher."""
LINE = 14.0
"""Points that a line of the table's type takes."""


def cell_text(text: str) -> str:
    """The text without anything invisible but its line ends, short enough for a cell."""
    if len(text) < LONGEST_CELL // 2 and text.isprintable() and not text.startswith("<r>"):
        return text
    lines = (tidy(line, LONGEST_CELL) for line in text[: LONGEST_CELL + 1].replace("\r\n", "\n").split("\n"))
    whole = "\n".join(lines)
    units = whole.encode("utf-16-le")
    if len(units) > 2 * LONGEST_CELL:
        whole = units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
    # XlsxWriter would take such a text for markup of its own and not escape it.
    return f"{whole} " if whole.startswith("<r>") and whole.endswith("</r>") else whole


def due_value(due: Interval | None, language: Language) -> Value:
    """A deadline: a date where it is the end of one day, an instant where it is one, else words."""
    if due is None:
        return None
    exact = due.lo == due.hi or (due.lo.date() == due.hi.date() and due.lo.time() >= END_OF_DAY)
    if exact and due.hi.year >= FIRST_YEAR:
        if due.hi.time() >= END_OF_DAY:
            return due.hi.date()
        if _to_the_minute(due.hi):
            return due.hi
    return deadline(due).said(language)


def time_value(time: Interval | None, language: Language) -> Value:
    """A time of the log: a date or an instant as it was stated, else words."""
    if time is None:
        return None
    if time.lo.year >= FIRST_YEAR:
        if time.lo == time.hi and _to_the_minute(time.lo):
            return time.lo
        if time == Interval.day(time.lo.date()):
            return time.lo.date()
    return stamp(time).said(language)


def _to_the_minute(moment: datetime) -> bool:
    """Whether it is a full minute; a finer time would be shown cut, so it stays in words."""
    return not moment.second and not moment.microsecond


@lru_cache(maxsize=10_000)
def lines(text: str, width: float) -> int:
    """Lines that the text takes in a column `width` digits wide; a Chinese character is as wide as two."""
    room = max(1.0, width - 1) / 1.05
    # A Chinese character takes two bytes of GB18030, a Latin one takes one: as they do on paper.
    if "\n" not in text:
        return max(1, ceil(len(text.encode("gb18030", "replace")) / room))
    return sum(lines(line, width) for line in text.split("\n"))


def height(most_lines: int) -> float:
    """Points of a row with so many lines."""
    return min(HIGHEST, LINE * most_lines + 6)
