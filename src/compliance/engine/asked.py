"""What is asked of a check besides the rules, and the range that each rule is judged in for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from compliance.engine.rule_tables import Range
from compliance.rulesets.model import CheckedRule, Ruleset

Seen = tuple[datetime | None, datetime | None]
"""The first and the last instant at which an event that is seen begins; None where there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: the instant, the cut (None: open), and the agencies to audit (None: those of the log)."""

    as_of: datetime
    cut: tuple[date | None, date | None] = (None, None)
    agencies: tuple[str, ...] | None = None
    roster: bool = False
    ignore: frozenset[str] = frozenset()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    """Rules, by id, that are judged in a range and as of an instant of their own."""


def range_of(rule: CheckedRule, ruleset: Ruleset, seen: Seen, asked: Asked) -> Range:
    """The rule's range; an end left open is the ruleset's, then that of the years in which the seen events lie."""
    lo, hi = seen
    first = rule.effective[0] or ruleset.effective[0] or date((lo or asked.as_of).year, 1, 1)
    last = rule.effective[1] or ruleset.effective[1] or date((hi or asked.as_of).year, 12, 31)
    start, end = asked.cut
    return Range(first, last, max(first, start or first), min(last, end or last), asked.as_of)
