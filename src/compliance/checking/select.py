"""Which built-in rulesets a log is checked against when nobody names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def judged_again(rulesets: Sequence[Ruleset], matters: Sequence[str]) -> list[Diagnostic]:
    """A warning of rules on the log's matters that several of the rulesets took over from one: each of them judges them."""
    within: dict[tuple[str, str], list[tuple[str, date, date]]] = {}
    for ruleset in rulesets:
        held = {ruleset.vocabulary.canonical("matters", matter) for matter in matters}
        for rule in ruleset.rules:
            first = rule.effective[0] or ruleset.effective[0] or date.min
            last = rule.effective[1] or ruleset.effective[1] or date.max
            if rule.matter in held and first <= last:
                within.setdefault((rule.file, rule.id), []).append((ruleset.id, first, last))
    pairs = [(rule, *names) for (_, rule), several in within.items() for names in _at_once(several)]
    if not pairs:
        return []
    again = list(dict.fromkeys(rule for rule, *_ in pairs))
    names = list(dict.fromkeys(name for _, *both in pairs for name in both))
    shown, more = again[:SHOWN], len(again) > SHOWN
    title = Text(
        f"{len(again)}条规则在几个规则集（{'、'.join(names)}）中都有，各判一次，同一个问题也各计一次："
        f"{'、'.join(shown)}{' 等' if more else ''}",
        f"{len(again)} rule(s) stand in several of the rulesets ({', '.join(names)}), each of which judges them and counts "
        f"their gaps: {', '.join(shown)}{' …' if more else ''}",
    )
    hint = Text(
        "继承来的规则已在其中：只要计一次的，用 -r 只指定一个规则集",
        "a ruleset holds what it extends: to count each once, name a single ruleset with -r",
    )
    return [Diagnostic("ruleset/judged-again", title, hint=hint, severity="warning")]


def _at_once(several: list[tuple[str, date, date]]) -> Iterator[tuple[str, str]]:
    """Names of which two are in force at once: each with the one that lasts longest of those that began before it."""
    longest, *others = sorted(several, key=lambda one: one[1])
    for one in others:
        if one[1] <= longest[2]:
            yield longest[0], one[0]
        longest = max(longest, one, key=lambda other: other[2])


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
