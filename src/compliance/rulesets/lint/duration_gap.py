"""A named duration without a figure for a time in which rules that name it are in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.diagnostics import Text
from compliance.rulesets.lint.force import force
from compliance.rulesets.lint.subject import Remark, Stated, Subject

CODE = "duration-gap"


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty whose rule is in force before the duration that it names has a figure.

    Where neither the rule nor the ruleset says since when it is in force, nothing is known to be missing.
    """
    for stated in subject.stated:
        first = stated.duty.figures[0].start if stated.duty.figures else None
        since = force(subject, stated.placed).first
        if stated.placed.own and first is not None and date.min < since < first:
            yield _remark(subject, stated, since, first)


def _remark(subject: Subject, stated: Stated, since: date, first: date) -> Remark:
    name = stated.duty.named
    title = Text(
        f"“{name}”自{first}起才有数，而规则自{since}起施行；此前起算的都会是待核实",
        f"“{name}” has a figure from {first} only, but the rule is in force from {since}: "
        "what begins before is undetermined",
    )
    hint = Text(
        f"在 [durations] 里补上{since}的数，或让规则自{first}起施行",
        f"add the figure of {since} under [durations], or let the rule begin on {first}",
    )
    return Remark(subject.at_duty(stated), title, hint)
