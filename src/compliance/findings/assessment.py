"""A finished assessment: what was checked, against what, how the log was read, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, runtime_checkable

from compliance.diagnostics import Diagnostic, Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.earlier import Resumed, Terms
from compliance.findings.finding import Finding
from compliance.findings.scorecard import EMPTY, Scorecard
from compliance.findings.spread import Spread
from compliance.findings.verdict import Modality, Verdict
from compliance.findings.waiver import WaiverUsed

if TYPE_CHECKING:
    from compliance.findings.derivation import Derivations


@dataclass(frozen=True, slots=True)
class RulesetUsed:
    """A ruleset the log was checked against, and why it was picked."""

    id: str
    title: str
    rules: int
    digest: str
    """SHA-256 of its files, in hexadecimal."""
    chosen: Text
    calendar: Text
    """The working-day calendar it counts by: source package, version, years covered."""
    wordings: Mapping[str, str] = field(default_factory=dict)
    """Each rule's own line by its id, as it is written."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of the log that could not be used."""

    file: str
    row: int
    column: str | None
    value: str | None
    reason: Text


class NoRecord(StrEnum):
    """Why a row holds no record, or none of its own."""

    TITLE = "title"
    HEADER = "header"
    HEADER_AGAIN = "header_again"
    BLANK = "blank"
    TOTAL = "total"
    EQUAL = "equal"

    @property
    def words(self) -> Text:
        """In words."""
        return _NO_RECORD[self]


_NO_RECORD = {
    NoRecord.TITLE: Text("标题", "title"),
    NoRecord.HEADER: Text("表头", "header"),
    NoRecord.HEADER_AGAIN: Text("重复的表头", "header again"),
    NoRecord.BLANK: Text("空行", "blank"),
    NoRecord.TOTAL: Text("合计", "total"),
    NoRecord.EQUAL: Text("与另一行完全相同", "equal to another row"),
}


@dataclass(frozen=True, slots=True)
class FileRead:
    """How one file (or sheet) of the log was read."""

    file: str
    sheet: str | None
    encoding: str | None
    shape: Text
    """Event log, ledger or list of publications, in words."""
    rows: int
    """Rows of data: those that gave events, those rejected, and those equal to another."""
    events: int
    columns: tuple[tuple[str, Text], ...]
    """Each header as it stands and what it was taken to be."""
    notes: tuple[Text, ...]
    """Title rows passed over, merged cells filled, equal rows taken once, names no ruleset knows, and so on."""
    used: int = 0
    """Rows that gave events."""
    passed_over: Mapping[NoRecord, int] = field(default_factory=dict)
    """Rows that hold no record of their own, by why. With those used and rejected they are all that the file has."""
    digest: str = ""
    """SHA-256 of the file's bytes, in hexadecimal; of a sheet that of its workbook, of standard input that of what came."""
    rejected: int = 0
    """Of the rows, those that could not be used."""
    size: int = 0
    """Bytes of the file."""
    layout: str = ""
    """A hash of the encoding and of what the columns were taken for, in hexadecimal."""
    place: int = 0
    """How many files of the log have their rows before its own: of events at one time the first row is told of."""
    header_row: int | None = None
    """The row in which the headers stand; None where they are no row."""

    @property
    def all_rows(self) -> int:
        """All rows that the file or sheet has, its header and titles among them."""
        return self.used + self.rejected + sum(self.passed_over.values())


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of the log that could not be read, among others that could: nothing of it was checked."""

    file: str
    problems: tuple[Diagnostic, ...]
    """What is wrong with it, at least one."""
    agencies: tuple[str, ...] = ()
    """Agencies of the report that the file's name speaks of: what is found of them may lack what stands in it."""


@dataclass(frozen=True, slots=True)
class FileUsed:
    """A file that the user gave besides log and rulesets, as he named it, with its SHA-256 in hexadecimal."""

    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class LogRead:
    """How the whole log was read."""

    files: tuple[FileRead, ...]
    rows: int
    events: int
    cases: int
    rejected: tuple[Rejected, ...]
    """At most `REJECTED_SHOWN` of them."""
    rejected_count: int
    notes: tuple[Text, ...] = ()
    unread: tuple[Unread, ...] = ()
    """Files of which nothing was checked, by name in the order of the log's files."""


@dataclass(frozen=True, slots=True)
class AgencySummary:
    """The findings of one agency, counted. `score` is 0 to 100, None where nothing was scored."""

    agency: str
    obligations: int
    verdicts: Mapping[Verdict, int]
    """Without those that are waived."""
    score: float | None
    grade: str | None
    waived: int = 0
    """Gaps that a waiver keeps from being counted."""
    card: Scorecard = EMPTY
    """How the score came about."""
    gaps_by_modality: Mapping[Modality, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """All findings that count, counted. `gaps` is late, incomplete and missing together."""

    obligations: int
    verdicts: Mapping[Verdict, int]
    """Without those that are waived: with these the verdicts add up to the obligations."""
    gaps: int
    gaps_by_modality: Mapping[Modality, int]
    score: float | None
    waived: int = 0
    """Gaps that a waiver keeps from being counted."""
    card: Scorecard = EMPTY
    """How the score came about."""


@dataclass(frozen=True, slots=True)
class NotTriggered:
    """A duty that gave no obligation, and why."""

    ruleset: str
    rule: str
    duty: int
    reason: Text
    owners: tuple[str, ...] = ()
    """Who would owe it; empty: whoever has such a matter."""


class Findings(Protocol):
    """The findings where they lie, in report order; a run over millions of events never holds them all at once."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __iter__(self) -> Iterator[Finding]:
        """All of them, in the order of the report."""
        ...

    def of(self, verdicts: Sequence[Verdict], limit: int | None = None) -> Iterator[Finding]:
        """Those with one of the verdicts, in the order of the report, at most `limit`."""
        ...

    def owed_by(self, agency: str) -> Findings:
        """Those of one agency alone, or of a group of them that owes jointly (`A/B`)."""
        ...

    def spread(self, as_of: datetime) -> Spread:
        """How they spread over time."""
        ...


@dataclass(frozen=True, slots=True)
class TableFile:
    """A Parquet file of findings: `row` gives the values of each by `columns`, SQL types by name, with reasons in `language`."""

    columns: Mapping[str, str]
    row: Callable[[Finding], Sequence[object]]
    language: Language
    metadata: Mapping[str, str]
    """Further keys and values of the file."""
    hidden: bool = False
    """Whether `row` masks personal numbers."""


@runtime_checkable
class InParts(Protocol):
    """Findings that lie on several machines, which write them as one Parquet file in parts."""

    def store(self, file: TableFile, folder: str) -> None:
        """Writes all of them to a folder, in the order of the report."""
        ...


@runtime_checkable
class InTable(Protocol):
    """Findings that lie in a table, from where they are written as one Parquet file faster than one by one."""

    def tell(self, file: TableFile, out: BinaryIO) -> bool:
        """Writes all of them, in the order of the report; False, and nothing is written, where that does not pay."""
        ...


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything a report speaks of."""

    as_of: datetime
    window: tuple[date, date] | None
    rulesets: tuple[RulesetUsed, ...]
    log: LogRead
    summary: Summary
    agencies: tuple[AgencySummary, ...]
    not_triggered: tuple[NotTriggered, ...]
    findings: Findings
    language: Literal["zh", "en"] = "zh"
    """The language of the first ruleset: reports are in it unless told otherwise."""
    generated: datetime | None = None
    """When the report was made, by the clock of the first ruleset."""
    waivers: tuple[WaiverUsed, ...] = ()
    """The waivers that were given, in their order."""
    warnings: tuple[Diagnostic, ...] = ()
    """What the user should know of the files given besides the log, such as a waiver that is for nothing."""
    derivations: Derivations | None = None
    """How findings came about, where the evaluation can still say."""
    version: str = ""
    command: tuple[str, ...] = field(default=())
    mapping: FileUsed | None = None
    waivers_file: FileUsed | None = None
    terms: Terms = field(default_factory=Terms)
    resumed: Resumed | None = None
    """From which report the check went on, if from any."""

    @property
    def stamp(self) -> datetime:
        """What a file says of when it was made: in UTC, to the second; without a clock, as of when was checked."""
        made = self.generated.astimezone(UTC) if self.generated else self.as_of
        return made.replace(microsecond=0)

    def spread(self) -> Spread:
        """The findings by month and by lateness."""
        return self.findings.spread(self.as_of)
