from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
YEAR = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


@pytest.mark.parametrize("rule", ["a 2019年9月底前验收", "a 2018年9月底前验收；施行 自 2018-10-01"])
def test_a_date_outside_the_range_is_found(lint: Lint, rule: str) -> None:
    """The rule is not in force on that date, by the ruleset's range or its own."""
    assert lint(rule, head=YEAR) == ["never-due 1"]


@pytest.mark.parametrize("rule", ["a 2018年9月底前验收", "a 2018年底前验收", "a 每年9月底前验收"])
def test_a_date_within_the_range_is_not(lint: Lint, rule: str) -> None:
    """Both ends of the range belong to it."""
    assert lint(rule, head=YEAR) == []
