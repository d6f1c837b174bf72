from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
DATED = '[durations]\n"答复时限" = [{ from = 2008-05-01, is = "15日" }, { from = 2019-05-15, is = "20个工作日" }]\n'


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("a 申请后15日内答复\n    延长 15个工作日 因 变更", 2),
        ("a 申请后答复时限内答复\nb 申请后20日内答复", 1),
        ("a 批准后20日内公开；施行 至 2018-05-31\na 批准后20个工作日内公开；施行 自 2018-06-01", 2),
    ],
)
def test_both_kinds_of_days_for_one_duty_are_found(lint: Lint, rules: str, line: int) -> None:
    """In the extension, in the figures of one name, in the versions of a duty."""
    toml = DATED if "时限" in rules else ""
    assert lint(rules, toml) == [f"mixed-days {line}"]


@pytest.mark.parametrize(
    "rules",
    [
        "a 申请后15个工作日内答复\n    延长 15个工作日 因 变更",
        "a 申请后15日内答复\n    延长 1个月 因 变更",
        "a 批准后20日内公开，公开后5个工作日内解读",
        "a 批准后20日内公开；施行 至 2018-05-31\na 批准后15日内公开；施行 自 2018-06-01",
    ],
)
def test_one_kind_of_days_for_each_duty_is_not(lint: Lint, rules: str) -> None:
    """Two duties may count differently."""
    assert lint(rules) == []
