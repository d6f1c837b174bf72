"""What every peer is asked: which log, which deadlines, on which day a figure in working days ends, judged as of when.

    python PEER.py LOG.csv RULES_FOLDER AS_OF

A peer answers with one line of JSON, the last of its output: how many obligations got each verdict.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import chinese_calendar

DEADLINE = re.compile(r"\[(\w+)] (\S+) (.+) within (\d+) ?(h|days|working days) of (\w+)")
FIRST, LAST = date(2016, 1, 1), date(2022, 12, 31)
"""Days around those of the workload; the calendar knows them all."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A rule of the plain workload; the unit is `h`, `days` or `working days`."""

    id: str
    matter: str
    action: str
    number: int
    unit: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Question:
    """The log's file, the deadlines, the last instant that is seen."""

    log: Path
    deadlines: tuple[Deadline, ...]
    as_of: datetime

    @property
    def ends(self) -> list[tuple[date, int, date]]:
        """For each day and each figure in working days the day on which it ends."""
        return working_days_after({rule.number for rule in self.deadlines if rule.unit == "working days"})


def read(lines: Iterable[str]) -> tuple[Deadline, ...]:
    """The deadlines that lines of the rule language state.

    Raises:
        ValueError: a line is another duty, or asks for more than a deadline; no peer can say it.
    """
    found = []
    for line in lines:
        told = DEADLINE.fullmatch(line.strip())
        if told is None:
            raise ValueError(f"not a bare deadline: {line.strip()}")
        id_, matter, action, number, unit, trigger = told.groups()
        found.append(Deadline(id_, matter, action, int(number), unit, trigger))
    return tuple(found)


def working_days_after(figures: set[int]) -> list[tuple[date, int, date]]:
    """Start, figure and end, for every day; a figure that the calendar does not reach is left out."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    ends = []
    for day in days:
        after = bisect_right(worked, day)
        ends += [(day, n, worked[after + n - 1]) for n in sorted(figures) if after + n <= len(worked)]
    return ends


def asked() -> Question:
    """The question of the command line."""
    log, folder, as_of = sys.argv[1:4]
    lines = (Path(folder) / "bench.rules").read_text(encoding="utf-8").splitlines()
    return Question(Path(log), read(lines), datetime.combine(date.fromisoformat(as_of), time.max))


def answer(counts: Mapping[str, int]) -> None:
    """Print the counts, without those of nothing."""
    print(json.dumps({verdict: int(n) for verdict, n in sorted(counts.items()) if n}))
