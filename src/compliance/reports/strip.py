"""The days of a count as text: a calendar by weeks, by months where it is long, or runs of days on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.derivation import Count, Day, DayKind
from compliance.findings.phrases import count, days_off
from compliance.reports.wrap import padded

WEEKS_SHOWN = 9
"""A count over more weeks is shown by months."""
LABEL, CELL = 8, 10
"""Columns of a line's label and of a day."""
WEEKDAYS = {"zh": ("一", "二", "三", "四", "五", "六", "日"), "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")}
MARKS: dict[DayKind, Text] = {
    DayKind.START: Text("起", "from"),
    DayKind.OFF: Text("休", "off"),
    DayKind.PAUSED: Text("停", "stop"),
    DayKind.MOVED: Text("顺延", "moved"),
}
SHIFTED = "*"


def calendar(count: Count, language: Language) -> list[str]:
    """The days as a calendar with the number of each that counts, and what the marks mean; the end is in brackets."""
    days = count.days
    weeks = (days[-1].date - days[0].date).days // 7 + 2
    if weeks > WEEKS_SHOWN:
        return _months(days, language)
    end = days[0] if count.back else days[-1] if count.end else None
    return [*_weeks(days, end, language), *_legend(days, language)]


def _weeks(days: Sequence[Day], end: Day | None, language: Language) -> list[str]:
    """A line a week; the first of a month has the month's number before it."""
    lines = [padded("", LABEL) + "".join(padded(name, CELL) for name in WEEKDAYS[language])]
    month = ""
    for _, week in groupby(days, key=lambda day: day.date - timedelta(days=day.date.weekday())):
        shown = list(week)
        first = shown[0].date.isoformat()[:7]
        label, month = (first if first != month else ""), first
        cells = {day.date.weekday(): _cell(day, day is end, day is not shown[0], language) for day in shown}
        lines.append(padded(label, LABEL) + "".join(padded(cells.get(n, ""), CELL) for n in range(7)))
    return [line.rstrip() for line in lines]


def _cell(day: Day, end: bool, numbered: bool, language: Language) -> str:
    """`9:1` is the 9th of the month, on which the first day is counted."""
    mark = MARKS[day.kind].said(language) if day.kind in MARKS else str(day.number)
    label = f"{day.date.month}-{day.date.day}" if numbered and day.date.day == 1 else f"{day.date.day}"
    text = f"{label}:{mark}{SHIFTED if day.kind is DayKind.COUNTED and day.name else ''}"
    return f"[{text}]" if end else text


def _months(days: Sequence[Day], language: Language) -> list[str]:
    """A line a month: which numbers are counted in it, and what is passed over."""
    lines = []
    for month, found in groupby(days, key=lambda day: day.date.isoformat()[:7]):
        shown = list(found)
        numbers = [day.number for day in shown if day.number is not None]
        counted = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else "".join(map(str, numbers)) or "—"
        span = f"{shown[0].date.day}–{shown[-1].date.day}"
        passed = _passed(shown).said(language)
        said = Text(f"{span}日：第{counted}", f"days {span}: {counted}").said(language)
        lines.append(padded(month, LABEL) + padded(said, 3 * CELL) + passed)
    return [line.rstrip() for line in lines]


def _passed(days: Iterable[Day]) -> Text:
    listed = list(days)
    off = days_off((day.date, day.name) for day in listed if day.kind is DayKind.OFF and day.name)
    paused = sum(day.kind is DayKind.PAUSED for day in listed)
    zh = [f"休：{off.zh}"] * bool(off.zh) + [f"停{paused}天"] * bool(paused)
    en = [f"off: {off.en}"] * bool(off.en) + [f"stopped for {count(paused, 'day')}"] * bool(paused)
    return Text("；".join(zh), "; ".join(en))


def _legend(days: Sequence[Day], language: Language) -> list[str]:
    """Days off by name, and the marks that need a word."""
    off = days_off((day.date, day.name) for day in days if day.kind is DayKind.OFF and day.name)
    kinds = {day.kind for day in days}
    said = [Text(f"休：{off.zh}", f"off: {off.en}")] * bool(off.zh)
    if any(day.name for day in days if day.kind is DayKind.COUNTED):
        said.append(Text(f"{SHIFTED} 调休上班日，照常计入", f"{SHIFTED} a weekend day that is worked, and counts"))
    if DayKind.PAUSED in kinds:
        said.append(Text("停：中止，不计", "stop: the clock stands still"))
    return [text.said(language) for text in said]


def runs(days: Sequence[Day], language: Language) -> str:
    """The days on one line, those alike that follow each other together: `9-03起 4–7=1–4 8–9休 10–14=5–9`."""
    return " ".join(_runs(days, language))


def _runs(days: Sequence[Day], language: Language) -> Iterator[str]:
    month = 0
    for (kind, within), found in groupby(days, key=_alike):
        run = list(found)
        first, last = run[0], run[-1]
        label = f"{within}-{first.date.day:02}" if within != month else f"{first.date.day}"
        month = within
        label += f"–{last.date.day}" if len(run) > 1 else ""
        if first.number is None:
            yield f"{label}{MARKS[kind].said(language)}"
        else:
            yield f"{label}={first.number}–{last.number}" if len(run) > 1 else f"{label}={first.number}"


def _alike(day: Day) -> tuple[DayKind, int]:
    return day.kind, day.date.month
