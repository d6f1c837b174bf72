"""A log looked at before it is checked: how it is read, and what may be wrong with it. Hints, never verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from compliance.diagnostics import Text
from compliance.findings.assessment import LogRead
from compliance.findings.finding import Source


@dataclass(frozen=True, slots=True)
class Example:
    """One instance of what a hint speaks of, in words, with the first rows where it stands."""

    said: Text
    places: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that a person should look at."""

    code: str
    """`inspect/…`, the same in every version."""
    count: int
    """How many there are of what `found` counts, those not shown included."""
    found: Text
    why: Text
    """Why it matters, and what harmless cause it may have."""
    to_do: Text
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A ruleset by whose names the log was read, and why this one."""

    id: str
    title: str
    chosen: Text


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything that is said of a log before it is checked."""

    as_of: datetime
    rulesets: tuple[Vocabulary, ...]
    calendar: Text
    """The working days that days off were told by."""
    log: LogRead
    hints: tuple[Hint, ...]
    language: Literal["zh", "en"] = "zh"
