"""Cases in which something was done that rules ask for, and nothing that begins them: no deadline runs, and nobody is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.listed import listed, quoted
from compliance.engine.noticed.places import places
from compliance.engine.noticed.steps import duties, spelled
from compliance.engine.one_name import OneName
from compliance.engine.rule_tables import AFTERWARD
from compliance.engine.scan import Scanned
from compliance.engine.spellings import Spellings
from compliance.findings.acts import action
from compliance.rulesets.model import Ruleset

SHOWN = 3
"""Steps that are named."""
Steps = dict[tuple[str, str], set[str]]
"""By matter and a step that rules ask for: the steps that begin what asks for it."""


def unbegun(
    database: Database, scanned: Sequence[Scanned], texts: Spellings, rulesets: Sequence[Ruleset], one: OneName
) -> Iterator[Text]:
    """Those with a number, of matters of which the log has what begins them for other cases."""
    rows: dict[tuple[str, str, int, bool], None] = {}
    begun: list[set[str]] = []
    for ruleset in rulesets:
        steps = _steps(ruleset)
        spoken: dict[str, set[str]] = defaultdict(set)
        for (matter, step), triggers in steps.items():
            spoken[matter] |= {step, *triggers}
        there: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for written, text, matter, name in spelled(texts, ruleset, spoken):
            there[matter].append((written, text, name))
        for (matter, step), triggers in steps.items():
            for written, text, name in there[matter]:
                if name == step or name in triggers:
                    rows[(written, text, len(begun), name in triggers)] = None
            begun.append(triggers)
    types = {"matter": texts.types["matter"], "action": texts.types["action"], "asked": "INTEGER", "begins": "BOOLEAN"}
    database.load("step", types, list(rows))
    found = database.rows(
        "SELECT asked, place FROM (SELECT asked, place, begun, bool_or(begun) OVER (PARTITION BY asked) AS anywhere FROM ("
        f"SELECT s.asked, min(min(raw.rowid)) OVER (PARTITION BY {one.case}) AS place, bool_or(s.begins) AS begun "
        f"FROM raw JOIN step s ON s.matter = raw.matter AND s.action = raw.action{one.join} "
        f"WHERE raw.lo IS NOT NULL AND raw.case_no <> '' GROUP BY s.asked, {one.case}"
        ") c) a WHERE anywhere AND NOT begun ORDER BY place, asked"
    )
    if found:
        ((at, _),) = places(database, scanned, [found[0][1]])
        first = dict.fromkeys(name for number, _ in found for name in sorted(begun[number]))
        words, n = listed((quoted(action(name)) for name in first), SHOWN), len({place for _, place in found})
        yield Text(
            f"{n} 件有办理的记录而没有起算的记录（{words.zh}），期限无从起算，没有核查：如{at.zh}。漏记的请补上",
            f"{n} case(s) have a record of what was done and none of what begins them ({words.en}), so that no deadline runs and nothing "
            f"was judged: such as {at.en}. Add what was left out",
        )


def _steps(ruleset: Ruleset) -> Steps:
    """Without those that are asked for by the calendar, or before something, too: they need nothing that begins them."""
    steps: Steps = defaultdict(set)
    without: set[tuple[str, str]] = set()
    for rule, duty in duties(ruleset):
        for step in duty.actions:
            if duty.by_case and duty.kind in AFTERWARD:
                steps[(rule.matter, step)].update(duty.triggers)
            else:
                without.add((rule.matter, step))
    return {key: triggers for key, triggers in steps.items() if key not in without}
