"""When a case duty is due: plain clocks, and those that do not simply run [semantics.md, Obligations]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from compliance.calendars import Figure, Interval, day_end
from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.log.times import parse_time
from compliance.rulesets.model import CheckedDuty, CheckedRule

from .instants import Counting, NotKnown, Pause, through
from .log_files import Event

INSTANT = timedelta(microseconds=1)


def due(
    rule: CheckedRule,
    duty: CheckedDuty,
    trigger: Event,
    case: Sequence[Event],
    candidates: Sequence[Event],
    range_end: date,
    counting: Counting,
) -> Interval:
    """The due interval of an obligation that `trigger` activates. Raises NotKnown."""
    t = trigger.time
    match duty.kind:
        case "within":
            return clocked(rule, figure_in_force(duty, t), trigger, case, candidates, counting)
        case "promptly" if duty.figures:
            return clocked(rule, duty.figures[0].figure, trigger, case, candidates, counting)
        case "promptly" | "after":
            return Interval.exact(day_end(range_end))
        case "by_column":
            return _promised(trigger, duty.column or "")
        case "notice":
            figure = figure_in_force(duty, t)
            return through(t, lambda instant: counting.sub(instant, figure))
        case "before":
            return Interval(t.lo - INSTANT, t.hi - INSTANT)
        case "together":
            return Interval(day_end(t.lo.date()), day_end(t.hi.date()))
        case _:
            raise ValueError(duty.kind)


def figure_in_force(duty: CheckedDuty, trigger: Interval) -> Figure:
    """Says the spec: "the figure whose `from` is the latest not after the date of the original trigger's `lo`"."""
    in_force = [d for d in duty.figures if d.start is None or d.start <= trigger.lo.date()]
    if not in_force:
        raise NotKnown("a trigger before the first figure")
    return max(in_force, key=lambda dated: dated.start or date.min).figure


def _promised(trigger: Event, column: str) -> Interval:
    """Says the spec: "the time stated in that column of the activating event, to its end (`hi`); empty or unreadable: undetermined"."""
    stated = parse_time(trigger.cells.get(fold(column), ""))
    if isinstance(stated, Text):
        raise NotKnown(f"{column} states no time")
    return Interval.exact((stated.until or stated.interval).hi)


def clocked(
    rule: CheckedRule,
    figure: Figure,
    trigger: Event,
    case: Sequence[Event],
    candidates: Sequence[Event],
    counting: Counting,
) -> Interval:
    """`add(T, N)`, with pauses, an extension and restarts."""

    def due_of(start: datetime) -> datetime:
        return _due_from(start, rule, figure, trigger, case, counting)

    start = _last_start(rule, trigger, case, candidates, due_of)
    return through(start, due_of)


def _last_start(
    rule: CheckedRule,
    trigger: Event,
    case: Sequence[Event],
    candidates: Sequence[Event],
    due_of: Callable[[datetime], datetime],
) -> Interval:
    """Says the spec: "S is T at first; in order of time, each R with `R.lo ≥ T.lo`, before the first candidate (by `lo`), and with
    `R.lo ≤ due(S).hi` becomes S."
    """
    start = trigger.time
    for restart in sorted((e for e in case if e.action in rule.restarted), key=lambda e: (e.lo, e.hi)):
        too_early = restart.lo < trigger.lo
        done = any(candidate.lo <= restart.lo for candidate in candidates)
        if not too_early and not done and restart.lo <= due_of(start.hi):
            start = restart.time
    return start


def _due_from(
    start: datetime, rule: CheckedRule, figure: Figure, trigger: Event, case: Sequence[Event], counting: Counting
) -> datetime:
    """`due(S)`: "Where an E has `T.lo ≤ E.lo ≤` the due as it would be without it, the count goes on from where it ended
    (before any rollover) for M more, pauses passed over; once. Rollover comes last."
    """
    pauses = pauses_of(rule, case)
    reached = counting.reached(start, figure, pauses)
    without = counting.rolled(reached, figure.unit)
    if rule.extended is None or not any(
        e.action in rule.extended.actions and trigger.lo <= e.lo <= without for e in case
    ):
        return without
    more = rule.extended.figure
    if without < datetime.max:
        reached = counting.reached(reached, more, pauses)
    return counting.rolled(reached, more.unit)


def pauses_of(rule: CheckedRule, case: Sequence[Event]) -> list[Pause]:
    """Says the spec: "A pause runs from an A to its B, the first B with `B.lo ≥ A.lo`, or has no end yet."."""
    if rule.paused is None:
        return []
    start, end = rule.paused
    found = []
    for a in (e for e in case if e.action == start):
        ends = [b.lo for b in case if b.action == end and b.lo >= a.lo]
        found.append(Pause(a.lo.date(), min(ends).date() if ends else None))
    return found
