"""The geometry of what the templates draw: bars, columns and time lines, in whole units of their view boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compliance.calendars.interval import day_start
from compliance.findings import Finding, Verdict
from compliance.findings.phrases import instant
from compliance.reports.figures import LISTED

BAR = 240
"""Width of a bar's view box."""
LINE = 148
MARGIN = 6
"""A time line is `LINE` wide, with `MARGIN` to each side for its marks."""
COLUMN = 90
"""Width of a column of the histogram with the space around it."""
TALLEST = 80
"""Height of the highest column."""
SHORTEST = 7
"""Time over is drawn at least so long, to be seen at all."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: the verdict whose pattern fills it, where it begins and how wide it is."""

    verdict: str
    x: int
    width: int


def stacked(counts: Mapping[Verdict, int]) -> tuple[Segment, ...]:
    """One bar of all verdicts, failures first; whoever has one finding has at least one unit."""
    total = sum(counts.get(verdict, 0) for verdict in LISTED)
    segments, x, done = [], 0, 0
    for verdict in LISTED:
        n = counts.get(verdict, 0)
        done += n
        end = max(x + bool(n), round(BAR * done / total)) if total else 0
        if n:
            segments.append(Segment(verdict.value, x, end - x))
        x = end
    return tuple(segments)


def length(part: int, whole: int) -> int:
    """A plain bar; anything is at least two units long."""
    return max(2, round(BAR * part / whole)) if part and whole else 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a histogram: its middle, its height, how many it stands for and what it is called."""

    x: int
    height: int
    count: int
    label: str


def columns(counts: Sequence[int], labels: Sequence[str]) -> tuple[Column, ...]:
    """The columns side by side; anything is at least two units high."""
    most = max(counts, default=0)
    return tuple(
        Column(COLUMN * n + COLUMN // 2, max(2, round(TALLEST * count / most)) if count else 0, count, label)
        for n, (count, label) in enumerate(zip(counts, labels, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where trigger, due date and act stand on the line; `over` is the stretch between due and act or now."""

    trigger: int | None
    due: int
    act: int | None
    over: tuple[int, int] | None
    done: bool


def timeline(finding: Finding, as_of: datetime) -> Timeline | None:
    """The time line of a gap; None where there are not two moments to show."""
    if finding.due is None:
        return None
    trigger = finding.trigger.lo if finding.trigger else None
    act = finding.completed.lo if finding.completed else None
    due, end = _shown(finding.due.hi), act or _shown(as_of)
    moments = [moment for moment in (trigger, due, end) if moment]
    first, last = min(moments), max(moments)
    if first == last:
        return None

    def place(moment: datetime) -> int:
        return MARGIN + round(LINE * ((moment - first) / (last - first)))

    mark = place(due)
    over = (min(mark, place(end) - SHORTEST), place(end)) if end > due else None
    return Timeline(
        trigger=place(trigger) if trigger else None,
        due=over[0] if over else mark,
        act=place(act) if act else None,
        over=over,
        done=act is not None,
    )


def _shown(moment: datetime) -> datetime:
    """The end of a day is drawn where the day begins, as a date without a time of day is."""
    return moment if instant(moment) != moment.date().isoformat() else day_start(moment.date())
