"""Working days and calendar days mixed for one duty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compliance.calendars.durations import figure_words
from compliance.calendars.figure import Figure, Unit
from compliance.diagnostics import Text
from compliance.language import tree
from compliance.rulesets.lint.force import force, shared
from compliance.rulesets.lint.gap import same_duties
from compliance.rulesets.lint.relations import called
from compliance.rulesets.lint.subject import Remark, Stated, Subject

CODE = "mixed-days"
DAYS = (Unit.DAY, Unit.WORKDAY)
HINT = Text(
    "核对依据的原文，哪个是自然日、哪个是工作日；原文如此时用注释说明",
    "look up in the source which are calendar days and which working days; where it says so, waive with that reason",
)


def check(subject: Subject) -> Iterator[Remark]:
    """Extensions, dated figures and versions in the other kind of days."""
    for stated in subject.stated:
        if stated.placed.own and stated.duty.figures:
            yield from _extension(subject, stated)
            yield from _dated(subject, stated)
    for versions in same_duties(subject):
        figured = [stated for stated in versions if _days(stated)]
        for before, after in pairwise(figured):
            # Where both are in force at once another check tells of their figures.
            apart = shared(force(subject, before.placed), force(subject, after.placed)) is None
            if _days(before) != _days(after) and apart and (before.placed.own or after.placed.own):
                yield _versions(subject, before, after)


def _days(stated: Stated) -> Unit | None:
    """Days or working days, where all figures of the duty are in one of them."""
    units = {dated.figure.unit for dated in stated.duty.figures}
    return units.pop() if len(units) == 1 and units <= set(DAYS) else None


def _mixed(one: Figure, other: Figure) -> bool:
    return {one.unit, other.unit} == set(DAYS)


def _extension(subject: Subject, stated: Stated) -> Iterator[Remark]:
    extended, figure = stated.rule.extended, stated.duty.figures[-1].figure
    if extended and stated.duty.kind in ("within", "promptly") and _mixed(figure, extended.figure):
        first, more = figure_words(figure), figure_words(extended.figure)
        title = Text(f"期限是{first.zh}，延长却是{more.zh}", f"the period is {first.en}, its extension {more.en}")
        yield Remark(subject.at_qualifier(stated.placed, tree.Extended), title, HINT)


def _dated(subject: Subject, stated: Stated) -> Iterator[Remark]:
    figures = [dated.figure for dated in stated.duty.figures]
    for before, after in pairwise(figures):
        if _mixed(before, after):
            first, then, name = figure_words(before), figure_words(after), stated.duty.named
            title = Text(
                f"“{name}”先是{first.zh}，后是{then.zh}", f"“{name}” is {first.en} at first and {then.en} later"
            )
            yield Remark(subject.at_duty(stated), title, HINT)


def _versions(subject: Subject, before: Stated, after: Stated) -> Remark:
    place = after if after.placed.own else before
    first, second = called(before, after, place)
    title = Text(
        f"同一项义务，{first.zh}与{second.zh}一个按自然日，一个按工作日",
        f"one duty, but of {first.en} and {second.en} the one counts calendar days, the other working days",
    )
    return Remark(subject.at_duty(place), title, HINT)
