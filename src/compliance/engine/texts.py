"""Cells that few rules ask for, read once for each distinct text: promised dates, ends, periods, results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.rule_tables import RuleTables
from compliance.engine.truths import cell_of
from compliance.findings.names import fold
from compliance.log.periods import parse_period
from compliance.log.times import parse_time
from compliance.rulesets.model import Ruleset

SHOWN = 5
"""How many of the cells that cannot be read are named."""
YES = frozenset(map(fold, ("是", "yes", "true", "合规")))
NO = frozenset(map(fold, ("否", "no", "false")))


def load_promised(database: Database, tables: RuleTables, zone: str) -> None:
    """Makes `promised` (duty, e, lo, hi): the time stated in the column that a `by its` duty names, of two the later."""
    database.execute("CREATE OR REPLACE TABLE promised (duty INTEGER, e BIGINT, lo TIMESTAMP, hi TIMESTAMP)")
    for number, (_, duty) in enumerate(tables.duties):
        if duty.column is None:
            continue
        cell, bound = cell_of(duty.column)
        found = database.rows(
            f"SELECT DISTINCT {cell} FROM activation a JOIN raw ON raw.rowid = a.trigger WHERE a.duty = ? ORDER BY 1",
            [*bound, number],
        )
        rows = []
        for (text,) in found:
            stated = parse_time(text, zone) if text and text.strip() else None
            if stated is not None and not isinstance(stated, Text):
                end = stated.until or stated.interval
                rows.append((text, end.lo, end.hi))
        database.load("promise", {"raw": "VARCHAR", "lo": "TIMESTAMP", "hi": "TIMESTAMP"}, rows)
        database.execute(
            f"INSERT INTO promised SELECT a.duty, a.trigger, p.lo, p.hi FROM activation a JOIN raw ON raw.rowid = a.trigger "
            f"JOIN promise p ON p.raw = {cell} WHERE a.duty = ?",
            [*bound, number],
        )


def load_endings(database: Database, zone: str) -> None:
    """Makes `ending` (stated, lo, hi, ranged): ends of consultations, stated in their column or as a range of times."""
    found = database.rows(
        "SELECT DISTINCT raw.until FROM activation a JOIN duty d ON d.duty = a.duty JOIN raw ON raw.rowid = a.trigger "
        "WHERE d.kind = 'lasts' AND raw.until <> '' ORDER BY 1"
    )
    rows: list[tuple[object, ...]] = []
    for (text,) in found:
        stated = parse_time(text, zone)
        if not isinstance(stated, Text):
            end = stated.until or stated.interval
            rows.append((text, end.lo, end.hi, False))
    ranges = database.rows("SELECT stated, until_lo, until_hi FROM odd WHERE until_lo IS NOT NULL ORDER BY 1")
    rows += [(*row, True) for row in ranges]
    database.load("ending", {"stated": "VARCHAR", "lo": "TIMESTAMP", "hi": "TIMESTAMP", "ranged": "BOOLEAN"}, rows)


def load_covered(database: Database) -> bool:
    """Makes `covered` (raw, period): the log's period column in canonical keys; what cannot be read is no period. Whether any is stated."""
    found = database.rows("SELECT DISTINCT period FROM raw WHERE period <> '' ORDER BY 1")
    rows = [(text, parse_period(text)) for (text,) in found]
    database.load("covered", {"raw": "VARCHAR", "period": "VARCHAR"}, rows)
    return bool(rows)


def load_results(database: Database) -> None:
    """Makes `said` (raw, truth): what the results of attestations mean; anything else is left to a person."""
    found = database.rows("SELECT DISTINCT result FROM raw WHERE result <> '' ORDER BY 1")
    rows = [(text, True if fold(text) in YES else False if fold(text) in NO else None) for (text,) in found]
    database.load("said", {"raw": "VARCHAR", "truth": "BOOLEAN"}, rows)


def unread_cells(database: Database, rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Periods and ends that some rule asks for and that nobody can read: their records stay, but not what the cell was to say."""
    kinds = {duty.kind for ruleset in rulesets for rule in ruleset.rules for duty in rule.duties}
    if "periodic_within" in kinds:
        periods = [text for text in _stated(database, "period") if parse_period(text) is None]
        yield from _unread(
            periods,
            Text("所属期读不出是哪一期，其记录不算任何一期的", "state no period, so that their records count for none"),
        )
    if "lasts" in kinds:
        zone = rulesets[0].timezone
        ends = [text for text in _stated(database, "until") if isinstance(parse_time(text, zone), Text)]
        yield from _unread(
            ends, Text("截止时间读不出，按没有填写看待", "state no time until when, and are taken as left empty")
        )


def _stated(database: Database, column: str) -> list[str]:
    found = database.rows(f"SELECT DISTINCT {column} FROM raw WHERE lo IS NOT NULL AND {column} <> '' ORDER BY 1")
    return [text for (text,) in found if text.strip()]


def _unread(texts: Sequence[str], effect: Text) -> Iterator[Text]:
    if texts:
        shown, more = [f"“{text}”" for text in texts[:SHOWN]], len(texts) > SHOWN
        yield Text(
            f"{len(texts)} 种{effect.zh}：{'、'.join(shown)}" + (" 等" if more else ""),
            f"{len(texts)} cell text(s) {effect.en}: {', '.join(shown)}" + (" …" if more else ""),
        )
