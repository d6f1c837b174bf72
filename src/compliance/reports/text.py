"""The report for a terminal or a mail: a summary and the gaps, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import BinaryIO

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding, Rejected, Verdict
from compliance.findings.phrases import instant, period
from compliance.findings.scorecard import Scorecard
from compliance.reports.figures import OPEN, conclusion, log_read, number, period_checked, rejected_headline
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.scorecard_view import lines_of, sentences, told
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.waivers_view import told as told_waiver
from compliance.reports.waivers_view import verdict_of, waiver_rows
from compliance.reports.wrap import padded, wrapped

GAPS_SHOWN = 50
REJECTED_SHOWN = 10
NOT_TRIGGERED_SHOWN = 10
SCORE_LINES_SHOWN = 3
WAIVED_SHOWN = 10
PLAIN, BOLD, ALARM = "\033[0m", "\033[1m", "\033[1;31m"
TINTS = {Verdict.MISSING: "\033[31m", Verdict.LATE: "\033[31m", Verdict.INCOMPLETE: "\033[33m", Verdict.MET: "\033[34m"}


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report as UTF-8."""
    out.write(render_text(assessment, manner.language).encode("utf-8", "replace"))


def render_text(assessment: Assessment, language: Language, color: bool = False, width: int = 80) -> str:
    """The whole report, with a newline at its end; escape sequences only where `color` asks for them."""
    page = _Page(language, color, width)
    page.header(assessment)
    page.rejected(assessment)
    page.gaps(assessment)
    page.waivers(assessment)
    page.not_triggered(assessment)
    page.say("")
    page.paragraph(page.said(conclusion(assessment)), tint=BOLD)
    return "\n".join(page.lines) + "\n"


class _Page:
    """The lines so far, and how to add to them."""

    def __init__(self, language: Language, color: bool, width: int) -> None:
        self.language = language
        self.color = color
        self.width = width
        self.lines: list[str] = []

    def said(self, words: Text) -> str:
        return words.said(self.language)

    def label(self, name: str) -> str:
        return self.said(LABELS[name])

    def say(self, line: str, tint: str = "") -> None:
        self.lines.append(f"{tint}{line}{PLAIN}" if self.color and tint and line else line)

    def paragraph(self, text: str, first: str = "", rest: str = "", tint: str = "") -> None:
        for line in wrapped(tidy(text, LONGEST_REASON), self.width, first, rest):
            self.say(line, tint)

    def field(self, name: str, text: str) -> None:
        """`name  text`, the text in a column of its own."""
        column = 10 if self.language == "zh" else 16
        self.paragraph(text, padded(self.label(name), column), " " * column)

    def heading(self, text: str) -> None:
        self.say("")
        self.say(text, BOLD)
        self.say("-" * self.width)

    def header(self, assessment: Assessment) -> None:
        self.say(self.label("title"), BOLD)
        self.say("-" * self.width)
        self.field("as_of", instant(assessment.as_of))
        self.field("window", self.said(period_checked(assessment)))
        for used in assessment.rulesets:
            rules = Text(f"{used.rules}条", f"{used.rules} rules")
            chosen = Text(f"（{used.id}，{rules.zh}）：{used.chosen.zh}", f" ({used.id}, {rules.en}): {used.chosen.en}")
            self.field("ruleset", f"{used.title}{self.said(chosen)}")
        self.field("log_short", self.said(log_read(assessment)))
        summary = assessment.summary
        self.field("obligations", str(summary.obligations))
        column = 10 if self.language == "zh" else 16
        for verdict in (*GAPS, *OPEN, Verdict.PENDING, Verdict.MET, Verdict.EXEMPT):
            n = summary.verdicts.get(verdict, 0)
            self.say(f"  {padded(self.said(verdict.words), column - 2)}{n:>6}", TINTS.get(verdict, "") if n else "")
        if summary.waived:
            self.say(f"  {padded(self.label('waived'), column - 2)}{summary.waived:>6}")
        if summary.score is not None:
            self.field("score", f"{number(summary.score)} {tidy(summary.card.grade or '')}".rstrip())
            self.score(summary.card)

    def score(self, card: Scorecard) -> None:
        """How the score came about: in sentences, then its costliest lines."""
        indent = " " * (10 if self.language == "zh" else 16)
        for sentence in sentences(card, self.language) if card.accounts else ():
            self.paragraph(sentence, indent, indent)
        for line in told(lines_of(card, self.language), self.language, SCORE_LINES_SHOWN):
            self.paragraph(line, indent, f"{indent}  ")

    def rejected(self, assessment: Assessment) -> None:
        headline = self.said(rejected_headline(assessment))
        if not headline:
            return
        self.say("")
        self.say(f"!! {headline}", ALARM)
        for row in islice(assessment.log.rejected, REJECTED_SHOWN):
            self.paragraph(self.rejected_row(row), "   ", "     ")
        self.and_more(assessment.log.rejected_count - min(REJECTED_SHOWN, len(assessment.log.rejected)), "   ")

    def rejected_row(self, row: Rejected) -> str:
        column = tidy(row.column) if row.column else ""
        value = Text(f"“{tidy(row.value, 60)}”", f" “{tidy(row.value, 60)}”") if row.value is not None else Text("", "")
        place = Text(f"{row.file}第{row.row}行", f"{row.file} row {row.row}")
        said = Text(f" {column}{value.zh}：{row.reason.zh}", f" {column}{value.en}: {row.reason.en}")
        return self.said(place) + self.said(said)

    def gaps(self, assessment: Assessment) -> None:
        total = assessment.summary.gaps
        if not total:
            return
        self.heading(f"{self.label('gap_list')} {total}")
        shown = 0
        for _, group in groupby(_counting(assessment, GAPS_SHOWN), key=_group):
            findings = list(group)
            shown += len(findings)
            self.group(findings)
        self.and_more(total - shown, "")

    def group(self, findings: list[Finding]) -> None:
        """The gaps of one rule and agency."""
        first = findings[0]
        parts = [f"[{first.rule}] {first.title or first.matter}", first.agency, self.said(first.modality.words)]
        if first.citation:
            parts.append(f"{self.label('clause')} {first.citation}")
        self.paragraph("  ".join(tidy(part) for part in parts if part), "", "    ", BOLD)
        for finding in findings:
            named = [verdict_of(finding, self.language), case_or_period(finding, self.language)]
            self.paragraph("  ".join(filter(None, named)), "  ", "    ", TINTS.get(finding.verdict, ""))
            self.paragraph(self.said(finding.reason), "    ", "    ")

    def waivers(self, assessment: Assessment) -> None:
        """Every waiver, then the gaps that are not counted because of one."""
        if not assessment.waivers:
            return
        self.heading(f"{self.label('waivers')} {len(assessment.waivers)}")
        for row in waiver_rows(assessment, self.language):
            self.paragraph(told_waiver(row, self.language), "  ", "    ")
        waived = (finding for finding in assessment.findings.of(GAPS) if finding.waived)
        shown = list(islice(waived, WAIVED_SHOWN)) if assessment.summary.waived else []
        for _, group in groupby(shown, key=_group):
            self.group(list(group))
        self.and_more(assessment.summary.waived - len(shown), "  ")

    def not_triggered(self, assessment: Assessment) -> None:
        total = len(assessment.not_triggered)
        if not total:
            return
        self.heading(f"{self.label('not_triggered')} {total}")
        for no in islice(assessment.not_triggered, NOT_TRIGGERED_SHOWN):
            duty = self.label("duty").format(no.duty)
            self.paragraph(f"[{no.rule}] {duty}{self.said(Text('：', ': '))}{self.said(no.reason)}", "  ", "    ")
        self.and_more(total - NOT_TRIGGERED_SHOWN, "  ")

    def and_more(self, n: int, indent: str) -> None:
        """That a list was cut, and where the whole of it is."""
        if n > 0:
            more = Text(f"还有{n}项，见报告文件（-o 报告.html）", f"{n} more: see a report file (-o report.html)")
            self.say(indent + self.said(more))


def _counting(assessment: Assessment, limit: int) -> Iterable[Finding]:
    """The first gaps that count by themselves."""
    found: Iterator[Finding] = (f for f in assessment.findings.of(GAPS) if f.counts and not f.waived)
    return islice(found, limit)


def _group(finding: Finding) -> tuple[str, str, str]:
    return finding.ruleset, finding.rule, finding.agency


def case_or_period(finding: Finding, language: Language) -> str:
    """The case's number, or the period in words."""
    parts = (finding.case or "", period(finding.period).said(language) if finding.period else "")
    return tidy(" ".join(part for part in parts if part))
