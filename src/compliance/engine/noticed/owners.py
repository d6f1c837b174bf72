"""Agencies that begin what rules ask of others: nobody is judged for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.listed import listed
from compliance.rulesets.model import Ruleset

SHOWN = 3
"""Agencies that are told, each with a matter."""


def of_owners(database: Database, rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Those for whom no rule of the matter is; see `begun`. Where agencies share a case it does not matter who begins it."""
    if any(ruleset.shared_cases for ruleset in rulesets) or not any(r.owners for s in rulesets for r in s.rules):
        return
    begun = database.rows(
        "SELECT CAST(raw.matter AS VARCHAR), CAST(raw.agency AS VARCHAR) FROM raw "
        "JOIN begins b ON b.matter = raw.matter AND b.action = raw.action WHERE raw.lo IS NOT NULL AND raw.agency IS NOT NULL "
        "GROUP BY raw.matter, raw.agency ORDER BY min(raw.rowid)"
    )
    found = [(matter, agency) for matter, agency in begun if not any(_owes(r, matter, agency) for r in rulesets)]
    if found:
        words = listed(
            (Text(f"“{agency}”的“{matter}”", f"“{matter}” of “{agency}”") for matter, agency in found), SHOWN
        )
        yield Text(
            f"有规则、但规则没有要该单位办理的事项有 {len(found)} 个，没有核查：{words.zh}。该由它办理的，请在规则集里写明责任单位",
            f"no rule on these matters is for the agency that recorded them ({len(found)}), and they were not checked: {words.en}. "
            "Where the agency owes them, name it in the ruleset",
        )


def _owes(ruleset: Ruleset, matter: str, agency: str) -> bool:
    """Whether some rule of the matter is for the agency."""
    canonical = ruleset.vocabulary.canonical
    of, name = canonical("matters", matter), canonical("agencies", agency)
    return any(rule.matter == of and (rule.owners is None or name in rule.owners) for rule in ruleset.rules)
