"""Times how long a report takes once everything is evaluated.

    python benchmarks/report.py [--findings N]... [--format NAME] [--times N]

A ledger of as many cases is made up, a third of them in time, a third late, a third without a publication, and checked
once. The first report of a process also compiles the templates or imports what writes the format, so it is told apart
from the best of those that follow. Figures are printed, and never fail: times drift on a shared machine.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from compliance.checking.check import Request, checked
from compliance.engine.evaluate import Asked
from compliance.reports import FORMATS, Format, Manner, named

RULE = "预决算 批准后20个工作日内公开"
AGENCIES = ("财政局", "教育局", "民政局", "人社局", "住建局", "卫生健康局", "应急管理局")
FIRST = date(2018, 1, 2)


def ledger(cases: int) -> str:
    """A ledger with a case a row, approved on the days of half a year in turn."""
    rows = ["文号,事项,单位,批准日期,公开日期"]
    for n in range(cases):
        approved = FIRST + timedelta(days=n % 180)
        published = (approved + timedelta(days=14), approved + timedelta(days=60), "")[n % 3]
        rows.append(f"2018-{n:05},预决算,{AGENCIES[n % len(AGENCIES)]},{approved},{published}")
    return "\n".join(rows) + "\n"


def timed(findings: int, form: Format, times: int) -> str:
    """A line with the size of the report, the time of the first and of the best that follow."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        log.write_text(ledger(findings), "utf-8")
        asked = Asked(as_of=datetime(2018, 12, 31, 23, 59, 59, 999999))
        with checked(Request(logs=(str(log),), asked=asked, rules=(RULE,))) as assessment:
            fetching = min(_milliseconds(lambda: list(assessment.findings)) for _ in range(times))
            took, size = [], 0
            for _ in range(times + 1):
                out = io.BytesIO()
                took.append(_milliseconds(partial(form.write, assessment, Manner(), out)))
                size = len(out.getvalue())
    best = min(took[1:])
    return (
        f"{findings:,} findings: {size:,} bytes, first {took[0]:.0f} ms, then {best:.0f} ms at best, "
        f"of which {fetching:.0f} ms to put findings into words"
    )


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Times a report once everything is evaluated.")
    parser.add_argument("--findings", type=int, action="append", help="how many findings; 266 and 2,000 unless given")
    parser.add_argument("--format", default="html", choices=[known.name for known in FORMATS])
    parser.add_argument("--times", type=int, default=5)
    told = parser.parse_args()
    form = named(told.format)
    assert form is not None
    for findings in told.findings or (266, 2000):
        print(timed(findings, form, told.times), flush=True)


if __name__ == "__main__":
    main()
