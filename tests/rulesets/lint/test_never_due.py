from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
YEAR = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


@pytest.mark.parametrize("rule", ["a 2019年9月底前验收", "a 2018年9月底前验收；施行 自 2018-10-01"])
def test_a_date_outside_the_range_is_found(lint: Lint, rule: str) -> None:
    """The rule is not in force on that date, by the ruleset's range or its own."""
    assert lint(rule, head=YEAR) == ["never-due 1"]


@pytest.mark.parametrize("rule", ["a 每年1月31日前公开；施行 自 2018-02-01", "a 每年2月29日前公开；施行 至 2018-02-27"])
def test_a_date_of_each_year_that_no_year_has_in_the_range_is_found(lint: Lint, rule: str) -> None:
    """The rule is in force for a part of one year, and the date lies in the other part."""
    assert lint(rule, head=YEAR) == ["never-due 1"]


@pytest.mark.parametrize(
    "rule",
    [
        "a 2018年9月底前验收",
        "a 2018年底前验收",
        "a 每年9月底前验收",
        "a 每年1月31日前公开；施行 2018-02-01 至 2019-01-31",
        "a 每年2月29日前公开；施行 至 2018-02-28",
    ],
)
def test_a_date_within_the_range_is_not(lint: Lint, rule: str) -> None:
    """Both ends of the range belong to it; one year that has the date is enough."""
    assert lint(rule, head=YEAR) == []
