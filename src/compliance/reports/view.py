"""An assessment as the page that the templates of the HTML report get."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import VERDICTS, AgencySummary, Assessment, FileRead, Modality, Verdict
from compliance.findings.phrases import instant
from compliance.reports.called import agency_name
from compliance.reports.charts import BAR, length, stacked
from compliance.reports.figures import (
    LISTED,
    OPEN,
    column_counts,
    column_names,
    conclusion,
    counted,
    log_and_notes,
    number,
    period_checked,
    rows_accounted,
    rules_of,
    share,
    tally,
)
from compliance.reports.files_view import file_name, file_table
from compliance.reports.labels import LABELS, TAGS, labels
from compliance.reports.listing import listing
from compliance.reports.page import (
    AgencyRow,
    Bar,
    Chip,
    Fact,
    FileView,
    Listing,
    Page,
    RejectedRow,
    RulesetView,
    Silent,
    Tile,
)
from compliance.reports.provenance import made_of
from compliance.reports.ranking import gaps_of, places, worst_first
from compliance.reports.scorecard_view import score_view
from compliance.reports.spread import histogram, matrix
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import attention, unread_rows
from compliance.reports.waivers_view import COLUMNS as COLUMNS_OF_WAIVERS
from compliance.reports.waivers_view import waiver_rows

MOST_AGENCIES = 300


def page(assessment: Assessment, language: Language) -> Page:
    """The view of an assessment."""
    return _View(assessment, language).page()


class _View:
    """Makes the parts of a page; all of them need the language."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.assessment = assessment
        self.language = language
        files = {file.file for file in assessment.log.files}
        self.single = files.pop() if len(files) == 1 else None

    def page(self) -> Page:
        seen, summary = self.assessment, self.assessment.summary
        listed = listing(seen, self.language, self.single)
        table = file_table(seen.log.files, self.language)
        spread = seen.spread()
        return Page(
            lang=TAGS[self.language],
            data_lang="" if self.language == seen.language else TAGS[seen.language],
            words=labels(self.language),
            about=self.about(),
            conclusion=self.said(conclusion(seen)),
            attention=self.said(attention(seen)),
            rulesets=self.rulesets(),
            tiles=self.tiles(),
            bars=self.bars(),
            bar_width=BAR,
            agency_columns=tuple(self.said(name) for name in column_names(summary.waived > 0)),
            agencies=self.agencies(),
            agencies_cut=self.agencies_cut(),
            matrix=matrix(spread.months, self.language),
            histogram=histogram(spread.lateness, self.language),
            chips=self.chips(listed),
            gap_count=summary.gaps,
            open_count=self.number_of(OPEN),
            listing=listed,
            single_file=tidy(self.single or ""),
            silent=self.silent(),
            silent_count=len(seen.not_triggered),
            log=self.said(log_and_notes(seen)),
            files=() if table else tuple(self.file(file) for file in seen.log.files),
            file_table=table,
            notes=tuple(self.said(note) for note in seen.log.notes),
            unread=tuple(unread_rows(seen.log, self.language)),
            rejected_count=seen.log.rejected_count,
            rejected=self.rejected(),
            rejected_cut=self.rejected_cut(),
            facts=self.facts(),
            score=score_view(seen, self.language, listed.places),
            waiver_columns=tuple(self.label(name) for name in COLUMNS_OF_WAIVERS),
            waivers=waiver_rows(seen, self.language),
        )

    def said(self, words: Text) -> str:
        return tidy(words.said(self.language), LONGEST_REASON)

    def label(self, name: str) -> str:
        return LABELS[name].said(self.language)

    def number_of(self, verdicts: Sequence[Verdict]) -> int:
        return tally(self.assessment.summary.verdicts, verdicts)

    def about(self) -> tuple[Fact, ...]:
        facts = [
            Fact(self.label("as_of"), instant(self.assessment.as_of)),
            Fact(self.label("window"), self.said(period_checked(self.assessment))),
        ]
        if self.assessment.generated:
            facts.append(Fact(self.label("generated"), self.assessment.generated.isoformat(" ", "seconds")))
        return tuple(facts)

    def rulesets(self) -> tuple[RulesetView, ...]:
        return tuple(
            RulesetView(
                title=tidy(used.title),
                line=f"{tidy(used.id)} · {self.said(rules_of(used))}",
                chosen=self.said(used.chosen),
                calendar=self.said(used.calendar),
                digest=used.digest,
            )
            for used in self.assessment.rulesets
        )

    def tiles(self) -> tuple[Tile, ...]:
        summary = self.assessment.summary
        tiles = [
            Tile(self.label("obligations"), str(summary.obligations), ""),
            Tile(self.label("gaps"), str(summary.gaps), "bad" if summary.gaps else ""),
            Tile(self.label("open"), str(self.number_of(OPEN)), ""),
            Tile(self.said(Verdict.MET.words), str(self.number_of((Verdict.MET,))), "good"),
        ]
        if summary.waived:
            tiles.append(Tile(self.label("waived"), str(summary.waived), ""))
        if summary.score is not None:
            tiles.append(Tile(self.label("score"), number(summary.score), ""))
        return tuple(tiles)

    def bars(self) -> tuple[Bar, ...]:
        summary = self.assessment.summary
        bars = [self.bar(v.value, self.said(v.words), summary.verdicts.get(v, 0)) for v in LISTED]
        if summary.waived:
            bars.append(self.bar("waived", self.label("waived"), summary.waived))
        return tuple(bars)

    def bar(self, name: str, words: str, n: int) -> Bar:
        whole = self.assessment.summary.obligations
        part = share(n, whole)
        return Bar(name, words, n, part, length(n, whole), f"{words} {n} ({part})")

    def agencies(self) -> tuple[AgencyRow, ...]:
        """Those with most gaps first; the rank is by score."""
        listed = worst_first(self.assessment.agencies)
        ranks = places(self.assessment.agencies)
        return tuple(self.agency(agency, ranks[agency.agency]) for agency in listed[:MOST_AGENCIES])

    def agency(self, agency: AgencySummary, rank: str) -> AgencyRow:
        return AgencyRow(
            rank=rank,
            name=agency_name(agency.agency, self.language),
            obligations=agency.obligations,
            gaps=gaps_of(agency),
            counts=column_counts(agency.verdicts, agency.waived if self.assessment.summary.waived else None),
            score=number(agency.score),
            grade=tidy(agency.grade or ""),
            segments=stacked(agency.verdicts),
            text=self.said(counted(agency.verdicts, LISTED)),
        )

    def chips(self, listed: Listing) -> tuple[Chip, ...]:
        """The filters: the verdicts that there are, what is folded away apart from them, and how binding."""
        found = [verdict for verdict in LISTED if self.assessment.summary.verdicts.get(verdict, 0)]
        apart = [section for section in listed.folded if section.verdict not in VERDICTS]
        return (
            *(Chip("v", verdict.value, self.said(verdict.words)) for verdict in found),
            *(Chip("v", section.verdict, section.title) for section in apart),
            *(Chip("m", modality.value, self.said(modality.words)) for modality in Modality),
        )

    def agencies_cut(self) -> str:
        more = len(self.assessment.agencies) - MOST_AGENCIES
        if more <= 0:
            return ""
        return self.said(Text(f"另有{more}个单位未列出，见 JSON 报告。", f"{more} more agencies: see the JSON report."))

    def silent(self) -> tuple[Silent, ...]:
        """Rules without an obligation, together where the reason is the same."""
        by_reason: dict[tuple[str, str], list[str]] = {}
        for no in self.assessment.not_triggered:
            duty = self.label("duty").format(no.duty)
            name = tidy(no.rule) if no.duty == 1 else f"{tidy(no.rule)} ({duty})"
            by_reason.setdefault((no.ruleset, self.said(no.reason)), []).append(name)
        separator = Text("、", ", ").said(self.language)
        return tuple(
            Silent(tidy(ruleset), separator.join(rules), reason) for (ruleset, reason), rules in by_reason.items()
        )

    def file(self, file: FileRead) -> FileView:
        facts = (
            Fact(self.label("shape"), self.said(file.shape)),
            Fact(self.label("encoding"), file.encoding or "—"),
            Fact(self.label("rows"), self.said(rows_accounted(file))),
            Fact(self.label("events"), str(file.events)),
        )
        columns = tuple(Fact(tidy(header), self.said(taken)) for header, taken in file.columns)
        return FileView(tidy(file_name(file)), facts, columns, tuple(self.said(note) for note in file.notes))

    def rejected(self) -> tuple[RejectedRow, ...]:
        return tuple(
            RejectedRow(
                tidy(row.file), row.row, tidy(row.column or ""), tidy(row.value or "", 80), self.said(row.reason)
            )
            for row in self.assessment.log.rejected
        )

    def rejected_cut(self) -> str:
        log = self.assessment.log
        if log.rejected_count <= len(log.rejected):
            return ""
        n = len(log.rejected)
        words = Text(f"共{log.rejected_count}行，此处列出前{n}行。", f"The first {n} of {log.rejected_count} rows.")
        return self.said(words)

    def facts(self) -> tuple[Fact, ...]:
        """What a second person needs to get the same report."""
        seen = self.assessment
        facts = [
            Fact(self.label("tool"), f"compliance {seen.version}".strip()),
            Fact(self.label("as_of"), seen.as_of.isoformat()),
        ]
        for used in seen.rulesets:
            facts.append(Fact(f"{self.label('digest')} {tidy(used.id)}", used.digest))
            facts.append(Fact(f"{self.label('calendar')} {tidy(used.id)}", self.said(used.calendar)))
        facts += [Fact(f"{self.label('file_digest')} {tidy(file)}", digest) for file, digest in made_of(seen)]
        if seen.command:
            facts.append(Fact(self.label("command"), tidy(shlex.join(seen.command), LONGEST_REASON)))
        return tuple(facts)
