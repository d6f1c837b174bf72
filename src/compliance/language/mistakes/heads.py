"""Mistakes at the beginning of a rule: its id and its matter."""

from __future__ import annotations

from typing import Literal

from compliance.diagnostics import Text
from compliance.language.characters import in_marks
from compliance.language.mistakes.places import said
from compliance.language.tokens import Cursor, Mistake


def unclosed_id(cursor: Cursor) -> Mistake:
    """`[id` without `]`."""
    return Mistake(
        "unclosed-id",
        Text("规则编号的方括号没有结束，后面应有 ]", "the rule's id is never closed; ] was expected after it"),
        cursor.position,
        cursor.position + 1,
        Text("写成 [编号] 事项 义务", "write [id] matter duty"),
    )


def empty_id(cursor: Cursor, end: int) -> Mistake:
    """`[]`."""
    return Mistake(
        "empty-id",
        Text("方括号里应有规则编号，却什么也没有", "an id was expected in the brackets, found nothing"),
        cursor.position,
        end,
        Text("写上编号，或删去方括号", "write an id in them, or take them away"),
    )


OTHER_BRACKETS = {"【": "】", "〔": "〕", "〖": "〗"}
"""Brackets that a document may number its clauses with."""


def other_brackets(cursor: Cursor) -> Mistake:
    """【id】, 〔id〕."""
    mark = cursor.text[cursor.position]
    both = f"{mark} {OTHER_BRACKETS[mark]}"
    return Mistake(
        "id-in-other-brackets",
        Text(f"规则编号应写在方括号 [ ] 里，这里是{mark}", f"an id stands in square brackets [ ], but here is {mark}"),
        cursor.position,
        cursor.position + 1,
        Text(f"把{both}改成 [ ]", f"write [ ] instead of {both}"),
    )


def no_matter(cursor: Cursor, end: int) -> Mistake:
    """A rule that begins with a mark, or has only an id."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "no-matter",
        Text(
            f"这里应是事项名称{f'，却是“{found}”' if found else '，却到了行末'}",
            f"the matter was expected here, found {f'“{found}”' if found else 'the end of the line'}",
        ),
        cursor.position,
        end,
        Text(
            "一条规则先写事项，再写义务：预决算 批准后20日内公开",
            "a rule begins with its matter: 预决算 within 20 days of approval",
        ),
    )


def mark_of_a_list(cursor: Cursor, start: int, end: int, role: Literal["matter", "name"] = "matter") -> Mistake:
    """`·财政信息 每月公开`, `1.财政信息 每月公开`: no log has a matter of that name."""
    mark, rest = said(cursor, start, end), said(cursor, end, len(cursor.text))
    what = Text("事项名称", "the matter") if role == "matter" else Text("名称", "a name")
    number = "" if role == "name" or cursor.text.startswith("[") else "".join(c for c in mark if c.isalnum())
    numbered = (
        Text(f"，或写成编号：[{number}] {rest}", f", or make it the id: [{number}] {rest}") if number else Text("", "")
    )
    return Mistake(
        "mark-of-a-list",
        Text(
            f"这里应是{what.zh}，却是列表的记号“{mark}”",
            f"{what.en} was expected here, found “{mark}”, the mark of a list",
        ),
        start,
        end,
        Text(
            f"删去它{numbered.zh}；若是名称的一部分，给整个名称加引号",
            f"take it away{numbered.en}; if it belongs to the name, put all of it in quotes",
        ),
    )


def matter_with_comma(cursor: Cursor, start: int, end: int) -> Mistake:
    """`规划、计划 公开`."""
    name = said(cursor, start, end)
    return Mistake(
        "several-matters",
        Text(f"“{name}”里有逗号：一条规则只有一个事项", f"“{name}” has a comma in it, but a rule has one matter"),
        start,
        end,
        Text(
            f"若是一个事项，加引号：{in_marks(name)}；若是几个，各写一条规则",
            f"one matter: {in_marks(name, 'en')}; several: write a rule for each",
        ),
    )


def duty_for_matter(cursor: Cursor, start: int, end: int) -> Mistake:
    """`每月 公开`, `批准后 20日内公开`: the first word belongs to the duty, and no matter stands before it."""
    word, duty = said(cursor, start, end), said(cursor, start, len(cursor.text))
    return Mistake(
        "no-matter",
        Text(f"这里应是事项名称，却是义务“{duty}”", f"the matter was expected here, found the duty “{duty}”"),
        start,
        end,
        Text(
            f"在前面写上事项，例如 预决算 {duty}；事项确叫“{word}”的，加引号",
            f'write the matter before it, such as 预决算 {duty}; a matter of the name {word} needs quotes: "{word}"',
        ),
    )


def modal_in_matter(cursor: Cursor, start: int, place: int, end: int) -> Mistake:
    """`预决算应当 批准后20日内公开`: the word would be a part of the matter's name."""
    matter, word = said(cursor, start, place), said(cursor, place, end)
    return Mistake(
        "needless-word",
        Text(f"事项“{matter}”之后不写“{word}”", f"a blank was expected after the matter “{matter}”, found “{word}”"),
        place,
        end,
        Text(
            f"写成 {matter} 再写义务；没有另写约束力的就是必须",
            f"write {matter}, then the duty; what says nothing else is must",
        ),
    )


def mark_after_matter(cursor: Cursor, start: int, end: int) -> Mistake:
    """`预决算： 公开`: the colon would be a part of the matter's name, which no log then has."""
    mark, name = said(cursor, end - 1, end), said(cursor, start, end - 1)
    duty = said(cursor, end, len(cursor.text)) or "公开"
    return Mistake(
        "mark-after-matter",
        Text(f"事项之后应是空格，却是“{mark}”", f"a blank was expected after the matter, found “{mark}”"),
        end - 1,
        end,
        Text(
            f"写成 {name} {duty}；“{mark}”若是名称的一部分，给名称加引号",
            f"write {name} {duty}; if “{mark}” belongs to the name, put that in quotes",
        ),
    )


def glued_matter(cursor: Cursor, start: int, place: int, end: int, *, sentence: bool) -> Mistake:
    """`预决算批准后20日内公开`. Of a whole `sentence` it cannot be said what its matter is."""
    matter, duty = said(cursor, start, place).rstrip("：:，,。"), said(cursor, place, end)
    hint = Text(
        f"写成 {matter} {duty}；若整个是事项的名称，加引号",
        f"write {matter} {duty}; if all of it is the matter's name, quote it",
    )
    if sentence:
        hint = Text(
            "不照抄整句：先写事项，空一格，再写义务，例如 预决算 批准后20日内公开",
            "not the whole sentence: the matter, a blank, then the duty, such as 预决算 within 20 days of approval",
        )
    return Mistake(
        "matter-glued-to-duty",
        Text(
            f"事项与义务之间应有空格：“{said(cursor, start, end)}”是连着写的",
            f"a space was expected between the matter and its duty, but “{said(cursor, start, end)}” is one word",
        ),
        place,
        place,
        hint,
    )


def nothing_after_matter(cursor: Cursor, start: int, end: int) -> Mistake:
    """A matter alone."""
    name = said(cursor, start, end)
    return Mistake(
        "no-duty",
        Text(
            f"事项“{name}”之后应有义务，却到了行末",
            f"a duty was expected after the matter “{name}”, found the end of the line",
        ),
        end,
        end,
        Text(
            f"例如 {name} 批准后20日内公开；只要求公开的，写 {name} 公开",
            f"for example {name} within 20 days of approval; at all: {name} publish",
        ),
    )


def only_qualifiers(cursor: Cursor, start: int, end: int) -> Mistake:
    """A rule's line with qualifiers but no duty."""
    found = said(cursor, start, end)
    return Mistake(
        "no-duty",
        Text(
            f"“{found}”之前应有义务，限定写在义务之后",
            f"a duty was expected before “{found}”; qualifiers stand after the duties",
        ),
        start,
        end,
        Text("只要求公开的，先写“公开”", "a duty to disclose at all is written publish"),
    )
