"""What the verdicts show of a log: it may have ended before they were due, and agencies may have handed in nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from compliance.calendars.interval import day_end
from compliance.diagnostics import Text
from compliance.engine.asked import Asked
from compliance.engine.database import Database
from compliance.rulesets.model import Ruleset

SILENT = timedelta(days=31)
"""From the last event to the end of what is judged: from here on it is told."""
SHOWN = 5
"""Agencies that are named."""


def of_verdicts(
    database: Database,
    rulesets: Sequence[Ruleset],
    names: Sequence[str],
    asked: Asked,
    window: tuple[date, date] | None,
) -> Iterator[Text]:
    """All of it; `names` are the agencies as the log writes them."""
    yield from _ended_early(database, min(asked.as_of, day_end(window[1])) if window else asked.as_of)
    if asked.agencies is None and not asked.roster:
        yield from _absent(rulesets, names)


def _ended_early(database: Database, until: datetime) -> Iterator[Text]:
    """A log that ends long before what is judged, where something is missing that was due behind its end."""
    last = database.one("SELECT max(lo) FROM raw WHERE lo <= ?", [until])
    if last is None or until - last < SILENT:
        return
    due = int(database.one("SELECT count(*) FROM finding WHERE verdict = 'missing' AND due_lo > ?", [last]))
    if due:
        yield Text(
            f"最后一条记录是{last.date()}，有 {due} 项未公开在这以后才到期。台账只记到那时的，请用 --as-of {last.date()} 指明检查时点",
            f"the last record is of {last.date()}, and {due} of what is missing was due only after it. Where the log was kept until then, "
            f"say so with --as-of {last.date()}",
        )


def _absent(rulesets: Sequence[Ruleset], names: Sequence[str]) -> Iterator[Text]:
    """Agencies of the ruleset of which a log of several agencies has no record."""
    known = dict.fromkeys(agency for ruleset in rulesets for agency in ruleset.agencies)
    called = {ruleset.vocabulary.canonical("agencies", name) for ruleset in rulesets for name in names}
    absent = [agency for agency in known if agency not in called]
    if absent and len(known) - len(absent) > 1:
        shown, more = absent[:SHOWN], len(absent) > SHOWN
        yield Text(
            f"规则集列出的单位中有 {len(absent)} 个在台账里没有记录，没有核查：{'、'.join(shown)}{' 等' if more else ''}。"
            "没有交台账的也要核查，请加 --roster",
            f"{len(absent)} of the agencies that the ruleset lists have no record in the log and were not checked: {', '.join(shown)}"
            f"{' …' if more else ''}. To check those that handed in nothing, too, add --roster",
        )
