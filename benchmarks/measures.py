"""What is measured, each a command held against another in turn, with what is aimed at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import files
import made
import processes
from made import Made, check, scanned
from processes import Pairs

PLAIN_PYTHON = (sys.executable, "-c", "pass")
DATABASE = (sys.executable, "-c", "import duckdb")
SMALL = 200
MANY_RULES = 1000
LIMIT = "600MB"
IN_A_FILE, MOST_IN_FILES = 100, 300_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A command held against another: what it is, the pairs, the most that is aimed at and whatever else is to be said."""

    what: str
    against: str
    pairs: Pairs
    aim: str = ""
    note: str = ""

    @property
    def row(self) -> list[str]:
        """The cells of a table: what, against what, ratio with its spread, pairs, seconds, peak memory, aim."""
        seconds, peak = processes.usual(self.pairs.ours)
        what = f"{self.what}: {self.note}" if self.note else self.what
        ratio = processes.spread(self.pairs.ratios)
        return [what, self.against, ratio, str(len(self.pairs.ours)), f"{seconds:.2f}", f"{peak:,.0f}", self.aim]

    def __str__(self) -> str:
        """The ratio with its spread, the median time and the highest peak of each side, then what else there is to say."""
        said = [f"  {text}" for text in (self.note, self.aim and f"aim: {self.aim}") if text]
        return "\n".join([processes.compared(self.what, self.against, self.pairs), *said])


HEAD = ["what", "held against", "ratio: median (least to most)", "pairs", "seconds", "peak MB", "aim"]


def kind(of: Made, pairs: int, mixed: bool, aims: tuple[str, str]) -> Iterable[Measured]:
    """A workload against the scan of its log: the summary alone, then findings to Parquet."""
    log, rules, report = of.log(mixed), of.rules(mixed=mixed), of.report()
    name = f"{'mixed' if mixed else 'plain'} workload"
    for what, more, aim in (
        (f"{name}, summary only", (), aims[0]),
        (f"{name}, findings to Parquet", ("-o", str(report)), aims[1]),
    ):
        yield Measured(what, "scan", processes.in_turn(check(log, rules, *more), scanned(log), pairs), aim)
    report.unlink(missing_ok=True)


def plain(of: Made, pairs: int) -> Iterable[Measured]:
    """Deadlines alone."""
    return kind(of, pairs, False, ("at most 3.3, 1,700 MB", "at most 4.0, 1,700 MB"))


def mixed(of: Made, pairs: int) -> Iterable[Measured]:
    """Deadlines, dates alone, channels, elements, months and quarters."""
    return kind(of, pairs, True, ("at most 4.0, 1,700 MB", "at most 5.5, 1,700 MB"))


def rules(of: Made, pairs: int) -> Iterable[Measured]:
    """Many rules against the usual number of them."""
    many, usual = check(of.log(), of.rules(MANY_RULES)), check(of.log(), of.rules())
    took = processes.in_turn(many, usual, pairs)
    yield Measured(f"{MANY_RULES:,} rules, summary only", f"{made.RULES} rules", took, "at most 1.8")


def parquet(of: Made, pairs: int) -> Iterable[Measured]:
    """A log kept as Parquet, as events a second."""
    took = processes.in_turn(check(of.parquet(), of.rules()), scanned(of.log()), pairs)
    speed = [of.events / one.seconds / 1e6 for one in took.ours]
    note = f"{processes.spread(speed)} million events a second"
    yield Measured("from Parquet, summary only", "scan of the CSV", took, "at least 3 million a second", note)


def memory(of: Made, pairs: int) -> Iterable[Measured]:
    """A database that may take little."""
    took = processes.in_turn(check(of.log(), of.rules(), "--memory", LIMIT), scanned(of.log()), pairs)
    yield Measured(f"--memory {LIMIT}, summary only", "scan", took, "completes")


def tenfold(of: Made, pairs: int) -> Iterable[Measured]:
    """Ten times the events against the events."""
    more = Made(of.folder, 10 * of.events)
    took = processes.in_turn(check(more.log(), more.rules()), check(of.log(), of.rules()), pairs)
    yield Measured(f"{more.events:,} events, summary only", f"{of.events:,} events", took, "at most 12")


def many(of: Made, pairs: int) -> Iterable[Measured]:
    """A folder of small ledgers against one file with the same rows; only so many that a folder stays one of thousands."""
    some = Made(of.folder, min(of.events, MOST_IN_FILES))
    log, count = some.log(), some.events // IN_A_FILE
    for name in files.FORMS:
        folder = made.apart(files.prepared, log, count, name)
        took = processes.in_turn(check(folder, some.rules()), check(log, some.rules()), pairs)
        yield Measured(f"{count:,} files of {IN_A_FILE} rows, {name}", "one file with the same rows", took)


def small(of: Made, pairs: int) -> Iterable[Measured]:
    """What a small log with the report on the terminal, and `--help`, cost."""
    few = Made(of.folder, SMALL)
    command = check(few.log(), few.rules(), quiet=False)
    processes.run(command)  # what Python compiles is there from here on
    took = processes.in_turn(command, DATABASE, pairs)
    yield Measured(f"{SMALL} rows, text report", "import duckdb", took, "at most 4.0")
    took = processes.in_turn([*made.COMPLIANCE, "--help"], PLAIN_PYTHON, pairs)
    yield Measured("--help", "python -c pass", took)


MEASURES: dict[str, Callable[[Made, int], Iterable[Measured]]] = {
    "plain": plain,
    "mixed": mixed,
    "rules": rules,
    "parquet": parquet,
    "memory": memory,
    "files": many,
    "small": small,
    "tenfold": tenfold,
}
ALWAYS = tuple(part for part in MEASURES if part != "tenfold")
"""The parts that are measured unless some are named; what takes ten times as long is asked for."""
