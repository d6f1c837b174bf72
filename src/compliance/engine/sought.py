"""The findings that somebody asks to have explained. What explains them is imported when somebody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.diagnostics import Diagnostic, Refused, Text, nearest
from compliance.engine.stored import StoredFindings
from compliance.findings import Finding
from compliance.findings.names import fold

if TYPE_CHECKING:
    from compliance.findings.derivation import Derivation, Sought


@dataclass(frozen=True)
class StoredDerivations:
    """`Derivations` over the tables that the evaluation left."""

    findings: StoredFindings

    def sought(self, sought: Sought, limit: int) -> Sequence[Finding]:
        """The findings asked for. Raises Refused where there is none."""
        found: list[Finding] = []
        for number, duties in self._duties(sought):
            condition, values = "f.ruleset = ? AND f.duty IN (SELECT unnest(?::INTEGER[]))", [number, duties]
            number_of = "CASE WHEN f.trigger IS NOT NULL THEN coalesce(t.case_no, '') END"
            for column, wanted in ((number_of, sought.case), ("f.period", sought.period)):
                if wanted is not None:
                    condition, values = f"{condition} AND {column} = ?", [*values, wanted]
            found += self.findings.where(condition, values, limit - len(found))
        if not found:
            raise Refused([self._none(sought)])
        return found

    def of(self, findings: Sequence[Finding]) -> Sequence[Derivation]:
        """How each of them came about."""
        from compliance.engine.derivation import derived

        return derived(self.findings, findings)

    def _duties(self, sought: Sought) -> Iterator[tuple[int, list[int]]]:
        """The numbers of the duties that are asked for, by ruleset. Raises Refused where no rule is called so."""
        known: set[str] = set()
        numbers: set[int] = set()
        for number, evaluated in enumerate(self.findings.evaluated):
            rules = [(n, rule, duty) for n, (rule, duty) in enumerate(evaluated.tables.duties)]
            known |= {rule.id for _, rule, _ in rules}
            wanted = [(n, duty) for n, rule, duty in rules if fold(rule.id) == fold(sought.rule)]
            wanted = wanted or [
                (n, duty) for n, rule, duty in rules if fold(rule.id).startswith(fold(sought.rule) + "/")
            ]
            numbers |= {duty.number for _, duty in wanted}
            if wanted:
                yield number, [n for n, duty in wanted if sought.duty in (None, duty.number)]
        if not numbers:
            raise Refused([_unknown_rule(sought.rule, known)])
        if sought.duty not in (None, *numbers):
            title = Text(
                f"规则“{sought.rule}”没有第{sought.duty}项义务，共{max(numbers)}项",
                f"the rule “{sought.rule}” has no duty {sought.duty}; it has {max(numbers)}",
            )
            hint = Text("--duty 从1数起，或省略", "--duty counts from 1, or leave it out")
            raise Refused([Diagnostic("usage/no-finding", title, hint=hint)])

    def _none(self, sought: Sought) -> Diagnostic:
        """Why there is no such finding: the rule gave none, or none of that case or period."""
        names: set[str] = set()
        unnumbered = False
        for number, duties in self._duties(sought):
            rows = self.findings.database.rows(
                "SELECT DISTINCT coalesce(t.case_no, f.period) FROM finding f LEFT JOIN raw t ON t.rowid = f.trigger "
                "WHERE f.ruleset = ? AND f.duty IN (SELECT unnest(?::INTEGER[]))",
                [number, duties],
            )
            names |= {name for (name,) in rows if name}
            unnumbered = unnumbered or any(not name for (name,) in rows)
        if not names and not unnumbered:
            return self._silent(sought)
        asked = " ".join(filter(None, (sought.case, sought.period)))
        title = Text(
            f"规则“{sought.rule}”没有“{asked}”的核查结果", f"the rule “{sought.rule}” has no finding of “{asked}”"
        )
        near = nearest(asked, names)
        some = sorted(names)[:5]
        hint = (
            Text(f"是否想写“{near}”？", f"did you mean “{near}”?")
            if near
            else Text(
                "它的各件没有编号，不写 --case 和 --period", "its cases have no numbers: leave --case and --period out"
            )
            if not names
            else Text(f"例如：{'、'.join(some)}", f"for instance: {', '.join(some)}")
        )
        return Diagnostic("usage/no-finding", title, hint=hint)

    def _silent(self, sought: Sought) -> Diagnostic:
        reasons = [
            silent.reason
            for evaluated in self.findings.evaluated
            for silent in evaluated.not_triggered
            if fold(silent.rule) == fold(sought.rule) and sought.duty in (None, silent.duty)
        ]
        why = Text(f"：{reasons[0].zh}", f": {reasons[0].en}") if reasons else Text("", "")
        title = Text(
            f"规则“{sought.rule}”没有产生应公开事项{why.zh}", f"the rule “{sought.rule}” gave no obligation{why.en}"
        )
        hint = Text(
            "检查截至日期、时间范围和单位是否把它排除在外，环节是否已记入台账",
            "see whether the as-of date, the window or the agency leaves it out, and whether the log has what begins it",
        )
        return Diagnostic("usage/no-finding", title, hint=hint)


def _unknown_rule(name: str, known: set[str]) -> Diagnostic:
    near = nearest(name, known)
    title = Text(f"检查用的规则集里没有规则“{name}”", f"no ruleset checked has a rule “{name}”")
    some = sorted(known)[:5]
    hint = (
        Text(f"是否想写“{near}”？", f"did you mean “{near}”?")
        if near
        else Text(f"例如：{'、'.join(some)}", f"for instance: {', '.join(some)}")
    )
    return Diagnostic("usage/rule", title, hint=hint)
