"""What the account of all agencies says of each line, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.findings import Modality, Verdict
from compliance.findings.scorecard import Account, Scorecard

Score = Callable[..., tuple[Scorecard, dict[str, Scorecard]]]
RULES = """\
[甲-1] 预决算 publish within 20 days of approval; title “预算公开”; cite 第一条
[甲-2] 预决算 report within 20 days of approval; weight 3
[乙-1] 重大决策 publish; should
"""
DEDUCTIONS = """\
method = "deductions"
deductions = [{ verdict = "missing", points = 5, cap = 12 }, { verdict = "late", points = 1 }]
bonus = [{ rules = ["甲-2"], points = 1, cap = 2 }, { rules = ["甲-1", "乙-1"], points = 0.5 }]
"""


def joint(score: Score, toml: str, found: dict[str, dict[str, dict[str, int]]]) -> Account:
    """The account of all agencies."""
    (account,) = score(toml, found, rules=RULES)[0].accounts
    return account


def test_a_line_of_several_agencies_adds_up_theirs(score: Score) -> None:
    """Findings and what they ask for as sums, points and gain as means, and what the rule is called as each says it."""
    found = {"甲局": {"甲-1": {"missing": 3}}, "乙局": {"甲-1": {"missing": 1, "met": 1}}}
    (line,) = joint(score, DEDUCTIONS, found).deductions
    assert (line.rule, line.title, line.citation) == ("甲-1", "预算公开", "第一条")
    assert (line.verdict, line.modality) == (Verdict.MISSING, Modality.MUST)
    assert (line.findings, line.each, line.asked, line.cap, line.points) == (4, 5.0, 20.0, 12.0, 8.5)
    # Put right, 甲局 has 12 and half a point for each of three duties met more, 乙局 5 and half a point: both end at 100.
    assert line.gain == pytest.approx((12 + 4.5) / 2)
    assert line.named == ("甲局 3", "乙局 1")


def test_what_each_costs_is_told_where_it_is_the_same(score: Score) -> None:
    """Spread, a gap of 甲局 weighs four times as much as one of 乙局, to which 甲-2 applies."""
    alike = {"甲局": {"甲-1": {"missing": 1}}, "乙局": {"甲-1": {"late": 1, "missing": 2}}}
    assert {line.verdict: line.each for line in joint(score, "", alike).deductions} == {
        Verdict.MISSING: 1.0,
        Verdict.LATE: 1.0,
    }
    unlike = {"甲局": {"甲-1": {"missing": 1}}, "乙局": {"甲-1": {"missing": 2}, "甲-2": {"met": 1}}}
    account = joint(score, 'not_applicable = "spread"\n', unlike)
    assert [line.each for line in account.deductions] == [None]
    assert [(line.matter, line.rules, line.weight) for line in account.spread] == [("预决算", ("甲-2",), 3.0)]


def test_the_weight_that_matters_carry_is_added_up(score: Score) -> None:
    """Of 预决算 甲局 lacks 甲-2, 乙局 and 丙局 甲-1; each rule is named once."""
    found = {"甲局": {"甲-1": {"met": 1}}, "乙局": {"甲-2": {"met": 1}}, "丙局": {"甲-2": {"met": 1}}}
    (line,) = joint(score, 'not_applicable = "spread"\n', found).spread
    assert (line.matter, line.rules, line.weight) == ("预决算", ("甲-2", "甲-1"), 5.0)


def test_the_costliest_lines_come_first(score: Score) -> None:
    """Of equally costly ones in the order of rules, then of verdicts; what adding up loses makes none costlier."""
    found = {
        "甲局": {"甲-1": {"missing": 1, "late": 1, "met": 7}, "甲-2": {"missing": 1}, "乙-1": {"missing": 2}},
        "乙局": {"甲-1": {"missing": 1, "late": 1, "met": 8}, "甲-2": {"met": 3}, "乙-1": {"missing": 4}},
    }
    lines = joint(score, "", found).deductions
    assert [(line.rule, line.verdict.value, line.asked) for line in lines] == [
        ("乙-1", "missing", 3.0),
        ("甲-2", "missing", 3.0),
        ("甲-1", "late", 2.0),
        ("甲-1", "missing", 2.0),
    ]
    assert [line.points for line in lines] == sorted((line.points for line in lines), reverse=True)


def test_bonus_is_added_up_by_entry(score: Score) -> None:
    """Each entry with its rules, its cap where one agency reached it, and the mean of what it gave."""
    found = {
        "甲局": {"甲-1": {"met": 1, "missing": 1}, "甲-2": {"met": 5}},
        "乙局": {"乙-1": {"met": 2, "missing": 1}, "甲-1": {"met": 1}, "甲-2": {"met": 1}},
    }
    first, second = joint(score, DEDUCTIONS, found).bonus
    assert (first.entry, first.rules, first.findings, first.each, first.cap) == (1, ("甲-2",), 6, 1.0, 2.0)
    assert first.points == pytest.approx((2 + 1) / 2)
    assert (second.entry, second.rules, second.findings, second.each, second.cap) == (2, ("甲-1", "乙-1"), 4, 0.5, None)
    assert second.points == pytest.approx((0.5 + 1.5) / 2)


def test_vetoes_name_the_agencies_they_befell(score: Score) -> None:
    """With all their findings, and what the rule is called."""
    found = {
        "甲局": {"甲-1": {"missing": 2}, "甲-2": {"met": 1}},
        "乙局": {"甲-1": {"late": 1}},
        "丙局": {"甲-1": {"met": 9}},
    }
    account = joint(score, 'veto = ["甲-1"]\n', found)
    (veto,) = account.vetoes
    assert (veto.rule, veto.title, veto.citation) == ("甲-1", "预算公开", "第一条")
    assert (veto.findings, veto.agencies) == (3, ("甲局", "乙局"))


def test_the_whole_is_the_mean_of_what_the_agencies_have(score: Score) -> None:
    """Of a share by weight; of deductions each agency alike, whatever it weighs: beyond the limits and vetoed, too."""
    found = {"甲局": {"甲-1": {"missing": 1}, "乙-1": {"met": 1}}, "乙局": {"甲-2": {"met": 4}, "甲-1": {"late": 1}}}
    account = joint(score, DEDUCTIONS + 'veto = ["甲-1"]\n', found)
    assert (account.ruleset, account.method, account.agencies, account.findings) == ("r", "deductions", 2, 7)
    assert (account.weight, account.earned) == (14.5, 12.5)
    # 甲局 loses 5 and earns 0.5; 乙局 loses 1 and earns 4, of which the cap leaves 2: one point is beyond a hundred.
    assert account.beyond == pytest.approx((0 - 1) / 2)
    assert account.vetoed == pytest.approx((95.5 + 100) / 2)
    assert (account.score, account.best) == (0.0, 100.0)
    share = joint(score, 'bonus = [{ rules = ["甲-2"], points = 9 }]\n', found)
    assert share.beyond == pytest.approx(-(36 - 100 / 13) * 13 / 14.5)
    assert share.best == 100.0


def test_a_line_names_five_agencies_at_most(score: Score) -> None:
    """Those with the most findings, of equally many in the order of their names."""
    found = {f"{name}局": {"甲-1": {"missing": n}} for n, name in enumerate("fbcdea", 1)} | {
        "z局": {"甲-1": {"missing": 6}}
    }
    (line,) = joint(score, "", found).deductions
    assert line.named == ("a局 6", "z局 6", "e局 5", "d局 4", "c局 3")
