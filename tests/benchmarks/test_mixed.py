"""The mixed workload is what it says, and its counts are those of a query that shares nothing with the engine."""

from __future__ import annotations

import csv
import sys
from bisect import bisect_right
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import duckdb
import pytest

from compliance.checking.check import Request, checked
from compliance.engine.asked import Asked

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import workload  # noqa: E402

AS_OF = "2021-09-30"
EVENTS = 20_000
END = "INTERVAL 1 DAY - INTERVAL 1 MICROSECOND"

# Events as intervals, the atoms of each rule as rows: the act itself, a channel, an element. Least first, then most.
SEEN = f"""
CREATE TABLE seen AS
SELECT *, CASE WHEN length(told) = 10 THEN lo + {END} ELSE lo END AS hi
FROM (SELECT * EXCLUDE time, time AS told, CAST(time AS TIMESTAMP) AS lo
      FROM read_csv($log, header = true, types = {{'time': 'VARCHAR'}}))
WHERE lo <= CAST($as_of AS TIMESTAMP)
"""
DEADLINES = f"""
WITH owed AS (
    SELECT row_number() OVER () AS id, r.id AS rule, r.action AS act, t."case" AS number, t.matter, t.agency, t.lo,
        CASE r.unit WHEN 'h' THEN t.lo + to_hours(r.n) WHEN 'days' THEN CAST(t.lo AS DATE) + r.n + {END} ELSE w.due + {END} END AS due_lo,
        CASE r.unit WHEN 'h' THEN t.hi + to_hours(r.n) WHEN 'days' THEN CAST(t.hi AS DATE) + r.n + {END} ELSE w.due + {END} END AS due_hi
    FROM rules r JOIN seen t ON t.matter = r.matter AND t.action = r.trigger
    LEFT JOIN working w ON r.unit = 'working days' AND w.n = r.n AND w.start = CAST(t.lo AS DATE)
), parts AS (
    SELECT o.id, o.due_lo, o.due_hi, a.kind, min(e.lo) AS lo, min(e.hi) AS hi
    FROM owed o JOIN atoms a USING (rule)
    LEFT JOIN seen e ON e."case" = o.number AND e.matter = o.matter AND e.agency = o.agency AND e.action = o.act AND e.hi >= o.lo
        AND CASE a.kind WHEN 'act' THEN true WHEN 'channel' THEN e.channel = a.value
            ELSE list_contains(string_split(e.elements, ';'), a.value) END
    GROUP BY o.id, o.due_lo, o.due_hi, a.kind, a.value
), complete AS (
    SELECT due_lo, due_hi, max(lo) AS lo, max(hi) AS hi, bool_and(lo IS NOT NULL) AS done,
        bool_or(kind = 'act' AND lo IS NOT NULL) AS begun
    FROM parts GROUP BY id, due_lo, due_hi
)
SELECT CASE WHEN done AND hi <= due_lo THEN 'met' WHEN done AND lo > due_hi THEN 'late' WHEN done THEN 'undetermined'
    WHEN $as_of < due_lo THEN 'pending' WHEN $as_of >= due_hi THEN if(begun, 'incomplete', 'missing') ELSE 'undetermined' END, count(*)
FROM complete GROUP BY ALL
"""
PERIODS = """
WITH periods AS (
    SELECT p.matter, CAST(begins AS DATE) AS begins, CAST(begins + p.months * INTERVAL 1 MONTH AS DATE) AS next
    FROM periodic p, generate_series(TIMESTAMP '2017-01-01', $as_of, p.months * INTERVAL 1 MONTH) AS _(begins)
), owed AS (SELECT * FROM periods, (SELECT DISTINCT agency FROM seen))
SELECT CASE WHEN EXISTS (SELECT 1 FROM seen e WHERE e.matter = o.matter AND e.agency = o.agency AND e.action = 'publish'
                         AND e.lo >= o.begins AND e.lo < o.next) THEN 'met'
    WHEN $as_of < o.next - INTERVAL 1 MICROSECOND THEN 'pending' ELSE 'missing' END, count(*)
FROM owed o GROUP BY ALL
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mixed workload."""
    target = tmp_path_factory.mktemp("mixed")
    workload.write(target, EVENTS, 110, of_all_kinds=True)
    return target


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the log."""
    with (folder / "log.csv").open(encoding="utf-8", newline="") as log:
        return list(csv.DictReader(log))


def test_a_fifth_of_the_times_are_dates(folder: Path) -> None:
    """Dates without a time of day are 20 % of the stamps, of every action alike."""
    told = Counter((row["action"], len(row["time"]) == len("2018-01-05")) for row in rows(folder))
    for action in {action for action, _ in told}:
        assert 0.16 < told[action, True] / (told[action, True] + told[action, False]) < 0.24


def test_rules_are_those_of_the_plain_one_with_what_is_added() -> None:
    """The same deadlines, 20 with one channel and 10 others with two elements, and ten monthly or quarterly duties."""
    mixed = [str(rule) for rule in workload.mixed(110)]
    assert len(mixed) == 120
    added = mixed[110:]
    assert Counter(rule.split()[-1] for rule in added) == {"monthly": 5, "quarterly": 5}
    channels = [rule for rule in mixed if " on " in rule]
    elements = [rule for rule in mixed if " containing " in rule]
    assert (len(channels), len(elements)) == (20, 10)
    assert not set(channels) & set(elements)
    assert all(rule.partition(" containing ")[2].count(",") == 1 for rule in elements)
    bare = [rule.partition(" on ")[0].partition(" containing ")[0] for rule in mixed[:110]]
    assert bare == [str(rule) for rule in workload.rules(110)]


def test_mixed_workload_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    """The same arguments give the same bytes."""
    workload.write(tmp_path, EVENTS, 110, of_all_kinds=True)
    for name in ("log.csv", "rules/bench.rules"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def working_days_after(figures: set[int]) -> list[tuple[date, int, date]]:
    """For each day of the workload and each figure the working day on which it ends."""
    days = [date(2016, 12, 1) + timedelta(days=n) for n in range(2200)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    later = {day: worked[bisect_right(worked, day) :] for day in days}
    return [(day, n, ends[n - 1]) for day, ends in later.items() for n in figures if n <= len(ends)]


def independent(folder: Path) -> Counter[str]:
    """The verdicts counted by one query for the deadlines and one for the periods."""
    rules = [rule for rule in workload.mixed(110) if isinstance(rule, workload.Rule)]
    told = [(r.id, r.matter, r.trigger, r.action, *figure(r.figure)) for r in rules]
    atoms = [(r.id, "act", "") for r in rules] + [(r.id, "channel", r.channel) for r in rules if r.channel]
    atoms += [(r.id, "element", element) for r in rules for element in r.elements]
    months = {"monthly": 1, "quarterly": 3}
    periodic = [(r.matter, months[r.period]) for r in workload.mixed(110) if isinstance(r, workload.Periodic)]
    ends = working_days_after({n for *_, n, unit in told if unit == "working days"})
    with duckdb.connect() as database:
        table(
            database,
            "rules",
            "id VARCHAR, matter VARCHAR, trigger VARCHAR, action VARCHAR, n INTEGER, unit VARCHAR",
            told,
        )
        table(database, "atoms", "rule VARCHAR, kind VARCHAR, value VARCHAR", atoms)
        table(database, "periodic", "matter VARCHAR, months INTEGER", periodic)
        table(database, "working", "start DATE, n INTEGER, due DATE", ends)
        as_of = f"{AS_OF} 23:59:59.999999"
        database.execute(SEEN, {"log": str(folder / "log.csv"), "as_of": as_of})
        found: Counter[str] = Counter()
        for query in (DEADLINES, PERIODS):
            found.update(dict(database.execute(query.replace("$as_of", f"TIMESTAMP '{as_of}'")).fetchall()))
    return found


def table(database: duckdb.DuckDBPyConnection, name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    """A table of a few rows."""
    database.execute(f"CREATE TABLE {name} ({columns})")
    types = [column.split()[1] for column in columns.split(", ")]
    values = ", ".join(f"unnest(?::{kind}[])" for kind in types)
    database.execute(f"INSERT INTO {name} SELECT {values}", [list(column) for column in zip(*rows, strict=True)])


def figure(text: str) -> tuple[int, str]:
    """`20 working days` or `5h` as number and unit."""
    number, _, unit = text.replace("h", " h").partition(" ")
    return int(number), unit.strip()


def test_the_engine_counts_what_plain_queries_count(folder: Path) -> None:
    """Every verdict as often, with dates alone, channels, elements, months and quarters."""
    asked = Asked(as_of=datetime.fromisoformat(f"{AS_OF} 23:59:59.999999"))
    with checked(Request((str(folder / "log.csv"),), asked, (str(folder / "rules"),))) as assessment:
        counted = {verdict.value: n for verdict, n in assessment.summary.verdicts.items() if n}
    assert counted == independent(folder)
    assert counted.keys() == {"met", "late", "missing", "incomplete", "undetermined", "pending"}
