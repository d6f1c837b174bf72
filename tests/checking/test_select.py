"""A log alone is enough: the built-in rulesets that fit it are found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking.check import Request, checked
from compliance.engine.asked import Asked

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "file",
    ["hengyang-2017.csv", "hunan-2016.csv", "tongjiang-2018.csv", "yongzhou-2021.csv", "zhejiang-2017.xlsx"],
)
def test_a_ledger_of_a_place_is_checked_against_its_plan(file: str) -> None:
    """Plans share matters and years; the agencies tell them apart."""
    name = file.partition(".")[0]
    year = int(name[-4:])
    asked = Asked(as_of=datetime(year + 1, 12, 31))
    with checked(Request(logs=(str(EXAMPLES / file),), asked=asked)) as assessment:
        assert [used.id for used in assessment.rulesets] == [name]
        assert "自动选用" in assessment.rulesets[0].chosen.zh
