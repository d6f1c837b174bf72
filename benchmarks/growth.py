"""How time and memory grow with events, with rules and with findings: measured points, a picture, the deviation in words."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import made
import plot
import processes
import side_by_side
import workload
from made import Made, check

STEPS = 5
MOST_RULES = 1010
AGAINST = ("events", "rules", "findings")


@dataclass(frozen=True, slots=True)
class Point:
    """What a check took: what was varied, the sizes, the median time in seconds, the highest peak in megabytes."""

    against: str
    events: int
    rules: int
    findings: int
    seconds: float
    megabytes: float

    @property
    def size(self) -> int:
        """How much there was of what was varied."""
        return {"events": self.events, "rules": self.rules, "findings": self.findings}[self.against]


def measured(folder: Path, events: int, times: int) -> Iterable[Point]:
    """Points for a summary against events and against rules, and for findings to Parquet against findings."""
    whole = Made(folder, events)
    for step in range(1, STEPS + 1):
        yield point("events", Made(folder, events * step // STEPS), made.RULES, times)
    for against in ("rules", "findings"):
        for step in range(STEPS):
            count = made.RULES + (MOST_RULES - made.RULES) * step // (STEPS - 1)
            yield point(against, whole, count, times)


def point(against: str, of: Made, rules: int, times: int) -> Point:
    """The median of some runs; findings are written where they are what is varied, and counted by the naive statement."""
    log, folder, report = of.log(), of.rules(rules), of.report()
    command = check(log, folder, *(("-o", str(report)) if against == "findings" else ()))
    seconds, megabytes = processes.usual([processes.run(command) for _ in range(times)])
    report.unlink(missing_ok=True)
    naive = [sys.executable, str(side_by_side.PEERS / "naive_sql.py"), str(log), str(folder), workload.LAST_DAY]
    counts = json.loads(subprocess.run(naive, capture_output=True, text=True, check=True).stdout)
    return Point(against, of.events, rules, sum(counts.values()), round(seconds, 3), round(megabytes, 1))


def write_points(points: Iterable[Point], path: Path) -> None:
    """The points as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Point))
        writer.writerows(astuple(one) for one in points)


def read_points(path: Path) -> list[Point]:
    """The points of a CSV file that `write_points` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Point(
                row["against"],
                int(row["events"]),
                int(row["rules"]),
                int(row["findings"]),
                float(row["seconds"]),
                float(row["megabytes"]),
            )
            for row in csv.DictReader(file)
        ]


def picture(points: Sequence[Point]) -> str:
    """Time above, memory below, against events, rules and findings."""
    rows = [
        [
            plot.Panel(against, up, [(p.size, getattr(p, name)) for p in points if p.against == against])
            for against in AGAINST
        ]
        for name, up in (("seconds", "seconds"), ("megabytes", "peak MB"))
    ]
    return plot.svg(rows, "Time and memory of a check against events, rules and findings")


def words(points: Sequence[Point]) -> list[str]:
    """For each of the three how time grows, and how far the points of time and of memory lie from a line."""
    said = []
    for against, unit in zip(AGAINST, (1_000_000, 100, 1_000_000), strict=True):
        of = [p for p in points if p.against == against]
        times, peaks = [(p.size, p.seconds) for p in of], [(p.size, p.megabytes) for p in of]
        line, peak = plot.fitted(times), plot.fitted(peaks)
        what = "summary and findings to Parquet" if against == "findings" else "summary only"
        said.append(
            f"- **{against}** ({what}): {line.at_zero:.2f} s and {line.slope * unit:.2f} s for each {unit:,} {against}; "
            f"the farthest of {len(of)} points lies {plot.deviation(times):.0%} off the line. Memory: {peak.at_zero:,.0f} MB "
            f"and {peak.slope * unit:,.0f} MB for each {unit:,}; the farthest lies {plot.deviation(peaks):.0%} off."
        )
    return said
