from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from compliance.calendars.day import WEEKEND
from compliance.calendars.figure import Figure, Unit
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings import Act, Circumstances, Finding, Source, Verdict
from compliance.findings.derivation import Atom, Clause, ClockEvent, Count, Day, DayKind, Derivation, Record, Ruling
from compliance.reports import derivation_json
from compliance.reports.derivation import render
from compliance.reports.html import write
from compliance.reports.manner import Manner
from compliance.reports.strip import calendar, runs

TRIGGER = Record(
    "approval", Interval.day(date(2018, 9, 20)), Source("log.csv", 3), (("matter", "预决算"), ("批准日期", "9月20日"))
)
ACT = Record("publish", Interval.day(date(2018, 10, 9)), Source("log.csv", 4))
MID_AUTUMN = Text("中秋节", "Mid-Autumn Festival")


def day(text: str, number: int | None = None, kind: DayKind = DayKind.COUNTED, name: Text | None = None) -> Day:
    """A day of September or October 2018."""
    return Day(date.fromisoformat(f"2018-{text}"), kind, number, name)


def five_days() -> Count:
    """Five working days over a holiday and a shifted weekend day."""
    days = (
        day("09-20", kind=DayKind.START),
        day("09-21", 1),
        day("09-22", kind=DayKind.OFF, name=WEEKEND.name),
        day("09-23", kind=DayKind.OFF, name=WEEKEND.name),
        day("09-24", kind=DayKind.OFF, name=MID_AUTUMN),
        day("09-25", 2),
        day("09-26", kind=DayKind.PAUSED),
        day("09-27", 3),
        day("09-28", 4),
        day("09-29", 5, name=Text("调休上班", "make-up working day")),
    )
    return Count(Figure(5, Unit.WORKDAY), datetime(2018, 9, 20), datetime(2018, 9, 29, 23, 59, 59, 999999), days)


def late(finding: Finding, counts: tuple[Count, ...] = ()) -> Derivation:
    """A late finding with everything that can be told of one."""
    due = Interval.exact(datetime(2018, 9, 29, 23, 59, 59, 999999))
    facts = Circumstances(
        Verdict.LATE,
        "within",
        "publish",
        datetime(2018, 12, 31, 23, 59, 59, 999999),
        figure=Figure(5, Unit.WORKDAY),
        trigger=Act("approval", TRIGGER.time, TRIGGER.source),
        due=due,
        days_late=10,
    )
    clause = Clause(
        "county",
        "某县要点",
        "县-1",
        1,
        "预决算 …",
        "批准后5个工作日内公开",
        "一(五)",
        "a.rules",
        7,
        date(2018, 1, 1),
        date(2018, 12, 31),
    )
    return Derivation(
        finding=replace(finding, due=due),
        facts=facts,
        clause=clause,
        ruling=Ruling.LATE,
        trigger=TRIGGER,
        restarts=(ClockEvent(ACT, False),),
        counts=counts or (five_days(),),
        atoms=(
            Atom("act", "publish", ACT),
            Atom("channel", "网站|微博", None),
            Atom("element", "三公经费", ACT, open=True),
        ),
        completion=ACT.time,
    )


def test_days_are_a_calendar_by_weeks() -> None:
    """Number or mark behind each day, the end in brackets, days off by name below."""
    assert calendar(five_days(), "zh") == [
        "        一        二        三        四        五        六        日",
        "2018-09                               20:起     21:1      22:休     23:休",
        "        24:休     25:2      26:停     27:3      28:4      [29:5*]",
        "休：周末2天、中秋节1天（2018-09-24）",
        "* 调休上班日，照常计入",
        "停：中止，不计",
    ]


def test_a_long_count_is_shown_by_months() -> None:
    """Which numbers fall into each month, and what is passed over in it."""
    start = date(2018, 1, 31)
    days = [Day(start, DayKind.START)] + [Day(start + timedelta(days=n), DayKind.COUNTED, n) for n in range(1, 90)]
    count = Count(Figure(89, Unit.DAY), datetime(2018, 1, 31), datetime(2018, 4, 30), tuple(days))
    assert calendar(count, "en") == [
        "2018-01 days 31–31: —",
        "2018-02 days 1–28: 1–28",
        "2018-03 days 1–31: 29–59",
        "2018-04 days 1–30: 60–89",
    ]


def test_days_alike_are_one_run_on_a_line() -> None:
    """For a report: short, and a reader can still count along."""
    assert runs(five_days().days, "zh") == "9-20起 21=1 22–24休 25=2 26停 27–29=3–5"


def test_the_steps_are_told_in_order(findings: list[Finding]) -> None:
    """Clause, trigger, restarts, count, due, what was asked for, completion, verdict."""
    text = render([late(findings[0])], "zh")
    for part in (
        "[县-1] 预决算  财政局  2018-01  逾期",
        "1  条款      批准后5个工作日内公开",
        "依据 一(五)",
        "a.rules第7行",
        "2  起算      2018-09-20 批准（log.csv第3行）",
        "记录：事项 预决算；批准日期 9月20日",
        "3  重新起算  2018-10-09 公开（log.csv第4行），当时已过期，不重新起算",
        "4  计算      自2018-09-20的次日起，数5个工作日",
        "[29:5*]",
        "5  到期      2018-09-29",
        "6  要件      [有] 公开：2018-10-09公开（第4行）",
        "[无] 渠道 网站或微博",
        "[？] 内容 三公经费：2018-10-09公开（第4行），台账没有这一栏",
        "7  完成      2018-10-09",
        "8  结论      逾期：完成（2018-10-09）晚于到期（2018-09-29），逾期10天（判定表第4",
    ):
        assert part in text
        text = text[text.index(part) :]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_a_terminal(findings: list[Finding], language: Language) -> None:
    """Chinese characters take two columns."""
    text = render([late(finding) for finding in findings if finding.case and len(finding.case) < 60], language)
    assert max(width(line) for line in text.splitlines()) <= 80


def test_english_is_complete(findings: list[Finding]) -> None:
    """No Chinese word of ours is left."""
    text = render([late(findings[0])], "en")
    for part in ("5 working days counted from the day after 2018-09-20", "off: 2 weekend days", "line 4 of the table"):
        assert part in " ".join(text.split())
    assert not [word for word in ("条款", "起算", "到期", "结论", "休", "中止") if word in text]


def test_json_says_the_same(findings: list[Finding]) -> None:
    """Every part under its key; a day by its kind and number."""
    (found,) = json.loads(derivation_json.render([late(findings[0])], "en"))["derivations"]
    assert found["trigger"] == {
        "action": "approval",
        "time": "2018-09-20",
        "file": "log.csv",
        "row": 3,
        "cells": {"matter": "预决算", "批准日期": "9月20日"},
    }
    assert found["counts"][0]["days"][4] == {
        "date": "2018-09-24",
        "kind": "off",
        "number": None,
        "name": "Mid-Autumn Festival",
    }
    assert found["atoms"][1] == {"kind": "channel", "name": "网站|微博", "record": None, "open": False, "times": None}
    assert found["ruling"] == {"name": "late", "line": 4, "verdict": "late"}
    assert found["restarts"][0]["counts"] is False


class Made:
    """Derivations that are made up for whatever is asked."""

    def sought(self, sought: object, limit: int) -> list[Finding]:
        """Nothing is sought here."""
        return []

    def of(self, findings: list[Finding]) -> list[Derivation]:
        """The same for each."""
        return [late(finding) for finding in findings]


def html(assessment: object, language: Language = "zh") -> str:
    """The report as text."""
    import io

    out = io.BytesIO()
    write(assessment, Manner(language), out)  # type: ignore[arg-type]
    return out.getvalue().decode()


def test_the_html_report_derives_gaps_and_what_is_undetermined(of, findings) -> None:
    """Folded under the reason of each, and under no other."""
    page = html(replace(of(findings), derivations=Made()))
    wanted = [f for f in findings if f.counts and (f.verdict.is_gap or f.verdict is Verdict.UNDETERMINED)]
    assert page.count("<details class=p>") == len(wanted)
    assert "<dt>计算<dd>自2018-09-20的次日起，数5个工作日；9-20起 21=1 22–24休" in page
    assert "附有推算" not in page


def test_a_thousand_findings_with_derivations_fit_into_half_a_megabyte(of, findings) -> None:
    """As many are derived as there is room for, and it is said how many."""
    many = [replace(findings[n * len(findings) // 1000], case=f"2018-{n:04}") for n in range(1000)]
    page = html(replace(of(many), derivations=Made()))
    assert len(page.encode()) < 500_000
    derived = page.count("<details class=p>")
    assert derived > 50 and f"前{derived}项附有推算" in page
