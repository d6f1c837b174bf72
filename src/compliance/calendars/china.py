"""Chinese official working days, with the shifted rest days (调休) of the State Council's yearly notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from compliance.calendars.day import DayKind, Official
from compliance.diagnostics import Text

# The package shortens some names; a holiday that is not here keeps the package's own two names.
NAMES = {
    "new_years_day": Text("元旦", "New Year's Day"),
    "spring_festival": Text("春节", "Spring Festival"),
    "tomb_sweeping_day": Text("清明节", "Tomb-Sweeping Day"),
    "labour_day": Text("劳动节", "Labour Day"),
    "dragon_boat_festival": Text("端午节", "Dragon Boat Festival"),
    "mid_autumn_festival": Text("中秋节", "Mid-Autumn Festival"),
    "national_day": Text("国庆节", "National Day"),
    "anti_fascist_70th_day": Text("抗战胜利70周年纪念日", "70th anniversary of the victory in the war against fascism"),
}
SHIFTED = DayKind(True, Text("调休上班", "make-up working day"))
LEFT_OUT = {date(2005, 12, 31): SHIFTED}
"""What the package does not have of the notices. That of 2006 made two days off of Monday and Tuesday, 2 and 3 January, for one
legal holiday: the one for the Sunday it fell on, the other for the Saturday before, which was worked."""
PROVISIONAL = (12, 27)
"""The first day, as month and day, of a last year that the next year's notice may change. It shifts at most the weekend before
New Year's Day, to make a bridge to it, and of these the earliest Saturday is 27 December: where the holiday is a Thursday. From
2004 on the earliest day that was changed is 29 December (2007 and 2018)."""


def china() -> Official:
    """The calendar of the package `chinesecalendar`; the years it covers are read from its data."""
    import chinese_calendar as source

    off: Mapping[date, str] = source.holidays
    worked: Mapping[date, str] = source.workdays
    names = {holiday.value: _name(holiday) for holiday in source.Holiday}

    def exceptions(year: int) -> Mapping[date, DayKind]:
        days = {day: DayKind(False, names[holiday]) for day, holiday in off.items() if day.year == year}
        shifted = {day: SHIFTED for day in worked if day.year == year}
        return days | shifted | {day: kind for day, kind in LEFT_OUT.items() if day.year == year}

    years = [day.year for day in off]
    title = Text("中国法定工作日（含调休）", "official working days of China, with shifted days")
    first, last = min(years), max(years)
    return Official("chinesecalendar", source.__version__, title, first, last, exceptions, date(last, *PROVISIONAL))


def _name(holiday: Any) -> Text:
    return NAMES.get(holiday.name) or Text(holiday.chinese, holiday.value)
