"""The wording of what the grammar refuses in a clause that could be cut, by what stands there and what could have stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.mistakes.places import close_keyword
from compliance.language.tokens import Clause, Mistake, Token


@dataclass(frozen=True, slots=True)
class Stuck:
    """A clause, the token that the grammar refuses (None: the clause ended too soon), and the terminals that could stand there."""

    clause: Clause
    index: int
    expected: frozenset[str]

    @property
    def found(self) -> Token | None:
        """What the grammar refuses."""
        return self.clause.tokens[self.index] if self.index < len(self.clause.tokens) else None

    @property
    def before(self) -> Token:
        """The last token that it took; the first one where it took none."""
        return self.clause.tokens[max(self.index - 1, 0)]

    @property
    def place(self) -> tuple[int, int]:
        """Where the caret goes."""
        found = self.found
        return (found.start, found.end) if found else (self.clause.end, self.clause.end)

    def types(self) -> list[str]:
        """The terminals up to the refused one."""
        return [token.type for token in self.clause.tokens[: self.index]]

    def said(self, token: Token) -> str:
        """A token as the user wrote it."""
        return self.clause.line.original(token.start, token.end).strip()

    def mistake(self, code: str, title: Text, hint: Text, at: tuple[int, int] | None = None) -> Mistake:
        """A mistake at the refused token, or where `at` says."""
        start, end = at or self.place
        return Mistake(code, title, start, end, hint)


def explain(clause: Clause, index: int, expected: frozenset[str]) -> Mistake:
    """The mistake, by the first wording that fits."""
    stuck = Stuck(clause, index, expected)
    wordings = {"duty": _DUTY, "qualifier": _QUALIFIER, "example_event": _EVENT}[clause.kind]
    for wording in wordings:
        mistake = wording(stuck)
        if mistake is not None:
            return mistake
    return _anything(stuck)


# Duties.


def _misspelt(stuck: Stuck) -> Mistake | None:
    """`publish witin 20 days`: an unknown word here, or just before, is close to a keyword."""
    for token in (stuck.found, stuck.before):
        if token is None or token.known or token.quoted or token.type != "NAME":
            continue
        text = stuck.clause.line.text[token.start : token.end]
        close = close_keyword(text, _DUTY_SPELLINGS)
        if close is not None:
            return stuck.mistake(
                "misspelt-keyword",
                Text(f"不认识“{stuck.said(token)}”", f"“{stuck.said(token)}” is no known keyword or action"),
                Text(f"是不是“{close}”？", f"did you mean “{close}”?"),
                (token.start, token.end),
            )
    return None


def _share_of_no_cases(stuck: Stuck) -> Mistake | None:
    found = stuck.found
    if found is None or found.type not in ("PERCENT", "_RATE"):
        return None
    return stuck.mistake(
        "share-on-calendar-duty",
        Text(
            "比例只能用于逐件计算的义务（如 批准后20日内公开）",
            "a share of the cases needs a duty that each case has, such as within 20 days of approval",
        ),
        Text(
            "例如 批准后20日内公开率不低于95%",
            "for example publish within 20 days of approval for at least 95% of cases",
        ),
    )


def _share_unfinished(stuck: Stuck) -> Mistake | None:
    """`for at least 95%` without `of cases`, `率不低于 95` without %."""
    if stuck.before.type == "PERCENT" and "_OF_CASES" in stuck.expected:
        zh, en = "比例之后应是 of cases", "of cases was expected after the share"
    elif stuck.before.type == "_RATE":
        zh, en = "“率不低于”之后应是百分数", "a percentage was expected after the share's keyword"
    else:
        return None
    return stuck.mistake(
        "share-unfinished",
        Text(zh, en),
        Text("例如 公开率不低于95%", "for example for at least 95% of cases"),
    )


def _figure_without_keyword(stuck: Stuck) -> Mistake | None:
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
        return _no_trigger_keyword(stuck, tokens[index - 3])
    if "_INSIDE" not in stuck.expected:
        return None
    if found is not None and found.type == "_AHEAD":
        return _before_what(stuck, number)
    return _no_inside(stuck, number) if _chinese(stuck, number) else _no_within(stuck, number)


def _no_of(stuck: Stuck, name: Token) -> Mistake:
    trigger = stuck.said(name)
    return stuck.mistake(
        "trigger-without-keyword",
        Text(f"“{trigger}”之前应有 of", f"of was expected before “{trigger}”"),
        Text(f"写成 of {trigger}", f"write of {trigger}"),
    )


def _before_what(stuck: Stuck, number: Token) -> Mistake:
    figure = stuck.said(Token("", None, number.start, stuck.before.end))
    return stuck.mistake(
        "before-what",
        Text(f"“{figure}前”没有说在什么之前", f"“{figure}前” does not say before what"),
        Text(
            f"例如 会议{figure}前公开；表示期限的写 {figure}内",
            f"for example 会议{figure}前公开 (at least 7 days before meeting); a deadline is written {figure}内",
        ),
        (number.start, stuck.found.end if stuck.found else number.end),
    )


def _no_inside(stuck: Stuck, number: Token) -> Mistake:
    figure = stuck.said(Token("", None, number.start, stuck.before.end))
    action = stuck.said(stuck.found) if stuck.found and stuck.found.type == "NAME" else "公开"
    return stuck.mistake(
        "number-without-keyword",
        Text(f"“{figure}”之后应有“内”", f"内 was expected after “{figure}”"),
        Text(f"写成 {figure}内{action}", f"write {figure}内{action}, or {action} within {figure}"),
        (stuck.before.end, stuck.before.end),
    )


def _notice_without_at_least(stuck: Stuck) -> Mistake | None:
    """`会议前7日公开`."""
    if stuck.before.type != "_AHEAD" or stuck.found is None or stuck.found.type not in ("NUMBER", "DURATION"):
        return None
    figure = stuck.said(Token("", None, stuck.found.start, _figure_end(stuck, stuck.found)))
    return stuck.mistake(
        "notice-without-at-least",
        Text(f"“前”之后的“{figure}”应写明“至少”", f"至少 (at least) was expected between 前 and “{figure}”"),
        Text(f"写成 前至少{figure}", f"write 前至少{figure}, or at least {figure} before …"),
    )


def _no_within(stuck: Stuck, number: Token) -> Mistake:
    figure = stuck.said(Token("", None, number.start, _figure_end(stuck, number)))
    return stuck.mistake(
        "number-without-keyword",
        Text(f"“{figure}”之前应有 within（中文写 {figure}内）", f"within was expected before “{figure}”"),
        Text(f"写成 within {figure}", f"write within {figure}; at least {figure} before …; for at least {figure}"),
        (number.start, number.end),
    )


def _no_trigger_keyword(stuck: Stuck, trigger: Token) -> Mistake:
    name = stuck.said(trigger)
    unknown = Text("", "") if trigger.known else Text("（也没有声明这个环节）", ", which is no known action either")
    return stuck.mistake(
        "trigger-without-keyword",
        Text(f"“{name}”之后应有“后”或“之日起”{unknown.zh}", f"后 or 之日起 was expected after “{name}”{unknown.en}"),
        Text(f"例如 {name}后20日内公开", f"for example {name}后20日内公开, or within 20 days of {name}"),
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


def _date_unfinished(stuck: Stuck) -> Mistake | None:
    """`2018年9月前公开`, `by 2018-09`, `9月底前公开`."""
    types = stuck.types()
    if stuck.before.type in ("MONTH", "YEAR", "MONTH_ALONE") and "_END" in stuck.expected:
        date = stuck.said(stuck.before)
        return stuck.mistake(
            "month-without-end",
            Text(
                f"“{date}”之后应有“底”：是到那个月（年）的最后一天为止吗？",
                f"the end of “{date}” was expected, for the day must be clear",
            ),
            Text(f"写成 {date}底前，或写到日", f"write by end of {date}, or a whole date"),
            (stuck.before.start, stuck.before.end),
        )
    dated = {"MONTH", "YEAR"} & {stuck.found.type if stuck.found else ""}
    if dated and stuck.before.type == "_BY":
        date = stuck.said(stuck.clause.tokens[stuck.index])
        return stuck.mistake(
            "month-without-end",
            Text(f"“{date}”不是一天", f"“{date}” is not a day"),
            Text(f"写成 by end of {date}，或写到日", f"write by end of {date}, or a whole date"),
        )
    later = next((t for t in stuck.clause.tokens[: stuck.index + 1] if t.type in ("MONTHDAY", "MONTH_ALONE")), None)
    if later is None or "PER" in types or "A_PER" in types:
        return None
    parts: tuple[int, ...] = later.value
    day, date = "-".join(f"{part:02d}" for part in parts), stuck.said(later)
    end = Text("底", "end of ") if later.type == "MONTH_ALONE" else Text("", "")
    return stuck.mistake(
        "date-without-year",
        Text(f"“{date}”没有年份", f"“{date}” names no year"),
        Text(
            f"写成 2018年{parts[0]}月{f'{parts[1]}日' if len(parts) > 1 else ''}{end.zh}前，每年的在前面写“每年”",
            f"write by {end.en}2018-{day}, or by {end.en}{day} each year",
        ),
        (later.start, later.end),
    )


def _how_often_without_at_least(stuck: Stuck) -> Mistake | None:
    """`interpret twice a year`, `每年解读3次`."""
    if not any(
        token.type in ("_TIMES", "ONCE", "TWICE") for token in stuck.clause.tokens[stuck.index : stuck.index + 2]
    ):
        return None
    return stuck.mistake(
        "how-often-without-at-least",
        Text("次数之前应有“不少于”或“至少”", "at least was expected before how often"),
        Text("例如 每年解读不少于3次", "for example at least 3 times a year"),
    )


def _how_often_of_what(stuck: Stuck) -> Mistake | None:
    """`at least 3 times`."""
    if stuck.before.type not in ("_TIMES", "ONCE", "TWICE") or "A_PER" not in stuck.expected:
        return None
    return stuck.mistake(
        "how-often-in-what",
        Text("次数之后应写明在多长时间里", "a week, a month, a quarter or a year was expected after how often"),
        Text("例如 每年解读不少于3次", "for example at least 3 times a year"),
    )


def _every_without_season(stuck: Stuck) -> Mistake | None:
    if "_EVERY" not in stuck.types() and not (stuck.found and stuck.found.type == "_EVERY"):
        return None
    return stuck.mistake(
        "every-without-season",
        Text("“每几日”应写明在哪个时节", "every so many days needs a season"),
        Text(
            "例如 收购旺季每5日公布；一直如此的写 每日、每周、每月",
            "for example every 5 days during 收购旺季; all the year: daily, weekly, monthly",
        ),
    )


def _two_names(stuck: Stuck) -> Mistake | None:
    """`post notice within 5h`: two words that are no one known name."""
    found, before = stuck.found, stuck.before
    if found is None or found is before or found.type != "NAME" or before.type != "NAME":
        return None
    both = stuck.said(Token("", None, before.start, found.end))
    return stuck.mistake(
        "two-names",
        Text(
            f"“{stuck.said(before)}”与“{stuck.said(found)}”之间缺少关键词或逗号",
            f"a keyword or a comma was expected between “{stuck.said(before)}” and “{stuck.said(found)}”",
        ),
        Text(
            f"若是一个名称，加引号：“{both}”；若是两项义务，用，分开",
            f'one name: "{both}"; two duties: part them by a comma',
        ),
    )


def _unfinished(stuck: Stuck) -> Mistake | None:
    """The clause ends too soon."""
    if stuck.found is not None:
        return None
    wanted, last = _wanted(stuck), stuck.said(stuck.before)
    return stuck.mistake(
        "unfinished",
        Text(f"“{last}”之后还应有{wanted.zh}", f"{wanted.en} was expected after “{last}”, found the end"),
        _example(stuck),
    )


# Qualifiers.


def _empty_list(stuck: Stuck) -> Mistake | None:
    """`on` alone, or `on ;`."""
    if stuck.found is not None or stuck.index != 1:
        return None
    keyword = stuck.said(stuck.before)
    wanted = _wanted(stuck)
    return stuck.mistake(
        "nothing-named",
        Text(
            f"“{keyword}”之后应有{wanted.zh}，却什么也没有",
            f"{wanted.en} was expected after “{keyword}”, found nothing",
        ),
        _example(stuck),
    )


def _comma_trouble(stuck: Stuck) -> Mistake | None:
    """A comma at the end, two of them, or one where only `and` and `or` can stand."""
    found, types = stuck.found, stuck.types()
    if stuck.before.type == "_COMMA" and (found is None or found.type in ("_COMMA", "_RPAR")):
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
            Text("都要的用“和”，任一的用“或”", "write and where all are needed, or where any is enough"),
        )
    if found is not None and found.type == "_COMMA" and stuck.index == 1:
        return stuck.mistake(
            "trailing-comma", Text("逗号之前应有名称", "a name was expected before the comma"),
            Text("删去多余的逗号", "take the comma away"),
        )  # fmt: skip
    return None


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
    both = stuck.said(Token("", None, stuck.before.start, found.end))
    joint = Text("“和”或“或”", "and or or") if stuck.clause.tokens[0].type == "_ON" else Text("顿号", "a comma")
    return stuck.mistake(
        "names-without-comma",
        Text(
            f"“{before}”与“{stuck.said(found)}”之间应有{joint.zh}",
            f"{joint.en} was expected between “{before}” and “{stuck.said(found)}”",
        ),
        Text(f"若是一个名称，加引号：“{both}”", f'one name with a blank in it needs quotes: "{both}"'),
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


# Any clause.


def _anything(stuck: Stuck) -> Mistake:
    """What no other wording fits: what was found, after what, and what could have stood there."""
    wanted = _wanted(stuck)
    last = stuck.said(stuck.before)
    found = stuck.found
    if found is None:
        title = Text(f"“{last}”之后还应有{wanted.zh}", f"{wanted.en} was expected after “{last}”, found the end")
    elif found is stuck.before:
        title = Text(
            f"这里应是{wanted.zh}，却是“{stuck.said(found)}”",
            f"{wanted.en} was expected here, found “{stuck.said(found)}”",
        )
    else:
        title = Text(
            f"“{last}”之后应是{wanted.zh}，却是“{stuck.said(found)}”",
            f"{wanted.en} was expected after “{last}”, found “{stuck.said(found)}”",
        )
    return stuck.mistake("misplaced", title, _example(stuck))


_NAMES: dict[str, Text] = {
    "duty": Text("环节", "an action"),
    "qualifier": Text("环节", "an action"),
    "example_event": Text("名称", "a name"),
    "_ON": Text("渠道名称", "a channel"),
    "_CONTAINING": Text("内容要素", "an element"),
    "_BY": Text("单位名称", "an agency"),
    "_EXCEPT": Text("豁免情形", "a ground"),
}
_WORDS: dict[str, Text] = {
    "STRING": Text("引号里的文字", "a text in quotes"),
    "NUMBER": Text("数字", "a number"),
    "UNIT": Text("单位", "a unit"),
    "PERCENT": Text("百分数", "a percentage"),
    "COLUMN": Text("列名", "a column"),
    "VALUE": Text("值", "a value"),
    "OPERATOR": Text("比较", "a comparison"),
    "IN": Text("属于", "in"),
    "SEASON": Text("时节", "a season"),
    "DURATION": Text("命名的期限", "a named duration"),
    "DATE": Text("日期", "a date"),
    "MONTHDAY": Text("月日", "a month and a day"),
    "TIME": Text("时间", "a time"),
    "WORD": Text("一个词", "a word"),
    "PER": Text("周期", "a period"),
    "A_PER": Text("“每年”之类", "a year (or each year, a month …)"),
    "_LPAR": Text("(", "("),
    "_RPAR": Text(")", ")"),
    "_COMMA": Text("逗号", "a comma"),
    "$END": Text("结尾", "the end"),
}
_MOST = 4
"""Of what could stand there no more is named than this."""


def _wanted(stuck: Stuck) -> Text:
    """What could stand there, the likeliest first."""
    order = ["NAME", *_WORDS, *keywords.KEYWORDS]
    terminals = sorted(stuck.expected - {"$END"}, key=lambda t: order.index(t) if t in order else len(order))[:_MOST]
    words = [_word(terminal, stuck) for terminal in terminals] or [_WORDS["$END"]]
    return Text(_joined([w.zh for w in words], "、", "或"), _joined([w.en for w in words], ", ", " or "))


def _joined(words: list[str], comma: str, last: str) -> str:
    unique = list(dict.fromkeys(words))
    return unique[0] if len(unique) == 1 else comma.join(unique[:-1]) + last + unique[-1]


def _word(terminal: str, stuck: Stuck) -> Text:
    if terminal == "NAME":
        return _NAMES.get(stuck.clause.tokens[0].type) or _NAMES[stuck.clause.kind]
    return _WORDS.get(terminal) or _keyword(terminal)


def _keyword(terminal: str) -> Text:
    spellings = _SPELLINGS.get(terminal, (terminal.strip("_").lower(),))
    zh = next((s for s in spellings if not s.isascii()), spellings[0])
    en = next((s for s in spellings if s.isascii()), spellings[0])
    return Text(f"“{zh}”", en)


def _example(stuck: Stuck) -> Text:
    return _EXAMPLES.get(stuck.clause.tokens[0].type) or _EXAMPLES[stuck.clause.kind]


_SPELLINGS = keywords.KEYWORDS | keywords.END | keywords.EVENT | {
    "_TIMES": keywords.TIMES, "_IS_EMPTY": keywords.OPERATORS["is empty"], "ONE_IS_ENOUGH": ("之一",), "ANY_OF": ("any of",),
}  # fmt: skip
_DUTY_SPELLINGS = [
    spelling
    for table in (keywords.DUTY, keywords.PERIODS, keywords.QUALIFIER, keywords.MODALITIES)
    for spellings in table.values()
    for spelling in spellings
]  # fmt: skip
_QUALIFIER_SPELLINGS = [
    s for table in (keywords.QUALIFIER, keywords.MODALITIES) for words in table.values() for s in words
]
_LISTS = ("_CONTAINING", "_BY", "_EXCEPT")
_EXAMPLES: dict[str, Text] = {
    "duty": Text(
        "例如 批准后20日内公开、每月公开、2018年9月底前验收",
        "for example publish within 20 days of approval, publish monthly, accept by 2018-09-30",
    ),
    "qualifier": Text("限定之间用；隔开，或各写一行", "part qualifiers with ;, or give each a line of its own"),
    "example_event": Text("例如 公开 2018-01-30 渠道 政府网站", "for example publish 2018-01-30 on 政府网站"),
    "_ON": Text("例如 渠道 政府网站 和 财政局网站", "for example on 政府网站 and 财政局网站"),
    "_CONTAINING": Text("例如 内容 案由、处罚依据", "for example containing 案由, 处罚依据"),
    "_REQUIRE": Text("例如 要求 权重 不低于 5%", "for example require 权重 >= 5%"),
    "_WHEN": Text("例如 适用 级别 属于 (特别重大、重大)", "for example when 级别 in (特别重大, 重大)"),
    "_BY": Text("例如 责任 财政局、审计局", "for example by 财政局, 审计局; a duty's date: by 2018-09-30"),
    "_WEIGHT": Text("例如 权重 5", "for example weight 5"),
    "_TITLE": Text("例如 标题 “预决算公开”", 'for example title "预决算公开"'),
    "_PAUSED": Text(
        "例如 中止 自 征求第三方意见 至 第三方答复", "for example paused from 征求第三方意见 to 第三方答复"
    ),
    "_EFFECTIVE": Text("例如 施行 2018-08-08 至 2018-12-31", "for example effective 2018-08-08 to 2018-12-31"),
    "_RESTARTED": Text("例如 重新起算 补正", "for example restarted by 补正"),
    "_EXTENDED": Text("例如 延长 20个工作日 因 延期", "for example extended by 20 working days on 延期"),
    "_EXCEPT": Text("例如 除外 国家秘密、商业秘密", "for example except 国家秘密, 商业秘密"),
    "_CHECK": Text("例如 核查 “答复是否全文公开”", 'for example check "答复是否全文公开"'),
}
_Wording = Callable[[Stuck], "Mistake | None"]
_DUTY: tuple[_Wording, ...] = (
    _misspelt, _share_of_no_cases, _share_unfinished, _how_often_without_at_least, _how_often_of_what,
    _figure_without_keyword, _notice_without_at_least, _date_unfinished, _every_without_season, _two_names, _unfinished,
)  # fmt: skip
_QUALIFIER: tuple[_Wording, ...] = (
    _unclosed_bracket, _bracket_never_opened, _empty_list, _comma_trouble, _mixed_channels, _joined_list, _names_without_comma,
    _pause_without_from, _in_force, _unfinished,
)  # fmt: skip
_EVENT: tuple[_Wording, ...] = (_comma_trouble, _names_without_comma, _unfinished)
