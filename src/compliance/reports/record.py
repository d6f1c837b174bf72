"""A finding as the keys and values of the JSON report, in their order; the tables (CSV, Parquet, JSON Lines) have the same."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Finding, Source
from compliance.findings.assessment import Findings
from compliance.findings.earlier import PartlyTold, Told
from compliance.reports.tidy import cut

KEYS = (
    "ruleset",
    "rule",
    "duty",
    "matter",
    "action",
    "agency",
    "case",
    "period",
    "verdict",
    "modality",
    "trigger",
    "due",
    "completed",
    "days_late",
    "hours_late",
    "shortfall",
    "missing_channels",
    "missing_elements",
    "missing_requirements",
    "trigger_action",
    "counts",
    "waived",
    "evidence",
    "reason",
    "citation",
    "url",
)


def records(findings: Findings, language: Language) -> Iterator[dict[str, object]]:
    """All findings under `KEYS`; one that was taken from an earlier report is as that has it."""
    for entry in findings.entries() if isinstance(findings, PartlyTold) else findings:
        yield entry.values if isinstance(entry, Told) else record(entry, language)


def record(finding: Finding, language: Language) -> dict[str, object]:
    """The finding under `KEYS`, with values that JSON knows; a text longer than a spreadsheet's cell holds is cut."""
    due = finding.due_at
    return {
        "ruleset": finding.ruleset,
        "rule": finding.rule,
        "duty": finding.duty,
        "matter": cut(finding.matter),
        "action": finding.action,
        "agency": cut(finding.agency),
        "case": cut(finding.case),
        "period": finding.period,
        "verdict": finding.verdict.value,
        "modality": finding.modality.value,
        "trigger": finding.trigger.stated() if finding.trigger else None,
        "due": due.isoformat() if due else None,
        "completed": finding.completed.stated() if finding.completed else None,
        "days_late": finding.days_late,
        "hours_late": finding.hours_late,
        "shortfall": finding.shortfall,
        "missing_channels": list(finding.missing_channels),
        "missing_elements": list(finding.missing_elements),
        "missing_requirements": list(finding.missing_requirements),
        "trigger_action": finding.trigger_action,
        "counts": finding.counts,
        "waived": finding.waived,
        "evidence": {"trigger": _place(finding.trigger_source), "completed": _place(finding.completed_source)},
        "reason": cut(finding.reason.said(language)),
        "citation": cut(finding.citation),
        "url": cut(finding.url),
    }


def _place(source: Source | None) -> dict[str, object] | None:
    return {"file": source.file, "row": source.row} if source else None
