"""What a check shows of a log: what it lacks altogether, lies outside of what is judged, or ended too early for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from compliance.calendars.interval import day_end, day_start
from compliance.diagnostics import Text
from compliance.engine.asked import Asked
from compliance.engine.database import Database
from compliance.engine.noticed.listed import listed, quoted
from compliance.engine.noticed.nil import nil_returns
from compliance.engine.noticed.owners import of_owners
from compliance.engine.noticed.places import TIME, places, stated
from compliance.engine.noticed.rows import few
from compliance.engine.noticed.steps import duties, spelled
from compliance.engine.noticed.unasked import unasked
from compliance.engine.noticed.unread import unread
from compliance.engine.scan import Scanned
from compliance.engine.settle import Settled
from compliance.engine.spellings import Spellings
from compliance.findings.acts import action
from compliance.findings.phrases import count
from compliance.rulesets.model import Ruleset

SILENT = timedelta(days=31)
"""From the last event to the end of what is judged: from here on it is told."""
SHOWN = 5
"""Agencies and steps that are named."""


def of_verdicts(
    database: Database,
    scanned: Sequence[Scanned],
    settled: Settled,
    texts: Spellings,
    rulesets: Sequence[Ruleset],
    asked: Asked,
    window: tuple[date, date] | None,
) -> Iterator[Text]:
    """All of it; of few cases what they hold, too."""
    yield from _never_done(texts, rulesets)
    if few(settled):
        if settled.rejected_count:
            yield from unread(database, scanned)
        yield from unasked(database, scanned, rulesets)
        if any(rule.nil for ruleset in rulesets for rule in ruleset.rules):
            yield from nil_returns(database, scanned)
    if window and asked.cut == (None, None):
        beside = _beside_beyond(database, texts, rulesets, window)
        yield from _outside(database, scanned, window, asked.as_of, beside)
    yield from _ended_early(database, min(asked.as_of, day_end(window[1])) if window else asked.as_of)
    if asked.agencies is None:
        yield from of_owners(database, rulesets)
    if asked.agencies is None and not asked.roster:
        yield from _absent(rulesets, texts.agency)


def _never_done(texts: Spellings, rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Steps that rules ask for of what the log begins, and of which it has not a single record."""
    never: dict[str, None] = {}
    for ruleset in rulesets:
        canonical = ruleset.vocabulary.canonical
        matters = {canonical("matters", text) for text in texts.matter}
        done = {canonical("actions", text) for text in texts.action}
        for rule, duty in duties(ruleset):
            begun = rule.matter in matters and duty.by_case and done.intersection(duty.triggers)
            if begun and done.isdisjoint(duty.actions):
                never.update(dict.fromkeys(duty.actions))
    if never:
        words = listed((quoted(action(name)) for name in never), SHOWN)
        yield Text(
            f"规则要求的环节里有 {len(never)} 个在台账里一条记录也没有：{words.zh}。"
            "台账里叫法不同的，用映射文件（--mapping）指明列，或在规则集里加别名",
            f"the log has no record at all of {count(len(never), 'action')} that rules ask for: {words.en}. Where the log calls them "
            "by other names, map the columns (--mapping) or add aliases to the ruleset",
        )


def _beside_beyond(database: Database, texts: Spellings, rulesets: Sequence[Ruleset], window: tuple[date, date]) -> str:
    """The condition, in SQL, that no rule that is in force beyond the time of its ruleset judges an event; empty where none is."""
    rows: list[tuple[str, str, datetime, datetime]] = []
    for ruleset in rulesets:
        for rule in ruleset.rules:
            since, until = rule.effective[0] or window[0], rule.effective[1] or window[1]
            if since < window[0] or until > window[1]:
                triggers = {name for duty in rule.duties if duty.by_case for name in duty.triggers}
                found = spelled(texts, ruleset, {rule.matter: triggers})
                rows += [(matter, text, day_start(since), day_end(until)) for matter, text, *_ in found]
    if not rows:
        return ""
    named = {name: texts.types[name] for name in ("matter", "action")}
    database.load("beyond", {**named, "since": "TIMESTAMP", "until": "TIMESTAMP"}, rows)
    return (
        "AND NOT EXISTS (SELECT 1 FROM beyond x WHERE x.matter = raw.matter AND x.action = raw.action "
        "AND raw.lo >= x.since AND raw.lo <= x.until)"
    )


def _outside(
    database: Database, scanned: Sequence[Scanned], window: tuple[date, date], as_of: datetime, beside: str
) -> Iterator[Text]:
    """What begins a case on a day that is not judged: in another year than the ruleset's, or by a slip of the pen; see `begun`."""
    n, place, first = database.rows(
        f"SELECT count(*), min(raw.rowid), min({TIME}) FROM raw JOIN begins b ON b.matter = raw.matter AND b.action = raw.action "
        f"WHERE raw.lo <= ? AND (raw.lo < ? OR raw.lo > ?) {beside}",
        [as_of, day_start(window[0]), day_end(window[1])],
    )[0]
    if n:
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"{n} 条起算的记录不在检查期间（{window[0]}至{window[1]}）内，没有核查（如{at.zh}；最早的是{stated(first)}）",
            f"{n} event(s) that begin a case are not within the time that is checked ({window[0]} to {window[1]}) and were not judged "
            f"(such as {at.en}; the earliest is of {stated(first)})",
        )


def _ended_early(database: Database, until: datetime) -> Iterator[Text]:
    """A log that ends long before what is judged, where something is missing that was due behind its end."""
    last = database.one(f"SELECT max({TIME}) FROM raw WHERE lo <= ?", [until])
    if last is None or until - last["hi"] < SILENT:
        return
    day = last["hi"].date()
    due = int(database.one("SELECT count(*) FROM finding WHERE verdict = 'missing' AND due_lo > ?", [day_end(day)]))
    if due:
        yield Text(
            f"最后一条记录是{stated(last)}，有 {due} 项未公开在这以后才到期。台账只记到那时的，请用 --as-of {day} 指明检查时点",
            f"the last record is of {stated(last)}, and {count(due, 'missing item')} fell due only after that date. Where the log was kept "
            f"until then, say so with --as-of {day}",
        )


def _absent(rulesets: Sequence[Ruleset], names: Sequence[str]) -> Iterator[Text]:
    """Agencies of the ruleset of which a log of several agencies has no record."""
    known = dict.fromkeys(agency for ruleset in rulesets for agency in ruleset.agencies)
    called = {ruleset.vocabulary.canonical("agencies", name) for ruleset in rulesets for name in names}
    absent = [agency for agency in known if agency not in called]
    if absent and len(known) - len(absent) > 1:
        agencies = listed((Text(agency, agency) for agency in absent), SHOWN)
        yield Text(
            f"规则集列出的单位中有 {len(absent)} 个在台账里没有记录，没有核查：{agencies.zh}。"
            "没有交台账的也要核查，请加 --roster",
            f"{len(absent)} of the agencies that the ruleset lists have no record in the log and were not checked: {agencies.en}"
            ". To check those that handed in nothing, too, add --roster",
        )
