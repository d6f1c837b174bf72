"""The benchmark's workload is what it says, small enough to look at."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def run(script: str, *arguments: str | Path) -> str:
    """Standard output of a benchmark's script, which must succeed."""
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def workload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workload of a thousand events."""
    folder = tmp_path_factory.mktemp("workload")
    run("workload.py", folder, "--events", "1000", "--rules", "120")
    return folder


def test_workload_has_the_events_and_rules_asked_for(workload: Path) -> None:
    """A thousand events of whole cases, sorted by time, and 120 rules in one ruleset."""
    with (workload / "log.csv").open(encoding="utf-8", newline="") as log:
        rows = list(csv.DictReader(log))
    cases = Counter(row["case"] for row in rows)
    assert 990 <= len(rows) <= 1000
    assert 2.5 < len(rows) / len(cases) < 3.1
    assert [row["time"] for row in rows] == sorted(row["time"] for row in rows)
    lines = (workload / "rules" / "bench.rules").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len({line.split("]")[0] for line in lines}) == 120


def test_workload_is_the_same_each_time(workload: Path, tmp_path: Path) -> None:
    """The same arguments give the same bytes, so figures of two days can be compared."""
    run("workload.py", tmp_path, "--events", "1000", "--rules", "120")
    for name in ("log.csv", "rules/ruleset.toml", "rules/bench.rules"):
        assert (tmp_path / name).read_bytes() == (workload / name).read_bytes()


def test_scan_counts_every_event(workload: Path) -> None:
    """The pass that a check is held against reads the whole log."""
    lines = run("scan.py", workload / "log.csv").splitlines()
    assert sum(int(line.split(": ")[1].split()[0].replace(",", "")) for line in lines) >= 990


def test_benchmark_prints_the_ratio_and_the_memory(tmp_path: Path) -> None:
    """One pair on a thousand events runs through and says what a check takes beside a scan, alone and with findings."""
    said = run("run.py", "plain", "--events", "1000", "--pairs", "1", "--folder", tmp_path)
    for what in ("summary only", "findings to Parquet"):
        assert f"plain workload, {what} / scan: " in said
    assert said.count("peak ") == 4


def test_page_gets_all_ratios_or_none() -> None:
    """A table with some of them would take the place of the one with all."""
    command = [sys.executable, str(BENCHMARKS / "run.py"), "plain", "--docs"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "ask for the part ratios" in done.stderr


def test_report_benchmark_prints_size_and_times() -> None:
    """A small report runs through and says how large it is and how long it took."""
    said = run("report.py", "--findings", "6", "--times", "1")
    assert said.startswith("6 findings: ") and " ms at best" in said
