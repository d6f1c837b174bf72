from __future__ import annotations

from collections.abc import Callable

Lint = Callable[..., list[str]]


def test_a_rule_without_a_citation_is_found(lint: Lint) -> None:
    """Once, also where it is a rule for each member of a list."""
    assert lint("a 公开\n", cited=False) == ["citation 1"]
    assert lint("各 单 每年公开\n", '[lists]\n"单" = ["a", "b"]\n', cited=False) == ["citation 1"]


def test_a_rule_with_a_citation_is_not(lint: Lint) -> None:
    """On its own line or below."""
    assert lint("a 公开；依据 一(五)\nb 公开\n    依据 一(六)\n", cited=False) == []
