"""Findings put into words by example and filled in by SQL are word for word those that are put into words one by one.

A ruleset and a log are drawn; the Parquet report is made in both ways, in both languages, and must say the same.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.readers import all_of_parquet

from compliance.checking import Request, checked
from compliance.engine import scan, stored, worded
from compliance.engine.asked import Asked
from compliance.findings import Assessment
from compliance.reports import FORMATS, Manner

from .drawn import NIGHTLY, SEED, STANDING, World, crowded, explore, worlds

EXAMPLES = int(os.environ.get("WORDS", "1500" if NIGHTLY else "12"))
PARQUET = next(form for form in FORMATS if form.name == "parquet")
ALL = 10**9

told: Counter[str] = Counter()
"""How many findings were filled in, and how many put into words one by one."""


def written(assessment: Assessment, language: str, few: int) -> bytes:
    """The report; `few`: up to so many findings are put into words one by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "FEW", few)
        out = io.BytesIO()
        PARQUET.write(assessment, Manner(language), out)
        return out.getvalue()


def agree(world: World) -> None:
    """Fails where the two say anything otherwise."""
    with tempfile.TemporaryDirectory(prefix="drawn-") as name:
        folder = Path(name)
        for file in world.files:
            (folder / file.name).write_text(file.text(), "utf-8")
        rules = folder / "rules"
        rules.mkdir()
        (rules / "ruleset.toml").write_text(world.drawn.manifest, "utf-8")
        (rules / "drawn.rules").write_text(world.drawn.rules, "utf-8")
        question = world.question
        request = Request(
            logs=tuple(str(folder / file.name) for file in world.files),
            asked=Asked(question.as_of, question.cut, question.agencies or None, question.roster),
            rulesets=(str(rules),),
        )
        with checked(request) as assessment:
            for language in ("zh", "en"):
                by_example, one_by_one = (written(assessment, language, few) for few in (0, ALL))
                assert all_of_parquet(by_example) == all_of_parquet(one_by_one), f"{language}\n{world}"


@STANDING
@given(st.one_of(worlds(rules=(1, 4)), crowded()))
def both_ways_say_the_same(world: World) -> None:
    """Every row and column of both."""
    agree(world)


def counted(patch: pytest.MonkeyPatch) -> None:
    """Counts how findings are put into words; what SQL would say otherwise than Python is put into words one by one."""
    parts = worded.Worded._parts

    def counting(self: worded.Worded) -> list[tuple[int, int]]:
        found = parts(self)
        one_by_one = self.stored.database.one("SELECT count(*) FROM one_by_one")
        told["refuted"] += self.stored.database.one("SELECT count(*) FROM shape WHERE form IS NULL")
        told["one by one"] += one_by_one
        told["filled in"] += found[-1][1] - one_by_one
        return found

    patch.setattr(worded.Worded, "_parts", counting)


@pytest.mark.parametrize("coded", [False, True])
def test_both_ways_say_the_same(coded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shape of which there is one finding is filled in; in every other run as of a large log, with names as numbers."""
    monkeypatch.setattr(worded, "LEAST", 1)
    counted(monkeypatch)
    if coded:
        monkeypatch.setattr(scan, "LARGE", 0)
        monkeypatch.setattr(scan, "FIRST_ROWS", 5)
    told.clear()
    explore(both_ways_say_the_same, EXAMPLES, SEED + coded)
    print(dict(told))
    assert told["filled in"] > told["one by one"]
    assert not told["refuted"]
