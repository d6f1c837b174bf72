"""Whole processes, timed in turn: what one took, and how two compare."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

UNIT = 1024 if sys.platform != "darwin" else 1
"""Bytes in a unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Took:
    """One run of a command: wall time in seconds, most memory held at once in megabytes."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], fine: Collection[int] = (0, 1)) -> Took:
    """Run a command to its end; what it writes to standard output is thrown away.

    Raises:
        SystemExit: it ended with a status that is not fine; what failed has no time.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        silent = [
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        # As in an office, Python keeps what it compiled, whatever this machine is set to.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        child = os.posix_spawn(command[0], list(command), environment, file_actions=silent)
        _, waited, used = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        status = os.waitstatus_to_exitcode(waited)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
    if status not in fine or "Traceback" in said:
        raise SystemExit(f"{' '.join(command)}\nended with status {status}\n{said}")
    return Took(seconds, used.ru_maxrss * UNIT / 1e6)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A command held against another, each run of it beside one of the other's."""

    ours: tuple[Took, ...]
    theirs: tuple[Took, ...]

    @property
    def ratios(self) -> list[float]:
        """How many times the other's time each run took."""
        return [ours.seconds / theirs.seconds for ours, theirs in zip(self.ours, self.theirs, strict=True)]


def in_turn(first: Sequence[str], second: Sequence[str], pairs: int) -> Pairs:
    """Run two commands alternately, so that what else the machine does slows both alike."""
    run(second)  # the files are in the page cache from here on
    took = [(run(first), run(second)) for _ in range(pairs)]
    return Pairs(tuple(pair[0] for pair in took), tuple(pair[1] for pair in took))


def spread(figures: Sequence[float], digits: int = 2) -> str:
    """The median, and in brackets the least and the most."""
    return f"{median(figures):,.{digits}f} ({min(figures):,.{digits}f} to {max(figures):,.{digits}f})"


def usual(runs: Sequence[Took]) -> tuple[float, float]:
    """The median time in seconds and the highest peak in megabytes."""
    return median(took.seconds for took in runs), max(took.megabytes for took in runs)


def compared(name: str, other: str, pairs: Pairs) -> str:
    """The ratio with its spread, then each side's median time and highest peak."""
    lines = [f"{name} / {other}: {spread(pairs.ratios)}, {len(pairs.ours)} pairs"]
    for who, runs in ((name, pairs.ours), (other, pairs.theirs)):
        seconds, peak = usual(runs)
        lines.append(f"  {who}: {seconds:.2f} s, peak {peak:,.0f} MB")
    return "\n".join(lines)
