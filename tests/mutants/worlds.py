"""Drawn rulesets and logs, one a test: those of `tests/evaluator`, many rules at once, since most of a check does not grow with them.

Not part of the suite, which draws its own; `make mutants` names this file.
"""

from __future__ import annotations

import os

import pytest
from tests.evaluator import test_since as going_on
from tests.evaluator import test_words as words
from tests.evaluator.agreement import disagreements, scanned
from tests.evaluator.drawn import World, crowded, draw_many, worlds
from tests.evaluator.test_since import Grown, grown

from compliance.engine import scan, stored, worded

SMALL, CLOCKED, LARGE, RESUMED, WORDED = (int(n) for n in os.environ.get("WORLDS", "60,60,12,30,20").split(","))


def clocked(world: World) -> bool:
    """Whether a clock of its rules does not simply run, and the log has an event that changes it."""
    rules = [rule for rule in world.ruleset.rules if rule.restarted or rule.paused or rule.extended]
    changes = {a for r in rules for a in (*r.restarted, *(r.paused or ()), *(r.extended.actions if r.extended else ()))}
    return any(row.get("action") in changes for file in world.files for row in file.rows)


@pytest.fixture(autouse=True)
def names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other log keeps its names as numbers, as a large one does."""
    if request.node.callspec.indices.get("world", 0) % 2:
        monkeypatch.setattr(scan, "LARGE", 0)
        monkeypatch.setattr(scan, "FIRST_ROWS", 5)
        monkeypatch.setattr(stored, "FEW", 0)


def agree(world: World) -> None:
    """Fails where the engine says other than the plain evaluator of any question."""
    with scanned(world.ruleset, world.files) as session:
        for asked in world.questions:
            differences = disagreements(session, world.ruleset, world.files, asked)[1]
            assert not differences, "\n".join([*differences, str(world), str(asked)])


@pytest.mark.parametrize("world", draw_many(worlds(), SMALL), ids=lambda _: "")
def test_of_few_rules(world: World) -> None:
    """Both say the same of a log that is read by few rules, for which fewer columns are kept."""
    agree(world)


@pytest.mark.parametrize(
    "world", draw_many(worlds(rules=(1, 1), ledger=False).filter(clocked), CLOCKED), ids=lambda _: ""
)
def test_of_clocks(world: World) -> None:
    """Both say the same of a rule whose clock is paused, restarted or extended."""
    agree(world)


@pytest.mark.parametrize("world", draw_many(worlds(rules=(5, 12), asked=3), LARGE), ids=lambda _: "")
def test_of_many_rules(world: World) -> None:
    """Both say the same of three questions."""
    agree(world)


def goes_on(world: Grown) -> bool:
    """Whether going on finds what a check of everything finds."""
    return going_on.agree(world, lambda _: {})


@pytest.mark.parametrize("world", filter(goes_on, draw_many(grown(), RESUMED)), ids=lambda _: "")
def test_resumed(world: Grown) -> None:
    """It still goes on, and still finds the same."""
    assert goes_on(world)


@pytest.mark.parametrize("world", draw_many(crowded(), WORDED), ids=lambda _: "")
def test_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings filled in by SQL are word for word those put into words one by one."""
    monkeypatch.setattr(worded, "LEAST", 1)
    words.counted(monkeypatch)
    words.told.clear()
    words.agree(world)
    assert not words.told["refuted"], "what SQL makes of a shape is not what Python makes of it"
