"""A saved report held against what the same inputs give today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from compliance.diagnostics import Text


class Kind(StrEnum):
    """What a report was made of."""

    LOG = "log"
    RULESET = "ruleset"
    MAPPING = "mapping"
    WAIVERS = "waivers"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a report was made of: its SHA-256 as the report has it and as it is now; None where there is none."""

    kind: Kind
    name: str
    """As the report calls it."""
    before: str | None
    now: str | None

    @property
    def same(self) -> bool:
        """Whether it has not changed."""
        return self.before == self.now


class Became(StrEnum):
    """What became of a finding that does not hold as it stands."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"

    @property
    def words(self) -> Text:
        """The same in words."""
        return _WORDS[self]


_WORDS = {
    Became.CHANGED: Text("有出入", "differs"),
    Became.GONE: Text("复算没有", "not found again"),
    Became.NEW: Text("报告没有", "not in the report"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One key with its value in the report and its value now, as JSON has them."""

    key: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Differing:
    """A finding that does not hold as it stands, as the report has it (new: as it is now)."""

    became: Became
    record: Mapping[str, Any]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """A report held against a new computation."""

    report: str
    as_of: datetime
    version: tuple[str, str]
    """Of the tool: that which made the report, and this one."""
    calendars: tuple[tuple[str, str], ...]
    """Of each ruleset whose calendar has another source now: the source before and now."""
    sources: tuple[Source, ...]
    same: int
    """Findings that hold as they stand."""
    differing: tuple[Differing, ...]
    totals: tuple[Difference, ...]
    """What differs of the rest: counts, scores, rejected rows, and so on."""
    outputs: Mapping[str, bool | None] = field(default_factory=dict)
    """Other files of the same run that lie beside the report: whether their bytes are those that it gives now; None where that does not
    tell, as another version wrote them or they went on from an earlier report.
    """

    @property
    def holds(self) -> bool:
        """Whether every finding and total holds and nothing that the report was made of has changed."""
        return (
            not self.differing
            and not self.totals
            and all(source.same for source in self.sources)
            and False not in self.outputs.values()
        )

    def of(self, became: Became) -> Sequence[Differing]:
        """Those of one kind."""
        return [one for one in self.differing if one.became is became]


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a list: its SHA-256 as listed and as it is now; None where there is no such file."""

    name: str
    before: str
    now: str | None


@dataclass(frozen=True, slots=True)
class ListVerified:
    """A list of SHA-256 held against the files."""

    path: str
    files: tuple[Listed, ...]
    strangers: tuple[str, ...] = ()
    """Files beside the list that it does not have."""

    @property
    def holds(self) -> bool:
        """Whether every file is there and as listed."""
        return all(one.now == one.before for one in self.files)
