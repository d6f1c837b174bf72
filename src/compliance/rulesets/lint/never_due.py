"""A date that lies outside the range of its rule: the duty never comes due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.calendars import clamped
from compliance.diagnostics import Text
from compliance.rulesets.lint.force import Force, force
from compliance.rulesets.lint.subject import Remark, Subject
from compliance.rulesets.model import CheckedDuty

CODE = "never-due"


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty by a date on which its rule is not in force."""
    for stated in subject.stated:
        span = force(subject, stated.placed)
        days = _days(stated.duty, span)
        if not stated.placed.own or not days or any(span.first <= day <= span.last for day in days):
            continue
        words, named = span.words(), days[0]
        title = Text(
            f"{named}不在规则的施行期间之内（{words.zh}），这项义务从不到期",
            f"{named} is outside the range of the rule ({words.en}), so the duty never comes due",
        )
        hint = Text("改正日期，或改“施行”", "correct the date, or the rule's `effective`")
        yield Remark(subject.at_duty(stated), title, hint)


def _days(duty: CheckedDuty, span: Force) -> list[date]:
    """The dates that a duty names: one, or that of the first two years in which its rule is in force; a third makes one whole."""
    if duty.date is not None:
        return [duty.date]
    if duty.month_day is None:
        return []
    return [
        clamped(year, *duty.month_day) for year in range(span.first.year, min(span.first.year + 1, span.last.year) + 1)
    ]
