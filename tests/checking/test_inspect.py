"""What is said of a log before it is checked: each hint with a log that gives it, and one that does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking.check import Request
from compliance.checking.inspect import inspected
from compliance.engine.asked import Asked
from compliance.findings.inspection import Hint, Inspection

AS_OF = datetime(2018, 12, 31, 23, 59, 59)
RULESET = """[ruleset]
id = "mine"
title = "要点"
effective = { from = 2018-01-01, to = 2018-12-31 }
"""
RULES = """[a] 预决算 批准后20日内公开
    渠道 政府网站
    内容 三公经费

[b] 重大项目 验收后10日内公开
    适用 级别 等于 县级

[c] 重大项目 变更后10日内公开
    适用 类型 等于 新建
    施行 2018-07-01 至 2018-12-31

[d] 民生实事 公开
    适用 类型 为空 或 类型 等于 工程
"""
EVENTS = "案件,事项,单位,环节,时间,链接"

Look = Callable[..., Inspection]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """`look(header, rows)`: the inspection of a log of these rows, by the ruleset above."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ruleset.toml").write_text(RULESET, "utf-8")
    (folder / "a.rules").write_text(RULES, "utf-8")

    def called(header: str, rows: Sequence[str], personal: bool = False) -> Inspection:
        log = tmp_path / "log.csv"
        log.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return inspected(Request((str(log),), Asked(AS_OF), (str(folder),), show_personal=personal))

    return called


def hint(found: Inspection, code: str) -> Hint | None:
    """The hint of a code."""
    return next((one for one in found.hints if one.code == f"inspect/{code}"), None)


def rows_of(found: Hint | None) -> list[list[int]]:
    """The rows that each example of a hint names."""
    assert found is not None
    return [[place.row for place in example.places] for example in found.examples]


def test_a_plain_log_gives_no_hint(look: Look) -> None:
    """Workdays, own numbers, own pages, every column."""
    found = look(
        "案件,事项,单位,环节,时间,链接,渠道,内容,级别",
        [
            "1,预决算,财政局,批准,2018-01-10,,,,县级",
            "1,预决算,财政局,公开,2018-01-12,http://x.cn/2018/0112/1.html,政府网站,三公经费,县级",
        ],
    )
    assert found.hints == ()


@pytest.mark.parametrize(("times", "told"), [(["2018-01-10 17:03"] * 10, True), (["2018-01-10 17:03"] * 9, False)])
def test_many_rows_of_one_instant(look: Look, times: list[str], told: bool) -> None:
    """Ten rows of the same minute are told of, with the first of them."""
    found = hint(look(EVENTS, [f"{n},预决算,单位{n},批准,{t}," for n, t in enumerate(times)]), "same-instant")
    assert (rows_of(found) == [[2, 3, 4]]) if told else found is None


def test_midnight_is_a_date_and_no_instant(look: Look) -> None:
    """A spreadsheet makes 00:00 of every date."""
    found = look(EVENTS, [f"{n},预决算,单位{n},批准,2018-01-10 00:00:00," for n in range(20)])
    assert hint(found, "same-instant") is None


def test_what_an_agency_did_lies_on_one_day(look: Look) -> None:
    """Ten rows and three in ten of an agency's: not the same number among hundreds."""
    bulk = [f"{n},预决算,财政局,公开,2018-12-28," for n in range(10)]
    spread = [f"x{n},预决算,财政局,公开,2018-{n % 12 + 1:02}-{n % 28 + 1:02}," for n in range(60)]
    assert rows_of(hint(look(EVENTS, bulk), "same-day")) == [[2, 3, 4]]
    assert hint(look(EVENTS, [*bulk, *spread]), "same-day") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://x.gov.cn/2018/0312/c12a34.html",
        "http://x.gov.cn/2018-03/12/content_5273.htm",
        "http://x.gov.cn/art/2018/3/12/art_121_1.html",
        "http://x.gov.cn/zwgk/201803/t20180312_1.html",
        "http://x.gov.cn/2018/03-12/2450654.html",
        "http://x.gov.cn/20180312/1.html",
        "http://x.gov.cn/201804/1.html",
        "http://x.gov.cn/show?id=5&date=2018-3-12",
        "http://x.gov.cn/show?pubDate=20180312&id=5",
    ],
)
def test_a_publication_before_the_date_of_its_page(look: Look, url: str) -> None:
    """However the address writes the date; the day itself and later ones are right."""
    (early, right) = (f"1,预决算,财政局,公开,2018-{day},{url}" for day in ("03-09", "04-02"))
    assert rows_of(hint(look(EVENTS, [early]), "before-page")) == [[2]]
    assert hint(look(EVENTS, [right]), "before-page") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://x.cn/12345678/1.html",
        "http://x.cn/2018/1345/1.html",
        "http://x.cn/show?date=20181",
        "http://x.cn/id/20991231/1.html",
        "2018-03-12",
        "",
    ],
)
def test_numbers_in_an_address_that_are_no_date(look: Look, url: str) -> None:
    """They say nothing of when the page was made."""
    assert hint(look(EVENTS, [f"1,预决算,财政局,公开,2001-03-09,{url}"]), "before-page") is None


def test_acts_on_days_off(look: Look) -> None:
    """A Saturday that is worked is none; what others choose the day of is left out."""
    found = hint(
        look(
            EVENTS,
            [
                "1,预决算,财政局,批准,2018-02-16,",
                "2,预决算,财政局,批准,2018-02-24,",
                "3,预决算,财政局,申请,2018-02-17,",
            ],
        ),
        "day-off",
    )
    assert rows_of(found) == [[2]]
    assert found is not None and found.count == 1


def test_what_has_not_happened_yet(look: Look) -> None:
    """An event after the as-of instant."""
    rows = ["1,预决算,财政局,批准,2018-12-31,", "2,预决算,财政局,批准,2019-01-02,"]
    assert rows_of(hint(look(EVENTS, rows), "future")) == [[3]]


def test_one_number_on_two_triggers(look: Look) -> None:
    """Two approvals under one number; two publications, on two channels perhaps, are nothing."""
    rows = ["1,预决算,财政局,批准,2018-01-10,", "1,预决算,财政局,审批,2018-01-11,"]
    assert rows_of(hint(look(EVENTS, rows), "number-twice")) == [[2, 3]]
    rows = ["1,预决算,财政局,公开,2018-01-10,", "1,预决算,财政局,公开,2018-01-11,"]
    assert hint(look(EVENTS, rows), "number-twice") is None


def test_one_number_on_two_rows_of_a_ledger(look: Look) -> None:
    """It is told once, whatever milestones the rows have; those without a number are cases of their own."""
    header = "编号,事项,单位,批准日期,公开日期"
    rows = [f"{n},预决算,财政局,2018-01-1{m},2018-01-22" for m, n in enumerate(["7", "7", "", ""])]
    assert rows_of(hint(look(header, rows), "number-twice")) == [[2, 3]]
    assert hint(look(header, rows[2:]), "number-twice") is None


def test_a_case_that_several_agencies_begin(look: Look) -> None:
    """Both are named."""
    found = hint(
        look(EVENTS, ["1,预决算,财政局,批准,2018-01-10,", "1,预决算,教育局,批准,2018-01-11,"]), "several-agencies"
    )
    assert rows_of(found) == [[2, 3]]
    assert found is not None and "教育局、财政局" in found.examples[0].said.zh


def test_who_shares_cases_already_is_not_told_to(look: Look, tmp_path: Path) -> None:
    """The advice to write `cases = "shared"` is for rulesets that do not say so."""
    rows = ["1,预决算,财政局,批准,2018-01-10,", "1,预决算,教育局,批准,2018-01-11,"]
    found = hint(look(EVENTS, rows), "several-agencies")
    assert found is not None and "shared" in found.to_do.zh and "shared" in found.to_do.en
    assert found.found.en.startswith("1 case is begun")
    (tmp_path / "mine" / "ruleset.toml").write_text(f'{RULESET}\n[log]\ncases = "shared"\n', "utf-8")
    found = hint(look(EVENTS, rows), "several-agencies")
    assert found is not None and "shared" not in found.to_do.zh + found.to_do.en


def test_a_case_begun_by_two_actions_is_one(look: Look) -> None:
    """Both agencies state an approval and an acceptance, from each of which some rule counts."""
    header = "编号,事项,单位,批准日期,验收日期"
    rows = [f"1,预决算,{agency},2018-01-1{day},2018-01-2{day}" for day, agency in enumerate(("财政局", "教育局"))]
    found = hint(look(header, rows), "several-agencies")
    assert found is not None and found.count == 1


def test_one_page_for_several_cases(look: Look) -> None:
    """Three cases with one address."""
    rows = [f"{n},预决算,财政局,公开,2018-01-1{n},http://x.cn/" for n in (0, 1, 2)]
    assert rows_of(hint(look(EVENTS, rows), "one-link")) == [[2, 3, 4]]
    assert hint(look(EVENTS, rows[:2]), "one-link") is None


@pytest.mark.parametrize("said", ["无", "/", "见附件", "查看原文", "2018.1"])
def test_words_in_the_place_of_an_address_are_no_page(look: Look, said: str) -> None:
    """A workbook shows links as words; rows that have the same share no page."""
    rows = [f"{n},预决算,财政局,公开,2018-01-1{n},{said}" for n in (0, 1, 2)]
    assert hint(look(EVENTS, rows), "one-link") is None


@pytest.mark.parametrize("page", ["www.x.gov.cn", "x.cn/a", "/art/1.html", "HTTPS://x.cn/?a=1", "政务.cn://a"])
def test_an_address_in_any_spelling_is_a_page(look: Look, page: str) -> None:
    """With and without what it begins with."""
    rows = [f"{n},预决算,财政局,公开,2018-01-1{n},{page}" for n in (0, 1, 2)]
    assert hint(look(EVENTS, rows), "one-link") is not None


def test_columns_that_rules_ask_for(look: Look) -> None:
    """Those of rules on matters that the log has, with the rules by id."""
    found = hint(look("事项,环节,时间", ["预决算,批准,2018-01-10"]), "columns")
    assert found is not None
    assert [example.said.zh for example in found.examples] == [
        "案件：1条规则要用（a）",
        "渠道：1条规则要用（a）",
        "内容：1条规则要用（a）",
    ]
    assert [example.said.en.split(":")[0] for example in found.examples] == ["case", "channel", "elements"]
    found = hint(look("编号,事项,公开日期,渠道", ["1,重大项目,2018-01-10,政府网站"]), "columns")
    assert found is not None
    assert [example.said.zh for example in found.examples] == ["验收日期：1条规则要用（b）", "级别：1条规则要用（b）"]


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("1,重大项目,2018-01-10,政府网站", ["验收日期", "级别"]),
        ("1,重大项目,2018-07-01,政府网站", ["验收日期", "变更日期", "级别", "类型"]),
        ("1,民生实事,2018-07-01,政府网站", []),
    ],
)
def test_columns_that_nobody_needs_are_not_asked_for(look: Look, row: str, asked: list[str]) -> None:
    """For a rule that is in force at another time, or says itself what holds without them."""
    found = hint(look("编号,事项,公开日期,渠道", [row]), "columns")
    assert [example.said.zh.partition("：")[0] for example in found.examples] == asked if found else not asked


def test_a_milestone_is_said_in_the_language_of_the_reader(look: Look) -> None:
    """A clerk read `环节：approval`."""
    columns = dict(look("编号,事项,批准日期", ["1,预决算,2018-01-10"]).log.files[0].columns)
    assert (columns["批准日期"].zh, columns["批准日期"].en) == ("环节：批准", "milestone: approval")


def test_rejected_rows_are_counted_by_file(look: Look) -> None:
    """A log of which nothing can be read is looked at all the same."""
    found = look(EVENTS, ["1,预决算,财政局,批准,8月32日,", "1,预决算,财政局,,2018-01-10,"])
    assert found.log.files[0].rejected == 2
    assert [row.row for row in found.log.rejected] == [2, 3]
    assert found.log.files[0].header_row == 1


def test_personal_numbers_are_masked(look: Look) -> None:
    """In an address as everywhere else, unless asked for."""
    rows = ["1,预决算,财政局,公开,2018-01-09,http://x.cn/2018/0312/?id=110101199003078515"]
    assert "110101199003078515" not in str(look(EVENTS, rows))
    assert "110101199003078515" in str(look(EVENTS, rows, personal=True))
