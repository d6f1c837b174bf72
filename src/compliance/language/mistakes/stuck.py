"""Where the grammar got stuck in a clause: what stands there, what could have stood there, and words for both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.mistakes.places import written
from compliance.language.tokens import Clause, Mistake, Token


@dataclass(frozen=True, slots=True)
class Stuck:
    """A clause, the place of the token that the grammar refuses, and the terminals that could stand there."""

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
        return written(self.clause.line, token.start, token.end)

    def mistake(self, code: str, title: Text, hint: Text, at: tuple[int, int] | None = None) -> Mistake:
        """A mistake at the refused token, or where `at` says."""
        start, end = at or self.place
        return Mistake(code, title, start, end, hint)


Wording = Callable[[Stuck], "Mistake | None"]
"""What words one kind of mistake; None where it is another."""


def unfinished(stuck: Stuck) -> Mistake | None:
    """The clause ends too soon."""
    if stuck.found is not None:
        return None
    expected, last = wanted(stuck), stuck.said(stuck.before)
    return stuck.mistake(
        "unfinished",
        Text(
            f"“{last}”之后还应有{expected.zh}，却到了末尾", f"{expected.en} was expected after “{last}”, found the end"
        ),
        example(stuck),
    )


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
}
_CLOSES: dict[str, Text] = {
    "duty": Text("逗号（或结尾）", "a comma (or the end)"),
    "qualifier": Text("；（或结尾）", "; (or the end)"),
    "example_event": Text("结尾", "the end"),
}
"""What stands behind a whole clause."""

_MOST = 4
"""Of what could stand there no more is named than this."""


def wanted(stuck: Stuck) -> Text:
    """What could stand there, the likeliest first."""
    possible = stuck.expected - {"$END"}
    if "DURATION" in possible and stuck.before.type in ("_WITHIN", "_ENDED", "_BEFORE"):
        possible -= {"NAME"}  # a name is a duration's there
    order = ["NAME", *_WORDS, *keywords.SPELLINGS]
    terminals = sorted(possible, key=lambda t: order.index(t) if t in order else len(order))[:_MOST]
    words = [_word(terminal, stuck) for terminal in terminals]
    if "$END" in stuck.expected:
        words.append(_CLOSES[stuck.clause.kind])
    return Text(_joined([w.zh for w in words], "、", "或"), _joined([w.en for w in words], ", ", " or "))


def _joined(words: list[str], comma: str, last: str) -> str:
    unique = list(dict.fromkeys(words))
    return unique[0] if len(unique) == 1 else comma.join(unique[:-1]) + last + unique[-1]


def _word(terminal: str, stuck: Stuck) -> Text:
    if terminal == "NAME":
        return _NAMES.get(stuck.clause.tokens[0].type) or _NAMES[stuck.clause.kind]
    known = _SPELLINGS | (keywords.EVENT if stuck.clause.kind == "example_event" else {})
    return _WORDS.get(terminal) or _keyword(terminal, known)


def _keyword(terminal: str, known: dict[str, tuple[str, ...]]) -> Text:
    spellings = known.get(terminal, (terminal.strip("_").lower(),))
    zh = next((s for s in spellings if not s.isascii()), spellings[0])
    en = next((s for s in spellings if s.isascii()), spellings[0])
    return Text(f"“{zh}”", en)


def example(stuck: Stuck) -> Text:
    """How such a clause is written, as a hint."""
    if stuck.clause.kind == "duty":
        found = (_DUTY_EXAMPLES.get(token.type) for token in stuck.clause.tokens)
        return next((text for text in found if text), _EXAMPLES["duty"])
    return _EXAMPLES.get(stuck.clause.tokens[0].type) or _EXAMPLES[stuck.clause.kind]


_SPELLINGS = keywords.SPELLINGS | {
    "_END": keywords.END["_END"],
    "_TIMES": keywords.TIMES,
    "_IS_EMPTY": keywords.OPERATORS["is empty"],
    "ONE_IS_ENOUGH": keywords.AGENCY["_ONE_IS_ENOUGH"],
    "ANY_OF": keywords.AGENCY["_ANY_OF"],
}
_DUTY_EXAMPLES: dict[str, Text] = {
    "_CHECK": Text("例如 核查 “答复是否全文公开”", 'for example check "答复是否全文公开"'),
    "_TOGETHER": Text("例如 interpret together with publish", "for example interpret together with publish"),
    "_ALONG": Text("例如 与公开同步解读", "for example 与公开同步解读"),
    "_IN_STEP": Text("例如 与公开同步解读", "for example 与公开同步解读"),
    "_BEFORE": Text("例如 publicize before accept", "for example publicize before accept"),
    "_BY_ITS": Text("例如 申请后按其承诺期限答复", "for example reply by its 承诺期限 of request"),
    "_SINCE": Text("例如 批准后20日内公开、变更后及时公开", "for example 批准后20日内公开, 变更后及时公开"),
    "_WITHIN": Text("例如 publish within 20 days of approval", "for example publish within 20 days of approval"),
    "_BY": Text(
        "例如 accept by 2018-09-30、accept by end of 2021", "for example accept by 2018-09-30, accept by end of 2021"
    ),
    "_EVERY": Text("例如 收购旺季每5日公布", "for example every 5 days during 收购旺季"),
    "PER": Text(
        "例如 每月公开、每月10日前公开、每月结束后15日内公开",
        "for example publish monthly, monthly by day 10, monthly within 15 days",
    ),
    "_FOR": Text("例如 consult for at least 20 days", "for example consult for at least 20 days"),
    "_AT_LEAST": Text(
        "例如 每年解读不少于3次、征求意见不少于20日", "for example at least 3 times a year, for at least 20 days"
    ),
}
"""By the first keyword of the duty that has one."""
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
}
