"""The counts of the benchmark's workload, held against a query that shares nothing with the engine but the calendar's source."""

from __future__ import annotations

import json
import subprocess
import sys
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import duckdb
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import workload  # noqa: E402

AS_OF = "2021-09-30"
EVENTS = 30_000
COUNTED = """
WITH owed AS (
    SELECT r.action, t."case" AS number, t.matter, t.agency, t.time AS began,
        CASE r.unit WHEN 'h' THEN t.time + to_hours(r.n)
            WHEN 'days' THEN CAST(CAST(t.time AS DATE) + r.n + 1 AS TIMESTAMP) - INTERVAL 1 MICROSECOND
            ELSE CAST(w.due + 1 AS TIMESTAMP) - INTERVAL 1 MICROSECOND END AS due
    FROM rules r JOIN seen t ON t.matter = r.matter AND t.action = r.trigger
    LEFT JOIN working w ON r.unit = 'working days' AND w.n = r.n AND w.start = CAST(t.time AS DATE)
), done AS (
    SELECT owed.due, (SELECT min(e.time) FROM seen e WHERE e."case" = owed.number AND e.matter = owed.matter
                      AND e.agency = owed.agency AND e.action = owed.action AND e.time >= owed.began) AS first
    FROM owed
)
SELECT CASE WHEN first <= due THEN 'met' WHEN first IS NOT NULL THEN 'late' WHEN $as_of < due THEN 'pending' ELSE 'missing' END, count(*)
FROM done GROUP BY ALL
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workload."""
    target = tmp_path_factory.mktemp("workload")
    workload.write(target, EVENTS, 110)
    return target


def working_days_after(figures: set[int]) -> list[tuple[date, int, date]]:
    """For each day of the workload and each figure the working day on which it ends."""
    first, last = date(2016, 12, 1), date(2022, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    ends = []
    for day in days:
        later = worked[bisect_right(worked, day) :]
        ends += [(day, n, later[n - 1]) for n in figures if n <= len(later)]
    return ends


def independent(folder: Path) -> dict[str, int]:
    """The verdicts counted by one plain query."""
    rules = [(r.matter, r.trigger, r.action, *figure(r.figure)) for r in workload.rules(110)]
    with duckdb.connect() as database:
        database.execute(
            "CREATE TABLE rules (matter VARCHAR, trigger VARCHAR, action VARCHAR, n INTEGER, unit VARCHAR)"
        )
        database.executemany("INSERT INTO rules VALUES (?, ?, ?, ?, ?)", rules)
        ends = working_days_after({n for *_, n, unit in rules if unit == "working days"})
        database.execute("CREATE TABLE working (start DATE, n INTEGER, due DATE)")
        database.execute(
            "INSERT INTO working SELECT unnest(?::DATE[]), unnest(?::INTEGER[]), unnest(?::DATE[])",
            [list(column) for column in zip(*ends, strict=True)],
        )
        database.execute(
            "CREATE TABLE seen AS SELECT * FROM read_csv(?, header = true) WHERE time <= CAST(? AS TIMESTAMP)",
            [str(folder / "log.csv"), f"{AS_OF} 23:59:59.999999"],
        )
        rows = database.execute(COUNTED, {"as_of": f"{AS_OF} 23:59:59.999999"}).fetchall()
    return dict(rows)


def figure(text: str) -> tuple[int, str]:
    """`20 working days` or `5h` as number and unit."""
    number, _, unit = text.replace("h", " h").partition(" ")
    return int(number), unit.strip()


def test_the_engine_counts_what_a_plain_query_counts(folder: Path) -> None:
    """Every verdict as often, with days, working days and hours."""
    command = [sys.executable, "-m", "compliance", "check", str(folder / "log.csv"), "-r", str(folder / "rules")]
    done = subprocess.run(
        [*command, "--as-of", AS_OF, "--format", "json"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1, done.stderr
    verdicts = json.loads(done.stdout)["summary"]["verdicts"]
    assert {verdict: n for verdict, n in verdicts.items() if n} == independent(folder)
