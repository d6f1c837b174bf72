"""Waived gaps are counted apart, and only while their waiver holds."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.conftest import Check, Checked

from compliance.findings import Assessment, Verdict
from compliance.findings.waiver import Standing, Waiver

RULES = "[甲-1] 预决算 within 20 days of approval\n[甲-2] 财政收支 monthly; should\n[甲-3] 预决算 report within 90 days of approval\n"
LOG = """\
单位,事项,案件编号,环节,时间
财政局,预决算,A-1,批准,2018-01-10
财政局,预决算,A-1,公开,2018-02-10
财政局,预决算,A-2,批准,2018-02-10
审计局,预决算,A-1,批准,2018-03-10
审计局,预决算,A-1,报告,2018-03-12
审计局,财政收支,,公开,2018-01-10
"""
END = date(2018, 12, 31)


@pytest.fixture
def waived(check: Check):
    """`waived(Waiver(…), …)`: the log checked with these waivers."""

    def run(*waivers: Waiver, as_of: str = "2018-12-31", toml: str = "") -> Checked:
        return check(RULES, LOG, as_of=as_of, toml=toml, waivers=waivers)

    return run


def waiver(rule: str = "甲-1", **other: object) -> Waiver:
    """A waiver that holds to the end of 2018."""
    return Waiver(**{"rule": rule, "reason": "系统升级", "approver": "区政府办", "end": END, **other})


def named(checked: Checked) -> list[tuple[str, str]]:
    """The waived findings by agency and by case or period."""
    return [(f.agency, f.case or f.period or "") for f in checked.findings if f.waived]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("审计局", "A-1"), ("财政局", "A-1"), ("财政局", "A-2")]),
        ({"agency": "财政局"}, [("财政局", "A-1"), ("财政局", "A-2")]),
        ({"agency": "财政局", "case": "A-1"}, [("财政局", "A-1")]),
        ({"case": "A-1"}, [("审计局", "A-1"), ("财政局", "A-1")]),
        ({"ruleset": "r", "agency": " 审计局"}, [("审计局", "A-1")]),
        ({"ruleset": "another"}, []),
        ({"agency": "教育局"}, []),
        ({"case": "A-9"}, []),
    ],
)
def test_what_a_waiver_is_for(waived, given: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """All gaps of its rule, or those of one agency, in one case."""
    assert sorted(named(waived(waiver(**given)))) == sorted(expected)


def test_a_waiver_of_a_period(waived) -> None:
    """In the words of the log or by its key."""
    found = waived(waiver("甲-2", period="2018年3月"))
    assert named(found) == [("审计局", "2018-03"), ("财政局", "2018-03")]


def test_waived_gaps_are_counted_apart(waived) -> None:
    """Out of verdicts, gaps and score; with them the verdicts add up to the obligations."""
    plain, found = waived().assessment, waived(waiver(agency="财政局")).assessment
    assert (plain.summary.gaps - found.summary.gaps, found.summary.waived) == (2, 2)
    assert found.summary.obligations == plain.summary.obligations
    assert sum(found.summary.verdicts.values()) + found.summary.waived == found.summary.obligations
    assert sum(found.summary.gaps_by_modality.values()) == found.summary.gaps
    of = {agency.agency: agency for agency in found.agencies}
    assert (of["财政局"].waived, of["审计局"].waived) == (2, 0)
    assert found.summary.card.unwaived == plain.summary.score
    assert found.summary.score > plain.summary.score


def test_waived_gaps_are_in_no_month(waived) -> None:
    """The matrix of matters by month and the lateness count what the summary counts."""
    assert lateness(waived().assessment) == 1
    found = waived(waiver()).assessment
    assert lateness(found) == 0
    cells = [cell for matter in found.spread().months.matters for cell in matter.months.values()]
    assert sum(n for cell in cells for verdict, n in cell.items() if verdict.is_gap) == found.summary.gaps


def lateness(assessment: Assessment) -> int:
    """How many came late, by the histogram."""
    return sum(step.count for step in assessment.spread().lateness)


def test_a_waived_gap_keeps_its_verdict_and_tells_of_the_waiver(waived) -> None:
    """By whom, from when to when, why, and that it holds; in both languages."""
    found = waived(waiver(case="A-2", start=date(2018, 2, 1)))
    finding = next(f for f in found.findings if f.waived)
    assert finding.verdict is Verdict.MISSING
    assert finding.waiver == waiver(case="A-2", start=date(2018, 2, 1))
    said = "暂缓：区政府办批准，2018-02-01至2018-12-31，理由：系统升级；有效，不计入问题。"
    assert finding.reason.zh.endswith(f"没有公开记录。{said}")
    assert finding.reason.en.endswith(
        " Waiver: approved by 区政府办, 2018-02-01 to 2018-12-31, because: 系统升级; in force, not counted as a gap."
    )


@pytest.mark.parametrize(
    ("as_of", "given", "standing", "count"),
    [
        ("2018-12-31", {}, Standing.IN_FORCE, 3),
        ("2019-01-01", {}, Standing.EXPIRED, 0),
        ("2018-12-31", {"start": END}, Standing.IN_FORCE, 3),
        ("2018-12-30", {"start": END}, Standing.NOT_YET, 0),
    ],
)
def test_a_waiver_holds_from_its_first_day_to_its_last(
    waived, as_of: str, given: dict[str, object], standing: Standing, count: int
) -> None:
    """As of the date of the check; before and after, its gaps count and say so."""
    found = waived(waiver(**given), as_of=as_of)
    assert [(used.standing, used.gaps) for used in found.assessment.waivers] == [(standing, 3)]
    assert found.assessment.summary.waived == count
    gaps = [f for f in found.findings if f.rule == "甲-1" and f.verdict.is_gap]
    assert len(gaps) == 3
    assert all(standing.words.zh in f.reason.zh and f.waived == bool(count) for f in gaps)


def test_of_several_waivers_one_that_holds_goes_first(waived) -> None:
    """An expired one does not undo it, wherever it stands."""
    old, new = waiver(end=date(2018, 6, 30), approver="旧"), waiver(approver="新")
    for given in ((old, new), (new, old)):
        assert {f.waiver.approver for f in waived(*given).findings if f.waived} == {"新"}


def test_a_veto_item_cannot_be_waived(waived) -> None:
    """Its gaps count and the user is told."""
    found = waived(waiver(), toml='[score]\nveto = ["甲-1"]\n')
    assert (found.assessment.summary.waived, found.assessment.summary.score) == (0, 0.0)
    (warning,) = found.assessment.warnings
    assert (warning.code, warning.severity) == ("waivers/veto", "warning")
    assert "单项否决事项不得暂缓" in next(f for f in found.findings if f.rule == "甲-1" and f.waiver).reason.zh


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"rule": "甲1"}, "waivers/no-rule", "是不是“甲-1”？"),
        ({"rule": "zzzz"}, "waivers/no-rule", "本次核查的规则是：甲-1"),
        ({"ruleset": "another"}, "waivers/no-rule", "本次核查的是：r"),
        ({"agency": "财政居"}, "waivers/no-gap", "单位是不是“财政局”？"),
        ({"rule": "甲-3", "agency": "审计局"}, "waivers/no-gap", "已经整改的可以删去"),
    ],
)
def test_a_waiver_that_is_for_nothing_is_named(waived, given: dict[str, str], code: str, words: str) -> None:
    """With what was probably meant."""
    (warning,) = waived(waiver(**given)).assessment.warnings
    assert (warning.code, warning.severity) == (code, "warning")
    assert words in warning.hint.zh
    assert list(given.values())[-1] in warning.title.zh


def test_a_waiver_may_name_an_agency_by_its_alias(waived) -> None:
    """It is no slip of the pen where there is nothing to waive."""
    toml = '[agencies]\n"审计局" = { aliases = ["市审计局"] }\n'
    (warning,) = waived(waiver(rule="甲-3", agency="市审计局"), toml=toml).assessment.warnings
    assert "已经整改的可以删去" in warning.hint.zh


def test_only_what_counts_by_itself_is_waived(check: Check) -> None:
    """One case of a share is not a gap, so nothing of it can be waived; the share can."""
    rules = "[甲-1] 预决算 within 20 days of approval for at least 95% of cases\n"
    found = check(rules, LOG, waivers=(waiver(case="A-1"),))
    assert [w.code for w in found.assessment.warnings] == ["waivers/no-gap"]
    assert check(rules, LOG, waivers=(waiver(),)).assessment.summary.gaps == 0
