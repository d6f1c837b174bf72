from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
RULE = "a 批准后20日内公开\n"


def example(*lines: str, title: str = "x") -> str:
    """An example of these lines."""
    return f"    示例 “{title}”\n" + "".join(f"        {line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("公开 2018-01-30", "截至 2018-12-31", "=> 合规"),
        ("批准 2019-01-10", "截至 2018-12-31", "=> 未到期"),
        ("截至 2018-12-31", "=> 未公开"),
    ],
)
def test_an_example_without_a_trigger_is_found(lint: Lint, lines: tuple[str, ...]) -> None:
    """Nothing starts the clock, or what does comes after the as-of date."""
    assert lint(RULE + example(*lines)) == ["example-idle 2"]


def test_an_example_that_repeats_another_is_found(lint: Lint) -> None:
    """Another title makes no other case."""
    lines = ("批准 2018-01-10", "截至 2018-12-31", "=> 未公开")
    assert lint(RULE + example(*lines) + example(*lines, title="y")) == ["example-idle 6"]


@pytest.mark.parametrize(
    "rules",
    [
        RULE + example("批准 2018-01-10", "截至 2018-12-31", "=> 未公开"),
        RULE + example("审批 2018-01-10", "=> 未公开"),
        "a 征求意见不少于20日\n" + example("征求意见 2018-01-10", "截至 2018-12-31", "=> 待核实"),
        "a 每年公开\n" + example("解读 2018-01-10", "截至 2018-12-31", "=> 未公开"),
    ],
)
def test_an_example_that_tests_something_is_not(lint: Lint, rules: str) -> None:
    """By an alias, of a how-long duty; a calendar duty is due where nothing counts."""
    assert lint(rules) == []
