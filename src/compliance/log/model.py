"""What a log's files are once they are recognised: tables that a database can scan, and what each column is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from compliance.diagnostics import Place, Text
from compliance.findings.assessment import NoRecord, Rejected
from compliance.log.digest import Digest
from compliance.log.unchanged import Unchanged


class Role(StrEnum):
    """What a column is."""

    CASE = "case"
    MATTER = "matter"
    AGENCY = "agency"
    ACTION = "action"
    TIME = "time"
    CHANNEL = "channel"
    ELEMENTS = "elements"
    UNTIL = "until"
    EXEMPTION = "exemption"
    PERIOD = "period"
    URL = "url"
    RESULT = "result"
    NOTE = "note"
    MILESTONE = "milestone"
    """A ledger's column: an event of `Column.action` at the cell's time."""
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `index` counts from 0 in the table to scan; `header` is as the user wrote it."""

    index: int
    header: str
    role: Role
    action: str | None = None
    """Of a milestone: the action's name."""
    days: bool = False
    """Whether its times, stored as instants, are days: all of them are midnights."""


def case_column(columns: Sequence[Column]) -> int | None:
    """The place of the case numbers, if there is one."""
    return next((column.index for column in columns if column.role is Role.CASE), None)


class Shape(StrEnum):
    """The shapes of a log."""

    EVENTS = "events"
    LEDGER = "ledger"
    PUBLICATIONS = "publications"


@dataclass(frozen=True, slots=True)
class HeaderMapping:
    """A mapping file: headers (folded) to a column or an action, and what all rows share."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    """By the name of a log column (`Role`)."""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where the mapping file speaks of a header (folded), for messages."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a log, ready for a scan.

    `path` is what to open: the user's file where it can be scanned as it stands, else a clean copy (UTF-8 CSV, comma,
    `"`, one record a row, no header) whose first field is the row in the original (`numbered`).
    """

    file: str
    """As the user named it, for evidence and reports; `book.xlsx:Sheet2` where a workbook has several sheets in use."""
    path: Path
    format: Literal["csv", "parquet"]
    columns: tuple[Column, ...]
    shape: Shape
    defaults: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    skip: int = 0
    """Lines of `path` before the first data row, the header among them."""
    numbered: bool = False
    encoding: str | None = None
    sheet: str | None = None
    notes: tuple[Text, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    """Rows that the reader could not make a record of (ragged, torn); at most `REJECTED_KEPT`."""
    rejected_more: int = 0
    """How many more there were."""
    passed_over: Mapping[NoRecord, int] = field(default_factory=dict)
    """Rows that the reader left out because they hold no record, by why."""
    header_row: int | None = None
    """The row of the file or sheet in which the headers stand; None where they are no row."""
    digest: Digest | None = field(default=None, compare=False)
    """Of the user's file; sheets of one workbook share it. None of what comes from no file."""
    state: Unchanged | None = field(default=None, compare=False)
    """Of the user's file where it is yet to be read: as it was when its reading began."""
    held: bytes | None = field(default=None, compare=False, repr=False)
    """The clean copy itself where it is small and not put together with others yet; `path` is then the user's file."""
    joint: int | None = None
    """Where `path` is a clean copy of several tables with the same columns: what the field after the last says of this table's rows,
    which is its number among the tables of the log."""
    rows: int | None = None
    """Of a joint table: how many rows are its own."""


REJECTED_KEPT = 100_000
"""More rejected rows of one table than this are counted only: a file of rubbish must not fill the memory."""
