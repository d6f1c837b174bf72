"""The findings as JUnit XML."""

from __future__ import annotations

import io
from dataclasses import replace

from lxml import etree

from compliance.findings import Assessment
from compliance.reports import Manner, junit
from compliance.reports.junit import write


def suites(assessment: Assessment) -> list[etree._Element]:
    """The suites of a report that is well-formed."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    return list(etree.fromstring(out.getvalue()).iterchildren("testsuite"))


def test_a_ruleset_is_a_suite_and_a_finding_a_case(assessment: Assessment) -> None:
    """With its record, its facts and its reason."""
    suite, _ = suites(assessment)
    assert suite.get("name") == "county-2018 某县2018年政务公开工作要点"
    late = suite[0]
    assert late.attrib == {
        "classname": "county-2018.县-1",
        "name": "预决算 财政局 2018-01 第1项",
        "file": "log.csv",
        "line": "3",
    }
    assert {p.get("name"): p.get("value") for p in late.iter("property")}["verdict"] == "late"
    (failure,) = late.iterchildren("failure")
    assert (failure.get("type"), failure.get("message")) == ("late", "逾期")
    assert (failure.text or "").endswith("逾期1天（1个工作日）。")


def test_failures_are_the_gaps_of_the_summary(assessment: Assessment) -> None:
    """The counts of a suite are those of its cases; nothing is an error."""
    suite, _ = suites(assessment)
    assert int(suite.get("failures", "")) == len(list(suite.iter("failure"))) == assessment.summary.gaps
    assert int(suite.get("skipped", "")) == len(list(suite.iter("skipped")))
    assert int(suite.get("tests", "")) == len(list(suite.iter("testcase"))) == len(assessment.findings)
    assert suite.get("errors") == "0"


def test_what_is_skipped_says_why(of, findings) -> None:
    """Nobody has judged it, it is put off, or it counts towards a share."""
    (suite, _) = suites(of([replace(findings[0], waived=True), findings[8], findings[12]]))
    messages = [skipped.get("message", "") for skipped in suite.iter("skipped")]
    assert [message.partition("：")[0] for message in messages] == [
        "逾期 暂缓",
        "待核实",
        "逾期 计入比例，不单独计为问题",
    ]


def test_rows_that_could_not_be_read_are_told_beside_the_cases(assessment: Assessment) -> None:
    """They are no test case, so that they change no count."""
    _, rejected = suites(assessment)
    assert rejected.get("tests") == "0"
    assert "log.csv 第7行 日期 8月32日 没有这一天" in (rejected.findtext("system-err") or "")


def test_each_ruleset_is_a_suite(of, findings) -> None:
    """Findings come ruleset by ruleset."""
    other = [replace(finding, ruleset="cn") for finding in findings[:2]]
    named = [suite.get("name", "").split()[0] for suite in suites(of([*findings, *other]))]
    assert named[:2] == ["county-2018", "cn"]


def test_a_large_suite_waits_on_the_disk(of, findings, monkeypatch) -> None:
    """Its counts stand before its cases, and it is not held in memory."""
    monkeypatch.setattr(junit, "IN_MEMORY", 100)
    suite, _ = suites(of(findings * 20))
    assert int(suite.get("tests", "")) == len(list(suite.iter("testcase"))) == 20 * len(findings)
