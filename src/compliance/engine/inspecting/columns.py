"""Columns that the log has not and that rules on its matters ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from compliance.diagnostics import Text
from compliance.engine.inspecting.entries import Entries, action_words
from compliance.engine.truths import attribute_key, columns_asked, needs_none
from compliance.findings.inspection import Example, Hint
from compliance.findings.names import fold
from compliance.findings.phrases import count
from compliance.log.headers import words
from compliance.log.model import Role, Shape
from compliance.rulesets.model import CheckedRule, Ruleset

RULES_NAMED = 3


def columns_lacking(entries: Entries, rulesets: Sequence[Ruleset]) -> Hint | None:
    """The columns that no file of the log has, each with the rules that ask for it."""
    seen = {text for (text,) in entries.rows("SELECT DISTINCT c.text FROM entry JOIN called c ON c.name = matter")}
    ((first, last),) = entries.rows("SELECT min(lo), max(lo) FROM entry")
    rules = [
        (ruleset, rule)
        for ruleset in rulesets
        for rule in ruleset.rules
        if rule.matter in seen and _overlaps(rule, first, last)
    ]
    lacking = [*_standard(entries, rules), *_milestones(entries, rules), *_attributes(entries, rulesets, rules)]
    if not lacking:
        return None
    return Hint(
        "inspect/columns",
        len(lacking),
        Text(f"缺{len(lacking)}个有用的栏目", f"{count(len(lacking), 'column')} would help"),
        Text(
            "没有这一栏，有关的要求只能判为不完整、待核实或无从起算",
            "without them what these rules ask for is incomplete, undetermined, or never begins",
        ),
        Text(
            "加上这些栏目；栏目名称不同的，用映射文件（--mapping）对应；空白台账：compliance template 规则集 -o 台账.xlsx",
            "add them, or name yours in a mapping file (--mapping); for a blank ledger: compliance template RULESET -o ledger.xlsx",
        ),
        tuple(lacking),
    )


def _overlaps(rule: CheckedRule, first: datetime, last: datetime) -> bool:
    """Whether it is in force on some day between the first and the last event."""
    since, until = rule.effective
    return (since is None or since <= last.date()) and (until is None or until >= first.date())


def _standard(entries: Entries, rules: Sequence[tuple[Ruleset, CheckedRule]]) -> Iterator[Example]:
    """Columns that every log may have."""
    have = {column.role for s in entries.scanned for column in s.table.columns}
    have |= {Role(name) for s in entries.scanned for name in s.table.defaults}
    rows_are_cases = all(s.table.shape is Shape.LEDGER for s in entries.scanned)
    asked = {
        Role.CASE: [] if rows_are_cases else [r for _, r in rules if any(duty.by_case for duty in r.duties)],
        Role.AGENCY: [r for _, r in rules if r.owners],
        Role.CHANNEL: [r for _, r in rules if r.channels],
        Role.ELEMENTS: [r for _, r in rules if r.elements],
        Role.UNTIL: [r for _, r in rules if any(duty.kind == "lasts" for duty in r.duties)],
        Role.PERIOD: [r for _, r in rules if any(duty.kind == "periodic_within" for duty in r.duties)],
        Role.RESULT: [r for _, r in rules if any(duty.kind == "check" for duty in r.duties)],
    }
    for role, needing in asked.items():
        if needing and role not in have:
            yield _example(words(role), needing)


def _milestones(entries: Entries, rules: Sequence[tuple[Ruleset, CheckedRule]]) -> Iterator[Example]:
    """Of a ledger: the dates from which rules count."""
    if any(s.table.shape is not Shape.LEDGER for s in entries.scanned):
        return
    have = {column.action for s in entries.scanned for column in s.table.columns if column.action}
    needing: dict[str, list[CheckedRule]] = {}
    for _, rule in rules:
        for duty in rule.duties:
            if duty.triggers and not have & set(duty.triggers):
                needing.setdefault(duty.triggers[0], []).append(rule)
    for action, asking in needing.items():
        said = action_words(action)
        yield _example(Text(f"{said.zh}日期", f"{said.en} date"), asking)


def _attributes(
    entries: Entries, rulesets: Sequence[Ruleset], rules: Sequence[tuple[Ruleset, CheckedRule]]
) -> Iterator[Example]:
    """Columns that conditions speak of, and deadlines that stand in a column."""
    wanted = {(ruleset.id, rule.id) for ruleset, rule in rules if not needs_none(rule, ruleset)}
    headers = {
        key for s in entries.scanned for c in s.table.columns for key in (attribute_key(c.header), fold(c.header))
    }
    roles = {column.role.value for s in entries.scanned for column in s.table.columns}
    needing: dict[str, list[CheckedRule]] = {}
    for ruleset in rulesets:
        for rule, column in columns_asked(ruleset):
            key = attribute_key(column)
            if (ruleset.id, rule.id) in wanted and key not in headers | roles and fold(column) not in headers:
                needing.setdefault(column, []).append(rule)
    standard = {role.value for role in Role}
    for column, asking in needing.items():
        if attribute_key(column) not in standard:
            yield _example(Text(column, column), asking)


def _example(column: Text, rules: Sequence[CheckedRule]) -> Example:
    ids = list(dict.fromkeys(rule.id for rule in rules))
    shown, n = ids[:RULES_NAMED], len(ids)
    return Example(
        Text(
            f"{column.zh}：{n}条规则要用（{'、'.join(shown)}{' 等' if n > len(shown) else ''}）",
            f"{column.en}: asked for by {n} rule{'' if n == 1 else 's'} ({', '.join(shown)}{' …' if n > len(shown) else ''})",
        )
    )
