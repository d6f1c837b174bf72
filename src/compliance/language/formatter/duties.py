"""Duties: one row of the table a class of `tree.py`, in the order of the tree.

A row says how English and Chinese put a duty together: words in capitals are terminals of `keywords.py`, words in small
letters are parts of the duty (`_PARTS`), Chinese words stand for themselves. A part that is empty leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compliance.calendars.figure import Per, Unit
from compliance.language import keywords, tree
from compliance.language.formatter.speech import Speech, percentage

PATTERNS: dict[type, tuple[str, str]] = {
    tree.Within: ("actions _WITHIN period of", "since period _INSIDE actions"),
    tree.ByColumn: ("actions _BY_ITS column of", "since _BY_ITS column actions"),
    tree.Promptly: ("actions _PROMPTLY after", "since _PROMPTLY actions"),
    tree.After: ("actions after", "since actions"),
    tree.Notice: ("actions _AT_LEAST period _BEFORE triggers", "triggers _AHEAD _AT_LEAST period actions"),
    tree.Before: ("actions _BEFORE triggers", "triggers _AHEAD actions"),
    tree.Together: ("actions _TOGETHER triggers", "_ALONG triggers _IN_STEP actions"),
    tree.Lasts: ("actions _FOR _AT_LEAST period", "actions 不少于 period"),
    tree.ByDate: ("actions _BY date", "date _AHEAD actions"),
    tree.ByYearly: ("actions _BY monthday each_year", "per monthday _AHEAD actions"),
    tree.Periodic: ("actions per", "per actions"),
    tree.PeriodicBy: ("actions per _BY_DAY day", "per day _AHEAD actions"),
    tree.PeriodicWithin: ("actions per _WITHIN period", "per _ENDED period _INSIDE actions"),
    tree.Every: ("actions _EVERY block _DURING season", "season _EVERY block actions"),
    tree.Count: ("actions _AT_LEAST times a_period", "per actions 不少于 times"),
    tree.Regularly: ("actions _REGULARLY", "_REGULARLY actions"),
    tree.AtAll: ("every_action", "every_action"),
    tree.Check: ("_CHECK question", "_CHECK question"),
}
_WORDS = keywords.DUTY | keywords.FIRST | keywords.ENDED | keywords.END


def write_duty(duty: tree.Duty, speech: Speech) -> str:
    """A duty as a rule's line says it."""
    english, chinese = PATTERNS[type(duty)]
    pattern = (english if speech.english else chinese).split()
    share = getattr(duty, "share", None)
    if share is not None:
        pattern += ["_FOR", "_AT_LEAST", "share", "_OF_CASES"] if speech.english else ["_RATE", "share"]
    said = [_said(word, duty, speech) for word in pattern]
    blank = " " if speech.english or isinstance(duty, tree.Check) else ""
    return blank.join(word for word in said if word)


def _said(word: str, duty: Any, speech: Speech) -> str:
    if word in _WORDS:
        return speech.word(_WORDS[word])
    part = _PARTS.get(word)
    return part(duty, speech) if part else word


def _names(names: tree.Names, speech: Speech) -> str:
    return speech.either(names, blank="")


def _actions(duty: Any, speech: Speech) -> str:
    """The acts. English leaves out `publish` where the author did."""
    unsaid = speech.english and duty.actions == (tree.Name("publish"),) and duty.actions[0].span is None
    return "" if unsaid else _names(duty.actions, speech)


def _triggered(word: str) -> Callable[[Any, Speech], str]:
    """The triggers behind a word (English) or before it (Chinese); nothing where the duty names none."""

    def part(duty: Any, speech: Speech) -> str:
        if not duty.triggers:
            return ""
        said, names = speech.word(_WORDS[word]), _names(duty.triggers, speech)
        return f"{said} {names}" if speech.english else f"{names}{said}"

    return part


def _date(duty: tree.ByDate, speech: Speech) -> str:
    """The day, or the end of the month or year where the author wrote that."""
    day = duty.date
    if speech.english:
        end = speech.word(_WORDS["_END_OF"])
        texts = {"day": day.isoformat(), "month": f"{end} {day:%Y-%m}", "year": f"{end} {day:%Y}"}
    else:
        end = speech.word(_WORDS["_END"])
        texts = {
            "day": f"{day.year}年{day.month}月{day.day}日",
            "month": f"{day.year}年{day.month}月{end}",
            "year": f"{day.year}年{end}",
        }
    return texts[duty.stated]


def _monthday(duty: tree.ByYearly, speech: Speech) -> str:
    month, day = duty.month, duty.day
    if speech.english:
        return f"{speech.word(_WORDS['_END_OF'])} {month:02}" if day is None else f"{month:02}-{day:02}"
    if day is not None:
        return f"{month}月{day}日"
    return "年底" if month == 12 else f"{month}月{speech.word(_WORDS['_END'])}"


def _per(duty: Any, speech: Speech) -> str:
    """`monthly`, 每月: what a class of duties has only for one period goes without saying in the tree."""
    per = {tree.ByYearly: Per.YEAR, tree.PeriodicBy: Per.MONTH}.get(type(duty)) or duty.per
    return speech.word(keywords.PERIODS[per])


def _times(duty: tree.Count, speech: Speech) -> str:
    times = speech.word(keywords.TIMES)
    if not speech.english:
        return f"{duty.times}{times}"
    words = {1: "ONCE", 2: "TWICE"}
    return speech.word(_WORDS[words[duty.times]]) if duty.times in words else f"{duty.times} {times}"


def _days(n: int, speech: Speech) -> str:
    plural, singular, *_ = keywords.UNITS[Unit.DAY]
    unit = (singular if n == 1 else plural) if speech.english else speech.word(keywords.UNITS[Unit.DAY])
    return f"{n} {unit}" if speech.english else f"{n}{unit}"


_PARTS: dict[str, Callable[[Any, Speech], str]] = {
    "actions": _actions,
    "every_action": lambda duty, speech: _names(duty.actions, speech),
    "triggers": lambda duty, speech: _names(duty.triggers, speech),
    "of": _triggered("_OF"),
    "after": _triggered("_AFTER"),
    "since": _triggered("_SINCE"),
    "period": lambda duty, speech: speech.period(duty.period),
    "column": lambda duty, speech: speech.column(duty.column),
    "date": _date,
    "monthday": _monthday,
    "each_year": lambda duty, speech: keywords.A_PERIOD[Per.YEAR][1],
    "per": _per,
    "a_period": lambda duty, speech: keywords.A_PERIOD[duty.per][0],
    "day": lambda duty, speech: str(duty.day) if speech.english else _days(duty.day, speech),
    "block": lambda duty, speech: _days(duty.n, speech),
    "season": lambda duty, speech: speech.name(duty.season, "seasons"),
    "times": _times,
    "question": lambda duty, speech: speech.quote(duty.text),
    "share": lambda duty, speech: percentage(duty.share),
}
