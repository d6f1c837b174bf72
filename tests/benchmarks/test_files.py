"""The files of the benchmark, in every encoding and shape, are the log they were dealt from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import files  # noqa: E402
import workload  # noqa: E402

KEYS = ("rule", "agency", "case", "verdict", "due", "completed")


def findings(target: Path, log: Path) -> list[tuple[object, ...]]:
    """What a check finds, without the files and rows that its reasons name."""
    command = [
        sys.executable,
        "-m",
        "compliance",
        "check",
        str(log),
        "-r",
        str(target / "rules"),
        "--format",
        "jsonl",
        "-q",
    ]
    done = subprocess.run([*command, "--as-of", workload.LAST_DAY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [tuple(one[key] for key in KEYS) for one in found]


@pytest.mark.parametrize("name", files.FORMS)
def test_many_files_give_the_findings_of_one(tmp_path: Path, name: str) -> None:
    """Case by case, whatever shape a row came in."""
    workload.write(tmp_path, 2_000, 110)
    many = tmp_path / name
    files.dealt(tmp_path / "log.csv", many, 24, files.FORMS[name])
    one = findings(tmp_path, tmp_path / "log.csv")
    assert len(one) > 500 and findings(tmp_path, many) == one
