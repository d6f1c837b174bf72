"""A period as a policy states it: a number and a unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The units in which a period is stated."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Per(StrEnum):
    """The calendar periods that a duty may recur in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


LONGEST = 99_999
LONGEST_OF = {Unit.MONTH: 9_999, Unit.YEAR: 999}
"""The largest number of a period: what is longer leaves the calendar, which ends with the year 9999, and is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` of a unit, such as 20 working days."""

    n: int
    unit: Unit
