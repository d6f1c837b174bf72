from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("至 2018-06-30", "自 2018-06-01", "from 2018-06-01 to 2018-06-30"),
        ("2015-01-01 至 2018-12-31", "2018-01-01 至 2019-12-31", "from 2018-01-01 to 2018-12-31"),
        ("自 2015-01-01", "自 2018-01-01", "from 2018-01-01"),
    ],
)
def test_versions_in_force_on_the_same_day_are_found(lint: Lint, one: str, other: str, days: str) -> None:
    """The days are told, at the range of the one that says less."""
    found = lint(f"[甲] a 批准后20日内公开\n    施行 {one}\n[乙] a 批准后15日内公开\n    施行 {other}\n")
    assert found == ["overlap 2"]
    assert found.titles().endswith(f"are one duty, and both are in force {days}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a 批准后20日内公开；施行 至 2018-05-31", "a 批准后15日内公开；施行 自 2018-06-01"),
        ("a 批准后20日内公开；施行 至 2018-06-30", "a 批准后15日内解读；施行 自 2018-06-01"),
    ],
)
def test_versions_that_follow_each_other_are_not(lint: Lint, one: str, other: str) -> None:
    """One ends before the other begins, or it is another duty."""
    assert lint(f"{one}\n{other}\n") == []
