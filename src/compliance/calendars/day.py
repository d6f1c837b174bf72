"""What is known of one day: whether it is worked, and its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.diagnostics import Text

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayKind:
    """Whether a day is a working day; `name` says why a day off is off, or why a weekend day is worked."""

    working: bool
    name: Text | None = None


WORKED = DayKind(True)
WEEKEND = DayKind(False, Text("周末", "weekend"))


@dataclass(frozen=True, slots=True)
class Official:
    """An official calendar: its source, the years it covers, and the days that break the rule Monday to Friday.

    `exceptions` is asked for years from `first_year` to `last_year` only, and may be slow: whoever asks remembers.
    """

    package: str
    version: str
    title: Text
    first_year: int
    last_year: int
    exceptions: Callable[[int], Mapping[date, DayKind]]
    provisional_from: date | None = None
    """From this day to the end of `last_year` a notice that is not issued yet may still change what is stated."""


def plain(day: date) -> DayKind:
    """A day of which no calendar says anything special: Monday to Friday are worked."""
    return WEEKEND if day.weekday() >= SATURDAY else WORKED
