from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime

import pytest

from compliance.findings import Assessment
from compliance.reports import Manner
from compliance.reports.json import write

TOP = ["schema", "as_of", "window", "rulesets", "log", "summary", "agencies", "not_triggered", "provenance", "findings"]
AGENCY = ["agency", "obligations", "verdicts", "score", "grade", "waived", "scorecard"]
FINDING = [
    *("ruleset", "rule", "duty", "matter", "action", "agency", "case", "period", "verdict", "modality"),
    *("trigger", "due", "completed", "days_late", "hours_late", "shortfall"),
    *("missing_channels", "missing_elements", "missing_requirements"),
    *("trigger_action", "counts", "waived", "evidence", "reason", "citation", "url"),
]


def report(assessment: Assessment) -> dict:
    """The report, read back."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    return json.loads(out.getvalue())


def test_the_keys_are_those_of_the_schema_in_their_order(assessment: Assessment) -> None:
    """A program that reads version 1 finds what it knows, where it was."""
    data = report(assessment)
    assert data["schema"] == "compliance-report/1"
    assert list(data) == TOP
    assert list(data["log"]) == ["files", "rows", "events", "cases", "reading", "rejected"]
    assert list(data["summary"]) == ["obligations", "verdicts", "gaps", "score", "waived", "scorecard"]
    assert all(list(agency) == AGENCY for agency in data["agencies"])
    assert all(list(finding) == FINDING for finding in data["findings"])


def test_a_finding_repeats_what_the_log_stated(assessment: Assessment) -> None:
    """Dates keep the precision of the log; due is the last microsecond; the records are named."""
    late = report(assessment)["findings"][0]
    del late["reason"]
    assert late == {
        "ruleset": "county-2018",
        "rule": "县-1",
        "duty": 1,
        "matter": "预决算",
        "action": "publish",
        "agency": "财政局",
        "case": "2018-01",
        "period": None,
        "verdict": "late",
        "modality": "must",
        "trigger": "2018-09-03",
        "due": "2018-10-08T23:59:59.999999",
        "completed": "2018-10-09",
        "days_late": 1,
        "hours_late": None,
        "shortfall": None,
        "missing_channels": [],
        "missing_elements": [],
        "missing_requirements": [],
        "trigger_action": "approval",
        "counts": True,
        "waived": False,
        "evidence": {"trigger": {"file": "log.csv", "row": 3}, "completed": {"file": "log.csv", "row": 4}},
        "citation": "一(五)",
        "url": "https://example.org/1",
    }


def test_a_time_of_day_is_kept(assessment: Assessment) -> None:
    """Hours are written to the second, as the log has them."""
    conference = next(f for f in report(assessment)["findings"] if f["action"] == "press conference")
    assert (conference["trigger"], conference["completed"]) == ("2018-08-08T09:30:00", "2018-08-09T12:00:00")
    assert conference["hours_late"] == 2.5


def test_the_numbers_count_what_is_listed(assessment: Assessment) -> None:
    """The summary is the sum of the agencies and of the findings that count."""
    data = report(assessment)
    alone = [finding for finding in data["findings"] if finding["counts"]]
    for verdict, n in data["summary"]["verdicts"].items():
        assert n == sum(finding["verdict"] == verdict for finding in alone)
        assert n == sum(agency["verdicts"][verdict] for agency in data["agencies"])
    assert data["summary"]["obligations"] == len(alone)


def test_the_stamp_is_there_only_when_it_is_given(of, findings) -> None:
    """Without it the same inputs give the same bytes."""
    assert "generated" not in report(of(findings))
    assert report(of(findings, generated=datetime(2019, 1, 1, 8)))["generated"] == "2019-01-01T08:00:00"


def test_no_window_is_null(of, findings) -> None:
    """No cut was asked for and no range is known."""
    assert report(of(findings, window=None))["window"] is None


def test_rows_rejected_beyond_the_list_are_counted(of, findings, assessment: Assessment) -> None:
    """A list that is cut says how long it would have been."""
    log = replace(assessment.log, rejected_count=5000)
    assert report(of(findings, log=log))["log"]["rejected_count"] == 5000


@pytest.mark.parametrize("odd", ["\ud800", "\x00", '"\\', "\u2028", "</script>"])
def test_any_character_survives(of, findings, odd: str) -> None:
    """What a log holds comes back as it was, even half a pair of surrogates."""
    assert report(of([replace(findings[0], case=odd)]))["findings"][0]["case"] == odd


def test_findings_are_written_as_they_come(of, findings) -> None:
    """A run over millions of findings never holds them all: the first is out before the second is asked for."""
    out = io.BytesIO()

    class Watched:
        def __len__(self) -> int:
            return len(findings)

        def __iter__(self):
            for done, finding in enumerate(findings):
                assert out.getvalue().count(b'"trigger_action":') == done
                yield finding

    write(replace(of(findings), findings=Watched()), Manner(), out)
    assert len(json.loads(out.getvalue())["findings"]) == len(findings)
