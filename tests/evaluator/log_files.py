"""A log as plain data, and the events that are seen of it. Sections of `semantics.md` and `log.md` stand in brackets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from compliance.calendars import Interval
from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language.vocabulary import Vocabulary
from compliance.log.periods import parse_period
from compliance.log.times import parse_time

STANDARD = {
    "case": "编号",
    "matter": "事项",
    "agency": "单位",
    "action": "环节",
    "time": "时间",
    "channel": "渠道",
    "elements": "内容",
    "until": "截止",
    "exemption": "豁免",
    "period": "所属期",
    "url": "链接",
    "result": "结果",
    "note": "备注",
}
"""The log's own columns with one Chinese header each [log.md, Event log]."""
LISTS = ("channel", "elements")
"""The columns that hold lists."""
NAMES = {
    "matter": "matters",
    "agency": "agencies",
    "action": "actions",
    "channel": "channels",
    "elements": "elements",
    "exemption": "grounds",
}
"""The columns that hold names, with the kind of the vocabulary."""


@dataclass(frozen=True)
class File:
    """One file of a log: headers as written, and a mapping from header to text for each row.

    With `milestones` (header to action) it is a ledger, a row a case; without, an event log, a row an event.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    milestones: Mapping[str, str] = field(default_factory=dict)
    name: str = "log.csv"

    def text(self) -> str:
        """The file as CSV."""
        out = io.StringIO()
        writer = csv.DictWriter(out, self.columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()


@dataclass(frozen=True, eq=False)
class Event:
    """One event, its names as the ruleset spells them. Two events are never equal, however alike."""

    case: str
    matter: str
    agency: str
    action: str
    time: Interval
    until: Interval | None
    channels: frozenset[str] | None
    """None: the log has no such column."""
    elements: frozenset[str] | None
    exemption: str
    period: str | None
    result: str
    cells: Mapping[str, str]
    """Every cell by the folded name of its column: how conditions and `by its` find it."""
    vocabulary: Vocabulary

    @property
    def lo(self) -> datetime:
        """The first instant at which it may have happened."""
        return self.time.lo

    @property
    def hi(self) -> datetime:
        """The last."""
        return self.time.hi


def events(files: Iterable[File], vocabulary: Vocabulary) -> list[Event]:
    """All events of a log, in the order of its rows."""
    return [event for *_, event in placed(files, vocabulary)]


def placed(files: Iterable[File], vocabulary: Vocabulary) -> Iterator[tuple[File, int, Event]]:
    """All events, each with its file and row."""
    listed = list(files)
    for file in listed:
        for row, event in _events(file, len(listed) > 1, vocabulary):
            yield file, row, event


def rejections(file: File) -> Iterator[tuple[int, str | None, str | None]]:
    """The rows that give no event: row, the column to blame, what a time that is none says [log.md, Nothing is lost].

    "An empty agency in a file that has an agency column rejects the row, a row without any time too; a ledger row with one
    unreadable time is rejected whole".
    """
    for number, row in enumerate(file.rows, 2):
        empty = [role for role in ("matter", "agency", "action") if _cell(file, row, role) == ""]
        headers = tuple(file.milestones) or (_header(file, "time") or "",)
        stated = {header: row.get(header, "").strip() for header in headers}
        wrong = [(header, text) for header, text in stated.items() if text and isinstance(parse_time(text), Text)]
        if empty:
            yield number, _header(file, empty[0]), None
        elif wrong:
            yield number, *wrong[0]
        elif not any(stated.values()):
            yield number, None if file.milestones else headers[0], None


def has_agencies(files: Iterable[File]) -> bool:
    """Whether the log names agencies at all."""
    return any(_header(file, "agency") for file in files)


def _events(file: File, several: bool, vocabulary: Vocabulary) -> Iterable[tuple[int, Event]]:
    seen, rejected = set(), {number for number, *_ in rejections(file)}
    for number, row in enumerate(file.rows, 2):
        # "Rows of one file that are equal in every column as read are one" [The log as of a date].
        key = tuple(row.get(column, "").strip() for column in file.columns)
        if key not in seen and number not in rejected:
            place = f"{file.name}#{number}" if several else f"#{number}"
            yield from ((number, event) for event in _row(file, row, place, vocabulary))
        seen.add(key)


def _row(file: File, row: Mapping[str, str], number: str, vocabulary: Vocabulary) -> Iterable[Event]:
    if file.milestones:
        stated = [(action, text) for h, action in file.milestones.items() if (text := row.get(h, "").strip())]
    else:
        stated = [(_cell(file, row, "action") or "", _cell(file, row, "time") or "")]
    times = [(action, parse_time(text)) for action, text in stated]
    until = _cell(file, row, "until")
    ends = parse_time(until) if until else None
    for action, time in times:
        assert not isinstance(time, Text) and not isinstance(ends, Text)
        yield Event(
            # "Without a case column the row is the case" of a ledger [log.md]; "#ROW" [interface.md].
            case=_cell(file, row, "case") or (number if file.milestones else ""),
            matter=vocabulary.canonical("matters", _cell(file, row, "matter") or ""),
            agency=vocabulary.canonical("agencies", _cell(file, row, "agency") or ""),
            action=vocabulary.canonical("actions", action),
            time=time.interval,
            until=ends.interval if ends else time.until,
            channels=_members(_cell(file, row, "channel"), "channels", vocabulary),
            elements=_members(_cell(file, row, "elements"), "elements", vocabulary),
            exemption=vocabulary.canonical("grounds", _cell(file, row, "exemption") or ""),
            period=parse_period(_cell(file, row, "period") or ""),
            result=_cell(file, row, "result") or "",
            cells=_cells(file, row),
            vocabulary=vocabulary,
        )


def _cell(file: File, row: Mapping[str, str], role: str) -> str | None:
    """The cell of a standard column; None where the file has no such column."""
    header = _header(file, role)
    return None if header is None else row.get(header, "").strip()


def _header(file: File, role: str) -> str | None:
    return next((header for header in (role, STANDARD[role]) if header in file.columns), None)


def _cells(file: File, row: Mapping[str, str]) -> dict[str, str]:
    """Cells by column; "a standard column may be named in either spelling" [language.md, Qualifiers]."""
    cells = {fold(header): row.get(header, "").strip() for header in file.columns}
    for english, chinese in STANDARD.items():
        both = cells.get(english) or cells.get(chinese)
        if both:
            cells |= {english: both, chinese: both}
    return cells


def members(text: str) -> list[str]:
    """The members of a cell that is a list [log.md: several separated by ; ； , ， 、 |]."""
    for mark in "；,，、|":
        text = text.replace(mark, ";")
    return [member.strip() for member in text.split(";") if member.strip()]


def _members(text: str | None, kind: str, vocabulary: Vocabulary) -> frozenset[str] | None:
    return None if text is None else frozenset(vocabulary.canonical(kind, name) for name in members(text))
