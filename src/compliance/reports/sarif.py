"""The findings as SARIF 2.1.0, for programs that show results beside the lines they speak of.

A duty is a rule (`RULESET/RULE/DUTY`), a finding a result of it, the ledger's row its location. A gap that counts is a
result of kind `fail`, its level by how binding the rule is; whatever else became of an obligation has a kind of its own and
no level, so that those who count `fail` count the gaps of the summary; a waived one is suppressed, as SARIF has it. Rows
that could not be read are notifications.

Results are written as they come. The rules that they name stand behind them: SARIF does not ask for an order.
"""

from __future__ import annotations

from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding, LogRead, Modality, Source, Verdict
from compliance.findings.identity import identity
from compliance.reports.called import case_or_period
from compliance.reports.json import encoded
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.places import Places, uri
from compliance.reports.provenance import TOOL, inputs
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import told, unread_rows

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Modality.MUST: "error", Modality.SHOULD: "warning", Modality.MAY: "note"}
KINDS = {
    Verdict.MISSING: "fail",
    Verdict.LATE: "fail",
    Verdict.INCOMPLETE: "fail",
    Verdict.UNDETERMINED: "open",
    Verdict.MANUAL: "review",
    Verdict.PENDING: "informational",
    Verdict.MET: "pass",
    Verdict.EXEMPT: "notApplicable",
}
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
FINGERPRINT = "obligation/v1"


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the log of one run."""
    results = _Results(assessment, manner.language)
    out.write(b'{"$schema": ' + encoded(SCHEMA) + b', "version": "2.1.0", "runs": [{\n')
    for key, value in _head(assessment, manner.language).items():
        out.write(encoded(key) + b": " + encoded(value) + b",\n")
    out.write(b'"results": [')
    separator = b"\n"
    for finding in assessment.findings:
        out.write(separator + encoded(results.result(finding)))
        separator = b",\n"
    out.write(b'\n],\n"tool": ' + encoded({"driver": _driver(assessment, results)}) + b"\n}]}\n")


def _head(assessment: Assessment, language: Language) -> dict[str, object]:
    summary = assessment.summary
    return {
        "language": LANGUAGES[language],
        "columnKind": "utf16CodeUnits",
        "invocations": [_invocation(assessment, language)],
        "artifacts": [
            {"location": {"uri": uri(file)}, "hashes": {"sha-256": digest}, "roles": ["analysisTarget"]}
            for file, digest in inputs(assessment.log)
        ],
        "properties": {
            "asOf": assessment.as_of.isoformat(),
            "obligations": summary.obligations,
            "gaps": summary.gaps,
            "score": summary.score,
        },
    }


def _invocation(assessment: Assessment, language: Language) -> dict[str, object]:
    places = Places(assessment.log)
    made: dict[str, object] = {
        "executionSuccessful": not assessment.log.unread,
        "arguments": [tidy(word) for word in assessment.command[1:]],
        "toolExecutionNotifications": _notifications(assessment.log, places, language),
    }
    return made


def _notifications(log: LogRead, places: Places, language: Language) -> list[dict[str, object]]:
    """The files and the rows that could not be read."""
    found: list[dict[str, object]] = [
        {"level": "error", "message": message(told(row, language))} for row in unread_rows(log, language)
    ]
    for row in log.rejected:
        said = " ".join(filter(None, (row.column, row.value, row.reason.said(language))))
        found.append(
            {
                "level": "warning",
                "message": message(said),
                "locations": [location(Source(row.file, row.row), places)],
            }
        )
    return found


def _driver(assessment: Assessment, results: _Results) -> dict[str, object]:
    return {
        "name": TOOL,
        "version": assessment.version,
        "rules": list(results.rules.values()),
        "properties": {"rulesets": [{"id": tidy(u.id), "sha256": u.digest} for u in assessment.rulesets]},
    }


class _Results:
    """Makes results, and keeps the rules that they name."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.language = language
        self.places = Places(assessment.log)
        self.wordings = {used.id: used.wordings for used in assessment.rulesets}
        self.titles = {used.id: used.title for used in assessment.rulesets}
        self.rules: dict[str, dict[str, object]] = {}
        self.numbers: dict[str, int] = {}
        self.whole = _only_file(assessment.log)

    def result(self, finding: Finding) -> dict[str, object]:
        """One finding."""
        rule = self._rule(finding)
        kind = "informational" if not finding.counts else KINDS[finding.verdict]
        made: dict[str, object] = {
            "ruleId": rule,
            "ruleIndex": self.numbers[rule],
            "kind": kind,
            "level": LEVELS[finding.modality] if kind == "fail" else "none",
            "message": message(self._said(finding)),
            "locations": self._locations(finding),
            "partialFingerprints": {FINGERPRINT: identity(finding)},
            "properties": self._properties(finding),
        }
        if finding.trigger_source and finding.completed_source:
            made["relatedLocations"] = [location(finding.completed_source, self.places)]
        if finding.waived:
            waived = LABELS["waived"].said(self.language)
            made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": waived}]
        return made

    def _said(self, finding: Finding) -> str:
        """Whose, of what, and why: a result is read without its rule."""
        named = (
            finding.verdict.words.said(self.language),
            finding.title or finding.matter,
            finding.agency,
            case_or_period(finding, self.language),
        )
        colon = LABELS["colon"].said(self.language)
        return " ".join(tidy(part) for part in named if part) + colon + finding.reason.said(self.language)

    def _locations(self, finding: Finding) -> list[dict[str, object]]:
        """The row of the trigger, else of what was done, else the log as a whole: what is missing has no row."""
        source = finding.trigger_source or finding.completed_source
        if source:
            return [location(source, self.places)]
        return [{"physicalLocation": {"artifactLocation": {"uri": uri(self.whole)}}}] if self.whole else []

    def _properties(self, finding: Finding) -> dict[str, object]:
        due = finding.due_at
        return {
            "verdict": finding.verdict.value,
            "agency": tidy(finding.agency),
            "case": tidy(finding.case) if finding.case is not None else None,
            "period": finding.period,
            "due": due.isoformat() if due else None,
            "completed": finding.completed.stated() if finding.completed else None,
            "daysLate": finding.days_late,
            "counts": finding.counts,
        }

    def _rule(self, finding: Finding) -> str:
        name = tidy(f"{finding.ruleset}/{finding.rule}/{finding.duty}")
        if name not in self.rules:
            self.numbers[name] = len(self.rules)
            self.rules[name] = self._described(name, finding)
        return name

    def _described(self, name: str, finding: Finding) -> dict[str, object]:
        wording = self.wordings.get(finding.ruleset, {}).get(finding.rule) or finding.title or finding.matter
        source = " ".join(filter(None, (self.titles.get(finding.ruleset), finding.citation)))
        clause = f"{LABELS['clause'].said(self.language)} {source}" if source else ""
        return {
            "id": name,
            "shortDescription": message(finding.title or finding.matter),
            "fullDescription": message(wording),
            "help": message(f"{wording}\n{clause}".strip() if clause else wording),
            "defaultConfiguration": {"level": LEVELS[finding.modality]},
            "properties": {
                "matter": tidy(finding.matter),
                "citation": tidy(finding.citation) if finding.citation else None,
                "modality": finding.modality.value,
            },
        }


def message(text: str) -> dict[str, object]:
    """A message that is shown as it stands: no link, no place for an argument."""
    plain = "\n".join(tidy(line, LONGEST_REASON) for line in text.split("\n"))
    return {"text": plain.replace("](", "] (").replace("{", "{{").replace("}", "}}") or "—"}


def location(source: Source, places: Places) -> dict[str, object]:
    """A row of a file; of a workbook also its sheet."""
    found: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(places.file(source.file))},
            "region": {"startLine": source.row},
        }
    }
    sheet = places.sheet(source.file)
    return found | {"logicalLocations": [{"name": tidy(sheet), "kind": "sheet"}]} if sheet else found


def _only_file(log: LogRead) -> str | None:
    files = inputs(log)
    return files[0][0] if len(files) == 1 else None
