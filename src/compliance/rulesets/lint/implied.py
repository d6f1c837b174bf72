"""A duty that says nothing beside another: whoever keeps the other keeps it too."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.rulesets.lint.relations import Kind, called, relations, reported, while_both
from compliance.rulesets.lint.subject import Remark, Subject

CODE = "implied"


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty that another one implies."""
    for found in relations(subject):
        if found.kind is not Kind.IMPLIED or found.versions:
            continue
        place = reported(found)
        (weak, strong), when = called(found.weak, found.strong, place), while_both(subject, found)
        title = Text(
            f"{strong.zh}已经包含{weak.zh}的要求{when.zh}，后者没有另外要求什么",
            f"{weak.en} asks for nothing beyond {strong.en}{when.en}",
        )
        hint = Text(
            "删去多余的一项；两者针对不同的情形时，用“适用”“责任”或“施行”区分开",
            "remove the one that is not needed, or tell the two apart with `when`, `by` or `effective`",
        )
        yield Remark(subject.at_duty(place), title, hint)
