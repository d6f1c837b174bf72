"""A log all of whose times are exact is judged in fewer columns, and not otherwise."""

from __future__ import annotations

from random import Random

from tests.engine.conftest import Check, Checked

from compliance.engine.stored import StoredFindings

RULES = """[a] 预决算 批准后3个工作日内公开
[b] 预决算 批准后5小时内公开或解读
[c] 预决算 批准前公示
[d] 预决算 与公开同步解读
"""
ACTIONS = ("批准", "公开", "公示", "解读")
TITLE = "case,matter,agency,action,time\n"


def drawn(random: Random, seconds: bool) -> str:
    """A log of a few cases with many acts each, before and after their triggers, some at the same time."""
    rows = []
    for _ in range(160):
        day, minute = random.randint(1, 12), random.choice((0, 0, 15, 30))
        time = f"2018-03-{day:02} {random.choice((8, 9, 9, 17)):02}:{minute:02}" + ":07" * seconds
        rows.append(f"{random.randint(1, 25)},预决算,财政局,{random.choice(ACTIONS)},{time}\n")
    return TITLE + "".join(rows)


def plan(checked: Checked) -> frozenset[str]:
    """What the check found necessary to keep."""
    findings = checked.assessment.findings
    assert isinstance(findings, StoredFindings)
    return findings.database.plan


def test_exact_times_alone_give_what_they_give_beside_one_that_is_not(check: Check) -> None:
    """A row of another matter, with a date alone, changes what is kept of a finding and nothing of what it says."""
    for seed in range(6):
        log = drawn(Random(seed), seconds=seed % 2 == 0)
        exact, beside = check(RULES, log), check(RULES, f"{log}1,无关事项,财政局,公开,2018-03-05\n")
        assert "exact" in plan(exact) and "exact" not in plan(beside)
        assert len({finding.verdict for finding in exact.findings}) >= 3
        assert exact.findings == beside.findings
        assert exact.assessment.spread() == beside.assessment.spread()
