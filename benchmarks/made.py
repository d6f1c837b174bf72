"""Workloads on disk, each written once, and the commands that read them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import workload

HERE = Path(__file__).resolve().parent
COMPLIANCE = (sys.executable, "-c", "from compliance.cli.main import main; main()")
RULES = 110


P = ParamSpec("P")
T = TypeVar("T")


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function gives in a process of its own.

    A new process counts the memory of the one that starts it as its own until it has begun; so what starts those that are
    timed stays small and leaves the database to others.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def as_parquet(log: Path, target: Path) -> None:
    """A CSV log with its types as Parquet."""
    import duckdb

    import scan

    with duckdb.connect() as database:
        scan.relation(database, log).write_parquet(str(target), compression="zstd")


def verdicts(report: Path) -> dict[str, int]:
    """How many findings of a Parquet report have each verdict."""
    import duckdb

    with duckdb.connect() as database:
        query = "SELECT verdict, count(*) FROM read_parquet(?) GROUP BY ALL ORDER BY ALL"
        return dict(database.execute(query, [str(report)]).fetchall())


@dataclass(frozen=True, slots=True)
class Made:
    """A folder in which workloads of some size are kept."""

    folder: Path
    events: int

    def log(self, mixed: bool = False) -> Path:
        """The log as CSV."""
        target = self.folder / f"{self.events}{'-mixed' * mixed}" / "log.csv"
        if not target.exists():
            print(f"writing {self.events:,} events …", file=sys.stderr, flush=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            apart(workload.write_log, target.with_suffix(".part"), self.events, mixed)
            os.replace(target.with_suffix(".part"), target)
        return target

    def parquet(self) -> Path:
        """The plain log as Parquet."""
        target = self.log().with_suffix(".parquet")
        if not target.exists():
            apart(as_parquet, self.log(), target.with_suffix(".part"))
            os.replace(target.with_suffix(".part"), target)
        return target

    def rules(self, count: int = RULES, mixed: bool = False) -> Path:
        """A ruleset of so many deadlines, with what the mixed one has besides."""
        target = self.folder / f"rules-{count}{'-mixed' * mixed}"
        workload.write_rules(target, workload.mixed(count) if mixed else workload.rules(count))
        return target

    def report(self) -> Path:
        """Where findings are written."""
        return self.folder / "findings.parquet"


def check(log: Path, rules: Path, *more: str, as_of: str = workload.LAST_DAY, quiet: bool = True) -> list[str]:
    """The command that checks a log: the summary alone, unless more is asked for."""
    told = [str(log), "--ruleset", str(rules), "--as-of", as_of, *["--quiet"] * quiet]
    return [*COMPLIANCE, "check", *told, *more]


def scanned(log: Path) -> list[str]:
    """The command that a check is held against."""
    return [sys.executable, str(HERE / "scan.py"), str(log)]
