"""What SQL cannot know of a finding is put into words by Python, and nothing else is: both ways have the same words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.conftest import HEAD, OPEN, WITHIN, acts, cases, ruleset

from compliance.engine.named import LONGEST

CLOCK = """预决算 申请后10日内答复
    重新起算 补正
    中止 自 征求意见函 至 第三方答复
    延长 10日 因 延期
"""
ACTIONS = "[actions]\n" + "".join(f'"{name}" = {{}}\n' for name in ("补正", "征求意见函", "第三方答复", "延期"))


def test_what_happened_to_a_clock(told, tmp_path: Path) -> None:
    """A restart, a pause that has ended or has not, an extension; not a pause of no day."""
    happened = {
        "plain": (), "late": ("答复,2018-03-20",), "restarted": ("补正,2018-03-03",), "extended": ("延期,2018-03-03",),
        "ended": ("征求意见函,2018-03-03", "第三方答复,2018-03-06"), "paused": ("征求意见函,2018-03-03",),
        "at once": ("征求意见函,2018-03-03", "第三方答复,2018-03-03"),
    }  # fmt: skip
    log = acts(*(f"{name},{one}" for name, more in happened.items() for one in ("申请,2018-03-01", *more)))
    found = told(log, [ruleset(tmp_path, CLOCK, ACTIONS)])
    assert [row["case"] for row in found.alone] == ["ended", "extended", "paused", "restarted"]


def test_a_claim_of_a_ground(told, tmp_path: Path) -> None:
    """Whether the rule allows it or not."""
    claims = {"a": "", "b": "国家秘密", "c": "商业秘密", "d": ""}
    log = acts(*(f"{name},approval,2018-03-01,{ground}" for name, ground in claims.items()), more=["exemption"])
    found = told(log, [ruleset(tmp_path, f"{WITHIN}    除外 国家秘密\n")])
    assert [row["case"] for row in found.alone] == ["b", "c"]


def test_a_share(told, tmp_path: Path) -> None:
    """Its cases are filled in."""
    log = cases(("2018-03-01", "2018-03-02"), ("2018-03-01",), ("2018-03-01", "2018-04-02"))
    found = told(log, [ruleset(tmp_path, "预决算 批准后20日内公开率不低于50%\n")])
    assert [row["period"] for row in found.alone] == ["2018-01-01/2018-12-31"]
    assert len(found.rows) == 4


def test_how_long_something_lasted_and_what_a_person_judges(told, tmp_path: Path) -> None:
    """Beside another duty, which is filled in."""
    rules = ruleset(tmp_path, WITHIN + "[q] 预决算 核查 “是否全文公开”\n[l] 预决算 公示不少于3日\n")
    more = ["until", "result"]
    log = acts("a,approval,2018-03-01,,", "b,公示,2018-03-01,2018-03-09,", "c,approval,2018-03-02,,", more=more)
    found = told(log + "x,q,A局,自查,2018-04-01,,是\n", [rules])
    assert sorted(row["rule"] for row in found.alone) == ["l", "q"]
    assert len(found.rows) == 4


def test_a_doubt_about_the_calendar_or_a_promise(told, tmp_path: Path) -> None:
    """Python knows the day, or the cell; other doubts are filled in."""
    rules = ruleset(
        tmp_path,
        "[c] 预决算 publish within 5 working days of approval\n[p] 预决算 reply by its 承诺 of approval\n"
        "[d] 预决算 interpret within 限期 of approval\n",
        '[durations]\n"限期" = [{ from = 2018-06-01, is = "5 days" }]\n',
        OPEN,
    )
    promised = {"a": "2018-03-09", "c": "", "d": "尽快"}
    log = acts(
        *(f"{name},approval,2018-03-01,{cell}" for name, cell in promised.items()),
        "b,approval,2026-12-30,2027-02-01",
        more=["承诺"],
    )
    found = told(log, [rules], "2030-01-01")
    assert [(row["rule"], row["case"]) for row in found.alone] == [("c", "b"), ("p", "c"), ("p", "d")]


def test_a_text_that_may_have_to_be_cut(told, tmp_path: Path) -> None:
    """A number of a case, a link, the name of an agency: one that is a character too long."""
    link = "https://a.cn/".ljust(LONGEST, "x")
    approved = {"a": "A局", "b": "A局", "c": "A局", "甲" * LONGEST: "A局", "乙" * (LONGEST + 1): "A局"}
    approved |= {"d": "局" * (LONGEST - 1), "e": "署" * LONGEST}
    lines = [f"{case},预决算,{agency},approval,2018-03-01," for case, agency in approved.items()]
    lines += [f"b,预决算,A局,publish,2018-03-02,{link}", f"c,预决算,A局,publish,2018-03-02,{link}x"]
    log = "case,matter,agency,action,time,url\n" + "\n".join(lines) + "\n"
    found = told(log, [ruleset(tmp_path, WITHIN)])
    assert sorted(row["case"][:1] for row in found.alone) == ["c", "e", "乙"]
    assert len(found.rows) == 7


@pytest.mark.parametrize("shown", [False, True])
def test_what_may_be_a_personal_number(shown: bool, told, tmp_path: Path) -> None:
    """Where such numbers are masked: in the number of a case, in a link, in the name of an agency."""
    log = acts(
        "a,approval,2018-03-01,",
        "13912345678,approval,2018-03-01,",
        "c,approval,2018-03-01,",
        "c,publish,2018-03-02,https://a.cn/13912345678",
        more=["url"],
    )
    log += "d,预决算,李某13912345678,approval,2018-03-01,\n"
    found = told(log, [ruleset(tmp_path, WITHIN)], show_personal=shown)
    assert len(found.rows) == 4
    assert len(found.alone) == (0 if shown else 3)


def test_two_acts_of_one_row_of_a_ledger(told, tmp_path: Path) -> None:
    """One ruleset takes for two acts what is one to another."""
    kinds = {"r": '"挂网" = {}', "s": '"publish" = { aliases = ["公开", "挂网"] }'}
    rule = "预决算 每季度公开或挂网不少于2次\n"
    rulesets = [
        ruleset(tmp_path, rule, f"[actions]\n{kind}\n", HEAD.replace('"r"', f'"{name}"'), name)
        for name, kind in kinds.items()
    ]
    head = "编号,事项,单位,公开日期,挂网日期\n"
    one = head + "1,预决算,A局,2018,2018\n2,预决算,B局,2018,\n3,预决算,C局,2018,\n4,预决算,C局,2018-01,\n"
    found = told({"a.csv": one, "b.csv": head + "5,预决算,D局,2018,\n6,预决算,B局,,2018\n"}, rulesets)
    first = [row for row in found.rows if row["period"] == "2018Q1"]
    assert [row for row in first if row["agency"] == "A局"] == found.alone
    steps = {(row["ruleset"], row["agency"]): "尚不完整" in row["reason"] for row in first}
    both = {(name, agency): agency != "D局" for name in kinds for agency in ("B局", "C局", "D局")}
    assert steps == both | {("r", "A局"): True, ("s", "A局"): False}
