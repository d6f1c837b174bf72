"""One naive SQL statement on DuckDB: triggers joined with rules and acts, grouped, judged."""

from __future__ import annotations

import duckdb
import question

COLUMNS = {name: "VARCHAR" for name in ("case", "matter", "agency", "action")} | {
    "time": "TIMESTAMP",
    "channel": "VARCHAR",
    "elements": "VARCHAR",
}
OWED = f"""
WITH seen AS (
    SELECT * FROM read_csv($log, header = true, columns = {COLUMNS}) WHERE "time" <= $as_of::TIMESTAMP
), owed AS (
    SELECT t."case", t.matter, t.agency, r.id, r.action, t."time" AS began, CASE r.unit
        WHEN 'h' THEN t."time" + to_hours(r.number)
        WHEN 'days' THEN t."time"::DATE + r.number + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
        ELSE w.due + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND END AS due
    FROM deadlines r JOIN seen t ON t.matter = r.matter AND t.action = r.trigger
    LEFT JOIN ends w ON r.unit = 'working days' AND w.number = r.number AND w.start = t."time"::DATE
), judged AS (
    SELECT o.due, min(a."time") AS first
    FROM owed o LEFT JOIN seen a ON a."case" = o."case" AND a.matter = o.matter AND a.agency = o.agency
        AND a.action = o.action AND a."time" >= o.began
    GROUP BY o."case", o.matter, o.agency, o.id, o.began, o.due
)
"""
COUNTED = f"""{OWED}
SELECT CASE WHEN first <= due THEN 'met' WHEN first IS NOT NULL THEN 'late'
    WHEN $as_of::TIMESTAMP < due THEN 'pending' ELSE 'missing' END AS verdict, count(*)
FROM judged GROUP BY ALL
"""


def ready(told: question.Question) -> duckdb.DuckDBPyConnection:
    """A database that has the deadlines and the ends of working days as tables."""
    database = duckdb.connect()
    database.execute(
        "CREATE TABLE deadlines (id VARCHAR, matter VARCHAR, action VARCHAR, number INTEGER, unit VARCHAR, trigger VARCHAR)"
    )
    rows = [[r.id, r.matter, r.action, r.number, r.unit, r.trigger] for r in told.deadlines]
    database.executemany("INSERT INTO deadlines VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("CREATE TABLE ends (start DATE, number INTEGER, due DATE)")
    if told.ends:
        columns = [list(column) for column in zip(*told.ends, strict=True)]
        database.execute("INSERT INTO ends SELECT unnest(?::DATE[]), unnest(?::INTEGER[]), unnest(?::DATE[])", columns)
    return database


def main() -> None:
    """Count the verdicts."""
    told = question.asked()
    with ready(told) as database:
        counts = database.execute(COUNTED, {"log": str(told.log), "as_of": str(told.as_of)}).fetchall()
    question.answer(dict(counts))


if __name__ == "__main__":
    main()
