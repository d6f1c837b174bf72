"""Many checks: at once in processes of their own, and one after the other in one process, each held against what it must say.

    python benchmarks/load.py [--processes N] [--ledgers N] [--seconds N]

At once: the same check in N processes must end alike, to the byte. One after the other: ledgers are drawn whose verdicts are
known beforehand, N of them or as many as fit into so many seconds, each with the reports that are asked for most. After a
first part, in which caches fill, memory must stay where it is. Ends with status 1 where a verdict is wrong, a process ends
differently, or memory grows by more than `GROWTH` a thousand ledgers.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from compliance.checking.check import Request, checked
from compliance.engine.evaluate import Asked
from compliance.reports import Manner, named

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ("examples/tongjiang-2018.csv", "-r", "tongjiang-2018", "--as-of", "2018-12-31", "--format", "json")
RULE = "预决算 批准后20日内公开"
AS_OF = datetime(2018, 12, 31, 23, 59, 59, 999999)
AGENCIES = ("财政局", "教育局", "民政局", "人社局", "住建局")
FORMATS = ("text", "json", "html")
FIRST = 0.25
"""The part of the ledgers after which memory is looked at."""
GROWTH = 2.0
"""Megabytes for a thousand ledgers: what a page more or less of the allocator comes to, and no leak."""


def at_once(processes: int) -> list[str]:
    """What is wrong with so many checks of the example at once; they must end with status 1, for it has gaps."""
    command = [sys.executable, "-m", "compliance", "check", *EXAMPLE]
    # A report says when it was made.
    same = os.environ | {"SOURCE_DATE_EPOCH": "1546300800"}
    running = [
        subprocess.Popen(command, cwd=ROOT, env=same, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(processes)
    ]
    ended = [(process.communicate(), process.returncode) for process in running]
    found = Counter((hashlib.sha256(out).hexdigest()[:12], status) for (out, _), status in ended)
    print(f"{processes} processes at once: {len(found)} different endings", flush=True)
    if len(found) == 1 and next(iter(found))[1] == 1:
        return []
    said = {err.decode("utf-8", "replace").strip()[-300:] for (_, err), status in ended if status != 1}
    return [f"{n} times {digest}, status {status}" for (digest, status), n in found.items()] + sorted(said)


def drawn(draw: Random) -> tuple[str, Counter[str]]:
    """A ledger of 1 to 60 cases, and how many must be met, late, missing and pending as of the end of 2018."""
    rows, expected = ["文号,事项,单位,批准日期,公开日期"], Counter[str]()
    for n in range(draw.randint(1, 60)):
        approved = date(2018, 1, 1) + timedelta(days=draw.randint(0, 360))
        after = draw.choice((None, draw.randint(0, 20), draw.randint(21, 60)))
        published = approved + timedelta(days=after) if after is not None else None
        seen = published is not None and published <= AS_OF.date()
        if seen:
            verdict = "met" if after is not None and after <= 20 else "late"
        else:
            verdict = "pending" if approved + timedelta(days=20) >= AS_OF.date() else "missing"
        # The last day allowed is over with its last microsecond, as which the instant is meant.
        if not seen and approved + timedelta(days=20) == AS_OF.date():
            verdict = "missing"
        expected[verdict] += 1
        rows.append(f"{n},预决算,{draw.choice(AGENCIES)},{approved},{published or ''}")
    return "\n".join(rows) + "\n", expected


def in_a_loop(ledgers: int, seconds: float) -> Iterator[str]:
    """What is wrong with ledgers checked one after the other; prints how memory goes."""
    draw, began, done, wrong = Random(2018), time.monotonic(), 0, 0
    held: list[tuple[int, float]] = []
    every = max(1, ledgers // 20) if ledgers else 50
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "台账.csv"
        while (done < ledgers) if ledgers else (time.monotonic() - began < seconds):
            text, expected = drawn(draw)
            log.write_text(text, "utf-8")
            with checked(Request(logs=(str(log),), asked=Asked(as_of=AS_OF), rules=(RULE,))) as assessment:
                found = Counter({verdict.value: n for verdict, n in assessment.summary.verdicts.items() if n})
                form = named(FORMATS[done % len(FORMATS)])
                assert form is not None
                form.write(assessment, Manner(), io.BytesIO())
            if found != expected:
                wrong += 1
                yield f"ledger {done}: {dict(found)} instead of {dict(expected)}"
            done += 1
            if done % every == 0:
                held.append((done, _megabytes()))
    took = time.monotonic() - began
    print(f"{done:,} ledgers one after the other in {took:.0f} s, {wrong} wrong verdicts", flush=True)
    yield from _grown(held, done)


def _megabytes() -> float:
    """What the process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _grown(held: list[tuple[int, float]], done: int) -> Iterator[str]:
    """Whether memory grows after the first part: the slope of the line through what was measured."""
    later = [(n, mb) for n, mb in held if n >= FIRST * done]
    if len(later) < 3:
        return
    mean_n, mean_mb = sum(n for n, _ in later) / len(later), sum(mb for _, mb in later) / len(later)
    slope = sum((n - mean_n) * (mb - mean_mb) for n, mb in later) / sum((n - mean_n) ** 2 for n, _ in later)
    print(f"memory: {later[0][1]:.0f} MB, at the end {later[-1][1]:.0f} MB, {1000 * slope:+.2f} MB a thousand ledgers")
    if 1000 * slope > GROWTH and later[-1][1] - later[0][1] > GROWTH:
        yield f"memory grows by {1000 * slope:.2f} MB a thousand ledgers"


def main() -> int:
    """Do what was asked for; print what is wrong."""
    parser = argparse.ArgumentParser(description="Many checks, each held against what it must say.")
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--ledgers", type=int, default=5000, help="how many one after the other; 0: as many as fit")
    parser.add_argument("--seconds", type=float, default=600)
    told = parser.parse_args()
    problems = at_once(told.processes) if told.processes else []
    problems += in_a_loop(told.ledgers, told.seconds)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
