"""Accounts put together: of several agencies under one ruleset, and of several rulesets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from compliance.findings.scorecard import Account, Credit, Deduction, SpreadWeight, Veto

NAMED = 5
"""Agencies that a line names at most."""
Key = TypeVar("Key")
Whose = TypeVar("Whose")
Line = TypeVar("Line")


def joint_score(accounts: Sequence[Account]) -> float | None:
    """Their mean by weight, not rounded; None of no account."""
    weight = sum(one.weight for one in accounts)
    if not weight:
        return None
    if all(one.plain for one in accounts):
        return 100 * sum(one.earned for one in accounts) / weight
    if len(accounts) == 1:
        return accounts[0].score
    return sum(one.weight * one.score for one in accounts) / weight


def together(of: Mapping[str, Account]) -> Account:
    """The account of all agencies under one ruleset: the mean, of a share by weight, of deductions agency by agency."""
    accounts = list(of.values())
    if len(accounts) == 1:
        return accounts[0]
    first, weight = accounts[0], sum(one.weight for one in accounts)
    share = first.method == "share"

    def part(one: Account) -> float:
        """How much of the whole one agency is."""
        return one.weight / weight if share else 1 / len(accounts)

    def mean(points: Callable[[Account], float]) -> float:
        return sum(part(one) * points(one) for one in accounts)

    plain = all(one.plain for one in accounts)
    earned = sum(one.earned for one in accounts)
    return Account(
        ruleset=first.ruleset,
        method=first.method,
        agencies=len(accounts),
        findings=sum(one.findings for one in accounts),
        weight=weight,
        earned=earned,
        deductions=_deductions(of, part),
        bonus=_bonus(accounts, part),
        spread=_spread(accounts),
        beyond=mean(lambda one: one.beyond),
        vetoed=mean(lambda one: one.vetoed),
        vetoes=_vetoes(of),
        score=100 * earned / weight if plain else mean(lambda one: one.score),
        best=first.best,
    )


def _deductions(of: Mapping[str, Account], part: Callable[[Account], float]) -> tuple[Deduction, ...]:
    """A line for each rule and verdict, the costliest first."""
    lines = [((line.rule, line.verdict), agency, line) for agency, one in of.items() for line in one.deductions]
    joint = [_line([(agency, part(of[agency]), line) for agency, line in found]) for found in _grouped(lines).values()]
    return costliest_first(joint)


def costliest_first(lines: Iterable[Deduction]) -> tuple[Deduction, ...]:
    """The lines in the order in which those of several agencies are shown; what adding up loses puts none before another."""
    return tuple(sorted(lines, key=lambda line: (-round(line.points, 9), line.rule, line.verdict)))


def _line(lines: Sequence[tuple[str, float, Deduction]]) -> Deduction:
    first = lines[0][2]
    ranked = sorted(lines, key=lambda found: (-found[2].findings, found[0]))
    each = {line.each for _, _, line in lines}
    return Deduction(
        rule=first.rule,
        title=first.title,
        citation=first.citation,
        verdict=first.verdict,
        modality=first.modality,
        findings=sum(line.findings for _, _, line in lines),
        each=first.each if len(each) == 1 else None,
        asked=sum(line.asked for _, _, line in lines),
        cap=next((line.cap for _, _, line in lines if line.cap is not None), None),
        points=sum(part * line.points for _, part, line in lines),
        gain=sum(part * line.gain for _, part, line in lines),
        named=tuple(f"{agency} {line.findings}".strip() for agency, _, line in ranked[:NAMED]),
    )


def _bonus(accounts: Sequence[Account], part: Callable[[Account], float]) -> tuple[Credit, ...]:
    lines = [(line.entry, one, line) for one in accounts for line in one.bonus]
    return tuple(
        Credit(
            entry,
            tuple(dict.fromkeys(rule for _, line in found for rule in line.rules)),
            sum(line.findings for _, line in found),
            found[0][1].each,
            next((line.cap for _, line in found if line.cap is not None), None),
            sum(part(one) * line.points for one, line in found),
        )
        for entry, found in sorted(_grouped(lines).items())
    )


def _vetoes(of: Mapping[str, Account]) -> tuple[Veto, ...]:
    lines = [(veto.rule, agency, veto) for agency, one in of.items() for veto in one.vetoes]
    return tuple(
        Veto(
            rule,
            found[0][1].title,
            found[0][1].citation,
            sum(veto.findings for _, veto in found),
            tuple(agency for agency, _ in found),
        )
        for rule, found in _grouped(lines).items()
    )


def _spread(accounts: Iterable[Account]) -> tuple[SpreadWeight, ...]:
    lines = [(line.matter, line.rules, line.weight) for one in accounts for line in one.spread]
    return tuple(
        SpreadWeight(
            matter,
            tuple(dict.fromkeys(rule for rules, _ in found for rule in rules)),
            sum(weight for _, weight in found),
        )
        for matter, found in _grouped(lines).items()
    )


def _grouped(lines: Iterable[tuple[Key, Whose, Line]]) -> dict[Key, list[tuple[Whose, Line]]]:
    groups: dict[Key, list[tuple[Whose, Line]]] = {}
    for key, whose, line in lines:
        groups.setdefault(key, []).append((whose, line))
    return groups
