"""What the templates of the HTML report get: every word chosen, every number formatted."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.reports.charts import Column, Segment, Timeline
from compliance.reports.files_view import FileTable
from compliance.reports.links import Places
from compliance.reports.rows import Group
from compliance.reports.scorecard_view import ScoreView
from compliance.reports.unread import UnreadRow
from compliance.reports.waivers_view import WaiverRow


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
    """One verdict of all, or those waived, with its bar."""

    verdict: str
    words: str
    count: int
    share: str
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency with its numbers and its bar."""

    rank: str
    name: str
    obligations: int
    gaps: int
    counts: tuple[int, ...]
    score: str
    grade: str
    segments: tuple[Segment, ...]
    text: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """What became of what one matter owed in one month; `verdict` empty: nothing was due."""

    verdict: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter over the months, and its gaps in all of them."""

    matter: str
    cells: tuple[MonthCell, ...]
    gaps: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matters by the months in which something was due, grouped by year."""

    years: tuple[tuple[str, int], ...]
    """Each year with how many of its months follow."""
    months: tuple[str, ...]
    rows: tuple[MatterRow, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """How late what came late was, as columns; `text` says the same in words."""

    columns: tuple[Column, ...]
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Findings that are folded away: a name, how many there are, and those listed."""

    verdict: str
    title: str
    count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The findings listed: failures first. `notes`: days passed over that many sentences would repeat."""

    gaps: tuple[Group, ...]
    open: tuple[Group, ...]
    folded: tuple[Section, ...]
    lines: tuple[tuple[str, Timeline], ...]
    """The time lines by their ids; gaps whose lines look alike share one."""
    notes: tuple[str, ...]
    places: Places
    """Where the gaps stand, for what links to them."""
    capped: str
    unproved: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on or off: of which kind (`v` verdict or waived, `m` modality), and what it lets through."""

    key: str
    value: str
    words: str


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
    data_lang: str
    """The language of the rules, where it is another than that of the page; else empty."""
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
    matrix: Matrix | None
    histogram: Histogram | None
    chips: tuple[Chip, ...]
    gap_count: int
    open_count: int
    listing: Listing
    single_file: str
    silent: tuple[Silent, ...]
    silent_count: int
    log: str
    files: tuple[FileView, ...]
    """Empty where there are many: then there is a `file_table`."""
    file_table: FileTable | None
    notes: tuple[str, ...]
    unread: tuple[UnreadRow, ...]
    rejected_count: int
    rejected: tuple[RejectedRow, ...]
    rejected_cut: str
    facts: tuple[Fact, ...]
    score: ScoreView
    waiver_columns: tuple[str, ...]
    waivers: tuple[WaiverRow, ...]
