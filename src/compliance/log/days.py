"""The day (or month, or year) at the start of a stated time."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from compliance.calendars.interval import Interval
from compliance.log.cell_formats import KNOWN_ERRORS
from compliance.log.unreadable import Unreadable

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year outside is taken for a slip of the pen: no disclosure log reaches that far."""

_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?P<clock>\d{4}(?:\d\d)?)?(?!\d)")
_YEAR_LAST = re.compile(r"\d{1,2}\s*([-/.])\s*(?:\d{1,2}\s*\1\s*)?\d{4}(?!\d)")
_PARTED = re.compile(r"(?P<y>\d+)\s*(?P<sep>[-/.])\s*(?P<m>\d+)(?:\s*(?P=sep)\s*(?P<d>\d+))?(?!\d|\s*(?P=sep))")
_CHINESE = re.compile(r"(?P<y>\d+)\s*年\s*(?:(?P<m>\d+)\s*月(?:份)?\s*(?:(?P<d>\d+)\s*(?:[日号]|$))?)?")
_SPACED = re.compile(r"(?P<y>\d{4})\s+(?P<m>\d{1,2})\s+(?P<d>\d{1,2})(?![\d:时点]|\s*[:时点])")
_YEAR = re.compile(r"(?P<y>\d{4})$")
_FORMS = (_COMPACT, _CHINESE, _PARTED, _SPACED, _YEAR)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?|\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_WEEKDAY = re.compile(r"\s*[(\[]?\s*(?:星期|周|礼拜)\s*(?P<day>[一二三四五六日天])\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A stated day, month or year. `day` is None where no day is stated."""

    interval: Interval
    day: date | None = None


def parse_day(text: str) -> tuple[StatedDay, str]:
    """The day that `text` (half-width) begins with, and what follows it. Raises `Unreadable`."""
    if _YEAR_LAST.match(text) and not _SERIAL.fullmatch(text):
        raise Unreadable(
            f"“{text}”的年份在后，分不清月和日：请按年、月、日的次序写",
            f"“{text}” has its year last, so day and month cannot be told apart: write year, month, day",
        )
    found = next((match for match in (form.match(text) for form in _FORMS) if match), None)
    if found is None or _SERIAL.fullmatch(text):
        raise _no_form(text)
    parts = found.groupdict()
    rest = (parts.get("clock") or "") + text[found.end() :]
    stated = _checked(text, parts["y"], parts.get("m"), parts.get("d"))
    return stated, _after_weekday(stated, rest).strip()


def _checked(text: str, y: str, m: str | None, d: str | None) -> StatedDay:
    year = _year(text, y)
    if m is None:
        return StatedDay(Interval.year(year))
    if max(len(m), len(d or "")) > 2:
        # 2018-003 may be the third day of the year, or a number.
        raise _no_form(text)
    month = int(m)
    if not 1 <= month <= 12:
        raise Unreadable(f"没有 {m} 月", f"there is no month {m}")
    if d is None:
        if text == f"{y}.1":
            raise Unreadable(
                f"“{text}”是 1 月还是 10 月？表格软件会去掉末尾的 0：请写 {y}-01 或 {y}-10",
                f"is “{text}” January or October? Spreadsheets drop a last 0: write {y}-01 or {y}-10",
            )
        return StatedDay(Interval.month(year, month))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= int(d) <= last:
        raise Unreadable(f"{year} 年 {month} 月没有 {d} 日", f"{year:04d}-{month:02d} has no day {d}")
    day = date(year, month, int(d))
    return StatedDay(Interval.day(day), day)


def _year(text: str, y: str) -> int:
    if len(y) <= 2 and re.match(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d)", text):
        raise Unreadable(
            f"“{text}”里没有四位年份，分不清年、月、日：请写四位年份，按年、月、日的次序",
            f"“{text}” has no year of four digits, so year, month and day cannot be told apart: write year, month, day",
        )
    if len(y) <= 2:
        raise Unreadable(
            f"“{text}”的年份只有 {len(y)} 位，分不清世纪：请写四位年份",
            f"“{text}” has a year of {len(y)} digits, so its century is not known: write four",
        )
    if len(y) != 4 or not FIRST_YEAR <= int(y) <= LAST_YEAR:
        raise Unreadable(
            f"年份 {y} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，应是笔误",
            f"the year {y} is not between {FIRST_YEAR} and {LAST_YEAR}, most likely a slip",
        )
    return int(y)


def _after_weekday(stated: StatedDay, rest: str) -> str:
    """A weekday after the day says nothing new, but must not contradict it."""
    found = _WEEKDAY.match(rest)
    if found is None or stated.day is None:
        return rest
    if stated.day.weekday() != "一二三四五六日".index(found["day"].replace("天", "日")):
        right = "一二三四五六日"[stated.day.weekday()]
        raise Unreadable(
            f"{stated.day} 是星期{right}，不是星期{found['day']}",
            f"{stated.day} is a {calendar.day_name[stated.day.weekday()]}, which the weekday given contradicts",
        )
    return rest[found.end() :]


def _no_form(text: str) -> Unreadable:
    """The words for what is no date at all, with the likely cause where there is one."""
    if re.match(r"\d{1,2}\s*(?:月|[-/.]\s*\d{1,2}\s*$)", text):
        return Unreadable(f"“{text}”没有年份", f"“{text}” has no year")
    if _SERIAL.fullmatch(text):
        return Unreadable(
            f"“{text}”是一个数，可能是表格软件的日期序号：请把单元格设为日期格式",
            f"“{text}” is a number, perhaps a spreadsheet's serial date: format the cell as a date",
        )
    if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text):
        return Unreadable(
            f"“{text}”只有时刻，没有日期（表格里显示为 1900-01-00 的日期是 0）：没有时间就留空",
            f"“{text}” is a time of day without a date (what a sheet shows as 1900-01-00 is 0): leave the cell empty if there is none",
        )
    if text.upper() in KNOWN_ERRORS:
        return Unreadable(
            f"“{text}”是表格软件的错误值：请改正公式后重新保存",
            f"“{text}” is an error of a spreadsheet: put its formula right and save it again",
        )
    if text.startswith("="):
        return Unreadable(
            f"“{text}”是公式，文件里没有它的结果：请用表格软件打开后保存一次",
            f"“{text}” is a formula whose result is not in the file: open it in a spreadsheet program and save it",
        )
    if re.fullmatch(r"\d{6}", text):
        return Unreadable(
            f"“{text}”只有六位数字：请写 2018-08 或 2018-08-08 的样子",
            f"“{text}” has six digits: write it like 2018-08 or 2018-08-08",
        )
    return Unreadable(
        f"“{text}”不是能读懂的时间：请写 2018-08-08、2018-08-08 09:30 或 2018年8月8日 的样子，没有时间就留空",
        f"“{text}” is no time that can be read: write it like 2018-08-08 or 2018-08-08 09:30, or leave the cell empty",
    )
