"""How findings spread over time: matter by month of the due date, and how late what came late was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.findings.verdict import GAPS, Verdict

MOST_MATTERS = 30
MOST_MONTHS = 24
LATENESS = (0, 3, 7, 15, 30, 90)
"""The longest lateness of each step of the histogram, in whole days; the last step has no end."""


@dataclass(frozen=True, slots=True)
class MatterMonths:
    """One matter: what became of its obligations, by the month (`2018-03`) in which they were due.

    A month that is not there had nothing due: that is not the same as one in which something was due and nothing came.
    """

    matter: str
    months: Mapping[str, Mapping[Verdict, int]]


@dataclass(frozen=True, slots=True)
class Months:
    """The matters with most gaps first, over months that follow each other without a hole."""

    months: tuple[str, ...] = ()
    matters: tuple[MatterMonths, ...] = ()
    more: int = 0
    """Matters left out, which have no more gaps than those shown."""
    outside: int = 0
    """Obligations due in months that are not shown."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many came late by `first` to `last` whole days; `last` None: or more."""

    first: int
    last: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Both pictures of one assessment. Questions for a person have no act that could come late and are left out."""

    months: Months = field(default_factory=Months)
    lateness: tuple[Lateness, ...] = ()


def months(counts: Iterable[tuple[str, date, Verdict, int]], as_of: date) -> Months:
    """The months of (matter, first day of the month, verdict, how many); at most `MOST_MATTERS` by `MOST_MONTHS`."""
    cells: dict[str, dict[str, dict[Verdict, int]]] = {}
    seen: dict[date, int] = {}
    for matter, month, verdict, n in counts:
        cell = cells.setdefault(matter, {}).setdefault(f"{month:%Y-%m}", {})
        cell[verdict] = cell.get(verdict, 0) + n
        seen[month] = seen.get(month, 0) + n
    shown = _span(seen, as_of)
    ranked = sorted(cells, key=lambda matter: (-_gaps(cells[matter]), matter))
    names = [f"{month:%Y-%m}" for month in shown]
    return Months(
        months=tuple(names),
        matters=tuple(
            MatterMonths(matter, {name: cells[matter][name] for name in names if name in cells[matter]})
            for matter in ranked[:MOST_MATTERS]
        ),
        more=max(0, len(ranked) - MOST_MATTERS),
        outside=sum(n for month, n in seen.items() if month not in shown),
    )


def _span(seen: Iterable[date], as_of: date) -> list[date]:
    """Every month from the first to the last; of too many those up to the as-of date, or the first where all lie after it."""
    found = sorted(seen)
    if not found:
        return []
    every = [found[0]]
    while every[-1] < found[-1]:
        every.append(_next(every[-1]))
    if len(every) <= MOST_MONTHS:
        return every
    past = sum(month <= as_of for month in every)
    end = max(MOST_MONTHS, min(len(every), past))
    return every[end - MOST_MONTHS : end]


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _gaps(found: Mapping[str, Mapping[Verdict, int]]) -> int:
    return sum(counts.get(verdict, 0) for counts in found.values() for verdict in GAPS)


def lateness(days: Iterable[tuple[int, int]]) -> tuple[Lateness, ...]:
    """The histogram of (whole days late, how many); no steps where nothing was late."""
    listed = list(days)
    if not listed:
        return ()
    firsts = (0, *(longest + 1 for longest in LATENESS))
    lasts = (*LATENESS, None)
    return tuple(
        Lateness(first, last, sum(n for late, n in listed if first <= late and (last is None or late <= last)))
        for first, last in zip(firsts, lasts, strict=True)
    )
