"""A workbook on paper and on screen: its sheets, its type, its locked and its open cells. Rows are written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from compliance.diagnostics.diagnostic import Language
from compliance.reports.cells import Value, cell_text, height, lines
from compliance.reports.csv import STARTS_FORMULA

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Of a sheet."""
LONGEST_NAME = 31
"""Of a sheet, in UTF-16 units."""
TEXT_FONT, HEAD_FONT = "宋体", "黑体"
GB2312 = 134
"""The character set of a font, by which a system without the font picks another with Chinese characters."""
ALARM, CALM = "#B84300", "#005A9C"
"""Vermilion and blue, which colour-blind readers tell apart."""
PLAIN = {"font_name": TEXT_FONT, "font_size": 10, "font_charset": GB2312}
"""The properties of every cell that has no others."""
OPEN_COLUMNS, OPEN_ROWS = 20, 500
"""Columns to the right and rows below that stay open for what people add."""


class Book:
    """A workbook that is being written."""

    def __init__(self, book: Workbook, language: Language, made: datetime, title: str) -> None:
        self.language = language
        self.book = book
        self.book.set_properties({"title": cell_text(title)[:250], "created": made.replace(tzinfo=None)})
        self.names: set[str] = {"history"}
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> Format:
        """A cell's format; the same properties give the same one."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**PLAIN, "valign": "vcenter", **properties})
        return self.formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet under that name, or the nearest that is allowed and free, set up for A4."""
        sheet = self.book.add_worksheet(self._free(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.35, right=0.35, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        return sheet

    def _free(self, name: str) -> str:
        plain = "".join(" " if c in "[]:*?/\\" else c for c in cell_text(name)).replace("\n", " ").strip(" '") or "-"
        for turn in range(1, MOST_ROWS):
            mark = "" if turn == 1 else f" ({turn})"
            short = plain
            while len((short + mark).encode("utf-16-le")) > 2 * LONGEST_NAME:
                short = short[:-1]
            free = short.rstrip(" '") + mark
            if free.lower() not in self.names:
                break
        self.names.add(free.lower())
        return free


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    header: str
    width: float
    kind: str = "text"
    open: bool = False
    """Whether people fill it in."""
    choices: tuple[str, ...] = ()
    """What they can pick; other text is let in with a warning."""


class Table:
    """A sheet that is one table: a title, a note, a header that stays in sight and is printed on every page, and rows."""

    HEAD = 3
    """Rows above the first."""

    def __init__(self, book: Book, name: str, title: str, note: str, columns: Sequence[Column], frozen: int) -> None:
        self.book = book
        self.columns = tuple(columns)
        self.widths = [column.width for column in self.columns]
        self.sheet = book.sheet(name)
        self.row = self.HEAD
        self.styles: dict[tuple[int, str, str], Format] = {}
        self._head(title, note)
        self.sheet.freeze_panes(self.HEAD, frozen)
        self.sheet.repeat_rows(0, self.HEAD - 1)
        self.sheet.set_default_row(20)

    def _head(self, title: str, note: str) -> None:
        book, sheet, last = self.book, self.sheet, len(self.columns) - 1
        for n, column in enumerate(self.columns):
            sheet.set_column(n, n, column.width, book.style(locked=False))
        sheet.set_column(last + 1, last + OPEN_COLUMNS, 14, book.style(locked=False, text_wrap=True))
        room = sum(column.width for column in self.columns)
        heading = book.style(font_name=HEAD_FONT, font_size=16, align="center")
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, "", heading)
        sheet.write_string(0, 0, cell_text(title), heading)
        sheet.set_row(1, height(lines(note, room)))
        small = book.style(text_wrap=True, align="left")
        sheet.merge_range(1, 0, 1, last, "", small)
        sheet.write_string(1, 0, cell_text(note), small)
        sheet.set_row(2, height(max(lines(column.header, column.width) for column in self.columns)))
        for n, column in enumerate(self.columns):
            sheet.write_string(2, n, cell_text(column.header), self._head_style(column))

    def _head_style(self, column: Column) -> Format:
        tint = "#FCE9B8" if column.open else "#DCE6F0"
        return self.book.style(font_name=HEAD_FONT, text_wrap=True, align="center", border=1, bg_color=tint)

    @property
    def full(self) -> bool:
        """Whether no further row has room."""
        return self.row >= MOST_ROWS

    def add(self, values: Sequence[Value], tone: str = "") -> None:
        """A row of the table, high enough to show all of it."""
        cells = [cell_text(value) if isinstance(value, str) else value for value in values]
        most = max(
            (lines(cell, width) for cell, width in zip(cells, self.widths, strict=True) if isinstance(cell, str)),
            default=1,
        )
        self.sheet.set_row(self.row, height(most))
        for n, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            self._cell(n, cell, column, tone)
        self.row += 1

    def _cell(self, n: int, value: Value, column: Column, tone: str) -> None:
        if isinstance(value, str) and value:
            variant = "guarded" if value.startswith(STARTS_FORMULA) else "text"
            self.sheet.write_string(self.row, n, value, self._format(n, column, tone, variant))
        elif isinstance(value, date):
            variant = "instant" if isinstance(value, datetime) else "day"
            self.sheet.write_datetime(self.row, n, value, self._format(n, column, tone, variant))
        elif isinstance(value, (int, float)):
            self.sheet.write_number(self.row, n, value, self._format(n, column, tone, "number"))
        else:
            self.sheet.write_blank(self.row, n, None, self._format(n, column, tone, "text"))

    def _format(self, n: int, column: Column, tone: str, variant: str) -> Format:
        """A cell's format, remembered: there are many cells and few formats."""
        known = self.styles.get((n, tone, variant))
        if known is None:
            shown = VARIANTS[variant] or {"num_format": _DATES[self.book.language][variant]}
            known = self.styles[n, tone, variant] = self.book.style(**{**_style(column, tone), **shown})
        return known

    def close(self, footer: str) -> None:
        """Filter, choices, protection, footer: what needs to know the last row."""
        sheet, last = self.sheet, len(self.columns) - 1
        sheet.autofilter(self.HEAD - 1, 0, max(self.row - 1, self.HEAD), last)
        sheet.set_footer(footer)
        for n, column in enumerate(self.columns):
            if column.choices:
                self._choices(n, column.choices)
        allowed = dict.fromkeys(
            ("autofilter", "sort", "format_columns", "format_rows", "insert_columns", "insert_rows"), True
        )
        sheet.protect("", allowed)

    def _choices(self, n: int, choices: tuple[str, ...]) -> None:
        last = min(self.row + OPEN_ROWS, MOST_ROWS) - 1
        self.sheet.data_validation(
            self.HEAD, n, last, n, {"validate": "list", "source": list(choices), "error_type": "warning"}
        )


def _style(column: Column, tone: str) -> dict[str, Any]:
    style: dict[str, Any] = {"border": 1, "border_color": "#8C8C8C", "text_wrap": True}
    style["align"] = "left" if column.kind in ("text", "code") else "center"
    if column.open:
        style |= {"locked": False, "bg_color": "#FFFBEC"}
    if tone:
        style["font_color"] = tone
    return style


VARIANTS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    # What would run if somebody typed it stays text even when the cell is edited.
    "guarded": {"num_format": "@", "quote_prefix": True},
    "number": {"num_format": "General"},
    "day": {},
    "instant": {},
}
_DATES = {
    "zh": {"day": 'yyyy"年"m"月"d"日"', "instant": 'yyyy"年"m"月"d"日" hh:mm'},
    "en": {"day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm"},
}
