from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]


@pytest.mark.parametrize(
    "rule",
    [
        "a publish within 5 days of attest",
        "a 申请后15日内答复；重新起算 答复",
        "a 申请后15日内答复；中止 自 变更 至 变更",
    ],
)
def test_an_action_that_never_counts_is_found(lint: Lint, rule: str) -> None:
    """An attestation is of a rule, the act ends the time for restarts, a pause needs an end of its own."""
    assert lint(rule) == ["dead-event 1"]


@pytest.mark.parametrize(
    "rule",
    [
        "a publish within 5 days of attest or approval",
        "a 核查 “是否公开”\n[b] a publish within 5 days of attest",
        "a 申请后15日内答复；重新起算 变更",
        "a 申请后15日内答复，答复后5日内公开；重新起算 答复",
        "a 申请后15日内答复；中止 自 变更 至 决定",
    ],
)
def test_an_action_that_may_count_is_not(lint: Lint, rule: str) -> None:
    """There is another trigger, a question called like the matter, or another duty whose clock it restarts."""
    assert lint(rule) == []
