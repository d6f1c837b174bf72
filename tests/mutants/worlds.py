"""Drawn rulesets and logs, one a test: those of `tests/evaluator`, many rules at once, since most of a check does not grow with them.

Not part of the suite, which draws its own; `make mutants` names this file.
"""

from __future__ import annotations

import os

import pytest
from tests.evaluator.agreement import disagreements, scanned
from tests.evaluator.drawn import World, draw_many, worlds
from tests.evaluator.test_since import Grown, going_on_says_what_a_check_of_everything_says, grown

from compliance.engine import scan, stored

SMALL, LARGE, RESUMED = (int(n) for n in os.environ.get("WORLDS", "60,12,10").split(","))


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


@pytest.mark.parametrize("world", draw_many(worlds(rules=(5, 12), asked=3), LARGE), ids=lambda _: "")
def test_of_many_rules(world: World) -> None:
    """Both say the same of three questions."""
    agree(world)


@pytest.mark.parametrize("world", draw_many(grown(), RESUMED), ids=lambda _: "")
def test_resumed(world: Grown) -> None:
    """Going on says what a check of everything says."""
    going_on_says_what_a_check_of_everything_says.hypothesis.inner_test(world)  # type: ignore[attr-defined]
