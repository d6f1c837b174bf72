"""Versions of one duty with days between them on which none is in force."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import timedelta

from compliance.diagnostics import Text
from compliance.language import tree
from compliance.rulesets.lint.force import Force, dated, force
from compliance.rulesets.lint.relations import called, family
from compliance.rulesets.lint.subject import Remark, Stated, Subject

CODE = "gap"
DAY = timedelta(days=1)


def check(subject: Subject) -> Iterator[Remark]:
    """Every hole between two versions of one duty."""
    for versions in same_duties(subject):
        if not all(dated(stated.placed) for stated in versions):
            continue
        ranges = sorted(
            ((force(subject, stated.placed), stated) for stated in versions), key=lambda found: found[0].first
        )
        last, until = ranges[0][1], ranges[0][0].last
        for span, stated in ranges[1:]:
            if (span.first - until).days > 1 and (stated.placed.own or last.placed.own):
                yield _remark(subject, last, stated, Force(until + DAY, span.first - DAY))
            if span.last > until:
                last, until = stated, span.last


def same_duties(subject: Subject) -> list[list[Stated]]:
    """The duties of the ruleset, those that ask the same of the same agencies in the same cases together."""
    groups: dict[Hashable, list[Stated]] = {}
    for stated in subject.stated:
        rule, duty = stated.rule, stated.duty
        key = (
            *(rule.matter, family(duty), duty.per, frozenset(duty.actions), frozenset(duty.triggers)),
            *(
                rule.owners and frozenset(rule.owners),
                rule.when and rule.when[0],
                duty.column,
                duty.season,
                duty.question,
            ),
        )
        groups.setdefault(key, []).append(stated)
    return [group for group in groups.values() if len(group) > 1]


def _remark(subject: Subject, before: Stated, after: Stated, hole: Force) -> Remark:
    place = after if after.placed.own else before
    (first, second), when = called(before, after, place), hole.words()
    title = Text(
        f"{first.zh}与{second.zh}之间有空档：{when.zh}没有一条施行",
        f"there is a gap between {first.en} and {second.en}: none is in force {when.en}",
    )
    hint = Text("让两条的施行期间首尾相接", "let the one begin on the day after the other ends")
    return Remark(subject.at_qualifier(place.placed, tree.Effective), title, hint)
