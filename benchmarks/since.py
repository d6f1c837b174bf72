"""Times a check that goes on from an earlier report against a check of everything.

    python benchmarks/since.py [--events N] [--new N] [--rules N] [--format ENDING]... [--summary] [--pairs N] [--folder DIR]

The log is that of the workload with some of its rows, taken from all over it, moved to its end: the report is made of the others,
then they come. Both checks write a report of the same format and run in turn. That they say the same is held by the tests.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import processes
import workload

ROOT = Path(__file__).resolve().parent.parent
COMPLIANCE = (sys.executable, "-c", "from compliance.cli.main import main; main()")


def prepared(folder: Path, events: int, new: int, rules: int) -> Path:
    """The folder with the rules, and the log without its new rows (`old.csv`) and with them (`grown.csv`)."""
    target = folder / f"{events}-events-{rules}-rules-{new}-new"
    if not (target / "complete").exists():
        print(f"writing {events:,} events and {rules} rules …", flush=True)
        count = workload.write(target, events, rules)
        header, *rows = (target / "log.csv").read_bytes().splitlines(keepends=True)
        apart = max(1, count // max(1, new))
        later = rows[apart // 2 :: apart][:new]
        old = b"".join([header, *(row for n, row in enumerate(rows) if n % apart != apart // 2 or n // apart >= new)])
        (target / "old.csv").write_bytes(old)
        (target / "grown.csv").write_bytes(old + b"".join(later))
        (target / "complete").touch()
    return target


def check(target: Path, *further: str) -> list[str]:
    """The command that checks the log as it is now."""
    told = ["--ruleset", str(target / "rules"), "--as-of", workload.LAST_DAY, "--quiet"]
    return [*COMPLIANCE, "check", str(target / "log.csv"), *told, *further]


def timed(target: Path, ending: str | None, pairs: int) -> str:
    """The ratio of going on to checking everything, with a report of a format."""
    log, before = target / "log.csv", target / f"before.{ending or 'parquet'}"
    log.write_bytes((target / "old.csv").read_bytes())
    subprocess.run(check(target, "--output", str(before)), check=False, stdout=subprocess.DEVNULL)
    log.write_bytes((target / "grown.csv").read_bytes())
    whole, since = (["--output", str(target / f"{name}.{ending}")] if ending else [] for name in ("whole", "since"))
    going_on, everything = check(target, "--since", str(before), *since), check(target, *whole)
    said = subprocess.run([*going_on, "--verbose", "--lang", "zh"], capture_output=True, text=True, check=False)
    print(said.stderr.strip(), flush=True)
    measured = processes.compared("check --since", "check", processes.in_turn(going_on, everything, pairs))
    return f"{ending or 'summary only'}\n{measured}"


def main() -> None:
    """Write the workload, run the pairs, print the figures."""
    parser = argparse.ArgumentParser(description="Times a check that goes on from a report against one of everything.")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=1000)
    parser.add_argument("--rules", type=int, default=110)
    parser.add_argument("--format", action="append", metavar="ENDING", help="parquet, json …; parquet unless given")
    parser.add_argument("--summary", action="store_true", help="also without any report")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    told = parser.parse_args()
    target = prepared(told.folder, told.events, told.new, told.rules)
    print(f"{told.events:,} events, {told.new:,} of them new, {told.rules} rules, {os.cpu_count()} cores")
    for ending in [*(told.format or ["parquet"]), *([None] if told.summary else [])]:
        print(timed(target, ending, told.pairs), flush=True)


if __name__ == "__main__":
    main()
