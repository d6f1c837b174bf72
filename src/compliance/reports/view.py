"""The HTML report as the templates get it: every word chosen, every number formatted."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, AgencySummary, Assessment, FileRead, Finding, Verdict
from compliance.findings.phrases import instant
from compliance.reports.charts import BAR, Segment, length, stacked
from compliance.reports.figures import (
    CLOSED,
    LISTED,
    OPEN,
    conclusion,
    counted,
    log_read,
    number,
    period_checked,
    rejected_headline,
    share,
)
from compliance.reports.labels import LABELS, labels
from compliance.reports.proofs import proofs
from compliance.reports.rows import Group, Rows
from compliance.reports.scorecard_view import ScoreView, score_view
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.waivers_view import COLUMNS as COLUMNS_OF_WAIVERS
from compliance.reports.waivers_view import WaiverRow, waiver_rows

MOST_FINDINGS = 2000
MOST_AGENCIES = 300
AGENCY_COLUMNS: tuple[tuple[Verdict, ...], ...] = (*((verdict,) for verdict in GAPS), OPEN, (Verdict.MET,))
"""What is counted for each agency; a column is called by its first verdict. Its bar shows all of them."""
LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the conclusion, drawn large."""

    label: str
    value: str
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One verdict of all, with its bar."""

    verdict: str
    words: str
    count: int
    share: str
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency with its numbers and its bar."""

    name: str
    obligations: int
    gaps: int
    counts: tuple[int, ...]
    score: str
    grade: str
    segments: tuple[Segment, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Findings that are folded away: a name, how many there are, and those listed."""

    verdict: str
    title: str
    count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class RulesetView:
    """A ruleset, why it was picked and what it counts by."""

    title: str
    line: str
    chosen: str
    calendar: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileView:
    """How a file was read."""

    name: str
    facts: tuple[Fact, ...]
    columns: tuple[Fact, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Duties that gave no obligation, for one reason."""

    ruleset: str
    rules: str
    reason: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be read."""

    file: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    lang: str
    words: dict[str, str]
    about: tuple[Fact, ...]
    conclusion: str
    attention: str
    rulesets: tuple[RulesetView, ...]
    tiles: tuple[Tile, ...]
    bars: tuple[Bar, ...]
    bar_width: int
    agency_columns: tuple[str, ...]
    agencies: tuple[AgencyRow, ...]
    agencies_cut: str
    gap_count: int
    gaps: tuple[Group, ...]
    open_count: int
    open: tuple[Group, ...]
    folded: tuple[Section, ...]
    capped: str
    unproved: str
    single_file: str
    silent: tuple[Silent, ...]
    silent_count: int
    log: str
    files: tuple[FileView, ...]
    notes: tuple[str, ...]
    rejected_count: int
    rejected: tuple[RejectedRow, ...]
    rejected_cut: str
    facts: tuple[Fact, ...]
    score: ScoreView
    waiver_columns: tuple[str, ...]
    waivers: tuple[WaiverRow, ...]


def page(assessment: Assessment, language: Language) -> Page:
    """The view of an assessment."""
    return _View(assessment, language).page()


class _View:
    """Makes the parts of a page; all of them need the language."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.assessment = assessment
        self.language = language
        files = {file.file for file in assessment.log.files}
        self.single = files.pop() if len(files) == 1 else None

    def page(self) -> Page:
        seen, summary = self.assessment, self.assessment.summary
        gaps, undecided, folded, unproved = self.findings()
        return Page(
            lang=LANGUAGES[self.language],
            words=labels(self.language),
            about=self.about(),
            conclusion=self.said(conclusion(seen)),
            attention=self.said(rejected_headline(seen)),
            rulesets=self.rulesets(),
            tiles=self.tiles(),
            bars=self.bars(),
            bar_width=BAR,
            agency_columns=tuple(self.said(verdicts[0].words) for verdicts in AGENCY_COLUMNS),
            agencies=self.agencies(),
            agencies_cut=self.agencies_cut(),
            gap_count=summary.gaps,
            gaps=gaps,
            open_count=self.number_of(OPEN),
            open=undecided,
            folded=folded,
            capped=self.capped(),
            unproved=unproved,
            single_file=tidy(self.single or ""),
            silent=self.silent(),
            silent_count=len(seen.not_triggered),
            log=self.said(log_read(seen)),
            files=tuple(self.file(file) for file in seen.log.files),
            notes=tuple(self.said(note) for note in seen.log.notes),
            rejected_count=seen.log.rejected_count,
            rejected=self.rejected(),
            rejected_cut=self.rejected_cut(),
            facts=self.facts(),
            score=score_view(seen, self.language),
            waiver_columns=tuple(self.label(name) for name in COLUMNS_OF_WAIVERS),
            waivers=waiver_rows(seen, self.language),
        )

    def said(self, words: Text) -> str:
        return tidy(words.said(self.language), LONGEST_REASON)

    def label(self, name: str) -> str:
        return LABELS[name].said(self.language)

    def number_of(self, verdicts: Sequence[Verdict]) -> int:
        return sum(self.assessment.summary.verdicts.get(verdict, 0) for verdict in verdicts)

    def about(self) -> tuple[Fact, ...]:
        facts = [
            Fact(self.label("as_of"), instant(self.assessment.as_of)),
            Fact(self.label("window"), self.said(period_checked(self.assessment))),
        ]
        if self.assessment.generated:
            facts.append(Fact(self.label("generated"), self.assessment.generated.isoformat(" ", "seconds")))
        return tuple(facts)

    def rulesets(self) -> tuple[RulesetView, ...]:
        return tuple(
            RulesetView(
                title=tidy(used.title),
                line=f"{tidy(used.id)} · {used.rules} {self.label('rules')}",
                chosen=self.said(used.chosen),
                calendar=self.said(used.calendar),
                digest=used.digest,
            )
            for used in self.assessment.rulesets
        )

    def tiles(self) -> tuple[Tile, ...]:
        summary = self.assessment.summary
        tiles = [
            Tile(self.label("obligations"), str(summary.obligations), ""),
            Tile(self.label("gaps"), str(summary.gaps), "bad" if summary.gaps else ""),
            Tile(self.label("open"), str(self.number_of(OPEN)), ""),
            Tile(self.said(Verdict.MET.words), str(self.number_of((Verdict.MET,))), "good"),
        ]
        if summary.waived:
            tiles.append(Tile(self.label("waived"), str(summary.waived), ""))
        if summary.score is not None:
            tiles.append(Tile(self.label("score"), number(summary.score), ""))
        return tuple(tiles)

    def bars(self) -> tuple[Bar, ...]:
        summary = self.assessment.summary
        return tuple(self.bar(verdict, summary.verdicts.get(verdict, 0), summary.obligations) for verdict in LISTED)

    def bar(self, verdict: Verdict, n: int, whole: int) -> Bar:
        words, part = self.said(verdict.words), share(n, whole)
        return Bar(verdict.value, words, n, part, length(n, whole), f"{words} {n} ({part})")

    def agencies(self) -> tuple[AgencyRow, ...]:
        """Those with most gaps first."""
        ranked = sorted(self.assessment.agencies, key=lambda agency: -_number(agency, GAPS))
        return tuple(self.agency(agency) for agency in ranked[:MOST_AGENCIES])

    def agency(self, agency: AgencySummary) -> AgencyRow:
        return AgencyRow(
            name=tidy(agency.agency) or self.label("no_agency"),
            obligations=agency.obligations,
            gaps=_number(agency, GAPS),
            counts=tuple(_number(agency, verdicts) for verdicts in AGENCY_COLUMNS),
            score=number(agency.score),
            grade=tidy(agency.grade or ""),
            segments=stacked(agency.verdicts),
            text=self.said(counted(agency.verdicts, LISTED)),
        )

    def agencies_cut(self) -> str:
        more = len(self.assessment.agencies) - MOST_AGENCIES
        if more <= 0:
            return ""
        return self.said(Text(f"另有{more}个单位未列出，见 JSON 报告。", f"{more} more agencies: see the JSON report."))

    def findings(self) -> tuple[tuple[Group, ...], tuple[Group, ...], tuple[Section, ...], str]:
        """Gaps, undetermined, what is folded away, and how many are derived; failures come first when the report is full."""
        listed = list(islice(self.in_order(), MOST_FINDINGS))
        alone = [finding for finding in listed if finding.counts and not finding.waived]
        waived = [finding for finding in listed if finding.waived]
        doubted = [finding for finding in alone if finding.verdict in (*GAPS, Verdict.UNDETERMINED)]
        proved = proofs(self.assessment, doubted, self.language)
        rows = Rows(self.language, self.assessment.as_of, self.single, proved)
        folded = [
            Section(
                verdict.value,
                self.said(verdict.words),
                self.assessment.summary.verdicts.get(verdict, 0),
                rows.groups(finding for finding in alone if finding.verdict is verdict),
            )
            for verdict in CLOSED
        ]
        if waived:
            folded.append(Section("waived", self.label("waived"), len(waived), rows.groups(waived)))
        cases = [finding for finding in listed if not finding.counts]
        if cases:
            folded.append(Section("partial", self.label("partial"), len(cases), rows.groups(cases)))
        return (
            rows.groups(finding for finding in alone if finding.verdict in GAPS),
            rows.groups(finding for finding in alone if finding.verdict in OPEN),
            tuple(folded),
            self.unproved(len(proved), len(doubted)),
        )

    def unproved(self, proved: int, all_: int) -> str:
        if not 0 < proved < all_:
            return ""
        words = Text(
            f"前{proved}项附有推算；其余各项用 compliance explain 查看。",
            f"The first {proved} are derived here; see the others with compliance explain.",
        )
        return self.said(words)

    def in_order(self) -> Iterator[Finding]:
        for verdicts in (GAPS, OPEN, CLOSED):
            yield from self.assessment.findings.of(verdicts, MOST_FINDINGS)

    def capped(self) -> str:
        total = len(self.assessment.findings)
        if total <= MOST_FINDINGS:
            return ""
        words = Text(
            f"共{total}项，本报告只列出前{MOST_FINDINGS}项，问题在先；统计数字含全部。完整清单见 CSV 或 JSON 报告。",
            f"Of {total} findings this report lists {MOST_FINDINGS}, gaps first; the numbers count all of them. "
            "The full list is in the CSV or JSON report.",
        )
        return self.said(words)

    def silent(self) -> tuple[Silent, ...]:
        """Rules without an obligation, together where the reason is the same."""
        by_reason: dict[tuple[str, str], list[str]] = {}
        for no in self.assessment.not_triggered:
            duty = self.label("duty").format(no.duty)
            name = tidy(no.rule) if no.duty == 1 else f"{tidy(no.rule)} ({duty})"
            by_reason.setdefault((no.ruleset, self.said(no.reason)), []).append(name)
        separator = Text("、", ", ").said(self.language)
        return tuple(
            Silent(tidy(ruleset), separator.join(rules), reason) for (ruleset, reason), rules in by_reason.items()
        )

    def file(self, file: FileRead) -> FileView:
        name = f"{file.file}:{file.sheet}" if file.sheet and not file.file.endswith(f":{file.sheet}") else file.file
        facts = (
            Fact(self.label("shape"), self.said(file.shape)),
            Fact(self.label("encoding"), file.encoding or "—"),
            Fact(self.label("rows"), str(file.rows)),
            Fact(self.label("events"), str(file.events)),
        )
        columns = tuple(Fact(tidy(header), self.said(taken)) for header, taken in file.columns)
        return FileView(tidy(name), facts, columns, tuple(self.said(note) for note in file.notes))

    def rejected(self) -> tuple[RejectedRow, ...]:
        return tuple(
            RejectedRow(
                tidy(row.file), row.row, tidy(row.column or ""), tidy(row.value or "", 80), self.said(row.reason)
            )
            for row in self.assessment.log.rejected
        )

    def rejected_cut(self) -> str:
        log = self.assessment.log
        if log.rejected_count <= len(log.rejected):
            return ""
        n = len(log.rejected)
        words = Text(f"共{log.rejected_count}行，此处列出前{n}行。", f"The first {n} of {log.rejected_count} rows.")
        return self.said(words)

    def facts(self) -> tuple[Fact, ...]:
        """What a second person needs to get the same report."""
        seen = self.assessment
        facts = [
            Fact(self.label("tool"), f"compliance {seen.version}".strip()),
            Fact(self.label("as_of"), seen.as_of.isoformat()),
        ]
        for used in seen.rulesets:
            facts.append(Fact(f"{self.label('digest')} {tidy(used.id)}", used.digest))
            facts.append(Fact(f"{self.label('calendar')} {tidy(used.id)}", self.said(used.calendar)))
        if seen.command:
            facts.append(Fact(self.label("command"), tidy(shlex.join(seen.command), LONGEST_REASON)))
        return tuple(facts)


def _number(agency: AgencySummary, verdicts: Sequence[Verdict]) -> int:
    return sum(agency.verdicts.get(verdict, 0) for verdict in verdicts)
