from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.rulesets.lint import lint_ruleset

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


@pytest.mark.parametrize(("value", "named"), [("500万元", True), ("百分之五", True), ("3 且 金额 < 2", False)])
def test_a_value_that_is_no_number_is_named(tmp_path: Path, value: str, named: bool) -> None:
    """`>= 500万元` makes a gap of every case; that several values need `or` was no help."""
    (tmp_path / "ruleset.toml").write_text('[ruleset]\nid = "x"\n', "utf-8")
    (tmp_path / "1.rules").write_text(f"a 公开\n    要求 金额 >= {value}；依据 一\n", "utf-8")
    (found,) = lint_ruleset(str(tmp_path))
    assert found.code == "lint/condition-never" and found.hint
    assert (f"“{value}”不是数" in found.hint.zh, f"“{value}” is no number" in found.hint.en) == (named, named)
