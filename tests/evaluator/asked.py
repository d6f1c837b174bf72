"""What is asked of a log, what is seen of it, and a finding as the plain evaluator states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from compliance.calendars import Interval, working_days
from compliance.findings import Verdict
from compliance.rulesets.model import CheckedRule, Ruleset

from .instants import Counting
from .log_files import Event, File, events, has_agencies


@dataclass(frozen=True)
class Question:
    """`--as-of`, `--from`, `--to`, `--agency`, `--roster`."""

    as_of: datetime
    cut: tuple[date | None, date | None] = (None, None)
    agencies: tuple[str, ...] = ()
    roster: bool = False


@dataclass(frozen=True)
class Expected:
    """A finding: an obligation judged."""

    rule: str
    duty: int
    agency: str
    case: str | None
    period: str | None
    verdict: Verdict
    action: str
    trigger_action: str | None = None
    trigger: Interval | None = None
    due: Interval | None = None
    completed: Interval | None = None
    completing: tuple[Interval, ...] = ()
    """The acts as stated that come into question as the one that completed it."""
    days_late: int | None = None
    hours_late: float | None = None
    shortfall: str | None = None
    missing_channels: tuple[str, ...] = ()
    missing_elements: tuple[str, ...] = ()
    missing_requirements: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True)
class Range:
    """The days from `first` to `last`."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def holds(self, first: date, last: date) -> bool:
        """Whether days lie wholly inside."""
        return self.first <= first and last <= self.last

    @property
    def key(self) -> str:
        """The range as the `period` of a finding."""
        return f"{self.first}/{self.last}"


@dataclass(frozen=True)
class Scene:
    """A log as of a date, in the eyes of a ruleset."""

    ruleset: Ruleset
    asked: Question
    seen: Sequence[Event]
    nameless: bool
    counting: Counting = field(repr=False)

    @classmethod
    def of(cls, ruleset: Ruleset, files: Sequence[File], asked: Question) -> Scene:
        """Says the spec: "Only events with `lo ≤ as-of` are seen" [The log as of a date]."""
        seen = [event for event in events(files, ruleset.vocabulary) if event.lo <= asked.as_of]
        days = working_days(ruleset.calendar, ruleset.holidays, ruleset.workdays)
        return cls(ruleset, asked, seen, not has_agencies(files), Counting(days, ruleset.rollover))

    def range_of(self, rule: CheckedRule) -> Range | None:
        """Says the spec: "its `effective`, else the ruleset's; an end left open is the ruleset's, and where that is open too, the first
        day of the first and the last day of the last year in which seen events lie".
        """
        # Where no event is seen the spec leaves the open end open; the year of `as-of` is the one in question.
        years = [event.lo.year for event in self.seen] or [self.asked.as_of.year]
        first = rule.effective[0] or self.ruleset.effective[0] or date(min(years), 1, 1)
        last = rule.effective[1] or self.ruleset.effective[1] or date(max(years), 12, 31)
        return Range(first, last) if first <= last else None

    def cut_of(self, whole: Range) -> Range:
        """Says the spec: "a cut of it: it chooses which triggers, dates and periods are judged"."""
        first, last = self.asked.cut
        return Range(max(first or whole.first, whole.first), min(last or whole.last, whole.last))

    def audited(self) -> list[str]:
        """Says the spec: "those the user names (`--agency` …), else those of the seen events; asking for the roster audits all that
        `ruleset.toml` lists … A log without agencies is one nameless agency (`""`) that owes everything".
        """
        if self.nameless:
            return [""]
        if self.asked.agencies:
            return list(dict.fromkeys(self.named()))
        if self.asked.roster:
            return list(self.ruleset.agencies)
        return sorted({event.agency for event in self.seen})

    def named(self) -> list[str]:
        """The agencies that the user names."""
        return [self.ruleset.vocabulary.canonical("agencies", name) for name in self.asked.agencies]

    def claims_release(self, rule: CheckedRule, among: Sequence[Event]) -> bool:
        """Says the spec: "claims an exemption that the rule, or without `except` the ruleset, allows" [Verdicts, exempt]."""
        allowed = self.ruleset.default_grounds if rule.grounds is None else rule.grounds
        return any(event.exemption in allowed for event in among)
