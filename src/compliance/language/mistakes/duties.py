"""Mistakes in duties that show while they are cut."""

from __future__ import annotations

import re

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.lexicon import Lexicon
from compliance.language.mistakes.other_words import other_words
from compliance.language.mistakes.places import said
from compliance.language.tokens import Cursor, Mistake, Token

_NEEDLESS = re.compile("(?:应当|应|须|需|要|可以|最迟|至迟|最晚|不迟于|不晚于|不超过|在|于)+")
_NO_YEAR = re.compile("(?:本|当|今|全)?年(?:底|末|终|内)?|月[底末]|季度?[底末]|[上下]半年")
_WHEN_IN_PERIOD = re.compile("(?:月|季度?|年|周)?[底末初中]|终了?|期满|届满|[一二三四五六日天](?![0-9〇零十百千万个])")
_MARKS = frozenset("()[]【】{}《》<>=。.:!?~—…/\\|*%&")


def check_unknown(cursor: Cursor, index: int, words: Lexicon) -> None:
    """A token that is a name that nothing declares, where what the user meant can be said at once."""
    token = cursor.tokens[index]
    text = cursor.text[token.start : token.end]
    if text in ("and", "和", "及", "并", "以及"):
        raise _actions_joined(cursor, token)
    if _NEEDLESS.fullmatch(text):
        raise _needless(cursor, token)
    other = other_words(cursor.text, token.start, token.end, said(cursor, token.start, token.end), words)
    found = _WHEN_IN_PERIOD.match(text) if index and cursor.tokens[index - 1].type == "PER" else None
    if found and (found.end() == len(text) or words.longest(text, found.end())):
        raise _when_in_period(cursor, cursor.tokens[index - 1], token, found.end())
    if _NO_YEAR.fullmatch(text) and cursor.text[token.end : token.end + 1] in ("前", "内", "之", "以"):
        raise _no_year(cursor, token)
    if other is not None:
        raise other
    for spelling in (w for words_ in keywords.MODALITIES.values() for w in words_ if not w.isascii()):
        if text.startswith(spelling) and (len(text) == len(spelling) or words.longest(text, len(spelling))):
            raise _modality_inside(token, spelling)
    for place, character in enumerate(text, token.start):
        if character in _MARKS:
            raise _stray_mark(cursor, place)


def _needless(cursor: Cursor, token: Token) -> Mistake:
    """`最迟5小时内发布`, `应当每月公开`."""
    found = said(cursor, token.start, token.end)
    return Mistake(
        "needless-word",
        Text(f"这里应是环节或期限，“{found}”不写", f"an action or a deadline was expected here, without “{found}”"),
        token.start,
        token.end,
        Text(
            f"删去“{found}”：期限都是最迟的时间，没有另写约束力的就是必须",
            f"take “{found}” away: a deadline is the latest time, and what says nothing else is must",
        ),
    )


def _no_year(cursor: Cursor, token: Token) -> Mistake:
    """`年底前公开`, `年内解读不少于3次`, as a plan for one year has them."""
    found = said(cursor, token.start, token.end + 1)
    return Mistake(
        "date-without-year",
        Text(f"“{found}”没有写明是哪一年", f"“{found}” names no year"),
        token.start,
        token.end + 1,
        Text(
            "一年里的写 2018年底前公开、2018年9月底前公开；每年都要的写 每年12月31日前公开、每年解读不少于3次",
            "of one year: by end of 2018, by end of 2018-09; of each: by 12-31 each year, at least 3 times a year",
        ),
    )


def _when_in_period(cursor: Cursor, per: Token, token: Token, length: int) -> Mistake:
    """`每月底前公开`, `每周一公开`, `每月终了后15日内公开`."""
    period, found = said(cursor, per.start, per.end), said(cursor, token.start, token.start + length)
    return Mistake(
        "when-in-period",
        Text(f"“{period}”之后应是环节，却是“{found}”", f"an action was expected after “{period}”, found “{found}”"),
        token.start,
        token.start + length,
        Text(
            f"“{period}公开”就是到每期的最后一天为止；按月定日子的写 每月10日前公开，期满以后的写 每月结束后15日内公开",
            f"{period} runs to the last day of each period; a day of each month: monthly by day 10; after its end: "
            "monthly within 15 days",
        ),
    )


def _actions_joined(cursor: Cursor, token: Token) -> Mistake:
    found = said(cursor, token.start, token.end)
    return Mistake(
        "actions-joined",
        Text(f"两个环节之间不能用“{found}”", f"“{found}” cannot stand between actions"),
        token.start,
        token.end,
        Text(
            "每个都要做的，用，分成两项义务；做其一即可的，用“或”",
            "for each of them write a duty, parted by a comma; where one is enough, write or",
        ),
    )


def mark_between_actions(cursor: Cursor, mark: int, last: Token, end: int) -> Mistake:
    """`公开、解读`."""
    left, right = said(cursor, last.start, last.end), said(cursor, cursor.position, end)
    return Mistake(
        "mark-between-actions",
        Text("环节之间不能用顿号", "、 cannot stand between actions"),
        mark,
        mark + 1,
        Text(
            f"两项都要做：{left}，{right}（各自写明时限）；做其一即可：{left}或{right}",
            f"for each: {left}, {right} (each with its time); for either: {left} or {right}",
        ),
    )


def _modality_inside(token: Token, spelling: str) -> Mistake:
    return Mistake(
        "qualifier-inside-duty",
        Text(f"“{spelling}”是限定，不能写在义务里面", f"“{spelling}” is a qualifier and cannot stand inside a duty"),
        token.start,
        token.start + len(spelling),
        Text(
            f"写在义务之后，用空格或；隔开，或另起一行：{spelling}",
            f"write it after the duties, parted by a blank or ;, or on a line of its own: {spelling}",
        ),
    )


def _stray_mark(cursor: Cursor, place: int) -> Mistake:
    """`公开。`, `公开（含附件）`."""
    found = said(cursor, place, place + 1)
    if found in "()（）":
        hint = Text(
            "说明写在 # 之后；若括号是名称的一部分，给整个名称加引号",
            "a remark stands after #; if the brackets belong to a name, put all of it in quotes",
        )
    elif found in ("≥", "＞", ">", "≤", "＜", "<", "＝", "="):
        hint = Text("用文字写：率不低于95%、不少于3次", "in words: for at least 95% of cases, at least 3 times a year")
    elif found in "。.!！":
        hint = Text(f"删去“{found}”：规则末尾不加标点", f"take “{found}” away: a rule ends without a full stop")
    else:
        hint = Text(
            "几项义务用逗号分开；带符号的名称要加引号",
            "duties are parted by commas; a name with marks in it needs quotes",
        )
    return Mistake(
        "stray-mark",
        Text(f"义务里不应有“{found}”", f"“{found}” has no place in a duty"),
        place,
        place + 1,
        hint,
    )


def no_action_after_column(cursor: Cursor, start: int, end: int) -> Mistake:
    """`按其承诺期限张贴`."""
    found = said(cursor, start, end)
    return Mistake(
        "no-action-after-column",
        Text(f"“按其{found}”之后应有已知的环节", f"a known action was expected after “按其{found}”"),
        end,
        end,
        Text(
            "例如 按其承诺期限答复；列名与环节之间也可用空格或引号隔开",
            "for example 按其承诺期限答复; a blank or quotes may part the column from the action",
        ),
    )


def surplus_after_column(cursor: Cursor, start: int, place: int, end: int) -> Mistake:
    """`按其承诺期限内答复`: the column would be 承诺期限内."""
    column, word = said(cursor, start, place), said(cursor, place, end)
    return Mistake(
        "needless-word",
        Text(
            f"列名“{column}”之后应是环节，“{word}”不写",
            f"an action was expected after the column “{column}”, not “{word}”",
        ),
        place,
        end,
        Text(
            f"删去“{word}”；若是列名的一部分，加引号：“{column}{word}”",
            f"take “{word}” away; if it is part of the column's name, put that in quotes: “{column}{word}”",
        ),
    )


def no_duty_at_comma(cursor: Cursor, first: bool) -> Mistake:
    """`publish within 5h,`."""
    place = cursor.position
    if first:
        title = Text("逗号之前应有义务", "a duty was expected before the comma")
    elif cursor.at_end():
        title = Text("逗号之后应有另一项义务，却到了末尾", "another duty was expected after the comma, found the end")
    else:
        title = Text("两个逗号之间没有义务", "there is no duty between the two commas")
    end = place + 1 if place < len(cursor.text) else place
    return Mistake(
        "empty-duty", title, place, end, Text("删去多余的逗号，或写上义务", "take the comma away, or write the duty")
    )


def qualifier_after_comma(cursor: Cursor, end: int) -> Mistake:
    """`公开，渠道 政府网站`."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "qualifier-after-comma",
        Text(
            f"逗号之后应是另一项义务，“{found}”却是限定",
            f"another duty was expected after the comma, but “{found}” is a qualifier",
        ),
        cursor.position,
        end,
        Text(f"用；隔开：；{found} …", f"part it with ; instead: ; {found} …"),
    )
