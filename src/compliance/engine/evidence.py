"""What the evaluation left in the database about some findings: their rows, atoms, starts, pauses, and the records of the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from compliance.calendars import Interval
from compliance.engine.database import Database
from compliance.engine.explained import NEVER
from compliance.engine.row import Row
from compliance.engine.scan import Scanned
from compliance.findings import Source
from compliance.findings.derivation import Record
from compliance.log.model import Role
from compliance.rulesets.model import Ruleset

KEPT = ("obligation", "candidate", "met_atom", "clock_start", "extending", "pause")
"""Tables of one ruleset that say how its findings came about; the next ruleset would replace them."""
KEY = {"duty": "INTEGER", "debtor": "INTEGER", "trigger": "BIGINT", "period": "VARCHAR"}
"""What tells a finding of a ruleset from every other."""
SOUGHT = {"n": "INTEGER", **KEY}
CELLS = {
    "matter": "matter",
    "case": "case_no",
    "agency": "agency",
    "action": "action",
    "channel": "channel",
    "elements": "elements",
    "until": "until",
    "exemption": "exemption",
    "period": "period",
    "result": "result",
    "url": "url",
}
"""The columns of a log by their names, with those of table `raw`."""


@dataclass
class Evidence:
    """What is known of one finding. Events are places in the log."""

    row: Row
    obligation: int | None = None
    candidates: tuple[datetime, datetime] | None = None
    """Of a calendar duty: from when to when an act counts."""
    atoms: dict[int, tuple[int, bool]] = field(default_factory=dict)
    """The event that met each atom, and whether the log leaves open if it did."""
    starts: list[tuple[int, Interval]] = field(default_factory=list)
    """Restarts in order of time."""
    extensions: list[int] = field(default_factory=list)
    """What may extend the count before the first act, in order of time."""
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    """Of a calendar duty: what may fulfil it, nil returns aside, in order of time."""

    def events(self) -> Iterable[int]:
        """Every event that its derivation names."""
        row = self.row
        named = (row.trigger, row.first_e, row.early, row.last_e, row.done_e, row.standing, row.extended, row.restarted)
        yield from (e for e in named if e is not None)
        yield from (e for e, _ in self.atoms.values())
        yield from (e for e, _ in self.starts)
        yield from self.extensions
        yield from self.acts
        if row.claim:
            yield row.claim["e"]


def keep(database: Database, ruleset: int) -> None:
    """Lets the tables of a ruleset stand, under its number, when the next one is evaluated; where nothing is held there are none."""
    if "held" not in database.plan:
        return
    for table in KEPT:
        database.execute(f"DROP TABLE IF EXISTS {table}_{ruleset}")
        database.execute(f"ALTER TABLE {table} RENAME TO {table}_{ruleset}")


def gathered(database: Database, rows: Sequence[Row], last: int) -> list[Evidence]:
    """The evidence of each finding, in the order of their rows; `last` is the number of the ruleset evaluated last."""
    found = [Evidence(row) for row in rows]
    # Where no later stage spoke of obligations by place there is nothing about them but the rows.
    if "held" in database.plan:
        for ruleset in sorted({row.ruleset for row in rows}):
            mine = [(n, *(getattr(row, name) for name in KEY)) for n, row in enumerate(rows) if row.ruleset == ruleset]
            database.load("sought", SOUGHT, mine)
            _gather(database, found, "" if ruleset == last else f"_{ruleset}")
        database.execute("DROP TABLE IF EXISTS sought")
    return found


def _gather(database: Database, found: Sequence[Evidence], kept: str) -> None:
    """Adds what the tables say of the findings in `sought`; a share of the cases is no obligation itself."""
    database.execute(
        "CREATE OR REPLACE TABLE sought AS SELECT s.n, o.rowid AS obligation, o.rule, o.matter, o.party, o.case_key, "
        f"o.clocked, o.act_lo, o.from_lo, o.from_hi FROM sought s JOIN obligation{kept} o ON o.duty = s.duty AND o.debtor = s.debtor "
        "AND o.trigger IS NOT DISTINCT FROM s.trigger AND o.period IS NOT DISTINCT FROM s.period"
    )
    for n, obligation, lo, hi in database.rows("SELECT n, obligation, from_lo, from_hi FROM sought"):
        found[n].obligation = obligation
        found[n].candidates = (lo, hi) if lo is not None else None
    for n, atom, e, open_ in database.rows(
        f"SELECT s.n, m.atom, m.e, m.hi = 'infinity' FROM sought s JOIN met_atom{kept} m ON m.obligation = s.obligation"
    ):
        found[n].atoms[atom] = (e, open_)
    for n, e, lo, hi in database.rows(
        f"SELECT s.n, c.e, c.lo, c.hi FROM sought s JOIN clock_start{kept} c ON c.obligation = s.obligation "
        "WHERE NOT c.original ORDER BY s.n, c.lo, c.hi, c.e"
    ):
        found[n].starts.append((e, Interval(lo, hi)))
    for n, e in database.rows(
        f"SELECT s.n, x.e FROM sought s JOIN extending{kept} x ON x.obligation = s.obligation "
        "WHERE s.act_lo IS NULL OR x.lo < s.act_lo ORDER BY s.n, x.lo, x.hi, x.e"
    ):
        found[n].extensions.append(e)
    for n, first, last in database.rows(
        f"SELECT s.n, p.first, p.last FROM sought s JOIN pause{kept} p ON p.rule = s.rule AND p.matter = s.matter "
        "AND p.party = s.party AND p.case_key = s.case_key WHERE s.clocked ORDER BY s.n, p.first"
    ):
        found[n].pauses.append((first, None if last == NEVER.date() else last))
    for n, e in database.rows(
        f"SELECT s.n, c.e FROM sought s JOIN candidate{kept} c ON c.obligation = s.obligation "
        "WHERE NOT c.nil ORDER BY s.n, c.lo, c.e"
    ):
        found[n].acts.append(e)


def records(
    database: Database, scanned: Sequence[Scanned], rulesets: Sequence[Ruleset], found: Sequence[Evidence]
) -> dict[tuple[int, int], Record]:
    """The records that the evidence names, by ruleset and event: a ruleset's vocabulary says what the action is."""
    wanted = sorted({e for evidence in found for e in evidence.events()})
    cells = ", ".join(f"raw.{column}" for column in CELLS.values())
    rows = database.rows(
        f"SELECT raw.rowid, raw.file, coalesce(raw.line, raw.rowid + file.offset_), raw.lo, raw.hi, raw.stated, "
        f"raw.attributes, {cells} FROM raw JOIN file ON file.file = raw.file "
        "WHERE raw.rowid IN (SELECT unnest(?::BIGINT[]))",
        [wanted],
    )
    read = {e: _read(scanned[file], line, *rest) for e, file, line, *rest in rows}
    called = [cache(partial(ruleset.vocabulary.canonical, "actions")) for ruleset in rulesets]
    return {
        (evidence.row.ruleset, e): read[e]._replace(action=called[evidence.row.ruleset](read[e].action))
        for evidence in found
        for e in evidence.events()
    }


def _read(
    scanned: Scanned, line: int, lo: datetime, hi: datetime, stated: str | None, attributes: Any, *texts: str | None
) -> Record:
    """A row of `raw`; the action as the log calls it."""
    time = Interval(lo, hi)
    cells = {name: text for name, text in zip(CELLS, texts, strict=True) if text}
    action = cells.get("action", "")
    cells["time"] = stated or time.stated()
    milestone = _milestone(scanned, action)
    if milestone:
        # A ledger has a column for each action, with its times.
        cells[milestone] = cells.pop("time")
        del cells["action"]
    order = ("matter", "case", "agency", "action", "time", milestone)
    ordered = {name: cells.pop(name) for name in order if name in cells} | cells
    further = {name: text for name, text in dict(attributes or {}).items() if text}
    return Record(action, time, Source(scanned.table.file, line), tuple((ordered | further).items()))


def _milestone(scanned: Scanned, action: str) -> str:
    """The header of a ledger's column for an action; empty where the log is none."""
    columns = (c for c in scanned.table.columns if c.role is Role.MILESTONE and c.action == action)
    return next((column.header for column in columns), "")
