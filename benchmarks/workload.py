"""The workload of the benchmark: a log of disclosure events and the rules it is checked against.

    python benchmarks/workload.py FOLDER [--events N] [--rules N] [--mixed]

Writes `log.csv` and a ruleset in `rules/`. 100 matters and 500 agencies; a case has a trigger and about 1.8 further
events, spread over five years and sorted by time, so that a case's events lie far apart. Of the cases 10 % are never
published, 15 % too late, 1 % on the last minute allowed; 20 % are published again, 2 % also before their trigger. Every
draw is a digest of the case's number, so the same arguments give the same bytes on every machine.

The mixed workload states a fifth of the times as a date alone and draws channel and elements anew for each act. Of its
deadlines 20 ask for a channel and 10 for two elements; 10 monthly or quarterly duties are added to them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

FIELDS = "水利 交通 林业 渔业 气象 文化 体育 就业 养老 住房 能源 邮政 通信 旅游 测绘 消防 地震 档案 民政 商务".split()
KINDS = "规划 预算 许可 处罚 名录".split()
OFFICES = "财政局 审计局 教育局 民政局 水务局 商务局 住建局 卫健局 交通局 文旅局".split()
TRIGGERS = ("approval", "occurrence", "decision")

MATTERS = tuple(field + kind for field in FIELDS for kind in KINDS)
AGENCIES = tuple(f"第{area}区{office}" for area in range(1, 51) for office in OFFICES)
CHANNELS = ("政府网站", "政府公报", "公告栏", "广播电视", "政务新媒体")
ELEMENTS = ("标题;正文", "标题;正文;附件", "标题;文号;正文", "标题")
PAIRS = (("标题", "正文"), ("正文", "附件"), ("文号", "正文"))
PERIODS = ("monthly", "quarterly")

FIRST_DAY = "2017-01-01"
LAST_DAY = "2021-12-31"
MINUTES = 1800 * 24 * 60
"""Triggers fall into the first 1,800 days, so that almost every act is inside the five years."""

RULESET = f"""\
[ruleset]
id = "bench"
title = "bench"
effective = {{ from = {FIRST_DAY}, to = {LAST_DAY} }}
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One deadline of the workload."""

    id: str
    matter: str
    trigger: str
    action: str
    figure: str
    channel: str = ""
    elements: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The rule as the rule language writes it."""
        on = f" on {self.channel}" if self.channel else ""
        containing = f" containing {', '.join(self.elements)}" if self.elements else ""
        return f"[{self.id}] {self.matter} {self.action} within {self.figure} of {self.trigger}{on}{containing}"


@dataclass(frozen=True, slots=True)
class Periodic:
    """A duty of every agency in each month or quarter."""

    id: str
    matter: str
    period: str

    def __str__(self) -> str:
        """The rule as the rule language writes it."""
        return f"[{self.id}] {self.matter} publish {self.period}"


def limits() -> list[int]:
    """Days allowed for each matter: 5 to 60."""
    draw = random.Random(2018)
    return [draw.randint(5, 60) for _ in MATTERS]


def hourly() -> list[int]:
    """The ten matters that also owe something within hours."""
    return [index for index in range(len(MATTERS)) if TRIGGERS[index % 3] == "occurrence"][:10]


def rules(count: int) -> list[Rule]:
    """A deadline a matter (every tenth in working days), ten in hours, and as many more as `count` asks for."""
    found = [
        Rule(f"D{i}", matter, TRIGGERS[i % 3], "publish", f"{days} {'working days' if i % 10 == 9 else 'days'}")
        for i, (matter, days) in enumerate(zip(MATTERS, limits(), strict=True))
    ]
    for n, i in enumerate(hourly()):
        action, figure = ("press conference", "24h") if n % 2 else ("publish", "5h")
        found.append(Rule(f"H{n}", MATTERS[i], "occurrence", action, figure))
    for n in range(count - len(found)):
        i, days = n % len(MATTERS), 5 + n % 53
        figure = (f"{days} days", f"{days} working days", f"{days} h")[n // len(MATTERS) % 3]
        found.append(Rule(f"M{n}", MATTERS[i], TRIGGERS[i % 3], "publish", figure))
    return found[:count]


def mixed(count: int) -> list[Rule | Periodic]:
    """The deadlines, 20 of which ask for a channel and 10 for two elements, and ten duties of months or quarters."""
    found: list[Rule | Periodic] = []
    for n, rule in enumerate(rules(count)):
        if n < len(MATTERS) and n % 5 == 4:
            rule = replace(rule, channel=CHANNELS[n // 5 % len(CHANNELS)])
        elif n < len(MATTERS) and n % 10 == 0:
            rule = replace(rule, elements=PAIRS[n // 10 % len(PAIRS)])
        found.append(rule)
    return found + [Periodic(f"P{n}", MATTERS[n * 7], PERIODS[n % len(PERIODS)]) for n in range(10)]


# `drawn` is a number in [0, 1) that depends on the case's number and on what is drawn alone. `parts` are the events of
# a case: which cases have it, what happens, how many minutes after the trigger.
EVENTS = """
CREATE MACRO drawn(number, salt) AS (md5_number_upper(number || ':' || salt) >> 11)::DOUBLE / (1::UBIGINT << 53);

CREATE TABLE cases AS
WITH numbered AS (
    SELECT number, floor(drawn(number, 'matter') * len($matters))::INTEGER AS matter,
        floor(drawn(number, 'agency') * len($agencies))::INTEGER AS agency,
        drawn(number, 'outcome') AS outcome, drawn(number, 'delay') AS delay
    FROM range($cases) AS _(number)
)
SELECT number, matter, agency, delay,
    TIMESTAMP '2017-01-01' + to_minutes((drawn(number, 'start') * $minutes)::BIGINT) AS start,
    list_contains($hourly, matter) AS hourly,
    CASE
        WHEN outcome < 0.10 THEN NULL
        WHEN outcome < 0.25 THEN $limits[matter + 1] * 1440 * (1.02 + delay * 1.5)
        WHEN outcome < 0.26 THEN $limits[matter + 1] * 1440
        WHEN list_contains($hourly, matter) AND drawn(number, 'prompt') < 0.7 THEN 1 + delay * 298
        ELSE $limits[matter + 1] * 1440 * delay * 0.98
    END::BIGINT AS published
FROM numbered;

CREATE TABLE parts AS
SELECT number, $triggers[matter % 3 + 1] AS action, 0::BIGINT AS after FROM cases
UNION ALL SELECT number, 'publish', published FROM cases WHERE published IS NOT NULL
UNION ALL SELECT number, 'publish', published + 60 + (drawn(number, 'again by') * 40000)::BIGINT
    FROM cases WHERE published IS NOT NULL AND drawn(number, 'again') < 0.20
UNION ALL SELECT number, 'publish', -60 - (drawn(number, 'early by') * 40000)::BIGINT
    FROM cases WHERE drawn(number, 'early') < 0.02
UNION ALL SELECT number, 'press conference', 30 + (drawn(number, 'met press') * 2170)::BIGINT
    FROM cases WHERE hourly AND drawn(number, 'press') < 0.8
UNION ALL SELECT number, 'accept', 10 + (drawn(number, 'accepted by') * 9990)::BIGINT
    FROM cases WHERE drawn(number, 'accepted') < 0.6;
"""

# Whole cases in order of number, until the events asked for are reached. An act's draws are those of its case and action;
# where the log is mixed, of its time too.
LOG = """
COPY (
    WITH kept AS (
        SELECT number FROM (SELECT number, sum(count(*)) OVER (ORDER BY number) AS events FROM parts GROUP BY number)
        WHERE events <= $events
    ), told AS (
        SELECT number, action, start + to_minutes(after) AS "time",
            number || action || CASE WHEN $mixed THEN after::VARCHAR ELSE '' END AS act
        FROM parts JOIN kept USING (number) JOIN cases USING (number)
    )
    SELECT 'A' || lpad(number::VARCHAR, 9, '0') AS "case", $matters[matter + 1] AS matter,
        $agencies[agency + 1] AS agency, action,
        left(strftime(told."time", '%Y-%m-%d %H:%M'), CASE WHEN $mixed AND drawn(act, 'day') < 0.20 THEN 10 ELSE 16 END)
            AS "time",
        $channels[floor(drawn(act, 'channel') * len($channels))::INTEGER + 1] AS channel,
        $elements[floor(drawn(act, 'elements') * len($elements))::INTEGER + 1] AS elements
    FROM told JOIN cases USING (number)
    ORDER BY told."time", "case", action
) TO '{path}' (FORMAT csv, HEADER)
"""


def write_log(path: Path, events: int, mixed: bool = False) -> int:
    """Write about `events` events as a CSV file; returns how many they are."""
    import duckdb

    values = {
        "agencies": list(AGENCIES),
        "cases": events // 2 + 100,
        "channels": list(CHANNELS),
        "elements": list(ELEMENTS),
        "events": events,
        "hourly": hourly(),
        "limits": limits(),
        "matters": list(MATTERS),
        "minutes": MINUTES,
        "mixed": mixed,
        "triggers": list(TRIGGERS),
    }
    with duckdb.connect() as database:
        for statement in [*EVENTS.split(";\n"), LOG.replace("{path}", str(path).replace("'", "''"))]:
            if statement.strip():
                used = {name: value for name, value in values.items() if f"${name}" in statement}
                database.execute(statement, used)
        row = database.execute("SELECT count(*) FROM read_csv(?, all_varchar = true)", [str(path)]).fetchone()
    assert row is not None
    return int(row[0])


def write(folder: Path, events: int, count: int, of_all_kinds: bool = False) -> int:
    """Write log and ruleset into `folder`, the plain ones or the mixed; returns the number of events."""
    write_rules(folder / "rules", mixed(count) if of_all_kinds else rules(count))
    return write_log(folder / "log.csv", events, of_all_kinds)


def write_rules(folder: Path, written: Sequence[Rule | Periodic]) -> None:
    """Write rules as a ruleset."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ruleset.toml").write_text(RULESET, encoding="utf-8")
    (folder / "bench.rules").write_text("".join(f"{rule}\n" for rule in written), encoding="utf-8")


def main() -> None:
    """Write the workload and say what was written."""
    parser = argparse.ArgumentParser(description="Writes the workload of the benchmark.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rules", type=int, default=110)
    parser.add_argument("--mixed", action="store_true", help="dates without a time, channels, elements, monthly duties")
    told = parser.parse_args()
    events = write(told.folder, told.events, told.rules, told.mixed)
    print(f"{events:,} events, {told.rules + 10 * told.mixed} rules in {told.folder}")


if __name__ == "__main__":
    main()
