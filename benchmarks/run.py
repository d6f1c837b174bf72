"""Times `compliance check` against one scan of the same log, and small runs against the least they could cost.

    python benchmarks/run.py [--events N] [--rules N] [--pairs N] [--output ENDING]... [--folder DIR] [--start-up]

Figures are ratios of whole processes run in turn, because times drift on a shared machine. The workload is written once
and kept in the folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import processes
import workload

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
COMPLIANCE = (sys.executable, "-c", "from compliance.cli.main import main; main()")
PLAIN = (sys.executable, "-c", "pass")
DATABASE = (sys.executable, "-c", "import duckdb; duckdb.sql('select 1')")
SMALL = 200


def prepared(folder: Path, events: int, rules: int) -> Path:
    """The folder of a workload, written unless it is there already."""
    target = folder / f"{events}-events-{rules}-rules"
    if not (target / "complete").exists():
        print(f"writing {events:,} events and {rules} rules …", flush=True)
        workload.write(target, events, rules)
        (target / "complete").touch()
    return target


def check(target: Path, endings: list[str]) -> list[str]:
    """The command that checks a workload; each ending asks for a report of that kind besides the summary."""
    reports = [part for ending in endings for part in ("--output", str(target / f"report.{ending}"))]
    told = ["--ruleset", str(target / "rules"), "--as-of", workload.LAST_DAY, "--quiet", *reports]
    return [*COMPLIANCE, "check", str(target / "log.csv"), *told]


def against_the_scan(target: Path, pairs: int, endings: list[str]) -> str:
    """The ratio of a check's time to that of a scan of its log, after one check that must run through."""
    command = check(target, endings)
    first = subprocess.run(command, capture_output=True, text=True, check=False)
    if first.returncode not in (0, 1) or "Traceback" in first.stderr:
        raise SystemExit(f"compliance check ended with status {first.returncode}\n{first.stderr}")
    scan = [sys.executable, str(HERE / "scan.py"), str(target / "log.csv")]
    return processes.compared("check", "scan", processes.in_turn(command, scan, pairs))


def start_up(folder: Path, pairs: int) -> str:
    """What a small log and `--help` cost, held against Python alone and Python with the database."""
    small = check(prepared(folder, SMALL, 110), [])
    return "\n".join(
        [
            processes.compared(f"check of {SMALL} rows", "import duckdb", processes.in_turn(small, DATABASE, pairs)),
            processes.compared("--help", "python -c pass", processes.in_turn([*COMPLIANCE, "--help"], PLAIN, pairs)),
        ]
    )


def main() -> None:
    """Write the workload, run the pairs, print the figures."""
    parser = argparse.ArgumentParser(description="Times a check against one scan of the same log.")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rules", type=int, default=110)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--output", action="append", default=[], metavar="ENDING", help="also write a report: csv …")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--start-up", action="store_true", help="time small runs instead")
    told = parser.parse_args()
    if told.start_up:
        print(start_up(told.folder, told.pairs))
        return
    target = prepared(told.folder, told.events, told.rules)
    size = (target / "log.csv").stat().st_size / 1e6
    print(f"{told.events:,} events ({size:,.0f} MB), {told.rules} rules, {os.cpu_count()} cores")
    print(against_the_scan(target, told.pairs, told.output))


if __name__ == "__main__":
    main()
