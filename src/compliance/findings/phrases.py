"""Times, periods, figures, days off and records in words: the small change of a reason and of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from compliance.calendars.day import WEEKEND
from compliance.calendars.figure import Unit
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.findings.finding import Source
from compliance.findings.rounding import rounded

CLOCK_UNITS = (Unit.MINUTE, Unit.HOUR)
END_OF_DAY = time(23, 59, 59, 999998)
"""`before` ends one microsecond before the end of a day: still that day to the reader."""
SECONDS = len("2018-08-08T09:30:00")


NOTHING = Text("", "")


def plain(words: object) -> Text:
    """Words that are the same in both languages."""
    said = str(words)
    return Text(said, said)


def duration_name(named: str) -> Text:
    """What stands for a figure: 及时 and 定期 in the reader's language, a duration of the ruleset's own as it is called."""
    return _VAGUE.get(named) or plain(named)


_VAGUE = {"promptly": Text("及时", "promptly"), "regularly": Text("定期", "regularly")}


def count(n: float, noun: str, several: str = "") -> str:
    """`1 day`, `2 days`, `2.5 hours`, `2 duties`; without a decimal that is nought."""
    said = int(n) if n == int(n) else n
    return f"{said} {noun}" if n == 1 else f"{said} {several or noun + 's'}"


def least_share(share: float) -> str:
    """0.95 is `95%`: as the rule has it, however many decimals."""
    return f"{100 * share:.10g}%"


def met_share(met: int, judged: int, least: float) -> str:
    """`93.1`, in percent: with more than one decimal where fewer would say that it reaches what it does not."""
    exact = 100 * met / judged if judged else 0.0
    shown = (f"{rounded(exact, digits):.{digits}f}" for digits in range(1, 10))
    return next((text for text in shown if (float(text) >= 100 * least) == (exact >= 100 * least)), f"{exact}")


def ordinal(n: int) -> str:
    """`1st`, `2nd`, `11th`."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def stamp(interval: Interval) -> Text:
    """A time with the precision it was stated in, as people write it: `2018-08-08 09:30`, `2018-08-08 24:00`."""
    # Days and months come again and again, instants hardly ever.
    if interval.lo != interval.hi:
        return _inexact(interval)
    if interval.lo.time() == time.max:
        return plain(f"{interval.lo.date()} 24:00")
    return plain(_unclutter(interval.lo.isoformat()))


@lru_cache(maxsize=4096)
def _inexact(interval: Interval) -> Text:
    said = interval.stated()
    if "/" not in said:
        return plain(_unclutter(said))
    lo, hi = (_unclutter(part) for part in said.split("/"))
    return Text(f"{lo}至{hi}", f"{lo} to {hi}")


def instant(moment: datetime) -> str:
    """An instant; one that is the end of a day is that day, one that ends a minute is the next full minute."""
    if moment.time() >= END_OF_DAY:
        return moment.date().isoformat()
    if moment.microsecond >= END_OF_DAY.microsecond:
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    return _unclutter(moment.isoformat())


@lru_cache(maxsize=4096)
def deadline(due: Interval, preposition: str = "") -> Text:
    """The due time, in English after its preposition; two times where the trigger was not stated precisely.

    Beside an hour the end of a day is an hour, too: `2018-07-02 00:00`至`2018-07-02 24:00`.
    """
    lo, hi = instant(due.lo), instant(due.hi)
    if ":" in lo and ":" not in hi:
        hi += " 24:00"
    return Text(hi, f"{preposition}{hi}") if lo == hi else Text(f"{lo}至{hi}之间", f"between {lo} and {hi}")


def _unclutter(iso: str) -> str:
    """`2018-08-08T09:30:00` without T and without seconds that are nought."""
    return (iso[:-3] if len(iso) == SECONDS and iso.endswith(":00") else iso).replace("T", " ")


def where(source: Source | None, after: Source | None = None) -> Text:
    """（log.csv第3行）; the file is left out where the record named just before is of the same file."""
    if source is None:
        return NOTHING
    if after is not None and after.file == source.file:
        return Text(f"（第{source.row}行）", f" (row {source.row})")
    return Text(f"（{source.file}第{source.row}行）", f" ({source.file} row {source.row})")


_PERIODS = (
    (r"(\d{4})", "{0}年", "{0}"),
    (r"(\d{4})H1", "{0}年上半年", "the first half of {0}"),
    (r"(\d{4})H2", "{0}年下半年", "the second half of {0}"),
    (r"(\d{4})Q(\d)", "{0}年第{1}季度", "quarter {1} of {0}"),
    (r"(\d{4})-W0?(\d+)", "{0}年第{1}周", "week {1} of {0}"),
    (r"(\d{4})-0?(\d+)", "{0}年{1}月", None),
    (r"([\d-]{10})/\1", "{0}", "{0}"),
    (r"([\d-]{10})/([\d-]{10})", "{0}至{1}", "{0} to {1}"),
)


@lru_cache(maxsize=1024)
def period(key: str) -> Text:
    """The key of a period in words: `2018Q1` is 2018年第1季度, quarter 1 of 2018."""
    for pattern, zh, en in _PERIODS:
        if found := re.fullmatch(pattern, key):
            return Text(zh.format(*found.groups()), en.format(*found.groups()) if en else key)
    return plain(key)


def quoted(names: Iterable[str]) -> Text:
    """Names as a list; alternatives joined with `|` read as 甲或乙."""
    listed = list(names)
    return Text(
        "、".join(name.replace("|", "或") for name in listed), ", ".join(name.replace("|", " or ") for name in listed)
    )


def days_off(days: Iterable[tuple[date, Text]]) -> Text:
    """周末6天、中秋节3天（2018-09-22至09-24）: weekends as a number, holidays by name and date; empty where none."""
    listed = sorted(days, key=lambda day: day[0])
    weekend = sum(1 for _, name in listed if name == WEEKEND.name)
    zh = [f"周末{weekend}天"] if weekend else []
    en = [count(weekend, "weekend day")] if weekend else []
    for first, last, name in _runs((day, name) for day, name in listed if name != WEEKEND.name):
        n = (last - first).days + 1
        dates = span(first, last)
        zh.append(f"{name.zh}{n}天（{dates.zh}）")
        en.append(f"{name.en} {dates.en} ({count(n, 'day')})" if n > 1 else f"{name.en} {dates.en}")
    return Text("、".join(zh), ", ".join(en))


def span(first: date, last: date) -> Text:
    """One date, or two with 至 between; of the same month the second is short."""
    if first == last:
        return plain(first)
    short = last.isoformat()[5:] if last.year == first.year else last.isoformat()
    return Text(f"{first}至{short}", f"{first} to {short}")


def _runs(days: Iterable[tuple[date, Text]]) -> Iterator[tuple[date, date, Text]]:
    """Days that follow each other under one name, as first, last and name."""
    first = last = None
    name = Text("", "")
    for day, called in days:
        if first and last and called == name and day == last + timedelta(days=1):
            last = day
            continue
        if first and last:
            yield first, last, name
        first, last, name = day, day, called
    if first and last:
        yield first, last, name


def listed(days: Iterable[date]) -> Text:
    """Single days as a list."""
    dates = [day.isoformat() for day in days]
    return Text("、".join(dates), ", ".join(dates))


def joined(parts: Iterable[Text]) -> Text:
    """Clauses of one sentence; empty ones fall away."""
    kept = [part for part in parts if part.zh]
    if len(kept) == 1:
        return kept[0]
    return Text("，".join([part.zh for part in kept]), "; ".join([part.en for part in kept]))
