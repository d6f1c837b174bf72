"""Mistakes in conditions."""

from __future__ import annotations

import re

from compliance.diagnostics import Text, nearest
from compliance.diagnostics.limits import too_much
from compliance.language.lexicon import OPERATORS
from compliance.language.mistakes.places import said, word_from
from compliance.language.tokens import Cursor, Mistake

_OPERATORS = Text(
    "= != < <= > >= 等于 不等于 小于 不高于 大于 不低于 属于 包含 为空", "= != < <= > >= in contains, or is empty"
)


_MEANT = {
    "不低于": ("不少于", "不小于", "不得低于", "不得少于", "不得小于", "不早于"),
    "不高于": ("不多于", "不大于", "不超过", "不得高于", "不得多于", "不得超过", "不晚于", "不迟于"),
    "大于": ("高于", "超过", "多于", "晚于"),
    "小于": ("低于", "少于", "不足", "早于"),
    "不等于": ("不是", "不为"),
    "等于": ("是", "为"),
    "包含": ("含有", "含"),
    "=": ("is", "equals"),
}
"""Comparisons as people write them: what is alike to the eye (不少于 and 不高于) may say the opposite."""

_THOUSANDS = re.compile(r"(?P<first>-?\d{1,3})(,\d{3})+(?!\d)[^\s,、;()]*")
"""A number with the commas that tables have, 1,000万: in a rule they part values."""


def too_deep(cursor: Cursor, levels: int) -> Mistake:
    """More brackets (or `not`) within each other than anyone can read."""
    title, _ = too_much("nesting", levels, at_least=True)
    place = cursor.position
    hint = Text("拆成几条规则，或几个条件", "make several rules of it, or several conditions")
    return Mistake("too-deep", title, place - 1, place, hint)


def empty_value(cursor: Cursor) -> Mistake:
    """`备注 = ""`: an empty cell equals nothing, not even this."""
    value = cursor.tokens[-1]
    return Mistake(
        "empty-value",
        Text("引号里没有内容，应有值", "the quotation is empty; a value was expected in it"),
        value.start,
        value.end,
        Text("没有填写的写 为空；填写了的写 非 … 为空", "what is not stated: is empty; what is: not … is empty"),
    )


def no_column(cursor: Cursor) -> Mistake:
    """A comparison that begins with a mark."""
    place = cursor.position
    found = said(cursor, place, place + 1)
    return Mistake(
        "no-column",
        Text(f"这里应是台账的列名，却是“{found}”", f"a column of the log was expected here, found “{found}”"),
        place,
        place + 1,
        Text("例如 要求 权重 不低于 5%", "for example require 权重 >= 5%"),
    )


def no_such_operator(cursor: Cursor, end: int) -> Mistake:
    """`==`, `<>`, `=>`, `大于等于`."""
    found, folded = said(cursor, cursor.position, end), cursor.text[cursor.position : end]
    meant = {"==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "!": "!=", "><": "!=", "===": "="}.get(folded)
    if "等于" in folded:
        meant = "不低于" if re.search("[大高多]于", folded) else "不高于"
    hint = (
        Text(f"写成 {meant}", f"write {meant}")
        if meant
        else Text(f"可用 {_OPERATORS.zh}", f"use one of {_OPERATORS.en}")
    )
    return Mistake(
        "unknown-comparison",
        Text(f"没有“{found}”这种比较", f"there is no comparison “{found}”"),
        cursor.position,
        end,
        hint,
    )


def no_operator(cursor: Cursor, end: int) -> Mistake:
    """A column followed by something that compares nothing."""
    text = cursor.text
    column = said(cursor, cursor.tokens[-1].start, cursor.tokens[-1].end)
    end = max(end, cursor.position + 1)
    found, folded = said(cursor, cursor.position, end), text[cursor.position : end]
    negated = folded.startswith("不") and OPERATORS.longest(folded, 1) is not None and _meant(folded) is None
    negated = negated or folded.startswith("不为空")
    after_not = folded == "not" or text.startswith("is not empty", cursor.position)
    if negated or after_not:
        hint = Text(f"否定写在列名之前：非 {column} …", f"what is negated follows not: not {column} …")
    elif folded[0].isdigit():
        hint = Text(
            f"例如 {column} 不低于 {found}、{column} = {found}", f"for example {column} >= {found}, {column} = {found}"
        )
    elif close := _meant(folded) or nearest(folded, OPERATORS.words):
        hint = Text(f"是不是“{close}”？", f"did you mean “{close}”?")
    else:
        hint = Text(
            f"可用 {_OPERATORS.zh}；列名里有空格的要加引号",
            f"use one of {_OPERATORS.en}; a column with a blank in it needs quotes",
        )
    return Mistake(
        "no-comparison",
        Text(
            f"列“{column}”之后应是比较，却是“{found}”",
            f"a comparison was expected after the column “{column}”, found “{found}”",
        ),
        cursor.position,
        end,
        hint,
    )


def _meant(folded: str) -> str | None:
    """The comparison that is meant by another word for it, perhaps with the value grown to it."""
    if folded.startswith("是否"):
        return None
    words = sorted(((word, meant) for meant, words in _MEANT.items() for word in words), key=lambda w: -len(w[0]))
    return next((m for word, m in words if folded == word or (word > "\x7f" and folded.startswith(word))), None)


def no_value(cursor: Cursor) -> Mistake:
    """`级别 = )`."""
    place = cursor.position
    found = said(cursor, place, place + 1)
    several = Text("几个值之一写 属于 (甲、乙)", "one of several values is written in (a, b)")
    return Mistake(
        "no-value",
        Text(f"比较之后应是一个值，却是“{found}”", f"a value was expected after the comparison, found “{found}”"),
        place,
        place + 1,
        several,
    )


def values_need_brackets(cursor: Cursor, end: int) -> Mistake:
    """`级别 in 重大`."""
    found = said(cursor, cursor.position, end)
    joined = re.compile(r"[,、] ?[^\s,、;()]+")
    while more := joined.match(cursor.text, end):
        end = more.end()
    values = said(cursor, cursor.position, end)
    return Mistake(
        "values-need-brackets",
        Text(f"“属于”之后的值应写在括号里，却是“{found}”", f"the values after in stand in brackets, found “{found}”"),
        cursor.position,
        max(end, cursor.position + 1),
        Text(f"写成 属于 ({values})", f"write in ({values})"),
    )


def glued_condition(cursor: Cursor, place: int) -> Mistake:
    """`级别 等于 重大且涉外 等于 是` without blanks."""
    joint = said(cursor, place, place + 1)
    return Mistake(
        "glued-condition",
        Text(
            f"“{joint}”前后应有空格，否则它是值的一部分",
            f"blanks were expected around “{joint}”; without them it is a part of the value",
        ),
        place,
        place + 1,
        Text(
            f"在“{joint}”前后加空格；若是值的一部分，给值加引号",
            f"put blanks around “{joint}”, or quotes around the value",
        ),
    )


def more_than_a_comparison(cursor: Cursor, end: int) -> Mistake:
    """`权重 >= 5% 金额 > 3`."""
    _, found = word_from(cursor, cursor.position)
    found = found or said(cursor, cursor.position, end)
    comma = cursor.text[cursor.position] in ",、"
    thousands = _THOUSANDS.match(cursor.text, cursor.tokens[-1].start)
    if thousands and thousands.end("first") == cursor.position:
        number = thousands[0].replace(",", "")
        hint = Text(f"数里不写逗号：{number}", f"a number is written without commas: {number}")
    elif comma:
        hint = Text(
            "条件之间用 且 或 或；几个值之一写 属于 (甲、乙)",
            "conditions are joined by and or or; one of several values: in (a, b)",
        )
    else:
        hint = Text(
            "条件之间用 且 或 或；有空格的值要加引号",
            "conditions are joined by and or or; a value with a blank in it needs quotes",
        )
    return Mistake(
        "more-than-a-comparison",
        Text(
            f"比较之后应是“且”“或”或结尾，却是“{found}”",
            f"and, or or the end was expected after the comparison, found “{found}”",
        ),
        cursor.position,
        end,
        hint,
    )
