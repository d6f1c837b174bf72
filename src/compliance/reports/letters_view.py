"""What the templates of letters get: every word chosen, every number formatted; docs/workbook.md lists the placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, AgencySummary, Assessment, Verdict
from compliance.findings.phrases import deadline, instant, stamp
from compliance.reports.called import agency_name, document
from compliance.reports.figures import LISTED, conclusion, counted, log_read, number, share
from compliance.reports.labels import LABELS
from compliance.reports.manner import Manner
from compliance.reports.problem_list import Problem, Problems
from compliance.reports.ranking import gaps_of, places, ranked
from compliance.reports.tidy import tidy
from compliance.reports.unread import attention
from compliance.rulesets.load import INLINE

MOST_LISTED = 500
"""Problems listed in one letter; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A row of a table of problems."""

    seq: int
    number: str
    agency: str
    matter: str
    clause: str
    description: str
    due: str
    actual: str
    over: str
    ask: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency in the ranking: `place` counts from 1, equal scores share one."""

    place: str
    agency: str
    obligations: int
    met: int
    rate: str
    gaps: int
    score: str
    grade: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict with its number and its share."""

    verdict: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one agency, or about all of them: then `agency` names the one audited, or all."""

    agency: str
    obligations: int
    met: int
    rate: str
    gaps: int
    kinds: str
    """未公开4、逾期6; that there are none."""
    problems: tuple[ProblemView, ...]
    more: str
    """That the table was cut; empty where it is whole."""


@dataclass(frozen=True, slots=True)
class LettersView:
    """Everything a template can name."""

    basis: str
    as_of: str
    period: str
    deadline: str
    """The day by which to put right, or room to write it in."""
    conclusion: str
    """What was found, in a sentence or two."""
    log: str
    attention: str
    """That rows could not be read; empty where all were."""
    score: str
    verdicts: tuple[VerdictView, ...]
    ranking: tuple[AgencyView, ...]
    whole: Letter
    """All agencies together."""
    letters: tuple[Letter, ...]
    """One for each agency that has problems; where none has any, one for each agency."""


def letters_view(assessment: Assessment, manner: Manner) -> LettersView:
    """The view of an assessment."""
    return _Views(assessment, manner).view()


class _Views:
    """Makes the parts of the view; all of them need the language."""

    def __init__(self, assessment: Assessment, manner: Manner) -> None:
        self.assessment = assessment
        self.language: Language = manner.language
        self.put_right_by = manner.put_right_by

    def said(self, words: Text) -> str:
        return tidy(words.said(self.language))

    def view(self) -> LettersView:
        seen = self.assessment
        problems, as_of = list(Problems(seen, self.language)), self.formal(instant(seen.as_of))
        return LettersView(
            basis=self.basis(),
            as_of=as_of,
            period=self.period(),
            deadline=self.day(self.put_right_by)
            if self.put_right_by
            else self.said(Text("　　年　月　日", "__________")),
            conclusion=self.said(conclusion(seen, as_of)),
            log=self.said(log_read(seen)),
            attention=self.said(attention(seen)),
            score=number(seen.summary.score),
            verdicts=self.verdicts(),
            ranking=self.ranking(),
            whole=self.whole(problems),
            letters=self.letters(problems),
        )

    def basis(self) -> str:
        titles = [
            tidy(used.title if used.id == INLINE else document(used.title, self.language))
            for used in self.assessment.rulesets
        ]
        return Text("、", ", ").said(self.language).join(titles)

    def period(self) -> str:
        if self.assessment.window is None:
            return self.said(Text("规则施行期间", "the range of the rules"))
        start, end = map(self.day, self.assessment.window)
        return Text(f"{start}至{end}", f"{start} to {end}").said(self.language)

    def day(self, day: date) -> str:
        return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat()).said(self.language)

    def formal(self, said: str) -> str:
        """A date alone as letters write it; what is more than a date as it stands."""
        try:
            return self.day(date.fromisoformat(said))
        except ValueError:
            return said

    def whole(self, problems: Sequence[Problem]) -> Letter:
        names = [agency_name(agency.agency, self.language) for agency in self.assessment.agencies]
        name = names[0] if len(names) == 1 else self.said(Text("各有关单位", "all agencies concerned"))
        summary = self.assessment.summary
        return self.letter(name, summary.obligations, summary.verdicts.get(Verdict.MET, 0), problems)

    def letters(self, problems: Sequence[Problem]) -> tuple[Letter, ...]:
        by_agency: dict[str, list[Problem]] = {}
        for problem in problems:
            by_agency.setdefault(problem.agency, []).append(problem)
        return tuple(
            self.letter(name, agency.obligations, agency.verdicts.get(Verdict.MET, 0), by_agency.get(name, ()))
            for agency in self.assessment.agencies
            if (name := agency_name(agency.agency, self.language)) in by_agency or not by_agency
        )

    def letter(self, name: str, obligations: int, met: int, problems: Sequence[Problem]) -> Letter:
        counts = {gap: sum(problem.verdict is gap for problem in problems) for gap in GAPS}
        kinds = counted(counts, GAPS) if problems else Text("没有发现问题", "no gap found")
        more = len(problems) - MOST_LISTED
        cut = Text(f"另有{more}项，见所附工作簿。", f"{more} more: see the workbook.") if more > 0 else Text("", "")
        return Letter(
            agency=name,
            obligations=obligations,
            met=met,
            rate=share(met, obligations),
            gaps=len(problems),
            kinds=self.said(kinds),
            problems=tuple(self.rows(problems[:MOST_LISTED])),
            more=self.said(cut),
        )

    def rows(self, problems: Iterable[Problem]) -> Iterable[ProblemView]:
        for n, problem in enumerate(problems, 1):
            yield ProblemView(
                seq=n,
                number=problem.number,
                agency=problem.agency,
                matter=problem.matter,
                clause=problem.clause,
                description=problem.description,
                due=deadline(problem.due).said(self.language) if problem.due else "—",
                actual=stamp(problem.completed).said(self.language) if problem.completed else "—",
                over=str(problem.over) if problem.over is not None else "—",
                ask=problem.ask,
            )

    def verdicts(self) -> tuple[VerdictView, ...]:
        summary = self.assessment.summary
        found = [(verdict.words, summary.verdicts.get(verdict, 0)) for verdict in LISTED]
        if summary.waived:
            found.append((LABELS["waived"], summary.waived))
        return tuple(VerdictView(self.said(words), n, share(n, summary.obligations)) for words, n in found)

    def ranking(self) -> tuple[AgencyView, ...]:
        """By score; an agency without a score comes last."""
        given = places(self.assessment.agencies)
        return tuple(self.agency(given[agency.agency], agency) for _, agency in ranked(self.assessment.agencies))

    def agency(self, place: str, agency: AgencySummary) -> AgencyView:
        met = agency.verdicts.get(Verdict.MET, 0)
        return AgencyView(
            place=place,
            agency=agency_name(agency.agency, self.language),
            obligations=agency.obligations,
            met=met,
            rate=share(met, agency.obligations),
            gaps=gaps_of(agency),
            score=number(agency.score),
            grade=tidy(agency.grade or "—"),
        )
