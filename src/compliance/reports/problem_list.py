"""The gaps as problems to be put right (问题清单): numbered and in words, as the workbook and the letters show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding, Verdict
from compliance.findings.acts import action
from compliance.findings.phrases import quoted
from compliance.findings.words import lateness
from compliance.reports.called import agency_name, case_or_period, document
from compliance.reports.labels import LABELS
from compliance.reports.numbering import numbered
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.rulesets.load import INLINE

NAMES_DOCUMENT = ("《", "条例", "法")
"""A citation with one of these says itself what document it is of."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding as somebody who puts it right needs it."""

    number: str
    agency: str
    matter: str
    """With its case or period."""
    clause: str
    description: str
    due: Interval | None
    completed: Interval | None
    over: int | str | None
    """Days; where it is late by less than a day, in words; None where it is not late."""
    ask: str
    """What is asked for."""
    asked_first: str
    """What was asked for as long as nothing was done."""
    verdict: Verdict


def is_problem(finding: Finding) -> bool:
    """A gap that counts by itself and that nobody has waived."""
    return finding.verdict in GAPS and finding.counts and not finding.waived


class Problems:
    """The problems of an assessment in the order of the report, in one language."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.findings = assessment.findings
        self.language = language
        self.titles = {used.id: used.title for used in assessment.rulesets}
        self.clauses: dict[tuple[str, str | None], str] = {}

    def __iter__(self) -> Iterator[Problem]:
        """Each gap that counts."""
        return (self.problem(number, finding) for number, finding in numbered(self.findings) if is_problem(finding))

    def problem(self, number: str, finding: Finding) -> Problem:
        """One finding, whatever its verdict."""
        verdict = finding.verdict.words.said(self.language)
        colon = LABELS["colon"].said(self.language)
        return Problem(
            number=number,
            agency=agency_name(finding.agency, self.language),
            matter=self.matter(finding),
            clause=self.clause(finding),
            description=tidy(f"{verdict}{colon}{finding.reason.said(self.language)}", LONGEST_REASON),
            due=finding.due,
            completed=finding.completed,
            over=self.over(finding),
            ask=tidy(_ask(finding, finding.verdict).said(self.language), LONGEST_REASON),
            asked_first=tidy(_ask(finding, Verdict.MISSING).said(self.language), LONGEST_REASON),
            verdict=finding.verdict,
        )

    def matter(self, finding: Finding) -> str:
        """The matter with its case or period."""
        record = case_or_period(finding, self.language)
        mark = Text("（{}）", " ({})").said(self.language).format(record) if record else ""
        return f"{tidy(finding.title or finding.matter)}{mark}"

    def clause(self, finding: Finding) -> str:
        """The clause with its document; a citation that names another document, or of a rule without one, stands as it is."""
        key = finding.ruleset, finding.citation
        if key not in self.clauses:
            self.clauses[key] = tidy(self._clause(*key))
        return self.clauses[key]

    def _clause(self, ruleset: str, citation: str | None) -> str:
        title = self.titles.get(ruleset, "")
        if ruleset == INLINE or not title:
            return citation or title
        if not citation:
            return document(title, self.language)
        if any(mark in citation for mark in NAMES_DOCUMENT):
            return citation
        return f"{document(title, self.language)}{Text('', ' ').said(self.language)}{citation}"

    def over(self, finding: Finding) -> int | str | None:
        """By how much it is late: see `Problem.over`."""
        if finding.verdict is not Verdict.LATE:
            return None
        return finding.days_late or lateness(finding.days_late, finding.hours_late).said(self.language)


def _ask(finding: Finding, verdict: Verdict) -> Text:
    """What is asked for where nobody has said it yet."""
    if finding.kind == "check":
        return Text("按要求改正后重新自查", "put it right and attest again")
    if verdict is Verdict.LATE:
        return Text("说明逾期原因，今后按时完成", "say why it was late, and be in time from now on")
    words = action(finding.action)
    if verdict is Verdict.MISSING:
        return Text(
            f"尽快完成{words.zh}，并说明未按时完成的原因",
            f"do it now ({words.en}), and say why it was not done in time",
        )
    lacking = quoted((*finding.missing_channels, *finding.missing_elements, *finding.missing_requirements))
    if not lacking.zh:
        return Text("补足所缺的部分", "make up what is lacking")
    return Text(f"补齐：{lacking.zh}", f"make up: {lacking.en}")
