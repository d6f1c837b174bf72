"""What is found in the example ledgers: each kind of verdict occurs, and the counts are those written down."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking.check import Request, checked
from compliance.engine.asked import Asked

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDER = ("missing", "late", "incomplete", "undetermined", "manual", "pending", "met", "exempt")


@pytest.mark.parametrize(
    ("file", "year", "counts", "score"),
    [
        ("hengyang-2017.csv", 2017, (71, 23, 14, 5, 349, 2, 571, 3), 84.0),
        ("hunan-2016.csv", 2017, (71, 11, 12, 2, 43, 2, 496, 12), 83.7),
        ("tongjiang-2018.csv", 2018, (36, 9, 17, 4, 323, 5, 383, 6), 86.4),
        ("yongzhou-2021.csv", 2021, (46, 3, 17, 1, 215, 3, 474, 1), 88.3),
        ("zhejiang-2017.xlsx", 2017, (94, 23, 11, 4, 174, 5, 645, 1), 83.3),
    ],
)
def test_the_verdicts_of_a_ledger(file: str, year: int, counts: tuple[int, ...], score: float) -> None:
    """As of the end of the year, against the plan of the place."""
    asked = Asked(as_of=datetime(year, 12, 31, 23, 59, 59, 999999))
    request = Request(logs=(str(EXAMPLES / file),), rulesets=(file.partition(".")[0],), asked=asked)
    with checked(request) as assessment:
        summary = assessment.summary
        assert {str(v): n for v, n in summary.verdicts.items()} == dict(zip(ORDER, counts, strict=True))
        assert (summary.score, assessment.log.rejected_count) == (score, 0)
        assert min(counts) > 0
