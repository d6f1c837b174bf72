"""The pauses of a clock as a derivation shows them."""

from __future__ import annotations

from tests.engine.conftest import Check
from tests.engine.test_derivation import HEAD, derived, row, strip

RULE = "a 申请后10个工作日内答复\n    中止 自 征求意见 至 决定\n"


def test_pauses_are_told_with_the_days_that_they_pass_over(check: Check) -> None:
    """One that was over on its own day, or that another holds, passes over none; the last may have no end."""
    events = [
        ("申请", "01"),
        ("征求意见", "02"),
        ("决定", "02"),
        ("征求意见", "05"),
        ("征求意见", "06"),
        ("决定", "07"),
    ]
    events += [("征求意见", "12"), ("征求意见", "13")]
    (found,) = derived(check(RULE, HEAD + "".join(row("1", action, f"2018-03-{day}") for action, day in events)))
    told = [(str(pause.first), pause.last and str(pause.last)) for pause in found.pauses]
    assert told == [("2018-03-05", "2018-03-07"), ("2018-03-12", None)]
    assert found.facts.standing_since is not None and found.facts.standing_since.source is not None
    assert found.facts.standing_since.source.row == 8


def test_a_sentence_says_of_no_paused_day_that_it_was_counted(check: Check) -> None:
    """2018-09-29 is a Saturday that was worked; the clock stood still on it, so it is told as a working day, not as one that counted."""
    events = [("申请", "09-20"), ("征求意见", "09-26"), ("决定", "10-09"), ("答复", "10-30")]
    log = HEAD + "".join(row("1", action, f"2018-{day}") for action, day in events)
    (finding,) = check(RULE, log).findings
    assert "中止的6个工作日不计；调休上班日2018-09-29、2018-09-30算作工作日" in finding.reason.zh
    assert (
        "leaving out 6 working days on which the clock stood still; make-up working days: 2018-09-29"
        in finding.reason.en
    )


def test_only_a_clock_is_paused(check: Check) -> None:
    """Of one case: notice is counted back, and what lasts to its end, over the days on which the clock of the reply stood still."""
    rule = "a 申请后10个工作日内答复，会议前至少3个工作日公开，征求意见不少于10日\n    渠道 网站\n    中止 自 批准 至 决定\n"
    events = [("申请", "01"), ("批准", "06"), ("决定", "08"), ("会议", "12")]
    log = HEAD + "".join(row("1", action, f"2018-03-{day}") for action, day in events)
    log += row("1", "征求意见", "2018-03-02", "网站", until="2018-03-12")
    reply, notice, lasting = derived(check(rule, log))
    assert strip(notice.counts[0]) == "3-7:3 3-8:2 3-9:1 3-10:off 3-11:off 3-12:start"
    assert strip(lasting.counts[0]).endswith("3-7:5 3-8:6 3-9:7 3-10:8 3-11:9 3-12:10")
    assert [len(found.pauses) for found in (reply, notice, lasting)] == [1, 0, 0]
