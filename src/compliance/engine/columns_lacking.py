"""Columns that rules look at and the log has not: a slip of the pen in a rule would make every case unknown or a gap."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from compliance.diagnostics import Diagnostic, Text, nearest, offered
from compliance.engine.truths import columns_asked, needs_none
from compliance.findings.names import fold
from compliance.log.headers import role_of
from compliance.log.model import Role, Shape, Table
from compliance.rulesets.model import Ruleset

NAMED = 20
"""So many columns are named."""


def columns_lacking(tables: Sequence[Table], rulesets: Sequence[Ruleset], matters: Collection[str]) -> list[Diagnostic]:
    """A warning of the columns that rules about matters of the log name and that none of its tables has."""
    headers = {fold(column.header): column.header for table in tables for column in table.columns}
    roles = {column.role for table in tables for column in table.columns} | {
        role for table in tables for name in table.defaults if (role := role_of(name))
    }
    if any(table.shape is not Shape.EVENTS for table in tables):
        # The header of a ledger's date says it, and every row of a list of publications is one.
        roles.add(Role.ACTION)
    lacking: dict[str, str] = {}
    for ruleset in rulesets:
        own = {ruleset.vocabulary.canonical("matters", text) for text in matters}
        for rule, column in columns_asked(ruleset):
            if rule.matter not in own or fold(column) in headers or _known(column, roles):
                continue
            if not needs_none(rule, ruleset) or nearest(column, headers.values()):
                lacking[fold(column)] = column
    return [_warning([*lacking.values()][:NAMED], sorted(headers.values()))] if lacking else []


def _known(column: str, roles: Collection[Role]) -> bool:
    """Whether it is one of the log's own columns, which a condition names in either spelling, and some table has it."""
    role = role_of(column)
    return role is not None and role in roles


def _warning(lacking: Sequence[str], headers: Sequence[str]) -> Diagnostic:
    listed = offered((column, nearest(column, headers)) for column in lacking)
    title = Text(
        f"规则要看的列，台账里没有：{listed.zh}", f"columns that rules look at and the log has not: {listed.en}"
    )
    hint = Text(
        "没有这样的列，适用条件和按其期限都不能判定，“要求”不算符合；补上，改正规则，或用映射文件（--mapping）指明",
        "without them no `when` and no `by its` can be judged and no `require` is met; add them, mend the rule, or "
        "name them in a mapping file (--mapping)",
    )
    return Diagnostic("log/no-column", title, hint=hint, severity="warning")
