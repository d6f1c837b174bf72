"""Obligations that no later stage speaks of are judged as they come, and not otherwise than those that are held as a table."""

from __future__ import annotations

from random import Random

import pytest
from tests.engine.conftest import Check, Checked
from tests.engine.test_exact import RULES, TITLE, drawn, plan

from compliance.engine.stored import StoredFindings

ASKING_MORE = """[e] 预决算 批准后3个工作日内公开 渠道 政府网站
[f] 预决算 每季度公开
"""


def on_channels(log: str) -> str:
    """The log with a channel in every other row."""
    rows = log.splitlines()[1:]
    return TITLE.replace("\n", ",channel\n") + "".join(
        f"{row},{('政府网站', '公告栏')[n % 2]}\n" for n, row in enumerate(rows)
    )


def held(checked: Checked) -> set[str]:
    """The rules whose obligations are held as a table."""
    findings = checked.assessment.findings
    assert isinstance(findings, StoredFindings)
    (evaluated,) = findings.evaluated
    duties = evaluated.tables.duties
    return {duties[duty][0].id for (duty,) in findings.database.rows("SELECT DISTINCT duty FROM obligation")}


def told(checked: Checked) -> list[object]:
    """What is found, and how it came about."""
    return [*checked.findings, *checked.assessment.derivations.of(checked.findings)]


@pytest.mark.parametrize("seed", range(4))
def test_only_what_rules_ask_for_is_held(check: Check, seed: int) -> None:
    """Plain deadlines beside rules that ask for a channel or by the calendar are what they are alone."""
    log = on_channels(drawn(Random(seed), seconds=False))
    alone, beside = check(RULES, log), check(RULES + ASKING_MORE, log)
    assert held(beside) == {"e", "f"}
    assert alone.findings == [finding for finding in beside.findings if finding.rule in "abcd"]
    assert check(ASKING_MORE, log).findings == [finding for finding in beside.findings if finding.rule in "ef"]


@pytest.mark.parametrize("seed", range(4))
def test_held_ones_are_judged_alike(check: Check, seed: int) -> None:
    """A claim of a ground may stand beside every obligation, so that all of them are held."""
    log = on_channels(drawn(Random(seed), seconds=False)).replace("\n", ",\n").replace(",\n", ",exemption\n", 1)
    claimed = check(RULES + ASKING_MORE, log + "x,无关事项,财政局,公开,2018-03-05 09:00,公告栏,国家秘密\n")
    plain = check(RULES + ASKING_MORE, log)
    assert (held(claimed), held(plain)) == (set("abcdef"), set("ef"))
    assert told(claimed) == told(plain)


def test_what_gave_no_obligation_is_told_of_both(check: Check) -> None:
    """Whether a duty is held or not, it is said when nothing came of it."""
    rules = "[a] 预决算 批准后3日内公开\n[b] 行政处罚 决定后3日内公开\n[c] 价格 调整后3日内公开 渠道 政府网站\n"
    found = check(rules, f"{TITLE}1,预决算,财政局,批准,2018-03-05\n")
    assert [silent.rule for silent in found.assessment.not_triggered] == ["b", "c"]
    assert held(found) == set() and found.verdicts == {"1": "missing"}


def test_several_rulesets_of_plain_deadlines_hold_nothing(check: Check) -> None:
    """More rulesets than one make nothing more necessary."""
    log = drawn(Random(1), seconds=True)
    once = check(RULES, log)
    twice = check(RULES, log, times=2)
    assert "held" not in plan(twice) and "exact" in plan(twice)
    assert [f.verdict for f in twice.findings] == 2 * [f.verdict for f in once.findings]


@pytest.mark.parametrize("names", ["texts"], indirect=True)
def test_hundreds_of_rulesets_at_once(check: Check) -> None:
    """The plans of a whole country's cities: each says of the log what it says alone."""
    log = "case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n1,预决算,A局,公开,2018-03-12\n"
    found = check("预决算 批准后20日内公开\n", log, times=257)
    assert [finding.verdict for finding in found.findings] == ["late"] * 257
