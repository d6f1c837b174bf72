"""The findings where they lie in the database: fetched in report order, a chunk at a time, and only as far as somebody reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.engine.explained import Explainer
from compliance.engine.row import Event, Row
from compliance.engine.scan import Scanned
from compliance.engine.spread import spread
from compliance.engine.waivers import Waivers
from compliance.findings import Finding, Source, Verdict
from compliance.findings.spread import Spread

CHUNK = 20_000
"""Findings held at once."""
FEW = 2_000
"""So many are held as long as the log is: a report of more does not list them one by one."""
ORDER = "f.ruleset, f.rule, f.number, n.text, coalesce(t.case_no, f.period, ''), t.lo, f.trigger"
"""The order of the report, of `finding` f, its trigger in `raw` t and its debtor's `name` n."""
ORDERED = "finding f JOIN name n ON n.name = f.debtor LEFT JOIN raw t ON t.rowid = f.trigger"
"""What it orders."""
MOST = 2**31 - 1
"""No report lists more."""


def few(findings: int) -> bool:
    """Whether so many are held as long as the log is."""
    return findings <= FEW


@dataclass(frozen=True)
class StoredFindings:
    """`Findings` over table `finding`; of one `agency` alone where it is given."""

    database: Database
    evaluated: Sequence[Evaluated]
    scanned: Sequence[Scanned]
    texts: dict[int, str]
    waivers: Waivers | None = None
    agency: str | None = None
    whole: StoredFindings | None = None
    """Those of all agencies, where these are of one."""

    @cached_property
    def explainer(self) -> Explainer:
        """Makes findings of rows; what it has worked out of the calendar serves all of them."""
        return Explainer(self.evaluated, self.texts, self.waivers)

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    @property
    def are_few(self) -> bool:
        """Whether they are held as long as the log is."""
        return few(len(self))

    @cached_property
    def _count(self) -> int:
        if self.whole is None:
            return int(self.database.one("SELECT count(*) FROM finding"))
        if self.whole.are_few:
            return len(self._few)
        mine = "SELECT count(*) FROM finding f JOIN name n ON n.name = f.debtor WHERE n.text = ?"
        return int(self.database.one(mine, [self.agency]))

    def __iter__(self) -> Iterator[Finding]:
        """All of them, in the order of the report."""
        return iter(self._few) if self.are_few else self.where("true", [])

    def of(self, verdicts: Sequence[Verdict], limit: int | None = None) -> Iterator[Finding]:
        """Those with one of the verdicts, in the order of the report, at most `limit`."""
        if self.are_few:
            return islice((finding for finding in self._few if finding.verdict in verdicts), limit)
        return self.where("f.verdict IN (SELECT unnest(?::VARCHAR[]))", [[v.value for v in verdicts]], limit)

    @cached_property
    def _few(self) -> list[Finding]:
        """All of them where they are few: put into words once, however many reports are written."""
        if self.whole is not None and self.whole.are_few:
            return [finding for finding in self.whole._few if finding.agency == self.agency]
        return list(self.where("true", []))

    def owed_by(self, agency: str) -> StoredFindings:
        """Those of one agency alone, or of a group of them that owes jointly."""
        return replace(self, agency=agency, whole=self)

    def spread(self, as_of: datetime) -> Spread:
        """How they spread over time."""
        return spread(self.database, as_of, self.agency)

    def where(self, condition: str, values: Sequence[Any], limit: int | None = None) -> Iterator[Finding]:
        """Those for which SQL says so of `finding` f, its trigger in `raw` t and its debtor's `name` n."""
        columns = ", ".join(f"f.{name}" for name in Row._fields)
        if self.agency is not None:
            condition, values = f"{condition} AND n.text = ?", [*values, self.agency]
        chunks = self.database.chunks(
            f"SELECT {columns} FROM {ORDERED} WHERE {condition} ORDER BY {ORDER} LIMIT ?",
            [*values, MOST if limit is None else limit],
            CHUNK,
        )
        for chunk in chunks:
            yield from self.explained([Row._make(row) for row in chunk])

    def at(self, places: Sequence[int]) -> list[Row]:
        """The rows at some places of `finding`, in their order."""
        columns = ", ".join(f"f.{name}" for name in Row._fields)
        rows = self.database.rows(
            f"SELECT {columns} FROM (SELECT unnest(?::BIGINT[]) AS place, unnest(range(?)) AS nth) s "
            "JOIN finding f ON f.place = s.place ORDER BY s.nth",
            [list(places), len(places)],
        )
        return [Row._make(row) for row in rows]

    def explained(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """The finding of each row."""
        events = self.events(rows)
        for row in rows:
            yield self.explainer.finding(row, events)

    def events(self, rows: Sequence[Row]) -> dict[int, Event]:
        """The events that some findings speak of, by their place."""
        wanted = {e for row in rows for e in _mentioned(row) if e is not None}
        wanted |= {row.claim["e"] for row in rows if row.claim}
        found = self.database.chunks(
            "SELECT raw.rowid, raw.file, coalesce(raw.line, raw.rowid + file.offset_), "
            "raw.case_no, raw.action, raw.lo, raw.hi, raw.url, raw.result "
            "FROM raw JOIN file ON file.file = raw.file WHERE raw.rowid IN (SELECT unnest(?::BIGINT[]))",
            [sorted(wanted)],
            CHUNK,
        )
        return {
            e: Event(Source(self.scanned[file].table.file, line), *rest)
            for chunk in found
            for e, file, line, *rest in chunk
        }


def _mentioned(row: Row) -> tuple[int | None, ...]:
    return row.trigger, row.first_e, row.early, row.last_e, row.done_e, row.standing, row.extended, row.restarted
