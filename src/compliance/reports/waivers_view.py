"""Waivers in words: what each is for, until when, whether it holds, and how many gaps it is for."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding
from compliance.findings.phrases import period
from compliance.findings.waiver import Waiver, WaiverUsed
from compliance.reports.labels import LABELS
from compliance.reports.tidy import tidy

COLUMNS = ("rule", "waiver_for", "approver", "why_waived", "waiver_span", "standing", "waiver_gaps")
"""What a row says, by the names of its labels."""


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """One waiver, in the order of `COLUMNS`."""

    rule: str
    whose: str
    approver: str
    reason: str
    span: str
    standing: str
    gaps: str

    @property
    def cells(self) -> list[str]:
        """What stands under `COLUMNS`."""
        return [self.rule, self.whose, self.approver, self.reason, self.span, self.standing, self.gaps]


def waiver_rows(assessment: Assessment, language: Language) -> tuple[WaiverRow, ...]:
    """The waivers of an assessment in their order."""
    return tuple(_row(used, language) for used in assessment.waivers)


def _row(used: WaiverUsed, language: Language) -> WaiverRow:
    waiver = used.waiver
    since = f"{waiver.start}" if waiver.start else ""
    span = Text(f"{since}至{waiver.end}", f"{since} to {waiver.end}" if since else f"to {waiver.end}")
    return WaiverRow(
        rule=tidy(f"{waiver.ruleset} {waiver.rule}" if waiver.ruleset else waiver.rule),
        whose=_whose(waiver, language),
        approver=tidy(waiver.approver),
        reason=tidy(waiver.reason),
        span=span.said(language),
        standing=used.words.said(language),
        gaps=str(used.gaps),
    )


def _whose(waiver: Waiver, language: Language) -> str:
    """财政局 2018-03, or 全部 where neither agency nor case nor period is named."""
    when = period(waiver.period).said(language) if waiver.period else None
    named = [part for part in (waiver.agency, waiver.case, when) if part]
    return tidy(" ".join(named)) or Text("全部", "all").said(language)


def told(row: WaiverRow, language: Language) -> str:
    """A waiver on a line, for a terminal or a mail."""
    said = Text(
        f"[{row.rule}] {row.whose}：{row.standing}；{row.approver}批准，{row.span}，理由：{row.reason}（{row.gaps}项）",
        f"[{row.rule}] {row.whose}: {row.standing}; approved by {row.approver}, {row.span}, because: {row.reason} ({row.gaps})",
    )
    return said.said(language)


def verdict_of(finding: Finding, language: Language) -> str:
    """The verdict in words, and that it is waived: 逾期（暂缓）."""
    verdict, waived = finding.verdict.words, LABELS["waived"]
    said = Text(f"{verdict.zh}（{waived.zh}）", f"{verdict.en} ({waived.en})") if finding.waived else verdict
    return said.said(language)
