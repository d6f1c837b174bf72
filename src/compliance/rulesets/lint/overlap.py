"""Versions of one duty whose ranges overlap: on those days both hold."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.language import tree
from compliance.rulesets.lint.relations import called, relations, reported
from compliance.rulesets.lint.subject import Remark, Subject

CODE = "overlap"


def check(subject: Subject) -> Iterator[Remark]:
    """Every two versions of one duty that are in force on the same day."""
    for found in relations(subject):
        if not found.versions:
            continue
        place = reported(found)
        (weak, strong), when = called(found.weak, found.strong, place), found.both.words()
        title = Text(
            f"{strong.zh}与{weak.zh}是同一项义务，{when.zh}同时施行",
            f"{strong.en} and {weak.en} are one duty, and both are in force {when.en}",
        )
        hint = Text(
            "让前一条在后一条施行的前一天结束", "let the earlier one end on the day before the later one begins"
        )
        yield Remark(subject.at_qualifier(place.placed, tree.Effective), title, hint)
