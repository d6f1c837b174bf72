"""Scores of counted findings, without a log: a ruleset of a few rules and how often each has which verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.findings import Verdict
from compliance.findings.scorecard import Scorecard
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset
from compliance.scoring import Count, scorecards

RULES = """\
[甲-1] 预决算 publish within 20 days of approval
[甲-2] 预决算 report within 20 days of approval; weight 3
[乙-1] 重大决策 publish; should
[丙-1] 环境信息 publish; may
"""
Score = Callable[..., tuple[Scorecard, dict[str, Scorecard]]]
Counted = Callable[..., tuple[list[Count], Ruleset]]


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    """`counted(toml, {"财政局": {"甲-1": {"met": 2, "late": 1}}})`: the counts and the ruleset that they are of."""
    rulesets: dict[tuple[str, str], Ruleset] = {}

    def ruleset_of(toml: str, rules: str) -> Ruleset:
        if (toml, rules) not in rulesets:
            (tmp_path / "ruleset.toml").write_text(f'[ruleset]\nid = "r"\n[score]\n{toml}', "utf-8")
            (tmp_path / "a.rules").write_text(rules, "utf-8")
            rulesets[toml, rules] = load_ruleset(str(tmp_path))
        return rulesets[toml, rules]

    def counts_of(
        toml: str, found: dict[str, dict[str, dict[str, int]]], waived: tuple[str, ...] = (), rules: str = RULES
    ) -> tuple[list[Count], Ruleset]:
        ruleset = ruleset_of(toml, rules)
        places = {rule.id: n for n, rule in enumerate(ruleset.rules)}
        counts = [
            Count(
                agency, 0, places[rule], Verdict(verdict), rule in waived and Verdict(verdict).is_gap, n, ("2018-01",)
            )
            for agency, rules in found.items()
            for rule, verdicts in rules.items()
            for verdict, n in verdicts.items()
            if n
        ]
        return counts, ruleset

    return counts_of


@pytest.fixture
def score(counted: Counted) -> Score:
    """The same as cards: that of all and those of the agencies."""

    def cards(*found: object, **told: object) -> tuple[Scorecard, dict[str, Scorecard]]:
        counts, ruleset = counted(*found, **told)
        return scorecards(counts, [ruleset])

    return cards
