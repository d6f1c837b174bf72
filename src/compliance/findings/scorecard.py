"""How a score came about, line by line: what every report shows of it, and none works out for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar, overload

from compliance.findings.verdict import Modality, Verdict

Part = TypeVar("Part", covariant=True)


class Later(Sequence[Part]):
    """A sequence that is made when somebody first looks into it: of many agencies few are looked at line by line."""

    def __init__(self, make: Callable[[], Sequence[Part]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[Part]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> Part: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Part]: ...
    def __getitem__(self, place: int | slice) -> Part | Sequence[Part]:
        """What stands at a place."""
        return self._made[place]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._made)


@dataclass(frozen=True, slots=True)
class Deduction:
    """The gaps of one rule that have one verdict, and what they cost."""

    rule: str
    title: str
    citation: str | None
    verdict: Verdict
    modality: Modality
    findings: int
    each: float | None
    """What one of them costs: of a share in weight, of deductions in points; None where it is not the same for all."""
    asked: float
    """What all of them cost before any cap, in the same unit."""
    cap: float | None
    """The most that the entry of the ruleset takes for one agency, where this kept it from taking all that was asked."""
    points: float
    """What they take of the hundred."""
    gain: float
    """By how much the score of the agency (of the whole) would rise if they were met."""
    named: tuple[str, ...]
    """The first cases or periods; of several agencies the first of these, as `财政局 3`."""
    periods: bool = False
    """Whether they are periods, by their keys, which reports for people put into words: a case may be called 2018-01, too."""

    @property
    def left(self) -> int:
        """How many findings are not named."""
        return max(0, self.findings - len(self.named))


@dataclass(frozen=True, slots=True)
class Credit:
    """The met duties of one entry of `bonus`, and what they earn."""

    entry: int
    """Which of them, from 1."""
    rules: tuple[str, ...]
    """Those that have earned something."""
    findings: int
    each: float
    cap: float | None
    """Where it kept the entry from giving more."""
    points: float


@dataclass(frozen=True, slots=True)
class Veto:
    """A gap of a rule that allows none: it makes the score 0."""

    rule: str
    title: str
    citation: str | None
    findings: int
    agencies: tuple[str, ...]
    """Whose they are."""


@dataclass(frozen=True, slots=True)
class SpreadWeight:
    """The weight of rules of a matter that do not apply, carried by what of the matter does."""

    matter: str
    rules: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Account:
    """The arithmetic of one ruleset. `share`: 100 · earned ÷ weight; `deductions`: 100 less what gaps cost; both with bonus."""

    ruleset: str
    method: Literal["share", "deductions"]
    agencies: int
    """How many agencies it is the mean of: 1 for a single one; of a share each counts by its weight."""
    findings: int
    """How many findings are scored."""
    weight: float
    """The weight of all findings that are scored, spread weight included."""
    earned: float
    """What of it was earned."""
    deductions: tuple[Deduction, ...]
    bonus: tuple[Credit, ...]
    spread: tuple[SpreadWeight, ...]
    beyond: float
    """What goes beyond 0 or 100 and is not counted: above 0 where it would have been less than 0, below 0 where more than 100."""
    vetoed: float
    """What the vetoes take of it."""
    vetoes: tuple[Veto, ...]
    score: float
    """0 to 100, not rounded."""
    best: float
    """What it would be if every gap were met, not rounded."""

    @property
    def plain(self) -> bool:
        """Whether it is what was earned of the weight and nothing else."""
        return self.method == "share" and not (self.bonus or self.beyond or self.vetoes)

    @property
    def deducted(self) -> float:
        """What all deductions take together, in points."""
        return sum(line.points for line in self.deductions)

    @property
    def added(self) -> float:
        """What all bonuses give together, in points."""
        return sum(line.points for line in self.bonus)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A score beside what it covers, for all agencies or for one."""

    score: float | None
    """0 to 100, to one decimal; None where nothing is scored. Waived gaps are left out."""
    grade: str | None
    unwaived: float | None
    """The score if no waiver held; the same where none does."""
    best: float | None
    """The score if every gap that costs something were met."""
    obligations: int
    scored: int
    """Findings that are met, late, incomplete or missing, not waived, of rules that are `must` or `should`."""
    open: int
    """Findings that are undetermined or for a person to judge: they may still change the score."""
    waived: int
    accounts: Sequence[Account]
    """One for each ruleset that has something scored; the score is their mean, each by its weight."""


EMPTY = Scorecard(None, None, None, None, 0, 0, 0, 0, ())
"""Of nothing."""
