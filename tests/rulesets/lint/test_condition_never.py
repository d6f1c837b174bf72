from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
NEVER = [
    "级别 等于 重大 且 级别 等于 一般",
    "级别 属于 (重大、一般) 且 级别 属于 (较大、特别重大)",
    "级别 等于 重大 且 级别 不等于 重大",
    "级别 为空 且 级别 等于 重大",
    "非 级别 为空 且 级别 为空",
    "权重 不低于 5% 且 权重 小于 3%",
    "权重 大于 5 且 权重 小于 5",
    "金额 等于 3万 且 金额 小于 20000",
    "日期甲 大于 2018-06-30 且 日期甲 小于 2018-06-01",
    "级别 大于 较大",
    "标题栏 等于 决算 且 标题栏 包含 预算",
]
SOMETIMES = [
    "级别 等于 重大 或 级别 等于 一般",
    "级别 等于 重大 且 非 地区 等于 县城",
    "级别 不等于 重大 且 级别 不等于 一般",
    "权重 不低于 3% 且 权重 不高于 3%",
    "权重 大于 3 且 权重 小于 4",
    "日期甲 不低于 2018-06 且 日期甲 不高于 2018-06",
    "日期甲 大于 2018-06-01 且 日期甲 小于 2018-06-03",
    "标题栏 包含 预算 且 标题栏 包含 决算",
    "标题栏 包含 预算 且 标题栏 不等于 预算",
    "标题栏 包含 1 且 标题栏 大于 5",
    "级别 为空 或 级别 等于 重大",
]


@pytest.mark.parametrize("condition", NEVER)
def test_a_condition_that_nothing_meets_is_found(lint: Lint, condition: str) -> None:
    """In `when` and in `require` alike."""
    assert lint(f"a 批准后20日内公开\n    适用 {condition}\n") == ["condition-never 2"]
    assert lint(f"a 批准后20日内公开\n    要求 {condition}\n") == ["condition-never 2"]


@pytest.mark.parametrize("condition", SOMETIMES)
def test_a_condition_that_something_meets_is_not(lint: Lint, condition: str) -> None:
    """Some record can make it true, or nobody can tell."""
    assert lint(f"a 批准后20日内公开\n    适用 {condition}\n") == []


def test_an_alias_contradicts_nothing_but_what_its_name_does(lint: Lint) -> None:
    """市财政局 is 财政局 in a log, so one record is both, and none is one and not the other."""
    toml = '[agencies]\n"财政局" = { aliases = ["市财政局"] }\n'
    assert lint("a 批准后20日内公开\n    适用 单位 等于 财政局 且 单位 等于 市财政局\n", toml) == []
    never = lint("a 批准后20日内公开\n    适用 单位 等于 财政局 且 单位 不等于 市财政局\n", toml)
    assert never == ["condition-never 2"]
