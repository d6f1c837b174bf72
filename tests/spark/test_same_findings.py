"""Both engines find the same, row for row in every field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("pyspark")

from compliance.calendars import day_end
from compliance.engine.evaluate import Asked
from compliance.engine.session import Session
from compliance.engine.spark.session import SparkLog
from compliance.findings import Assessment, Finding
from compliance.rulesets.load import load_ruleset

ROOT = Path(__file__).parents[2]


def test_an_example_ledger_is_judged_alike(tmp_path: Path) -> None:
    """Findings, counts, scores and the reading of a county's ledger."""
    log = str(ROOT / "examples" / "tongjiang-2018.csv")
    rulesets = [load_ruleset("tongjiang-2018")]
    asked = Asked(day_end(date(2018, 12, 31)))
    embedded, cluster = Session([log], rulesets, tmp_path), SparkLog([log], rulesets, tmp_path)
    try:
        assert said(cluster.assess(rulesets, asked)) == said(embedded.assess(rulesets, asked))
    finally:
        embedded.close()
        cluster.close()


def said(assessment: Assessment) -> tuple[list[Finding], tuple[object, ...]]:
    """All that an assessment says."""
    rest = (assessment.summary, assessment.agencies, assessment.not_triggered, assessment.log, assessment.spread)
    return list(assessment.findings), rest
