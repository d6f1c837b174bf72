"""Many checks: at once in processes of their own, and one after the other in one process, each held against what it must say.

    python benchmarks/load.py [--processes N] [--ledgers N] [--seconds N]

At once: the same check in N processes must end alike, to the byte. One after the other: ledgers are drawn whose verdicts are
known beforehand, N of them or as many as fit into so many seconds, each with the reports that are asked for most. After a first
part, in which caches fill, memory must stay where it is: what Python holds, by the number of its blocks, and what the process
has of the system when it has given back what it can, for what is free but kept is no leak. Ends with status 1 where a verdict
is wrong, a process ends differently, or memory grows by more than `GROWTH` or `BLOCKS` a thousand ledgers.
"""

from __future__ import annotations

import argparse
import ctypes
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
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from compliance.checking.check import Request, checked
from compliance.engine.asked import Asked
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
ENOUGH = 500
"""Ledgers below which nothing is said of memory: caches still fill."""
BLOCKS = 1000
"""Blocks of Python for a thousand ledgers: one for each would be a leak."""


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


def drawn(draw: Random) -> tuple[str, dict[str, str]]:
    """A ledger of 1 to 60 cases, and which of them must be met, late, missing or pending as of the end of 2018."""
    rows, expected = ["文号,事项,单位,批准日期,公开日期"], dict[str, str]()
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
        expected[str(n)] = verdict
        rows.append(f"{n},预决算,{draw.choice(AGENCIES)},{approved},{published or ''}")
    return "\n".join(rows) + "\n", expected


def in_a_loop(ledgers: int, seconds: float) -> Iterator[str]:
    """What is wrong with ledgers checked one after the other; prints how memory goes."""
    draw, began, done, wrong = Random(2018), time.monotonic(), 0, 0
    held: list[Held] = []
    every = max(1, ledgers // 20) if ledgers else 50
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "台账.csv"
        while (done < ledgers) if ledgers else (time.monotonic() - began < seconds):
            text, expected = drawn(draw)
            log.write_text(text, "utf-8")
            with checked(Request(logs=(str(log),), asked=Asked(as_of=AS_OF), rules=(RULE,))) as assessment:
                found = {str(finding.case): finding.verdict.value for finding in assessment.findings}
                form = named(FORMATS[done % len(FORMATS)])
                assert form is not None
                form.write(assessment, Manner(), io.BytesIO())
            if found != expected:
                wrong += 1
                other = sorted(case for case in found.keys() | expected if found.get(case) != expected.get(case))
                yield f"ledger {done}, case {other[0]}: {found.get(other[0])} instead of {expected.get(other[0])}"
            done += 1
            if done % every == 0:
                held.append(_held(done))
    took = time.monotonic() - began
    print(f"{done:,} ledgers one after the other in {took:.0f} s, {wrong} wrong verdicts", flush=True)
    yield from _grown(held, done)


class Held(NamedTuple):
    """What the process holds after so many ledgers."""

    ledgers: int
    megabytes: float
    blocks: int


def _held(ledgers: int) -> Held:
    """What is held now, without what waits to be cleared away."""
    gc.collect()
    with suppress(AttributeError):  # Only the C library of GNU has it.
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Held(ledgers, pages * os.sysconf("SC_PAGE_SIZE") / 1e6, sys.getallocatedblocks())


def _grown(held: list[Held], done: int) -> Iterator[str]:
    """Whether memory grows after the first part."""
    later = [one for one in held if one.ledgers >= FIRST * done]
    if done < ENOUGH or len(later) < 3:
        return
    first, last = later[0], later[-1]
    megabytes = _slope([(one.ledgers, one.megabytes) for one in later])
    blocks = _slope([(one.ledgers, one.blocks) for one in later])
    print(
        f"memory: {first.megabytes:.0f} MB after {first.ledgers:,}, {last.megabytes:.0f} MB at the end, {megabytes:+.2f} MB"
    )
    print(f"and {blocks:+.0f} blocks of {last.blocks:,} a thousand ledgers", flush=True)
    if megabytes > GROWTH and last.megabytes - first.megabytes > GROWTH:
        yield f"memory grows by {megabytes:.2f} MB a thousand ledgers"
    if blocks > BLOCKS and last.blocks - first.blocks > BLOCKS:
        yield f"{blocks:.0f} blocks more are held after a thousand ledgers"


def _slope(points: list[tuple[int, float]]) -> float:
    """Of the line through the points, for a thousand ledgers."""
    mean_n, mean = sum(n for n, _ in points) / len(points), sum(value for _, value in points) / len(points)
    return 1000 * sum((n - mean_n) * (value - mean) for n, value in points) / sum((n - mean_n) ** 2 for n, _ in points)


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
