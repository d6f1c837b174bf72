"""Verdicts an instant before and after what they hang on: a comparison that is one off is seen here."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.conftest import Check

HEAD = "case,matter,agency,action,time\n"
LAST = "23:59:59.999999"


def verdict(check: Check, rule: str, log: str, **asked: object) -> str:
    """The verdict of the one obligation; none where there is none."""
    return " ".join(check(rule, log, **asked).verdicts.values())


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2018-01-30T23:59:59.999998", "pending"),
        (f"2018-01-30T{LAST}", "missing"),
    ],
)
def test_a_period_is_over_with_its_last_instant(check: Check, as_of: str, expected: str) -> None:
    """Until then it is pending."""
    assert verdict(check, "预决算 批准后20日内公开\n", f"{HEAD}1,预决算,A局,批准,2018-01-10\n", as_of=as_of) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2018-06-01 08:59:59.999999", "missing"),
        ("2018-06-01 09:00", "met"),
        ("2018-06-01 14:00", "met"),
        ("2018-06-01 14:00:00.000001", "late"),
        ("2018-06-01", "undetermined"),
        ("2018-05-31", "missing"),
    ],
)
def test_an_act_counts_from_its_trigger_on_and_is_in_time_up_to_the_due_instant(
    check: Check, time: str, expected: str
) -> None:
    """Five hours from nine; a day that holds both leaves it open, the day before does not count."""
    log = f"{HEAD}1,事件,A局,发生,2018-06-01 09:00\n1,事件,A局,发布,{time}\n"
    assert verdict(check, "事件 5小时内发布\n", log) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2017-12-31 23:59:59.999999", ""),
        ("2018-01-01", "missing"),
        (f"2018-12-31 {LAST}", "missing"),
        ("2019-01-01", ""),
    ],
)
def test_a_trigger_in_the_range_sets_a_duty_off(check: Check, time: str, expected: str) -> None:
    """The first and the last instant of the range are in it."""
    log = f"{HEAD}1,预决算,A局,批准,{time}\n"
    assert verdict(check, "预决算 批准后5小时内公开\n", log, as_of="2019-12-31") == expected
    cut = (date(2018, 1, 1), date(2018, 12, 31))
    whole = "effective = { from = 2010-01-01, to = 2030-12-31 }\n"
    head = f'[ruleset]\nid = "r"\n{whole}'
    assert verdict(check, "预决算 批准后5小时内公开\n", log, as_of="2019-12-31", head=head, cut=cut) == expected


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        (f"2018-05-31 {LAST}", "2018-06-05", "met"),
        (f"2018-05-31 {LAST}", "2018-06-06", "late"),
        ("2018-06-01", "2018-06-10", "met"),
        ("2018-06-01", "2018-06-11", "late"),
    ],
)
def test_a_duration_holds_from_the_first_instant_of_its_day(
    check: Check, approved: str, published: str, expected: str
) -> None:
    """Five days before June, nine from it on."""
    toml = '[durations]\n"限期" = [{ from = 2018-01-01, is = "5 days" }, { from = 2018-06-01, is = "9 days" }]\n'
    log = f"{HEAD}1,预决算,A局,批准,{approved}\n1,预决算,A局,公开,{published}\n"
    assert verdict(check, "预决算 publish within 限期 of approval\n", log, toml=toml) == expected


@pytest.mark.parametrize(("met", "late", "expected"), [(3, 1, "met"), (2, 1, "incomplete"), (5, 2, "incomplete")])
def test_a_share_is_reached_exactly(check: Check, met: int, late: int, expected: str) -> None:
    """Three of four are 75 %; less is not enough."""
    rows = [(f"m{n}", "2018-01-12") for n in range(met)] + [(f"l{n}", "2018-03-12") for n in range(late)]
    log = HEAD + "".join(f"{case},预决算,A局,批准,2018-01-10\n{case},预决算,A局,公开,{day}\n" for case, day in rows)
    found = check("预决算 批准后20日内公开率不低于75%\n", log)
    (share,) = [f for f in found.findings if f.kind == "share"]
    assert str(share.verdict) == expected


def test_a_share_is_pending_until_its_range_has_ended(check: Check) -> None:
    """With the last instant of the range it is judged; cases still open may turn it either way."""
    rule = "预决算 批准后20日内公开率不低于50%\n"
    log = f"{HEAD}1,预决算,A局,批准,2018-01-10\n1,预决算,A局,公开,2018-01-12\n2,预决算,A局,批准,2018-03-01\n"

    def share(text: str, as_of: str) -> str:
        (one,) = [f for f in check(rule, text, as_of=as_of).findings if f.kind == "share"]
        return str(one.verdict)

    assert share(log, "2018-12-31T23:59:59.999998") == "pending"
    assert share(log, f"2018-12-31T{LAST}") == "met"
    vague = "{0},预决算,A局,批准,2018-02-01\n{0},预决算,A局,公开,2018年2月\n"
    # One met, one missing, one open: two of three or one of three. With one more missing: half at best, and that is enough.
    assert share(log + vague.format(3), "2018-12-31") == "undetermined"
    assert share(log + vague.format(3) + "4,预决算,A局,批准,2018-03-01\n", "2018-12-31") == "undetermined"
    more = "4,预决算,A局,批准,2018-03-01\n5,预决算,A局,批准,2018-03-01\n"
    assert share(log + vague.format(3) + more, "2018-12-31") == "incomplete"


def test_nothing_is_a_share_of_no_case(check: Check) -> None:
    """Cases that are all pending or exempt make none."""
    log = f"{HEAD[:-1]},exemption\n1,预决算,A局,批准,2018-01-10,国家秘密\n"
    found = check("预决算 批准后20日内公开率不低于75%\n    除外 国家秘密\n", log)
    assert [(f.kind, str(f.verdict)) for f in found.findings] == [("within", "exempt")]


@pytest.mark.parametrize(
    ("until", "verdict_", "shortfall"),
    [
        ("2018-03-05", "incomplete", "2 of 3 working days"),
        ("2018-03-06", "met", None),
        ("2018年3月", "undetermined", None),
        ("2018-03-01", "incomplete", "0 of 3 working days"),
    ],
)
def test_how_long_something_lasts_in_working_days(
    check: Check, until: str, verdict_: str, shortfall: str | None
) -> None:
    """From Thursday on: Friday, Monday, Tuesday; a month as the end leaves it open."""
    log = f"{HEAD[:-1]},until\n1,决策,A局,征求意见,2018-03-01,{until}\n"
    (found,) = check("决策 征求意见不少于3个工作日\n", log).findings
    assert (str(found.verdict), found.shortfall) == (verdict_, shortfall)


CLAIMS = """matter,agency,action,time,exemption,period
价格,A局,自查,{time},国家秘密,{period}
价格,A局,公开,2018-01-05,,
"""


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2018-03-31 23:59:59.999999", "missing"),
        ("2018-04-01", "exempt"),
        (f"2018-06-30 {LAST}", "exempt"),
        ("2018-07-01", "missing"),
    ],
)
def test_a_ground_claimed_within_a_period_releases_from_it(check: Check, time: str, expected: str) -> None:
    """Its first and last instant are in it."""
    found = check("价格 每季度公开\n    除外 国家秘密\n", CLAIMS.format(time=time, period=""))
    assert str(found["2018Q2"].verdict) == expected


@pytest.mark.parametrize(("period", "expected"), [("2018-04", "exempt"), ("2018-05", "missing"), ("", "missing")])
def test_a_ground_claimed_for_a_period_releases_from_that_one(check: Check, period: str, expected: str) -> None:
    """Of what is due after its period the column decides; without one the month that follows."""
    rule = "价格 每月结束后10日内公开\n    除外 国家秘密\n"
    found = check(rule, CLAIMS.format(time="2018-09-01", period=period))
    assert str(found["2018-04"].verdict) == expected
    assert str(found["2018-08"].verdict) == ("missing" if period else "exempt")


def test_a_ground_is_claimed_for_its_own_case(check: Check) -> None:
    """Of the same matter and agency; another case, matter or agency is not released."""
    log = f"""{HEAD[:-1]},exemption
1,预决算,A局,批准,2018-01-10,
1,预决算,B局,自查,2018-01-11,国家秘密
1,采购,A局,自查,2018-01-11,国家秘密
2,预决算,A局,自查,2018-01-11,国家秘密
"""
    rule = "预决算 批准后20日内公开\n    除外 国家秘密\n采购 批准后20日内公开\n"
    assert verdict(check, rule, log) == "missing"
    assert verdict(check, rule, log + "1,预决算,A局,自查,2018-05-11,国家秘密\n") == "exempt"


@pytest.mark.parametrize("cell", ["无", "/", "—", "N/A", " 无 ", "否", "不涉及", "No"])
def test_a_word_for_nothing_claims_no_ground(check: Check, cell: str) -> None:
    """The report told of a claim that the rule does not allow, where the column says that there is none."""
    log = f"编号,事项,单位,环节,时间,不公开理由\n1,a,A局,批准,2018-01-10,{cell}\n"
    (finding,) = check("a 批准后20日内公开\n", log).findings
    assert finding.verdict == "missing" and "主张" not in finding.reason.zh


def test_of_several_grounds_an_allowed_one_releases(check: Check) -> None:
    """Whichever came first; the finding names it."""
    log = f"""{HEAD[:-1]},exemption
1,预决算,A局,批准,2018-01-10,天气不好
1,预决算,A局,自查,2018-01-11,国家秘密
1,预决算,A局,自查,2018-01-12,天气不好
"""
    (found,) = check("预决算 批准后20日内公开\n    除外 国家秘密\n", log).findings
    assert str(found.verdict) == "exempt" and "国家秘密" in found.reason.zh
    (refused,) = check("预决算 批准后20日内公开\n    除外 商业秘密\n", log).findings
    assert str(refused.verdict) == "missing" and "天气不好" in refused.reason.zh


NIL = "matter,agency,action,time\n价格,A局,{first}\n价格,A局,{second}\n"


@pytest.mark.parametrize(
    ("first", "second", "expected", "completed"),
    [
        ("零报告,2018-02-05", "公开,2018-02-03", "met", "2018-02-03"),
        ("零报告,2018-02-03", "公开,2018-02-05", "met", "2018-02-03"),
        ("零报告,2018-02-03", "零报告,2018-02-04", "met", "2018-02-03"),
        ("零报告,2018-03-03", "公开,2018-01-05", "missing", None),
    ],
)
def test_a_nil_return_stands_for_the_act(
    check: Check, first: str, second: str, expected: str, completed: str | None
) -> None:
    """Where the rule allows it; what came first completes."""
    log = NIL.format(first=first, second=second)
    found = check("价格 每月公开\n    允许零报告\n", log)["2018-02"]
    assert str(found.verdict) == expected
    assert (found.completed.stated() if found.completed else None) == completed
    if "公开,2018-02" not in log:
        assert str(check("价格 每月公开\n", log)["2018-02"].verdict) == "missing"


def test_the_last_of_so_many_acts_completes(check: Check) -> None:
    """In order of time, whatever row they stand in; a nil return does for all of them."""
    log = "matter,agency,action,time\n" + "".join(f"解读,A局,解读,2018-{m:02}-01\n" for m in (9, 2, 5))
    rule = "解读 每年解读不少于2次\n    允许零报告\n"
    (found,) = check(rule, log).findings
    assert (str(found.verdict), found.completed and found.completed.stated()) == ("met", "2018-05-01")
    (nil,) = check(rule, "matter,agency,action,time\n解读,A局,零报告,2018-03-01\n解读,A局,解读,2018-02-01\n").findings
    assert (str(nil.verdict), nil.completed and nil.completed.stated()) == ("met", "2018-03-01")
