"""The findings as they are kept: what the verdict left of each, in as few columns as the rules need; and as every reader sees them."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.engine.database import Database
from compliance.engine.spellings import Spellings
from compliance.findings import VERDICTS
from compliance.rulesets.model import Ruleset

FINDING = {
    "ruleset": "USMALLINT",
    "duty": "INTEGER",
    "debtor": "INTEGER",
    "trigger": "BIGINT",
    "action": "INTEGER",
    "lo": "TIMESTAMP",
    "hi": "TIMESTAMP",
    "period": "VARCHAR",
    "due_lo": "TIMESTAMP",
    "due_hi": "TIMESTAMP",
    "dated": "INTEGER",
    "moved_from": "DATE",
    "doubt": "VARCHAR",
    "present": "INTEGER[]",
    "open": "INTEGER[]",
    "first_e": "BIGINT",
    "early": "BIGINT",
    "acts": "BIGINT",
    "allowed": "BOOLEAN",
    "claim": "STRUCT(rank BOOLEAN, lo TIMESTAMP, e BIGINT, ground INTEGER)",
    "least": "BIGINT",
    "most": "BIGINT",
    "ends": "TIMESTAMP",
    "ends_lo": "TIMESTAMP",
    "last_e": "BIGINT",
    "passed": "BIGINT",
    "standing": "BIGINT",
    "extended": "BIGINT",
    "restarted": "BIGINT",
    "done_lo": "TIMESTAMP",
    "done_hi": "TIMESTAMP",
    "nil": "BOOLEAN",
    "done_e": "BIGINT",
    "verdict": "verdict_text",
    "met_cases": "BIGINT",
    "judged_cases": "BIGINT",
    "open_cases": "BIGINT",
    "waiver": "INTEGER",
    "kept": "BIGINT",
}
"""The columns of `finding` besides those of its duty; events are places in the log, names are numbers."""
STANDS_FOR = {
    "first_e": "j.done_e",
    "dated": "CASE WHEN j.trigger IS NOT NULL AND d.figured THEN 0 END",
    "hi": "j.lo",
    "due_hi": "j.due_lo",
    "done_hi": "j.done_lo",
}
"""What a column is where it is not kept; nothing otherwise."""
EXACT = "SELECT coalesce(max(rowid) < 536870912 AND bool_and(lo = hi AND epoch_us(lo) % 1000000 = 0), true) FROM raw WHERE lo IS NOT NULL"
"""Whether every time is a whole second, and places need few enough bits to be one number with it."""


def plan(rulesets: Sequence[Ruleset], texts: Spellings) -> frozenset[str]:
    """What the rules make necessary to keep: names of `-- with` in the SQL."""
    rules = [rule for ruleset in rulesets for rule in ruleset.rules]
    duties = [duty for rule in rules for duty in rule.duties]
    kinds = {duty.kind for duty in duties}
    asked = {
        "calendar": not all(duty.by_case for duty in duties),
        "extras": any(rule.channels or rule.elements or rule.require for rule in rules),
        "claims": any(texts.exemption),
        "lasting": "lasts" in kinds,
        "check": "check" in kinds,
        "clocks": any(rule.restarted or rule.paused or rule.extended for rule in rules),
        "shares": any(duty.share is not None for duty in duties),
        "rollover": any(ruleset.rollover for ruleset in rulesets),
        "dated": any(len(duty.figures) > 1 or any(dated.start for dated in duty.figures) for duty in duties),
    }
    found = {name for name, is_asked in asked.items() if is_asked}
    if found & {"calendar", "shares"}:
        found.add("periods")
    if found & {"calendar", "extras", "claims", "lasting", "check", "clocks"}:
        found.add("held")
    # The first act and the one that completes are the same where nothing besides the act is asked for.
    return frozenset(found | {"apart"} if found & {"calendar", "extras", "lasting", "check"} else found)


def begin(database: Database, planned: frozenset[str]) -> None:
    """No finding yet; what is kept of each goes by the plan.

    Of times that are exact one end is enough, where nothing but acts is judged.
    """
    exact = planned <= {"dated", "rollover"} and database.one(EXACT)
    database.plan = planned | {"exact"} if exact else planned
    for name in ("finding", "judged"):
        database.forget(name)
    database.execute("DROP TYPE IF EXISTS verdict_text")
    database.execute(f"CREATE TYPE verdict_text AS ENUM ({', '.join(repr(v.value) for v in VERDICTS)})")
    database.execute(
        "CREATE OR REPLACE TABLE duty_of (ruleset USMALLINT, duty INTEGER, rule INTEGER, matter INTEGER, number INTEGER, kind VARCHAR, "
        "modality VARCHAR, weight DOUBLE, counts BOOLEAN, figured BOOLEAN)"
    )


def view_findings(database: Database) -> None:
    """`finding`: each of `judged` with its duty, a column that is not kept as one of nothing; `place` is its place there."""
    kept = database.columns("judged")
    columns = [
        f"j.{name}" if name in kept else f"CAST({STANDS_FOR.get(name, 'NULL')} AS {kind}) AS {name}"
        for name, kind in FINDING.items()
    ]
    shared = (
        ("CASE WHEN j.share THEN 'share' ELSE d.kind END", "d.counts OR j.share")
        if "share" in kept
        else ("d.kind", "d.counts")
    )
    database.execute(
        f"CREATE OR REPLACE VIEW finding AS SELECT j.rowid AS place, {', '.join(columns)}, d.rule, d.matter, d.number, "
        f"{shared[0]} AS kind, {shared[1]} AS counts, d.modality, d.weight "
        "FROM judged j JOIN duty_of d ON d.ruleset = j.ruleset AND d.duty = j.duty"
    )
