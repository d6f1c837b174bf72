"""The account of one agency for one ruleset: what was earned, what each gap costs, what putting it right would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from compliance.findings import GAPS, VERDICTS, Modality, Verdict
from compliance.findings.scorecard import Account, Credit, Deduction, SpreadWeight, Veto
from compliance.rulesets.model import CheckedRule, Entry, Ruleset

MODALITY_FACTOR = {Modality.MUST: 1.0, Modality.SHOULD: 0.5, Modality.MAY: 0.0}
"""How much a duty counts by how binding it is."""
SCORED = frozenset({Verdict.MET, *GAPS})
FULL = 100.0
"""The score of whoever has nothing left to put right: all that gaps cost is theirs again, and bonus never takes away."""
_ORDER = {verdict: n for n, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True)
class Count:
    """So many findings of one agency and rule that have one verdict. `rule` is its place in its ruleset, both from 0."""

    agency: str
    ruleset: int
    rule: int
    verdict: Verdict
    waived: bool
    findings: int
    named: tuple[str, ...] = ()
    """The first cases or periods of gaps."""
    periods: bool = False
    """Whether they are periods."""


def account(counts: Sequence[Count], ruleset: Ruleset) -> Account | None:
    """The account of the findings of one agency; None where none of them is scored."""
    kept = sorted((c for c in counts if not c.waived), key=lambda c: (c.rule, _ORDER[c.verdict]))
    scored = [c for c in kept if c.verdict in SCORED and _weight(ruleset.rules[c.rule]) > 0]
    if not scored:
        return None
    return _Sum(ruleset, kept, scored).account()


def _weight(rule: CheckedRule) -> float:
    return rule.weight * MODALITY_FACTOR[rule.modality]


@dataclass(slots=True)
class _Used:
    """What an entry of the ruleset has come to: what all its findings ask for or would earn, and how much its cap leaves."""

    entry: Entry
    whole: float = 0.0
    findings: int = 0
    """How many, and of which rules: of bonus alone."""
    rules: list[str] = field(default_factory=list)

    def capped(self, whole: float) -> float:
        """So much of it as the cap leaves."""
        return whole if self.entry.cap is None else min(self.entry.cap, whole)

    @property
    def points(self) -> float:
        return self.capped(self.whole)


@dataclass(frozen=True, slots=True)
class _Line:
    """A deduction before it is known what putting it right would give."""

    count: Count
    each: float
    asked: float
    points: float
    used: _Used | None


class _Sum:
    """Adds up the findings of one agency."""

    def __init__(self, ruleset: Ruleset, kept: Sequence[Count], scored: Sequence[Count]) -> None:
        self.ruleset, self.terms, self.kept, self.scored = ruleset, ruleset.score, kept, scored
        self.spread, self.factors = self._spread() if self.terms.spread else ((), {})
        # By what one weighs and earns first, so that it makes no difference how the findings are put together.
        worth: Counter[tuple[float, float]] = Counter()
        for c in scored:
            worth[self._worth(c), self._credit(c)] += c.findings
        self.weight = fsum(each * n for (each, _), n in worth.items())
        self.earned = fsum(each * credit * n for (each, credit), n in worth.items())
        self.entries = [_Used(entry) for entry in self.terms.deductions or ()]
        self.bonus = [_Used(entry) for entry in self.terms.bonus]
        if self.entries or self.bonus:
            self._gather()
        self.lines = self._lines()
        self.gaps: Counter[int] = Counter()
        for count in kept if self.terms.veto else ():
            if count.verdict in GAPS and self.rule(count).id in self.terms.veto:
                self.gaps[count.rule] += count.findings

    def rule(self, count: Count) -> CheckedRule:
        return self.ruleset.rules[count.rule]

    def _worth(self, count: Count) -> float:
        """What one of the findings weighs."""
        rule = self.rule(count)
        return _weight(rule) * self.factors[rule.matter] if self.factors else _weight(rule)

    def _credit(self, count: Count) -> float:
        return 1.0 if count.verdict is Verdict.MET else self.terms.late_credit if count.verdict is Verdict.LATE else 0.0

    def _spread(self) -> tuple[tuple[SpreadWeight, ...], Mapping[str, float]]:
        """The rules that do not apply, by matter, and by how much heavier the findings of each matter are for it."""
        agency = self.scored[0].agency
        there = {c.rule for c in self.kept if c.verdict is not Verdict.EXEMPT}
        carried: dict[str, float] = {}
        for count in self.scored:
            rule = self.rule(count)
            carried[rule.matter] = carried.get(rule.matter, 0.0) + _weight(rule) * count.findings
        absent: dict[str, list[CheckedRule]] = {}
        for n, rule in enumerate(self.ruleset.rules):
            if n not in there and rule.matter in carried and _weight(rule) > 0 and _concerns(rule, agency):
                absent.setdefault(rule.matter, []).append(rule)
        lines = tuple(
            SpreadWeight(matter, tuple(rule.id for rule in rules), sum(map(_weight, rules)))
            for matter, rules in absent.items()
        )
        more = {line.matter: line.weight for line in lines}
        return lines, {matter: (own + more.get(matter, 0.0)) / own for matter, own in carried.items()}

    def _gather(self) -> None:
        """What each entry comes to."""
        for count in self.scored:
            used = self._fitting(self.entries, count)
            if used:
                used.whole += used.entry.points * self._worth(count) * count.findings
        for count in self.kept:
            used = self._fitting(self.bonus, count)
            if used:
                used.findings += count.findings
                used.whole += used.entry.points * count.findings
                used.rules.append(self.rule(count).id)

    def _fitting(self, entries: Sequence[_Used], count: Count) -> _Used | None:
        """The first entry that the findings fit."""
        if not entries:
            return None
        rule = self.rule(count).id
        return next((u for u in entries if count.verdict in u.entry.verdicts and rule in u.entry.rules), None)

    def _lines(self) -> list[_Line]:
        """What the gaps of each rule cost; a cap is used up in the order of the rules."""
        left = [used.points for used in self.entries]
        lines = []
        for count in self.scored:
            if count.verdict not in GAPS:
                continue
            used = self._fitting(self.entries, count)
            if self.terms.deductions is None:
                each = self._worth(count) * (1 - self._credit(count))
                points = 100 * each * count.findings / self.weight
            else:
                each = used.entry.points * self._worth(count) if used else 0.0
                points = each * count.findings
            if used:
                place = self.entries.index(used)
                points = min(points, left[place])
                left[place] -= points
            if each or (self.terms.veto and self.rule(count).id in self.terms.veto):
                lines.append(_Line(count, each, each * count.findings, points, used))
        return lines

    def account(self) -> Account:
        """The whole of it."""
        share = self.terms.deductions is None
        before = self._before()
        vetoes = self._vetoes()
        score = 0.0 if vetoes else _within(before)
        return Account(
            ruleset=self.ruleset.id,
            method="share" if share else "deductions",
            agencies=1,
            findings=sum(count.findings for count in self.scored),
            weight=self.weight,
            earned=self.earned,
            deductions=tuple(self._deduction(line, before, score) for line in self.lines),
            bonus=tuple(
                Credit(
                    number,
                    tuple(used.rules),
                    used.findings,
                    used.entry.points,
                    used.entry.cap if used.points < used.whole else None,
                    used.points,
                )
                for number, used in enumerate(self.bonus, 1)
                if used.findings
            ),
            spread=self.spread,
            beyond=_within(before) - before,
            vetoed=_within(before) - score,
            vetoes=vetoes,
            score=score,
            best=FULL,
        )

    def _before(self) -> float:
        """The score before what goes beyond its limits is cut, and before any veto."""
        share = self.terms.deductions is None
        base = 100 * self.earned / self.weight if share else 100 - sum(used.points for used in self.entries)
        return base + sum(used.points for used in self.bonus)

    def _earning(self, count: Count) -> _Used | None:
        """The entry of `bonus` that the findings would earn by if they were met."""
        if not self.bonus:
            return None
        rule = self.rule(count).id
        return next((used for used in self.bonus if rule in used.entry.rules), None)

    def _deduction(self, line: _Line, before: float, score: float) -> Deduction:
        count, rule, used = line.count, self.rule(line.count), line.used
        capped = used is not None and used.points < used.whole
        return Deduction(
            rule=rule.id,
            title=rule.title or rule.matter,
            citation=rule.citation,
            verdict=count.verdict,
            modality=rule.modality,
            findings=count.findings,
            each=line.each,
            asked=line.asked,
            cap=used.entry.cap if used and capped else None,
            points=line.points,
            gain=self._put_right(line, before) - score,
            named=count.named,
            periods=count.periods,
        )

    def _put_right(self, line: _Line, before: float) -> float:
        """The score if the findings of the line were met."""
        if self.gaps:
            others = sum(n for rule, n in self.gaps.items() if rule != line.count.rule)
            if others or self.gaps[line.count.rule] > line.count.findings:
                return 0.0
        used = line.used
        saved = used.points - used.capped(used.whole - line.asked) if used else line.points
        earning = self._earning(line.count)
        more = earning.entry.points * line.count.findings if earning else 0.0
        extra = earning.capped(earning.whole + more) - earning.points if earning else 0.0
        return _within(before + saved + extra)

    def _vetoes(self) -> tuple[Veto, ...]:
        agency = self.scored[0].agency
        rules = [(self.ruleset.rules[n], findings) for n, findings in sorted(self.gaps.items())]
        return tuple(Veto(rule.id, rule.title or rule.matter, rule.citation, n, (agency,)) for rule, n in rules)


def _concerns(rule: CheckedRule, agency: str) -> bool:
    """Whether the agency (or the agencies that owe jointly) would owe the rule if it applied."""
    if rule.owners is None:
        return True
    return agency == "/".join(rule.owners) if rule.any_of else agency in rule.owners


def _within(points: float) -> float:
    return min(100.0, max(0.0, points))
