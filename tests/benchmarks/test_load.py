"""Many checks give what few give: a small run of the load that `make load` runs whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "load.py"


def test_checks_at_once_and_in_a_loop_give_what_they_must() -> None:
    """Three processes end alike; drawn ledgers have the verdicts that were known beforehand."""
    command = [sys.executable, str(SCRIPT), "--processes", "3", "--ledgers", "12"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 processes at once: 1 different endings" in done.stdout
    assert "12 ledgers one after the other" in done.stdout and "0 wrong verdicts" in done.stdout
