"""The wording of figures without the word that says what they are, or from what they are counted."""

from __future__ import annotations

import re

from compliance.calendars.figure import Unit
from compliance.calendars.numerals import NUMERAL
from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.mistakes.number_failures import unreadable_number
from compliance.language.mistakes.stuck import Stuck
from compliance.language.tokens import Mistake, Token


def figure_without_keyword(stuck: Stuck) -> Mistake | None:
    """`批准后20日公开`, `批准20日内公开`, `publish 20 days of approval`, `within 20 days approval`."""
    tokens, index, found = stuck.clause.tokens, stuck.index, stuck.found
    if stuck.before.type != "UNIT" or index < 2:
        return None
    number, types = tokens[index - 2], stuck.types()
    if "_WITHIN" in types and found is not None and found.type == "NAME":
        return _no_of(stuck, found)
    if "_AHEAD" in stuck.expected and "_INSIDE" not in stuck.expected and not _chinese(stuck, number):
        return _no_within(stuck, number)
    if "_AHEAD" in stuck.expected and found is not None and found.type in ("_INSIDE", "NAME") and index > 2:
        before = tokens[index - 3]
        return _in_the_period(stuck, before) if before.type == "PER" else _no_trigger_keyword(stuck, before)
    if found is not None and found.type == "_SINCE":
        return _from_when_on(stuck, number)
    if "_INSIDE" not in stuck.expected:
        return None
    if found is not None and found.type == "_AHEAD":
        return _before_what(stuck, number, stuck.said(Token("", None, number.start, stuck.before.end)))
    return _no_inside(stuck, number) if _chinese(stuck, number) else _no_within(stuck, number)


_FROM = ("from", "since", "following", "upon")
"""English for what the language calls of or after."""


def _no_of(stuck: Stuck, name: Token) -> Mistake:
    trigger = stuck.said(name)
    if trigger.casefold() in _FROM:
        rest = stuck.said(Token("", None, name.end, stuck.clause.end)) or "approval"
        return stuck.mistake(
            "trigger-without-keyword",
            Text(f"这里应是 of，却是“{trigger}”", f"of was expected here, found “{trigger}”"),
            Text(f"写成 of {rest}", f"write of {rest}"),
        )
    return stuck.mistake(
        "trigger-without-keyword",
        Text(f"“{trigger}”之前应有 of", f"of was expected before “{trigger}”"),
        Text(f"写成 of {trigger}", f"write of {trigger}"),
    )


def _before_what(stuck: Stuck, first: Token, figure: str) -> Mistake:
    end = _figure_end(stuck, stuck.found or first)
    said = stuck.said(Token("", None, first.start, end))
    return stuck.mistake(
        "before-what",
        Text(f"“{said}”没有说在什么之前", f"“{said}” does not say before what"),
        Text(
            f"例如 会议{figure}前公开；表示期限的写 {figure}内",
            f"for example 会议{figure}前公开 (at least 7 days before meeting); a deadline is written {figure}内",
        ),
        (first.start, end),
    )


def _no_inside(stuck: Stuck, number: Token) -> Mistake:
    figure = stuck.said(Token("", None, number.start, stuck.before.end))
    found = stuck.found
    action = stuck.said(found) if found and found.type == "NAME" and found.known else "公开"
    hint = Text(f"写成 {figure}内{action}", f"write {figure}内{action}, or {action} within {figure}")
    if found and (found.type == "NUMBER" or stuck.said(found).startswith(("半", "多", "余"))):
        hint = Text(
            "期限是一个数和一个单位，例如 45日内公开",
            "a period is one number and one unit: 45日内公开 (within 45 days)",
        )
    elif found and found.type in ("MONTHDAY", "MONTH_ALONE", "_AHEAD") and stuck.before.value is Unit.YEAR:
        hint = Text("年份写四位数，例如 2018年9月底前", "a year has four digits: by end of 2018-09")
    return stuck.mistake(
        "number-without-keyword",
        Text(f"“{figure}”之后应有“内”", f"内 was expected after “{figure}”"),
        hint,
        (stuck.before.end, stuck.before.end),
    )


def _from_when_on(stuck: Stuck, number: Token) -> Mistake:
    """`20日后公开`, `批准20日后公开`: from when on, which no rule can say."""
    figure = stuck.said(Token("", None, number.start, stuck.before.end))
    return stuck.mistake(
        "number-without-keyword",
        Text(f"“{figure}”之后应有“内”", f"内 was expected after “{figure}”"),
        Text(
            f"规则写的是最迟多久：{figure}内公开；最早从何时起，没有写法",
            f"a rule says how late at the latest: {figure}内公开; from when on cannot be said",
        ),
        (stuck.before.end, stuck.before.end),
    )


def notice_without_at_least(stuck: Stuck) -> Mistake | None:
    """`会议前7日公开`."""
    if stuck.before.type != "_AHEAD" or stuck.found is None or stuck.found.type not in ("NUMBER", "DURATION"):
        return None
    figure = stuck.said(Token("", None, stuck.found.start, _figure_end(stuck, stuck.found)))
    if stuck.index == 2 and stuck.said(stuck.clause.tokens[0]) == "提":
        return _before_what(stuck, stuck.clause.tokens[0], figure)  # 提前7日公示
    trigger = stuck.said(stuck.clause.tokens[max(stuck.index - 2, 0)])
    rest = stuck.said(Token("", None, _figure_end(stuck, stuck.found), stuck.clause.end))
    inside = next((word for word in keywords.DUTY["_INSIDE"] if rest.startswith(word)), None)
    if inside is not None:
        rest = rest.removeprefix(inside)
        return stuck.mistake(
            "notice-without-at-least",
            Text(
                f"“前{figure}{inside}”没有写法：规则只写提前至少多久",
                f"“前{figure}{inside}” cannot be said; at least how long before was expected",
            ),
            Text(
                f"提前至少{figure}的写 {trigger}前至少{figure}{rest}；只要在那之前的写 {trigger}前{rest}",
                f"{figure} before or earlier: {trigger}前至少{figure}{rest}; at any time before: {trigger}前{rest}",
            ),
        )
    rest = rest.removeprefix("以上")
    return stuck.mistake(
        "notice-without-at-least",
        Text(f"“前”之后的“{figure}”应写明“至少”", f"至少 (at least) was expected between 前 and “{figure}”"),
        Text(f"写成 {trigger}前至少{figure}{rest}", f"write {trigger}前至少{figure}{rest}"),
    )


def _no_within(stuck: Stuck, number: Token) -> Mistake:
    figure = stuck.said(Token("", None, number.start, _figure_end(stuck, number)))
    if any(token.type == "_BEFORE" for token in stuck.clause.tokens):
        return stuck.mistake(
            "notice-without-at-least",
            Text(f"“{figure}”之前应有 at least", f"at least was expected before “{figure}”"),
            Text(f"写成 at least {figure} before", f"write at least {figure} before"),
            (number.start, number.end),
        )
    return stuck.mistake(
        "number-without-keyword",
        Text(f"“{figure}”之前应有 within", f"within was expected before “{figure}”"),
        Text(f"写成 within {figure}", f"write within {figure}; at least {figure} before …; for at least {figure}"),
        (number.start, number.end),
    )


_UP_TO = re.compile(rf"\s*(?:至|到|[-－—–~～]+)\s*([{NUMERAL}\d]+\s*[日号])")
"""The other end of a range of days: a deadline is its last one."""


def _in_the_period(stuck: Stuck, per: Token) -> Mistake:
    """`每月5日公开`, `每月1日至5日公开`, `每季度10个工作日内公开`."""
    period, figure = stuck.said(per), stuck.said(Token("", None, per.end, stuck.before.end))
    rest = stuck.said(Token("", None, stuck.before.end, stuck.clause.end))
    last, rest = (up_to[1], rest[up_to.end() :]) if (up_to := _UP_TO.match(rest)) else (figure, rest)
    rest = next((rest.removeprefix(word) for word in ("内", "以内", "之内") if rest.startswith(word)), rest)
    by_day = per.value == "month" and stuck.before.value == "day"
    by = Text(f"{period}{last}前{rest}；", f"{period}{last}前{rest}; ") if by_day else Text("", "")
    return stuck.mistake(
        "when-in-period",
        Text(
            f"“{period}{figure}”没有写明是到哪一天，还是期满之后多久",
            f"“{period}{figure}” does not say whether it is a day of each period or a time after its end",
        ),
        Text(
            f"{by.zh}期满以后的写 {period}结束后{last}内{rest}",
            f"{by.en}after the end of each period: {period}结束后{last}内{rest}",
        ),
        (per.start, stuck.before.end),
    )


_BEGINNING = re.compile("(?:之?日)?起$")
"""What people write for 之日起."""


def _no_trigger_keyword(stuck: Stuck, trigger: Token) -> Mistake:
    name = stuck.said(trigger)
    if all(character in NUMERAL for character in name):
        return unreadable_number(stuck, trigger)
    unknown = Text("", "") if trigger.known else Text("（也没有声明这个环节）", ", which is no known action either")
    figure = stuck.said(Token("", None, stuck.clause.tokens[stuck.index - 2].start, stuck.before.end))
    rest = stuck.said(Token("", None, stuck.before.end, stuck.clause.end))
    rest = rest if rest.startswith(("内", "以内", "之内")) else f"内{rest}"
    bare = _BEGINNING.sub("", name) or name
    return stuck.mistake(
        "trigger-without-keyword",
        Text(f"“{name}”之后应有“后”或“之日起”{unknown.zh}", f"后 or 之日起 was expected after “{name}”{unknown.en}"),
        Text(f"写成 {bare}后{figure}{rest}", f"write {bare}后{figure}{rest}, or within {figure} of {bare}"),
        (trigger.start, trigger.end),
    )


def _figure_end(stuck: Stuck, number: Token) -> int:
    tokens = stuck.clause.tokens
    index = next(i for i, token in enumerate(tokens) if token is number)
    follows = index + 1 < len(tokens) and tokens[index + 1].type == "UNIT"
    return tokens[index + 1].end if follows else number.end


def _chinese(stuck: Stuck, number: Token) -> bool:
    """Whether the unit after the number is a Chinese one."""
    return stuck.clause.line.text[_figure_end(stuck, number) - 1] > "\x7f"
