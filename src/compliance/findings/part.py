"""The part of an assessment that is one agency's, as an assessment of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from compliance.findings.assessment import AgencySummary, Assessment, Findings, Summary
from compliance.findings.verdict import GAPS
from compliance.findings.waiver import WaiverUsed


def of_agency(assessment: Assessment, agency: AgencySummary) -> Assessment:
    """What was found of one agency, counted as it is counted in the whole.

    Agencies that owe something jointly (`A/B`) are one agency here too: what they owe stands in a part of its own and in
    no other, so that the parts add up to the whole. Rules that gave no obligation stay where the agency may owe them. How
    the log was read is told as for the whole.
    """
    own = tuple(no for no in assessment.not_triggered if not no.owners or set(no.owners) & _members(agency.agency))
    findings = assessment.findings.owed_by(agency.agency)
    return replace(
        assessment,
        summary=_summary(agency),
        agencies=(agency,),
        not_triggered=own,
        findings=findings,
        waivers=_waivers(assessment.waivers, findings),
    )


def _waivers(waivers: Sequence[WaiverUsed], findings: Findings) -> tuple[WaiverUsed, ...]:
    """The waivers that are for one of the findings, with how many."""
    if not waivers:
        return ()
    gaps = Counter(finding.waiver for finding in findings.of(GAPS))
    return tuple(replace(used, gaps=gaps[used.waiver]) for used in waivers if gaps[used.waiver])


def _members(agency: str) -> set[str]:
    return {agency, *agency.split("/")}


def _summary(agency: AgencySummary) -> Summary:
    gaps = sum(agency.verdicts.get(verdict, 0) for verdict in GAPS)
    return Summary(
        agency.obligations, agency.verdicts, gaps, agency.gaps_by_modality, agency.score, agency.waived, agency.card
    )
