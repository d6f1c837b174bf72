"""Whatever a finding is made of comes out of the database as Python puts it into words, to the last finding of each log.

Every log is told in both ways and in both languages, byte for byte the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.checking.conftest import AS_OF, HEAD, OPEN, WITHIN, acts, cases, ruleset


@dataclass(frozen=True, slots=True)
class Told:
    """A ruleset and a log, of whose findings none is put into words by itself."""

    rules: str
    log: str
    more: str = ""
    head: str = HEAD
    as_of: str = AS_OF


STATED = (
    "2018-02-28", "2018-03", "2018", "2018-03-01 09:30", "2018-02-28 23:59:59.999998", "2018-03-31 24:00", "2018-03-01 00:00",
)  # fmt: skip
DURATION = """[durations]
"限期" = [
    { from = 2018-02-01, is = "5 days" }, { from = 2018-06-01, is = "9 working days" }, { from = 2018-09-01, is = "7 h" }
]
"""
FILLED_IN = {
    "one finding": Told(WITHIN, cases(("2018-03-01", "2018-03-03"))),
    "one act before its trigger": Told(WITHIN, cases(("2018-03-10", "2018-03-03"))),
    "a time however stated": Told(
        WITHIN + "预决算 publish within 24 h of approval\n预决算 publish before approval\n",
        cases(*((one, two) for one in STATED[:3] for two in STATED[2:]), *((one, "2018-06") for one in STATED)),
    ),
    "times long ago and far ahead": Told(
        WITHIN + "预决算 publish at least 30 days before approval\n",
        cases(
            ("1900-01-01", "1900-01-03"), ("1965-03-01", "1965-03-03 10:00"), ("1969-12-30",), ("2018-03-01",),
            ("2200-12-31", "2200-12-31 23:59:59.999999"), ("2199-12-31",),
        ),
        head=OPEN,
        as_of="9999-12-31",
    ),
    "days counted": Told(WITHIN, cases(*(("2018-03-01", f"2018-03-0{n}") for n in range(1, 7)))),
    "working days counted": Told(
        "预决算 publish within 5 working days of approval\n",
        cases(
            *(("2018-09-29", f"2018-{day}") for day in ("09-29", "09-30", "10-05", "10-08", "10-12")),
            ("2018-03-01", "2018-03-02"), ("2018-03-03 10:00", "2018-03-05"), ("2018-03-01", "2018-03-06"),
        ),
    ),
    "working days ahead": Told(
        "预决算 publish at least 2 working days before approval\n",
        cases(("2018-03-08", "2018-03-01"), ("2018-10-09", "2018-09-28"), ("2018-10-09", "2018-10-08"), ("2018-03-08",)),
    ),
    "days late": Told(WITHIN, cases(*(("2018-03-01", f"2018-03-{n:02}") for n in range(6, 12)))),
    "hours late": Told(
        "预决算 publish within 90 minutes of approval\n",
        cases(
            *(("2018-03-01 09:00", f"2018-03-{day} {clock}")
              for day in ("01", "02") for clock in ("10:30:01", "10:33", "10:34", "23:00", "11:30")),
        ),
    ),
    "working days late": Told(
        "预决算 publish within 1 working day of approval\n",
        cases(
            *(("2018-09-28", f"2018-{day}") for day in ("09-29", "09-30", "10-01", "10-08", "10-09")),
            ("2018-03-01", "2018-03-05"), ("2018-03-01", "2030-03-05"), ("2025-12-30", "2030-03-05"),
        ),
        head=OPEN,
        as_of="2031-01-01",
    ),
    "a figure that changes": Told(
        "预决算 publish within 限期 of approval\n",
        cases(
            *((f"2018-{month:02}-01", f"2018-{month:02}-{day:02}") for month in (1, 2, 6, 9) for day in (2, 3, 20)),
            ("2018-09-02 10:00",),
        ),
        DURATION,
    ),
    "a due date that moves": Told(
        WITHIN,
        cases(
            ("2018-03-01", "2018-03-02"), ("2018-03-05", "2018-03-07"), ("2018-03-05", "2018-03-12"),
            ("2018-03-05", "2018-03-13"), ("2018-03-01",), ("2018-03-05",),
        ),
        '[deadlines]\nrollover = "next-working-day"\n',
    ),
    "acts before their triggers": Told(
        WITHIN,
        cases(
            ("2018-03-10", "2018-03-01"), ("2018-03-10", "2018-02"), ("2018-03-10", "2018-03-02 09:00"), ("2018-03-10",),
            ("2018-03-10", "2018-03-11", "2018-03-01"), ("2018-03-10", "2017"), ("2018-03-10", "2017-01"),
        ),
    ),
    "an unknown condition": Told(
        WITHIN + "    when 级别 = 重大\n",
        acts(
            "a,approval,2018-03-01,重大", "b,approval,2018-03-01,", "b,publish,2018-03-03,", "c,approval,2018-03-02,",
            "d,approval,2018-03-01,一般",
            more=["级别"],
        ),
    ),
    "an unknown condition, and a due date that is known in part": Told(
        "预决算 publish within 20 working days of approval\n    when 级别 = 重大\n",
        acts(
            "a,approval,2003-12,", "b,approval,2004-02,", "c,approval,2026-12,", "d,approval,2003-11-01,", more=["级别"],
        ),
        head=OPEN,
        as_of="2030-01-01",
    ),
    "times that leave it open": Told(
        WITHIN,
        cases(
            ("2018-03-01", "2018-03"), ("2018-03",), ("2018-03-01", "2018"), ("2018-03", "2018-04-02"),
            ("2018-12-28 10:00",), ("2018-12",),
        ),
        as_of="2018-12-31T12:00",
    ),
    "a promised date": Told(
        "预决算 publish by its 承诺 of approval\n",
        acts(
            *(f"{name},approval,2018-03-01 10:00,{promised}" for name, promised in zip(
                "abcdef", ("2018-03-10", "2018-03", "2018", "2018-03-10 12:00", "2018-03", "2018-11"), strict=True)),
            "a,publish,2018-03-09 10:00,", "b,publish,2018-03-12 10:00,", "f,publish,2018-12-02 10:00,",
            more=["承诺"],
        ),
        as_of="2018-11-30T12:00",
    ),
    "several acts of which all are needed": Told(
        WITHIN + "    on 网站 and 公报\n",
        acts(
            *(f"{name},approval,2018-03-01," for name in "abcdefghi"), "j,approval,2018-12-30,", "k,approval,2018-12-30,",
            "a,publish,2018-03-02,网站", "a,publish,2018-03-04,公报", "b,publish,2018-03-02,网站", "b,publish,2018-03-14,公报",
            "c,publish,2018-03-02,网站", "d,publish,2018-03-02,公报", "e,publish,2018-03-09,公报;网站",
            "f,publish,2018-03-02,", "f,publish,2018-02-02,网站", "g,publish,2018-03,公报", "g,publish,2018-03-14 10:00,网站",
            "h,publish,2018-03-02 10:00,网站", "h,publish,2018-04,公报", "k,publish,2018-12-30,网站",
            more=["channel"],
        ),
    ),
    "no column for what is needed": Told(
        WITHIN + "    on 网站\n",
        cases(("2018-03-01", "2018-03-02"), ("2018-03-01",), ("2018-03-01", "2018-03-20"), ("2018-12-30",)),
    ),
    "periods, times and nil returns": Told(
        "[m] 预决算 publish monthly within 3 working days\n[q] 预决算 每季度公开不少于3次\n"
        "[n] 预决算 publish monthly\n    nil allowed\n",
        acts(
            *(f"x{n},publish,2018-{time}" for n, time in enumerate((
                "02-02", "03-01 10:00", "04", "05-09", "06-28", "09-30", "10-01", "11", "12-31 23:00"))),
            "y,nil,2018-08-01", "z,nil,2018-01",
        ),
    ),
    "links": Told(
        WITHIN,
        acts(
            "a,approval,2018-03-01,https://a.cn/0", "a,publish,2018-03-02,https://a.cn/1", "b,approval,2018-03-01,",
            "b,publish,2018-03-02,", "c,approval,2018-03-01,", "c,publish,2018-03-03,https://a.cn/2",
            more=["url"],
        ),
    ),
    "several words for one act": Told(
        "预决算 publish or reply within 5 days of approval or decision\n",
        acts(
            "a,approval,2018-03-01", "a,publish,2018-03-02", "b,decision,2018-03-01", "b,reply,2018-03-02",
            "c,批准,2018-03-01", "c,答复,2018-03-12", "d,approval,2018-03-01", "d,公开,2018-03-12",
            "e,approval,2018-03-11", "e,reply,2018-03-02", "f,approval,2018-03-11", "f,publish,2018-03-02",
        ),
    ),
}  # fmt: skip
"""By what its findings differ in."""


@pytest.mark.parametrize("name", FILLED_IN)
def test_all_is_filled_in(name: str, told, tmp_path: Path) -> None:
    """None is put into words by itself."""
    one = FILLED_IN[name]
    found = told(one.log, [ruleset(tmp_path, one.rules, one.more, one.head)], one.as_of)
    assert found.rows
    assert not found.alone


def test_a_due_day_before_1970_is_a_day(told, tmp_path: Path) -> None:
    """As any later one is."""
    found = told(cases(("1965-03-01",), ("2010-03-01",)), [ruleset(tmp_path, WITHIN, head=OPEN)])
    assert ["第5日为1965-03-06，" in row["reason"] for row in found.rows] == [True, False]


def test_each_file_is_named_once(told, tmp_path: Path) -> None:
    """The trigger's, and another act's where it stands in another file; rows are counted in each."""
    rules = ruleset(tmp_path, WITHIN + "预决算 reply within 5 days of approval\n    on 网站\n")
    one = acts(
        "a,approval,2018-03-01,", "a,publish,2018-03-02,网站", "b,approval,2018-03-01,", "c,approval,2018-03-10,",
        "d,approval,2018-03-10,", "d,publish,2018-03-01,网站", "e,approval,2018-03-01,", "e,reply,2018-03-02,",
        "e,reply,2018-03-09,网站", "f,approval,2018-03-01,", "j,reply,2018-03-03,", "j,reply,2018-03-13,网站",
        more=["channel"],
    )  # fmt: skip
    two = acts(
        "b,publish,2018-03-03,网站", "c,publish,2018-03-02,网站", "f,reply,2018-03-02,", "f,reply,2018-03-09,网站",
        "g,approval,2018-03-01,", "h,approval,2018-03-01,", "h,reply,2018-03-02,网站", "i,approval,2018-03-11,",
        "i,publish,2018-03-03,", "j,approval,2018-03-01,",
        more=["channel"],
    )  # fmt: skip
    found = told({"一.csv": one, "二.csv": two}, [rules])
    assert not found.alone
    reasons = [row["reason"] for row in found.rows if row["action"] == "publish"]
    assert [(reason.count("一.csv"), reason.count("二.csv")) for reason in reasons] == [
        (1, 0), (1, 1), (1, 1), (1, 0), (1, 0), (1, 0), (0, 1), (0, 1), (0, 1), (0, 1),
    ]  # fmt: skip
    assert "二.csv第2行" in reasons[1]


def test_calendars_of_several_rulesets(told, tmp_path: Path) -> None:
    """Each counts by its own, over days of its own."""
    rule = "预决算 publish within 3 working days of approval\n"
    made = [
        ruleset(tmp_path, WITHIN, name="days"),
        ruleset(
            tmp_path, f"教育 publish within 20 working days of approval\n{rule}", "", OPEN.replace('"r"', '"cn"'), "cn"
        ),
        ruleset(tmp_path, rule, '[deadlines]\ncalendar = "US"\n', OPEN.replace('"r"', '"us"'), "us"),
    ]
    log = cases(
        *(("2018-09-28", f"2018-10-{day}") for day in ("01", "03", "09", "15")),
        *(("2018-07-03", f"2018-07-{day}") for day in ("04", "06", "09")),
        ("2017-01-03",),
        ("2018-07-02", "2018-07-09"),
    )
    found = told(f"{log}x,教育,A局,approval,2016-03-01\n", made)
    assert not found.alone
    assert {row["ruleset"] for row in found.rows} == {"r", "cn", "us"}
