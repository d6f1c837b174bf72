"""The limit that a check is held against: one typed pass over the same CSV file.

python benchmarks/scan.py LOG.csv
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

COLUMNS = {
    "case": "VARCHAR",
    "matter": "VARCHAR",
    "agency": "VARCHAR",
    "action": "VARCHAR",
    "time": "TIMESTAMP",
    "channel": "VARCHAR",
    "elements": "VARCHAR",
}


def relation(database: duckdb.DuckDBPyConnection, log: Path) -> duckdb.DuckDBPyRelation:
    """The log's rows with their types."""
    return database.read_csv(
        str(log), header=True, delimiter=",", quotechar='"', escapechar='"', columns=COLUMNS, auto_detect=False
    )


def scan(log: Path) -> list[tuple[str, int, object]]:
    """For each action the number of its events and the time of the last one."""
    with duckdb.connect() as database:
        rows = relation(database, log)
        found: list[tuple[str, int, object]] = (
            rows.aggregate('action, count(*), max("time")').order("action").fetchall()
        )
    return found


if __name__ == "__main__":
    for action, events, last in scan(Path(sys.argv[1])):
        print(f"{action}: {events:,} events, the last at {last}")
