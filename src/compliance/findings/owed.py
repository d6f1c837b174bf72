"""What was owed and until when, in words: trigger, count with the days passed over, due date. One function a kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from compliance.calendars.durations import UNITS, figure_words
from compliance.calendars.figure import Figure, Unit
from compliance.diagnostics import Text
from compliance.findings.acts import action
from compliance.findings.circumstances import NOTHING_PASSED, Act, Circumstances
from compliance.findings.finding import Source
from compliance.findings.phrases import (
    CLOCK_UNITS,
    NOTHING,
    count,
    deadline,
    duration_name,
    instant,
    joined,
    least_share,
    ordinal,
    period,
    stamp,
    where,
)


def owed(facts: Circumstances) -> Text:
    """The first half of a reason: why something was due, and when."""
    return _KINDS.get(facts.kind, _in_period)(facts)


def happened(act: Act, after: Source | None = None) -> Text:
    """2018-08-08批准（log.csv第3行）; `after` is the record named just before."""
    words, time, record = action(act.action), stamp(act.time), where(act.source, after)
    return Text(f"{time.zh}{words.zh}{record.zh}", f"{words.en} {_on(time.en)}{record.en}")


def _on(time: str) -> str:
    """`on 2018-08-08`, `in 2018-08`, `from … to …`."""
    if " to " in time:
        return f"from {time}"
    return f"in {time}" if len(time) < len("2018-08-08") else f"on {time}"


def _after_trigger(facts: Circumstances) -> Text:
    """`within`, and `promptly` where it has a figure: trigger, count, due."""
    parts = [_trigger(facts), _restart(facts), _named(facts)]
    if facts.standing_since:
        parts.append(_standing(facts))
    elif facts.due and facts.figure and facts.extension:
        parts.append(_extended(facts, facts.figure, facts.extension))
    elif facts.due and facts.figure:
        parts.append(_counted(facts, facts.figure))
    elif facts.due and facts.kind == "promptly":
        parts.append(_open_end(facts))
    return joined(parts)


def _trigger(facts: Circumstances) -> Text:
    return happened(facts.trigger) if facts.trigger else NOTHING


def _restart(facts: Circumstances) -> Text:
    if not facts.restarted:
        return NOTHING
    again = happened(facts.restarted, facts.trigger_source)
    return Text(f"自{again.zh}重新起算", f"counted anew from {again.en}")


def _named(facts: Circumstances) -> Text:
    """The figure in force of a named duration, and where it is laid down."""
    if not facts.named or not facts.figure:
        return NOTHING
    named, means = duration_name(facts.named), figure_words(facts.figure)
    cite = Text(f"（{facts.named_cite}）", f" ({facts.named_cite})") if facts.named_cite else NOTHING
    return Text(f"“{named.zh}”按{means.zh}计{cite.zh}", f"“{named.en}” means {means.en}{cite.en}")


def _standing(facts: Circumstances) -> Text:
    since = happened(facts.standing_since, facts.trigger_source) if facts.standing_since else NOTHING
    return Text(
        f"自{since.zh}起中止计算，期限未定",
        f"the clock stands still since {since.en} and there is no due date yet",
    )


def _extended(facts: Circumstances, period: Figure, more: Figure) -> Text:
    because = happened(facts.extended, facts.trigger_source) if facts.extended else NOTHING
    first, second, day, over = figure_words(period), figure_words(more), _due(facts, "on "), passed_over(facts)
    return Text(
        f"期限{first.zh}，因{because.zh}延长{second.zh}，届满于{day.zh}{over.zh}",
        f"{first.en}, extended by {second.en} because of {because.en}, {_end(period)} {day.en}{over.en}",
    )


def _counted(facts: Circumstances, period: Figure) -> Text:
    over = passed_over(facts)
    if period.unit is Unit.WORKDAY or period.unit is Unit.DAY:
        nth, day = _nth(period), _due(facts)
        return Text(f"自次日起{nth.zh}为{day.zh}{over.zh}", f"{nth.en} counted from the next day is {day.en}{over.en}")
    words, day = figure_words(period), _due(facts, "at " if period.unit in CLOCK_UNITS else "on ")
    return Text(f"此后{words.zh}届满于{day.zh}{over.zh}", f"{words.en} from then {_end(period)} {day.en}{over.en}")


def _end(period: Figure) -> str:
    """`1 month ends`, `2 months end`."""
    return "ends" if period.n == 1 else "end"


@lru_cache(maxsize=1024)
def _nth(period: Figure) -> Text:
    """第20个工作日, the 20th working day."""
    unit = UNITS[period.unit][1][0]
    return Text(f"第{figure_words(period).zh}", f"the {ordinal(period.n)} {unit}")


def _due(facts: Circumstances, preposition: str = "") -> Text:
    """The due date, in English after its preposition, with the date it was moved from."""
    if facts.due is None:
        return NOTHING
    # Of two ends, of which one may have moved and the other not, no single day is what due moved from.
    if facts.moved_from is None or facts.due.lo < facts.due.hi:
        return deadline(facts.due, preposition)
    day = deadline(facts.due)
    return Text(
        f"{facts.moved_from}，遇休息日顺延至{day.zh}",
        f"{preposition}{facts.moved_from}, a day off, so it moves to {day.en}",
    )


def passed_over(facts: Circumstances) -> Text:
    """In brackets: the days off and the days of pauses passed over, and the make-up working days."""
    passed = facts.passed_over
    if passed is NOTHING_PASSED and not facts.paused_days:
        return NOTHING
    off, worked = passed.off, passed.worked
    zh = [f"其间跳过{off.zh}"] * bool(off.zh)
    en = [f"passing over {off.en}"] * bool(off.en)
    if facts.paused_days:
        paused = _paused(facts)
        zh.append(f"{paused.zh}不计")
        en.append(f"leaving out {paused.en} on which the clock stood still")
    if passed.shifted:
        # Which of them the clock stood still on is not known here; working days they are in any case.
        zh.append(f"调休上班日{worked.zh}{'算作工作日' if facts.paused_days else '照常计入'}")
        en.append(f"make-up working days{' counted' * (not facts.paused_days)}: {worked.en}")
    return Text(f"（{'；'.join(zh)}）", f" ({'; '.join(en)})") if zh else NOTHING


def _paused(facts: Circumstances) -> Text:
    """中止的3个工作日, 3 working days: without a number where the figure and its extension count different days."""
    units = {figure.unit is Unit.WORKDAY for figure in (facts.figure, facts.extension) if figure}
    if len(units) > 1:
        return Text("中止的日子", "the days")
    if True in units:
        return Text(f"中止的{facts.paused_days}个工作日", count(facts.paused_days, "working day"))
    return Text(f"中止的{facts.paused_days}天", count(facts.paused_days, "day"))


def _open_end(facts: Circumstances) -> Text:
    """`after`, and `promptly` without a figure."""
    end, words = _due(facts, "by "), action(facts.action)
    return Text(f"此后应{words.zh}，最迟{end.zh}", f"{words.en} was due after that, {end.en} at the latest")


def _after(facts: Circumstances) -> Text:
    return joined([_trigger(facts), _open_end(facts) if facts.due else NOTHING])


def _by_column(facts: Circumstances) -> Text:
    if facts.due is None:
        return _trigger(facts)
    day = _due(facts)
    promised = Text(
        f"“{facts.column}”栏所载期限为{day.zh}", f"the record promises {day.en} in its column “{facts.column}”"
    )
    return joined([_trigger(facts), promised])


def _notice(facts: Circumstances) -> Text:
    parts = [_trigger(facts), _named(facts)]
    if facts.due and facts.figure:
        day, over, words, ahead = (
            _due(facts, "by "),
            passed_over(facts),
            action(facts.action),
            figure_words(facts.figure),
        )
        parts.append(
            Text(
                f"应至少提前{ahead.zh}{words.zh}，即不迟于{day.zh}{over.zh}",
                f"{words.en} was due at least {ahead.en} before, {day.en}{over.en}",
            )
        )
    return joined(parts)


def _before(facts: Circumstances) -> Text:
    words = action(facts.action)
    return joined([_trigger(facts), Text(f"应在此之前{words.zh}", f"{words.en} was due before that")])


def _together(facts: Circumstances) -> Text:
    words = action(facts.action)
    day = _due(facts)
    return joined(
        [_trigger(facts), Text(f"应于同日（{day.zh}）{words.zh}", f"{words.en} was due on the same day ({day.en})")]
    )


def _lasts(facts: Circumstances) -> Text:
    start = facts.trigger or facts.completed
    parts = [happened(start) if start else NOTHING]
    if facts.until:
        end = stamp(facts.until)
        parts.append(Text(f"至{end.zh}止", f"until {end.en}"))
    if facts.figure:
        least = figure_words(facts.figure)
        parts.append(Text(f"期限应不少于{least.zh}", f"it was to last at least {least.en}"))
    return joined(parts)


def _in_period(facts: Circumstances) -> Text:
    """Calendar duties: the period and its due date."""
    words, during = action(facts.action), period(facts.period or "")
    if facts.due is None:
        return Text(f"{during.zh}应{words.zh}", f"{words.en} was due for {during.en}")
    day = _due(facts, "by ")
    return Text(f"{during.zh}的{words.zh}应不迟于{day.zh}", f"{words.en} for {during.en} was due {day.en}")


def _by_date(facts: Circumstances) -> Text:
    day, words = _due(facts, "by "), action(facts.action)
    return Text(f"应于{day.zh}前{words.zh}", f"{words.en} was due {day.en}")


def _period_within(facts: Circumstances) -> Text:
    if not facts.due or not facts.figure:
        return joined([_in_period(facts), _named(facts)])
    during, words, more = period(facts.period or ""), action(facts.action), figure_words(facts.figure)
    day, over = _due(facts, "by "), passed_over(facts)
    within = Text(
        f"{during.zh}的{words.zh}应在期满后{more.zh}内，即不迟于{day.zh}{over.zh}",
        f"{words.en} for {during.en} was due within {more.en} of its end, {day.en}{over.en}",
    )
    return joined([_named(facts), within])


def _count(facts: Circumstances) -> Text:
    during, words, times = period(facts.period or ""), action(facts.action), facts.times or 1
    often = "once" if times == 1 else f"{times} times"
    return Text(f"{during.zh}{words.zh}应不少于{times}次", f"{words.en} was due at least {often} in {during.en}")


def _check(facts: Circumstances) -> Text:
    return Text(f"人工核查“{facts.question}”", f"a person judges “{facts.question}”") if facts.question else NOTHING


def _share(facts: Circumstances) -> Text:
    during = period(facts.period or "")
    if facts.share is None:
        return during
    least = least_share(facts.share)
    return Text(
        f"{during.zh}按要求办结的应不低于{least}", f"in {during.en} at least {least} of the cases were to be met"
    )


def as_of(facts: Circumstances) -> Text:
    """截至2018-12-31, as of 2018-12-31."""
    now = instant(facts.as_of)
    return Text(f"截至{now}", f"as of {now}")


_KINDS: dict[str, Callable[[Circumstances], Text]] = {
    "within": _after_trigger,
    "by_column": _by_column,
    "promptly": lambda facts: _after_trigger(facts) if facts.trigger else _in_period(facts),
    "after": _after,
    "notice": _notice,
    "before": _before,
    "together": _together,
    "lasts": _lasts,
    "by_date": _by_date,
    "by_yearly": _by_date,
    "periodic": _in_period,
    "periodic_by": _in_period,
    "periodic_within": _period_within,
    "every": _in_period,
    "count": _count,
    "regularly": _in_period,
    "at_all": _in_period,
    "check": _check,
    "share": _share,
}
