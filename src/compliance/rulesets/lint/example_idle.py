"""An example that tests nothing: it starts no clock, or repeats another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language.tree import Example, ExampleEvent
from compliance.log.times import parse_time
from compliance.rulesets.lint.subject import Placed, Remark, Subject

CODE = "example-idle"


def check(subject: Subject) -> Iterator[Remark]:
    """Examples without a trigger of any duty of their rule, and examples that say the same as one above them.

    An example of a calendar duty tests that something is due even where nothing in it counts.
    """
    for placed in subject.written:
        seen: dict[object, Example] = {}
        for example in placed.tree.examples:
            first = seen.setdefault((example.events, example.as_of, example.expected), example)
            if first is not example:
                yield _repeats(subject, placed, example, first)
            elif all(duty.by_case for duty in placed.rule.duties) and not _starts(subject, placed, example):
                yield _idle(subject, placed, example)


def _starts(subject: Subject, placed: Placed, example: Example) -> bool:
    """Whether an event that is seen as of then starts a clock."""
    starting = {name for duty in placed.rule.duties for name in duty.triggers or duty.actions}
    as_of = _instant(example.as_of, subject) if example.as_of else None
    return any(
        subject.ruleset.vocabulary.canonical("actions", event.action.text) in starting and _seen(event, as_of, subject)
        for event in example.events
    )


def _seen(event: ExampleEvent, as_of: datetime | None, subject: Subject) -> bool:
    stated = parse_time(event.time, subject.ruleset.timezone)
    return as_of is None or isinstance(stated, Text) or stated.interval.lo <= as_of


def _instant(text: str, subject: Subject) -> datetime | None:
    stated = parse_time(text, subject.ruleset.timezone)
    return None if isinstance(stated, Text) else stated.interval.hi


def _repeats(subject: Subject, placed: Placed, example: Example, first: Example) -> Remark:
    title = Text(
        f"示例“{example.title}”与“{first.title}”完全相同",
        f"the example “{example.title}” is the same as “{first.title}”",
    )
    hint = Text("改成另一种情形，或删去", "make it another case, or remove it")
    return Remark(subject.in_rule(placed, example.span), title, hint)


def _idle(subject: Subject, placed: Placed, example: Example) -> Remark:
    names = sorted({name for duty in placed.rule.duties for name in duty.triggers or duty.actions}, key=fold)
    title = Text(
        f"示例“{example.title}”没有起算的记录，什么也没有检验",
        f"the example “{example.title}” has no record that starts the clock, so it tests nothing",
    )
    hint = Text(
        f"加一行截至日以前的起算记录（{'、'.join(names)}）",
        f"add a record that starts it ({', '.join(names)}), no later than its `as of`",
    )
    return Remark(subject.in_rule(placed, example.span), title, hint)
