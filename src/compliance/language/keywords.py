"""The keywords: a terminal of `grammar.lark` with its spellings, English first, then Chinese.

A terminal whose name begins with `_` says nothing by itself and leaves no trace in the tree.
"""

from __future__ import annotations

from collections.abc import Mapping

from compliance.calendars.figure import Per, Unit
from compliance.findings.verdict import Modality

Spellings = tuple[str, ...]

DUTY: dict[str, Spellings] = {
    "_OR": ("or", "或", "或者"),
    "_WITHIN": ("within",),
    "_INSIDE": ("内", "以内", "之内"),
    "_OF": ("of",),
    "_AFTER": ("after",),
    "_SINCE": ("后", "以后", "之后", "之日起"),
    "_BY_ITS": ("by its", "按其"),
    "_PROMPTLY": ("promptly", "及时"),
    "_AT_LEAST": ("at least", "至少", "不少于"),
    "_BEFORE": ("before",),
    "_AHEAD": ("前", "以前", "之前"),
    "_TOGETHER": ("together with",),
    "_IN_STEP": ("同步",),
    "_FOR": ("for",),
    "_BY": ("by",),
    "_BY_DAY": ("by day",),
    "_END_OF": ("end of",),
    "_EVERY": ("every", "每"),
    "_DURING": ("during", "期间"),
    "ONCE": ("once",),
    "TWICE": ("twice",),
    "_REGULARLY": ("regularly", "定期"),
    "_OF_CASES": ("of cases", "of the cases"),
    "_RATE": ("率不低于", "率不少于"),
    "_CHECK": ("check", "核查"),
}
"""Words of a duty, wherever they stand in it."""

FIRST: dict[str, Spellings] = {"_FROM": ("自",), "_ALONG": ("与",)}
"""Words of a duty only at the start of a word that leads a trigger: elsewhere they are part of a name."""

PARTNERS = {"_FROM": "之日起", "_ALONG": "同步"}
"""What stands behind the trigger that they lead."""

ENDED: dict[str, Spellings] = {"_ENDED": ("结束后",)}
"""Words that stand only right after 每月 and its like."""

END: dict[str, Spellings] = {"_END": ("底", "末", "年底", "年末", "月底", "月末")}
"""Words that stand only right after a month or a year."""

PERIODS: dict[Per, Spellings] = {
    Per.DAY: ("daily", "每日", "每天", "按日"),
    Per.WEEK: ("weekly", "每周", "按周", "每星期"),
    Per.MONTH: ("monthly", "每月", "按月"),
    Per.QUARTER: ("quarterly", "每季度", "按季度", "每季", "按季"),
    Per.HALF: ("half-yearly", "每半年", "按半年"),
    Per.YEAR: ("yearly", "每年", "按年度", "按年", "每年度"),
}
"""`PER`: the periods of a recurring duty."""

_PER_NOUNS: dict[Per, Spellings] = {
    Per.DAY: ("day",),
    Per.WEEK: ("week",),
    Per.MONTH: ("month",),
    Per.QUARTER: ("quarter",),
    Per.HALF: ("half-year", "half year"),
    Per.YEAR: ("year",),
}
A_PERIOD: dict[Per, Spellings] = {
    per: tuple(f"{article} {noun}" for article in ("a", "each", "per") for noun in nouns)
    for per, nouns in _PER_NOUNS.items()
}
"""`A_PER`: `at least 3 times a year`, `by 01-31 each year`."""

UNITS: dict[Unit, Spellings] = {
    Unit.MINUTE: ("minutes", "minute", "min", "分钟"),
    Unit.HOUR: ("hours", "hour", "h", "小时", "个小时"),
    Unit.DAY: ("days", "day", "日", "天"),
    Unit.WORKDAY: (
        "working days", "working day", "workdays", "workday", "business days", "business day", "个工作日", "工作日",
    ),
    Unit.WEEK: ("weeks", "week", "周", "个星期", "星期"),
    Unit.MONTH: ("months", "month", "个月"),
    Unit.YEAR: ("years", "year", "年"),
}  # fmt: skip
"""`UNIT`: only right after a number."""

TIMES: Spellings = ("times", "time", "次")
"""`_TIMES`: only right after a number."""

MODALITIES: dict[Modality, Spellings] = {
    Modality.MUST: ("must", "必须"),
    Modality.SHOULD: ("should", "原则上"),
    Modality.MAY: ("may", "鼓励"),
}
"""`MODALITY`."""

QUALIFIER: dict[str, Spellings] = {
    "_ON": ("on", "渠道"),
    "_CONTAINING": ("containing", "内容"),
    "_REQUIRE": ("require", "要求"),
    "_WHEN": ("when", "适用"),
    "_BY": ("by", "责任"),
    "_RESTARTED": ("restarted by", "重新起算"),
    "_PAUSED": ("paused", "中止"),
    "_EXTENDED": ("extended by", "延长"),
    "_NIL": ("nil allowed", "允许零报告"),
    "_EXCEPT": ("except", "除外"),
    "_CITE": ("cite", "依据"),
    "_TITLE": ("title", "标题"),
    "_WEIGHT": ("weight", "权重"),
    "_EFFECTIVE": ("effective", "施行"),
}
"""The first words of qualifiers, in the order of the tree; `MODALITIES` are qualifiers too."""

AGENCY: dict[str, Spellings] = {
    "_ANY_OF": ("any of",),
    "_EVERY": ("every", "各"),
    "_ONE_IS_ENOUGH": ("之一",),
}
"""Words of a list of agencies."""

JOINING: dict[str, Spellings] = {"_AND": ("and", "和", "及", "与", "以及"), "_OR": ("or", "或", "或者")}
"""What joins the names of a list; which of them a list knows is the grammar's business."""

SPAN: dict[str, Spellings] = {"_FROM": ("from", "自"), "_TO": ("to", "至"), "_EXTENDED_ON": ("on", "因")}
"""Words of `paused`, `extended` and `effective`."""

CONDITION: dict[str, Spellings] = {"_AND": ("and", "且", "并且"), "_OR": ("or", "或", "或者"), "_NOT": ("not", "非")}
"""What joins conditions."""

OPERATORS: dict[str, Spellings] = {
    "=": ("=", "等于"),
    "!=": ("!=", "不等于"),
    "<": ("<", "小于"),
    "<=": ("<=", "不高于"),
    ">": (">", "大于"),
    ">=": (">=", "不低于"),
    "in": ("in", "属于"),
    "contains": ("contains", "包含"),
    "is empty": ("is empty", "为空"),
}
"""What compares a column with a value."""

EXAMPLE: dict[str, Spellings] = {"_EXAMPLE": ("example", "示例"), "_AS_OF": ("as of", "截至"), "_EXPECT": ("=>",)}
"""The first words of an example's lines."""

EVENT: dict[str, Spellings] = {
    "_UNTIL": ("until", "至", "截止"),
    "_ON": ("on", "渠道"),
    "_CONTAINING": ("containing", "内容"),
    "_BY": ("by", "责任"),
    "_CLAIMING": ("claiming", "理由"),
    "_FOR": ("for", "所属期"),
    "_CASE": ("case", "案件"),
    "_RESULT": ("result", "结果"),
    "_WITH": ("with", "另有"),
}
"""The words of an event line; they are soft everywhere else."""


def _all() -> dict[str, Spellings]:
    tables: tuple[Mapping[str, Spellings], ...] = (
        DUTY, FIRST, ENDED, QUALIFIER, AGENCY, JOINING, SPAN, CONDITION, OPERATORS, EXAMPLE,
        {"PER": tuple(word for words in PERIODS.values() for word in words)},
        {"MODALITY": tuple(word for words in MODALITIES.values() for word in words)},
    )  # fmt: skip
    found: dict[str, Spellings] = {}
    for table in tables:
        for terminal, words in table.items():
            found[terminal] = tuple(dict.fromkeys((*found.get(terminal, ()), *words)))
    return found


SPELLINGS: dict[str, Spellings] = _all()
"""Every keyword by its terminal. Units, and the words of event lines, are none: they are such only where they stand."""

KEYWORDS: frozenset[str] = frozenset(word for words in SPELLINGS.values() for word in words)
"""Every keyword in both spellings: what no name or alias of a ruleset may equal."""
