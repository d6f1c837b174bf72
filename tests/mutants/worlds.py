"""Drawn rulesets and logs, one a test: those of `tests/evaluator`, many rules at once, since most of a check does not grow with them.

Not part of the suite, which draws its own; `make mutants` names this file.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace

import pytest
from tests.evaluator import test_since as going_on
from tests.evaluator import test_words as words
from tests.evaluator.agreement import disagreements, said, scanned
from tests.evaluator.drawn import World, crowded, draw_many, exact, worlds
from tests.evaluator.drawn_logs import clock_actions
from tests.evaluator.test_since import Grown, grown

from compliance.engine import evaluate, scan, stored, worded
from compliance.findings import Assessment
from compliance.reports import Manner, named

SMALL, EXACT, CLOCKED, LARGE, RESUMED, WORDED = (
    int(n) for n in os.environ.get("WORLDS", "60,40,60,12,30,20").split(",")
)


def clocked(world: World) -> bool:
    """Whether a clock of its rules does not simply run, and the log has an event that changes it."""
    changes = frozenset().union(*map(clock_actions, world.ruleset.rules))
    return any(row.get("action") in changes for file in world.files for row in file.rows)


@pytest.fixture(autouse=True)
def names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other log keeps its names as numbers, as a large one does, and its cases are taken as those of many events are."""
    if request.node.callspec.indices.get("world", 0) % 2:
        monkeypatch.setattr(evaluate, "CROWDED", -1)
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


@pytest.mark.parametrize("world", draw_many(exact(), EXACT), ids=lambda _: "")
def test_of_exact_times(world: World) -> None:
    """Both say the same of a log whose times are exact."""
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


def by_calendar(world: Grown) -> bool:
    """Whether the calendar makes something due."""
    return any(not duty.by_case for rule in world.world.ruleset.rules for duty in rule.duties)


def goes_on(world: Grown) -> bool:
    """Whether going on says what a check of everything says."""
    return going_on.agree(world, lambda found: {"said": repr(said(found)).encode(), "page": page(found)})


def page(assessment: Assessment) -> bytes:
    """The page, which tells how a finding came about: what was taken over is judged once more for it."""
    out = io.BytesIO()
    named("html").write(replace(assessment, resumed=None), Manner(assessment.language), out)  # type: ignore[union-attr]
    return out.getvalue()


@pytest.mark.parametrize(
    "world",
    [*filter(goes_on, draw_many(grown(), RESUMED)), *filter(goes_on, draw_many(grown().filter(by_calendar), RESUMED))],
    ids=lambda _: "",
)
def test_resumed(world: Grown) -> None:
    """It still goes on, and still says the same."""
    assert goes_on(world)


@pytest.mark.parametrize("world", draw_many(crowded(), WORDED), ids=lambda _: "")
def test_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings filled in by SQL are word for word those put into words one by one."""
    monkeypatch.setattr(worded, "LEAST", 1)
    words.counted(monkeypatch)
    words.told.clear()
    words.agree(world)
    assert not words.told["refuted"], "what SQL makes of a shape is not what Python makes of it"
