"""The wording of duties that the grammar refuses."""

from __future__ import annotations

import re

from compliance.calendars.figure import Per
from compliance.diagnostics import Text
from compliance.language import keywords
from compliance.language.characters import in_marks
from compliance.language.lexicon import NUMBERED
from compliance.language.mistakes import figures
from compliance.language.mistakes.figure_failures import figure_without_keyword, notice_without_at_least
from compliance.language.mistakes.number_failures import how_long_without_at_least, number_in_words
from compliance.language.mistakes.places import close_keyword
from compliance.language.mistakes.qualifiers import meant
from compliance.language.mistakes.stuck import Stuck, Wording, unfinished
from compliance.language.tokens import Mistake, Token


def _misspelt(stuck: Stuck) -> Mistake | None:
    """`publish witin 20 days`, `for at east 20 days`: unknown words here, or just before, are close to a keyword."""
    tokens = stuck.clause.tokens
    for index in (stuck.index, stuck.index - 1):
        if not 0 <= index < len(tokens) or not _unknown(tokens[index]):
            continue
        last = tokens[index + 1] if index + 1 < len(tokens) and _unknown(tokens[index + 1]) else tokens[index]
        for end in dict.fromkeys((last.end, tokens[index].end)):
            text = stuck.clause.line.text[tokens[index].start : end]
            close = close_keyword(text, _DUTY_SPELLINGS)
            if close is not None:
                return _meant(stuck, tokens[index].start, end, close)
    return None


def _unknown(token: Token) -> bool:
    return token.type == "NAME" and not token.known and not token.quoted


def _meant(stuck: Stuck, start: int, end: int, close: str) -> Mistake:
    found = stuck.said(Token("", None, start, end))
    return stuck.mistake(
        "misspelt-keyword",
        Text(f"这里应是关键词或环节，却是“{found}”", f"a keyword or an action was expected here, found “{found}”"),
        Text(f"是不是“{close}”？", f"did you mean “{close}”?"),
        (start, end),
    )


def _share_of_no_cases(stuck: Stuck) -> Mistake | None:
    found = stuck.found
    if found is None or found.type not in ("PERCENT", "_RATE"):
        return None
    if found.type == "PERCENT" and stuck.before.type != "_AT_LEAST":
        share = stuck.said(found)
        return stuck.mistake(
            "share-unfinished",
            Text(f"{share} 之前应有“率不低于”", f"率不低于 (for at least) was expected before {share}"),
            Text(f"例如 批准后20日内公开率不低于{share}", f"for example for at least {share} of cases"),
        )
    return stuck.mistake(
        "share-on-calendar-duty",
        Text(
            "比例只用于逐件计算的义务，这一项不是",
            "a share of the cases needs a duty that each case has, and this is none",
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
        Text(
            "例如 公开率不低于95%、for at least 95% of cases", "for example for at least 95% of cases, or 率不低于95%"
        ),
    )


def _date_unfinished(stuck: Stuck) -> Mistake | None:
    """`2018年9月前公开`, `by 2018-09`, `9月底前公开`."""
    types = stuck.types()
    if stuck.before.type in ("MONTH", "YEAR", "MONTH_ALONE") and "_END" in stuck.expected:
        date = stuck.said(stuck.before)
        return stuck.mistake(
            "month-without-end",
            Text(
                f"“{date}”不是一天：是到它的最后一天为止吗？",
                f"“{date}” is not a day, which was expected: is its last one meant?",
            ),
            _last_of_several(stuck) or _last_day(date),
            (stuck.before.start, stuck.before.end),
        )
    if stuck.before.type == "_BEFORE" and stuck.found is not None and stuck.found.type == "DATE":
        date = stuck.said(stuck.found)
        return stuck.mistake(
            "date-behind-before",
            Text(
                f"before 之后应是环节，却是日期“{date}”",
                f"an action was expected after before, found the date “{date}”",
            ),
            Text(f"写成 by {date}", f"write by {date}"),
        )
    dated = {"MONTH", "YEAR"} & {stuck.found.type if stuck.found else ""}
    if dated and stuck.before.type == "_BY":
        date = stuck.said(stuck.clause.tokens[stuck.index])
        return stuck.mistake(
            "month-without-end",
            Text(
                f"“{date}”不是一天：是到它的最后一天为止吗？",
                f"“{date}” is not a day, which was expected: is its last one meant?",
            ),
            _last_day(date),
        )
    later = next((t for t in stuck.clause.tokens[: stuck.index + 1] if t.type in ("MONTHDAY", "MONTH_ALONE")), None)
    if later is None or "PER" in types or "A_PER" in types or "_EVERY" in types:
        return None
    parts: tuple[int, ...] = later.value
    day, date = "-".join(f"{part:02d}" for part in parts), stuck.said(later)
    behind = stuck.clause.line.text[later.end :]
    unit = NUMBERED.longest(behind, 0)
    if later.type == "MONTHDAY" and unit and unit[1][0] == "UNIT":
        # 3-5日内 looks like 5 March.
        return figures.from_to(later.start, later.end, date, f"{parts[1]}{behind[: unit[0]]}")
    if later.type == "MONTH_ALONE" and behind.startswith(keywords.DUTY["_INSIDE"]):
        return _in_months(stuck, later)
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


_TO_A_MONTH = re.compile(r"[至到~–—-]+ ?([0-9]{1,2}) ?月")


def _last_of_several(stuck: Stuck) -> Text | None:
    """`2018年1月至6月公开`: what is meant ends in June."""
    date = stuck.before
    later = _TO_A_MONTH.match(stuck.clause.line.text, date.end)
    if date.type != "MONTH" or later is None:
        return None
    return _last_day(f"{date.value[0]}年{later[1]}月")


def _in_months(stuck: Stuck, month: Token) -> Mistake:
    """`批准后1月内公开`."""
    said, n = stuck.said(month), month.value[0]
    return stuck.mistake(
        "date-without-year",
        Text(f"“{said}”是月份，这里应是期限", f"“{said}” is a month of the year; a period was expected"),
        Text(
            f"写成 {n}个月内；到那个月为止的写 2018年{n}月底前",
            f"write {n}个月内 (within {n} month{'s' * (n > 1)}); until that month: 2018年{n}月底前",
        ),
        (month.start, month.end),
    )


def _last_day(date: str) -> Text:
    """How the last day of a month or a year is written, in the spelling in which it stands."""
    if date.isascii():
        return Text(f"写成 end of {date}，或写到日", f"write end of {date}, or a whole date")
    return Text(f"写成 {date}底前，或写到日", f"write {date}底前, or a whole date")


def _how_often_without_at_least(stuck: Stuck) -> Mistake | None:
    """`interpret twice a year`, `每年解读3次`, `每年至少3次`."""
    tokens = stuck.clause.tokens
    if not any(token.type in ("_TIMES", "ONCE", "TWICE") for token in tokens[stuck.index : stuck.index + 2]):
        return None
    hint = _how_often_written(stuck)
    if stuck.before.type == "_AT_LEAST" and tokens[0].type == "PER":
        said = stuck.said(stuck.before)
        title = Text(f"“{said}”之前应有环节，再写次数", f"an action was expected before “{said}” and how often")
        return stuck.mistake("how-often-of-what", title, hint, (stuck.before.start, stuck.before.end))
    return stuck.mistake(
        "how-often-without-at-least",
        Text("次数之前应有“不少于”或“至少”", "at least was expected before how often"),
        hint,
    )


def _how_often_written(stuck: Stuck) -> Text:
    """The period, the action and how often of a Chinese duty in their order; an example where one of them is not there."""
    found = {token.type: token for token in reversed(stuck.clause.tokens)}
    if {"NAME", "NUMBER", "_TIMES"} <= found.keys() and stuck.clause.tokens[0].type == "PER" and found["NAME"].known:
        often = stuck.said(Token("", None, found["NUMBER"].start, found["_TIMES"].end))
        said = f"{stuck.said(found['PER'])}{stuck.said(found['NAME'])}不少于{often}"
        return Text(f"写成 {said}", f"write {said}")
    return Text("例如 每年解读不少于3次", "for example at least 3 times a year")


def _how_often_of_what(stuck: Stuck) -> Mistake | None:
    """`at least 3 times`."""
    if stuck.before.type not in ("_TIMES", "ONCE", "TWICE") or "A_PER" not in stuck.expected:
        return None
    return stuck.mistake(
        "how-often-in-what",
        Text(
            "次数之后应写明在多长时间里，却没有",
            "a week, a month, a quarter or a year was expected after how often, found none",
        ),
        Text("例如 每年解读不少于3次", "for example at least 3 times a year"),
    )


def _action_behind_how_often(stuck: Stuck) -> Mistake | None:
    """`每季度至少举行1次新闻发布会`."""
    tokens, found = stuck.clause.tokens, stuck.found
    per = next((token for token in tokens[: stuck.index] if token.type == "PER"), None)
    if stuck.before.type != "_TIMES" or found is None or found.type != "NAME" or per is None:
        return None
    name, times = stuck.said(found), stuck.said(Token("", None, tokens[stuck.index - 2].start, stuck.before.end))
    return stuck.mistake(
        "how-often-of-what",
        Text(f"环节“{name}”应写在次数之前", f"the action “{name}” was expected before how often"),
        Text(f"写成 {stuck.said(per)}{name}不少于{times}", f"write {stuck.said(per)}{name}不少于{times}"),
    )


def _every_without_season(stuck: Stuck) -> Mistake | None:
    types = stuck.types()
    if "SEASON" in types or ("_EVERY" not in types and not (stuck.found and stuck.found.type == "_EVERY")):
        return None
    tokens = stuck.clause.tokens
    first = next(t for t in tokens if t.type == "_EVERY")
    start = first.start
    end = next((t.end for t in tokens if t.type == "UNIT" and t.start >= start), first.end)
    every = stuck.said(Token("", None, start, end))
    return stuck.mistake(
        "every-without-season",
        Text(f"“{every}”应写明在哪个时节", f"“{every}” needs a season to count in"),
        Text(
            "例如 收购旺季每5日公布；一直如此的写 每日、每周、每月",
            "for example every 5 days during 收购旺季; all the year: daily, weekly, monthly",
        ),
        (start, end),
    )


def _period_in_season(stuck: Stuck) -> Mistake | None:
    """`汛期每日公开`."""
    days = {Per.DAY: 1, Per.WEEK: 7}.get(stuck.found.value) if stuck.found and stuck.found.type == "PER" else None
    season = next((token for token in stuck.clause.tokens[: stuck.index] if token.type == "SEASON"), None)
    if days is None or season is None:
        return None
    per, name = stuck.said(stuck.found or season), stuck.said(season)
    return stuck.mistake(
        "every-counts-days",
        Text(f"时节里按几日一次写，却是“{per}”", f"every so many days was expected in a season, found “{per}”"),
        Text(f"写成 {name}每{days}日公开", f"write 公开 every {days} day{'s' * (days > 1)} during {name}"),
    )


def _check_without_quotes(stuck: Stuck) -> Mistake | None:
    """`check 答复是否公开`."""
    if stuck.before.type != "_CHECK" or stuck.found is None or stuck.found is stuck.before:
        return None
    question = stuck.said(Token("", None, stuck.found.start, stuck.clause.end))
    return stuck.mistake(
        "check-needs-quotes",
        Text(
            f"“核查”之后应是引号里的问题，却是“{question}”",
            f"a question in quotes was expected after check, found “{question}”",
        ),
        Text(f"写成 核查 “{question}”", f'write check "{question}"'),
        (stuck.found.start, stuck.clause.end),
    )


def _ended_without_figure(stuck: Stuck) -> Mistake | None:
    """`每月结束后公开`."""
    found = stuck.before if stuck.types()[-2:] == ["_ENDED", "NAME"] else stuck.found
    if found is None or (found is stuck.found and stuck.before.type != "_ENDED"):
        return None
    word = stuck.said(found)
    return stuck.mistake(
        "missing-number",
        Text(f"“结束后”之后应是期限，却是“{word}”", f"a period was expected after 结束后, found “{word}”"),
        Text("例如 每月结束后15日内公开", "for example 每月结束后15日内公开 (monthly within 15 days)"),
        (found.start, found.end),
    )


def _leads(stuck: Stuck) -> bool:
    """Whether what the grammar refuses stands where a trigger ends: 发生变化后."""
    behind = stuck.clause.tokens[stuck.index + 1 : stuck.index + 2]
    return bool(behind) and behind[0].type in ("_SINCE", "_AHEAD")


def _two_names(stuck: Stuck) -> Mistake | None:
    """`post notice within 5h`: two words that are no one known name."""
    found, before = stuck.found, stuck.before
    if found is None or found is before or found.type != "NAME" or before.type != "NAME":
        return None
    if (article := stuck.said(before)).casefold() in ("a", "an", "the"):
        return stuck.mistake(
            "needless-word",
            Text(f"环节之前不写“{article}”", f"an action was expected without “{article}”"),
            Text(f"写成 {stuck.said(found)}", f"write {stuck.said(found)}"),
            (before.start, before.end),
        )
    if not before.known and (keyword := meant(stuck.said(before))):
        return stuck.mistake(
            "unknown-qualifier",
            Text(
                f"这里应是义务或限定，却是“{stuck.said(before)}”",
                f"a duty or a qualifier was expected here, found “{stuck.said(before)}”",
            ),
            Text(f"写成“{keyword}”", f"write “{keyword}”"),
            (before.start, before.end),
        )
    both = stuck.said(Token("", None, before.start, found.end))
    # 公开批准后20日内 lacks its action at the end; 发生变化后20日内 does, too, but 发生变化 is one thing.
    first = stuck.clause.tokens[-1].type != "NAME" and (" " in both or before.value.text != "occurrence")
    if before.known and found.known and _leads(stuck) and first:
        rest = stuck.said(Token("", None, found.start, stuck.clause.end))
        return stuck.mistake(
            "two-names",
            Text(f"环节“{stuck.said(before)}”应写在最后", f"the action “{stuck.said(before)}” was expected at the end"),
            Text(f"写成 {rest}{stuck.said(before)}", f"write {rest}{stuck.said(before)}"),
            (before.start, before.end),
        )
    if before.known and found.known and _leads(stuck) and " " not in both:
        either = f"{stuck.said(before)}或{stuck.said(found)}"
        return stuck.mistake(
            "two-names",
            Text(f"“{both}”是两个环节", f"“{both}” are two actions where one was expected"),
            Text(f"任一即可的写 {either}；说的是一件事的只写一个", f"either of them: {either}; one thing: one of them"),
            (before.start, found.end),
        )
    return stuck.mistake(
        "two-names",
        Text(
            f"“{stuck.said(before)}”与“{stuck.said(found)}”之间缺少关键词或逗号",
            f"a keyword or a comma was expected between “{stuck.said(before)}” and “{stuck.said(found)}”",
        ),
        Text(
            f"若是一个名称，加引号：{in_marks(both)}；若是两项义务，用，分开",
            f"one name: {in_marks(both, 'en')}; two duties: part them by a comma",
        ),
    )


_DUTY_SPELLINGS = [
    spelling
    for table in (keywords.DUTY, keywords.PERIODS, keywords.QUALIFIER, keywords.MODALITIES)
    for spellings in table.values()
    for spelling in spellings
]  # fmt: skip
DUTY: tuple[Wording, ...] = (
    _check_without_quotes, number_in_words, how_long_without_at_least, _misspelt, _share_of_no_cases, _share_unfinished,
    _how_often_without_at_least, _how_often_of_what, _action_behind_how_often, figure_without_keyword, notice_without_at_least,
    _date_unfinished, _period_in_season, _every_without_season, _ended_without_figure, _two_names, unfinished,
)  # fmt: skip
"""The wordings of duties; the first that fits is taken."""
