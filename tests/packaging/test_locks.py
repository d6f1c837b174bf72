"""What is installed is pinned and hashed, and no file of the set-up names a host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-mutants.lock",
    "benchmarks/peers/requirements.lock",
)
SET_UP = (*LOCKS, "Makefile", "pyproject.toml", ".pre-commit-config.yaml", ".ci/run", ".ci/programs", ".ci/python")


def pins(lock: str) -> dict[str, str]:
    """Name and version of each pinned package."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def names(requirements: list[object]) -> set[str]:
    """The packages that a list of requirements names."""
    return {re.split(r"[<>=~!\[; ]", item)[0] for item in requirements if isinstance(item, str)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """Each package is pinned to one version, followed by its hashes."""
    entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text(encoding="utf-8"))
    pinned = [entry for entry in entries if not entry.startswith("#")]
    assert len(pinned) >= 10
    assert all(re.match(r"[a-z0-9-]+==\S+", entry) and "--hash=sha256:" in entry for entry in pinned)


def test_locks_hold_what_the_project_asks_for() -> None:
    """Every dependency and every tool is pinned, and what both locks hold is the same version."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = pins(LOCKS[0]), pins(LOCKS[1])
    groups = project["dependency-groups"]
    assert names(project["project"]["dependencies"]) | names(groups["build"]) <= runtime.keys()
    assert names(groups["dev"]) <= dev.keys()
    assert runtime.items() <= dev.items()


def test_peers_of_the_benchmark_are_pinned_apart() -> None:
    """Each is pinned in an environment of its own, and counts by the calendar and the database of the project."""
    asked = (ROOT / "benchmarks/peers/requirements.in").read_text(encoding="utf-8").splitlines()
    runtime, peers = pins(LOCKS[0]), pins(LOCKS[-1])
    assert {line for line in asked if not line.startswith("#")} <= peers.keys()
    for shared in ("chinesecalendar", "duckdb"):
        assert peers[shared] == runtime[shared]


@pytest.mark.parametrize("file", SET_UP)
def test_set_up_names_no_host(file: str) -> None:
    """Where packages come from is the business of the machine, not of this project."""
    assert "://" not in (ROOT / file).read_text(encoding="utf-8")
