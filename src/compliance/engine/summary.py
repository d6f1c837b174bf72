"""Findings counted: by verdict and modality, for all and for each agency, with scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.findings import GAPS, VERDICTS, AgencySummary, Modality, Summary, Verdict
from compliance.findings.scorecard import Account, Later, Scorecard
from compliance.rulesets.model import Ruleset
from compliance.scoring import Count, card_of_all, scorecards

NAMED = 5
"""Cases or periods that a line of a score names at most; of all agencies together, agencies."""
NAMED_FINDINGS = 200_000
"""Findings beyond which no cases are named: who has so many reads them where they are listed."""
VERDICT = {verdict.value: verdict for verdict in Verdict}
AT_ONCE = 20_000
"""Lines up to which those of all agencies are made at once, when somebody looks at one."""
MOST_AHEAD = 2_000
"""Agencies whose lines are made at once where there are more."""


def summaries(database: Database, evaluated: Sequence[Evaluated]) -> tuple[Summary, tuple[AgencySummary, ...]]:
    """All findings that count, then those of each agency by name."""
    rulesets = [one.ruleset for one in evaluated]
    _count(database)
    by_weight = all(ruleset.score.by_weight for ruleset in rulesets)
    several = database.one("SELECT count(DISTINCT debtor) FROM counted") > 1
    counts = list(_by_weight(database) if by_weight and several else _counts(database))
    whole, cards = scorecards(counts, rulesets)
    joint = counts
    if by_weight and several:
        joint = list(_of_all(database))
        scored = Counter(n for card in cards.values() for n, ruleset in enumerate(rulesets) if _scores(card, ruleset))
        whole = card_of_all(joint, scored, rulesets)
        lines = _Lines(database, rulesets, list(cards))
        cards = {agency: replace(card, accounts=Later(partial(lines.of, agency))) for agency, card in cards.items()}
    of: dict[str, list[Count]] = {agency: [] for agency in cards}
    for count in counts:
        of[count.agency].append(count)
    verdicts = _verdicts(joint)
    summary = Summary(
        obligations=whole.obligations,
        verdicts=verdicts,
        gaps=sum(verdicts[verdict] for verdict in GAPS),
        gaps_by_modality=_gaps_by_modality(joint, rulesets),
        score=whole.score,
        waived=whole.waived,
        card=whole,
    )
    return summary, tuple(_agency(agency, found, cards[agency], rulesets) for agency, found in of.items())


def _scores(card: Scorecard, ruleset: Ruleset) -> bool:
    return any(one.ruleset == ruleset.id for one in card.accounts)


class _Lines:
    """The accounts of single agencies rule by rule: all at once where they are few, else as somebody asks.

    Who asks for one after the other is going through all of them: ever more are made at once, for each look goes over all counts.
    """

    def __init__(self, database: Database, rulesets: Sequence[Ruleset], agencies: Sequence[str]) -> None:
        self.database, self.rulesets, self.agencies = database, rulesets, agencies
        self._places = {agency: place for place, agency in enumerate(agencies)}
        self._made: Mapping[str, Scorecard] = {}
        self._next = -1

    def of(self, agency: str) -> Sequence[Account]:
        """Those of one agency."""
        if self._few is not None:
            return self._few[agency].accounts
        if agency not in self._made:
            place = self._places[agency]
            many = min(2 * len(self._made), MOST_AHEAD) if place == self._next else 1
            chosen = self.agencies[place : place + many]
            self._next = place + len(chosen)
            self._made = scorecards(_counts(self.database, chosen), self.rulesets)[1]
        return self._made[agency].accounts

    @cached_property
    def _few(self) -> Mapping[str, Scorecard] | None:
        if self.database.one("SELECT count(*) FROM counted") > AT_ONCE:
            return None
        return scorecards(_counts(self.database), self.rulesets)[1]


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


def _count(database: Database) -> None:
    """Makes table `counted`: how many findings each agency, rule and verdict has, waived or not; of gaps the first by name."""
    few = database.one("SELECT count(*) FROM judged") <= NAMED_FINDINGS
    named = f"min({{}}, {NAMED}) FILTER (WHERE verdict IN ('missing', 'late', 'incomplete'))" if few else "NULL::{}[]"
    database.execute(
        "CREATE OR REPLACE TABLE counted AS SELECT debtor, ruleset, rule, verdict, coalesce(waiver > 0, false) AS waived, "
        f"count(*) AS n, {named.format('trigger' if few else 'BIGINT')} AS triggers, "
        f"{named.format('period' if few else 'VARCHAR')} AS periods FROM finding WHERE counts GROUP BY ALL"
    )


def _counts(database: Database, agencies: Sequence[str] | None = None) -> Iterable[Count]:
    """The findings that count, of all agencies or of some, by agency, rule, verdict and whether they are waived."""
    chosen = "" if agencies is None else "WHERE n.text IN (SELECT unnest(?::VARCHAR[])) "
    rows = database.rows(
        f"SELECT n.text, c.* EXCLUDE (debtor) FROM counted c JOIN name n ON n.name = c.debtor {chosen}"
        "ORDER BY n.text, c.ruleset, c.rule, c.verdict, c.waived",
        [] if agencies is None else [list(agencies)],
    )
    cases = _cases(database, rows)
    for debtor, ruleset, rule, verdict, waived, n, triggers, periods in rows:
        told = [cases.get(e, "") for e in triggers or ()] or list(periods or ())
        yield Count(debtor, ruleset, rule, VERDICT[verdict], waived, n, tuple(filter(None, told)), not triggers)


def _by_weight(database: Database) -> Iterable[Count]:
    """The same with all rules of one modality and weight as if they were the first of them: all that such a score goes by."""
    rows = database.rows(
        "SELECT n.text, c.ruleset, r.first, c.verdict, c.waived, sum(c.n)::BIGINT FROM counted c JOIN name n ON n.name = c.debtor "
        "JOIN (SELECT DISTINCT ruleset, rule, min(rule) OVER (PARTITION BY ruleset, modality, weight) AS first FROM duty_of) r "
        "ON r.ruleset = c.ruleset AND r.rule = c.rule GROUP BY ALL ORDER BY ALL"
    )
    return (
        Count(agency, ruleset, rule, VERDICT[verdict], waived, n) for agency, ruleset, rule, verdict, waived, n in rows
    )


def _of_all(database: Database) -> Iterable[Count]:
    """The same of all agencies together, naming those that have most."""
    rows = database.rows(
        "SELECT c.ruleset, c.rule, c.verdict, c.waived, sum(c.n)::BIGINT, "
        f"min({{'n': -c.n, 'text': n.text}}, {NAMED}) FROM counted c JOIN name n ON n.name = c.debtor GROUP BY ALL ORDER BY ALL"
    )
    for ruleset, rule, verdict, waived, n, most in rows:
        named = tuple(f"{one['text']} {-one['n']}".strip() for one in most)
        yield Count("", ruleset, rule, VERDICT[verdict], waived, n, named)


def _cases(database: Database, rows: Iterable[Sequence[Any]]) -> Mapping[int, str]:
    """The case numbers of the events that rows name."""
    triggers = sorted({e for row in rows for e in row[6] or ()})
    if not triggers:
        return {}
    found = database.rows(
        "SELECT rowid, case_no FROM raw WHERE case_no IS NOT NULL AND rowid IN (SELECT unnest(?::BIGINT[]))", [triggers]
    )
    return dict(found)
