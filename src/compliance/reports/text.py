"""The report for a terminal or a mail: counts, the worst agencies, the gaps of each, 80 columns wide.

On a terminal long lists are cut, and what is left out is said with the way to see it. A file is complete.
"""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import BinaryIO

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.legible import legible
from compliance.findings import GAPS, AgencySummary, Assessment, FileRead, Finding, Rejected, Verdict
from compliance.findings.assessment import Findings
from compliance.findings.phrases import instant
from compliance.findings.scorecard import Scorecard
from compliance.reports.called import agency_name, case_or_period
from compliance.reports.figures import (
    LISTED,
    OPEN,
    conclusion,
    log_and_notes,
    number,
    period_checked,
    rows_accounted,
    rules_of,
    share,
    tally,
)
from compliance.reports.files_view import file_name
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.ranking import gaps_of, worst_first
from compliance.reports.scorecard_view import lines_of, sentences, told
from compliance.reports.table import Column, table
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import attention, unread_rows
from compliance.reports.unread import told as told_unread
from compliance.reports.waivers_view import told as told_waiver
from compliance.reports.waivers_view import verdict_of, waiver_rows
from compliance.reports.wrap import padded, wrapped

AGENCIES_SHOWN = 10
GAPS_SHOWN = 50
GAPS_OF_ONE = 10
"""Of one agency, where there are several."""
OPEN_SHOWN = 5
REJECTED_SHOWN = 10
UNREAD_SHOWN = 10
NOT_TRIGGERED_SHOWN = 10
SCORE_LINES_SHOWN = 3
WAIVED_SHOWN = 10
FEW_AGENCIES = 60
"""As many are asked for one by one."""
HELD = 200_000
"""Findings that are held so that those of many agencies are asked for at once: for each alone, thousands take minutes."""
PLAIN, BOLD, ALARM = "\033[0m", "\033[1m", "\033[1;31m"
TINTS = {Verdict.MISSING: "\033[31m", Verdict.LATE: "\033[31m", Verdict.INCOMPLETE: "\033[33m", Verdict.MET: "\033[34m"}
CHINESE = frozenset(("gb2312", "gbk", "gb18030", "big5", "cp950", "hz"))
"""Encodings of terminals on which ambiguous marks take two columns."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the report is shown on: columns, escape sequences for colour or none, what characters it has, whether all is
    shown however much it is.
    """

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    complete: bool = False

    @property
    def ambiguous(self) -> int:
        """Columns of marks that are narrow on one terminal and wide on another."""
        return 2 if codecs.lookup(self.encoding).name in CHINESE else 1


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the whole report as UTF-8, line by line."""
    page = _Page(lambda line: out.write(f"{line}\n".encode("utf-8", "replace")), manner.language, Screen(complete=True))
    page.report(assessment)


def render_text(assessment: Assessment, language: Language, screen: Screen | None = None) -> str:
    """The report for a screen, with a newline at its end."""
    lines: list[str] = []
    _Page(lines.append, language, screen or Screen()).report(assessment)
    return "\n".join(lines) + "\n"


class _Page:
    """Says line after line."""

    def __init__(self, out: Callable[[str], object], language: Language, screen: Screen) -> None:
        self.out = out
        self.language = language
        self.screen = screen
        self.column = 10 if language == "zh" else 16

    def report(self, assessment: Assessment) -> None:
        self.header(assessment)
        self.counts(assessment)
        self.not_read(assessment)
        self.agencies(assessment)
        self.gaps(assessment)
        self.waivers(assessment)
        self.open(assessment)
        self.not_triggered(assessment)
        self.log(assessment)
        self.say("")
        self.paragraph(self.said(conclusion(assessment)), tint=BOLD)

    def said(self, words: Text) -> str:
        return words.said(self.language)

    def label(self, name: str) -> str:
        return self.said(LABELS[name])

    def plain(self, text: str) -> str:
        return legible(tidy(text, LONGEST_REASON), self.screen.encoding)

    def say(self, line: str, tint: str = "") -> None:
        self.out(f"{tint}{line}{PLAIN}" if self.screen.color and tint and line else line)

    def paragraph(self, text: str, first: str = "", rest: str = "", tint: str = "") -> None:
        for line in wrapped(self.plain(text), self.screen.width, first, rest, self.screen.ambiguous):
            self.say(line, tint)

    def field(self, name: str, text: str) -> None:
        """`name  text`, the text in a column of its own."""
        self.paragraph(text, padded(self.label(name), self.column), " " * self.column)

    def heading(self, text: str) -> None:
        self.say("")
        self.paragraph(text, tint=BOLD)
        self.rule()

    def rule(self) -> None:
        self.say("-" * self.screen.width)

    def shown(self, at_most: int) -> int | None:
        """How many of a list are shown; None: all of them."""
        return None if self.screen.complete else at_most

    def header(self, assessment: Assessment) -> None:
        self.say(self.label("title"), BOLD)
        self.rule()
        self.field("as_of", instant(assessment.as_of))
        self.field("window", self.said(period_checked(assessment)))
        for used in assessment.rulesets:
            rules = rules_of(used)
            chosen = Text(f"（{used.id}，{rules.zh}）：{used.chosen.zh}", f" ({used.id}, {rules.en}): {used.chosen.en}")
            self.field("ruleset", f"{used.title}{self.said(chosen)}")
        self.field("log_short", self.said(log_and_notes(assessment)))
        card = assessment.summary.card
        if assessment.summary.score is not None:
            self.field("score", f"{number(assessment.summary.score)} {tidy(card.grade or '')}".rstrip())
            self.score(card)

    def score(self, card: Scorecard) -> None:
        """How the score came about: in sentences, then its costliest lines."""
        indent = " " * self.column
        for sentence in sentences(card, self.language) if card.accounts else ():
            self.paragraph(sentence, indent, indent)
        for line in told(lines_of(card, self.language), self.language, SCORE_LINES_SHOWN):
            self.paragraph(line, indent, f"{indent}  ")

    def counts(self, assessment: Assessment) -> None:
        summary = assessment.summary
        rows = [(verdict, summary.verdicts.get(verdict, 0)) for verdict in LISTED]
        cells = [(self.said(verdict.words), str(n), share(n, summary.obligations) if n else "") for verdict, n in rows]
        if summary.waived:
            cells.append((self.label("waived"), str(summary.waived), share(summary.waived, summary.obligations)))
        cells.append((self.label("obligations"), str(summary.obligations), ""))
        columns = [Column(self.label("count")), Column(self.label("share"))]
        lines = table(self.label("verdict"), columns, cells, min(self.screen.width, self.column + 20), self.plain)
        self.say("")
        tints = [
            BOLD,
            *(TINTS.get(verdict, "") if n else "" for verdict, n in rows),
            *[""] * (summary.waived > 0),
            BOLD,
        ]
        for line, tint in zip(lines, tints, strict=True):
            self.say(line, tint)

    def not_read(self, assessment: Assessment) -> None:
        """The files and rows that could not be read."""
        headline = self.said(attention(assessment))
        if not headline:
            return
        self.say("")
        self.paragraph(f"!! {headline}", rest="   ", tint=ALARM)
        files = unread_rows(assessment.log, self.language)
        listed = files[: self.shown(UNREAD_SHOWN)]
        for file in listed:
            self.paragraph(told_unread(file, self.language), "   ", "     ")
        self.and_more(len(files) - len(listed), "   ")
        shown = list(islice(assessment.log.rejected, self.shown(REJECTED_SHOWN)))
        for row in shown:
            self.paragraph(self.rejected_row(row), "   ", "     ")
        self.and_more(assessment.log.rejected_count - len(shown), "   ")

    def rejected_row(self, row: Rejected) -> str:
        column = f" {tidy(row.column)}" if row.column else ""
        value = Text(f"“{tidy(row.value, 60)}”", f" “{tidy(row.value, 60)}”") if row.value is not None else Text("", "")
        place = Text(f"{row.file}第{row.row}行", f"{row.file} row {row.row}")
        said = Text(f"{column}{value.zh}：{row.reason.zh}", f"{column}{value.en}: {row.reason.en}")
        return self.said(place) + self.said(said)

    def name(self, agency: str) -> str:
        return agency_name(agency, self.language)

    def agencies(self, assessment: Assessment) -> None:
        """Those with the most gaps; of a single one the counts above say it all."""
        found = worst_first(assessment.agencies)
        if len(found) < 2:
            return
        shown = found[: self.shown(AGENCIES_SHOWN)]
        more = len(found) - len(shown)
        some = Text(f"单位（问题最多的{len(shown)}家）", f"Agencies (the {len(shown)} with most gaps)")
        self.heading(self.said(some) if more else f"{self.label('agencies')} {len(found)}")
        columns = [
            Column(self.label("gaps"), 1),
            *(Column(self.said(verdict.words), 4) for verdict in GAPS),
            Column(self.label("open"), 3),
            Column(self.label("obligations"), 2),
            Column(self.label("score"), 1),
        ]
        rows = [(self.name(agency.agency), *self.agency(agency)) for agency in shown]
        for line in table(self.label("agency"), columns, rows, self.screen.width, self.plain, self.screen.ambiguous):
            self.say(line)
        self.and_more(more, "")

    def agency(self, agency: AgencySummary) -> tuple[str, ...]:
        counts = agency.verdicts
        kinds = (counts.get(verdict, 0) for verdict in GAPS)
        figures = [gaps_of(agency), *kinds, tally(counts, OPEN), agency.obligations]
        return (*(str(n) for n in figures), number(agency.score))

    def gaps(self, assessment: Assessment) -> None:
        """By agency, those with most gaps first; of each the first, and how many more there are."""
        if not assessment.summary.gaps:
            return
        self.heading(f"{self.label('gap_list')} {assessment.summary.gaps}")
        with_gaps = [agency for agency in worst_first(assessment.agencies) if gaps_of(agency)]
        room = GAPS_SHOWN
        found = _of_each(assessment, with_gaps if self.screen.complete else (), GAPS)
        for n, agency in enumerate(with_gaps):
            if room <= 0 and not self.screen.complete:
                rest = with_gaps[n:]
                self.and_more(sum(gaps_of(other) for other in rest), "", len(rest))
                return
            most = GAPS_OF_ONE if len(with_gaps) > 1 else GAPS_SHOWN
            room -= self.gaps_of(agency, found(agency.agency), min(most, room))

    def gaps_of(self, agency: AgencySummary, found: Iterable[Finding], at_most: int) -> int:
        """One agency's gaps; how many were shown."""
        n = gaps_of(agency)
        self.paragraph(f"{self.name(agency.agency)}  {self.label('gaps')} {n}", tint=BOLD)
        shown = self.groups(islice(found, self.shown(at_most)))
        self.and_more(n - shown, "  ")
        return shown

    def open(self, assessment: Assessment) -> None:
        """What is left for a person, by agency; of a list that is cut the first that the log is too vague for."""
        n = tally(assessment.summary.verdicts, OPEN)
        if not self.screen.complete:
            self.vague(assessment, n)
            return
        if not n:
            return
        self.heading(f"{self.label('open_list')} {n}")
        with_open = [agency for agency in worst_first(assessment.agencies) if tally(agency.verdicts, OPEN)]
        found = _of_each(assessment, with_open, OPEN)
        for agency in with_open:
            self.paragraph(f"{self.name(agency.agency)}  {tally(agency.verdicts, OPEN)}", tint=BOLD)
            self.groups(found(agency.agency))

    def vague(self, assessment: Assessment, n: int) -> None:
        """Why the first are undetermined, and how many more are open: what a person judges anyway needs no reason here."""
        if not assessment.summary.verdicts.get(Verdict.UNDETERMINED):
            return
        self.heading(f"{self.label('open_list')} {n}")
        shown = list(islice(_counting(assessment.findings, (Verdict.UNDETERMINED,)), OPEN_SHOWN))
        for agency, found in groupby(shown, key=lambda finding: finding.agency):
            self.paragraph(self.name(agency), tint=BOLD)
            self.groups(found)
        self.and_more(n - len(shown), "")

    def groups(self, found: Iterable[Finding]) -> int:
        """Findings of one agency by rule; how many there were."""
        shown = 0
        for _, group in groupby(found, key=lambda finding: (finding.ruleset, finding.rule)):
            findings = list(group)
            shown += len(findings)
            self.group(findings)
        return shown

    def group(self, findings: Sequence[Finding]) -> None:
        """The findings of one rule."""
        first = findings[0]
        parts = [f"[{first.rule}] {first.title or first.matter}", self.said(first.modality.words)]
        if first.citation:
            parts.append(f"{self.label('clause')} {first.citation}")
        self.paragraph("  ".join(tidy(part) for part in parts if part), "  ", "      ")
        for finding in findings:
            named = [verdict_of(finding, self.language), case_or_period(finding, self.language)]
            self.paragraph("  ".join(filter(None, named)), "    ", "      ", TINTS.get(finding.verdict, ""))
            self.paragraph(self.said(finding.reason), "      ", "      ")

    def waivers(self, assessment: Assessment) -> None:
        """Every waiver, then the gaps that are not counted because of one."""
        if not assessment.waivers:
            return
        self.heading(f"{self.label('waivers')} {len(assessment.waivers)}")
        for row in waiver_rows(assessment, self.language):
            self.paragraph(told_waiver(row, self.language), "  ", "    ")
        waived = (finding for finding in assessment.findings.of(GAPS) if finding.waived)
        shown = list(islice(waived, self.shown(WAIVED_SHOWN))) if assessment.summary.waived else []
        self.groups(shown)
        self.and_more(assessment.summary.waived - len(shown), "  ")

    def not_triggered(self, assessment: Assessment) -> None:
        total = len(assessment.not_triggered)
        if not total:
            return
        self.heading(f"{self.label('not_triggered')} {total}")
        shown = list(islice(assessment.not_triggered, self.shown(NOT_TRIGGERED_SHOWN)))
        for no in shown:
            duty = self.label("duty").format(no.duty)
            self.paragraph(f"[{no.rule}] {duty}{self.label('colon')}{self.said(no.reason)}", "  ", "    ")
        self.and_more(total - len(shown), "  ")

    def log(self, assessment: Assessment) -> None:
        """How each file was read, where all is shown; and what was noticed in any case, such as matters that no rule speaks of."""
        files = assessment.log.files if self.screen.complete else ()
        if files or assessment.log.notes:
            self.heading(self.label("log"))
        for note in assessment.log.notes:
            self.paragraph(self.said(note), "- ", "  ")
        for file in files:
            self.file(file)

    def file(self, file: FileRead) -> None:
        self.paragraph(file_name(file), tint=BOLD)
        facts = [
            (self.label("shape"), self.said(file.shape)),
            (self.label("encoding"), file.encoding or "—"),
            (self.label("rows"), self.said(rows_accounted(file))),
            (self.label("events"), str(file.events)),
        ]
        colon = self.label("colon")
        self.paragraph("  ".join(f"{name}{colon}{text}" for name, text in facts), "  ", "  ")
        if file.columns:
            taken = self.said(Text("、", ", ")).join(f"{tidy(head)} = {self.said(role)}" for head, role in file.columns)
            self.paragraph(f"{self.label('columns')}{colon}{taken}", "  ", "    ")
        for note in file.notes:
            self.paragraph(self.said(note), "  - ", "    ")

    def and_more(self, n: int, indent: str, agencies: int = 0) -> None:
        """That a list was cut, and how to see the whole of it."""
        if n <= 0:
            return
        of = Text(f"（{agencies}个单位）", f" (of {agencies} agencies)") if agencies else Text("", "")
        how = Text("加 -v 看全部，或写成文件：-o 报告.html", "-v shows all, or write a file: -o report.html")
        # A file that is complete can still lack rows that nobody kept.
        tail = Text("", "") if self.screen.complete else Text(f"，{how.zh}", f": {how.en}")
        more = Text(f"还有{n}项{of.zh}{tail.zh}", f"{n} more{of.en}{tail.en}")
        self.paragraph(self.said(more), indent, indent)


def _of_each(
    assessment: Assessment, agencies: Sequence[AgencySummary], verdicts: Sequence[Verdict]
) -> Callable[[str], Iterable[Finding]]:
    """What gives the findings of an agency that count by themselves, for those `agencies` that are all to be told."""
    if len(agencies) <= FEW_AGENCIES or sum(tally(one.verdicts, verdicts) for one in agencies) > HELD:
        return lambda agency: _counting(assessment.findings.owed_by(agency), verdicts)
    held: dict[str, list[Finding]] = defaultdict(list)
    for finding in _counting(assessment.findings, verdicts):
        held[finding.agency].append(finding)
    return lambda agency: held[agency]


def _counting(findings: Findings, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """Those that count by themselves."""
    return (finding for finding in findings.of(verdicts) if finding.counts and not finding.waived)
