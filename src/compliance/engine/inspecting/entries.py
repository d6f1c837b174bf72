"""The log's events under the names that the rulesets give them: table `entry`, what every hint looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.scan import Scanned
from compliance.engine.spellings import Names, Spellings, resolve
from compliance.findings import Source
from compliance.findings.inspection import Example
from compliance.language.vocabulary import ACTIONS, together
from compliance.rulesets.model import Ruleset

ROWS_NAMED = 3
"""Rows of the log that an example names."""
EXAMPLES = 5
"""Examples that a hint has at most."""


@dataclass(frozen=True)
class Entries:
    """The view `entry` (e, file, line, matter, agency, action, case_no, lo, hi, url), names as numbers of table `called`."""

    database: Database
    scanned: Sequence[Scanned]
    rulesets: Sequence[Ruleset]
    names: Names

    @property
    def total(self) -> int:
        """How many events there are."""
        return int(self.database.one("SELECT count(*) FROM entry"))

    def example(self, said: Text, places: Sequence[dict[str, int]]) -> Example:
        """An example with its places, `{"file", "line"}` as `first_rows` gives them."""
        return Example(said, tuple(Source(self.scanned[p["file"]].table.file, p["line"]) for p in places))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query."""
        return self.database.rows(sql, values)

    def one(self, sql: str, values: Sequence[Any] = ()) -> int:
        """The one number that a query gives."""
        return int(self.database.one(sql, values) or 0)


FIRST_ROWS = f"min({{'file': file, 'line': line}}, {ROWS_NAMED})"
"""SQL for the first rows of a group."""


def entries(database: Database, scanned: Sequence[Scanned], texts: Spellings, rulesets: Sequence[Ruleset]) -> Entries:
    """Makes the view and the table of names."""
    names = Names()
    resolve(database, texts, together([ruleset.vocabulary for ruleset in rulesets]), names, ())
    database.execute(
        "CREATE OR REPLACE VIEW entry AS SELECT raw.rowid AS e, raw.file, "
        "coalesce(raw.line, raw.rowid + file.offset_) AS line, m.name AS matter, coalesce(g.name, 0) AS agency, "
        "a.name AS action, raw.case_no, raw.lo, raw.hi, raw.url "
        "FROM raw JOIN file ON file.file = raw.file JOIN matter_name m ON m.raw = raw.matter "
        "JOIN action_name a ON a.raw = raw.action LEFT JOIN agency_name g ON g.raw = raw.agency WHERE raw.lo IS NOT NULL"
    )
    called = [(number, name) for name, number in names.numbers.items()]
    database.load("called", {"name": "INTEGER", "text": "VARCHAR"}, called)
    return Entries(database, scanned, rulesets, names)


def action_words(action: str) -> Text:
    """An action in both languages: those that every ruleset has are said in Chinese by their first alias."""
    return Text(ACTIONS[action][0], action) if action in ACTIONS else Text(action, action)
