"""The time of day that may follow a stated day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta

from compliance.log.unreadable import Unreadable

_PART = (
    r"(?P<part>凌晨|清晨|清早|早晨|早上|早|上午|中午|正午|下午|午后|傍晚|"
    r"晚上|晚间|夜间|夜里|深夜|晚|[ap]\.?m\.?(?![a-z]))"
)
_OFFSET = r"(?P<offset>z|(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?:\s*:?\s*\d{2})?|utc|gmt)"
_COLON = r"(?P<h>\d{1,2})\s*:\s*(?P<m>\d{1,2})(?:\s*:\s*(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?\s*秒?|\s*分)?"
_CHINESE = (
    r"(?P<h>\d{1,2})\s*(?:点钟|时|点)\s*"
    r"(?:整|(?P<half>半)|(?P<quarter>[1-3])\s*刻|(?P<m>\d{1,2})\s*(?:分(?:\s*(?P<s>\d{1,2})(?:\.(?P<f>\d{1,9}))?\s*秒|钟)?)?)?"
)
_COMPACT = r"(?P<h>\d{2})(?P<m>\d{2})(?:(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
_WHOLE = r"(?P<glue>[\s,;]*t?)\s*{part}?\s*{form}\s*(?P<half_day>[ap]\.?m\.?)?\s*{offset}?"
_FORMS = tuple(
    re.compile(_WHOLE.replace("{part}", _PART).replace("{form}", form).replace("{offset}", _OFFSET), re.IGNORECASE)
    for form in (_COLON, _CHINESE, _COMPACT)
)
_BARE_HOUR = re.compile(
    r"(?P<glue>[\s,;]*)(?P<part>)(?P<h>\d{1,2})(?P<m>)(?P<s>)(?P<f>)\s*(?P<half_day>[ap]\.?m\.?)(?P<offset>)",
    re.IGNORECASE,
)
_NONE = range(0)
_MORNING, _AFTERNOON, _EVENING = (range(4, 12), _NONE), (range(12, 20), range(1, 12)), (range(17, 25), range(5, 12))
_PARTS = {
    "凌晨": (range(0, 7), _NONE),
    "上午": (range(0, 12), _NONE),
    **dict.fromkeys(("清晨", "清早", "早晨", "早上", "早"), _MORNING),
    **dict.fromkeys(("中午", "正午"), (range(11, 15), range(1, 3))),
    **dict.fromkeys(("下午", "午后"), _AFTERNOON),
    "傍晚": (range(16, 21), range(4, 9)),
    **dict.fromkeys(("晚上", "晚间", "夜间", "夜里", "深夜", "晚"), _EVENING),
    "am": (range(0, 12), _NONE),
    "pm": (range(12, 24), range(1, 12)),
}
"""The hours that may follow a part of the day: those that stand as they are, and those that 12 is added to.

What is in neither (晚上12点: the day's first midnight or its last?) is not guessed."""
_LONGEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; None for 24:00, the end of the day. `offset` from UTC where one is stated."""

    time: time | None
    offset: timedelta | None = None


def parse_clock(text: str) -> Clock:
    """The time of day that `text` (half-width) is. Raises `Unreadable`."""
    found = next((match for match in (form.fullmatch(text) for form in (*_FORMS, _BARE_HOUR)) if match), None)
    if found is None:
        raise Unreadable(
            f"日期之后的“{text}”读不懂：只能写时刻，如 09:30 或 9时30分",
            f"“{text}” after the date cannot be read: only a time of day may stand there, like 09:30",
        )
    parts = found.groupdict()
    hour = _hour(int(parts["h"]), (parts["part"] or parts["half_day"] or "").casefold().replace(".", ""))
    minute = _minute(parts)
    second = _below(parts.get("s"), 60, "秒", "second")
    micro = int((parts.get("f") or "").ljust(6, "0")[:6])
    offset = _offset(found)
    if hour == 24:
        return _end_of_day(minute, second, micro, offset)
    return Clock(time(hour, minute, second, micro), offset)


def _end_of_day(minute: int, second: int, micro: int, offset: timedelta | None) -> Clock:
    if minute or second or micro:
        raise Unreadable("24 时之后没有分秒：一天到 24:00 为止", "a day ends at 24:00: nothing comes after it")
    return Clock(None, offset)


def _hour(hour: int, part: str) -> int:
    if hour > 24:
        raise Unreadable(f"没有 {hour} 时", f"there is no hour {hour}")
    if not part:
        return hour
    if part == "am" and hour == 12:
        return 0
    stands, moved = _PARTS[part]
    if hour not in stands and hour not in moved:
        raise _contradiction(hour, part)
    return hour + 12 if hour in moved else hour


def _contradiction(hour: int, part: str) -> Unreadable:
    return Unreadable(
        f"“{part}{hour}点”分不清是哪个时刻：请按 24 小时制写，如 09:30、24:00",
        f"“{part} {hour}” does not say which hour of the day it is: write it on the 24-hour clock, like 09:30, 24:00",
    )


def _minute(parts: dict[str, str | None]) -> int:
    if parts.get("half"):
        return 30
    if parts.get("quarter"):
        return 15 * int(parts["quarter"] or 0)
    return _below(parts.get("m"), 60, "分", "minute")


def _below(digits: str | None, limit: int, zh: str, en: str) -> int:
    value = int(digits or 0)
    if value >= limit:
        raise Unreadable(f"没有 {value} {zh}", f"there is no {en} {value}")
    return value


def _offset(found: re.Match[str]) -> timedelta | None:
    stated = "".join((found["offset"] or "").casefold().split())
    if not stated:
        return None
    digits = stated.removeprefix("utc").removeprefix("gmt")
    if digits in ("z", ""):
        return timedelta(0)
    if stated[0] == "-" and "t" not in found["glue"].casefold() and found["s"] is None:
        raise Unreadable(
            f"“{digits}”是结束时刻还是时差？时段请写 09:30至11:00",
            f"is “{digits}” the end or an offset from UTC? Write 09:30至11:00 for a range",
        )
    hours, minutes = _hours_minutes(digits[1:])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes >= 60 or offset > _LONGEST_OFFSET:
        raise Unreadable(f"没有 {stated} 这样的时差", f"there is no offset {stated}")
    return offset if digits[0] == "+" else -offset


def _hours_minutes(digits: str) -> tuple[int, int]:
    hours, colon, minutes = digits.partition(":")
    if colon:
        return int(hours), int(minutes)
    return (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
