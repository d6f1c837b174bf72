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


@pytest.mark.parametrize(
    ("rulesets", "told"),
    [
        (("cn-disclosure", "tongjiang-2018"), "1条规则在几个规则集（cn-disclosure、tongjiang-2018）中都有"),
        (("hunan-2016", "tongjiang-2018"), "1条规则在几个规则集（hunan-2016、tongjiang-2018）中都有"),
        (("tongjiang-2018", "yongzhou-2021"), "1条规则在几个规则集（tongjiang-2018、yongzhou-2021）中都有"),
        (("tongjiang-2018",), None),
    ],
)
def test_rules_that_several_rulesets_took_over_are_told(
    tmp_path: Path, rulesets: tuple[str, ...], told: str | None
) -> None:
    """One request without a reply is a gap of each: a rule is in force when it says so itself."""
    log = tmp_path / "log.csv"
    log.write_text("编号,事项,单位,申请日期\n1,依申请公开,财政局,2018-01-10\n", "utf-8")
    with checked(Request(logs=(str(log),), rulesets=rulesets, asked=Asked(as_of=datetime(2018, 12, 31)))) as found:
        warnings = [warning.title.zh for warning in found.warnings if warning.code == "ruleset/judged-again"]
        assert len(warnings) == (told is not None)
        assert all(warning.startswith(told or "") and warning.endswith("条例2007-24") for warning in warnings)
