"""Figures in words: `20 working days`, 20个工作日, both ways; and the words for calendar periods."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from compliance.calendars.figure import LONGEST, LONGEST_OF, Figure, Per, Unit
from compliance.calendars.numerals import CHINESE, is_about, whole_number
from compliance.diagnostics import Text

# The first word of each language is the one that is written.
UNITS: dict[Unit, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Unit.MINUTE: (("分钟", "分"), ("minute", "minutes", "min", "mins")),
    Unit.HOUR: (("小时", "个小时", "时"), ("hour", "hours", "h")),
    Unit.DAY: (("日", "天", "个自然日"), ("day", "days", "calendar day", "calendar days")),
    Unit.WORKDAY: (
        ("个工作日", "工作日"),
        ("working day", "working days", "workday", "workdays", "business day", "business days"),
    ),
    Unit.WEEK: (("周", "个星期", "星期"), ("week", "weeks")),
    Unit.MONTH: (("个月", "月"), ("month", "months")),
    Unit.YEAR: (("年",), ("year", "years")),
}
PERS: dict[Per, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Per.DAY: (("每日", "每天", "按日"), ("daily",)),
    Per.WEEK: (("每周", "按周"), ("weekly",)),
    Per.MONTH: (("每月", "按月"), ("monthly",)),
    Per.QUARTER: (("每季度", "按季度", "每季"), ("quarterly",)),
    Per.HALF: (("每半年", "按半年"), ("half-yearly",)),
    Per.YEAR: (("每年", "按年度", "按年"), ("yearly", "annually")),
}
_UNIT_OF = {word: unit for unit, (zh, en) in UNITS.items() for word in (*zh, *en)}
_PER_OF = {word: per for per, (zh, en) in PERS.items() for word in (*zh, *en)}
_FIGURE = re.compile(rf"([0-9]{{1,9}}|[{CHINESE}]{{1,9}}) ?(\D+)")


def parse_figure(text: str) -> Figure | None:
    """`15 working days`, `5h`, `20个工作日`, `二十日` as a figure; None where it is none."""
    found = _FIGURE.fullmatch(_plain(text))
    if not found or is_about(found[1]):
        return None
    n, unit = whole_number(found[1]), _UNIT_OF.get(found[2])
    return None if n is None or unit is None or n > LONGEST_OF.get(unit, LONGEST) else Figure(n, unit)


def parse_per(text: str) -> Per | None:
    """`quarterly`, 每季度 as a period; None where it is none."""
    return _PER_OF.get(_plain(text))


@lru_cache(maxsize=1024)
def figure_words(figure: Figure) -> Text:
    """A figure in words: 20个工作日, 20 working days."""
    zh, en = UNITS[figure.unit]
    return Text(f"{figure.n}{zh[0]}", f"{figure.n} {en[0] if figure.n == 1 else en[1]}")


def per_words(per: Per) -> Text:
    """How often, in words: 每季度, quarterly."""
    zh, en = PERS[per]
    return Text(zh[0], en[0])


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
