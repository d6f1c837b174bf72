"""Findings counted: by verdict and modality, for all and for each agency, with scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.findings import GAPS, VERDICTS, AgencySummary, Modality, Summary, Verdict
from compliance.findings.scorecard import Scorecard
from compliance.rulesets.model import Ruleset
from compliance.scoring import Count, scorecards

NAMED = 5
"""Cases or periods that a line of a score names at most."""
NAMED_FINDINGS = 200_000
"""Findings beyond which none are named: who has so many reads them where they are listed."""


def summaries(database: Database, evaluated: Sequence[Evaluated]) -> tuple[Summary, tuple[AgencySummary, ...]]:
    """All findings that count, then those of each agency by name."""
    counts = list(_counts(database))
    rulesets = [one.ruleset for one in evaluated]
    whole, cards = scorecards(counts, rulesets)
    of: dict[str, list[Count]] = {agency: [] for agency in cards}
    for count in counts:
        of[count.agency].append(count)
    verdicts = _verdicts(counts)
    summary = Summary(
        obligations=whole.obligations,
        verdicts=verdicts,
        gaps=sum(verdicts[verdict] for verdict in GAPS),
        gaps_by_modality=_gaps_by_modality(counts, rulesets),
        score=whole.score,
        waived=whole.waived,
        card=whole,
    )
    return summary, tuple(_agency(agency, found, cards[agency], rulesets) for agency, found in of.items())


def _agency(agency: str, counts: Sequence[Count], card: Scorecard, rulesets: Sequence[Ruleset]) -> AgencySummary:
    by_modality = _gaps_by_modality(counts, rulesets)
    return AgencySummary(
        agency, card.obligations, _verdicts(counts), card.score, card.grade, card.waived, card, by_modality
    )


def _gaps_by_modality(counts: Iterable[Count], rulesets: Sequence[Ruleset]) -> dict[Modality, int]:
    """The gaps that are not waived, by how binding their rules are."""
    found: Counter[Modality] = Counter()
    for count in counts:
        if count.verdict in GAPS and not count.waived:
            found[rulesets[count.ruleset].rules[count.rule].modality] += count.findings
    return {modality: found[modality] for modality in Modality}


def _verdicts(counts: Iterable[Count]) -> dict[Verdict, int]:
    """How many have each verdict; those waived are counted apart."""
    found: Counter[Verdict] = Counter()
    for count in counts:
        found[count.verdict] += 0 if count.waived else count.findings
    return {verdict: found[verdict] for verdict in VERDICTS}


def _counts(database: Database) -> Iterable[Count]:
    """The findings that count, by agency, rule, verdict and whether they are waived; of gaps the first by name."""
    few = database.one("SELECT count(*) FROM judged") <= NAMED_FINDINGS
    named = f"min({{}}, {NAMED}) FILTER (WHERE verdict IN ('missing', 'late', 'incomplete'))" if few else "NULL"
    rows = database.rows(
        "SELECT n.text, c.* EXCLUDE (debtor) FROM (SELECT debtor, ruleset, rule, verdict, coalesce(waiver > 0, false) AS waived, "
        f"count(*) AS n, {named.format('trigger')}, {named.format('period')} FROM finding WHERE counts GROUP BY ALL) c "
        "JOIN name n ON n.name = c.debtor ORDER BY n.text, c.ruleset, c.rule, c.verdict, c.waived"
    )
    cases = _cases(database, rows)
    verdicts = {verdict.value: verdict for verdict in VERDICTS}
    for agency, ruleset, rule, verdict, waived, n, triggers, periods in rows:
        told = [cases.get(e, "") for e in triggers or ()] or list(periods or ())
        yield Count(agency, ruleset, rule, verdicts[verdict], waived, n, tuple(filter(None, told)))


def _cases(database: Database, rows: Iterable[Sequence[Any]]) -> Mapping[int, str]:
    """The case numbers of the events that rows name."""
    triggers = sorted({e for row in rows for e in row[6] or ()})
    if not triggers:
        return {}
    found = database.rows(
        "SELECT rowid, case_no FROM raw WHERE case_no IS NOT NULL AND rowid IN (SELECT unnest(?::BIGINT[]))", [triggers]
    )
    return dict(found)
