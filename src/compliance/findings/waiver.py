"""Waivers: decisions after the fact not to count a gap. It stays visible; what it says about itself is said here once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from compliance.diagnostics import Place, Text


class Standing(StrEnum):
    """Whether a waiver holds as of a date."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    NOT_YET = "not yet in force"
    VETO = "not allowed"
    """A rule of which no gap may be waived (`veto`)."""

    @property
    def words(self) -> Text:
        """The standing in words."""
        return _WORDS[self]


_WORDS = {
    Standing.IN_FORCE: Text("有效，不计入问题", "in force, not counted as a gap"),
    Standing.EXPIRED: Text("已到期，重新计入问题", "expired, counted as a gap again"),
    Standing.NOT_YET: Text("尚未生效，计入问题", "not in force yet, counted as a gap"),
    Standing.VETO: Text("单项否决事项不得暂缓，计入问题", "a veto item cannot be waived, counted as a gap"),
}
_IDLE = {
    Standing.IN_FORCE: Text("没有对应的问题", "for no gap"),
    Standing.EXPIRED: Text("已到期，没有对应的问题", "expired, for no gap"),
    Standing.NOT_YET: Text("尚未生效，没有对应的问题", "not in force yet, for no gap"),
    Standing.VETO: Text("单项否决事项不得暂缓，没有对应的问题", "a veto item cannot be waived, for no gap"),
}
"""Where no gap is, none is counted again."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Gaps of a rule that are not counted: of all agencies or one, in all cases or periods or one; None leaves it open."""

    rule: str
    reason: str
    approver: str
    end: date
    """The last day on which it holds."""
    start: date | None = None
    """The first day on which it holds; None: ever since."""
    ruleset: str | None = None
    agency: str | None = None
    case: str | None = None
    period: str | None = None
    place: Place | None = field(default=None, compare=False)
    """Where it stands in its file."""

    def standing(self, as_of: datetime, veto: bool = False) -> Standing:
        """Whether it holds on the day of `as_of`; `veto` says that the rule's gaps cannot be waived."""
        if veto:
            return Standing.VETO
        day = as_of.date()
        if day > self.end:
            return Standing.EXPIRED
        return Standing.NOT_YET if self.start and day < self.start else Standing.IN_FORCE

    def sentence(self, standing: Standing) -> Text:
        """暂缓：张某批准，2018-09-01至2018-12-31，理由：系统升级；有效，不计入问题。"""
        since = Text(f"{self.start}至{self.end}", f"{self.start} to {self.end}")
        span = since if self.start else Text(f"至{self.end}止", f"until {self.end}")
        now = standing.words
        return Text(
            f"暂缓：{self.approver}批准，{span.zh}，理由：{self.reason}；{now.zh}。",
            f"Waiver: approved by {self.approver}, {span.en}, because: {self.reason}; {now.en}.",
        )


@dataclass(frozen=True, slots=True)
class WaiverUsed:
    """A waiver as of the date of an assessment, and how many gaps it is for."""

    waiver: Waiver
    standing: Standing
    gaps: int

    @property
    def words(self) -> Text:
        """Its standing in words, the same in every format."""
        return self.standing.words if self.gaps else _IDLE[self.standing]
