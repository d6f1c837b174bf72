"""The first sheet of the workbook: the conclusion, the numbers, how the log was read, what is needed to get the same again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compliance.diagnostics import Text
from compliance.findings import Assessment, FileRead, Rejected
from compliance.findings.phrases import instant
from compliance.findings.rounding import rounded
from compliance.reports.book import ALARM, HEAD_FONT, Book
from compliance.reports.called import agency_name
from compliance.reports.cells import cell_text, height, lines
from compliance.reports.figures import (
    LISTED,
    column_counts,
    column_names,
    conclusion,
    log_and_notes,
    number,
    period_checked,
    rows_accounted,
    rules_of,
)
from compliance.reports.files_view import file_name
from compliance.reports.follow_up import FollowUp
from compliance.reports.labels import LABELS
from compliance.reports.provenance import made_of
from compliance.reports.ranking import gaps_of, worst_first
from compliance.reports.scorecard_view import COLUMNS as COLUMNS_OF_SCORE
from compliance.reports.scorecard_view import lines_of, sentences
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import attention, told, unread_rows
from compliance.reports.waivers_view import told as told_waiver
from compliance.reports.waivers_view import waiver_rows
from compliance.reports.workbook_words import WORDS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (18, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12)
LAST = len(WIDTHS) - 1
Cell = str | int | float
FIGURES = [name.startswith("score_") and name != "score_named" for name in COLUMNS_OF_SCORE]
"""Which columns of a line of the score hold figures."""


def write_summary(book: Book, sheet: Worksheet, assessment: Assessment, follow_up: FollowUp | None) -> None:
    """Writes the sheet."""
    page = _Summary(book, sheet, assessment)
    page.head()
    if follow_up:
        page.followed_up(follow_up)
    page.verdicts()
    page.agencies()
    page.score()
    page.waivers()
    page.rulesets()
    page.log()
    page.not_triggered()
    page.reproduce([follow_up.workbook] if follow_up else [])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_footer(f"&C{WORDS['page'].said(book.language)}")


class _Summary:
    """The rows so far, and how to add to them."""

    def __init__(self, book: Book, sheet: Worksheet, assessment: Assessment) -> None:
        self.book = book
        self.sheet = sheet
        self.assessment = assessment
        self.language = book.language
        self.row = 0
        sheet.set_portrait()
        for n, width in enumerate(WIDTHS):
            sheet.set_column(n, n, width)

    def label(self, name: str) -> str:
        return LABELS[name].said(self.language)

    def said(self, words: Text) -> str:
        return tidy(words.said(self.language), LONGEST_REASON)

    def wide(self, text: str, first: int = 0, high: float | None = None, **style: object) -> None:
        """One text over the columns from `first` on, as high as it needs; with `first` 0 the row is done."""
        shown = self.book.style(text_wrap=True, align=style.pop("align", "left"), **style)
        plain = cell_text(text)
        self.sheet.set_row(self.row, high or height(lines(plain, sum(WIDTHS[first:]))))
        self.sheet.merge_range(self.row, first, self.row, LAST, "", shown)
        self.sheet.write_string(self.row, first, plain, shown)
        if not first:
            self.row += 1

    def heading(self, text: str) -> None:
        self.row += 1
        self.wide(text, high=24, font_name=HEAD_FONT, font_size=12, bottom=2)

    def fact(self, label: str, text: str) -> None:
        """A label, and what it says in a box beside it."""
        room = max(height(lines(cell_text(text), sum(WIDTHS[1:]))), height(lines(label, WIDTHS[0])))
        self.wide(text, 1, high=room, border=1, border_color="#8C8C8C")
        shown = self.book.style(text_wrap=True, border=1, border_color="#8C8C8C", bg_color="#F2F5F9")
        self.sheet.write_string(self.row, 0, cell_text(label), shown)
        self.row += 1

    def table(self, cells: Sequence[Cell], head: bool = False, form: str = "General", wide: bool = False) -> None:
        """A row of a table: text to the left in the first column, centred in the others; a number is one, shown in its form.

        A `wide` one goes on to the edge of the sheet with its last column, a list of names that a narrow cell would cut.
        """
        texts = [cell_text(cell) if isinstance(cell, str) else cell for cell in cells]
        last = len(texts) - 1
        widths = (*WIDTHS[:last], sum(WIDTHS[last:])) if wide else WIDTHS
        most = max(lines(cell, width) for cell, width in zip(map(str, texts), widths, strict=False))
        self.sheet.set_row(self.row, height(most))
        if wide:
            edge = self.book.style(**self._table_style(head, last), num_format="@")
            self.sheet.merge_range(self.row, last, self.row, LAST, "", edge)
        for n, cell in enumerate(texts):
            shown = self._table_style(head, n)
            if isinstance(cell, str):
                self.sheet.write_string(self.row, n, cell, self.book.style(**shown, num_format="@"))
            else:
                self.sheet.write_number(self.row, n, cell, self.book.style(**shown, num_format=form))
        self.row += 1

    def _table_style(self, head: bool, n: int) -> dict[str, object]:
        style: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": "#8C8C8C"}
        style["align"] = "center" if head or n else "left"
        return style | ({"font_name": HEAD_FONT, "bg_color": "#DCE6F0"} if head else {})

    def head(self) -> None:
        seen = self.assessment
        self.wide(self.label("title"), high=36, font_name=HEAD_FONT, font_size=18, align="center")
        self.fact(self.label("as_of"), instant(seen.as_of))
        self.fact(self.label("window"), self.said(period_checked(seen)))
        if seen.generated:
            self.fact(self.label("generated"), seen.generated.isoformat(" ", "seconds"))
        self.fact(self.label("conclusion"), self.said(conclusion(seen)))
        if seen.summary.score is not None:
            self.fact(self.label("score"), number(seen.summary.score))
        if said := self.said(attention(seen)):
            self.wide(said, bold=True, font_color=ALARM)

    def followed_up(self, follow_up: FollowUp) -> None:
        self.heading(WORDS["followed_up"].said(self.language))
        counts = follow_up.counts()
        self.table([self.label("conclusion"), *(found.words.said(self.language) for found in counts)], head=True)
        self.table([self.label("count"), *counts.values()])
        if follow_up.by_hand():
            self.fact(WORDS["by_hand"].said(self.language), str(follow_up.by_hand()))

    def verdicts(self) -> None:
        counts, whole = self.assessment.summary.verdicts, self.assessment.summary.obligations
        self.heading(self.label("verdicts"))
        names = [verdict.words.said(self.language) for verdict in LISTED]
        numbers = [counts.get(verdict, 0) for verdict in LISTED]
        if waived := self.assessment.summary.waived:
            names.append(self.label("waived"))
            numbers.append(waived)
        self.table([self.label("verdict"), *names], head=True)
        self.table([self.label("count"), *numbers])
        self.table([self.label("share"), *(_share(n, whole) for n in numbers)], form="0.0%")

    def agencies(self) -> None:
        self.heading(self.label("agencies"))
        waived = self.assessment.summary.waived > 0
        counted = [name.said(self.language) for name in column_names(waived)]
        names = ("agency", "obligations", "gaps")
        self.table([*map(self.label, names), *counted, self.label("score"), self.label("grade")], head=True)
        for agency in worst_first(self.assessment.agencies):
            self.table(
                [
                    agency_name(agency.agency, self.language),
                    agency.obligations,
                    gaps_of(agency),
                    *column_counts(agency.verdicts, agency.waived if waived else None),
                    _figure(number(agency.score)),
                    tidy(agency.grade or "—"),
                ]
            )

    def score(self) -> None:
        """The score with its arithmetic."""
        card = self.assessment.summary.card
        if card.score is None:
            return
        self.heading(f"{self.label('score')} {number(card.score)} {tidy(card.grade or '')}".rstrip())
        for sentence in sentences(card, self.language):
            self.wide(sentence)
        deductions = lines_of(card, self.language)
        if deductions:
            self.table([self.label(name) for name in COLUMNS_OF_SCORE], head=True, wide=True)
        for line in deductions:
            cells = [_figure(cell) if is_one else cell for cell, is_one in zip(line.cells, FIGURES, strict=True)]
            self.table(cells, wide=True)

    def waivers(self) -> None:
        """Each waiver, whether it holds, and how many gaps it is for."""
        rows = waiver_rows(self.assessment, self.language)
        if not rows:
            return
        self.heading(f"{self.label('waivers')} {len(rows)}")
        for row in rows:
            self.wide(told_waiver(row, self.language))

    def rulesets(self) -> None:
        self.heading(self.label("rulesets"))
        for used in self.assessment.rulesets:
            rules = rules_of(used).said(self.language)
            self.fact(tidy(used.id), f"{tidy(used.title)}  {rules}\n{self.said(used.chosen)}")

    def log(self) -> None:
        log = self.assessment.log
        self.heading(self.label("log"))
        self.fact(self.label("log_short"), self.said(log_and_notes(self.assessment)))
        for note in log.notes:
            self.fact(self.label("notes"), self.said(note))
        for file in log.files:
            self.fact(tidy(file_name(file)), "\n".join(self._read(file)))
        if unread := unread_rows(log, self.language):
            self.heading(f"{self.label('unread')} {len(unread)}")
        for missed in unread:
            self.wide(told(missed, self.language))
        self.heading(f"{self.label('rejected')} {log.rejected_count}")
        if not log.rejected:
            self.wide(self.label("none_rejected"))
        for row in log.rejected:
            place = f"{tidy(row.file)} {self.label('row').format(row.row)}"
            self.fact(place, self._rejected(row))

    def _rejected(self, row: Rejected) -> str:
        """Where in the row, and why; the reason alone where neither a column nor a value is at fault."""
        value = tidy(row.value or "", 80)
        quoted = Text(f"“{value}”", f" “{value}”").said(self.language) if value else ""
        where = f"{tidy(row.column or '')}{quoted}"
        return f"{where}{self.label('colon') if where else ''}{self.said(row.reason)}"

    def _read(self, file: FileRead) -> list[str]:
        facts = [(self.label("shape"), self.said(file.shape)), (self.label("encoding"), file.encoding or "—")]
        facts += [(self.label("rows"), self.said(rows_accounted(file))), (self.label("events"), str(file.events))]
        columns = [f"{tidy(header)} → {self.said(taken)}" for header, taken in file.columns]
        return [
            "  ".join(f"{label} {value}" for label, value in facts),
            f"{self.label('columns')}{self.label('colon')}{Text('；', '; ').said(self.language).join(columns)}",
            *(self.said(note) for note in file.notes),
        ]

    def not_triggered(self) -> None:
        """The duties that gave nothing, together where the reason is the same."""
        self.heading(f"{self.label('not_triggered')} {len(self.assessment.not_triggered)}")
        if not self.assessment.not_triggered:
            self.wide(self.label("no_not_triggered"))
        by_reason: dict[str, list[str]] = {}
        for no in self.assessment.not_triggered:
            duty = f" ({self.label('duty').format(no.duty)})" if no.duty > 1 else ""
            by_reason.setdefault(self.said(no.reason), []).append(f"{tidy(no.rule)}{duty}")
        for reason, rules in by_reason.items():
            self.wide(f"{reason}{self.label('colon')}{Text('、', ', ').said(self.language).join(rules)}")

    def reproduce(self, further: Sequence[tuple[str, str]]) -> None:
        """What everything was made of; `further` files by name and digest besides those of the check."""
        seen = self.assessment
        self.heading(self.label("reproduce"))
        self.wide(self.label("reproduce_note"))
        self.fact(self.label("tool"), f"compliance {seen.version}".strip())
        for used in seen.rulesets:
            self.fact(self.label("digest"), f"{tidy(used.id)}  {used.digest}")
            self.fact(self.label("calendar"), f"{tidy(used.id)}  {self.said(used.calendar)}")
        for file, digest in (*made_of(seen), *further):
            self.fact(self.label("file_digest"), f"{tidy(file)}  {digest}")
        if seen.command:
            self.fact(self.label("command"), tidy(shlex.join(seen.command), LONGEST_REASON))


def _share(part: int, whole: int) -> Cell:
    """A share as a number, to the decimal that every report shows; a dash of nothing."""
    return rounded(100 * part / whole) / 100 if whole else "—"


def _figure(cell: str) -> Cell:
    """The number that a figure says, so that it can be sorted by and added up; a dash, or nothing, stays what it is."""
    try:
        return float(cell.replace("−", "-"))
    except ValueError:
        return cell
