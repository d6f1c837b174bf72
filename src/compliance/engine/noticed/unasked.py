"""Records of cases in which something is missing, of steps that no rule asks for: they may be what is missing, by another name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.listed import listed, quoted
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned
from compliance.findings.acts import action
from compliance.rulesets.model import CheckedRule, Ruleset

SHOWN = 3
"""Steps that are named."""


def unasked(database: Database, scanned: Sequence[Scanned], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Those of the cases with a number, on the day that began them or later."""
    found = database.rows(
        "SELECT CAST(o.matter AS VARCHAR), CAST(o.action AS VARCHAR), f.trigger, min(o.rowid) "
        "FROM finding f JOIN raw t ON t.rowid = f.trigger "
        "JOIN raw o ON o.matter = t.matter AND o.agency IS NOT DISTINCT FROM t.agency AND o.case_no = t.case_no "
        "WHERE f.verdict = 'missing' AND t.case_no <> '' AND o.action <> t.action AND o.hi >= t.lo GROUP BY o.matter, o.action, f.trigger"
    )
    known = [(ruleset, _spoken_of(ruleset)) for ruleset in rulesets]
    asked = {
        (matter, step)
        for matter, step in {(matter, step) for matter, step, *_ in found}
        if any(_asks(ruleset, spoken, matter, step) for ruleset, spoken in known)
    }
    other = [(step, trigger, place) for matter, step, trigger, place in found if (matter, step) not in asked]
    if not other:
        return
    ((at, _),) = places(database, scanned, [min(place for *_, place in other)])
    cases, n = Counter(step for step, *_ in other), len({trigger for _, trigger, _ in other})
    steps = sorted(cases, key=lambda step: (-cases[step], step))
    words = listed((quoted(action(step)) for step in steps), SHOWN)
    yield Text(
        f"未公开的里有 {n} 项，同一案件另有{words.zh}的记录（如{at.zh}），规则没有把它算作办理。"
        "只是叫法不同的，在规则集里加别名",
        f"in the case of {n} of what is missing there are records of {words.en} (such as {at.en}), which "
        "no rule asks for. Where it is another name for what is asked for, add it to the ruleset as an alias",
    )


def _asks(ruleset: Ruleset, spoken: dict[str, set[str]], matter: str, step: str) -> bool:
    canonical = ruleset.vocabulary.canonical
    return canonical("actions", step) in spoken[canonical("matters", matter)]


def _spoken_of(ruleset: Ruleset) -> dict[str, set[str]]:
    """The steps of which rules speak, by their matter."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for rule in ruleset.rules:
        spoken[rule.matter] |= _steps(rule)
    return spoken


def _steps(rule: CheckedRule) -> set[str]:
    clocks = {*rule.restarted, *(rule.paused or ()), *(rule.extended.actions if rule.extended else ())}
    return clocks | {step for duty in rule.duties for step in (*duty.actions, *duty.triggers)}
