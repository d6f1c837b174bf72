"""Waivers over the findings, set at a time: which gaps each is for, and what is to be said of those that are for none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from compliance.diagnostics import Diagnostic, Text, nearest
from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.findings.names import fold
from compliance.findings.waiver import Standing, Waiver, WaiverUsed
from compliance.log.periods import parse_period

NAMED = 10
"""Rules that are named where none is near."""
COLUMNS = {
    "waiver": "INTEGER",
    "holds": "BOOLEAN",
    "ruleset": "INTEGER",
    "rule": "INTEGER",
    "debtor": "INTEGER",
    "case_no": "VARCHAR",
    "period": "VARCHAR",
}


class Waivers:
    """The waivers of a check; each is known by its number, from 1."""

    def __init__(self, waivers: Sequence[Waiver], evaluated: Sequence[Evaluated], as_of: datetime) -> None:
        self.waivers, self.evaluated, self.as_of = waivers, evaluated, as_of
        self.rules = [{rule.id: n for n, rule in enumerate(one.ruleset.rules)} for one in evaluated]

    def apply(self, database: Database, names: Mapping[str, int]) -> tuple[WaiverUsed, ...]:
        """Tells each gap in `finding` its waiver; `names` are the agencies' numbers."""
        known = {fold(name): number for name, number in names.items()}
        rows = [row for number, waiver in enumerate(self.waivers, 1) for row in self._rows(number, waiver, known)]
        database.load("waiver", COLUMNS, rows)
        database.run("waivers")
        gaps = dict(database.rows("SELECT waiver, count(*) FROM waiver_match GROUP BY waiver"))
        return tuple(
            WaiverUsed(waiver, self.standing(waiver), gaps.get(number, 0))
            for number, waiver in enumerate(self.waivers, 1)
        )

    def standing(self, waiver: Waiver, ruleset: int | None = None) -> Standing:
        """Whether it holds, in one of the rulesets or in all that have the rule."""
        places = range(len(self.evaluated)) if ruleset is None else (ruleset,)
        concerned = [n for n in places if self._concerns(waiver, n)]
        veto = bool(concerned) and all(waiver.rule in self.evaluated[n].ruleset.score.veto for n in concerned)
        return waiver.standing(self.as_of, veto)

    def of(self, number: int, ruleset: int) -> tuple[Waiver, Standing]:
        """The waiver that a finding of the ruleset has by what stands in its column `waiver`."""
        waiver = self.waivers[abs(number) - 1]
        return waiver, self.standing(waiver, ruleset)

    def _concerns(self, waiver: Waiver, ruleset: int) -> bool:
        """Whether the rule is one of the ruleset's."""
        named = waiver.ruleset in (None, self.evaluated[ruleset].ruleset.id)
        return named and waiver.rule in self.rules[ruleset]

    def _rows(self, number: int, waiver: Waiver, known: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
        """The waiver for each ruleset that has its rule; an agency that owes nothing is number -1."""
        for n, one in enumerate(self.evaluated):
            if not self._concerns(waiver, n):
                continue
            agency = waiver.agency
            canonical = None if agency is None else one.ruleset.vocabulary.canonical("agencies", agency)
            debtor = None if canonical is None else known.get(fold(canonical), -1)
            period = None if waiver.period is None else parse_period(waiver.period) or waiver.period
            holds = self.standing(waiver, n) is Standing.IN_FORCE
            yield number, holds, n, self.rules[n][waiver.rule], debtor, waiver.case, period

    def warnings(self, used: Sequence[WaiverUsed], agencies: Sequence[str]) -> tuple[Diagnostic, ...]:
        """Waivers that are for nothing, and those of rules that allow none; `agencies` are those with findings."""
        found = []
        for one in used:
            if one.standing is Standing.VETO:
                found.append(_veto(one.waiver))
            elif not any(self._concerns(one.waiver, n) for n in range(len(self.evaluated))):
                found.append(self._no_rule(one.waiver))
            elif not one.gaps:
                found.append(self._no_gap(one.waiver, agencies))
        return tuple(found)

    def _no_rule(self, waiver: Waiver) -> Diagnostic:
        checked = [one.ruleset.id for one in self.evaluated]
        if waiver.ruleset is not None and waiver.ruleset not in checked:
            title = Text(
                f"暂缓针对规则集“{waiver.ruleset}”，本次没有核查它",
                f"the waiver is for the ruleset “{waiver.ruleset}”, which was not checked",
            )
            hint = Text(f"本次核查的是：{'、'.join(checked)}", f"checked were: {', '.join(checked)}")
        else:
            title = Text(
                f"暂缓针对规则“{waiver.rule}”，没有这个编号的规则",
                f"the waiver is for the rule “{waiver.rule}”, which does not exist",
            )
            ids = list(dict.fromkeys(rule for rules in self.rules for rule in rules))
            near, some, more = nearest(waiver.rule, ids), ids[:NAMED], len(ids) > NAMED
            hint = (
                Text(f"是不是“{near}”？", f"did you mean “{near}”?")
                if near
                else Text(
                    f"本次核查的规则是：{'、'.join(some)}{' 等' if more else ''}",
                    f"the rules checked are: {', '.join(some)}{' …' if more else ''}",
                )
            )
        return Diagnostic("waivers/no-rule", title, waiver.place, hint, "warning")

    def _no_gap(self, waiver: Waiver, agencies: Sequence[str]) -> Diagnostic:
        called = {one.ruleset.vocabulary.canonical("agencies", waiver.agency or "") for one in self.evaluated}
        strange = waiver.agency is not None and called.isdisjoint(agencies)
        return _no_gap(waiver, nearest(waiver.agency or "", agencies) if strange else None)


def _veto(waiver: Waiver) -> Diagnostic:
    title = Text(
        f"规则“{waiver.rule}”是单项否决事项，不得暂缓，问题照样计入",
        f"the rule “{waiver.rule}” is a veto item and cannot be waived; its gaps count",
    )
    hint = Text("删去这条暂缓", "take this waiver away")
    return Diagnostic("waivers/veto", title, waiver.place, hint, "warning")


def _no_gap(waiver: Waiver, near: str | None) -> Diagnostic:
    """`near` is an agency that may be meant instead of the waiver's."""
    named = [part for part in (waiver.agency, waiver.case, waiver.period) if part]
    zh, en = "、".join([f"规则 {waiver.rule}", *named]), ", ".join([f"rule {waiver.rule}", *named])
    title = Text(f"暂缓没有对应的问题（{zh}）", f"the waiver is for no gap ({en})")
    hint = (
        Text(f"单位是不是“{near}”？", f"is the agency “{near}”?")
        if near
        else Text(
            "已经整改的可以删去；否则核对单位、案件编号和期间",
            "take it away if it was put right; else check agency, case and period",
        )
    )
    return Diagnostic("waivers/no-gap", title, waiver.place, hint, "warning")
