from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a 批准后1个月内公开", "a 批准后30日内公开"),
        ("a 批准后5个工作日内公开", "a 批准后9日内公开"),
        ("a 批准后20日内公开；责任 财政局、审计局", "a 批准后15日内公开；责任 财政局"),
        ("a 批准后20日内公开", "a 批准后15日内公开；责任 财政局"),
        ("a 申请后15个工作日内答复；重新起算 变更", "a 申请后20个工作日内答复；延长 10个工作日 因 决定"),
        ("a 会议前至少5日公开；责任 财政局", "a 会议前至少3个工作日公开；责任 财政局"),
        ("a 每年公开不少于3次；责任 财政局、审计局", "a 每年公开不少于5次；责任 审计局"),
    ],
)
def test_two_figures_for_one_duty_are_found(lint: Lint, one: str, other: str) -> None:
    """Both hold for somebody, and neither includes the other."""
    assert lint(f"{one}\n{other}\n") == ["contradicts 2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # One is binding, the other recommended; one is for all cases, the other for most.
        ("a 批准后30日内公开", "a 批准后20日内公开；原则上"),
        ("a 批准后30日内公开", "a 批准后20日内公开率不低于95%"),
        # Different cases, acts, content or agencies.
        ("a 发生后5小时内发布；适用 级别 等于 重大", "a 发生后24小时内发布；适用 级别 等于 一般"),
        ("a 批准后20日内公开", "a 批准后30日内解读"),
        ("a 批准后20日内公开", "a 批准后30日内公开；内容 决算"),
        ("a 批准后1个月内公开；责任 财政局", "a 批准后30日内公开；责任 审计局"),
        ("a 批准后1个月内公开；施行 至 2018-06-30", "a 批准后30日内公开；施行 自 2018-07-01"),
        # Of two dates one is over when the rules begin.
        ("a 每年1月31日前公开；施行 自 2018-02-01", "a 每年12月31日前公开"),
        # Every month and five times a year are two duties.
        ("a 每月公开；责任 财政局、审计局", "a 每年公开不少于15次；责任 审计局"),
    ],
)
def test_two_duties_do_not_contradict_each_other(lint: Lint, one: str, other: str) -> None:
    """Each has its own cases, acts or force."""
    assert lint(f"{one}\n{other}\n") == []
