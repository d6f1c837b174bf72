"""Rules as rows: the tables that the SQL stages join with, so that their number does not depend on the number of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from compliance.calendars import Figure, day_end, day_start
from compliance.engine.database import FOREVER, Database
from compliance.engine.spellings import NOBODY, Names
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset

BACKWARD = frozenset({"notice"})
AFTERWARD = frozenset({"within", "by_column", "promptly", "after"})
"""Kinds whose candidates must not surely come before the trigger."""

RULE = {
    "rule": "INTEGER",
    "matter": "INTEGER",
    "range_lo": "TIMESTAMP",
    "range_hi": "TIMESTAMP",
    "cut_lo": "TIMESTAMP",
    "cut_hi": "TIMESTAMP",
    "as_of": "TIMESTAMP",
    "nil": "BOOLEAN",
    "condition": "INTEGER",
    "extras": "INTEGER",
    "modality": "VARCHAR",
    "weight": "DOUBLE",
}
DUTY = {
    "duty": "INTEGER",
    "rule": "INTEGER",
    "matter": "INTEGER",
    "number": "INTEGER",
    "kind": "VARCHAR",
    "by_case": "BOOLEAN",
    "pair": "INTEGER",
    "triggers": "INTEGER",
    "actions": "INTEGER",
    "times": "INTEGER",
    "share": "DOUBLE",
    "clocked": "BOOLEAN",
    "held": "BOOLEAN",
}
PAIR = {
    "pair": "INTEGER",
    "matter": "INTEGER",
    "triggers": "INTEGER",
    "actions": "INTEGER",
    "afterward": "BOOLEAN",
    "alone": "BOOLEAN",
}
FIGURE = {
    "duty": "INTEGER",
    "since": "TIMESTAMP",
    "until": "TIMESTAMP",
    "figure": "INTEGER",
    "n": "INTEGER",
    "unit": "VARCHAR",
    "back": "BOOLEAN",
    "dated": "INTEGER",
}


@dataclass(frozen=True, slots=True)
class Range:
    """Of a rule: the whole range, the part of it that the user asked to be judged, and the instant as of which it is."""

    first: date
    last: date
    cut_first: date
    cut_last: date
    as_of: datetime


@dataclass
class RuleTables:
    """Numbers for sets of actions, pairs, figures, and the rows of the tables."""

    names: Names
    ruleset: Ruleset
    ranges: Mapping[str, Range]
    sets: dict[tuple[str, ...], int] = field(default_factory=dict)
    pairs: dict[tuple[int, int, int, bool, bool], int] = field(default_factory=dict)
    figures: dict[tuple[Figure, bool], int] = field(default_factory=dict)
    duties: list[tuple[CheckedRule, CheckedDuty]] = field(default_factory=list)
    ignore: frozenset[str] = frozenset()
    """Atoms left out of account: `channels`, `elements`."""
    claims: bool = False
    """Whether the log has claims of grounds, which may stand beside every obligation."""

    def load(self, database: Database) -> None:
        """Makes all the tables."""
        rules, duties, figures = [], [], []
        for number, rule in enumerate(self.ruleset.rules):
            rules.append(self._rule(number, rule))
            for duty in rule.duties:
                figures += self._figures(len(self.duties), duty)
                duties.append(self._duty(number, rule, duty))
                self.duties.append((rule, duty))
        database.load("rule", RULE, rules)
        database.load("duty", DUTY, duties)
        database.load("figure", FIGURE, figures)
        database.load("pair", PAIR, [(n, *key) for key, n in self.pairs.items()])
        self._load_members(database)
        self._load_atoms(database)
        self._load_clocks(database)

    @property
    def any_plain(self) -> bool:
        """Whether some duty of a case is judged as it comes: nothing speaks of its obligations by place."""
        return any(duty.by_case and not self._is_held(rule, duty) for rule, duty in self.duties)

    def set_of(self, actions: tuple[str, ...]) -> int:
        """The number of a set of alternative actions."""
        return self.sets.setdefault(actions, len(self.sets))

    def _rule(self, number: int, rule: CheckedRule) -> tuple[Any, ...]:
        span = self.ranges[rule.id]
        return (
            number,
            self.names.number(rule.matter),
            day_start(span.first),
            day_end(span.last),
            day_start(span.cut_first),
            day_end(span.cut_last),
            span.as_of,
            rule.nil,
            number if rule.when else None,
            len(self._channels(rule)) + len(self._elements(rule)) + len(rule.require),
            rule.modality.value,
            rule.weight,
        )

    def _duty(self, number: int, rule: CheckedRule, duty: CheckedDuty) -> tuple[Any, ...]:
        triggers = self.set_of(duty.actions if duty.kind == "lasts" else duty.triggers)
        actions = self.set_of(duty.actions)
        pair = None
        if duty.by_case:
            key = (self.names.number(rule.matter), triggers, actions, duty.kind in AFTERWARD, duty.kind == "lasts")
            pair = self.pairs.setdefault(key, len(self.pairs))
        # An attestation names the rule that it is about where an event names its matter.
        matter = self.names.number(rule.id if duty.kind == "check" else rule.matter)
        return (
            len(self.duties),
            number,
            matter,
            duty.number,
            duty.kind,
            duty.by_case,
            pair,
            triggers,
            actions,
            duty.times or 1,
            duty.share,
            _is_clocked(rule, duty),
            self._is_held(rule, duty),
        )

    def _is_held(self, rule: CheckedRule, duty: CheckedDuty) -> bool:
        """Whether a later stage adds to the duty's obligations or speaks of them by place."""
        asks_more = bool(rule.channels or rule.elements or rule.require)
        return self.claims or asks_more or duty.kind == "lasts" or _is_clocked(rule, duty)

    def _figures(self, duty_number: int, duty: CheckedDuty) -> list[tuple[Any, ...]]:
        rows = []
        for nth, dated in enumerate(duty.figures):
            back = duty.kind in BACKWARD
            since = day_start(dated.start) if dated.start else datetime(1, 1, 1)
            following = duty.figures[nth + 1].start if nth + 1 < len(duty.figures) else None
            until = day_start(following) if following else datetime.fromisoformat(FOREVER)
            figure = self.figures.setdefault((dated.figure, back), len(self.figures))
            rows.append((duty_number, since, until, figure, dated.figure.n, dated.figure.unit.value, back, nth))
        return rows

    def _load_members(self, database: Database) -> None:
        members = [(n, self.names.number(action)) for actions, n in self.sets.items() for action in actions]
        database.load("member", {"set_": "INTEGER", "action": "INTEGER"}, members)
        owners = [(n, self.names.number(a)) for n, rule in enumerate(self.ruleset.rules) for a in rule.owners or ()]
        database.load("owner", {"rule": "INTEGER", "agency": "INTEGER"}, owners)
        grounds = [
            (n, self.names.number(ground))
            for n, rule in enumerate(self.ruleset.rules)
            for ground in (self.ruleset.default_grounds if rule.grounds is None else rule.grounds)
        ]
        database.load("ground", {"rule": "INTEGER", "ground": "INTEGER"}, grounds)

    def _load_clocks(self, database: Database) -> None:
        """What restarts, pauses and extends the clocks of each rule."""
        actions, extensions = [], []
        for n, rule in enumerate(self.ruleset.rules):
            parts = [("restart", a) for a in rule.restarted]
            parts += [("pause", rule.paused[0]), ("end", rule.paused[1])] if rule.paused else []
            if rule.extended:
                parts += [("extend", a) for a in rule.extended.actions]
                extensions.append((n, rule.extended.figure.n, rule.extended.figure.unit.value))
            actions += [(n, part, self.names.number(action)) for part, action in parts]
        database.load("clock_action", {"rule": "INTEGER", "part": "VARCHAR", "action": "INTEGER"}, actions)
        database.load("clock_extension", {"rule": "INTEGER", "n": "INTEGER", "unit": "VARCHAR"}, extensions)

    def rule_number(self, rule: CheckedRule) -> int:
        """The number of a rule in the tables."""
        return self._rule_numbers[rule.id]

    @cached_property
    def _rule_numbers(self) -> dict[str, int]:
        return {rule.id: n for n, rule in enumerate(self.ruleset.rules)}

    def _channels(self, rule: CheckedRule) -> tuple[tuple[str, ...], ...]:
        return () if "channels" in self.ignore else rule.channels

    def _elements(self, rule: CheckedRule) -> tuple[str, ...]:
        return () if "elements" in self.ignore else rule.elements

    def _load_atoms(self, database: Database) -> None:
        """Atoms besides the act, numbered in each rule: groups of channels, then elements, then requirements."""
        channels, elements, requirements = [], [], []
        for n, rule in enumerate(self.ruleset.rules):
            for atom, group in enumerate(self._channels(rule)):
                channels += [(n, atom, self.names.number(c)) for c in group]
            for atom, element in enumerate(self._elements(rule), len(rule.channels)):
                elements.append((n, atom, self.names.number(element)))
            for atom, _ in enumerate(rule.require, len(rule.channels) + len(rule.elements)):
                requirements.append((n, atom, condition_number(n, atom, len(self.ruleset.rules))))
        database.load("channel_atom", {"rule": "INTEGER", "atom": "INTEGER", "name": "INTEGER"}, channels)
        database.load("element_atom", {"rule": "INTEGER", "atom": "INTEGER", "name": "INTEGER"}, elements)
        database.load("require_atom", {"rule": "INTEGER", "atom": "INTEGER", "condition": "INTEGER"}, requirements)


def _is_clocked(rule: CheckedRule, duty: CheckedDuty) -> bool:
    """Whether something stops, extends or starts anew the duty's clock."""
    moved = bool(rule.restarted or rule.paused or rule.extended)
    return moved and duty.kind in ("within", "promptly") and bool(duty.figures)


def condition_number(rule: int, atom: int, rules: int) -> int:
    """The number of a `require` condition among so many rules; that of a rule's `when` is the rule's own."""
    return -(atom * rules + rule + 1)


def atom_names(rule: CheckedRule, atoms: Iterable[int]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The channels (alternatives joined with `|`), elements and requirements that the numbers of a rule's atoms stand for."""
    first, second = len(rule.channels), len(rule.channels) + len(rule.elements)
    numbers = sorted(atoms)
    channels = tuple("|".join(rule.channels[n]) for n in numbers if n < first)
    elements = tuple(rule.elements[n - first] for n in numbers if first <= n < second)
    requirements = tuple(rule.require[n - second][1] for n in numbers if n >= second)
    return channels, elements, requirements


__all__ = ["NOBODY", "Range", "RuleTables", "atom_names", "condition_number"]
