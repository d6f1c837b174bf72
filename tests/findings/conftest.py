"""Short ways to say when something happened and was due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from compliance.calendars.interval import Interval, day_end
from compliance.findings import Act, Source


@pytest.fixture
def act() -> Callable[[str, str, int], Act]:
    """An event on a day, in a row of log.csv."""

    def on(action: str, day: str, row: int) -> Act:
        return Act(action, Interval.day(date.fromisoformat(day)), Source("log.csv", row))

    return on


@pytest.fixture
def until() -> Callable[[str], Interval]:
    """Due at the end of a day."""
    return lambda day: Interval.exact(day_end(date.fromisoformat(day)))
