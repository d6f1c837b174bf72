"""Times as a log states them: text to an interval with the precision stated, or to the words why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from compliance.calendars.interval import MICROSECOND, Interval, day_end
from compliance.calendars.numerals import OF_ITEMS
from compliance.diagnostics import Text
from compliance.findings.visible import visible
from compliance.log.clock import Clock, parse_clock
from compliance.log.days import FIRST_YEAR, LAST_YEAR, parse_day
from compliance.log.numerals import western
from compliance.log.unreadable import Unreadable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc", "-"),
        "\u301c": "~",
        "\u223c": "~",
        "\u2236": ":",
    }
)
"""The dashes, tildes and colons that input methods and word processors put for the plain ones."""
GLUED = re.compile(rf"[{OF_ITEMS}](?=[\d{OF_ITEMS}])|(?<=\d)[{OF_ITEMS}]")
"""The number of an item or of a note beside a digit."""
_RANGE = re.compile(r"\s*起?\s*(?:(?P<word>至|到|~+|-{2,}|\bto\b)|[-/])\s*", re.IGNORECASE)
_LONGEST = 200
"""Characters of a time, with its end, as anybody writes it."""
_FROM = re.compile(r"^(?:自|从)\s*|\s*(?:为止|止)$")
_SHORT_END = (
    (re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]"), "{0.year}年"),
    (re.compile(r"\d{1,2}\s*[日号]"), "{0.year}年{0.month}月"),
    (re.compile(r"\d{1,2}\s*(?P<sep>[-/.])\s*\d{1,2}(?!\s*(?:\d|(?P=sep)))"), "{0.year}{1}"),
)
"""How an end may leave out the year or the month of its start, and what it then takes over."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A time, and where a range is stated its end."""

    interval: Interval
    until: Interval | None = None


def parse_time(text: str, zone: str = "Asia/Shanghai") -> Stated | Text:
    """The time that `text` states; a `Text` says why it cannot be read. An offset is converted to `zone`."""
    try:
        if found := GLUED.search(text):
            raise Unreadable(
                f"“{text.strip()}”里的“{found[0]}”是序号或注释的号码：请删去",
                f"“{text.strip()}” has “{found[0]}”, the number of an item or of a note, in it: take it away",
            )
        return _stated(plain_time(text), zone)
    except Unreadable as problem:
        return _in_own_words(problem.reason, plain_time(text), visible(text).strip())


def _in_own_words(reason: Text, plain: str, own: str) -> Text:
    """With the whole text quoted as it stands in the log, not as it was compared: — is no -."""
    return Text(reason.zh.replace(f"“{plain}”", f"“{own}”"), reason.en.replace(f"“{plain}”", f"“{own}”"))


def plain_time(text: str) -> str:
    """A stated time half-width, with plain dashes and colons and Western digits."""
    return western(visible(unicodedata.normalize("NFKC", text)).translate(_MARKS)).strip()


def _stated(text: str, zone: str) -> Stated:
    if not text:
        raise Unreadable("没有写时间", "no time is given")
    if len(text) > _LONGEST:
        raise Unreadable(f"这里有 {len(text)} 个字符，不是时间", f"{len(text)} characters, which are no time")
    try:
        return Stated(_single(text, zone))
    except Unreadable as problem:
        ranged = _range(_FROM.sub("", text), zone)
        if ranged is None:
            raise problem from None
        return ranged


def _single(text: str, zone: str) -> Interval:
    """One time: a day, month or year, and after a day perhaps a time of day."""
    stated, rest = parse_day(text)
    if not rest:
        return stated.interval
    clock = parse_clock(rest)
    if stated.day is None:
        raise Unreadable(
            f"“{text}”有时刻，却没有写到日：请写全年、月、日",
            f"“{text}” has a time of day but no day: write year, month and day",
        )
    return Interval.exact(_instant(stated.day, clock, zone))


def _instant(day: date, clock: Clock, zone: str) -> datetime:
    """24:00 is the last microsecond of its day, also where an offset moves it."""
    local = day_end(day) if clock.time is None else datetime.combine(day, clock.time)
    if clock.offset is None:
        return local
    from datetime import timezone

    moved = local.replace(tzinfo=timezone(clock.offset)).astimezone(_zone(zone)).replace(tzinfo=None)
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise Unreadable(f"换算时差后的年份是 {moved.year}", f"converted to local time the year is {moved.year}")
    return moved


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _range(text: str, zone: str) -> Stated | None:
    """`text` as a time and its end, None where it is no such thing. A range parted by a word must be readable."""
    for found in _RANGE.finditer(text):
        start, end = text[: found.start()], text[found.end() :]
        try:
            stated = _between(start, end, zone, found["word"], found.group())
        except Unreadable:
            if found["word"] and start and end:
                raise
            continue
        if found["word"] or _alike(stated):
            return stated
    return None


def _between(start: str, end: str, zone: str, word: str | None, mark: str) -> Stated:
    interval = _single(start, zone)
    until = _end(end, start, interval, zone, word, mark)
    if until.hi < interval.lo:
        raise Unreadable(
            f"结束 {until.stated()} 早于开始 {interval.stated()}",
            f"the end {until.stated()} is before the start {interval.stated()}",
        )
    return Stated(interval, until)


def _end(end: str, start: str, interval: Interval, zone: str, word: str | None, mark: str) -> Interval:
    """The end by itself, else with the year, month or day of its start."""
    try:
        return _single(end, zone)
    except Unreadable:
        whole = next(_completed(end, start, interval.lo.date(), word, mark), None)
        if whole is None:
            raise
        return _single(whole, zone)


def _completed(end: str, start: str, day: date, word: str | None, mark: str) -> Iterator[str]:
    # 2018-01-05-09-30 might be half past nine: what parts the figures of a day parts no days.
    for form, prefix in _SHORT_END:
        found = form.match(end)
        sep = found.groupdict().get("sep") if found else None
        if found and (sep is None or (sep in start and sep != mark)):
            yield prefix.format(day, sep) + end
    # 09:30-11:00 might be an offset from UTC: only a word says that it is a range.
    if word and re.match(r"(?:[^\d\s]{1,2}\s*)?\d{1,2}\s*[:时点]", end):
        yield f"{day.isoformat()} {end}"


def _alike(stated: Stated) -> bool:
    """Whether both ends are stated equally exactly: what a bare dash or slash must show to be taken for a range's."""
    return stated.until is not None and _kind(stated.interval) == _kind(stated.until)


def _kind(interval: Interval) -> str:
    span = interval.hi - interval.lo + MICROSECOND
    kinds = {timedelta(microseconds=1): "instant", timedelta(days=1): "day"}
    return kinds.get(span, "year" if span.days > 31 else "month")
