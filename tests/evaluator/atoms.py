"""Atoms, completion and the verdict over them [semantics.md, Atoms and completion; Verdicts]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from compliance.calendars import Interval
from compliance.findings import Verdict
from compliance.rulesets.model import CheckedRule

from .conditions import holds
from .instants import NEVER
from .log_files import Event

Times = list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Atom:
    """A thing that must have happened: when, at the earliest and the latest; None: no candidate shows it."""

    kind: str
    name: str
    time: Interval | None
    only_maybe: bool = False
    """It counts only because the log has no column that would say so."""


def atoms(rule: CheckedRule, candidates: Sequence[Event], times: int = 1, nils: Sequence[Event] = ()) -> list[Atom]:
    """The atoms of an obligation. A nil return "satisfies every atom of a calendar duty, whatever `when` and K say"."""
    nil = [(e.lo, e.hi) for e in nils]
    found = [Atom("act", "", _first([*_kth(candidates, times), *nil]))]
    for group in rule.channels:
        found.append(_claimed("channel", "|".join(group), group, lambda e: e.channels, candidates, nil))
    for element in rule.elements:
        found.append(_claimed("element", element, (element,), lambda e: e.elements, candidates, nil))
    for condition, text in rule.require:
        true = [(e.lo, e.hi) for e in candidates if holds(condition, e)]
        found.append(Atom("requirement", text, _first([*true, *nil])))
    return found


def _kth(candidates: Sequence[Event], k: int) -> Times:
    """Says the spec: "for "at least K times", the K-th smallest candidate (by `lo`, and by `hi`, separately)"."""
    if len(candidates) < k:
        return []
    return [(sorted(e.lo for e in candidates)[k - 1], sorted(e.hi for e in candidates)[k - 1])]


def _claimed(
    kind: str,
    name: str,
    any_of: Sequence[str],
    claims: Callable[[Event], frozenset[str] | None],
    candidates: Sequence[Event],
    nil: Times,
) -> Atom:
    """Says the spec: "An event from a log that has no channel column … at all may have been on any channel …: it counts as `[lo, ∞)`"."""
    surely, maybe = list(nil), []
    for event in candidates:
        said = claims(event)
        if said is None:
            maybe.append((event.lo, NEVER))
        elif said & set(any_of):
            surely.append((event.lo, event.hi))
    return Atom(kind, name, _first([*surely, *maybe]), only_maybe=not surely and bool(maybe))


def _first(times: Times) -> Interval | None:
    """Says the spec: "An atom's time is the minimum over its candidates of `lo`, and of `hi`."."""
    return Interval(min(lo for lo, _ in times), min(hi for _, hi in times)) if times else None


def completion(found: Sequence[Atom]) -> Interval | None:
    """Says the spec: "The completion is the maximum over the atoms …; it exists when every atom has a time."."""
    times = [atom.time for atom in found if atom.time]
    if len(times) < len(found):
        return None
    return Interval(max(t.lo for t in times), max(t.hi for t in times))


def completing(completed: Interval | None, acts: Sequence[Event]) -> tuple[Interval, ...]:
    """The acts that begin when the completion begins: one of them completed it."""
    return tuple(act.time for act in acts if completed and act.lo == completed.lo)


def verdict(due: Interval, completed: Interval | None, as_of: datetime, begun: bool) -> Verdict:
    """The rows of the table of verdicts from `met` on; `begun`: "the act's atom has some candidate"."""
    if completed:
        if completed.hi <= due.lo:
            return Verdict.MET
        return Verdict.LATE if completed.lo > due.hi else Verdict.UNDETERMINED
    if as_of < due.lo:
        return Verdict.PENDING
    if as_of >= due.hi:
        return Verdict.INCOMPLETE if begun else Verdict.MISSING
    return Verdict.UNDETERMINED


def lacking(found: Sequence[Atom], kind: str) -> tuple[str, ...]:
    """The names of the atoms of a kind that no candidate shows."""
    return tuple(atom.name for atom in found if atom.kind == kind and atom.time is None)
