from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


def test_days_between_two_versions_are_found(lint: Lint) -> None:
    """The days on which none is in force are told, at the range of the later version."""
    found = lint("[甲] a 批准后20日内公开\n    施行 至 2018-05-30\n[乙] a 批准后15日内公开\n    施行 自 2018-06-01\n")
    assert found == ["gap 4"]
    assert found.titles().endswith("none is in force from 2018-05-31 to 2018-05-31")


@pytest.mark.parametrize(
    "rules",
    [
        # The ranges meet; a third version fills the hole; one has no range of its own; it is another agency's duty.
        ["a 批准后20日内公开；施行 至 2018-05-31", "a 批准后15日内公开；施行 自 2018-06-01"],
        [
            "a 批准后20日内公开；施行 至 2018-05-31",
            "a 批准后15日内公开；施行 自 2019-01-01",
            "a 批准后18日内公开；施行 2018-06-01 至 2018-12-31",
        ],
        ["a 批准后20日内公开；责任 财政局；施行 至 2018-05-30", "a 批准后20日内公开；责任 审计局；施行 自 2018-07-01"],
        ["a 批准后20日内公开；施行 至 2018-05-30"],
    ],
)
def test_versions_without_a_hole_are_not(lint: Lint, rules: list[str]) -> None:
    """Some version is in force on every day, or there are no versions."""
    assert lint("\n".join(rules)) == []
