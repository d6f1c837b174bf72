"""Many checks give what few give: a small run of the load that `make load` runs whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks import load

SCRIPT = Path(load.__file__)


def test_checks_at_once_and_in_a_loop_give_what_they_must() -> None:
    """Three processes end alike; drawn ledgers have the verdicts that were known beforehand."""
    command = [sys.executable, str(SCRIPT), "--processes", "3", "--ledgers", "12"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 processes at once: 1 different endings" in done.stdout
    assert "12 ledgers one after the other" in done.stdout and "0 wrong verdicts" in done.stdout


def test_a_verdict_of_one_case_in_the_place_of_anothers_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the counts agree."""
    draw = load.drawn

    def swapped(random: Random) -> tuple[str, dict[str, str]]:
        text, expected = draw(random)
        one = next(iter(expected))
        other = next((case for case in expected if expected[case] != expected[one]), one)
        expected[one], expected[other] = expected[other], expected[one]
        return text, expected

    monkeypatch.setattr(load, "drawn", swapped)
    wrong = list(load.in_a_loop(3, 0))
    assert len(wrong) == 3 and all(", case 0: " in said and " instead of " in said for said in wrong)


def test_what_is_kept_of_each_ledger_is_seen() -> None:
    """A few objects for each are a leak; a plateau, and what comes and goes, are none."""
    flat = [load.Held(n, 105 + n % 2, 240_000 + n % 300) for n in range(0, 5001, 250)]
    assert list(load._grown(flat, 5000)) == []
    leaking = [one._replace(blocks=one.blocks + 3 * one.ledgers) for one in flat]
    assert ["blocks" in said for said in load._grown(leaking, 5000)] == [True]
    outside = [one._replace(megabytes=one.megabytes + one.ledgers / 250) for one in flat]
    assert ["MB" in said for said in load._grown(outside, 5000)] == [True]
