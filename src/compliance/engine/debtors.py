"""Who is audited and who owes what: agencies as numbers, groups of them that owe jointly as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from compliance.diagnostics import Diagnostic, Text, nearest
from compliance.engine.database import Database
from compliance.engine.rule_tables import RuleTables
from compliance.engine.spellings import NOBODY, Names
from compliance.findings.personal import masked_name
from compliance.rulesets.model import CheckedRule, Ruleset


@dataclass(slots=True)
class Audit:
    """What decides which agencies are audited. A log without agencies is one nameless agency that owes everything."""

    database: Database
    names: Names
    ruleset: Ruleset
    agencies: tuple[str, ...] | None
    roster: bool
    nameless: bool
    as_of: datetime
    known: list[int] | None = None
    """Their numbers where they are known already."""

    def audited(self) -> list[int]:
        """The numbers of the audited agencies: those named by the user, else the roster's if asked, else those seen."""
        if self.known is not None:
            return self.known
        if self.nameless:
            return [NOBODY]
        if self.agencies:
            canonical = [self.ruleset.vocabulary.canonical("agencies", a) for a in self.agencies]
            return [self.names.number(a) for a in dict.fromkeys(canonical)]
        if self.roster and self.ruleset.agencies:
            return [self.names.number(a) for a in self.ruleset.agencies]
        seen = self.database.rows(
            "SELECT DISTINCT g.name FROM (SELECT DISTINCT agency FROM raw WHERE lo <= ?) r "
            "JOIN agency_name g ON g.raw = r.agency ORDER BY 1",
            [self.as_of],
        )
        return [row[0] for row in seen]


def load_debtors(database: Database, audit: Audit, tables: RuleTables) -> None:
    """Makes `audited`, `rule_debtor` and `debtor_agency`, and `joint`: of each rule who owes its case duties.

    `debtor` is NULL where the agency of the trigger does. `audited` is whether that is asked for, NULL where it goes by that agency.
    `owned`: it must be one of the rule's owners.
    """
    audited = audit.audited()
    database.load("audited", {"agency": "INTEGER"}, [(a,) for a in audited])
    singles = {(a, a) for a in audited}
    debtors, joints, members = [], [], set(singles)
    for number, rule in enumerate(tables.ruleset.rules):
        owners = [audit.names.number(a) for a in rule.owners or ()]
        joint = audit.names.number("/".join(rule.owners or ()))
        present = [a for a in owners if (a, a) in singles]
        joints.append((number, *_owed_by(audit, rule, joint, bool(present))))
        if rule.any_of:
            members |= {(joint, a) for a in owners}
        if not all(duty.by_case for duty in rule.duties):
            debtors += [(number, d) for d in _debtors(rule, audited, present, joint, audit.nameless)]
    database.load("rule_debtor", {"rule": "INTEGER", "debtor": "INTEGER"}, debtors)
    database.load("debtor_agency", {"debtor": "INTEGER", "agency": "INTEGER"}, sorted(members))
    database.load("joint", {"rule": "INTEGER", "debtor": "INTEGER", "audited": "BOOLEAN", "owned": "BOOLEAN"}, joints)


def _owed_by(audit: Audit, rule: CheckedRule, joint: int, present: bool) -> tuple[int | None, bool | None, bool]:
    """The debtor, whether it is audited, and whether the agency of a trigger must be an owner, as `joint` has them."""
    together = audit.ruleset.shared_cases and rule.owners is not None
    audited = (present or audit.nameless if together else None) if audit.agencies else True
    return (
        joint if together and not audit.nameless else None,
        audited,
        not (rule.owners is None or audit.ruleset.shared_cases or audit.nameless),
    )


def _debtors(rule: CheckedRule, audited: list[int], present: list[int], joint: int, nameless: bool) -> list[int]:
    """Who owes a rule's calendar duties."""
    if nameless or rule.owners is None:
        return audited
    if rule.any_of:
        return [joint] if present else []
    return present


def as_written(asked: Collection[str], written: Collection[str]) -> tuple[str, ...]:
    """The agencies asked for, those that are named as a report shows them, with a number masked, as the log writes them."""
    shown: dict[str, list[str]] = {}
    if any("*" in name for name in asked):
        for text in written:
            shown.setdefault(masked_name(text), []).append(text)
    return tuple(text for name in asked for text in shown.get(name, [name]))


def unknown_agencies(asked: Collection[str], rulesets: Sequence[Ruleset], written: Collection[str]) -> list[Diagnostic]:
    """Warnings of agencies asked for that no ruleset names and no row of the log, of which `written` are the spellings.

    A slip of the pen would otherwise pass for an agency of which nothing was to be said.
    """
    if not asked:
        return []
    known: list[tuple[Ruleset, set[str]]] = []
    for ruleset in rulesets:
        names = {*ruleset.agencies, *(owner for rule in ruleset.rules for owner in rule.owners or ())}
        names |= {ruleset.vocabulary.canonical("agencies", text) for text in written}
        known.append((ruleset, names))
    every = sorted({name for _, names in known for name in names})
    return [
        _unknown(name, nearest(name, every))
        for name in dict.fromkeys(asked)
        if all(ruleset.vocabulary.canonical("agencies", name) not in names for ruleset, names in known)
    ]


def _unknown(name: str, near: str | None) -> Diagnostic:
    title = Text(
        f"台账和规则都没有提到单位“{name}”，没有可核查的记录",
        f"neither the log nor the rules name the agency “{name}”: there is no record of it to check",
    )
    hint = (
        Text(f"是否为“{near}”？", f"did you mean “{near}”?")
        if near
        else Text(
            "核对 --agency 的写法；不加 --agency 的报告列出各家单位",
            "see how it is spelled: a check without --agency lists the agencies",
        )
    )
    return Diagnostic("usage/agency", title, hint=hint, severity="warning")
