from __future__ import annotations

from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]

SHARED = '[ruleset]\nid = "r"\n[log]\ncases = "shared"\n'
IMPLIED = [
    # The shorter period includes the longer, in whatever unit it is stated.
    ("a 批准后20日内公开", "a 批准后30日内公开"),
    ("a 批准后20日内公开", "a 批准后20个工作日内公开"),
    ("a 批准后5小时内公开", "a 批准后1日内公开"),
    ("a 批准后28日内公开", "a 批准后1个月内公开"),
    ("a 批准后20日内公开", "a 批准后20日内公开"),
    # Longer notice and longer consultation include shorter ones; any notice is beforehand.
    ("a 会议前至少7日公开", "a 会议前至少5日公开"),
    ("a 会议前至少7日公开", "a 会议前公开"),
    # The day before ends at midnight, 24 hours before a meeting at any time of it.
    ("a 会议前至少24小时公开", "a 会议前至少1日公开"),
    ("a 会议前至少2日公开", "a 会议前至少24小时公开"),
    ("a 会议前至少2个工作日公开", "a 会议前至少24小时公开"),
    ("a 征求意见不少于30日", "a 征求意见不少于20日"),
    # Dates, and periods within periods.
    ("a 2018年6月底前公开", "a 2018年9月底前公开"),
    ("a 每年1月31日前公开", "a 每年2月底前公开"),
    ("a 每月公开", "a 每季度公开"),
    ("a 每月10日前公开", "a 每月公开"),
    ("a 每年公开不少于3次", "a 每年公开"),
    # A date of each year, where both are over when the rules begin, and where they begin with the year.
    ("a 每年1月31日前公开；施行 自 2018-03-01", "a 每年2月底前公开"),
    ("a 每年1月31日前公开；施行 自 2018-01-01", "a 每年2月底前公开"),
    # What is done in the first half of the year is done in the year.
    ("a 公开；施行 至 2018-06-30", "a 公开"),
    ("a 定期公开；施行 至 2018-06-30", "a 定期公开"),
    # More is asked of the act; an alternative act, channel or trigger is allowed.
    ("a 批准后20日内公开；内容 甲、乙", "a 批准后20日内公开；内容 甲"),
    ("a 批准后20日内公开；渠道 网站", "a 批准后20日内公开；渠道 网站 或 微博"),
    ("a 批准后20日内公开", "a 批准后20日内公开或解读"),
    ("a 批准或决定后20日内公开", "a 批准后20日内公开"),
    # For more cases, more agencies, and more binding.
    ("a 批准后20日内公开", "a 批准后20日内公开；适用 级别 等于 重大"),
    ("a 批准后20日内公开", "a 批准后20日内公开；责任 财政局"),
    ("a 批准后20日内公开；必须", "a 批准后20日内公开；原则上"),
    ("a 批准后20日内公开", "a 批准后20日内公开率不低于95%"),
    ("a 批准后20日内公开率不低于95%", "a 批准后30日内公开率不低于90%；责任 财政局"),
    # A clock that simply runs ends no later than one that may stand still.
    ("a 申请后20日内答复", "a 申请后20日内答复；延长 10日 因 变更"),
]
NOT_IMPLIED = [
    # At eight in the evening it is the day before, and less than 24 hours to a meeting in the morning.
    ("a 会议前至少1日公开", "a 会议前至少24小时公开；责任 财政局"),
    ("a 会议前至少1个工作日公开", "a 会议前至少23小时公开"),
    ("a 会议前至少24小时公开；责任 财政局", "a 会议前至少1个工作日公开"),
    # Which is the shorter depends on holidays, or on the month.
    ("a 批准后5个工作日内公开；内容 甲", "a 批准后9日内公开"),
    # Stricter in one thing, laxer in another.
    ("a 批准后20日内公开", "a 批准后30日内公开；内容 甲"),
    ("a 批准后20日内公开；适用 级别 等于 重大", "a 批准后30日内公开"),
    ("a 批准后20日内公开；原则上", "a 批准后30日内公开"),
    ("a 批准后20日内公开率不低于95%", "a 批准后30日内公开"),
    # The share of all cases says nothing of some of them.
    ("a 批准后20日内公开率不低于95%", "a 批准后30日内公开率不低于90%；适用 级别 等于 重大"),
    ("a 批准或决定后20日内公开率不低于95%", "a 批准后30日内公开率不低于90%"),
    ("a 批准后20日内公开率不低于95%", "a 批准后30日内公开率不低于90%；施行 至 2018-06-30"),
    ("a 批准后20日内公开率不低于95%", "a 批准后30日内公开率不低于90%；除外 国家秘密"),
    ("a 批准后20日内公开；除外 国家秘密", "a 批准后30日内公开"),
    # Another matter, act, trigger or agency.
    ("a 批准后20日内公开", "b 批准后20日内公开"),
    ("a 批准后20日内公开", "a 批准后20日内解读"),
    ("a 批准后20日内公开", "a 决定后20日内公开"),
    ("a 批准后20日内公开；责任 财政局", "a 批准后20日内公开；责任 审计局"),
    ("a 每年公开；责任 财政局、审计局", "a 每年公开；责任 财政局、审计局 之一"),
    # The range ends, or is over before the other begins.
    ("a 批准后20日内公开；施行 至 2018-06-30", "a 批准后20日内公开；施行 自 2018-07-01"),
    # What is done once in the year may be done after June.
    ("a 公开", "a 公开；施行 至 2018-06-30；责任 财政局"),
    ("a 定期公开", "a 定期公开；施行 至 2018-06-30；责任 财政局"),
    ("a 及时公开", "a 及时公开；施行 自 2018-07-01；责任 财政局"),
    # In the year in which the rules begin, the end of January is over.
    ("a 每年1月31日前公开；施行 自 2018-02-01", "a 每年12月31日前公开"),
    # Three times a year is not every month.
    ("a 每年公开不少于3次", "a 每月公开"),
    # Two questions for a person.
    ("a 核查 “是否公开”", "a 核查 “是否及时”"),
]


@pytest.mark.parametrize(("strong", "weak"), IMPLIED)
def test_a_duty_that_another_includes_is_found(lint: Lint, strong: str, weak: str) -> None:
    """Whichever stands first, it is the weaker one that is told of."""
    assert lint(f"{strong}\n{weak}\n") == ["implied 2"]
    if strong != weak:
        assert lint(f"{weak}\n{strong}\n") == ["implied 1"]


@pytest.mark.parametrize(("one", "other"), NOT_IMPLIED)
def test_duties_that_each_ask_for_something_are_not(lint: Lint, one: str, other: str) -> None:
    """Neither includes the other."""
    assert [told for told in lint(f"{one}\n{other}\n") if "implied" in told] == []


def test_duties_of_one_rule_are_compared_too(lint: Lint) -> None:
    """The second duty of the rule could be left out."""
    assert lint("a 批准后20日内公开，批准后30日内公开\n") == ["implied 1"]


def test_the_time_is_told_where_a_duty_is_implied_for_some_of_it(lint: Lint) -> None:
    """A rule of one year stands beside one without an end."""
    found = lint("a 批准后20日内公开；施行 2018-01-01 至 2018-12-31\na 批准后30日内公开\n")
    assert found == ["implied 2"]
    assert "from 2018-01-01 to 2018-12-31" in found.titles()


def test_a_jointly_owed_duty_is_implied_by_the_same_agencies_alone(lint: Lint) -> None:
    """In shared cases the agencies of `by` owe it together."""
    rules = "a 批准后20日内公开；责任 财政局\na 批准后30日内公开；责任 财政局、审计局\n"
    assert lint(rules, head=SHARED) == ["contradicts 2"]


def test_a_rule_for_each_member_is_told_once(lint: Lint) -> None:
    """Two lists of the same members give one finding, a list and a rule name the member."""
    lists = '[lists]\n"甲单" = ["a", "b"]\n"乙单" = ["a", "b"]\n'
    assert lint("[x] 各 甲单 每年公开\n[y] 各 乙单 每年公开\n", lists) == ["implied 2"]
    found = lint("[x] 各 甲单 每年公开\n[y] b 每年公开\n", lists + "# lint: allow unused 试\n")
    assert [told for told in found if "implied" in told] == ["implied 2"]
    assert "(x/b, line 1)" in found.titles()
