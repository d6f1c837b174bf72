"""Times how long a report takes once everything is evaluated.

    python benchmarks/report.py [--findings N]... [--gaps PERCENT] [--format NAME] [--times N]

A ledger of as many cases is made up, of which a share are gaps, late and without a publication in turn, and checked once.
Few findings are put into words once for all reports; the time of a report of many contains it. The first report of a process
also compiles the templates or imports what writes the format, so it is told apart from the best of those that follow.
Figures are printed, and never fail: times drift on a shared machine.
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
from compliance.engine.asked import Asked
from compliance.reports import FORMATS, Format, Manner, named

RULE = "预决算 批准后20个工作日内公开"
AGENCIES = ("财政局", "教育局", "民政局", "人社局", "住建局", "卫生健康局", "应急管理局")
FIRST = date(2018, 1, 2)


def ledger(cases: int, gaps: int = 67) -> str:
    """A ledger with a case a row, approved on the days of half a year in turn; so many of a hundred are gaps."""
    rows = ["文号,事项,单位,批准日期,公开日期"]
    for n in range(cases):
        approved = FIRST + timedelta(days=n % 180)
        gap = n * gaps // 100 != (n + 1) * gaps // 100
        late = n * gaps // 200 != (n + 1) * gaps // 200
        published = "" if gap and not late else approved + timedelta(days=60 if gap else 14)
        rows.append(f"2018-{n:05},预决算,{AGENCIES[n % len(AGENCIES)]},{approved},{published}")
    return "\n".join(rows) + "\n"


def timed(findings: int, gaps: int, form: Format, times: int) -> str:
    """A line with the size of the report, the time of the first and of the best that follow."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        log.write_text(ledger(findings, gaps), "utf-8")
        asked = Asked(as_of=datetime(2018, 12, 31, 23, 59, 59, 999999))
        with checked(Request(logs=(str(log),), asked=asked, rules=(RULE,))) as assessment:
            fetching = _milliseconds(lambda: list(assessment.findings))
            took, size = [], 0
            for _ in range(times + 1):
                out = io.BytesIO()
                took.append(_milliseconds(partial(form.write, assessment, Manner(), out)))
                size = len(out.getvalue())
    best = min(took[1:])
    return (
        f"{findings:,} findings: {fetching:.0f} ms to put them into words, first report {took[0]:.0f} ms, "
        f"then {best:.0f} ms at best, {size:,} bytes"
    )


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Times a report once everything is evaluated.")
    parser.add_argument("--findings", type=int, action="append", help="how many findings; 266 and 2,000 unless given")
    parser.add_argument("--gaps", type=int, default=67, help="how many of a hundred findings are gaps")
    parser.add_argument("--format", default="html", choices=[known.name for known in FORMATS])
    parser.add_argument("--times", type=int, default=5)
    told = parser.parse_args()
    form = named(told.format)
    assert form is not None
    for findings in told.findings or (266, 2000):
        print(timed(findings, told.gaps, form, told.times), flush=True)


if __name__ == "__main__":
    main()
