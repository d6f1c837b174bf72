from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
TOML = """
[matters]
"规范性文件" = {}
[channels]
"政府网站" = { aliases = ["门户网站", "政务微信"] }
"website" = {}
[elements]
"一般公共预算" = {}
[agencies]
"财政局" = { aliases = ["第1局"] }
[exemptions]
"国家秘密" = {}
"""


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("规范文件 批准后20日内公开", "规范文件"),
        ("a 批准后20日内公开；渠道 政府网", "政府网"),
        ("a publish; on websites", "websites"),
        ("a publish; on webstie", "webstie"),
        ("a 批准后20日内公开；内容 一般共公预算", "一般共公预算"),
        ("a 批准后20日内公开；责任 市财政局", "市财政局"),
        ("a 批准后20日内公开；除外 国家的秘密", "国家的秘密"),
    ],
)
def test_a_slip_is_found(lint: Lint, rule: str, written: str) -> None:
    """A character more or fewer, two changed about."""
    found = lint(rule, TOML)
    assert [told for told in found if not told.startswith("unused")] == ["near-miss 1"]
    assert f"“{written}” is not declared" in found.titles()


@pytest.mark.parametrize(
    "rule",
    [
        "规范性文件 批准后20日内公开",
        "统计信息 批准后20日内公开",
        # Another character is another word, and a number another agency.
        "a 批准后20日内公开；渠道 政务微博",
        "a 批准后20日内公开；内容 一般公共决算",
        "a 批准后20日内公开；责任 审计局",
        "a 批准后20日内公开；责任 第11局",
        "a publish; on plan-a",
    ],
)
def test_another_name_is_not(lint: Lint, rule: str) -> None:
    """It is declared, or far from all that are."""
    assert [told for told in lint(rule, TOML) if not told.startswith("unused")] == []


def test_a_slip_is_told_where_it_stands_first(lint: Lint) -> None:
    """Members of lists and assignments are names too."""
    rules = "a 批准后20日内公开；渠道 政府网\nb 批准后20日内公开；渠道 政府网\n"
    found = lint(rules, TOML + '[lists]\n"单" = ["规范文件"]\n')
    assert [told for told in found if not told.startswith("unused")] == ["near-miss 16", "near-miss 1"]
