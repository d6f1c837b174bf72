"""What reports call an agency and what a finding is about: the same words in every format."""

from __future__ import annotations

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Finding
from compliance.findings.phrases import period
from compliance.reports.labels import LABELS
from compliance.reports.tidy import tidy

INNER = str.maketrans("《》", "〈〉")
"""The marks of a title within a title."""


def agency_name(name: str, language: Language) -> str:
    """The agency, or that none was named."""
    return tidy(name) or LABELS["no_agency"].said(language)


def case_or_period(finding: Finding, language: Language) -> str:
    """The case's number, or the period in words."""
    parts = (finding.case or "", period(finding.period).said(language) if finding.period else "")
    return tidy(" ".join(part for part in parts if part))


def document(title: str, language: Language) -> str:
    """The title as a sentence names it: in Chinese in 《》, unless it brings them; what it quotes itself stands in 〈〉."""
    if language != "zh" or (title.startswith("《") and title.find("》") == len(title) - 1):
        return title
    return f"《{title.translate(INNER)}》"
