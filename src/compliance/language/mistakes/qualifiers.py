"""Mistakes in qualifiers that show while they are cut."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.language.lexicon import EXAMPLE, STARTS, Lexicons
from compliance.language.mistakes.names import unclosed_quotation
from compliance.language.mistakes.places import close_keyword, said, shown, word_from
from compliance.language.tokens import Clause, Cursor, Mistake

_NO_STOP = Text("删去“。”：一行末尾不加标点", "take “。” away: a line ends without a full stop")


_MEANT = {
    word: keyword
    for keyword, words in {
        "渠道": ("公开渠道", "公开载体", "公开平台", "公开方式", "发布渠道", "发布平台"),
        "内容": ("公开内容", "公开要素", "要素"),
        "适用": ("适用范围", "适用条件", "条件", "范围"),
        "责任": ("责任单位", "责任部门", "责任主体", "公开主体", "牵头单位", "牵头部门", "主办单位", "单位"),
        "除外": ("例外", "豁免", "不予公开情形", "除外情形"),
        "依据": ("公开依据", "法律依据", "来源", "出处"),
        "标题": ("名称",),
        "权重": ("分值", "分数"),
        "施行": ("施行日期", "有效期", "起止"),
        "必须": ("应当", "应该"),
        "鼓励": ("可以", "可"),
    }.items()
    for word in words
}
"""Words that documents and tables have for the keywords."""


def meant(word: str) -> str | None:
    """The keyword that a document's word stands for: 责任 for 责任单位."""
    return _MEANT.get(word.partition(":")[0])


def no_qualifier(cursor: Cursor, lexicons: Lexicons) -> Mistake:
    """An indented line that begins with no qualifier's keyword."""
    end = max(word_from(cursor, cursor.position)[0], cursor.position + 1)
    found = said(cursor, cursor.position, end)
    folded = cursor.text[cursor.position : end]
    glued = STARTS.longest(folded, 0)
    duty = lexicons.duty.longest(cursor.text, cursor.position)
    known = [*STARTS.words, *EXAMPLE.words]
    two_words = " ".join(cursor.text[cursor.position :].split()[:2])
    close = close_keyword(folded, known) or close_keyword(two_words, known)
    if folded.endswith("。"):
        hint = _NO_STOP
    elif keyword := meant(folded):
        hint = Text(f"写成“{keyword}”", f"write “{keyword}”")
    elif glued is not None:
        hint = Text(f"“{found[: glued[0]]}”之后加空格", f"put a blank after “{found[: glued[0]]}”")
    elif close is not None:
        hint = Text(f"是不是“{close}”？", f"did you mean “{close}”?")
    elif duty is not None or folded[:1].isdigit():
        hint = Text("义务写在规则自己的那一行，用逗号分开", "duties stand on the rule's own line, parted by commas")
    else:
        hint = Text(
            "限定有：渠道 内容 要求 适用 责任 重新起算 中止 延长 允许零报告 除外 必须 原则上 鼓励 依据 标题 权重 施行；"
            "新规则顶格写",
            "qualifiers: on containing require when by restarted paused extended nil except must should may cite title "
            "weight effective; a new rule starts in column 1",
        )
    return Mistake(
        "unknown-qualifier",
        Text(f"缩进的一行应以限定开头，却是“{found}”", f"an indented line begins with a qualifier, found “{found}”"),
        cursor.position,
        end,
        hint,
    )


def more_after_qualifier(cursor: Cursor, clause: Clause) -> Mistake:
    """`nil allowed always`."""
    end, _ = word_from(cursor, cursor.position)
    end = max(end, cursor.position + 1)
    found = said(cursor, cursor.position, end)
    return Mistake(
        "more-after-qualifier",
        Text(f"“{shown(clause.text)}”之后不应有“{found}”", f"“{found}” cannot follow “{shown(clause.text)}”"),
        cursor.position,
        end,
        _NO_STOP
        if found.startswith("。")
        else Text("不同的限定用；隔开，或各写一行", "part qualifiers with ;, or give each a line of its own"),
    )


def colon_after_keyword(cursor: Cursor, start: int, end: int) -> Mistake:
    """`责任：财政局`, as a document has it: the colon would be a part of the name."""
    keyword = said(cursor, start, end)
    place = cursor.text.index(":", end)
    rest = shown(cursor.line.original(place + 1, len(cursor.text)))
    return Mistake(
        "colon-after-keyword",
        Text(f"“{keyword}”之后应是空格，却是冒号", f"a blank was expected after “{keyword}”, found a colon"),
        place,
        place + 1,
        Text(f"写成 {keyword} {rest or '…'}", f"write {keyword} {rest or '…'}"),
    )


def nothing_cited(cursor: Cursor) -> Mistake:
    """`cite` alone."""
    return Mistake(
        "nothing-cited",
        Text("“依据”之后应写明出处", "a source was expected after cite"),
        cursor.position,
        cursor.position,
        Text("例如 依据 一(五)", "for example cite 一(五)"),
    )


def title_needs_quotes(cursor: Cursor) -> Mistake:
    """`title Budget`."""
    if cursor.text[cursor.position : cursor.position + 1] == '"':
        return unclosed_quotation(cursor)
    end, word = word_from(cursor, cursor.position)
    found = Text(f"，却是“{word}”", f", found “{word}”") if word else Text("", "")
    return Mistake(
        "title-needs-quotes",
        Text(f"“标题”之后应是引号里的文字{found.zh}", f"a text in quotes was expected after title{found.en}"),
        cursor.position,
        max(end, cursor.position),
        Text(f"写成 标题 “{word or '…'}”", f'write title "{word or "…"}"'),
    )


def no_weight(cursor: Cursor) -> Mistake:
    """`weight high`."""
    end, word = word_from(cursor, cursor.position)
    found = Text(f"，却是“{word}”", f", found “{word}”") if word else Text("", "")
    return Mistake(
        "no-weight",
        Text(f"“权重”之后应是数字{found.zh}", f"a number was expected after weight{found.en}"),
        cursor.position,
        max(end, cursor.position),
        Text("例如 权重 5", "for example weight 5"),
    )


def no_extension(cursor: Cursor) -> Mistake:
    """`extended by some days`."""
    end, word = word_from(cursor, cursor.position)
    word = word or said(cursor, cursor.position, cursor.position + 1)
    found = Text(f"却是“{word}”", f"found “{word}”") if word else Text("却到了末尾", "found the end")
    return Mistake(
        "missing-number",
        Text(
            f"“延长”之后应是整数和单位，{found.zh}",
            f"a whole number with its unit was expected after extended by, {found.en}",
        ),
        cursor.position,
        max(end, cursor.position),
        Text("例如 延长 20个工作日 因 延期", "for example extended by 20 working days on 延期"),
    )


def extended_on_what(cursor: Cursor) -> Mistake:
    """`extended by 20 days` alone."""
    return Mistake(
        "extended-on-what",
        Text("延长的期限之后应有“因”和环节", "on and an action were expected after the extension"),
        cursor.position,
        cursor.position,
        Text("例如 延长 20个工作日 因 延期", "for example extended by 20 working days on 延期"),
    )


def duplicate_qualifier(clause: Clause, first_line: int) -> Mistake:
    """A qualifier that stands twice under one rule."""
    keyword = shown(clause.line.original(clause.tokens[0].start, clause.tokens[0].end))
    return Mistake(
        "duplicate-qualifier",
        Text(
            f"“{keyword}”在这条规则里已经写过（第 {first_line} 行）",
            f"this rule has “{keyword}” already (line {first_line})",
        ),
        clause.start,
        clause.tokens[0].end,
        Text("合并成一处，或删去一处", "put both into one, or take one away"),
    )


def ends_before_it_begins(clause: Clause) -> Mistake:
    """`effective 2018-12-31 to 2018-01-01`."""
    return Mistake(
        "ends-before-it-begins",
        Text("施行的终止日期早于起始日期", "the rule would cease to be in force before it begins"),
        clause.start,
        clause.end,
        Text("检查两个日期的先后", "check the order of the two dates"),
    )
