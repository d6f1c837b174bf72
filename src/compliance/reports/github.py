"""The gaps as GitHub's workflow commands, for a ledger that is kept in a repository: each marks its row in the change.

What is open, and rows that could not be read, are marked too; the last line is the conclusion. What is met has nothing to
say on a change.
"""

from __future__ import annotations

from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding, Modality, Rejected
from compliance.reports.called import case_or_period
from compliance.reports.figures import OPEN, conclusion
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.places import Places
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import told, unread_rows

COMMANDS = {Modality.MUST: "error", Modality.SHOULD: "warning", Modality.MAY: "notice"}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes a line a finding."""
    places = Places(assessment.log)
    for finding in assessment.findings.of((*GAPS, *OPEN)):
        out.write(_encoded(_finding(finding, places, manner.language)))
    for file in unread_rows(assessment.log, manner.language):
        title = LABELS["unread"].said(manner.language)
        out.write(
            _encoded(command("error", {"file": places.file(file.file), "title": title}, told(file, manner.language)))
        )
    for row in assessment.log.rejected:
        out.write(_encoded(_rejected(row, places, manner.language)))
    said = conclusion(assessment).said(manner.language)
    out.write(_encoded(command("notice", {"title": LABELS["conclusion"].said(manner.language)}, said)))


def _finding(finding: Finding, places: Places, language: Language) -> str:
    gap = finding.verdict in GAPS and finding.counts and not finding.waived
    source = finding.trigger_source or finding.completed_source
    named = (
        finding.verdict.words.said(language),
        f"[{finding.rule}]",
        finding.title or finding.matter,
        finding.agency,
        case_or_period(finding, language),
    )
    place = {"file": places.file(source.file), "line": str(source.row)} if source else {}
    title = " ".join(part for part in named if part)
    return command(
        COMMANDS[finding.modality] if gap else "notice", place | {"title": title}, finding.reason.said(language)
    )


def _rejected(row: Rejected, places: Places, language: Language) -> str:
    said = " ".join(filter(None, (row.column, row.value, row.reason.said(language))))
    title = LABELS["rejected"].said(language)
    return command("warning", {"file": places.file(row.file), "line": str(row.row), "title": title}, said)


def command(name: str, properties: dict[str, str], message: str) -> str:
    """`::error file=…,line=…::…`, escaped as the runner reads it back."""
    said = ",".join(f"{key}={tidy(value).translate(PROPERTY)}" for key, value in properties.items())
    return f"::{name} {said}::{tidy(message, LONGEST_REASON).translate(DATA)}"


def _encoded(line: str) -> bytes:
    return f"{line}\n".encode()
