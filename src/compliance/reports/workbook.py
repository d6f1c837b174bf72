"""The report as an Excel workbook that is filled in and comes back: a summary, the problems to put right, every finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding
from compliance.findings.phrases import instant
from compliance.reports.book import ALARM, CALM, PLAIN, Book, Column, Table
from compliance.reports.called import agency_name
from compliance.reports.cells import Value, due_value, time_value
from compliance.reports.follow_up import FilledRow, Ruling
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.numbering import numbered
from compliance.reports.packing import workbook
from compliance.reports.problem_list import Problem, Problems, is_problem
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.workbook_summary import write_summary
from compliance.reports.workbook_words import (
    FINDING_COLUMNS,
    PROBLEM_COLUMNS,
    WORDS,
    ColumnWords,
    Conclusion,
    Status,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_SHEETS = 200
"""Agencies with a sheet of their own; the problems of the others share one."""
FROZEN = 3
"""Columns that stay in sight: number, problem, agency."""
TONES = {Conclusion.RELAPSED: ALARM, Conclusion.DONE: CALM}


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the workbook; after a recheck with what people wrote and what became of each problem."""
    with workbook(out, constant_memory=True, default_format_properties=dict(PLAIN)) as book:
        _Writer(assessment, manner, book).write()


class _Writer:
    """Writes all sheets in one walk through the findings, however many there are."""

    def __init__(self, assessment: Assessment, manner: Manner, book: Workbook) -> None:
        self.assessment = assessment
        self.manner = manner
        self.language: Language = manner.language
        self.follow_up = manner.follow_up
        self.book = Book(book, self.language, assessment.stamp, self.word("problems_title"))
        self.problems = Problems(assessment, self.language)

    def word(self, name: str) -> str:
        return WORDS[name].said(self.language)

    def write(self) -> None:
        summary = self.book.sheet(self.word("summary"))
        lists = self.lists()
        everything = _Part(self.findings_table(1))
        for number, finding in numbered(self.assessment.findings):
            ruling = self.ruling(number, finding)
            if ruling:
                part = lists.get(agency_name(finding.agency, self.language)) or lists[""]
                self.problem(part, self.problems.problem(number, finding), ruling)
            if everything.table.full:
                everything.next(self.findings_table(everything.sheets + 1))
            self.finding(everything, number, finding)
        for row in self.follow_up.loose if self.follow_up else ():
            self.loose(lists.get(row.agency) or lists[""], row)
        write_summary(self.book, summary, self.assessment, self.follow_up)
        for part in {id(part): part for part in (*lists.values(), everything)}.values():
            part.close(self.footer())

    def footer(self) -> str:
        return f"&C{self.word('page')}"

    def ruling(self, number: str, finding: Finding) -> Ruling | None:
        """Whether the finding is in the list of problems, and how it stands."""
        if self.follow_up:
            return self.follow_up.rulings.get(number)
        return _FIRST if is_problem(finding) else None

    def lists(self) -> Mapping[str, _Part]:
        """The lists of problems by agency; under the empty name the one for all others."""
        if self.manner.split_by is None:
            return {"": _Part(self.problems_table(self.word("problems")))}
        names = self.agencies()
        own = {name: _Part(self.problems_table(name, name)) for name in names[:MOST_SHEETS] if name}
        if len(own) < len(names) or not own:
            own[""] = _Part(self.problems_table(self.word("others" if own else "problems")))
        return own

    def agencies(self) -> list[str]:
        """Those that have problems, or had some in the workbook that came back; an empty name for rows without one."""
        found = [agency for agency in self.assessment.agencies if any(agency.verdicts.get(gap) for gap in GAPS)]
        names = [agency_name(agency.agency, self.language) for agency in found]
        if self.follow_up:
            filled = [ruling.filled for ruling in self.follow_up.rulings.values()]
            rows = (*(row for row in filled if row), *self.follow_up.loose)
            names += [row.agency for row in rows]
        return list(dict.fromkeys(names))

    def problems_table(self, name: str, agency: str = "") -> Table:
        note = self.word("problems_note").format(instant(self.assessment.as_of))
        title = " ".join(part for part in (agency, self.word("problems_title")) if part)
        choices = {
            "status": tuple(status.words.said(self.language) for status in Status),
            "conclusion": tuple(conclusion.words.said(self.language) for conclusion in Conclusion),
        }
        columns = [self.column(words, choices.get(words.key, ())) for words in PROBLEM_COLUMNS]
        extra = self.follow_up.extra if self.follow_up else ()
        columns += [Column(header, 16, "text", True) for header in extra]
        return Table(self.book, name, title, note, columns, FROZEN)

    def findings_table(self, part: int) -> Table:
        note = self.word("findings_note").format(instant(self.assessment.as_of))
        name = self.word("findings") + (f" ({part})" if part > 1 else "")
        columns = [self.column(words) for words in FINDING_COLUMNS]
        return Table(self.book, name, self.word("findings_title"), note, columns, FROZEN)

    def column(self, words: ColumnWords, choices: Sequence[str] = ()) -> Column:
        return Column(words.header.said(self.language), words.width, words.kind, words.filled, tuple(choices))

    def problem(self, part: _Part, problem: Problem, ruling: Ruling) -> None:
        """A row of a list of problems: what the check says, and what people wrote where they did."""
        filled = ruling.filled
        values: dict[str, Value] = {
            "seq": part.number(),
            "number": problem.number,
            "agency": problem.agency,
            "matter": problem.matter,
            "clause": problem.clause,
            "description": problem.description,
            "due": due_value(problem.due, self.language),
            "actual": time_value(problem.completed, self.language),
            "over": problem.over,
            "ask": _asked(filled, problem),
            "deadline": filled.values.get("deadline") if filled else self.manner.put_right_by,
            "answer": filled.values.get("answer") if filled else None,
            "status": ruling.status.words.said(self.language),
            "conclusion": ruling.conclusion.words.said(self.language) if self.follow_up else None,
        }
        self.row(part, values, filled, TONES.get(ruling.conclusion, ""))

    def loose(self, part: _Part, row: FilledRow) -> None:
        """A row that belongs to no finding: as it came back; only the problem's conclusion is drawn anew."""
        conclusion = Conclusion.UNCLEAR.words.said(self.language) if row.number else row.values.get("conclusion")
        self.row(part, {**row.values, "seq": part.number(), "conclusion": conclusion}, row, "")

    def row(self, part: _Part, values: Mapping[str, Value], filled: FilledRow | None, tone: str) -> None:
        extra = self.follow_up.extra if self.follow_up else ()
        cells = [values.get(words.key) for words in PROBLEM_COLUMNS]
        if part.table.full:
            part.next(self.problems_table(f"{self.word('problems')} ({part.sheets + 1})"))
        part.table.add([*cells, *(filled.extra.get(header) if filled else None for header in extra)], tone)

    def finding(self, part: _Part, number: str, finding: Finding) -> None:
        """A row of the list of everything."""
        part.table.add(
            (
                part.number(),
                number,
                agency_name(finding.agency, self.language),
                self.problems.matter(finding),
                tidy(finding.rule),
                self.problems.clause(finding),
                finding.modality.words.said(self.language),
                finding.verdict.words.said(self.language),
                time_value(finding.trigger, self.language),
                due_value(finding.due, self.language),
                time_value(finding.completed, self.language),
                self.problems.over(finding),
                tidy(finding.reason.said(self.language), LONGEST_REASON),
                self.note(finding),
            )
        )

    def note(self, finding: Finding) -> str | None:
        """Why a gap is not in the list of problems."""
        name = "waived" if finding.waived else None if finding.counts else "partial"
        return LABELS[name].said(self.language) if name else None


class _Part:
    """A table that goes on over several sheets where one is full."""

    def __init__(self, table: Table) -> None:
        self.done: list[Table] = []
        self.table = table
        self.rows = 0

    @property
    def sheets(self) -> int:
        """How many there are."""
        return len(self.done) + 1

    def number(self) -> int:
        """The next row's number."""
        self.rows += 1
        return self.rows

    def next(self, table: Table) -> None:
        """Goes on in another sheet."""
        self.done.append(self.table)
        self.table = table

    def close(self, footer: str) -> None:
        """Closes all sheets."""
        for table in (*self.done, self.table):
            table.close(footer)


_FIRST = Ruling(Status.OPEN, Conclusion.NEW)
"""A problem that nobody has followed up yet."""


def _asked(filled: FilledRow | None, problem: Problem) -> Value:
    """What people ask for; what the list itself asked for while nothing was done gives way to what is lacking now."""
    said = filled.values.get("ask") if filled else problem.ask
    return problem.ask if said == problem.asked_first else said
