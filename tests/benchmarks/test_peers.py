"""The benchmark's peers are asked what a check is asked, and what they count is held against it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "peers")]

import question  # noqa: E402

import side_by_side  # noqa: E402
import workload  # noqa: E402
from made import Made  # noqa: E402


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The plain workload of a few thousand events."""
    return Made(tmp_path_factory.mktemp("bench"), 4000)


@pytest.fixture(scope="module")
def found(small: Made) -> dict[str, int]:
    """What a check counts."""
    return side_by_side.ours(small)


@pytest.mark.parametrize("peer", side_by_side.PEERS_KNOWN, ids=lambda peer: peer.script)
def test_a_peer_counts_what_a_check_counts(peer: side_by_side.Peer, small: Made, found: dict[str, int]) -> None:
    """In the peers' environment where there is one; the naive statement needs no package of its own."""
    python = sys.executable if peer.package == "duckdb" else side_by_side.environment(ROOT / "build" / "peers")
    if python is None:
        pytest.skip(f"{peer.package} is in the peers' environment alone: make peers")
    assert side_by_side.disagreement(python, peer, small, found) == ""


def test_a_disagreement_is_told(small: Made, found: dict[str, int]) -> None:
    """A peer that counts otherwise is not timed but named, with both counts."""
    naive = side_by_side.PEERS_KNOWN[0]
    wrong = side_by_side.disagreement(sys.executable, naive, small, found | {"late": found["late"] + 1})
    assert str(found["late"]) in wrong and str(found["late"] + 1) in wrong


def test_a_peer_that_sees_only_whether_an_act_follows_is_held_to_that() -> None:
    """Met and late are answered, missing and pending are not."""
    counts = {"met": 5, "late": 2, "missing": 3, "pending": 1}
    assert side_by_side.answered(counts) == {"answered": 7, "unanswered": 4}


def test_each_peer_has_a_script_and_what_it_cannot_do() -> None:
    """Every script of the folder is known, and nobody's limits are passed over."""
    scripts = {path.name for path in (BENCHMARKS / "peers").glob("*.py")} - {"question.py"}
    assert scripts == {peer.script for peer in side_by_side.PEERS_KNOWN}
    assert all(peer.cannot for peer in side_by_side.PEERS_KNOWN)


def test_the_rules_are_read_as_they_were_written() -> None:
    """Hours, days and working days, and an action of two words."""
    rules = workload.rules(400)
    read = question.read(str(rule) for rule in rules)
    assert [(r.id, r.matter, r.trigger, r.action) for r in read] == [
        (r.id, r.matter, r.trigger, r.action) for r in rules
    ]
    assert [f"{r.number} {r.unit}" for r in read] == [r.figure.replace("h", " h").replace("  ", " ") for r in rules]


@pytest.mark.parametrize(
    "rule", [str(rule) for rule in workload.mixed(110) if str(rule).split()[-2] in ("on", "publish")]
)
def test_a_rule_that_no_peer_can_say_is_refused(rule: str) -> None:
    """A channel or a monthly duty is not counted as if it were a bare deadline."""
    with pytest.raises(ValueError, match="not a bare deadline"):
        question.read([rule])


def test_working_days_pass_over_the_holidays() -> None:
    """The spring festival of 2018 lasts from 15 to 21 February, and 24 February is worked."""
    ends = {(start, n): end for start, n, end in question.working_days_after({1, 3})}
    assert ends[date(2018, 2, 14), 1] == date(2018, 2, 22)
    assert ends[date(2018, 2, 14), 3] == date(2018, 2, 24)


def test_naive_statement_answers_in_one_line(small: Made) -> None:
    """A script's last line is JSON, also where it runs by itself."""
    command = side_by_side.command(sys.executable, side_by_side.PEERS_KNOWN[0], small)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]).keys() == {"met", "late", "missing", "pending"}
