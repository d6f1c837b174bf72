"""A date that lies outside the range of its rule: the duty never comes due."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.rulesets.lint.force import force
from compliance.rulesets.lint.subject import Remark, Subject

CODE = "never-due"


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty by a date on which its rule is not in force."""
    for stated in subject.stated:
        day, span = stated.duty.date, force(subject, stated.placed)
        if not stated.placed.own or day is None or span.first <= day <= span.last:
            continue
        words = span.words()
        title = Text(
            f"{day}不在规则的施行期间之内（{words.zh}），这项义务从不到期",
            f"{day} is outside the range of the rule ({words.en}), so the duty never comes due",
        )
        hint = Text("改正日期，或改“施行”", "correct the date, or the rule's `effective`")
        yield Remark(subject.at_duty(stated), title, hint)
