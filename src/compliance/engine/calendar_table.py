"""The working-day calendar as tables: every day with its ordinal, so that N working days further is a join."""

from __future__ import annotations

from datetime import date, timedelta

from compliance.calendars import WorkingDays
from compliance.engine.database import Database

CALENDAR = {
    "day": "DATE",
    "working": "BOOLEAN",
    "ordinal": "INTEGER",
    "before": "INTEGER",
    "unknown": "INTEGER",
    "unknown_before": "INTEGER",
}
"""`ordinal` counts the working days up to the day, `before` those before it; `unknown` likewise the days not announced."""
WORKDAY = {"ordinal": "INTEGER", "day": "DATE", "unknown": "INTEGER"}
"""The working day of each ordinal, and how many days up to it are not announced."""


def load_calendar(database: Database, days: WorkingDays | None, first: date, last: date) -> None:
    """Makes `calendar` and `workday` for the days from `first` to `last`; empty where nothing counts in working days."""
    rows, workdays = [], []
    ordinal = unknown = 0
    for day, working in days.table(first, last) if days else ():
        before, unknown_before = ordinal, unknown
        ordinal += working is True
        unknown += working is None
        rows.append((day, working, ordinal, before, unknown, unknown_before))
        if working:
            workdays.append((ordinal, day, unknown))
    database.load("calendar", CALENDAR, rows)
    database.load("workday", WORKDAY, workdays)


def reach(first: date, last: date, most: int) -> tuple[date, date]:
    """The days that counts of at most `most` working days from days between `first` and `last` may touch, with room for holidays."""
    room = timedelta(days=most * 2 + 60)
    return max(first, date.min + room) - room, min(last, date.max - room) + room
