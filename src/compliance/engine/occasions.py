"""The periods that calendar duties are judged by, with due date and candidate range: rows, made from the calendar alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendars import (
    Figure,
    Per,
    Period,
    Unit,
    WorkingDays,
    blocks,
    clamped,
    day_end,
    day_start,
    period_of,
    periods,
)
from compliance.engine.rule_tables import Range
from compliance.rulesets.model import CheckedDuty, Ruleset

OCCASION = {
    "duty": "INTEGER",
    "rule": "INTEGER",
    "period": "VARCHAR",
    "from_lo": "TIMESTAMP",
    "from_hi": "TIMESTAMP",
    "due": "TIMESTAMP",
    "moved_from": "DATE",
    "dated": "INTEGER",
}
EVER, FOREVER = datetime(1, 1, 1), datetime(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One period: acts in [`from_lo`, `from_hi`] count.

    `due` None: the calendar does not reach, or no figure is in force. `moved_from`: the due date before it was moved from a
    day off. `dated`: which of the duty's figures counts.
    """

    period: str
    from_lo: datetime
    from_hi: datetime
    due: datetime | None
    moved_from: date | None = None
    dated: int | None = None


def occasions(duty: CheckedDuty, span: Range, ruleset: Ruleset, days: WorkingDays) -> list[Occasion]:
    """The obligations' periods of a calendar duty that begin no later than the instant as of which it is judged."""
    return [o for o, first in _all(duty, span, ruleset, days) if day_start(first) <= span.as_of]


def _all(duty: CheckedDuty, span: Range, ruleset: Ruleset, days: WorkingDays) -> Iterator[tuple[Occasion, date]]:
    """Each with the day that its period begins on; those of a range without end (9999-12-31) only as far as they are judged."""
    until = min(span.cut_last, span.as_of.date())
    match duty.kind:
        case "by_date":
            assert duty.date is not None
            if span.cut_first <= duty.date <= span.cut_last:
                yield _whole(span, EVER, day_end(duty.date)), span.first
        case "by_yearly":
            yield from _yearly(duty, span, until)
        case "every":
            assert duty.season is not None and duty.every is not None
            for block in blocks(duty.season.start, duty.season.end, duty.every, span.cut_first, until):
                if _inside(block, span):
                    yield _period(block, day_end(block.last)), block.first
        case "periodic" | "count" | "periodic_by" | "periodic_within" | "regularly" if duty.per:
            yield from _periodic(duty, duty.per, span, until, ruleset, days)
        case "check":
            # An attestation counts whenever it was made: that of a year is often signed in the next.
            if span.cut_first <= span.cut_last:
                yield _whole(span, EVER, day_end(span.last), FOREVER), span.first
        case _:
            if span.cut_first <= span.cut_last:
                yield _whole(span, day_start(span.first), day_end(span.last)), span.first


def _whole(span: Range, from_lo: datetime, due: datetime, from_hi: datetime | None = None) -> Occasion:
    return Occasion(f"{span.first}/{span.last}", from_lo, from_hi or day_end(span.last), due)


def _period(period: Period, due: datetime | None) -> Occasion:
    return Occasion(period.key, day_start(period.first), day_end(period.last), due)


def _inside(period: Period, span: Range) -> bool:
    return span.cut_first <= period.first and period.last <= span.cut_last


def _yearly(duty: CheckedDuty, span: Range, until: date) -> Iterator[tuple[Occasion, date]]:
    assert duty.month_day is not None
    for year in range(span.cut_first.year, until.year + 1):
        due = clamped(year, *duty.month_day)
        if span.cut_first <= due <= span.cut_last:
            whole = period_of(Per.YEAR, due)
            yield _period(whole, day_end(due)), whole.first


def _periodic(
    duty: CheckedDuty, per: Per, span: Range, until: date, ruleset: Ruleset, days: WorkingDays
) -> Iterator[tuple[Occasion, date]]:
    for period in periods(per, span.cut_first, until):
        if not _inside(period, span):
            continue
        if duty.kind == "periodic_by":
            yield _period(period, day_end(clamped(period.last.year, period.last.month, duty.day))), period.first
        elif duty.kind == "periodic_within":
            yield _after_period(duty, per, period, ruleset, days), period.first
        else:
            yield _period(period, day_end(period.last)), period.first


def _after_period(duty: CheckedDuty, per: Per, period: Period, ruleset: Ruleset, days: WorkingDays) -> Occasion:
    """A period whose duty is due some days after its end, by the figure in force on its last day."""
    following = period_of(per, period.last + timedelta(days=1))
    in_force = _in_force(duty, day_start(period.last))
    figure = duty.figures[in_force].figure if in_force is not None else None
    end = end_of(period.last, figure, days) if figure else None
    moves = ruleset.rollover and figure and figure.unit is not Unit.WORKDAY
    due = days.next_working(end) if end and moves else end
    return Occasion(
        period.key,
        day_start(following.first),
        day_end(following.last),
        day_end(due) if due else None,
        end if due and due != end else None,
        in_force,
    )


def _in_force(duty: CheckedDuty, instant: datetime) -> int | None:
    """Which of the figures is in force at an instant; None before the first."""
    return max(
        (n for n, d in enumerate(duty.figures) if d.start is None or day_start(d.start) <= instant), default=None
    )


def figure_at(duty: CheckedDuty, instant: datetime) -> Figure | None:
    """The figure in force at an instant; None before the first."""
    in_force = _in_force(duty, instant)
    return None if in_force is None else duty.figures[in_force].figure


def end_of(day: date, figure: Figure, days: WorkingDays) -> date | None:
    """The day a figure in days or working days ends when counted from `day`; None where the calendar does not reach."""
    return days.add(day, figure.n) if figure.unit is Unit.WORKDAY else day + timedelta(days=figure.n)
