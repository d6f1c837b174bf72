from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
ENTRIES = [
    ('[actions]\n"补正" = {}\n', "a 申请后15日内答复；重新起算 补正"),
    ('[matters]\n"a" = { aliases = ["甲"] }\n', "甲 公开"),
    ('[channels]\n"政府网站" = {}\n', "a 批准后5日内公开；渠道 政府网站"),
    ('[elements]\n"三公经费" = {}\n', "a 批准后5日内公开；内容 三公经费"),
    ('[exemptions]\n"国家秘密" = {}\n', "a 批准后5日内公开；除外 国家秘密"),
    ('[durations]\n"时限" = [{ from = 2008-05-01, is = "15日" }]\n', "a 申请后时限内答复"),
    ('[seasons]\n"旺季" = { from = "06-01", to = "09-30" }\n', "a 旺季每5日公布"),
    ('[lists]\n"单" = ["a", "b"]\n', "各 单 每年公开"),
    ('[assignments]\n"a" = ["财政局"]\n', "a 公开"),
    ('[channels]\n"政府网站" = {}\n', "a 批准后5日内公开；要求 渠道 包含 政府网站"),
    ('[elements]\n"三公经费" = {}\n', "a 公开\n    示例 “x”\n        公开 2018-01-05 内容 三公经费\n        => 合规"),
]


@pytest.mark.parametrize(("toml", "rule"), ENTRIES)
def test_an_entry_that_no_rule_speaks_of_is_found(lint: Lint, toml: str, rule: str) -> None:
    """Of every kind but agencies."""
    assert lint("无关 公开", toml) == ["unused 4"]


@pytest.mark.parametrize(("toml", "rule"), ENTRIES)
def test_an_entry_that_a_rule_speaks_of_is_not(lint: Lint, toml: str, rule: str) -> None:
    """In a duty, a qualifier, a condition or an example, by its name or an alias."""
    assert lint(rule, toml) == []


def test_a_roster_need_not_be_spoken_of(lint: Lint) -> None:
    """Agencies are those that are audited."""
    assert lint("a 公开", '[agencies]\n"财政局" = {}\n') == []
