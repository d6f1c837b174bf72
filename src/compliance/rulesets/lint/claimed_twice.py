"""A word of the vocabulary that is claimed twice: an alias, a list's member, an assignment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.rulesets.lint.subject import Remark, Subject
from compliance.rulesets.manifest import Entry

CODE = "claimed-twice"
TABLES = ("actions", "matters", "channels", "elements", "agencies", "exemptions")
REMOVE = Text("删去其中一处", "remove one of them")


def check(subject: Subject) -> Iterator[Remark]:
    """Aliases that say nothing new, members named twice, matters assigned twice; an alias of two names is an error."""
    for table in TABLES:
        yield from _aliases(subject, table, getattr(subject.manifest, table))
    yield from _members(subject)
    yield from _assignments(subject)


def _aliases(subject: Subject, table: str, entries: Mapping[str, Entry]) -> Iterator[Remark]:
    for name, entry in entries.items():
        seen = {fold(name)}
        for alias in entry.aliases:
            if fold(alias) in seen:
                title = Text(f"“{alias}”在“{name}”里写了两次", f"“{alias}” stands twice in “{name}”")
                yield Remark(subject.in_manifest(table, name), title, REMOVE)
            seen.add(fold(alias))


def _members(subject: Subject) -> Iterator[Remark]:
    for name, members in subject.manifest.lists.items():
        for first, second in _same(subject, "matters", members):
            said = (
                Text(f"“{first}”", f"“{first}”")
                if first == second
                else Text(f"“{first}”和“{second}”", f"“{first}” and “{second}”")
            )
            title = Text(
                f"列表“{name}”里{said.zh}是同一事项，会各成一条规则",
                f"in the list “{name}” {said.en} are one matter, and would be two rules",
            )
            yield Remark(subject.in_manifest("lists", name), title, REMOVE)


def _assignments(subject: Subject) -> Iterator[Remark]:
    for first, second in _same(subject, "matters", list(subject.manifest.assignments)):
        title = Text(
            f"“{first}”和“{second}”是同一事项，职责分工写了两次，后一次算数",
            f"“{first}” and “{second}” are one matter that is assigned twice; the later holds",
        )
        yield Remark(subject.in_manifest("assignments", second), title, REMOVE)


def _same(subject: Subject, kind: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each name that stands for the same as an earlier one, behind that one."""
    seen: dict[str, str] = {}
    for name in names:
        key = fold(subject.ruleset.vocabulary.canonical(kind, name))
        if key in seen:
            yield seen[key], name
        seen.setdefault(key, name)
