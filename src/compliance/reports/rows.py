"""Findings as rows of the HTML report: words and formatted figures, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Finding, Source, Verdict
from compliance.findings.acts import action
from compliance.findings.phrases import days_off, deadline, stamp
from compliance.findings.words import lateness
from compliance.reports.called import agency_name, case_or_period
from compliance.reports.charts import Timeline, timeline
from compliance.reports.labels import LABELS
from compliance.reports.links import Place, Places
from compliance.reports.proofs import Proofs, ProofStep
from compliance.reports.tidy import LONGEST_REASON, tidy

SAFE_LINKS = ("http://", "https://")
NOTED = 30
"""Days passed over that take fewer characters are not worth a note."""
CLOSING = {"zh": "）", "en": ")"}
"""They stand in brackets, with the make-up working days behind them."""
IN_CHINESE = ((" of ", "／"), (" working days", "个工作日"), (" days", "日"))
"""What a shortfall says in English, which is data, and what a Chinese page says in its place."""


class Cell(NamedTuple):
    """A date with what it is the date of, and its record in small print."""

    text: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding."""

    id: str
    """The number of the problem (`numbering`): where the page's address may point, with `#` before it."""
    record: str
    agency: str
    verdict: str
    words: str
    trigger: Cell
    due: str
    actual: Cell
    over: str
    reason: str
    link: str | None
    line: str | None
    """The id of its time line."""
    waived: bool
    explained: bool
    """Whether the dates alone do not say why: the reason is printed."""
    proof: tuple[ProofStep, ...] = ()
    """How it came about, step by step."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule that follow each other."""

    rule: str
    title: str
    matter: str
    clause: str
    modality: str
    binding: str
    rows: tuple[Row, ...]


class Rows:
    """Makes rows in one language; `single` is the log's only file, whose name need not be repeated.

    `ids` are the numbers of the findings by their `id()`; `places` becomes where each gap stands.

    `noting` is for lists too long to be mailed otherwise: the days passed over stand once in `notes` instead of in many
    sentences, and rows of the log are named by the sentences alone.
    """

    def __init__(
        self,
        language: Language,
        as_of: datetime,
        single: str | None,
        proofs: Proofs,
        ids: Mapping[int, str],
        noting: bool = False,
    ) -> None:
        self.language = language
        self.as_of = as_of
        self.single = single
        self.proofs = proofs
        self.noting = noting
        self.notes: dict[str, int] = {}
        self.lines: dict[Timeline, str] = {}
        self.ids = ids
        self.places: Places = {}

    def groups(self, findings: Iterable[Finding]) -> tuple[Group, ...]:
        """The findings, grouped."""
        return tuple(self._group(list(group)) for _, group in groupby(findings, key=_key))

    def _group(self, findings: list[Finding]) -> Group:
        first = findings[0]
        return Group(
            rule=tidy(first.rule),
            title=tidy(first.title or first.matter),
            matter=tidy(first.matter) or LABELS["no_matter"].said(self.language),
            clause=tidy(first.citation or ""),
            modality=first.modality.value,
            binding=first.modality.words.said(self.language),
            rows=tuple(self._row(finding) for finding in findings),
        )

    def _row(self, finding: Finding) -> Row:
        gap = finding.verdict in GAPS
        place = self.ids[id(finding)]
        if gap and finding.counts and not finding.waived:
            key = finding.ruleset, finding.rule, finding.verdict
            name = finding.case or finding.period or ""
            found = Place(finding.agency, name, case_or_period(finding, self.language), place)
            self.places.setdefault(key, []).append(found)
        return Row(
            id=place,
            record=self._record(finding),
            agency=agency_name(finding.agency, self.language),
            verdict=finding.verdict.value,
            words=finding.verdict.words.said(self.language),
            trigger=self._trigger(finding),
            due=deadline(finding.due).said(self.language) if finding.due else "",
            actual=self._actual(finding),
            over=self._over(finding),
            reason=self._reason(finding),
            link=tidy(finding.url) if finding.url and finding.url.startswith(SAFE_LINKS) else None,
            line=self._line(finding) if gap else None,
            waived=finding.waived,
            explained=gap or finding.verdict is Verdict.EXEMPT or finding.due is None,
            proof=self.proofs.get(id(finding), ()),
        )

    def _reason(self, finding: Finding) -> str:
        said = finding.reason.said(self.language)
        passed = days_off(finding.days_off).said(self.language) if self.noting else ""
        if len(passed) > NOTED and passed in said:
            start = said.index(passed)
            end = said.index(CLOSING[self.language], start + len(passed))
            number = self.notes.setdefault(said[start:end], len(self.notes) + 1)
            said = said[:start] + LABELS["see_note"].said(self.language).format(number) + said[end:]
        return tidy(said, LONGEST_REASON)

    def _line(self, finding: Finding) -> str | None:
        line = timeline(finding, self.as_of)
        return self.lines.setdefault(line, f"t{len(self.lines)}") if line else None

    def _record(self, finding: Finding) -> str:
        """The case or period; of an event of no case, its row."""
        return case_or_period(finding, self.language) or self._where(finding.trigger_source)

    def _trigger(self, finding: Finding) -> Cell:
        if finding.trigger is None:
            return Cell("")
        if self.noting:
            return Cell(stamp(finding.trigger).said(self.language))
        what = action(finding.trigger_action).said(self.language) if finding.trigger_action else ""
        when = stamp(finding.trigger).said(self.language)
        return Cell(when, tidy(" ".join(part for part in (what, self._where(finding.trigger_source)) if part)))

    def _actual(self, finding: Finding) -> Cell:
        if finding.completed is None:
            return Cell("")
        where = "" if self.noting else self._where(finding.completed_source)
        return Cell(stamp(finding.completed).said(self.language), where)

    def _where(self, source: Source | None) -> str:
        if source is None:
            return ""
        row = LABELS["row"].said(self.language).format(source.row)
        return row if source.file == self.single else f"{tidy(source.file)} {row}"

    def _over(self, finding: Finding) -> str:
        """By how much it is late, or falls short: 2／3 of `2 of 3`, 18／20日 of `18 of 20 days`."""
        if finding.verdict is Verdict.LATE:
            return lateness(finding.days_late, finding.hours_late).said(self.language)
        short = tidy(finding.shortfall or "")
        for words, said in IN_CHINESE if self.language == "zh" else ():
            short = short.replace(words, said)
        return short


def _key(finding: Finding) -> tuple[str, str]:
    return finding.ruleset, finding.rule
