"""Which of two figures ends no later than the other, whatever day they are counted from, forwards or back."""

from __future__ import annotations

from compliance.calendars.figure import Figure, Unit

MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}
DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
A_DAY = 24 * 60
SHORTEST_MONTH, LONGEST_MONTH = 28, 31


def never_later(first: Figure, second: Figure) -> bool:
    """Whether `first`, counted from any moment by any calendar, ends no later than `second`.

    What depends on holidays (five working days, seven days) is not known, and so False both ways round.
    """
    if first.unit in MINUTES:
        minutes = first.n * MINUTES[first.unit]
        if second.unit in MINUTES:
            return minutes <= second.n * MINUTES[second.unit]
        return minutes <= A_DAY * _fewest_days(second)
    if second.unit in MINUTES:
        return False
    if Unit.WORKDAY in (first.unit, second.unit):
        same = first.unit is second.unit
        return first.n <= second.n if same else second.unit is Unit.WORKDAY and _most_days(first) <= second.n
    if first.unit in MONTHS and second.unit in MONTHS:
        return first.n * MONTHS[first.unit] <= second.n * MONTHS[second.unit]
    return _most_days(first) <= _fewest_days(second)


def never_earlier_back(first: Figure, second: Figure) -> bool:
    """Whether `first`, counted back from any moment by any calendar, ends no earlier than `second`.

    Days end at midnight, so the day before a meeting may end an hour before it, and 24 hours never.
    """
    if first.unit in MINUTES and second.unit not in MINUTES:
        return first.n * MINUTES[first.unit] <= A_DAY * (_fewest_days(second) - 1)
    if second.unit in MINUTES and first.unit not in MINUTES:
        return first.unit is not Unit.WORKDAY and A_DAY * _most_days(first) <= second.n * MINUTES[second.unit]
    return never_later(first, second)


def _most_days(figure: Figure) -> int:
    return figure.n * (DAYS.get(figure.unit) or MONTHS[figure.unit] * LONGEST_MONTH)


def _fewest_days(figure: Figure) -> int:
    """Of working days as many as there would be without any day off."""
    if figure.unit in MONTHS:
        return figure.n * MONTHS[figure.unit] * SHORTEST_MONTH
    return figure.n * DAYS.get(figure.unit, 1)
