"""Whole processes, timed in turn: what one took, and how two compare."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

UNIT = 1024 if sys.platform != "darwin" else 1
"""Bytes in a unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Took:
    """One run of a command: wall time in seconds, most memory held at once in megabytes, exit status."""

    seconds: float
    megabytes: float
    status: int


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Took:
    """Run a command to its end; what it writes to standard output is thrown away."""
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], list(command), environment or dict(os.environ), file_actions=silent)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    return Took(seconds, used.ru_maxrss * UNIT / 1e6, os.waitstatus_to_exitcode(status))


def in_turn(first: Sequence[str], second: Sequence[str], pairs: int) -> list[tuple[Took, Took]]:
    """Run two commands alternately, so that what else the machine does slows both alike."""
    run(second)  # the files are in the page cache from here on
    return [(run(first), run(second)) for _ in range(pairs)]


def compared(name: str, other: str, pairs: Sequence[tuple[Took, Took]]) -> str:
    """The ratio of the times as median, least and most, then each side's median time and peak memory."""
    ratios = [ours.seconds / theirs.seconds for ours, theirs in pairs]
    lines = [f"{name} / {other}: {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}, {len(pairs)} pairs)"]
    for who, side in ((name, [pair[0] for pair in pairs]), (other, [pair[1] for pair in pairs])):
        seconds, peak = median(took.seconds for took in side), max(took.megabytes for took in side)
        lines.append(f"  {who}: {seconds:.2f} s, peak {peak:,.0f} MB")
    return "\n".join(lines)
