"""A ruleset that passed every check: names, aliases, units and lists resolved, so that the engine only has to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from compliance.calendars.figure import Figure, Per
from compliance.diagnostics import Text
from compliance.findings.verdict import Modality, Verdict
from compliance.language.tree import Condition, Example
from compliance.language.vocabulary import Vocabulary

Kind = Literal[
    "within",
    "by_column",
    "promptly",
    "after",
    "notice",
    "before",
    "together",
    "lasts",
    "by_date",
    "by_yearly",
    "periodic",
    "periodic_by",
    "periodic_within",
    "every",
    "count",
    "regularly",
    "at_all",
    "check",
]


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A figure in force from a day (None: always), and its source."""

    start: date | None
    figure: Figure
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the year: (month, day) to (month, day), over the new year where the first is the later."""

    name: str
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CheckedDuty:
    """One duty of a rule; what a kind has not is None or empty."""

    number: int
    kind: Kind
    actions: tuple[str, ...]
    triggers: tuple[str, ...] = ()
    figures: tuple[DatedFigure, ...] = ()
    """By date of force, the earliest first; one without a date for a plain figure; empty where there is none."""
    named: str | None = None
    per: Per | None = None
    times: int | None = None
    date: date | None = None
    month_day: tuple[int, int | None] | None = None
    day: int | None = None
    every: int | None = None
    season: Season | None = None
    column: str | None = None
    share: float | None = None
    question: str | None = None
    text: str = ""

    @property
    def by_case(self) -> bool:
        """Whether an event activates the duty; otherwise the calendar does."""
        return self.kind in _BY_CASE and (self.kind != "promptly" or bool(self.triggers))


_BY_CASE = frozenset({"within", "by_column", "promptly", "after", "notice", "before", "together", "lasts"})


@dataclass(frozen=True, slots=True)
class Extension:
    """`extended by FIGURE on ACTIONS`."""

    figure: Figure
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule with every name resolved to its canonical spelling."""

    id: str
    matter: str
    title: str | None
    modality: Modality
    citation: str | None
    weight: float
    effective: tuple[date | None, date | None]
    """Of the rule itself: (None, None) where it states none."""
    owners: tuple[str, ...] | None
    """Who owes it, by assignment or `by`; None: every audited agency."""
    any_of: bool
    channels: tuple[tuple[str, ...], ...]
    elements: tuple[str, ...]
    require: tuple[tuple[Condition, str], ...]
    when: tuple[Condition, str] | None
    grounds: tuple[str, ...] | None
    """Grounds that release from it; None: the ruleset's default."""
    nil: bool
    restarted: tuple[str, ...]
    paused: tuple[str, str] | None
    extended: Extension | None
    duties: tuple[CheckedDuty, ...]
    examples: tuple[Example, ...]
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `deductions` or `bonus`: the findings it is for, what one of them is worth, and how much all may come to."""

    verdicts: tuple[Verdict, ...]
    rules: frozenset[str]
    """The rules it is for, by id."""
    points: float
    cap: float | None


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a score is made of findings."""

    late_credit: float = 0.0
    """What a late fulfilment is worth, 0 to 1; for the share alone."""
    grades: Mapping[str, float] = field(default_factory=dict)
    """The least score of each grade."""
    deductions: tuple[Entry, ...] | None = None
    """What gaps cost, of a hundred; the first that fits a gap holds. None: the score is the share of what was met."""
    bonus: tuple[Entry, ...] = ()
    """What met duties earn; the first that fits holds."""
    veto: frozenset[str] = frozenset()
    """Rules of which one gap makes the score 0."""
    spread: bool = False
    """Whether the weight of rules that do not apply goes to the others of their matter."""

    @property
    def by_weight(self) -> bool:
        """Whether it goes by verdicts and weights alone, whatever the rule."""
        return self.deductions is None and not (self.bonus or self.veto or self.spread)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A checked ruleset."""

    id: str
    title: str
    issuer: str | None
    issued: date | None
    effective: tuple[date | None, date | None]
    language: Literal["zh", "en"]
    timezone: str
    calendar: str
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    rollover: bool
    promptly: Figure | None
    shared_cases: bool
    vocabulary: Vocabulary
    agencies: tuple[str, ...]
    default_grounds: tuple[str, ...]
    score: Scoring
    rules: tuple[CheckedRule, ...]
    digest: str
    extends: tuple[str, ...] = ()
    folder: Path | None = None
    chosen: Text = field(default_factory=lambda: Text("由 -r 指定", "chosen with -r"))
