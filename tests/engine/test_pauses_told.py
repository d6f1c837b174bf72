"""The pauses of a clock as a derivation shows them."""

from __future__ import annotations

from tests.engine.conftest import Check
from tests.engine.test_derivation import HEAD, derived, row

RULE = "a 申请后10个工作日内答复\n    中止 自 征求意见 至 决定\n"


def test_pauses_are_told_with_the_days_that_they_pass_over(check: Check) -> None:
    """One that was over on its own day, or that another holds, passes over none; the last may have no end."""
    events = [
        ("申请", "01"),
        ("征求意见", "02"),
        ("决定", "02"),
        ("征求意见", "05"),
        ("征求意见", "06"),
        ("决定", "07"),
    ]
    events += [("征求意见", "12"), ("征求意见", "13")]
    (found,) = derived(check(RULE, HEAD + "".join(row("1", action, f"2018-03-{day}") for action, day in events)))
    told = [(str(pause.first), pause.last and str(pause.last)) for pause in found.pauses]
    assert told == [("2018-03-05", "2018-03-07"), ("2018-03-12", None)]
    assert found.facts.standing_since is not None and found.facts.standing_since.source is not None
    assert found.facts.standing_since.source.row == 8
