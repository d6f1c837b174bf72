"""When rules are in force, and where that overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from compliance.diagnostics import Text
from compliance.rulesets.lint.subject import Placed, Subject


@dataclass(frozen=True, slots=True)
class Force:
    """From a day to a day, both included; where an end is open the first or the last day there is."""

    first: date
    last: date

    def within(self, other: Force) -> bool:
        """Whether no day of it lies outside the other."""
        return other.first <= self.first and self.last <= other.last

    def words(self) -> Text:
        """自2018-01-01至2018-12-31, from 2018-01-01 to 2018-12-31."""
        zh = ("" if self.first == date.min else f"自{self.first}") + ("" if self.last == date.max else f"至{self.last}")
        en = [] if self.first == date.min else [f"from {self.first}"]
        en += [] if self.last == date.max else [f"to {self.last}"]
        return Text(zh or "一直", " ".join(en) or "always")


def force(subject: Subject, placed: Placed) -> Force:
    """When a rule is in force: by its own range, else the ruleset's."""
    start, end = placed.rule.effective
    first, last = subject.ruleset.effective
    return Force(start or first or date.min, end or last or date.max)


def shared(one: Force, other: Force) -> Force | None:
    """The days on which both are in force."""
    both = Force(max(one.first, other.first), min(one.last, other.last))
    return both if both.first <= both.last else None


def dated(placed: Placed) -> bool:
    """Whether a rule states a range of its own."""
    return placed.rule.effective != (None, None)
