"""Which built-in rulesets a log is checked against when nobody names one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.findings.names import fold
from compliance.rulesets.model import Ruleset

SHOWN = 5


def pick_builtin(
    candidates: Sequence[Ruleset], matters: Sequence[str], agencies: Sequence[str], dates: tuple[date, date] | None
) -> list[Ruleset]:
    """Those in force at the log's dates whose matters occur in it, each with the reason. Raises Refused where there is none.

    Plans of several places share matters: of those that list agencies, the ones that list most of the log's are picked.
    """
    picked = []
    for ruleset in candidates:
        shared = sorted(
            {ruleset.vocabulary.canonical("matters", m) for m in matters} & {rule.matter for rule in ruleset.rules}
        )
        if shared and dates and _in_force(ruleset, dates):
            picked.append(replace(ruleset, chosen=_why(shared)))
    if not picked:
        raise Refused([_none(candidates, matters)])
    here = local(picked, agencies)
    inherited = {name for ruleset in here for name in ruleset.extends}
    return [ruleset for ruleset in here if ruleset.id not in inherited]


def local(rulesets: Sequence[Ruleset], agencies: Sequence[str]) -> list[Ruleset]:
    """Those that list most of the log's agencies, and those that list none at all, being for every place."""
    known = {r.id: sum(fold(agency) in r.vocabulary.agencies for agency in agencies) for r in rulesets}
    most = max(known.values(), default=0)
    return [ruleset for ruleset in rulesets if not ruleset.agencies or known[ruleset.id] == most]


def _in_force(ruleset: Ruleset, dates: tuple[date, date]) -> bool:
    first, last = ruleset.effective
    return (first is None or first <= dates[1]) and (last is None or dates[0] <= last)


def _why(shared: Sequence[str]) -> Text:
    names, more = shared[:SHOWN], len(shared) > SHOWN
    return Text(
        f"自动选用：台账日期在其施行期内，且有其事项 {'、'.join(names)}{' 等' if more else ''}",
        f"picked: in force at the log's dates, and its matters occur: {', '.join(names)}{' …' if more else ''}",
    )


def _none(candidates: Sequence[Ruleset], matters: Sequence[str]) -> Diagnostic:
    found = sorted({m.strip() for m in matters if m.strip()}, key=fold)[:SHOWN]
    title = Text(
        f"没有内置规则集涉及台账中的事项（{'、'.join(found)} …）",
        f"no built-in ruleset speaks of the matters in the log ({', '.join(found)} …)",
    )
    names = [ruleset.id for ruleset in candidates]
    hint = Text(
        f"用 -r 指定规则集（内置：{'、'.join(names)}），或用 --rule 给出规则",
        f"name a ruleset with -r (built in: {', '.join(names)}), or give a rule with --rule",
    )
    return Diagnostic("ruleset/none-fits", title, hint=hint)
