"""The findings as JUnit XML, for programs that show test results: a suite a ruleset, a test case a finding.

A gap that counts is a failure, so that those who count failures count the gaps of the summary. What is met passes; all
else is skipped, with the reason: nobody has judged it, or it is no gap by itself. Rows that could not be read stand in a
suite of their own, without a test case, on its standard error.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.trouble import in_temporary_folder
from compliance.findings import GAPS, Assessment, Finding, LogRead, Verdict
from compliance.reports.called import case_or_period
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.places import Places
from compliance.reports.provenance import TOOL
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import told, unread_rows

IN_MEMORY = 1 << 24
"""Bytes of a suite beyond which it waits on the disk for its counts, which stand before it."""
SHOWN = ("verdict", "modality", "due", "completed", "citation")


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report; a suite's counts come before its cases, so the cases wait in a temporary file."""
    places = Places(assessment.log)
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(_tag("testsuites", {"name": TOOL}))
    titles = {used.id: used.title for used in assessment.rulesets}
    for ruleset, findings in groupby(assessment.findings, key=lambda finding: finding.ruleset):
        name = " ".join(filter(None, (ruleset, titles.get(ruleset))))
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as cases:
            with in_temporary_folder():
                counts = _cases(findings, places, manner.language, cases)
            cases.seek(0)
            out.write(_tag("testsuite", {"name": name} | {key: str(n) for key, n in counts.items()}))
            shutil.copyfileobj(cases, out, 1 << 20)
            out.write(b"</testsuite>\n")
    _unread(assessment.log, manner.language, out)
    _rejected(assessment.log, manner.language, out)
    out.write(b"</testsuites>\n")


def _cases(findings: Iterable[Finding], places: Places, language: Language, out: IO[bytes]) -> dict[str, int]:
    """Writes the cases of one suite; returns how many tests, failures and skipped there are."""
    kinds: Counter[str] = Counter()
    for finding in findings:
        outcome = _outcome(finding)
        kinds[outcome] += 1
        out.write(_case(finding, outcome, places, language))
    return {"tests": kinds.total(), "failures": kinds["failure"], "errors": 0, "skipped": kinds["skipped"]}


def _outcome(finding: Finding) -> str:
    if finding.verdict is Verdict.MET:
        return "passed"
    return "failure" if finding.verdict in GAPS and finding.counts and not finding.waived else "skipped"


def _case(finding: Finding, outcome: str, places: Places, language: Language) -> bytes:
    duty = LABELS["duty"].said(language).format(finding.duty)
    named = (finding.title or finding.matter, finding.agency, case_or_period(finding, language), duty)
    attributes = {"classname": f"{finding.ruleset}.{finding.rule}", "name": " ".join(filter(None, named))}
    source = finding.trigger_source or finding.completed_source
    if source:
        attributes |= {"file": places.file(source.file), "line": str(source.row)}
    return b"".join(
        (_tag("testcase", attributes), _properties(finding), _verdict(finding, outcome, language), b"</testcase>\n")
    )


def _properties(finding: Finding) -> bytes:
    due = finding.due_at
    values = {
        "verdict": finding.verdict.value,
        "modality": finding.modality.value,
        "due": due.isoformat() if due else None,
        "completed": finding.completed.stated() if finding.completed else None,
        "citation": finding.citation,
    }
    inner = b"".join(
        _tag("property", {"name": name, "value": values[name] or ""}, empty=True) for name in SHOWN if values[name]
    )
    return b"<properties>" + inner + b"</properties>"


def _verdict(finding: Finding, outcome: str, language: Language) -> bytes:
    """The failure with its reason, or why it is skipped."""
    words, reason = finding.verdict.words.said(language), finding.reason.said(language)
    if outcome == "failure":
        opened = _tag("failure", {"type": finding.verdict.value, "message": words})
        return opened.rstrip(b"\n") + _text(reason) + b"</failure>"
    if outcome == "skipped":
        notes = [words]
        notes += [] if finding.counts else [LABELS["partial"].said(language)]
        notes += [LABELS["waived"].said(language)] if finding.waived else []
        colon = LABELS["colon"].said(language)
        return _tag("skipped", {"message": f"{' '.join(notes)}{colon}{reason}"}, empty=True)
    return b""


def _unread(log: LogRead, language: Language, out: BinaryIO) -> None:
    """Each file that could not be read is an error: a run that looked at less than it was given has not passed."""
    if not log.unread:
        return
    n = str(len(log.unread))
    counts = {"tests": n, "failures": "0", "errors": n, "skipped": "0"}
    out.write(_tag("testsuite", {"name": f"{LABELS['unread'].said(language)} {n}"} | counts))
    for row in unread_rows(log, language):
        out.write(_tag("testcase", {"classname": LABELS["unread"].said(language), "name": row.file}))
        out.write(_tag("error", {"type": "unread", "message": told(row, language)}, empty=True) + b"</testcase>\n")
    out.write(b"</testsuite>\n")


def _rejected(log: LogRead, language: Language, out: BinaryIO) -> None:
    if not log.rejected_count:
        return
    none = {"tests": "0", "failures": "0", "errors": "0", "skipped": "0"}
    title = f"{LABELS['rejected'].said(language)} {log.rejected_count}"
    out.write(_tag("testsuite", {"name": title} | none) + b"<system-err>")
    for row in log.rejected:
        place = f"{row.file} {LABELS['row'].said(language).format(row.row)}"
        said = " ".join(tidy(part) for part in (place, row.column, row.value, row.reason.said(language)) if part)
        out.write(_text(said) + b"\n")
    out.write(b"</system-err></testsuite>\n")


def _tag(name: str, attributes: dict[str, str], empty: bool = False) -> bytes:
    """A start tag, or an empty element; no attribute holds what XML 1.0 has no word for."""
    said = "".join(f" {key}={quoteattr(tidy(value, LONGEST_REASON))}" for key, value in attributes.items())
    return f"<{name}{said}{'/' if empty else ''}>".encode()


def _text(text: str) -> bytes:
    return escape(tidy(text, LONGEST_REASON)).encode()
