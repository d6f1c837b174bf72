"""The agencies that a check is asked for: as a report shows them, and those that nobody knows."""

from __future__ import annotations

from tests.engine.conftest import Check

from compliance.engine.debtors import as_written
from compliance.findings.personal import masked_name

ID = "11010519491231002X"
LOG = f"""case,matter,agency,action,time
1,预决算,个体户{ID},批准,2018-03-01
2,预决算,A局,批准,2018-03-01
"""
RULE = "预决算 批准后20日内公开\n"


def test_one_whose_number_is_masked_is_asked_for_as_the_report_shows_it(check: Check) -> None:
    """Who reads the report has no other name of it."""
    shown = masked_name(f"个体户{ID}")
    assert "*" in shown and ID not in shown
    assert [finding.agency for finding in check(RULE, LOG, agencies=(shown,)).findings] == [f"个体户{ID}"]


def test_others_are_asked_for_as_they_are() -> None:
    """Beside a masked one, which may stand for several, and with a star of their own."""
    one, other = f"个体户{ID}", "个体户110105194912310038"
    written = [one, "A局", other]
    assert as_written(["A局", masked_name(one)], written) == ("A局", one)
    assert as_written(["B*局", "A局"], written) == ("B*局", "A局")
    assert as_written([masked_name(one)], [one, one]) == (one, one)


def test_one_that_nobody_knows_is_told(check: Check) -> None:
    """With the nearest that is known, or else where they are listed."""
    (near,) = check(RULE, LOG.replace("A局", "财政局"), agencies=("财正局",)).assessment.warnings
    assert (near.code, near.severity) == ("usage/agency", "warning")
    assert near.title.zh == "台账和规则都没有提到单位“财正局”，没有可核查的记录"
    assert near.title.en == "neither the log nor the rules name the agency “财正局”: there is no record of it to check"
    assert near.hint is not None and (near.hint.zh, near.hint.en) == ("是否为“财政局”？", "did you mean “财政局”?")
    (far,) = check(RULE, LOG, agencies=("教育厅",)).assessment.warnings
    assert far.hint is not None and far.hint.zh == "核对 --agency 的写法；不加 --agency 的报告列出各家单位"
    assert far.hint.en == "see how it is spelled: a check without --agency lists the agencies"


def test_one_that_nobody_knows_is_told_to_whoever_holds_the_report(check: Check) -> None:
    """Which says of it that there was nothing to do; the warning stood on a terminal, and not even there with -q."""
    asked = check(RULE, LOG.replace("A局", "财政局"), agencies=("财正局",))
    assert not asked.findings
    assert "台账和规则都没有提到单位“财正局”，没有可核查的记录。是否为“财政局”？" in [
        note.zh for note in asked.assessment.log.notes
    ]
