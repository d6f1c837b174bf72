"""All hints of a log, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from compliance.calendars import WorkingDays, working_days
from compliance.diagnostics import Text
from compliance.engine.inspecting.cases import numbers_twice, several_agencies
from compliance.engine.inspecting.columns import columns_lacking
from compliance.engine.inspecting.days import days_off, in_future
from compliance.engine.inspecting.entries import Entries, entries
from compliance.engine.inspecting.links import dated_later, one_link
from compliance.engine.inspecting.stamps import same_day, same_instant
from compliance.engine.reading import log_read
from compliance.engine.session import Session
from compliance.findings.inspection import Hint, Inspection, Vocabulary
from compliance.rulesets.model import Ruleset


def inspect(session: Session, rulesets: Sequence[Ruleset], as_of: datetime) -> Inspection:
    """How the log was read, and what may be wrong with it.

    Args:
        session: the log, every column of it kept (`Session.inspecting`).
        rulesets: those that it would be checked against; none: no ruleset speaks of its matters.
        as_of: the instant by which it was handed in; what begins later lies in its future.
    """
    database = session.database
    database.lock()
    spoken = rulesets or session.rulesets
    first = spoken[0]
    days = working_days(first.calendar, first.holidays, first.workdays)
    looked_at = entries(database, session.scanned, session.texts, spoken)
    read = log_read(database, session.scanned, session.settled, session.texts, rulesets, as_of, session.unread)
    return Inspection(
        as_of,
        tuple(Vocabulary(r.id, r.title, r.chosen) for r in rulesets),
        days.source,
        read,
        tuple(_hints(looked_at, rulesets, days, as_of)),
        first.language,
    )


def _hints(looked_at: Entries, rulesets: Sequence[Ruleset], days: WorkingDays, as_of: datetime) -> Iterator[Hint]:
    for hint in (
        _no_ruleset(rulesets),
        in_future(looked_at, as_of),
        dated_later(looked_at, as_of),
        same_instant(looked_at),
        same_day(looked_at),
        days_off(looked_at, days),
        numbers_twice(looked_at),
        several_agencies(looked_at),
        one_link(looked_at),
        columns_lacking(looked_at, rulesets),
    ):
        if hint is not None:
            yield hint


def _no_ruleset(rulesets: Sequence[Ruleset]) -> Hint | None:
    if rulesets:
        return None
    return Hint(
        "inspect/no-ruleset",
        1,
        Text("没有内置规则集涉及台账里的事项", "no built-in ruleset speaks of the matters of the log"),
        Text(
            "没有规则，就没有可以核查的要求；列名只按通用词识别", "without rules there is nothing to check it against"
        ),
        Text("用 -r 指定规则集；事项名称写法不同的，在规则集里加别名", "name a ruleset with -r"),
    )
