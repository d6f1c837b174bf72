"""The verdicts an obligation can have, and how binding a duty is."""

from __future__ import annotations

from enum import StrEnum

from compliance.diagnostics import Text


class Verdict(StrEnum):
    """What became of an obligation."""

    MISSING = "missing"
    LATE = "late"
    INCOMPLETE = "incomplete"
    UNDETERMINED = "undetermined"
    MANUAL = "manual"
    PENDING = "pending"
    MET = "met"
    EXEMPT = "exempt"

    @property
    def words(self) -> Text:
        """The verdict in words."""
        return _WORDS[self]

    @property
    def is_gap(self) -> bool:
        """Whether the verdict is a gap: late, incomplete or missing."""
        return self in GAPS


_WORDS = {
    Verdict.MISSING: Text("未公开", "missing"),
    Verdict.LATE: Text("逾期", "late"),
    Verdict.INCOMPLETE: Text("不完整", "incomplete"),
    Verdict.UNDETERMINED: Text("待核实", "undetermined"),
    Verdict.MANUAL: Text("人工核查", "manual"),
    Verdict.PENDING: Text("未到期", "pending"),
    Verdict.MET: Text("合规", "met"),
    Verdict.EXEMPT: Text("依法豁免", "exempt"),
}
VERDICTS = tuple(Verdict)
GAPS = (Verdict.MISSING, Verdict.LATE, Verdict.INCOMPLETE)


class Modality(StrEnum):
    """How binding a duty is: 必须, 原则上, 鼓励."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"

    @property
    def words(self) -> Text:
        """The modality in words."""
        return {"must": Text("必须", "must"), "should": Text("原则上", "should"), "may": Text("鼓励", "may")}[self]
