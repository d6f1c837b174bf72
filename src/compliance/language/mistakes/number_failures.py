"""The wording of duties whose numbers the grammar refuses: in words, unreadable, or without what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compliance.diagnostics import Text
from compliance.language.mistakes.stuck import Stuck
from compliance.language.tokens import Mistake, Token

_AT_LEAST = (
    "不得少于",
    "不应少于",
    "应不少于",
    "不能少于",
    "不得低于",
    "不低于",
    "不得短于",
    "不短于",
    "不小于",
    "最少",
    "达到",
    "满",
)
_MORE_THAN = ("大于", "多于", "长于", "超过")
_AT_MOST = (
    "不得超过",
    "不应超过",
    "不能超过",
    "不超过",
    "不多于",
    "不长于",
    "不大于",
    "至多",
    "最多",
    "最长",
    "少于",
    "小于",
    "低于",
    "短于",
)
_LENGTH = re.compile(r"(?<=.)(?:(?:期限?|时限|时间|时长)为?|为)$")
"""How a name says that it is about how long something takes: 公示期为."""
_IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip


def unreadable_number(stuck: Stuck, numeral: Token) -> Mistake:
    """`一百二日内公开`."""
    number = stuck.said(Token("", None, numeral.start, stuck.clause.tokens[stuck.index - 2].end))
    return stuck.mistake(
        "unreadable-number",
        Text(f"“{number}”读不出是多少", f"how much “{number}” is cannot be told; a number was expected"),
        Text("用阿拉伯数字写，例如 120日内公开", "write it in figures, such as 120日内公开 (within 120 days)"),
        (numeral.start, stuck.before.start),
    )


def how_long_without_at_least(stuck: Stuck) -> Mistake | None:
    """`征求意见30日`, `公示不得少于7日`, `公示期为7日`."""
    tokens = stuck.clause.tokens
    if stuck.found not in (None, tokens[-1]):
        return None
    if stuck.said(tokens[-1]) == "以上":
        tokens = tokens[:-1]  # 征求意见30日以上
    if [token.type for token in tokens] != ["NAME", "NUMBER", "UNIT"]:
        return None
    figure = stuck.said(Token("", None, tokens[1].start, tokens[2].end))
    if figure.isascii():
        return None
    action = stuck.said(tokens[0]) if tokens[0].known else _LENGTH.sub("", stuck.said(tokens[0]))
    other, most, more = (_ending(action, words) for words in (_AT_LEAST, _AT_MOST, _MORE_THAN))
    if most and not other:
        return _at_most(stuck, tokens[0], most, figure)
    other = other or more
    action = action.removesuffix(other)
    least = f"{tokens[1].value + 1}{stuck.said(tokens[2])}" if more else figure
    long = f"{action}不少于{least}"
    if other:
        return stuck.mistake(
            "how-long-without-at-least",
            Text(
                f"“{figure}”之前应是“不少于”，却是“{other}”", f"不少于 was expected before “{figure}”, found “{other}”"
            ),
            Text(f"写成 {long}", f"write {long} ({action} for at least {least})"),
            (tokens[0].end - len(other), tokens[0].end),
        )
    return stuck.mistake(
        "how-long-without-at-least",
        Text(
            f"“{figure}”没有写明是持续多久、之后多久还是提前多久",
            f"“{figure}” does not say whether it is how long, how long after or how long before",
        ),
        Text(
            f"持续多久写 {long}；之后多久写 {action}后{figure}内公开；提前多久写 {action}{figure}前公开",
            f"how long: {long}; after: {action}后{figure}内公开; before: {action}{figure}前公开",
        ),
        (tokens[1].start, tokens[2].end),
    )


def _ending(action: str, words: Sequence[str]) -> str:
    return next((word for word in words if action.endswith(word) and action != word), "")


def _at_most(stuck: Stuck, name: Token, word: str, figure: str) -> Mistake:
    """`征求意见不超过30日`."""
    action = stuck.said(name).removesuffix(word)
    return stuck.mistake(
        "how-long-without-at-least",
        Text(
            f"“{word}{figure}”没有写法：规则写的是至少持续多久",
            f"“{word}{figure}” cannot be said: at least how long was expected",
        ),
        Text(
            f"至少持续多久写 {action}不少于{figure}；之后多久以内写 {action}后{figure}内公开；期限可延长多久写成限定 延长 {figure} 因 延期",
            f"at least how long: {action}不少于{figure}; how long after at the latest: {action}后{figure}内公开; "
            f"by how long a period may be extended is a qualifier: 延长 {figure} 因 延期",
        ),
        (name.end - len(word), name.end),
    )


def number_in_words(stuck: Stuck) -> Mistake | None:
    """`within twenty days`, `at least three times a year`."""
    number = _IN_WORDS.get(stuck.said(stuck.before).casefold()) if stuck.before.type == "NAME" else None
    if number is None or stuck.found is None:
        return None
    word = stuck.said(stuck.before)
    return stuck.mistake(
        "number-in-words",
        Text(f"这里应是数字，却是“{word}”", f"a number in figures was expected, found “{word}”"),
        Text(f"写成 {number}", f"write {number}"),
        (stuck.before.start, stuck.before.end),
    )
