"""Mistakes in duties that show while they are cut."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.lexicon import Lexicon
from compliance.language.mistakes.places import said
from compliance.language.tokens import Cursor, Mistake, Token

_MARKS = frozenset("()[]【】{}《》<>=。.:!?~—…/\\|*%&")


def check_unknown(cursor: Cursor, token: Token, words: Lexicon) -> None:
    """Names that nothing declares, where what the user meant can be said at once."""
    text = cursor.text[token.start : token.end]
    if text in ("and", "和", "及", "并", "以及"):
        raise _actions_joined(cursor, token)
    for spelling in (w for words_ in keywords.MODALITIES.values() for w in words_ if not w.isascii()):
        if text.startswith(spelling) and (len(text) == len(spelling) or words.longest(text, len(spelling))):
            raise _modality_inside(cursor, token, spelling)
    for place, character in enumerate(text, token.start):
        if character in _MARKS:
            raise _stray_mark(cursor, place)


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


def _modality_inside(cursor: Cursor, token: Token, spelling: str) -> Mistake:
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
