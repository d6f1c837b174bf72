"""Laws that hold of every ruleset and every log, and say nothing about how a verdict is reached."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.calendars import Interval, day_end
from compliance.findings import Finding, Verdict
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset

from .agreement import found
from .drawn import NIGHTLY, STANDING, World, explore, readable, worlds
from .log_files import Event, File, events

EXAMPLES = 400 if NIGHTLY else 8
DAY = timedelta(days=1)
OPEN = Verdict.UNDETERMINED
"""Leaves it open: no law says to what it may turn."""
EVENT_LOGS = worlds(ledger=False)
"""Event logs have a row an event, which the laws can move about."""


def words(finding: Finding) -> tuple[object, ...]:
    """A finding without its evidence, which names rows, and the words that speak of it."""
    return (
        *(finding.rule, finding.duty, finding.agency, finding.case, finding.period, finding.verdict),
        *(finding.trigger, finding.due, finding.days_late, finding.hours_late, finding.shortfall, finding.completed),
        *(finding.missing_channels, finding.missing_elements, finding.missing_requirements),
    )


@STANDING
@given(EVENT_LOGS, st.randoms(use_true_random=False))
def rows_have_no_order(world: World, shuffle: random.Random) -> None:
    """The order of rows does not matter."""
    other = [replace(file, rows=tuple(shuffle.sample(file.rows, len(file.rows)))) for file in world.files]
    before, after = (found(world.ruleset, files, world.question) for files in (world.files, other))
    assert Counter(map(words, before)) == Counter(map(words, after)), str(world)


@STANDING
@given(EVENT_LOGS, st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 60)), min_size=1, max_size=4))
def the_future_is_not_seen(world: World, later: Sequence[tuple[int, int]]) -> None:
    """An event after as-of changes nothing."""
    file, *others = world.files
    rows = [dict(file.rows[n % len(file.rows)]) for n, _ in later]
    for row, (_, days) in zip(rows, later, strict=True):
        row["time"] = (world.question.as_of.date() + days * DAY).isoformat()
    other = [replace(file, rows=(*file.rows, *rows)), *others]
    before, after = (found(world.ruleset, files, world.question) for files in (world.files, other))
    assert Counter(map(words, before)) == Counter(map(words, after)), str(world)


@STANDING
@given(EVENT_LOGS, st.integers(1, 400))
def met_stays_met(world: World, days: int) -> None:
    """A later as-of never turns met into anything else when no event is added.

    A share is no obligation but a sum over some, and cases that were pending join it later.
    """
    asked = world.question
    files = [_until(file, world.ruleset, asked.as_of) for file in world.files]
    if readable(files, world.ruleset):
        before = found(world.ruleset, files, asked)
        after = found(world.ruleset, files, replace(asked, as_of=asked.as_of + days * DAY))
        met = Counter(_whose(f) for f in before if f.verdict is Verdict.MET and f.kind != "share")
        still = Counter(_whose(f) for f in after if f.verdict is Verdict.MET)
        assert not met - still, f"{met - still}\n{world}"


def _until(file: File, ruleset: Ruleset, as_of: datetime) -> File:
    """The rows that are seen as of an instant, and those that give no event."""
    return replace(
        file, rows=tuple(row for row in file.rows if all(e.lo <= as_of for e in _events(file, row, ruleset)))
    )


def _events(file: File, row: object, ruleset: Ruleset) -> list[Event]:
    return events([replace(file, rows=(row,))], ruleset.vocabulary)  # type: ignore[arg-type]


def _whose(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.duty, finding.agency, finding.case, finding.period, finding.trigger


@STANDING
@given(EVENT_LOGS, st.integers(1, 5))
def more_time_is_never_worse(world: World, more: int) -> None:
    """Widening a deadline never makes a finding worse."""
    wider = replace(world.ruleset, rules=tuple(_widened(rule, more) for rule in world.ruleset.rules))
    before = _by_obligation(found(world.ruleset, world.files, world.question))
    after = _by_obligation(found(wider, world.files, world.question))
    assert before.keys() == after.keys(), str(world)
    for key, narrow in before.items():
        wide = after[key]
        if not any(map(_beyond_the_calendar, (*narrow, *wide))):
            assert sorted(map(_badness, wide)) <= sorted(map(_badness, narrow)), f"{key}\n{world}"


def _widened(rule: CheckedRule, more: int) -> CheckedRule:
    return replace(rule, duties=tuple(_wider(duty, more) if duty.kind == "within" else duty for duty in rule.duties))


def _wider(duty: CheckedDuty, more: int) -> CheckedDuty:
    figures = (replace(dated, figure=replace(dated.figure, n=dated.figure.n + more)) for dated in duty.figures)
    return replace(duty, figures=tuple(figures))


def _by_obligation(findings: Iterable[Finding]) -> dict[tuple[object, ...], list[Finding]]:
    """Findings by what they are about, shares left out."""
    grouped: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.kind != "share":
            grouped[_whose(finding)].append(finding)
    return grouped


def _beyond_the_calendar(finding: Finding) -> bool:
    """Whether the due is not known: a wider figure may reach beyond the calendar's end, or at last its beginning."""
    return finding.verdict is OPEN and finding.due is None


def _badness(finding: Finding) -> int:
    """How bad a finding is."""
    good = (Verdict.MET, Verdict.EXEMPT, Verdict.PENDING, Verdict.MANUAL)
    return 0 if finding.verdict in good else 1 if finding.verdict is OPEN else 2


@STANDING
@given(EVENT_LOGS, st.integers(0, 10**6), st.integers(0, 24 * 60 - 1))
def a_day_never_contradicts_its_minutes(world: World, which: int, minute: int) -> None:
    """What is certain of a time stated to the day is as certain of every minute of it.

    Of two acts in one case on one day the order is not known, and the spec takes them as it finds them (`hi ≥ T.lo`, the
    first B after A): such a day is left out, and so are clocks that do not simply run.
    """
    simple = replace(world.ruleset, rules=tuple(map(_without_clocks, world.ruleset.rules)))
    stated = _days(world.files, simple)
    if not stated:
        return
    file, row, event = stated[which % len(stated)]
    asked = replace(world.question, as_of=max(world.question.as_of, event.hi))
    exact = replace(file, rows=tuple(_at(r, event, minute) if r == row else r for r in file.rows))
    before = _by_day(found(simple, world.files, asked), event)
    after = _by_day(found(simple, [exact if f is file else f for f in world.files], asked), event)
    assert before.keys() == after.keys(), str(world)
    for key, verdicts in before.items():
        if len(verdicts) == 1 and verdicts[0] is not OPEN:
            assert after[key] == verdicts, f"{key}: {verdicts[0]} {after[key]}, {event.time.stated()} {minute}\n{world}"


def _without_clocks(rule: CheckedRule) -> CheckedRule:
    return replace(rule, restarted=(), paused=None, extended=None)


def _days(files: Sequence[File], ruleset: Ruleset) -> list[tuple[File, object, Event]]:
    """The rows stated to the day on whose day nothing else happens in their case."""
    every = events(files, ruleset.vocabulary)
    found_: list[tuple[File, object, Event]] = []
    for file in files:
        for row in file.rows:
            for event in _events(file, row, ruleset):
                beside = [e for e in every if (e.case, e.matter) == (event.case, event.matter) and _touch(e, event)]
                if event.time == Interval.day(event.lo.date()) and len(beside) == 1:
                    found_.append((file, row, event))
    return found_


def _touch(one: Event, other: Event) -> bool:
    return one.lo <= other.hi and other.lo <= one.hi


def _at(row: object, event: Event, minute: int) -> dict[str, str]:
    instant = datetime.combine(event.lo.date(), datetime.min.time()) + timedelta(minutes=minute)
    return {**row, "time": instant.isoformat(sep=" ")}  # type: ignore[dict-item]


def _by_day(findings: Iterable[Finding], event: Event) -> dict[tuple[object, ...], list[Verdict]]:
    """Verdicts by what they are about; a trigger within the event's day is that day."""
    grouped: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for f in findings:
        if f.kind != "share":
            inside = f.trigger is not None and event.lo <= f.trigger.lo and f.trigger.hi <= day_end(event.lo.date())
            trigger = event.time if inside else f.trigger
            grouped[f.rule, f.duty, f.agency, f.case, f.period, trigger].append(f.verdict)
    return grouped


@pytest.mark.parametrize(
    "law",
    [
        rows_have_no_order,
        the_future_is_not_seen,
        met_stays_met,
        more_time_is_never_worse,
        a_day_never_contradicts_its_minutes,
    ],
)
def test_law(law: Callable[[], None]) -> None:
    """The law holds of every example drawn."""
    explore(law, EXAMPLES)
