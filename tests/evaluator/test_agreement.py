"""The engine and the plain evaluator say the same of rulesets and logs drawn at random.

At each run of the suite a few hundred obligations are compared. `make agreement` takes the profile `nightly`, which goes on
until 100,000 have been (`AGREEMENT` says another number, `AGREEMENT_SEED` where to begin).
"""

from __future__ import annotations

import os
import time
from collections import Counter

import pytest
from hypothesis import given

from compliance.engine import evaluate, scan

from .agreement import disagreements, scanned
from .drawn import NIGHTLY, SEED, STANDING, World, exact, explore, worlds

WANTED = int(os.environ.get("AGREEMENT", "100000")) if NIGHTLY else 0
"""The obligations to compare in all; 0: those of a few examples."""
SHARDS = 2
EXAMPLES = 50
ROUND = 25
"""Examples of one seed in the nightly profile."""


class Compared(Counter[str]):
    """How many `logs`, `questions` and `obligations` have been compared."""

    def world(self, world: World) -> None:
        """Fails with the world and all that is said differently of it."""
        with scanned(world.ruleset, world.files) as session:
            for asked in world.questions:
                obligations, differences = disagreements(session, world.ruleset, world.files, asked)
                assert not differences, "\n".join([*differences, str(world), str(asked)])
                self["questions"] += 1
                self["obligations"] += obligations
        self["logs"] += 1


compared = Compared()


@STANDING
@given(worlds(asked=2 if NIGHTLY else 1))
def agree(world: World) -> None:
    """Both say the same of a small log."""
    compared.world(world)


@STANDING
@given(worlds(rules=(5, 12), asked=3))
def agree_at_length(world: World) -> None:
    """Both say the same of a log that many rules are about."""
    compared.world(world)


@STANDING
@given(exact())
def agree_to_the_second(world: World) -> None:
    """Both say the same of a log whose times are exact."""
    compared.world(world)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_engine_and_plain_evaluator_agree(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On every field of every finding, on their order, and on the duties that gave none.

    Every other one takes names as numbers, and its cases as if many events lay in each.
    """
    if shard:
        monkeypatch.setattr(evaluate, "CROWDED", -1)
        monkeypatch.setattr(scan, "LARGE", 0)
        monkeypatch.setattr(scan, "FIRST_ROWS", 5)
    compared.clear()
    if not NIGHTLY:
        explore(agree, EXAMPLES, SEED + shard)
        explore(agree_to_the_second, EXAMPLES, SEED + shard)
        return
    begun = time.monotonic()
    first = seed = 10_000 * SEED + shard
    while compared["obligations"] < WANTED / SHARDS:
        explore(agree, ROUND, seed)
        explore(agree_at_length, ROUND, seed)
        explore(agree_to_the_second, ROUND, seed)
        seed += SHARDS
    print(f"seeds {first} to {seed - SHARDS}, every {SHARDS}: {dict(compared)}, {time.monotonic() - begun:.0f} s")
