"""`compliance plan`: what falls due in a year, as a list and as a calendar file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import Run

from compliance.reports.plan import escaped, fold

MANIFEST = """[ruleset]
id = "mine"
title = "要点"
effective = { from = 2017-01-01, to = 2018-12-31 }

[agencies]
"财政局" = {}
"""
RULES = """[q] 财政收支 每季度结束后10个工作日内公开
    责任 财政局
    渠道 政府网站
    依据 一(二)

[y] 年度报告 每年3月31日前公开

[b] 预决算 批准后20日内公开

[all] 规划计划 公开
    标题 "含逗号,分号;两样"
"""
EPOCH = {"SOURCE_DATE_EPOCH": "1546300800"}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A ruleset in the folder where commands run."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ruleset.toml").write_text(MANIFEST, "utf-8")
    (tmp_path / "mine" / "a.rules").write_text(RULES, "utf-8")
    return tmp_path


def listed(path: Path) -> list[tuple[object, ...]]:
    """Due date, last working day, rule and period of each row."""
    (sheet,) = openpyxl.load_workbook(path)
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [(*(str(moment)[:10] for moment in row[:2]), row[8], row[5]) for row in rows]


def test_the_list_has_what_falls_due_in_the_year(run: Run, mine: Path) -> None:
    """The last quarter of the year before is due in it; what an event begins is in no plan; days off are passed over."""
    done = run("plan", "mine", "--year", "2018", "-o", "plan.xlsx")
    assert (done.status, done.text) == (0, "")
    assert "plan.xlsx（6项）" in done.complaint
    assert listed(mine / "plan.xlsx") == [
        ("2018-01-15", "2018-01-15", "q", "2017年第4季度"),
        ("2018-03-31", "2018-03-30", "y", "2018年"),
        ("2018-04-16", "2018-04-16", "q", "2018年第1季度"),
        ("2018-07-13", "2018-07-13", "q", "2018年第2季度"),
        ("2018-10-19", "2018-10-19", "q", "2018年第3季度"),
        ("2018-12-31", "2018-12-29", "all", "2017-01-01至2018-12-31"),
    ]


def test_the_last_period_of_the_year_before_is_planned(run: Run, mine: Path) -> None:
    """Of a rule in force ever since, too, and where no calendar says on which day it falls due; none of the year after."""
    (mine / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    for year in (2018, 2030):
        run("plan", "mine", "--year", str(year), "-o", f"{year}.xlsx")
        due = [row for row in listed(mine / f"{year}.xlsx") if row[2] == "q"]
        assert [row[3] for row in due] == [f"{year - 1}年第4季度", *(f"{year}年第{n}季度" for n in (1, 2, 3))]
        assert due[0][0] == ("2018-01-15" if year == 2018 else "日历未公布")
    everything = [(row[2], row[3]) for row in listed(mine / "2018.xlsx")]
    assert everything[-1] == ("all", "2018-01-01至2018-12-31") and ("y", "2018年") in everything


def test_periods_over_the_turn_of_the_year_are_planned(run: Run, mine: Path) -> None:
    """A week, and days of a season, that begin in one year and are due in the next, of a rule in force ever since."""
    seasons = '[seasons]\n"冬季" = { from = "11-15", to = "02-10" }\n'
    (mine / "mine" / "ruleset.toml").write_text(f'[ruleset]\nid = "mine"\n{seasons}', "utf-8")
    (mine / "mine" / "a.rules").write_text("[w] 周报 每周公开\n[s] 价格 冬季每7日公布\n", "utf-8")
    due: list[tuple[object, ...]] = []
    for year in ("2018", "2019"):
        run("plan", "mine", "--year", year, "-o", f"{year}.xlsx")
        due += [(day, rule) for day, _, rule, _ in listed(mine / f"{year}.xlsx")]
    assert [day for day, rule in due if rule == "w"][51:54] == ["2018-12-30", "2019-01-06", "2019-01-13"]
    turn = [day for day, rule in due if rule == "s" and "2018-12-20" < str(day) < "2019-01-10"]
    assert turn == ["2018-12-26", "2019-01-02", "2019-01-09"]


def test_what_has_a_date_is_an_event_of_its_own(run: Run, mine: Path) -> None:
    """Only what may be done at any time is put together on the last day."""
    (mine / "mine" / "a.rules").write_text("[d] 试点 2018年9月底前验收\n[all] 规划计划 公开\n", "utf-8")
    run("plan", "mine", "--year", "2018", "-o", "a.ics")
    text = (mine / "a.ics").read_text("utf-8")
    assert re.findall(r"SUMMARY:(.*)", text) == ["试点 · 各单位", "年度内完成的事项 1 项"]


def test_the_calendar_is_one_by_the_standard(run: Run, mine: Path) -> None:
    """Lines of 75 octets, ended as they should be, texts escaped, a whole day for each duty, an id that stays."""
    for name in ("a.ics", "b.ics"):
        assert run("plan", "mine", "--year", "2018", "-o", name, env=EPOCH).status == 0
    data = (mine / "a.ics").read_bytes()
    assert data == (mine / "b.ics").read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    text = data.decode().replace("\r\n ", "")
    events = [dict(re.findall(r"^([^:\s]+):(.*)\r$", event, re.M)) for event in text.split("BEGIN:VEVENT")[1:]]
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [
        "20180115",
        "20180331",
        "20180416",
        "20180713",
        "20181019",
        "20181231",
    ]
    assert (events[0]["SUMMARY"], events[0]["DTEND;VALUE=DATE"]) == ("财政收支 · 财政局", "20180116")
    assert events[0]["DTSTAMP"] == f"{datetime(2019, 1, 1):%Y%m%dT%H%M%SZ}"
    assert events[-1]["SUMMARY"] == "年度内完成的事项 1 项"
    assert "含逗号\\,分号\\;两样" in events[-1]["DESCRIPTION"]
    assert len({event["UID"] for event in events}) == 6


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=200))
def test_folding_and_escaping_can_be_undone(text: str) -> None:
    """Whatever a title holds comes out again."""
    lines = list(fold(f"SUMMARY:{escaped(text)}"))
    assert all(len(line) <= 75 for line in lines)
    whole = b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode().removeprefix("SUMMARY:")
    assert re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), whole) == text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mine", "--year", "2025", "-o", "plan.xlsx"), "2017-01-01至2018-12-31"),
        (("mine", "--year", "2018", "-o", "plan.pdf"), ".ics"),
        (("mine", "--year", "2018", "-o", "no/such/plan.ics"), "report/not-written"),
        (("nowhere", "--year", "2018", "-o", "plan.ics"), "nowhere"),
    ],
)
def test_what_cannot_be_planned_is_told(run: Run, mine: Path, arguments: tuple[str, ...], said: str) -> None:
    """With status 2, and no file."""
    done = run("plan", *arguments)
    assert (done.status, "Traceback" in done.complaint) == (2, False)
    assert said in done.complaint
    assert [path.name for path in mine.iterdir()] == ["mine"]


def test_a_ruleset_that_is_always_in_force_names_no_days(run: Run, mine: Path) -> None:
    """What is said of a year without anything due has no gaps in it."""
    (mine / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (mine / "mine" / "a.rules").write_text("预决算 批准后20日内公开\n", "utf-8")
    done = run("plan", "mine", "--year", "2018", "-o", "plan.xlsx")
    assert done.status == 2
    assert "由事件起算的期限不在计划之列" in done.complaint
    assert "…" not in done.complaint
