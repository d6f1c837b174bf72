"""An entry of `ruleset.toml` that no rule speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language import tree
from compliance.language.tree import Condition
from compliance.rulesets.conditions import comparisons
from compliance.rulesets.lint.subject import Placed, Remark, Subject

CODE = "unused"
KINDS = {
    "actions": "actions",
    "matters": "matters",
    "channels": "channels",
    "elements": "elements",
    "exemptions": "grounds",
    "durations": "durations",
    "seasons": "seasons",
    "lists": "lists",
    "assignments": "matters",
}
"""The tables that are looked at, each with its kind in the vocabulary. Agencies are a roster, spoken of or not."""
DEFAULT = "default"


def check(subject: Subject) -> Iterator[Remark]:
    """Every entry of those tables that no rule, inherited or not, and no example names."""
    used = {kind: _canonical(subject, kind, names) for kind, names in _used(subject).items()}
    for table, kind in KINDS.items():
        for name in getattr(subject.manifest, table):
            if (table, name) != ("exemptions", DEFAULT) and not _canonical(subject, kind, [name]) & used[kind]:
                title = Text(f"[{table}] 里的“{name}”没有规则用到", f"no rule speaks of “{name}” under [{table}]")
                hint = Text(
                    "删去它；为台账或别的规则集保留的，用注释说明",
                    "remove it; where it is kept for logs or for other rulesets, waive with that reason",
                )
                yield Remark(subject.in_manifest(table, name), title, hint)


def _canonical(subject: Subject, kind: str, names: object) -> set[str]:
    assert isinstance(names, list | set)
    return {fold(subject.ruleset.vocabulary.canonical(kind, name)) for name in names}


def _used(subject: Subject) -> dict[str, set[str]]:
    """Every name that rules, their conditions and examples speak of, by its kind in the vocabulary."""
    used: dict[str, set[str]] = {kind: set() for kind in KINDS.values()}
    used["grounds"] |= set(subject.ruleset.default_grounds)
    for placed in subject.rules:
        rule = placed.rule
        used["matters"].add(rule.matter)
        used["channels"] |= set(chain.from_iterable(rule.channels))
        used["elements"] |= set(rule.elements)
        used["grounds"] |= set(rule.grounds or ())
        if placed.tree.each:
            used["lists"].add(placed.tree.matter.text)
        used["actions"] |= _actions(placed)
        for duty in rule.duties:
            used["durations"] |= {duty.named} if duty.named else set()
            used["seasons"] |= {duty.season.name} if duty.season else set()
        for kind, names in _examples(placed.tree).items():
            used[kind] |= names
        values = {text for condition in _conditions(placed) for text in _values(condition)}
        for kind in ("actions", "matters", "channels", "elements", "grounds"):
            used[kind] |= values
    return used


def _actions(placed: Placed) -> set[str]:
    rule = placed.rule
    duties = chain.from_iterable((*duty.actions, *duty.triggers) for duty in rule.duties)
    extended = rule.extended.actions if rule.extended else ()
    return {*duties, *rule.restarted, *(rule.paused or ()), *extended}


def _examples(rule: tree.Rule) -> dict[str, set[str]]:
    events = [event for example in rule.examples for event in example.events]
    return {
        "actions": {event.action.text for event in events},
        "channels": {name.text for event in events for name in event.channels},
        "elements": {name.text for event in events for name in event.elements},
        "grounds": {event.exemption.text for event in events if event.exemption},
    }


def _conditions(placed: Placed) -> Iterator[Condition]:
    if placed.rule.when:
        yield placed.rule.when[0]
    yield from (condition for condition, _ in placed.rule.require)


def _values(condition: Condition) -> Iterator[str]:
    return (value.text for compared in comparisons(condition) for value in compared.values)
