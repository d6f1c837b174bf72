from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
DATED = '[durations]\n"答复时限" = [{ from = 2019-05-15, is = "20个工作日" }]\n'


@pytest.mark.parametrize("range_", ["", "；施行 自 2019-05-14"])
def test_a_rule_in_force_before_the_first_figure_is_found(lint: Lint, range_: str) -> None:
    """By the range of the ruleset, or by its own."""
    head = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01 }\n'
    assert lint(f"a 申请后答复时限内答复{range_}", DATED, head=head) == ["duration-gap 1"]


@pytest.mark.parametrize("rule", ["a 申请后答复时限内答复；施行 自 2019-05-15", "a 申请后答复时限内答复"])
def test_a_rule_in_force_from_then_on_is_not(lint: Lint, rule: str) -> None:
    """Nothing is said where nobody says since when the rule is in force."""
    assert lint(rule, DATED) == []
