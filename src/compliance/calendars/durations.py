"""Figures in words: `20 working days`, 20个工作日, both ways; and the words for calendar periods."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from compliance.calendars.figure import LONGEST, LONGEST_OF, Figure, Per, Unit
from compliance.calendars.numerals import NUMERAL, is_about, value_of
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
_PERS = {
    Per.DAY: Text("每日", "daily"),
    Per.WEEK: Text("每周", "weekly"),
    Per.MONTH: Text("每月", "monthly"),
    Per.QUARTER: Text("每季度", "quarterly"),
    Per.HALF: Text("每半年", "half-yearly"),
    Per.YEAR: Text("每年", "yearly"),
}
_UNIT_OF = {word: unit for unit, (zh, en) in UNITS.items() for word in (*zh, *en)}
_FIGURE = re.compile(rf"([0-9]{{1,9}}|[{NUMERAL}]{{1,9}}) ?(\D+)")


def parse_figure(text: str) -> Figure | None:
    """`15 working days`, `5h`, `20个工作日`, `二十日` as a figure; None where it is none."""
    found = _FIGURE.fullmatch(_plain(text))
    if not found or is_about(found[1]):
        return None
    n, unit = value_of(found[1]), _UNIT_OF.get(found[2])
    return None if n is None or unit is None or n > LONGEST_OF.get(unit, LONGEST) else Figure(n, unit)


@lru_cache(maxsize=1024)
def figure_words(figure: Figure) -> Text:
    """A figure in words: 20个工作日, 20 working days."""
    zh, en = UNITS[figure.unit]
    return Text(f"{figure.n}{zh[0]}", f"{figure.n} {en[0] if figure.n == 1 else en[1]}")


def per_words(per: Per) -> Text:
    """How often, in words: 每季度, quarterly."""
    return _PERS[per]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
