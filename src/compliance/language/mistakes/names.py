"""Mistakes in names, quotations and brackets."""

from __future__ import annotations

import re

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.characters import in_marks
from compliance.language.mistakes.places import said
from compliance.language.tokens import Cursor, Mistake


def unclosed_quotation(cursor: Cursor) -> Mistake:
    """A quotation mark without its other half."""
    start = cursor.position
    mark = said(cursor, start, start + 1)
    other = {"“": "”", "「": "」"}.get(mark, '"')
    if mark in "”」":
        return Mistake(
            "unopened-quotation",
            Text(f"引号 {mark} 之前没有与它成对的开始引号", f"the mark {mark} closes a quotation that nothing opens"),
            start,
            start + 1,
            Text("在引文开头补上引号，或删去这个引号", "open the quotation where it begins, or take the mark away"),
        )
    # “预决算" and “预决算“: a mark that ends a word was meant to close; one more behind it would take it into the text.
    place = cursor.text.find('"', start + 1)
    if place > start + 1 and cursor.text[place - 1] != " ":
        wrong = said(cursor, place, place + 1)
        hint = Text(f"把后面的 {wrong} 改成 {other}", f"write {other} for the {wrong} behind it")
    else:
        hint = Text(f"在引文末尾加上 {other}", f"close it with {other}, the mark that matches its first")
    return Mistake(
        "unclosed-quotation",
        Text(
            f"引号 {mark} 没有结束，后面应有 {other}",
            f"the quotation that {mark} opens is never closed; {other} was expected",
        ),
        start,
        start + 1,
        hint,
    )


def empty_quotation(cursor: Cursor) -> Mistake:
    """`""`."""
    return Mistake(
        "empty-quotation",
        Text("引号里没有内容，应有名称", "the quotation is empty; a name was expected in it"),
        cursor.position,
        cursor.line.quoted[cursor.position],
        Text("写上名称，或删去引号", "write the name, or take the marks away"),
    )


def bracket_never_opened(cursor: Cursor) -> Mistake:
    """`)` without `(`."""
    return Mistake(
        "unopened-bracket",
        Text("右括号 ) 之前没有左括号", "the bracket ) closes one that nothing opens"),
        cursor.position,
        cursor.position + 1,
        Text("补上左括号 (，或删去这个右括号", "open it with ( where it begins, or take it away"),
    )


def name_begins_with_digit(cursor: Cursor, start: int, end: int) -> Mistake:
    """`2018年预算` unquoted."""
    name = said(cursor, start, end)
    if cursor.tokens and cursor.tokens[0].type in _LISTS and (figure := _FIGURE.match(cursor.text, start)):
        return Mistake(*duty_behind_qualifier(said(cursor, start, figure.end())), start, figure.end(), DUTIES_FIRST)
    return Mistake(
        "name-begins-with-digit",
        Text(f"名称“{name}”以数字开头，应加引号", f"the name “{name}” begins with a digit, so it needs quotes"),
        start,
        end,
        Text(f"写成 {in_marks(name)}", f"write {in_marks(name, 'en')}"),
    )


_LISTS = ("_ON", "_CONTAINING", "_BY", "_EXCEPT")
_UNIT = "|".join(sorted((re.escape(w) for words in keywords.UNITS.values() for w in words), key=len, reverse=True))
_FIGURE = re.compile(rf"[0-9]+ ?(?:{_UNIT})(?:[以之]?[内前])?(?=[ ,;、]|$)")
"""A figure where a name should stand: `on 政府网站 within 20 days`, 责任 财政局 20日内."""
DUTIES_FIRST = Text(
    "先写完义务，再写渠道、单位等限定：批准后20日内公开 渠道 政府网站",
    "write the whole duty before its qualifiers: publish within 20 days of approval on 政府网站",
)


def duty_behind_qualifier(word: str) -> tuple[str, Text]:
    """`publish on 政府网站 monthly`: code and title."""
    title = Text(
        f"“{word}”是义务的一部分，却写在限定之后", f"“{word}” is a part of a duty and stands behind a qualifier"
    )
    return "duty-behind-qualifier", title


_DATE = re.compile(
    r"[12]\d{3}(?:[-/.]\d{1,2}){0,2}|[12]\d{3}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}(?:st|nd|rd|th)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|january|february|march|april|june|july|august|september|october|november|december|(?:周|星期)[一二三四五六日天末]"
)


def date_for_a_name(cursor: Cursor, start: int, end: int) -> Mistake | None:
    """`publish on 2018-09-30`, `publish by the end of 2018`, `publish weekly by Friday`; None where it is a name."""
    if not (cursor.tokens and cursor.tokens[0].type in ("_ON", "_BY") and _DATE.fullmatch(cursor.text[start:end])):
        return None
    date = said(cursor, start, end)
    kind = Text("渠道", "a channel") if cursor.tokens[0].type == "_ON" else Text("单位", "an agency")
    return Mistake(
        "date-for-a-name",
        Text(f"这里应是{kind.zh}，却是日期“{date}”", f"{kind.en} was expected here, found the date “{date}”"),
        start,
        end,
        Text(
            "期限写在义务里：2018年9月30日前公开、2018年底前公开；每月的写 每月10日前公开",
            "a date stands in the duty: publish by 2018-09-30, publish by end of 2018; of each month: publish monthly by day 10",
        ),
    )


def parted_in_brackets(cursor: Cursor, start: int, end: int, opening: str, closing: str) -> Mistake:
    """`责任 县（市、区）人民政府`: a comma inside brackets would make two names of one."""
    text = cursor.text
    closed = text.find(closing, end)
    if closed < 0 or opening not in text[start:end]:
        name = said(cursor, start, end)
        return Mistake(
            "brackets-in-a-name",
            Text(f"“{name}”里的括号不成对", f"the brackets in “{name}” do not pair; both were expected"),
            start,
            end,
            Text(
                f"补上另一半，或给名称加引号：{in_marks(name)}",
                f"write the other one, or put the name in quotes: {in_marks(name, 'en')}",
            ),
        )
    end = closed + 1
    while end < len(text) and text[end] not in " ;,、":
        end += 1
    name = said(cursor, start, end)
    return Mistake(
        "brackets-in-a-name",
        Text(
            f"“{name}”的括号里有逗号或空格：是一个名称的，应加引号",
            f"“{name}” has a comma or a blank inside its brackets; one name with them needs quotes",
        ),
        start,
        end,
        Text(f"写成 {in_marks(name)}", f"write {in_marks(name, 'en')}"),
    )


def full_stop(place: int) -> Mistake:
    """`责任 财政局。`, `要求 权重 ≥ 5%。`: the mark would be a part of the name or the value, which no log then has."""
    return Mistake(
        "stray-mark",
        Text(
            "这里不应有“。”，名称和值之后就是结尾", "“。” has no place behind a name or a value; the end was expected"
        ),
        place,
        place + 1,
        Text(
            "删去“。”；确是名称或值的一部分，加引号",
            "take “。” away; if it belongs to the name or value, put that in quotes",
        ),
    )


def and_so_on(cursor: Cursor, start: int, end: int, place: int) -> Mistake:
    """`责任 财政局、审计局等`: what else is meant nobody can check, and no log has 审计局等."""
    name, rest = said(cursor, start, end), said(cursor, place, end)
    return Mistake(
        "list-not-whole",
        Text(
            f"“{rest}”没有写明还有哪些，应逐一列出", f"every name of the list was expected, found “{rest}” (and so on)"
        ),
        place,
        end,
        Text(
            f"删去“{rest}”，逐一写全；若是名称的一部分，加引号：{in_marks(name)}",
            f"take “{rest}” away and name all of them; if it belongs to the name, put that in quotes: {in_marks(name, 'en')}",
        ),
    )


def one_of_several(cursor: Cursor, place: int, end: int) -> Mistake:
    """`内容 三公经费、案由之一`: an element 案由之一 no log has, and two channels without 或 are both asked for."""
    what = said(cursor, place, end)
    kind, hint = {
        "_BY": (Text("单位", "agencies"), Text("写成 财政局、审计局 之一", "write any of 财政局, 审计局")),
        "_ON": (Text("渠道", "channels"), Text("写成 政府网站 或 政务微博", "write 政府网站 or 政务微博")),
        "_EXCEPT": (
            Text("豁免情形", "grounds"),
            Text(f"删去“{what}”：有其中一种就可以豁免", f"take “{what}” away: any ground of the list releases"),
        ),
    }.get(
        cursor.tokens[0].type,
        (
            Text("内容要素", "elements"),
            Text(
                "列出的每一项都要有；任一即可的写成 要求 内容 包含 案由 或 内容 包含 处罚依据",
                "all that are listed are asked for; for any of them write require elements contains 案由 or elements contains 处罚依据",
            ),
        ),
    )
    return Mistake(
        "one-of-several",
        Text(f"{kind.zh}之后不写“{what}”", f"the end of the {kind.en} was expected, found “{what}” (one of them)"),
        place,
        end,
        hint,
    )


def several_agencies(cursor: Cursor, start: int, end: int) -> Mistake:
    """`责任 市直各部门`: no log has an agency of that name, so nobody would owe anything."""
    name = said(cursor, start, end)
    return Mistake(
        "group-for-an-agency",
        Text(f"这里应是一个单位的名称，“{name}”是许多单位", f"the name of one agency was expected; “{name}” is many"),
        start,
        end,
        Text(
            "在 [agencies] 里给它们 groups，写成 责任 各市直部门；谁都要做的不写 责任；若是一个名称，加引号："
            + in_marks(name),
            "give them groups in [agencies] and write by every 市直部门; what everybody owes names nobody; if it is one name, "
            "put it in quotes: " + in_marks(name, "en"),
        ),
    )


def part_taken(cursor: Cursor, start: int, end: int, place: int) -> Mistake:
    """`责任 财政局牵头`."""
    name, agency, part = said(cursor, start, end), said(cursor, start, place), said(cursor, place, end)
    return Mistake(
        "agency-with-its-part",
        Text(f"单位名称之后不写“{part}”", f"the agency's name alone was expected, found “{part}” behind it"),
        place,
        end,
        Text(
            f"写成 {agency}；若是名称的一部分，加引号：{in_marks(name)}",
            f"write {agency}; if it belongs to the name, put that in quotes: {in_marks(name, 'en')}",
        ),
    )


def needless_lead(cursor: Cursor, start: int, place: int, end: int) -> Mistake:
    """`内容 应包括：主体、依据`: the word would be a part of the element's name, which no log then has."""
    lead, name = said(cursor, start, place), said(cursor, place, end)
    return Mistake(
        "needless-word",
        Text(f"内容要素之前不写“{lead}”", f"an element was expected, without “{lead}” before it"),
        start,
        place,
        Text(f"写成 {name}", f"write {name}"),
    )


def joined_names(cursor: Cursor, start: int, end: int, place: int, role: str = "") -> Mistake:
    """`B和C`: one name or two?"""
    text = cursor.text
    first = place - 1 if text[place - 1 : place + 1] == "以及" else place
    behind = place + 2 if text[place : place + 2] in ("或者", "并且", "会同") else place + 1
    name, joint = said(cursor, start, end), said(cursor, first, behind)
    left, right = said(cursor, start, first), said(cursor, behind, end)
    either = joint in ("或", "或者")
    kind = role or (cursor.tokens[0].type if cursor.tokens else "")
    zh, en = {
        "_ON": (f"{left} {'或' if either else '和'} {right}", f"{left} {'or' if either else 'and'} {right}"),
        "_CONTAINING": (f"{left}、{right}", f"{left}, {right}"),
        "_EXCEPT": (f"{left}、{right}", f"{left}, {right}"),
        "_BY": (f"{left}、{right}{' 之一' if either else ''}", f"{'any of ' if either else ''}{left}, {right}"),
        "_PAUSED": (f"自 {left} 至 {right}", f"from {left} to {right}"),
        "_RESTARTED": (f"{left} 或 {right}", f"{left} or {right}"),
        "_EXTENDED": (f"{left} 或 {right}", f"{left} or {right}"),
    }.get(kind, (f"{left}，{right}", f"{left}, {right}"))  # fmt: skip
    hint = Text(
        f"若是两个，写成 {zh}；若是一个，加引号：{in_marks(name)}",
        f"two names: {en}; one name: put it in quotes, {in_marks(name, 'en')}",
    )
    if kind == "column":
        hint = Text(f"加引号：{in_marks(name)}", f"put it in quotes: {in_marks(name, 'en')}")
    elif kind == "matter":
        hint = Text(
            f"若是一个事项，加引号：{in_marks(name)}；若是两个，各写一条规则",
            f"one matter: {in_marks(name, 'en')}; two: write a rule for each",
        )
    return Mistake(
        "joined-names",
        Text(
            f"“{name}”里有“{joint}”，又没有声明为一个名称：是一个还是两个？",
            f"“{name}” has {joint} inside and is not declared as one name: is it one name or two?",
        ),
        start,
        end,
        hint,
    )
