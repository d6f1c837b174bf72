"""Mistakes in numbers, units and dates."""

from __future__ import annotations

import re

from compliance.calendars.durations import figure_words
from compliance.calendars.figure import Figure, Unit
from compliance.calendars.numerals import LARGEST, NUMERAL
from compliance.diagnostics import Text
from compliance.language.lexicon import NUMBERED
from compliance.language.mistakes.places import close_keyword, said, word_from
from compliance.language.tokens import Cursor, Mistake, Token

_CALENDAR_DAYS = re.compile("个?(?:自然|日历)[日天]|calendar")
_TO = re.compile(r" ?(?:[至到~–—-]|--|——) ?([0-9]+)")
"""3至5日: from what to what."""
_UNITS = Text("日、个工作日、小时、周、个月、年", "days, working days, h, weeks, months, years")


def missing_unit(cursor: Cursor, end: int) -> Mistake:
    """`within 20 of approval`."""
    start = end
    while start > 0 and (cursor.text[start - 1].isdigit() or cursor.text[start - 1] in "." + NUMERAL):
        start -= 1
    number = said(cursor, start, end)
    if several := _TO.match(cursor.text, end):
        unit = NUMBERED.longest(cursor.text, several.end())
        later = said(cursor, several.start(1), unit[0]) if unit and unit[1][0] == "UNIT" else f"{several[1]}日"
        return from_to(start, several.end(), said(cursor, start, several.end()), later)
    word_end, word = word_from(cursor, end)
    close = close_keyword(word.casefold(), NUMBERED.words) if word else None
    found = Text(f"，却是“{word}”", f", found “{word}”") if word else Text("", "")
    if _CALENDAR_DAYS.match(word.casefold()):
        hint = Text(
            f"日就是自然日，写成 {number}日；工作日写成 {number}个工作日",
            f"days are calendar days: write {number} days; working days: {number} working days",
        )
    elif word.startswith(("时", "点", ":")):
        hint = Text(
            "规则里没有几点钟：期限写到日，或写几小时内",
            "a rule has no time of day: write a day, or a period in hours",
        )
    elif word.startswith("号"):
        hint = Text(f"写成 {number}日", f"write {number}日")
    elif close is not None:
        hint = Text(f"是不是“{close}”？", f"did you mean “{close}”?")
    elif word and cursor.text[end : end + 1] != " ":
        hint = Text(
            f"单位有{_UNITS.zh}；以数字开头的名称要加引号",
            f"units: {_UNITS.en}; a name that begins with a digit needs quotes",
        )
    else:
        hint = Text(f"单位有{_UNITS.zh}", f"units: {_UNITS.en}")
    return Mistake(
        "missing-unit",
        Text(f"数字 {number} 之后应有单位{found.zh}", f"a unit was expected after {number}{found.en}"),
        start,
        word_end if close else end,
        hint,
    )


def about_how_many(cursor: Cursor, end: int) -> Mistake:
    """`三四日内公开`."""
    number = said(cursor, cursor.position, end)
    return Mistake(
        "about-how-many",
        Text(f"这里应是一个确定的数，“{number}”却是约数", f"one number was expected, “{number}” says about how many"),
        cursor.position,
        end,
        Text("写明最迟的一个，例如 4日内公开", "write the later one, such as 4日内公开 (within 4 days)"),
    )


def from_to(start: int, end: int, range_: str, later: str) -> Mistake:
    """`3至5日内公开`."""
    return Mistake(
        "about-how-many",
        Text(f"这里应是一个确定的数，却是“{range_}”", f"one number was expected, found “{range_}”"),
        start,
        end,
        Text(
            f"期限写最迟的一个，例如 {later}内公开；次数写最少的一个",
            f"of a period write the later one, such as {later}内公开; of how often the lesser",
        ),
    )


def number_of_an_item(cursor: Cursor, start: int, end: int) -> Mistake:
    """`公开，②5日内解读`, `批准后20¹日内公开`."""
    found = said(cursor, start, end)
    return Mistake(
        "unreadable-number",
        Text(
            f"“{found}”里有序号或注释的号码，读不出是多少",
            f"a number was expected; in “{found}” there is that of an item or of a note",
        ),
        start,
        end,
        Text(
            "删去序号和注释的号码；期限用普通数字写，例如 20日内",
            "take it away, and write the figure in plain digits: within 20 days",
        ),
    )


def percentage_needed(cursor: Cursor, end: int) -> Mistake:
    """`率不低于95`; 0.95 is how a table has 95%."""
    number = said(cursor, cursor.position, end)
    share = number if "." not in number or float(number) > 1 else f"{float(number) * 100:.10g}"
    return Mistake(
        "share-unfinished",
        Text(
            f"“率不低于”之后应是百分数，却是 {number}",
            f"a percentage was expected after the share's keyword, found {number}",
        ),
        cursor.position,
        end,
        Text(f"写成 {share}%", f"write {share}%"),
    )


def missing_number(token: Token, unit: str) -> Mistake:
    """`within days of approval`."""
    return Mistake(
        "missing-number",
        Text(f"“{unit}”之前应有数字", f"a number was expected before “{unit}”"),
        token.start,
        token.end,
        Text("例如 20日内、20个工作日内", "for example within 20 days, within 20 working days"),
    )


_SMALLER = {
    Unit.HOUR: (60, Unit.MINUTE),
    Unit.DAY: (24, Unit.HOUR),
    Unit.WEEK: (7, Unit.DAY),
    Unit.YEAR: (12, Unit.MONTH),
}
"""How many of the next smaller unit a unit has."""


def whole_number_needed(number: Token, unit: Token) -> Mistake:
    """`within 1.5 days`."""
    times, smaller = _SMALLER.get(unit.value, (0, unit.value))
    n = number.value * times
    hint = Text("写整数", "write a whole number")
    if n and n == int(n):
        words = figure_words(Figure(int(n), smaller))
        hint = Text(f"换用更小的单位：{words.zh}", f"use a smaller unit: {words.en}")
    return Mistake(
        "whole-number-needed",
        Text(f"期限应是整数，却是 {number.value}", f"a period is a whole number, found {number.value}"),
        number.start,
        unit.end,
        hint,
    )


def no_working_days(number: Token, unit: Token) -> Mistake:
    """`within 0 working days`."""
    return Mistake(
        "no-working-days",
        Text("0个工作日没有意义，至少为1个工作日", "0 working days is no period; the least is 1 working day"),
        number.start,
        unit.end,
        Text("当日完成的，写 0日", "for the same day write 0 days"),
    )


def too_long(number: Token, unit: Token, most: int) -> Mistake:
    """`within 100000000 days`."""
    # Beyond it a number is not counted out.
    over = number.value >= LARGEST
    zh, en = ("超过 999999999", "more than 999999999") if over else (f"是 {number.value}", str(number.value))
    return Mistake(
        "period-too-long",
        Text(
            f"期限太长：最多 {most}，却{zh}",
            f"the period is too long: {most} is the most, found {en}",
        ),
        number.start,
        unit.end,
        Text("检查数字，或换用更大的单位", "check the number, or use a larger unit"),
    )


def at_least_once(token: Token) -> Mistake:
    """`at least 0 times a year`."""
    return Mistake(
        "no-times",
        Text(
            f"次数应是不小于1的整数，却是 {token.value}", f"how often is a whole number from 1 on, found {token.value}"
        ),
        token.start,
        token.end,
        Text("例如 每年解读不少于3次", "for example at least 3 times a year"),
    )


def share_over_all(token: Token) -> Mistake:
    """`for at least 120% of cases`."""
    return Mistake(
        "share-over-all",
        Text(
            f"比例应在 0% 与 100% 之间，却是 {token.value:g}%",
            f"a share of the cases lies between 0% and 100%, found {token.value:g}%",
        ),
        token.start,
        token.end,
        Text("例如 不低于95%", "for example at least 95% of cases"),
    )


def every_so_many_days(number: Token, unit: Token) -> Mistake:
    """`every 2 weeks during`."""
    return Mistake(
        "every-counts-days",
        Text(
            "每隔多久一次应以整数日计，这里不是",
            "how often in a season is stated in whole days, and this is not",
        ),
        number.start,
        unit.end,
        Text("例如 收购旺季每5日公布", "for example every 5 days during 收购旺季"),
    )


def day_needs_month(per: Token, day: Token) -> Mistake:
    """`每周10日前`."""
    return Mistake(
        "day-of-month-needs-month",
        Text("“几日前”只能与“每月”连用，这里不是", "a day of the month goes with monthly, and this is not"),
        per.start,
        max(day.end, per.end),
        Text(
            "例如 每月10日前公开；每年的日期写 每年1月31日前公开",
            "for example monthly by day 10; a day of the year: by 01-31 each year",
        ),
    )


def day_of_year_needs_year(per: Token) -> Mistake:
    """`每月1月31日前`."""
    return Mistake(
        "day-of-year-needs-year",
        Text("几月几日只能与“每年”连用，这里不是", "a month and a day go with each year, and this is not"),
        per.start,
        per.end,
        Text("例如 每年1月31日前公开", "for example by 01-31 each year"),
    )


def no_such_day(number: Token) -> Mistake:
    """`monthly by day 32`."""
    return Mistake(
        "bad-date",
        Text(f"没有 {number.value} 日：一个月最多31日", f"there is no day {number.value}; a month has days 1 to 31"),
        number.start,
        number.end,
        Text("写 1 到 31", "write 1 to 31; a shorter month's last day is taken where it has no such day"),
    )


def no_such_month(token: Token) -> Mistake:
    """`by end of 13 each year`."""
    return Mistake(
        "bad-date",
        Text("没有这个月份：应是 1 到 12", "there is no such month; 1 to 12 was expected"),
        token.start,
        token.end,
        Text("例如 每年2月底前公开", "for example by end of 02 each year"),
    )


def no_such_year(token: Token) -> Mistake:
    """`by end of 12` without `each year`."""
    return Mistake(
        "bad-date",
        Text(
            "这里应是四位数的年份，或年份和月份",
            "a year of four digits, or a year and a month, was expected here",
        ),
        token.start,
        token.end,
        Text(
            "例如 by end of 2021、by end of 2018-09；每年的写 by end of 02 each year",
            "for example by end of 2021, by end of 2018-09; of each year: by end of 02 each year",
        ),
    )


def no_such_date(cursor: Cursor, end: int) -> Mistake:
    """`2018-02-30`."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "bad-date",
        Text(f"日历上没有“{found}”", f"the calendar has no “{found}”"),
        cursor.position,
        end,
        Text("检查月份（1–12）和当月的天数", "check the month (1 to 12) and how many days it has"),
    )


def other_date(cursor: Cursor, end: int) -> Mistake:
    """`2018/9/30`."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "date-in-other-form",
        Text(f"“{found}”不是规则里日期的写法", f"“{found}” is not how a rule writes a date"),
        cursor.position,
        end,
        Text("写成 2018-09-30 或 2018年9月30日", "write 2018-09-30 or 2018年9月30日"),
    )


def end_of_what(cursor: Cursor, date: Token, end: int) -> Mistake:
    """`2018年 月底前公开`, where the month was left out, and `9月年底前`."""
    found = said(cursor, date.start, end)
    return Mistake(
        "date-in-other-form",
        Text(f"“{found}”没有写明是哪个月底或年底", f"“{found}” does not say the end of which month or year"),
        date.start,
        end,
        Text("写成 2018年9月底前 或 2018年底前", "write by end of 2018-09, or by end of 2018"),
    )


def not_a_date(cursor: Cursor) -> Mistake:
    """`effective soon`."""
    end, word = word_from(cursor, cursor.position)
    word = word or said(cursor, cursor.position, cursor.position + 1)
    return Mistake(
        "no-date",
        Text(f"这里应是日期，却是“{word}”", f"a date was expected here, found “{word}”"),
        cursor.position,
        max(end, cursor.position + 1),
        Text(
            "例如 施行 2018-08-08 至 2018-12-31、施行 自 2018-08-08、施行 至 2018-12-31",
            "for example effective 2018-08-08 to 2018-12-31, effective from 2018-08-08, effective to 2018-12-31",
        ),
    )


def whole_date_needed(cursor: Cursor, end: int) -> Mistake:
    """`effective from 2018-08`."""
    found = said(cursor, cursor.position, end)
    return Mistake(
        "no-date",
        Text(f"施行起止应写到日，却是“{found}”", f"when a rule is in force is stated to the day, found “{found}”"),
        cursor.position,
        end,
        Text("例如 施行 自 2018-08-08", "for example effective from 2018-08-08"),
    )
