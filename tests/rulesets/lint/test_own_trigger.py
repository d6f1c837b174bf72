from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


@pytest.mark.parametrize("rule", ["a 公开后20日内公开", "a 公开后公开", "a 批准或解读后5日内公开或解读"])
def test_a_duty_that_its_trigger_fulfils_is_found(lint: Lint, rule: str) -> None:
    """The act that starts the clock is the act that stops it."""
    assert lint(rule) == ["own-trigger 1"]


@pytest.mark.parametrize(
    "rule", ["a 批准后20日内公开", "a 公开后20日内公开；内容 决算", "a 公开前至少5日公开", "a 公开不少于20日"]
)
def test_a_duty_that_asks_for_another_act_is_not(lint: Lint, rule: str) -> None:
    """Another act, the same with more in it, or one beforehand."""
    assert lint(rule) == []


def test_a_duty_that_another_trigger_starts_too_is_not_always_met(lint: Lint) -> None:
    """What the approval starts may well be missing."""
    assert "so what it starts is always met" in lint("a 批准或公开后20日内公开").titles()
    assert "so the duty is always met" in lint("a 公开后20日内公开或解读").titles()
