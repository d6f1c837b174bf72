"""What a finding hangs on besides its clock: how long something lasts, what must come with the act, and what is told of it."""

from __future__ import annotations

import pytest

from compliance.findings import Finding

from .test_named_cases import HEAD, file, judged, verdicts

OPEN = '[ruleset]\nid = "r"\n'


def lasting(figure: str, time: str, until: str, toml: str = "", head: str = OPEN, as_of: str = "2018-12-31") -> Finding:
    """The finding of a consultation."""
    log = file(f"case,matter,agency,action,time,until\n1,预决算,A局,征求意见,{time},{until}\n")
    (finding,) = judged(f"预决算 征求意见不少于{figure}\n", log, toml=toml, head=head, as_of=as_of)
    return finding


@pytest.mark.parametrize(
    ("asked", "verdict", "shortfall"),
    [
        (21, "met", None),
        (22, "undetermined", None),
        (41, "undetermined", None),
        (42, "incomplete", "41 of 42 working days"),
    ],
)
def test_an_end_that_is_a_month_lasts_from_its_first_working_day_to_its_last(
    asked: int, verdict: str, shortfall: str | None
) -> None:
    """From 1 March 2018 there are 21 working days to 1 April and 41 to the 30th."""
    finding = lasting(f"{asked}个工作日", "2018-03-01", "2018-04")
    assert (finding.verdict.value, finding.shortfall) == (verdict, shortfall)


def test_how_long_is_open_where_the_calendar_does_not_know_the_most() -> None:
    """It begins with 2004: from the last day of 2003 there are enough, from the first nobody can count them."""
    finding = lasting("5个工作日", "2003-12", "2004-01-15")
    assert finding.verdict.value == "undetermined" and "工作日历不含2003年" in finding.reason.zh


def test_without_an_end_it_is_told_whether_the_calendar_or_the_log_leaves_it_open() -> None:
    """Twenty working days on from December 2026 the calendar has ended; in 2018 the end alone is lacking."""
    beyond, stated = (
        lasting("20个工作日", time, "", as_of="2027-06-01").reason.zh for time in ("2026-12-28", "2018-03-01")
    )
    assert "期限暂时不能推算" in beyond and "期限暂时不能推算" not in stated
    assert "截止" in stated


def test_long_enough_on_a_channel_that_the_log_does_not_tell_is_open() -> None:
    """Without a column of channels nobody knows whether it was there; too short it is in any case."""
    rule = "预决算 征求意见不少于{}日\n    渠道 政府网站\n"
    log = file("case,matter,agency,action,time,until\n1,预决算,A局,征求意见,2018-03-01,2018-03-20\n")
    found = [judged(rule.format(days), log)[0].verdict.value for days in (10, 30)]
    assert found == ["undetermined", "incomplete"]


def test_each_consultation_needs_the_channel_itself() -> None:
    """That another of the same case was there does not help it."""
    log = file(
        "case,matter,agency,action,time,until,channel\n1,预决算,A局,征求意见,2018-03-01,2018-03-20,政府网站\n"
        "1,预决算,A局,征求意见,2018-05-01,2018-05-20,公告栏\n"
    )
    found = judged("预决算 征求意见不少于10日\n    渠道 政府网站\n", log)
    assert [finding.verdict.value for finding in found] == ["met", "incomplete"]


def test_what_was_lacking_last_completes() -> None:
    """The channel on the 15th, what it must contain on the 20th."""
    log = file(
        "case,matter,agency,action,time,channel,elements\n1,预决算,A局,批准,2018-03-10,,\n"
        "1,预决算,A局,公开,2018-03-15,政府网站,\n1,预决算,A局,公开,2018-03-20,,三公经费\n"
    )
    (finding,) = judged("预决算 批准后20日内公开\n    渠道 政府网站\n    内容 三公经费\n", log)
    assert finding.completed_source is not None
    assert (finding.verdict.value, finding.completed_source.row) == ("met", 4)


def test_how_long_goes_by_the_end_of_each() -> None:
    """A column states it, or the time itself does as a range."""
    rows = {
        "met": "2018-03-01,2018-03-20",
        "incomplete": "2018-03-01,2018-03-05",
        "also met": "2018-03-01至2018-03-31,",
    }
    log = "".join(f"{case},预决算,A局,征求意见,{cells}\n" for case, cells in rows.items())
    found = judged("预决算 征求意见不少于7日\n", file("case,matter,agency,action,time,until\n" + log))
    assert {f.case: f.verdict.value for f in found} == {"met": "met", "incomplete": "incomplete", "also met": "met"}


@pytest.mark.parametrize(("time", "verdict"), [("2018-05-31", "met"), ("2018-06-01", "incomplete")])
def test_how_long_goes_by_the_figure_of_the_day_it_began(time: str, verdict: str) -> None:
    """Five days before June, nine from its first day on."""
    toml = '[durations]\n"限期" = [{ from = 2018-01-01, is = "5 days" }, { from = 2018-06-01, is = "9 days" }]\n'
    assert lasting("限期", time, "2018-06-06", toml=toml, head=HEAD).verdict.value == verdict


@pytest.mark.parametrize(
    ("began", "due"),
    [("2018-05-31", "06-05"), ("2018-06-01", "06-10"), ("2018-08-31", "09-09"), ("2018-09-01", "09-04")],
)
def test_each_figure_holds_until_the_next_begins(began: str, due: str) -> None:
    """Three of them: five days, from June on nine, from September on three."""
    dated = "".join(
        f', {{ from = 2018-{month}-01, is = "{n} days" }}' for month, n in (("01", 5), ("06", 9), ("09", 3))
    )
    log = file(f"case,matter,agency,action,time\n1,预决算,A局,申请,{began}\n")
    (found,) = judged("预决算 reply within 限期 of request\n", log, toml=f'[durations]\n"限期" = [{dated[2:]}]\n')
    assert found.due is not None and f"{found.due.hi:%m-%d}" == due


def test_a_promise_that_is_no_time_is_told() -> None:
    """`by its 承诺`: the column says “soon”; that of a named duration before its first figure is another doubt."""
    log = file("case,matter,agency,action,time,承诺\n1,预决算,A局,申请,2018-03-01,尽快\n")
    (promised,) = judged("预决算 申请后按其承诺答复\n", log)
    toml = '[durations]\n"限期" = [{ from = 2018-06-01, is = "9 days" }]\n'
    (early,) = judged("预决算 reply within 限期 of request\n", log, toml=toml)
    assert promised.verdict.value == early.verdict.value == "undetermined"
    assert "承诺" in promised.reason.zh and "2018-06-01" in early.reason.zh


def test_a_ground_that_is_not_allowed_is_told_of_a_period() -> None:
    """It releases from nothing, and whoever claimed it reads why."""
    log = file("matter,agency,action,time,exemption\n价格,A局,自查,2018-05-05,天气不好\n")
    found = judged("价格 每季度公开\n    除外 国家秘密\n", log)
    assert [(f.period, f.verdict.value) for f in found if "天气不好" in f.reason.zh] == [("2018Q2", "missing")]


SITE = "预决算 批准后20日内公开\n    渠道 政府网站\n"


def published(*acts: str) -> Finding:
    """The finding of what was approved at nine on 10 January, with what was published."""
    rows = "".join(f"1,预决算,A局,公开,{act}\n" for act in acts)
    log = f"case,matter,agency,action,time,channel\n1,预决算,A局,批准,2018-01-10 09:00,\n{rows}"
    (finding,) = judged(SITE, file(log))
    return finding


def test_an_act_at_the_instant_of_its_trigger_is_on_its_channel() -> None:
    """It is not before it; an instant earlier it is."""
    assert published("2018-01-10 09:00,政府网站").verdict.value == "met"
    assert published("2018-01-10 08:59:59.999999,政府网站").verdict.value == "missing"


def test_what_was_on_the_channel_once_may_be_there_again() -> None:
    """The first of them completes, in time and by name."""
    finding = published("2018-01-11,公报", "2018-01-13,政府网站", "2018-01-15,政府网站", "2018-02-20,政府网站")
    assert verdicts([finding]) == ["met"]
    assert finding.completed is not None and finding.completed.stated() == "2018-01-13"
