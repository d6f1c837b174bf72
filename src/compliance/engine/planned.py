"""What a ruleset will have fall due in a year: the duties that the calendar brings, not those that an event brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendars import working_days
from compliance.engine.occasions import Occasion, figure_at, occasions
from compliance.engine.rule_tables import Range
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset


@dataclass(frozen=True, slots=True)
class Planned:
    """A duty that falls due: for which period, when, and the last working day up to then.

    `due` None: the calendar of working days does not reach so far; `workday` None: neither does it to the due date.
    """

    rule: CheckedRule
    duty: CheckedDuty
    period: str
    whole: bool
    """Whether it may be done at any time while the rule is in force: nothing says when in it."""
    due: date | None
    workday: date | None


def planned(ruleset: Ruleset, year: int) -> list[Planned]:
    """What falls due in the year, by date; what has no date yet comes last. A rule without an end is planned to its end.

    What has no date yet is due in the year in which it would be if no day were off.
    """
    days = working_days(ruleset.calendar, ruleset.holidays, ruleset.workdays)
    found = []
    for rule in ruleset.rules:
        for duty in rule.duties:
            span = _span(rule, ruleset, year, duty.per is not None or duty.kind == "every")
            for o in () if duty.by_case or span is None else occasions(duty, span, ruleset, days):
                due = o.due.date() if o.due else None
                if (due or _earliest(duty, o)).year == year:
                    workday = days.subtract(due + timedelta(days=1), 1) if due else None
                    whole = duty.kind != "by_date" and o.period == _whole(span)
                    found.append(Planned(rule, duty, o.period, whole, due, workday))
    return sorted(found, key=lambda one: one.due or date.max)


def _earliest(duty: CheckedDuty, period: Occasion) -> date:
    """When a duty after the end of a period falls due at the earliest."""
    last = period.from_lo - timedelta(days=1)
    figure = figure_at(duty, last)
    return (last + timedelta(days=figure.n if figure else 0)).date()


def _span(rule: CheckedRule, ruleset: Ruleset, year: int, recurs: bool) -> Range | None:
    """The rule's range, cut to the year and the one before, whose last period may fall due in it; None: not in force.

    A rule in force ever since is planned from the year on, but for what `recurs`: a week may begin in the year before.
    """
    first = rule.effective[0] or ruleset.effective[0] or date(year - recurs, 1, 1)
    last = rule.effective[1] or ruleset.effective[1] or date(year, 12, 31)
    cut = max(first, date(year - 1, 1, 1)), min(last, date(year, 12, 31))
    return Range(first, last, *cut, datetime.max) if cut[0] <= cut[1] else None


def _whole(span: Range | None) -> str:
    return f"{span.first}/{span.last}" if span else ""
