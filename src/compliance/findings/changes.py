"""Two assessments compared: which gaps are new, still open, put right or back, finding by finding.

Findings are paired by their identity (`identity`). Of several with one identity, those first pair that also have the same verdict
and the same dates, the others in the order of their rows. What is left pairs where the rest of the identity, without the time of
the trigger, is the only one of its kind in both: a date that was corrected makes no other obligation of a numbered case. A trigger
that the other report was not asked about (`--from`, `--to`) is no date that was corrected: it was judged by one of them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.diagnostics import Text
from compliance.findings.verdict import Modality, Verdict


class Status(StrEnum):
    """What became of a finding between two reports."""

    RELAPSED = "relapsed"
    NEW = "new"
    STILL = "still open"
    PUT_RIGHT = "put right"
    GONE = "gone"
    CHANGED = "changed"

    @property
    def words(self) -> Text:
        """The status in words."""
        return _WORDS[self]


_WORDS = {
    Status.RELAPSED: Text("反弹", "relapsed"),
    Status.NEW: Text("新增", "new"),
    Status.STILL: Text("未整改", "still open"),
    Status.PUT_RIGHT: Text("已整改", "put right"),
    Status.GONE: Text("不再出现", "gone"),
    Status.CHANGED: Text("结论变化", "changed"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as an earlier report has it. Times are as the report writes them, `place` is the record of its trigger."""

    identity: str
    loose: str | None
    """The identity without the time of the trigger; None where the case has no number."""
    ruleset: str
    rule: str
    duty: int
    matter: str
    agency: str
    case: str | None
    period: str | None
    verdict: Verdict
    modality: Modality
    trigger: str | None
    due: str | None
    completed: str | None
    waived: bool
    reason: str
    citation: str | None
    place: tuple[str, int]

    @property
    def is_gap(self) -> bool:
        """Whether it is a gap that counts."""
        return self.verdict.is_gap and not self.waived


@dataclass(frozen=True, slots=True)
class Cut:
    """The days of the triggers that a report was asked about; None: from ever, for ever."""

    first: date | None = None
    last: date | None = None

    def has(self, trigger: str | None) -> bool:
        """Whether the trigger, as a report writes it, is among them."""
        if trigger is None:
            return True
        day = f"{trigger}-01-01"[:10]  # 2018 and 2018-02 are judged by their first day.
        first, last = (end.isoformat() if end else None for end in (self.first, self.last))
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Change:
    """A finding of which there is something to say; `old` or `new` is None where that report does not have it."""

    status: Status
    old: Known | None
    new: Known | None

    @property
    def now(self) -> Known:
        """The finding as the later of the reports that have it says."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, those of one status in the order of the new report (gone: of the old), and how many findings have none."""

    changes: tuple[Change, ...]
    unchanged: int

    def of(self, status: Status) -> tuple[Change, ...]:
        """Those of one status."""
        return tuple(change for change in self.changes if change.status is status)


def compare(old: Sequence[Known], new: Sequence[Known], cuts: Sequence[Cut] = ()) -> Changes:
    """What became of the findings of one report in another; `cuts`: what each of the two was asked about."""
    partner = _pairs(old, new, cuts)
    found = [(old[partner[n]] if n in partner else None, now) for n, now in enumerate(new)]
    changes = [Change(status, was, now) for was, now in found if (status := _status(was, now))]
    taken = set(partner.values())
    gone = [was for n, was in enumerate(old) if n not in taken]
    changes += [Change(Status.GONE, was, None) for was in gone if was.verdict.is_gap]
    unchanged = sum(was is not None and not _status(was, now) for was, now in found)
    order = list(Status)
    return Changes(tuple(sorted(changes, key=lambda change: order.index(change.status))), unchanged)


def _status(old: Known | None, new: Known) -> Status | None:
    """None: there is nothing to say of it."""
    if new.is_gap:
        if old is None:
            return Status.NEW
        if old.verdict.is_gap:
            return Status.PUT_RIGHT if _done_late(old, new) else Status.STILL
        # What was not due yet, or not to be decided, has never been right.
        return Status.RELAPSED if old.verdict is Verdict.MET else Status.NEW
    if old is None or (old.verdict, old.waived) == (new.verdict, new.waived):
        return None
    right = old.verdict.is_gap and (new.verdict is Verdict.MET or _done_late(old, new))
    return Status.PUT_RIGHT if right else Status.CHANGED


def _done_late(old: Known, new: Known) -> bool:
    """What was lacking has been done since: a deadline that has passed stays passed, as a recheck says, too."""
    return old.verdict is not Verdict.LATE and new.verdict is Verdict.LATE


def _pairs(old: Sequence[Known], new: Sequence[Known], cuts: Sequence[Cut]) -> dict[int, int]:
    """Places in `new` to places in `old`."""

    def loose(known: Known) -> str | None:
        return known.loose if all(cut.has(known.trigger) for cut in cuts) else None

    pairs: dict[int, int] = {}
    _by(lambda known: (known.identity, known.verdict, known.due, known.completed), old, new, pairs, only=False)
    _by(lambda known: known.identity, old, new, pairs, only=False)
    _by(loose, old, new, pairs, only=True)
    return pairs


def _by(
    key: Callable[[Known], Hashable], old: Sequence[Known], new: Sequence[Known], pairs: dict[int, int], only: bool
) -> None:
    """Pairs what is left and has the same key, in the order of rows; `only`: where it is one on either side."""
    taken = set(pairs.values())
    before = _buckets(key, old, (n for n in range(len(old)) if n not in taken))
    after = _buckets(key, new, (n for n in range(len(new)) if n not in pairs))
    for value, places in after.items():
        others = before.get(value, [])
        if not only or len(places) == len(others) == 1:
            pairs.update(zip(places, others, strict=False))


def _buckets(
    key: Callable[[Known], Hashable], findings: Sequence[Known], places: Iterable[int]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for n in places:
        if (value := key(findings[n])) is not None:
            found[value].append(n)
    for several in found.values():
        several.sort(key=lambda n: findings[n].place)
    return found
