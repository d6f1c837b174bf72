"""The `period` column: which calendar period a disclosure covers, as a canonical key."""

from __future__ import annotations

import re
from datetime import date

from compliance.diagnostics import Text
from compliance.log.days import FIRST_YEAR, LAST_YEAR
from compliance.log.times import GLUED, parse_time, plain_time

_YEAR = re.compile(r"(?P<y>\d{4})\s*(?:年度?)?")
_HALF = re.compile(r"(?P<y>\d{4})\s*(?:年度?)?\s*-?\s*(?:h(?P<n>[12])|(?P<word>[上下])半年)", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?P<y>\d{4})\s*(?:年度?)?\s*-?\s*(?:q(?P<n>[1-4])|第?\s*(?P<word>[1-4])\s*季度?)", re.IGNORECASE
)
_MONTH = re.compile(r"(?P<y>\d{4})(?P<m>0[1-9]|1[0-2])")
_WEEK = re.compile(r"(?P<y>\d{4})\s*(?:年度?)?\s*-?\s*(?:w(?P<n>\d{1,2})|第\s*(?P<word>\d{1,2})\s*周)", re.IGNORECASE)


def parse_period(text: str) -> str | None:
    """`2018`, `2018H1`, `2018Q1`, `2018-01`, `2018-W05` or `2018-01-05`; None where `text` states no period.

    Weeks are numbered as ISO 8601 does: they start on Monday, and the first has the year's first Thursday.
    """
    if GLUED.search(text):
        return None
    said = plain_time(text)
    for read in (_year, _half, _quarter, _month, _week):
        key = read(said)
        if key is not None:
            return key if FIRST_YEAR <= int(key[:4]) <= LAST_YEAR else None
    return _month_or_day(said)


def _year(said: str) -> str | None:
    found = _YEAR.fullmatch(said)
    return found["y"] if found else None


def _half(said: str) -> str | None:
    found = _HALF.fullmatch(said)
    return f"{found['y']}H{found['n'] or '上下'.index(found['word']) + 1}" if found else None


def _quarter(said: str) -> str | None:
    found = _QUARTER.fullmatch(said)
    return f"{found['y']}Q{found['n'] or found['word']}" if found else None


def _month(said: str) -> str | None:
    """201802, as databases number months; with a day it is read as any time."""
    found = _MONTH.fullmatch(said)
    return f"{found['y']}-{found['m']}" if found else None


def _week(said: str) -> str | None:
    found = _WEEK.fullmatch(said)
    if found is None:
        return None
    year, week = int(found["y"]), int(found["n"] or found["word"])
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return f"{year:04d}-W{week:02d}"


def _month_or_day(said: str) -> str | None:
    """A month, a day; a time of day (a spreadsheet's midnight) is of its day."""
    stated = parse_time(said)
    if isinstance(stated, Text) or stated.until is not None:
        return None
    interval = stated.interval
    return interval.lo.date().isoformat() if interval.lo == interval.hi else interval.stated()
