"""The findings as SARIF 2.1.0, held against the official schema."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.findings import Assessment, Modality, Source, Verdict
from compliance.findings.identity import identity
from compliance.reports import Manner
from compliance.reports.places import Places, uri
from compliance.reports.sarif import KINDS, location, message, write

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run(assessment: Assessment, language="zh") -> dict[str, Any]:
    """The run of a report that is valid."""
    out = io.BytesIO()
    write(assessment, Manner(language), out)
    log = json.loads(out.getvalue())
    VALIDATOR.validate(log)
    (only,) = log["runs"]
    return only


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_valid_by_the_official_schema(assessment: Assessment, of, language) -> None:
    """With every verdict, with none, and with what is put off."""
    assert len(run(assessment, language)["results"]) == len(assessment.findings)
    assert run(of([], rulesets=(), not_triggered=()), language)["results"] == []
    (waived,) = run(of([replace(next(iter(assessment.findings)), waived=True)]), language)["results"]
    assert waived["suppressions"][0]["kind"] == "external"


def test_the_schema_would_tell() -> None:
    """It refuses what is no SARIF."""
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_result_points_at_its_row_and_its_rule(assessment: Assessment) -> None:
    """The trigger's row first, what was done as a related place; the rule has its wording and its clause."""
    found = run(assessment)
    late = found["results"][0]
    assert late["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "log.csv"}, "region": {"startLine": 3}}}
    ]
    assert late["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 4}
    rule = found["tool"]["driver"]["rules"][late["ruleIndex"]]
    assert rule["id"] == late["ruleId"] == "county-2018/县-1/1"
    assert rule["help"]["text"] == "预决算 批准后20个工作日内公开\n依据 某县2018年政务公开工作要点 一(五)"
    assert rule["properties"]["citation"] == "一(五)"


def test_every_rule_stands_once_where_its_results_say(assessment: Assessment) -> None:
    """The index of each result is that of its rule."""
    found = run(assessment)
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in found["results"])


def test_failures_are_the_gaps_of_the_summary(assessment: Assessment) -> None:
    """Whatever else became of an obligation is of another kind and has no level."""
    results = run(assessment)["results"]
    failures = [result for result in results if result["kind"] == "fail"]
    assert len(failures) == assessment.summary.gaps
    assert {result["level"] for result in results if result["kind"] != "fail"} == {"none"}
    assert set(KINDS) == set(Verdict)


@pytest.mark.parametrize(
    ("modality", "level"), [(Modality.MUST, "error"), (Modality.SHOULD, "warning"), (Modality.MAY, "note")]
)
def test_the_level_is_how_binding_the_rule_is(of, findings, modality: Modality, level: str) -> None:
    """A recommendation is no error."""
    (result,) = run(of([replace(findings[0], modality=modality)]))["results"]
    assert result["level"] == level


def test_what_is_missing_by_absence_points_at_the_log_as_a_whole(assessment: Assessment) -> None:
    """There is no row to point at."""
    (absent,) = [r for r in run(assessment)["results"] if r["ruleId"] == "county-2018/县-2/1"]
    assert absent["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "log.csv"}}}]


def test_the_fingerprint_is_the_identity_of_the_obligation(assessment: Assessment, findings) -> None:
    """It stays where a row is inserted above."""
    late = findings[0]
    moved = replace(late, trigger_source=Source("renamed.csv", 300))
    first, second = (run(replace(assessment, findings=[f]))["results"][0] for f in (late, moved))
    assert first["partialFingerprints"] == second["partialFingerprints"] == {"obligation/v1": identity(late)}
    assert first["locations"] != second["locations"]


def test_rows_that_could_not_be_read_are_notifications(assessment: Assessment) -> None:
    """Each with its place."""
    (invocation,) = run(assessment)["invocations"]
    first = invocation["toolExecutionNotifications"][0]
    assert first["message"]["text"] == "日期 8月32日 没有这一天"
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_the_log_is_an_artifact_with_its_hash(assessment: Assessment) -> None:
    """As in every report."""
    (artifact,) = run(assessment)["artifacts"]
    assert artifact["hashes"] == {"sha-256": "fedcba9876543210" * 4}


@pytest.mark.parametrize(
    ("file", "coded"),
    [
        ("log.csv", "log.csv"),
        ("台账/2018 年.csv", "%E5%8F%B0%E8%B4%A6/2018%20%E5%B9%B4.csv"),
        ("../a#b?c%.csv", "../a%23b%3Fc%25.csv"),
        ("a:b.csv", "a%3Ab.csv"),
        ("/srv/log.csv", "file:///srv/log.csv"),
        ("C:/logs/1.csv", "file:///C:/logs/1.csv"),
        ("//server/share/1.csv", "file://server/share/1.csv"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("-", "-"),
    ],
)
def test_a_file_is_a_uri(file: str, coded: str) -> None:
    """Percent-encoded, relative where the user named it so, never a scheme of its own."""
    assert uri(file) == coded


def test_a_sheet_is_no_part_of_the_file(assessment: Assessment) -> None:
    """It is named beside it."""
    (file,) = assessment.log.files
    places = Places(replace(assessment.log, files=(replace(file, file="book.xlsx:表一", sheet="表一"),)))
    found = location(Source("book.xlsx:表一", 5), places)
    assert found["physicalLocation"]["artifactLocation"] == {"uri": "book.xlsx"}
    assert found["logicalLocations"] == [{"name": "表一", "kind": "sheet"}]


def test_a_message_holds_no_link_and_no_place_for_an_argument() -> None:
    """Viewers read both into messages."""
    assert message("[a](javascript:b) {0}")["text"] == "[a] (javascript:b) {{0}}"
    assert message("")["text"] == "—"
