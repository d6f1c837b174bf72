"""The wording of qualifiers and event lines that the grammar refuses."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.characters import in_marks
from compliance.language.mistakes.names import DUTIES_FIRST, duty_behind_qualifier
from compliance.language.mistakes.places import close_keyword
from compliance.language.mistakes.stuck import Stuck, Wording, example, unfinished, wanted
from compliance.language.tokens import Mistake, Token


def _empty_list(stuck: Stuck) -> Mistake | None:
    """`on` alone, or `on ;`."""
    if stuck.found is not None or stuck.index != 1:
        return None
    keyword = stuck.said(stuck.before)
    expected = wanted(stuck)
    return stuck.mistake(
        "nothing-named",
        Text(
            f"“{keyword}”之后应有{expected.zh}，却什么也没有",
            f"{expected.en} was expected after “{keyword}”, found nothing",
        ),
        example(stuck),
    )


def _comma_trouble(stuck: Stuck) -> Mistake | None:
    """A comma at the end, two of them, or one where only `and` and `or` can stand."""
    found, types = stuck.found, stuck.types()
    if stuck.before.type == "_COMMA" and (found is None or found.type in ("_COMMA", "_RPAR", "ONE_IS_ENOUGH")):
        where = Text("逗号之后应有名称，却到了末尾", "a name was expected after the comma, found the end")
        if found is not None:
            where = Text("逗号之后应有名称", "a name was expected after the comma")
        return stuck.mistake(
            "trailing-comma", where, Text("删去多余的逗号，或写上名称", "take the comma away, or write the name"),
            (stuck.before.start, stuck.before.end),
        )  # fmt: skip
    if found is not None and found.type == "_COMMA" and types[0] == "_ON":
        return stuck.mistake(
            "comma-between-channels",
            Text(
                "渠道之间不能用逗号：是都要，还是任一？",
                "a comma cannot stand between channels: are all of them needed, or any?",
            ),
            _all_or_any(stuck),
        )
    if found is not None and found.type == "_COMMA" and stuck.index == 1:
        return stuck.mistake(
            "trailing-comma", Text("逗号之前应有名称", "a name was expected before the comma"),
            Text("删去多余的逗号", "take the comma away"),
        )  # fmt: skip
    return None


def _all_or_any(stuck: Stuck) -> Text:
    names = [stuck.said(token) for token in stuck.clause.tokens if token.type == "NAME"]
    names = [name for name in names if name != "之一"] or names
    return Text(
        f"都要的写 {' 和 '.join(names)}，任一的写 {' 或 '.join(names)}",
        f"all of them: {' and '.join(names)}; any: {' or '.join(names)}",
    )


def _mixed_channels(stuck: Stuck) -> Mistake | None:
    """`on A or B and C`, `on (A and B) or C`."""
    found = stuck.found
    if stuck.clause.tokens[0].type != "_ON" or found is None or found.type not in ("_AND", "_OR"):
        return None
    types = stuck.types()
    if "_LPAR" in types:
        return stuck.mistake(
            "brackets-around-and",
            Text("括号里只能用“或”，括号外只能用“和”", "only or stands inside brackets, and only and outside them"),
            Text("例如 渠道 (A 或 B) 和 C", "for example on (A or B) and C"),
        )
    return stuck.mistake(
        "mixed-and-or",
        Text("“和”与“或”混用时应加括号", "where and and or are mixed, brackets were expected"),
        Text("例如 渠道 (A 或 B) 和 C", "for example on (A or B) and C"),
    )


def _joined_list(stuck: Stuck) -> Mistake | None:
    """`containing A and B`."""
    found = stuck.found
    if found is None or found.type not in ("_AND", "_OR") or stuck.clause.tokens[0].type not in _LISTS:
        return None
    names = [stuck.said(t) for t in stuck.clause.tokens[1:] if t.type == "NAME"]
    said, any_of = stuck.said(found), found.type == "_OR" and stuck.clause.tokens[0].type == "_BY"
    zh = "、".join(names) + (" 之一" if any_of else "")
    en = ("any of " if any_of else "") + ", ".join(names)
    return stuck.mistake(
        "list-without-comma",
        Text(f"这里的名称之间用顿号，不用“{said}”", f"names of this list are parted by commas, not by “{said}”"),
        Text(f"写成 {zh}；若是一个名称，加引号", f"write {en}; one name with “{said}” in it needs quotes"),
    )


def _brackets_alone(stuck: Stuck) -> Mistake | None:
    """`on (A or B)`."""
    types = stuck.types()
    closed = types[-1] == "_RPAR" and types.count("_RPAR") == 1
    if stuck.found is not None or types[:2] != ["_ON", "_LPAR"] or not closed:
        return None
    inside = stuck.clause.tokens[2:-1]
    names = stuck.said(Token("", None, inside[0].start, inside[-1].end))
    return stuck.mistake(
        "needless-brackets",
        Text("只有一组渠道，不加括号", "brackets are for a group beside others; channels without them were expected"),
        Text(f"写成 {names}", f"write {names}"),
        (stuck.clause.tokens[1].start, stuck.before.end),
    )


def _names_without_comma(stuck: Stuck) -> Mistake | None:
    """`containing A B`, `containing A、B，责任 C`."""
    found = stuck.found
    if found is None or found.type != "NAME" or stuck.before.type not in ("NAME", "_RPAR"):
        return None
    before = stuck.said(stuck.before)
    keyword = next(
        (w for w in _QUALIFIER_SPELLINGS if w == stuck.clause.line.text[stuck.before.start : stuck.before.end]), None
    )
    if keyword is not None:
        return stuck.mistake(
            "qualifier-after-comma",
            Text(
                f"“{before}”是限定，它之前应是；而不是逗号",
                f"“{before}” is a qualifier, so ; was expected before it, not a comma",
            ),
            Text(f"写成 ；{before} {stuck.said(found)}", f"write ; {before} {stuck.said(found)}"),
            (stuck.before.start, stuck.before.end),
        )
    text = stuck.clause.line.text[found.start : found.end]
    close = close_keyword(text, _QUALIFIER_SPELLINGS)
    if close is not None:
        return stuck.mistake(
            "misspelt-keyword",
            Text(
                f"“{before}”之后不认识“{stuck.said(found)}”",
                f"“{stuck.said(found)}” after “{before}” is no known keyword",
            ),
            Text(f"是不是“{close}”？", f"did you mean “{close}”?"),
        )
    if text in _DUTY_WORDS or text.startswith(_CHINESE_PERIODS):
        code, title = duty_behind_qualifier(stuck.said(found))
        return stuck.mistake(code, title, DUTIES_FIRST)
    if before.casefold() in ("any", "all", "each") and stuck.said(found).casefold() == "of":
        return _quantity(stuck, before.casefold())
    both = stuck.said(Token("", None, stuck.before.start, found.end))
    joint = Text("“和”或“或”", "and or or") if stuck.clause.tokens[0].type == "_ON" else Text("顿号", "a comma")
    return stuck.mistake(
        "names-without-comma",
        Text(
            f"“{before}”与“{stuck.said(found)}”之间应有{joint.zh}",
            f"{joint.en} was expected between “{before}” and “{stuck.said(found)}”",
        ),
        _one_or_two(before, stuck.said(found), both, joint.zh == "顿号"),
    )


def _quantity(stuck: Stuck, quantity: str) -> Mistake:
    """`on any of A, B`, `containing all of A, B`: only agencies have any of, and all is what a list says."""
    names = [stuck.said(t) for t in stuck.clause.tokens[stuck.index + 1 :] if t.type == "NAME"] or ["…"]
    channels = stuck.clause.tokens[0].type == "_ON"
    joint = (" or " if quantity == "any" else " and ") if channels else ", "
    mark = (" 或 " if quantity == "any" else " 和 ") if channels else "、"
    return stuck.mistake(
        "names-without-comma",
        Text(f"这里应是名称，却是“{quantity} of”", f"a name was expected here, found “{quantity} of”"),
        Text(f"写成 {mark.join(names)}", f"write {joint.join(names)}"),
        (stuck.before.start, stuck.found.end if stuck.found else stuck.before.end),
    )


def _bracket_in_a_channel(stuck: Stuck) -> Mistake | None:
    """`on 公告栏（东门、西门）`: the bracket belongs to the name, and the comma in it does not part channels."""
    found, before, line = stuck.found, stuck.before, stuck.clause.line
    if found is None or found.type != "_LPAR" or before.type != "NAME" or before.end != found.start:
        return None
    end = line.text.find(")", found.start) + 1 or found.end
    name = stuck.said(Token("", None, before.start, end))
    return stuck.mistake(
        "brackets-in-a-name",
        Text(
            f"“{name}”的括号里有逗号或空格：是一个名称的，应加引号",
            f"“{name}” has a comma or a blank inside its brackets; one name with them needs quotes",
        ),
        Text(f"写成 {in_marks(name)}", f"write {in_marks(name, 'en')}"),
        (before.start, end),
    )


def _one_or_two(first: str, second: str, both: str, comma: bool) -> Text:
    zh = f"{first}、{second}" if comma else f"{first} 和 {second}"
    en = f"{first}, {second}" if comma else f"{first} and {second}"
    return Text(
        f"若是两个，写成 {zh}；若是一个名称，加引号：{in_marks(both)}",
        f"two names: {en}; one name needs quotes: {in_marks(both, 'en')}",
    )


def _unclosed_bracket(stuck: Stuck) -> Mistake | None:
    if stuck.found is not None or "_RPAR" not in stuck.expected:
        return None
    opened = [t for t in stuck.clause.tokens if t.type == "_LPAR"]
    closed = sum(t.type == "_RPAR" for t in stuck.clause.tokens)
    bracket = opened[-1 - min(closed, len(opened) - 1)] if opened else stuck.before
    return stuck.mistake(
        "unclosed-bracket",
        Text("左括号 ( 没有结束，后面应有 )", "the bracket ( is never closed; ) was expected"),
        Text("在末尾加上 )", "close it with )"),
        (bracket.start, bracket.end),
    )


def _bracket_never_opened(stuck: Stuck) -> Mistake | None:
    if stuck.found is None or stuck.found.type != "_RPAR":
        return None
    if stuck.before.type == "_LPAR":
        return stuck.mistake(
            "nothing-named",
            Text("括号里没有内容", "the brackets hold nothing"),
            Text("写上名称或值，或删去括号", "write a name or a value in them, or take them away"),
            (stuck.before.start, stuck.found.end),
        )
    if stuck.types().count("_LPAR") > stuck.types().count("_RPAR"):
        return None
    return stuck.mistake(
        "unopened-bracket",
        Text("右括号 ) 之前没有左括号", "the bracket ) closes one that nothing opens"),
        Text("补上左括号 (，或删去这个右括号", "open it with ( where it begins, or take it away"),
    )


def _pause_without_from(stuck: Stuck) -> Mistake | None:
    if stuck.clause.tokens[0].type != "_PAUSED":
        return None
    return stuck.mistake(
        "paused-from-to",
        Text("“中止”之后应写明 自 哪个环节 至 哪个环节", "from an action to an action was expected after paused"),
        Text("例如 中止 自 征求第三方意见 至 第三方答复", "for example paused from 征求第三方意见 to 第三方答复"),
    )


def _in_force(stuck: Stuck) -> Mistake | None:
    if stuck.clause.tokens[0].type != "_EFFECTIVE":
        return None
    return stuck.mistake(
        "in-force-from-to",
        Text("“施行”之后应写明起止日期", "the first and the last day were expected after effective"),
        Text(
            "例如 施行 2018-08-08 至 2018-12-31、施行 自 2018-08-08、施行 至 2018-12-31",
            "for example effective 2018-08-08 to 2018-12-31, effective from 2018-08-08, effective to 2018-12-31",
        ),
    )


_QUALIFIER_SPELLINGS = [
    s for table in (keywords.QUALIFIER, keywords.MODALITIES) for words in table.values() for s in words
]
_PERIODS = [word for words in keywords.PERIODS.values() for word in words]
_CHINESE_PERIODS = tuple(word for word in _PERIODS if not word.isascii())
_TIMED = ("_WITHIN", "_PROMPTLY", "_BEFORE", "_AFTER", "_REGULARLY", "_DURING")
_DUTY_WORDS = frozenset([*_PERIODS, *(word for name in _TIMED for word in keywords.DUTY[name])])
"""What says when something is due, which is no name of a list."""
_LISTS = ("_CONTAINING", "_BY", "_EXCEPT")
QUALIFIER: tuple[Wording, ...] = (
    _bracket_in_a_channel, _unclosed_bracket, _bracket_never_opened, _empty_list, _comma_trouble, _mixed_channels, _joined_list,
    _names_without_comma, _brackets_alone, _pause_without_from, _in_force, unfinished,
)  # fmt: skip
"""The wordings of qualifiers; the first that fits is taken."""
EVENT: tuple[Wording, ...] = (_comma_trouble, _names_without_comma, unfinished)
"""The wordings of event lines; the first that fits is taken."""
