"""What the assessment counts by month and by lateness: the same as its findings, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.engine.conftest import Check

from compliance.findings import Verdict
from compliance.findings.spread import MOST_MATTERS, MOST_MONTHS, lateness, months

RULES = "价格 每月公开\n    除外 国家秘密\n预决算 批准后20个工作日内公开\n"
LOG = """matter,case,agency,action,time,exemption
价格,,A局,公开,2018-01-20,
价格,,A局,公开,2018-03-05,
预决算,1,A局,批准,2018-03-01,
预决算,1,A局,公开,2018-04-20,
预决算,2,A局,批准,2018-05-02,
"""


def test_months_and_lateness_agree_with_the_findings(check: Check) -> None:
    """Each finding is counted once, in the month in which it was due; each late one in its step."""
    found = check(RULES, LOG, as_of="2018-07-15")
    expected = Counter((f.matter, f"{f.due.hi:%Y-%m}", f.verdict) for f in found.findings if f.due and f.counts)
    spread = found.assessment.spread()
    counted = Counter(
        {
            (row.matter, month, verdict): n
            for row in spread.months.matters
            for month, cell in row.months.items()
            for verdict, n in cell.items()
        }
    )
    assert counted == expected
    late = [f.days_late for f in found.findings if f.verdict is Verdict.LATE]
    assert late == [22] and [step.count for step in spread.lateness] == [0, 0, 0, 0, 1, 0, 0]


def test_a_month_in_which_nothing_came_is_told_from_one_with_nothing_due(check: Check) -> None:
    """February owes a publication that never came; the case owes nothing in February."""
    spread = check(RULES, LOG, as_of="2018-07-15").assessment.spread()
    rows = {row.matter: row.months for row in spread.months.matters}
    assert rows["价格"]["2018-02"] == {Verdict.MISSING: 1}
    assert "2018-02" not in rows["预决算"]
    assert spread.months.months == tuple(f"2018-{month:02}" for month in range(1, 8))


def test_too_many_matters_and_months_are_cut_and_counted() -> None:
    """Those with most gaps are kept, and the months up to the as-of date."""
    many = [(f"m{n:03}", date(2015 + n // 12, n % 12 + 1, 1), Verdict.MET, 1) for n in range(60)]
    gap = ("z", date(2018, 1, 1), Verdict.LATE, 2)
    found = months([*many, gap], date(2018, 6, 30))
    assert len(found.matters) == MOST_MATTERS and found.more == 61 - MOST_MATTERS
    assert found.matters[0].matter == "z"
    assert len(found.months) == MOST_MONTHS and found.months[-1] == "2018-06"
    assert found.outside == 60 - MOST_MONTHS


def test_a_step_of_the_histogram_holds_its_ends() -> None:
    """Less than a day, up to three days, and everything beyond the last step."""
    steps = lateness([(0, 1), (1, 1), (3, 1), (4, 1), (91, 2), (5000, 1)])
    assert [(step.first, step.last, step.count) for step in steps] == [
        (0, 0, 1),
        (1, 3, 2),
        (4, 7, 1),
        (8, 15, 0),
        (16, 30, 0),
        (31, 90, 0),
        (91, None, 3),
    ]
    assert lateness([]) == ()
