"""The truth of every condition for every event it is asked of, as a table (condition, e, truth)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.engine.database import Database
from compliance.engine.rule_tables import condition_number
from compliance.findings.names import fold
from compliance.language.tree import Condition
from compliance.log.headers import role_of
from compliance.log.model import Role
from compliance.rulesets.conditions import columns_of, truth_of
from compliance.rulesets.model import CheckedRule, Ruleset

# The case number is not among them: to a condition a ledger's row without one has none, though it is a case of its own.
STANDARD = {
    Role.MATTER: "matter",
    Role.AGENCY: "agency",
    Role.ACTION: "action",
    Role.CHANNEL: "channel",
    Role.ELEMENTS: "elements",
    Role.UNTIL: "until",
    Role.EXEMPTION: "exemption",
    Role.PERIOD: "period",
    Role.URL: "url",
    Role.RESULT: "result",
}

ENDING: tuple[str, list[str]] = ("coalesce(nullif(raw.until, ''), odd.until_text, '')", [])
"""The end of what lasts: its column's text, or else what the time states, as far as it was read into `odd`."""


def attribute_key(header: str) -> str:
    """What a column is kept under: the log's own name for it in either spelling, else the header folded."""
    role = role_of(header)
    return role.value if role else fold(header)


def conditions(ruleset: Ruleset) -> Iterator[tuple[int, CheckedRule, Condition]]:
    """Every condition with its number."""
    for number, rule in enumerate(ruleset.rules):
        if rule.when:
            yield number, rule, rule.when[0]
        for atom, (condition, _) in enumerate(rule.require, len(rule.channels) + len(rule.elements)):
            yield condition_number(number, atom, len(ruleset.rules)), rule, condition


def columns_asked(ruleset: Ruleset) -> Iterator[tuple[CheckedRule, str]]:
    """The columns that conditions and then `by its` speak of, as they name them, each with its rule."""
    yield from ((rule, column) for _, rule, condition in conditions(ruleset) for column in columns_of(condition))
    yield from ((rule, duty.column) for rule in ruleset.rules for duty in rule.duties if duty.column)


def needs_none(rule: CheckedRule, ruleset: Ruleset) -> bool:
    """Whether it speaks of columns in a condition alone that holds where the log has none of them (`级别 为空 或 …`)."""
    if rule.when is None or rule.require or any(duty.column for duty in rule.duties):
        return False
    return truth_of(rule.when[0], {}, ruleset.vocabulary, ruleset.timezone) is True


def columns_named(ruleset: Ruleset) -> frozenset[str]:
    """Those columns alone."""
    return frozenset(column for _, column in columns_asked(ruleset))


def attributes(rulesets: Sequence[Ruleset]) -> frozenset[str]:
    """Those of them that the log keeps for conditions alone, folded, under every name by which it may have them."""
    named = {column for ruleset in rulesets for column in columns_named(ruleset) if role_of(column) not in STANDARD}
    return frozenset(key for column in named for key in (attribute_key(column), fold(column)))


def columns_wanted(rulesets: Sequence[Ruleset]) -> frozenset[Role]:
    """The log's columns that some rule asks for, besides those that every event has: the others need not be kept."""
    wanted = {Role.EXEMPTION, Role.URL}
    for ruleset in rulesets:
        rules, kinds = ruleset.rules, {duty.kind for rule in ruleset.rules for duty in rule.duties}
        asked = {
            Role.CHANNEL: bool(ruleset.vocabulary.channels) or any(rule.channels for rule in rules),
            Role.ELEMENTS: bool(ruleset.vocabulary.elements) or any(rule.elements for rule in rules),
            Role.UNTIL: "lasts" in kinds,
            Role.PERIOD: "periodic_within" in kinds,
            Role.RESULT: "check" in kinds,
        }
        wanted |= {role for role, is_asked in asked.items() if is_asked}
        wanted |= {role for role in map(role_of, columns_named(ruleset)) if role}
    return frozenset(wanted)


def cell_of(column: str) -> tuple[str, list[str]]:
    """SQL for the text of a column of `raw`, with what it binds."""
    role = role_of(column)
    if role in STANDARD:
        return f"raw.{STANDARD[role]}", []
    return "coalesce(raw.attributes[?], raw.attributes[?])", [attribute_key(column), fold(column)]


def load_truths(database: Database, ruleset: Ruleset) -> None:
    """Makes `truth`: one query a set of columns and matter, then each distinct set of cells is judged once."""
    database.execute("CREATE OR REPLACE TABLE truth (condition INTEGER, e BIGINT, truth BOOLEAN)")
    for number, rule, condition in conditions(ruleset):
        names = columns_of(condition)
        # `2018-03-01至2018-03-31` is a time and its end.
        parts = [ENDING if role_of(name) is Role.UNTIL else cell_of(name) for name in names]
        bound = [value for _, values in parts for value in values]
        cells = ", ".join(f"{text} AS v{n}" for n, (text, _) in enumerate(parts))
        columns = ", ".join(f"v{n}" for n in range(len(parts)))
        database.execute(
            f"CREATE OR REPLACE TABLE cells AS SELECT event.e, {cells} FROM event JOIN raw ON raw.rowid = event.e "
            "LEFT JOIN odd ON odd.stated = raw.stated AND odd.until_text IS NOT NULL "
            "WHERE event.matter IN (SELECT matter FROM duty WHERE rule = ?)",
            [*bound, ruleset.rules.index(rule)],
        )
        found = database.rows(f"SELECT DISTINCT {columns} FROM cells")
        truths = [
            (*row, truth_of(condition, dict(zip(names, row, strict=True)), ruleset.vocabulary, ruleset.timezone))
            for row in found
        ]
        kinds = {f"v{n}": "VARCHAR" for n in range(len(parts))} | {"truth": "BOOLEAN"}
        database.load("judgement", kinds, truths)
        same = " AND ".join(f"c.v{n} IS NOT DISTINCT FROM j.v{n}" for n in range(len(parts)))
        database.execute(f"INSERT INTO truth SELECT ?, c.e, j.truth FROM cells c JOIN judgement j ON {same}", [number])
