"""Days, working days, periods and figures: pure arithmetic over dated data."""

from compliance.calendars.day import DayKind
from compliance.calendars.durations import figure_words, parse_figure, per_words
from compliance.calendars.figure import Figure, Per, Unit
from compliance.calendars.interval import Interval, day_end, day_start
from compliance.calendars.periods import Period, add_months, blocks, clamped, ended, last_day, period_of, periods
from compliance.calendars.workdays import WorkingDays, working_days

__all__ = [
    "DayKind",
    "Figure",
    "Interval",
    "Per",
    "Period",
    "Unit",
    "WorkingDays",
    "add_months",
    "blocks",
    "clamped",
    "day_end",
    "day_start",
    "ended",
    "figure_words",
    "last_day",
    "parse_figure",
    "per_words",
    "period_of",
    "periods",
    "working_days",
]
