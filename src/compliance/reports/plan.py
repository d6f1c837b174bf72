"""What will be due in a year, as rows in words; as a workbook for the wall, and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import BinaryIO

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.engine.planned import Planned
from compliance.findings.phrases import period, quoted
from compliance.reports.cells import height, lines
from compliance.reports.packing import workbook
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.rulesets.model import Ruleset

HEADS = (
    Text("应完成日期", "Due"),
    Text("此前最后一个工作日", "Last working day"),
    Text("责任单位", "By"),
    Text("事项", "Matter"),
    Text("要求", "Duty"),
    Text("期间", "Period"),
    Text("渠道", "On"),
    Text("依据", "Clause"),
    Text("规则", "Rule"),
    Text("约束", "Binding"),
    Text("完成情况", "Done"),
)
WIDTHS = (13, 19, 24, 24, 60, 24, 20, 16, 16, 10, 16)
UNKNOWN = Text("日历未公布", "calendar not announced")
EVERYBODY = Text("各单位", "every agency")
ANY_OF = Text("（其中一家）", " (any of them)")
STAMP = datetime(2000, 1, 1)
"""The date of making that the workbook has, so that the same ruleset gives the same bytes."""
MOST_NAMED = 3
"""Agencies that the title of a calendar's entry names."""
OCTETS = 75
"""Of a line of a calendar file at most (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty in words."""

    due: date | None
    workday: date | None
    cells: tuple[str, ...]
    """By, matter, duty, period, channels, clause, rule, binding."""
    whole: bool
    whose: str
    """Who owes it, in a few words."""
    key: str
    """What tells it from every other, whatever the language."""


def rows(ruleset: Ruleset, found: Sequence[Planned], language: Language) -> list[Due]:
    """All duties of the plan in words."""
    return [_row(ruleset, one, language) for one in found]


def _row(ruleset: Ruleset, one: Planned, language: Language) -> Due:
    rule = one.rule
    owners = quoted(rule.owners or ()).said(language) or EVERYBODY.said(language)
    cells = (
        owners + (ANY_OF.said(language) if rule.any_of else ""),
        rule.matter,
        one.duty.question or rule.title or rule.text,
        period(one.period).said(language),
        quoted("|".join(group) for group in rule.channels).said(language),
        rule.citation or "",
        rule.id,
        rule.modality.words.said(language),
    )
    key = "\n".join((ruleset.id, rule.id, str(one.duty.number), one.period))
    n = len(rule.owners or ())
    few = owners if n <= MOST_NAMED else Text(f"{n}家单位", f"{n} agencies").said(language)
    return Due(one.due, one.workday, tuple(tidy(cell, LONGEST_REASON) for cell in cells), one.whole, tidy(few), key)


def as_workbook(ruleset: Ruleset, found: Sequence[Planned], year: int, language: Language, out: BinaryIO) -> None:
    """Writes the plan as a list (.xlsx): dates as dates, the last column to be filled in."""
    with workbook(out, in_memory=True) as book:
        book.set_properties({"title": f"{tidy(ruleset.title)} {year}", "created": STAMP})
        sheet = book.add_worksheet(str(year))
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F6F8", "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for n, (head, wide) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            sheet.write_string(0, n, head.said(language), bold)
            sheet.set_column(n, n, wide)
        due = rows(ruleset, found, language)
        for row, one in enumerate(due, 1):
            for n, moment in enumerate((one.due, one.workday)):
                if moment:
                    sheet.write_datetime(row, n, datetime(moment.year, moment.month, moment.day), day)
                else:
                    sheet.write_string(row, n, UNKNOWN.said(language), wrapped)
            for n, cell in enumerate((*one.cells, ""), 2):
                sheet.write_string(row, n, cell, wrapped)
            sheet.set_row(row, height(max(map(lines, one.cells, WIDTHS[2:]))))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(due)), len(HEADS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def as_calendar(
    ruleset: Ruleset, found: Sequence[Planned], year: int, language: Language, stamp: datetime, out: BinaryIO
) -> None:
    """Writes the plan as a calendar file (RFC 5545): a day for each duty, one for all that may be done at any time.

    What has no date yet is left out: a calendar has no place for it. `stamp` is when the file was made, in UTC.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//compliance//plan//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(tidy(f'{ruleset.title} {year}'))}",
    ]
    dated = [one for one in rows(ruleset, found, language) if one.due]
    for one in dated:
        if not one.whole:
            owners, matter, duty, *rest = one.cells
            said = "\n".join(part for part in (duty, owners, *rest[:4]) if part)
            lines += _event(one.due, f"{matter} · {one.whose}", said, one.key, stamp)
    for due, group in groupby((one for one in dated if one.whole), key=lambda one: one.due):
        together = list(group)
        title = Text(f"年度内完成的事项 {len(together)} 项", f"{len(together)} duties of the whole term")
        said = "\n".join(f"{one.cells[1]} · {one.cells[0]}: {one.cells[2]}" for one in together)
        lines += _event(due, title.said(language), said, f"{ruleset.id}\n{due}", stamp)
    for line in (*lines, "END:VCALENDAR"):
        for folded in fold(line):
            out.write(folded + b"\r\n")


def _event(due: date | None, title: str, said: str, key: str, stamp: datetime) -> list[str]:
    """One whole day that leaves its owner free."""
    assert due is not None
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}@compliance",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(said)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> Iterator[bytes]:
    """A line in pieces of at most 75 octets, none of which ends within a character; all but the first begin with a blank."""
    piece = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > OCTETS:
            yield piece
            piece = b" "
        piece += octets
    yield piece
