"""Findings counted: by verdict and modality, for all and for each agency, with scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from compliance.engine.database import Database
from compliance.findings import GAPS, VERDICTS, AgencySummary, Modality, Summary, Verdict
from compliance.rulesets.model import Grades
from compliance.scoring import Tally, grade, score


def summary(database: Database, scores: Sequence[Grades]) -> Summary:
    """All findings that count."""
    rows = database.rows(
        "SELECT ruleset, verdict, modality, count(*), sum(weight) FROM finding WHERE counts GROUP BY ALL ORDER BY ALL"
    )
    verdicts: Counter[Verdict] = Counter()
    by_modality: Counter[Modality] = Counter()
    for _, verdict, modality, n, _ in rows:
        verdicts[Verdict(verdict)] += n
        by_modality[Modality(modality)] += n if Verdict(verdict) in GAPS else 0
    tallies = [Tally(Verdict(v), Modality(m), weight, scores[ruleset].late_credit) for ruleset, v, m, _, weight in rows]
    gaps = sum(verdicts[v] for v in GAPS)
    counted = {v: verdicts[v] for v in VERDICTS}
    return Summary(sum(verdicts.values()), counted, gaps, {m: by_modality[m] for m in Modality}, score(tallies))


def agency_summaries(database: Database, scores: Sequence[Grades]) -> tuple[AgencySummary, ...]:
    """The same for each agency, by name. The grades are those of the first ruleset."""
    rows = database.rows(
        "SELECT n.text, f.ruleset, f.verdict, f.modality, count(*), sum(f.weight) FROM finding f JOIN name n ON n.name = f.debtor "
        "WHERE f.counts GROUP BY ALL ORDER BY ALL"
    )
    tallies: dict[str, list[Tally]] = {}
    verdicts: dict[str, Counter[Verdict]] = {}
    gaps: dict[str, Counter[Modality]] = {}
    for agency, ruleset, verdict, modality, n, weight in rows:
        tallies.setdefault(agency, []).append(
            Tally(Verdict(verdict), Modality(modality), weight, scores[ruleset].late_credit)
        )
        verdicts.setdefault(agency, Counter())[Verdict(verdict)] += n
        gaps.setdefault(agency, Counter())[Modality(modality)] += n if Verdict(verdict) in GAPS else 0
    grades = scores[0].grades if scores else {}
    return tuple(
        _agency(agency, counted, score(tallies[agency]), grades, gaps[agency]) for agency, counted in verdicts.items()
    )


def _agency(
    agency: str,
    counted: Counter[Verdict],
    points: float | None,
    grades: Mapping[str, float],
    gaps: Counter[Modality],
) -> AgencySummary:
    every, by_modality = {v: counted[v] for v in VERDICTS}, {m: gaps[m] for m in Modality}
    return AgencySummary(agency, sum(counted.values()), every, points, grade(points, grades), by_modality)
