"""Channels and elements: what is lacking is named, a log without the column leaves it open."""

from __future__ import annotations

from tests.engine.conftest import Check

RULE = "预决算 批准后20日内公开\n    渠道 (政府网站 或 财政局网站) 和 公报\n    内容 三公经费、债务\n"
LOG = """case,matter,agency,action,time,channel,elements
whole,预决算,A局,批准,2018-01-10,,
whole,预决算,A局,公开,2018-01-12,政府网站；公报,三公经费、债务
steps,预决算,A局,批准,2018-01-10,,
steps,预决算,A局,公开,2018-01-12,财政局网站,三公经费
steps,预决算,A局,公开,2018-02-05,公报,债务
part,预决算,A局,批准,2018-01-10,,
part,预决算,A局,公开,2018-01-12,政府网站,三公经费
"""


def test_a_notice_in_several_steps_is_complete_with_its_last(check: Check) -> None:
    """The completion is the latest of what was required."""
    found = check(RULE, LOG)
    assert found.verdicts == {"part": "incomplete", "steps": "late", "whole": "met"}
    assert found["steps"].days_late == 6
    assert (found["part"].missing_channels, found["part"].missing_elements) == (("公报",), ("债务",))
    assert "公报" in found["part"].reason.zh


def test_a_log_without_the_column_is_undetermined_or_late_but_never_met(check: Check) -> None:
    """What came in time may or may not have been on the channel; what came late was late on any."""
    log = """case,matter,agency,action,time
1,预决算,A局,批准,2018-01-10
1,预决算,A局,公开,2018-01-12
2,预决算,A局,批准,2018-01-10
2,预决算,A局,公开,2018-03-12
3,预决算,A局,批准,2018-01-10
"""
    found = check("预决算 批准后20日内公开\n    渠道 政府网站\n", log)
    assert found.verdicts == {"1": "undetermined", "2": "late", "3": "missing"}
    assert "渠道" in found["1"].reason.zh


def test_channels_and_elements_can_be_left_out_of_account(check: Check) -> None:
    """`--ignore channels,elements`."""
    assert check(RULE, LOG, ignore=frozenset({"channels", "elements"})).verdicts == {
        "part": "met",
        "steps": "met",
        "whole": "met",
    }
    only = check(RULE, LOG, ignore=frozenset({"channels"}))
    assert only.verdicts == {"part": "incomplete", "steps": "late", "whole": "met"}
    assert only["part"].missing_channels == ()
