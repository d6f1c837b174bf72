"""The index of a folder of reports: the agencies ranked, each with a link to its own report. For the quarterly bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from compliance.findings import GAPS, AgencySummary, Assessment, Summary, Verdict
from compliance.findings.phrases import instant
from compliance.reports.called import agency_name
from compliance.reports.charts import BAR, Segment, stacked
from compliance.reports.figures import (
    LISTED,
    OPEN,
    column_counts,
    column_names,
    conclusion,
    counted,
    log_read,
    number,
    period_checked,
    share,
)
from compliance.reports.html import rendered
from compliance.reports.labels import TAGS, labels
from compliance.reports.manner import Manner
from compliance.reports.ranking import gaps_of, ranked
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import attention

COLUMNS: tuple[tuple[Verdict, ...], ...] = (*((gap,) for gap in GAPS), OPEN)


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the file that it leads to, as an address relative to the index."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """One agency in its place."""

    place: str
    name: str
    link: Link | None
    """Its report; the other formats of it are `others`."""
    others: tuple[Link, ...]
    jointly: tuple[Link, ...]
    """The reports of groups that it owes something with."""
    score: str
    grade: str
    obligations: int
    counts: tuple[int, ...]
    """Gaps, each kind of them, what is open, and those waived where there are any."""
    met: str
    segments: tuple[Segment, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """The page as its template gets it."""

    lang: str
    words: dict[str, str]
    rulesets: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    attention: str
    conclusion: str
    columns: tuple[str, ...]
    agencies: tuple[Ranked, ...]
    bar_width: int
    total: Ranked


def index(assessment: Assessment, files: Mapping[str, Sequence[str]], manner: Manner) -> bytes:
    """The page. `files` are the file names of each agency's reports; an HTML report among them comes first."""
    page = _Page(assessment, files, manner).page()
    return rendered("index.html", manner.templates, page=page).encode("utf-8", "replace")


class _Page:
    """Makes the parts of the page; all of them need the language and the files."""

    def __init__(self, assessment: Assessment, files: Mapping[str, Sequence[str]], manner: Manner) -> None:
        self.assessment = assessment
        self.files = files
        self.language = manner.language
        self.words = labels(manner.language)

    def page(self) -> Index:
        seen = self.assessment
        return Index(
            lang=TAGS[self.language],
            words=self.words,
            rulesets=tuple(f"{tidy(used.title)} ({tidy(used.id)})" for used in seen.rulesets),
            about=self.about(),
            attention=attention(seen).said(self.language),
            conclusion=tidy(conclusion(seen).said(self.language), LONGEST_REASON),
            columns=(
                self.words["gaps"],
                *(name.said(self.language) for name in column_names(seen.summary.waived > 0, COLUMNS)),
            ),
            agencies=tuple(self.agency(place, agency) for place, agency in ranked(seen.agencies)),
            bar_width=BAR,
            total=self.total(),
        )

    def about(self) -> tuple[tuple[str, str], ...]:
        seen = self.assessment
        facts = [
            (self.words["as_of"], instant(seen.as_of)),
            (self.words["window"], period_checked(seen).said(self.language)),
            (self.words["log_short"], log_read(seen).said(self.language)),
        ]
        if seen.generated:
            facts.append((self.words["generated"], seen.generated.isoformat(" ", "seconds")))
        return (*facts, (self.words["tool"], f"compliance {seen.version}".strip()))

    def agency(self, place: int | None, agency: AgencySummary) -> Ranked:
        name = agency_name(agency.agency, self.language)
        own = [Link(file.rpartition(".")[2], quote(file)) for file in self.files.get(agency.agency, ())]
        return Ranked(
            place="—" if place is None else str(place),
            name=name,
            link=Link(name, own[0].address) if own else None,
            others=tuple(own[1:]),
            jointly=self.jointly(agency.agency),
            score=number(agency.score),
            grade=tidy(agency.grade or ""),
            obligations=agency.obligations,
            counts=self.counts(gaps_of(agency), agency),
            met=share(agency.verdicts.get(Verdict.MET, 0), agency.obligations),
            segments=stacked(agency.verdicts),
            text=counted(agency.verdicts, LISTED).said(self.language),
        )

    def jointly(self, agency: str) -> tuple[Link, ...]:
        """What stands under A/B stands neither under A nor under B: both lead there."""
        return tuple(
            Link(agency_name(other, self.language), quote(files[0]))
            for other, files in self.files.items()
            if files and "/" in other and agency in other.split("/")
        )

    def total(self) -> Ranked:
        summary = self.assessment.summary
        return Ranked(
            place="",
            name=self.words["in_all"],
            link=None,
            others=(),
            jointly=(),
            score=number(summary.score),
            grade="",
            obligations=summary.obligations,
            counts=self.counts(summary.gaps, summary),
            met=share(summary.verdicts.get(Verdict.MET, 0), summary.obligations),
            segments=stacked(summary.verdicts),
            text=counted(summary.verdicts, LISTED).said(self.language),
        )

    def counts(self, gaps: int, counted: AgencySummary | Summary) -> tuple[int, ...]:
        """Gaps, each kind of them, what is open, and where there are any those waived."""
        waived = counted.waived if self.assessment.summary.waived else None
        return (gaps, *column_counts(counted.verdicts, waived, COLUMNS))
