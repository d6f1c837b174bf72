"""Scores and their arithmetic, each by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.findings import Verdict
from compliance.findings.scorecard import Scorecard
from compliance.scoring.together import joint_score

Score = Callable[..., tuple[Scorecard, dict[str, Scorecard]]]
DEDUCTIONS = """\
method = "deductions"
deductions = [
  { verdict = "missing", points = 5, cap = 12 },
  { verdict = "late", rules = ["甲-2"], points = 4 },
  { verdict = ["late", "incomplete"], matters = ["预决算"], points = 1 },
]
"""


def test_the_share_is_weight_earned_of_weight(score: Score) -> None:
    """Met 1, late what it is credited, missing nothing; should is half, may and what is open do not count."""
    card, _ = score(
        "late_credit = 0.5\n",
        {
            "财政局": {
                "甲-1": {"met": 3, "late": 1, "undetermined": 2},
                "甲-2": {"missing": 1},
                "乙-1": {"met": 1},
                "丙-1": {"missing": 9},
            }
        },
    )
    # Earned 3 + 0.5 + 0 + 0.5 of 4 + 3 + 0.5.
    assert (card.score, card.grade) == (53.3, None)
    assert (card.obligations, card.scored, card.open) == (17, 6, 2)
    (account,) = card.accounts
    assert (account.earned, account.weight) == (4.0, 7.5)
    assert [(line.rule, line.verdict, line.findings, line.each, line.asked) for line in account.deductions] == [
        ("甲-1", Verdict.LATE, 1, 0.5, 0.5),
        ("甲-2", Verdict.MISSING, 1, 3.0, 3.0),
    ]
    assert 100 - account.deducted == pytest.approx(account.score)


def test_half_a_tenth_goes_up_and_the_grade_with_it(score: Score) -> None:
    """100 − 29.75 is 70.25, which everybody rounds to 70.3."""
    terms = (
        'method = "deductions"\ndeductions = [{ verdict = "missing", points = 29.75 }]\ngrades = { "合格" = 70.3 }\n'
    )
    card, _ = score(terms, {"财政局": {"甲-1": {"met": 1, "missing": 1}}})
    assert (card.score, card.grade) == (70.3, "合格")


def test_of_a_share_what_is_lost_is_what_putting_it_right_gives(score: Score) -> None:
    """Each line's points are its gain, and all of them together lead to a hundred."""
    card, _ = score("", {"财政局": {"甲-1": {"met": 1, "late": 1}, "甲-2": {"incomplete": 2}}})
    lines = card.accounts[0].deductions
    assert [line.gain for line in lines] == pytest.approx([line.points for line in lines])
    assert sum(line.points for line in lines) == pytest.approx(100 - 100 / 8)
    assert card.best == 100.0


def test_deductions_are_taken_from_a_hundred_up_to_their_cap(score: Score) -> None:
    """The first entry that fits a gap holds; a cap is used up in the order of the rules."""
    found = {"财政局": {"甲-1": {"missing": 2, "late": 1, "met": 5}, "乙-1": {"missing": 2}, "甲-2": {"late": 1}}}
    card, _ = score(DEDUCTIONS, found)
    account = card.accounts[0]
    # Missing: 2 of 5 points, and 2 of half as many, capped at 12; 甲-1 late 1; 甲-2 late 4 points for weight 3.
    assert [(line.rule, line.verdict.value, line.asked, line.cap, line.points) for line in account.deductions] == [
        ("甲-1", "missing", 10.0, 12.0, 10.0),
        ("甲-1", "late", 1.0, None, 1.0),
        ("甲-2", "late", 12.0, None, 12.0),
        ("乙-1", "missing", 5.0, 12.0, 2.0),
    ]
    assert card.score == 75.0
    # 甲-1 put right, the cap still leaves 乙-1 its 5; 乙-1 put right, 甲-1 asks for 10.
    assert [line.gain for line in account.deductions] == [7.0, 1.0, 12.0, 2.0]
    assert card.best == 100.0


def test_a_score_does_not_go_below_nothing(score: Score) -> None:
    """What is deducted beyond it is told."""
    card, _ = score(
        'method = "deductions"\ndeductions = [{ points = 30 }]\n', {"财政局": {"甲-1": {"met": 1, "missing": 4}}}
    )
    assert (card.score, card.accounts[0].beyond) == (0.0, 20.0)
    assert card.accounts[0].deductions[0].gain == 100.0


def test_bonus_is_added_up_to_its_cap_and_to_a_hundred(score: Score) -> None:
    """Without rules it is for what is only encouraged."""
    toml = "bonus = [{ points = 2, cap = 5 }]\n"
    card, _ = score(toml, {"财政局": {"甲-1": {"met": 8, "late": 2}, "丙-1": {"met": 3, "missing": 1}}})
    (line,) = card.accounts[0].bonus
    assert (line.rules, line.findings, line.each, line.cap, line.points) == (("丙-1",), 3, 2.0, 5.0, 5.0)
    assert (card.score, card.best) == (85.0, 100.0)
    full, _ = score(toml, {"财政局": {"甲-1": {"met": 8}, "丙-1": {"met": 1}}})
    assert (full.score, full.accounts[0].beyond) == (100.0, -2.0)


def test_a_finding_earns_by_the_first_entry_of_bonus_that_it_fits(score: Score) -> None:
    """As a gap costs by the first of deductions: nothing is counted twice."""
    toml = 'bonus = [{ rules = ["丙-1"], points = 3, cap = 4 }, { points = 1 }]\n'
    card, _ = score(toml, {"财政局": {"甲-1": {"met": 8, "late": 2}, "丙-1": {"met": 3}}})
    assert [line.points for line in card.accounts[0].bonus] == [4.0]


def test_bonus_for_a_named_rule_counts_in_what_putting_it_right_gives(score: Score) -> None:
    """A gap that is met earns it."""
    card, _ = score(
        'bonus = [{ rules = ["甲-1"], points = 3 }]\n', {"财政局": {"甲-1": {"missing": 1}, "甲-2": {"missing": 1}}}
    )
    assert [line.gain for line in card.accounts[0].deductions] == [28.0, 75.0]


def test_a_gap_of_a_rule_with_a_veto_makes_it_nothing(score: Score) -> None:
    """Only putting that one right lifts it; the arithmetic before it stands."""
    card, _ = score('veto = ["甲-1"]\n', {"财政局": {"甲-1": {"met": 2, "late": 1}, "甲-2": {"missing": 1, "met": 1}}})
    account = card.accounts[0]
    assert card.score == 0.0
    assert [(veto.rule, veto.findings) for veto in account.vetoes] == [("甲-1", 1)]
    assert account.vetoed == pytest.approx(100 * 5 / 9)
    assert [round(line.gain, 1) for line in account.deductions] == [66.7, 0.0]
    met, _ = score('veto = ["甲-1"]\n', {"财政局": {"甲-1": {"met": 3}, "甲-2": {"missing": 1, "met": 1}}})
    assert met.score == 66.7


def test_weight_of_what_does_not_apply_is_carried_by_its_matter(score: Score) -> None:
    """甲-2 weighs 3 and does not apply: spread, the findings of 甲-1 weigh 4 times as much; left out, once."""
    found = {"财政局": {"甲-1": {"missing": 1}, "乙-1": {"met": 1}}}
    left_out, _ = score("", found)
    spread, _ = score('not_applicable = "spread"\n', found)
    assert (left_out.score, spread.score) == (33.3, 11.1)
    (line,) = spread.accounts[0].spread
    assert (line.matter, line.rules, line.weight) == ("预决算", ("甲-2",), 3.0)


def test_what_is_open_is_not_spread(score: Score) -> None:
    """A rule that may yet apply is not one that does not."""
    found = {"财政局": {"甲-1": {"missing": 1}, "甲-2": {"pending": 1}, "乙-1": {"met": 1}}}
    assert score('not_applicable = "spread"\n', found)[0].score == 33.3


def test_only_what_an_agency_would_owe_is_spread(score: Score) -> None:
    """What it owes alone, beside others or jointly with them; nothing that others owe, and nothing that weighs nothing."""
    rules = """\
[甲-1] 预决算 publish within 20 days of approval
[甲-2] 预决算 report within 20 days of approval; by 财政局
[甲-3] 预决算 interpret within 20 days of approval; by 审计局; weight 7
[甲-4] 预决算 reply within 20 days of approval; by any of 财政局, 审计局; weight 9
[甲-5] 预决算 publish; may
[甲-6] 预决算 publish; weight 0.5
[甲-7] 预决算 publish within 9 days of decision; by 财政局, 审计局
"""
    found = {agency: {"甲-1": {"met": 1}} for agency in ("审计局", "财政局", "财政局/审计局")}
    _, of = score('not_applicable = "spread"\n', found, rules=rules)
    assert {agency: card.accounts[0].spread[0].rules for agency, card in of.items()} == {
        "审计局": ("甲-3", "甲-6", "甲-7"),
        "财政局": ("甲-2", "甲-6", "甲-7"),
        "财政局/审计局": ("甲-4", "甲-6"),
    }


def test_an_entry_counts_all_findings_that_fit_it(score: Score) -> None:
    """Of bonus those of both rules; what is met costs nothing, whatever the entries of deductions say."""
    bonus = 'bonus = [{ rules = ["甲-1", "甲-2"], points = 1 }]\n'
    card, _ = score(bonus, {"财政局": {"甲-1": {"met": 2, "missing": 8}, "甲-2": {"met": 3}}})
    (line,) = card.accounts[0].bonus
    assert (line.rules, line.findings, line.points) == (("甲-1", "甲-2"), 5, 5.0)


def test_a_waived_gap_is_left_out_and_the_score_told_both_ways(score: Score) -> None:
    """As if there had been no obligation, and as if there were no waiver."""
    card, of = score("", {"财政局": {"甲-1": {"met": 1, "late": 1}, "甲-2": {"missing": 1}}}, waived=("甲-2",))
    assert (card.score, card.unwaived, card.waived, card.scored) == (50.0, 20.0, 1, 2)
    assert of["财政局"] == card


def test_the_whole_of_a_share_is_that_of_all_findings(score: Score) -> None:
    """An agency counts by what it owed; its line names it."""
    card, of = score("", {"甲局": {"甲-1": {"met": 9, "late": 1}}, "乙局": {"甲-1": {"late": 2}}})
    assert (card.score, of["甲局"].score, of["乙局"].score) == (75.0, 90.0, 0.0)
    (line,) = card.accounts[0].deductions
    assert (line.findings, line.named, round(line.points, 6)) == (3, ("乙局 2", "甲局 1"), 25.0)


def test_the_whole_of_deductions_is_the_mean_of_the_agencies(score: Score) -> None:
    """Caps are for each agency, and so is nothing below nothing."""
    card, of = score(DEDUCTIONS, {"甲局": {"甲-1": {"missing": 9}}, "乙局": {"甲-1": {"met": 1}}})
    assert (of["甲局"].score, of["乙局"].score, card.score) == (88.0, 100.0, 94.0)
    assert card.accounts[0].agencies == 2
    assert 100 - card.accounts[0].deducted == 94.0


def test_an_agency_with_a_veto_brings_nothing_to_the_whole(score: Score) -> None:
    """The veto is that agency's."""
    card, of = score('veto = ["甲-1"]\n', {"甲局": {"甲-1": {"met": 1, "late": 1}}, "乙局": {"甲-1": {"met": 2}}})
    assert (of["甲局"].score, of["乙局"].score, card.score) == (0.0, 100.0, 50.0)
    assert card.accounts[0].vetoes[0].agencies == ("甲局",)


def test_nothing_scored_is_no_score(score: Score) -> None:
    """Not a hundred."""
    card, of = score("", {"财政局": {"甲-1": {"pending": 1}, "丙-1": {"met": 1}}})
    assert (card.score, card.grade, card.best, card.accounts) == (None, None, None, ())
    assert of["财政局"].obligations == 2


@pytest.mark.parametrize(("met", "grade"), [(95, "优秀"), (90, "优秀"), (89, "良好"), (60, "合格"), (59, None)])
def test_a_grade_is_the_best_that_is_reached(score: Score, met: int, grade: str | None) -> None:
    """Its least score included."""
    assert score("", {"财政局": {"甲-1": {"met": met, "late": 100 - met}}})[0].grade == grade


amounts = st.fixed_dictionaries({verdict: st.integers(0, 9) for verdict in ("met", "late", "incomplete", "missing")})
agencies = st.dictionaries(
    st.sampled_from(["甲局", "乙局", "丙局"]),
    st.dictionaries(st.sampled_from(["甲-1", "甲-2", "乙-1", "丙-1"]), amounts, min_size=1),
    min_size=1,
)
terms = st.sampled_from(
    [
        "late_credit = 0.3\n",
        'late_credit = 0.3\nnot_applicable = "spread"\nbonus = [{ points = 7, cap = 9 }]\n',
        'veto = ["乙-1"]\n',
        DEDUCTIONS + 'bonus = [{ rules = ["甲-1"], points = 1, cap = 3 }]\nveto = ["乙-1"]\n',
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(toml=terms, found=agencies)
def test_the_lines_add_up(score: Score, toml: str, found: dict[str, dict[str, dict[str, int]]]) -> None:
    """Of the whole and of each agency: what is shown leads from 100 to the score, and a gain is what a second count finds."""
    card, of = score(toml, found)
    for one in (card, *of.values()):
        for account in one.accounts:
            shown = 100 - account.deducted + account.added + account.beyond - account.vetoed
            assert shown == pytest.approx(account.score, abs=1e-9)
            assert all(line.gain >= -1e-9 for line in account.deductions)
    for agency, one in of.items():
        for line in one.accounts[0].deductions if one.accounts else ():
            rule = dict(found[agency][line.rule])
            rule["met"] += rule.pop(line.verdict.value)
            better = score(toml, {agency: {**found[agency], line.rule: rule}})[0]
            assert better.accounts[0].score - one.accounts[0].score == pytest.approx(line.gain, abs=1e-9)


def test_a_cap_is_told_where_it_cuts(score: Score) -> None:
    """Of deductions and bonus that come to just the cap nothing is cut; one finding more, and something is."""
    toml = """method = "deductions"
deductions = [{ verdict = "missing", points = 5, cap = 10 }]
bonus = [{ rules = ["甲-1"], points = 1, cap = 2 }]
"""
    for missing, met, told in ((2, 2, None), (3, 3, 10.0)):
        account = score(toml, {"甲局": {"甲-1": {"missing": missing, "met": met}}})[1]["甲局"].accounts[0]
        assert account.agencies == 1
        assert [line.cap for line in account.deductions] == [told]
        assert [line.cap for line in account.bonus] == [told and 2.0]


def test_what_has_no_bonus_gains_what_it_cost(score: Score) -> None:
    """Put right, a gap of a rule that no bonus is for gives back its own points and no more."""
    toml = """method = "deductions"
deductions = [{ verdict = "missing", points = 5 }, { verdict = "late", points = 1 }]
bonus = [{ rules = ["乙-1"], points = 1 }]
"""
    account = score(toml, {"甲局": {"甲-1": {"missing": 2, "late": 3}}})[1]["甲局"].accounts[0]
    assert [(line.verdict.value, line.gain) for line in account.deductions] == [("missing", 10.0), ("late", 3.0)]


def test_a_veto_names_whose_it_is(score: Score) -> None:
    """The account of one agency names it, also where nothing but the veto makes a line."""
    account = score('veto = ["甲-1"]\n', {"甲局": {"甲-1": {"late": 1, "met": 1}}})[1]["甲局"].accounts[0]
    assert [(veto.rule, veto.findings, veto.agencies) for veto in account.vetoes] == [("甲-1", 1, ("甲局",))]


def test_what_costs_no_points_is_told_where_it_is_vetoed_alone(score: Score) -> None:
    """Putting it right brings the score back; another gap that costs nothing is no line of the account."""
    toml = """method = "deductions"
deductions = [{ verdict = "missing", points = 5 }]
veto = ["甲-1"]
"""
    account = score(toml, {"甲局": {"甲-1": {"late": 1}, "甲-2": {"late": 1}}})[1]["甲局"].accounts[0]
    assert [(line.rule, line.points, line.gain) for line in account.deductions] == [("甲-1", 0.0, 100.0)]


def test_the_score_of_two_rulesets_is_their_mean_by_weight(score: Score) -> None:
    """Of an agency whose rulesets deduct, as it is not a share of anything."""
    ours = """method = "deductions"
deductions = [{ verdict = "missing", points = 20 }]
"""
    one = score(ours, {"甲局": {"甲-1": {"missing": 1, "met": 2}}})[1]["甲局"].accounts[0]
    other = score(ours, {"甲局": {"甲-1": {"missing": 2, "met": 7}}})[1]["甲局"].accounts[0]
    assert (one.weight, other.weight) == (3.0, 9.0)
    assert joint_score([one]) == 80.0
    assert joint_score([one, other]) == (3 * 80 + 9 * 60) / 12
