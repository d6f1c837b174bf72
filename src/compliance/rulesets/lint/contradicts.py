"""Two figures for one duty, neither of which includes the other."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.rulesets.lint.relations import Kind, called, relations, reported, while_both
from compliance.rulesets.lint.subject import Remark, Subject

CODE = "contradicts"


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty for which another rule names another figure."""
    for found in relations(subject):
        if found.kind is not Kind.CONTRADICTS or found.versions:
            continue
        place = reported(found)
        (weak, strong), when = called(found.weak, found.strong, place), while_both(subject, found)
        title = Text(
            f"同一项义务有两个不同的期限{when.zh}：{strong.zh}与{weak.zh}",
            f"two figures for one duty{when.en}: {strong.en} and {weak.en}",
        )
        hint = Text(
            "每件都会按两个期限各判一次；只留一个，或用“适用”“责任”“施行”区分开",
            "every case is judged by both; keep one, or tell the two apart with `when`, `by` or `effective`",
        )
        yield Remark(subject.at_duty(place), title, hint)
