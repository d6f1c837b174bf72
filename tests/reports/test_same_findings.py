"""The findings of one run are the same set in every format, and the totals agree to the last unit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from tests.cli.conftest import ROOT, run
from tests.reports.readers import READERS, cells_of_markdown, of_junit, of_markdown, told, written

from compliance.findings import VERDICTS, Assessment
from compliance.reports.called import case_or_period
from compliance.reports.tidy import tidy, visible

__all__ = ["run"]
SHOWN = {"csv": visible, "sarif": tidy}
"""Formats that somebody looks at: what cannot be seen is named in them."""


@pytest.mark.parametrize("name", READERS)
def test_every_machine_reads_the_same_findings(assessment: Assessment, name: str) -> None:
    """Verdict, rule, agency, case or period, in the order of the report; as many gaps as the summary counts."""
    read = READERS[name](written(name, assessment))
    shown = SHOWN.get(name, str)
    expected = [tuple(shown(part) for part in told(finding)) for finding in assessment.findings]
    assert read.findings == expected
    assert read.gaps == assessment.summary.gaps


def test_a_test_report_has_the_same_findings(assessment: Assessment) -> None:
    """Agency and case stand in the name of a case."""
    read = of_junit(written("junit", assessment))
    assert [one[:2] for one in read.findings] == [told(finding)[:2] for finding in assessment.findings]
    for one, finding in zip(read.findings, assessment.findings, strict=True):
        assert tidy(finding.agency) in one[2] and case_or_period(finding, "zh") in one[2]
    assert read.gaps == assessment.summary.gaps


def test_markdown_has_the_same_findings(assessment: Assessment) -> None:
    """Failures first, so the order is another."""
    rows = [cells[:5] for cells in of_markdown(written("md", assessment))]
    assert sorted(rows) == sorted(cells_of_markdown(finding) for finding in assessment.findings)


def test_the_page_has_the_same_findings(assessment: Assessment) -> None:
    """Every finding's record is there to read, as often at least as there are findings of it."""
    text = html.fromstring(written("html", assessment)).text_content()
    records = [case_or_period(finding, "zh") for finding in assessment.findings]
    for record in set(records):
        assert text.count(record) >= records.count(record)


def test_a_run_gives_the_same_findings_in_every_file(run, tmp_path: Path) -> None:
    """A real ledger, all formats at once: the same findings, and the numbers of the summary in each."""
    (tmp_path / "log.csv").write_bytes((ROOT / "examples" / "tongjiang-2018.csv").read_bytes())
    endings = {"json": ".json", "jsonl": ".jsonl", "csv": ".csv", "parquet": ".parquet", "sarif": ".sarif"}
    others = (".xml", ".md", ".txt")
    outputs = [part for ending in (*endings.values(), *others) for part in ("-o", f"r{ending}")]
    run("check", "log.csv", "-r", "tongjiang-2018", "--as-of", "2018-12-31", "-q", *outputs)
    data = {path.suffix: path.read_bytes() for path in tmp_path.glob("r.*")}
    summary = json.loads(data[".json"])["summary"]
    expected = READERS["json"](data[".json"])
    assert len(expected.findings) > 20 and expected.gaps == summary["gaps"] > 0
    for name, ending in endings.items():
        assert READERS[name](data[ending]) == expected, name
    assert of_junit(data[".xml"]).gaps == summary["gaps"]
    assert len(of_junit(data[".xml"]).findings) == len(list(of_markdown(data[".md"]))) == len(expected.findings)
    listed = [cells[0] for cells in of_markdown(data[".md"])]
    for verdict in VERDICTS:
        n = summary["verdicts"][verdict.value]
        assert listed.count(verdict.words.zh) == n
        assert re.search(rf"^{verdict.words.zh} +{n}( +[\d.]+%)?$", data[".txt"].decode(), re.MULTILINE)
    assert etree.fromstring(data[".xml"]).tag == "testsuites"
