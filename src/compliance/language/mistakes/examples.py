"""Mistakes in the lines of an example."""

from __future__ import annotations

from compliance.diagnostics import Text, nearest
from compliance.language.lexicon import EVENT, EXAMPLE
from compliance.language.mistakes.places import said, word_from
from compliance.language.tokens import Cursor, Mistake

_EVENT = Text("公开 2018-01-30 渠道 政府网站", "publish 2018-01-30 on 政府网站")


def event_begins_with_time(cursor: Cursor, end: int) -> Mistake:
    """`2018-01-30 publish`."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "event-begins-with-time",
        Text(
            f"示例的一行先写环节再写时间，却以“{found}”开头",
            f"an event line names the action first and then its time, found “{found}”",
        ),
        cursor.position,
        end,
        Text(
            f"例如 {_EVENT.zh}；截止日期写 截至 2018-03-01",
            f"for example {_EVENT.en}; the day of the check: as of 2018-03-01",
        ),
    )


def no_time(cursor: Cursor, end: int, line: Text = _EVENT) -> Mistake:
    """`publish on 政府网站`."""
    found = said(cursor, cursor.position, end)
    shown = Text(
        f"，却是“{found}”" if found else "，却到了行末",
        f", found “{found}”" if found else ", found the end of the line",
    )
    return Mistake(
        "no-time",
        Text(f"这里应是时间{shown.zh}", f"a time was expected here{shown.en}"),
        cursor.position,
        end,
        Text(f"例如 {line.zh}", f"for example {line.en}"),
    )


def not_of_an_event(cursor: Cursor, end: int) -> Mistake:
    """A word that event lines do not know."""
    end = max(end, cursor.position + 1)
    found = said(cursor, cursor.position, end)
    close = nearest(cursor.text[cursor.position : end], EVENT.words)
    hint = Text(f"是不是“{close}”？", f"did you mean “{close}”?") if close else None
    return Mistake(
        "not-of-an-event",
        Text(f"示例的事件里不认识“{found}”", f"“{found}” means nothing in an event line"),
        cursor.position,
        end,
        hint
        or Text(
            "可用 至 渠道 内容 责任 理由 所属期 案件 结果 另有；有空格的值要加引号",
            "use until, on, containing, by, claiming, for, case, result or with; a value with a blank needs quotes",
        ),
    )


def attribute_needs_equals(cursor: Cursor) -> Mistake:
    """`with 级别 > 3`."""
    last = cursor.tokens[-1]
    return Mistake(
        "attribute-needs-equals",
        Text(
            f"事件的其他列写作 列 = 值，却是“{said(cursor, last.start, last.end)}”",
            f"another column of an event is stated as COLUMN = VALUE, found “{said(cursor, last.start, last.end)}”",
        ),
        last.start,
        last.end,
        Text("例如 另有 级别 = 重大", "for example with 级别 = 重大"),
    )


def title_of_example(cursor: Cursor) -> Mistake:
    """`example` without its quoted title."""
    end, word = word_from(cursor, cursor.position)
    found = Text(f"，却是“{word}”", f", found “{word}”") if word else Text("", "")
    return Mistake(
        "example-needs-title",
        Text(f"“示例”之后应是引号里的标题{found.zh}", f"a title in quotes was expected after example{found.en}"),
        cursor.position,
        max(end, cursor.position),
        Text(f"写成 示例 “{word or '第20日公开'}”", f'write example "{word or "on day 20"}"'),
    )


def more_after(cursor: Cursor, what: Text) -> Mistake:
    """Something behind what ends a line."""
    end, word = word_from(cursor, cursor.position)
    return Mistake(
        "more-after-line",
        Text(f"{what.zh}之后不应有“{word}”", f"“{word}” cannot follow {what.en}"),
        cursor.position,
        max(end, cursor.position + 1),
        Text("写进引号里，或写在下一行", "put it inside the quotes, or on the next line"),
    )


def no_verdict(cursor: Cursor, start: int, end: int, known: list[str]) -> Mistake:
    """`=> okay`."""
    found = said(cursor, start, end)
    last = cursor.text[start:end].rsplit(" ", 1)[-1]
    close = nearest(last, known)
    title = (
        Text(f"这里应是结论，却是“{found}”", f"a verdict was expected here, found “{found}”")
        if found
        else Text("这里应是结论，却什么也没有", "a verdict was expected here, found nothing")
    )
    hint = (
        Text(f"是不是“{close}”？", f"did you mean “{close}”?")
        if close
        else Text(
            "结论有 合规 逾期 不完整 未公开 未到期 待核实 依法豁免 人工核查",
            "verdicts: met late incomplete missing pending undetermined exempt manual",
        )
    )
    return Mistake("unknown-verdict", title, start, max(end, start), hint)


def no_expectation(cursor: Cursor) -> Mistake:
    """An example without `=>`."""
    return Mistake(
        "example-without-verdict",
        Text(
            "这个示例没有结论：缺少以 => 开头的一行",
            "this example states no verdict: a line that begins with => was expected",
        ),
        cursor.position,
        len(cursor.text),
        Text("在示例末尾加上一行，例如 => 合规", "end it with a line such as => met"),
    )


def after_expectation(cursor: Cursor) -> Mistake:
    """A line of the example behind `=>`."""
    return Mistake(
        "line-after-verdict",
        Text("示例到 => 为止，其后不应再有更深缩进的行", "an example ends with =>; no deeper line can follow it"),
        cursor.position,
        len(cursor.text),
        Text(
            "把这一行移到 => 之前；限定要与“示例”对齐",
            "move the line before =>; a qualifier stands no deeper than example does",
        ),
    )


def not_deep_enough(cursor: Cursor) -> Mistake:
    """A line of an example that is indented no deeper than `example`."""
    return Mistake(
        "line-not-deep-enough",
        Text(
            "示例还没有写结论，它的各行应比“示例”缩进得更深",
            "this example has no verdict yet, and its lines stand deeper than example does",
        ),
        cursor.position,
        len(cursor.text),
        Text("把示例的事件、截至和 => 各行再缩进一级", "indent the example's events, as of and => one step more"),
    )


def twice(cursor: Cursor, what: Text) -> Mistake:
    """`as of` twice."""
    return Mistake(
        "line-twice",
        Text(f"这个示例已经写过“{what.zh}”", f"this example has “{what.en}” already"),
        cursor.position,
        len(cursor.text),
        Text("删去一行", "take one of the two lines away"),
    )


def outside_example(cursor: Cursor) -> Mistake:
    """`=>` or `as of` that stands no deeper than `example`."""
    keyword = EXAMPLE.longest(cursor.text, cursor.position)
    end = keyword[0] if keyword else cursor.position
    found = said(cursor, cursor.position, end)
    return Mistake(
        "outside-example",
        Text(f"“{found}”只能写在示例里", f"“{found}” belongs inside an example"),
        cursor.position,
        end,
        Text(
            "先写一行 示例 “…”，再把这一行缩进得比它更深",
            'write a line example "…" before it and indent this one deeper',
        ),
    )
