from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


@pytest.mark.parametrize(
    "toml",
    [
        '[matters]\n"预算" = { aliases = ["部门预算", "部门预算"] }\n',
        '[matters]\n"预算" = { aliases = ["预算"] }\n',
        '[agencies]\n"财政局" = { aliases = ["市财政局", "市财政局 "] }\n',
    ],
)
def test_an_alias_claimed_twice_is_found(lint: Lint, toml: str) -> None:
    """Twice in an entry, or the entry's own name."""
    assert lint("预算 公开\n", toml) == ["claimed-twice 4"]


def test_a_member_of_a_list_claimed_twice_is_found(lint: Lint) -> None:
    """Under its name and under an alias: it would be two rules, one of which says nothing new."""
    toml = '[matters]\n"预算" = { aliases = ["部门预算"] }\n[lists]\n"单" = ["预算", "部门预算"]\n'
    assert lint("各 单 每年公开\n", toml) == ["claimed-twice 6", "implied 1"]


def test_a_matter_assigned_twice_is_found(lint: Lint) -> None:
    """Under its name and under an alias: the later one would hold."""
    toml = (
        '[matters]\n"预算" = { aliases = ["部门预算"] }\n[assignments]\n"预算" = ["财政局"]\n"部门预算" = ["审计局"]\n'
    )
    assert lint("预算 公开\n", toml) == ["claimed-twice 7"]


@pytest.mark.parametrize(
    "toml",
    [
        '[matters]\n"预算" = { aliases = ["部门预算"] }\n[channels]\n"网站" = { aliases = ["门户"] }\n',
        '[actions]\n"publish" = { aliases = ["上网"] }\n',
        '[lists]\n"单" = ["预算", "决算"]\n[channels]\n"网站" = {}\n',
    ],
)
def test_a_word_of_one_entry_is_not(lint: Lint, toml: str) -> None:
    """Each word stands for one thing of its kind."""
    rules = "预算 批准后5日内公开；渠道 网站\n" + ("各 单 每年公开\n" if "单" in toml else "")
    assert lint(rules, toml) == []
