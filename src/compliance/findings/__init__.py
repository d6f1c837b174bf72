"""The verdict and finding types that every room above speaks of."""

from compliance.findings.assessment import (
    AgencySummary,
    Assessment,
    FileRead,
    FileUsed,
    LogRead,
    NoRecord,
    NotTriggered,
    Rejected,
    RulesetUsed,
    Summary,
    Unread,
)
from compliance.findings.circumstances import Act, Circumstances, Claim, Doubt
from compliance.findings.finding import Finding, Source
from compliance.findings.part import of_agency
from compliance.findings.verdict import GAPS, VERDICTS, Modality, Verdict
from compliance.findings.words import reason

__all__ = [
    "GAPS",
    "VERDICTS",
    "Act",
    "AgencySummary",
    "Assessment",
    "Circumstances",
    "Claim",
    "Doubt",
    "FileRead",
    "FileUsed",
    "Finding",
    "LogRead",
    "Modality",
    "NoRecord",
    "NotTriggered",
    "Rejected",
    "RulesetUsed",
    "Source",
    "Summary",
    "Unread",
    "Verdict",
    "of_agency",
    "reason",
]
