"""A row of table `finding` to a finding with every fact that explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from compliance.calendars import Figure, Interval, Unit, WorkingDays
from compliance.diagnostics import Text
from compliance.engine.database import FOREVER
from compliance.engine.evaluate import Evaluated
from compliance.engine.rule_tables import atom_names
from compliance.findings import Finding, Modality, Source, Verdict
from compliance.findings.circumstances import Act, Circumstances, Claim, Doubt
from compliance.findings.waiver import Waiver
from compliance.findings.words import reason
from compliance.rulesets.model import CheckedDuty, CheckedRule, DatedFigure

if TYPE_CHECKING:
    from compliance.engine.stored import Event, Row
    from compliance.engine.waivers import Waivers

Events = Mapping[int, "Event"]
NEVER = datetime.fromisoformat(FOREVER)
FARTHEST_UNKNOWN = 4000
"""Days looked ahead for the first that the calendar does not know."""


class Explainer:
    """Makes findings of rows; what the calendar says of a span of days is worked out once."""

    def __init__(
        self, evaluated: Sequence[Evaluated], names: Mapping[int, str], waivers: Waivers | None = None
    ) -> None:
        self.evaluated = evaluated
        self.waivers = waivers
        self.names = names
        self.spans: dict[tuple[int, date, date], tuple[tuple[tuple[date, Text], ...], tuple[date, ...]]] = {}

    def finding(self, row: Row, events: Events) -> Finding:
        """The finding of one row."""
        return _Explained(self, row, events).finding()

    def circumstances(self, row: Row, events: Events) -> Circumstances:
        """The facts behind the finding of one row."""
        return _Explained(self, row, events).circumstances()

    def span(self, ruleset: int, after: date, until: date) -> tuple[tuple[tuple[date, Text], ...], tuple[date, ...]]:
        """The days off in (after, until] with their names, and the Saturdays and Sundays that were worked."""
        key = (ruleset, after, until)
        if key not in self.spans:
            days = self.evaluated[ruleset].days
            span = [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
            shifted = tuple(d for d in span if d.weekday() > 4 and (kind := days.kind(d)) and kind.working)
            self.spans[key] = (days.days_off(after, until), shifted)
        return self.spans[key]


class _Explained:
    def __init__(self, explainer: Explainer, row: Row, events: Events) -> None:
        self.explainer = explainer
        self.row = row
        self.events = events
        self.evaluated = explainer.evaluated[row.ruleset]
        self.rule: CheckedRule = self.evaluated.tables.duties[row.duty][0]
        self.duty: CheckedDuty = self.evaluated.tables.duties[row.duty][1]
        self.verdict = Verdict(row.verdict)

    @property
    def days(self) -> WorkingDays:
        return self.evaluated.days

    @cached_property
    def dated(self) -> DatedFigure | None:
        figures = self.duty.figures
        if self.row.dated is not None:
            return figures[self.row.dated]
        return figures[-1] if figures and self.duty.kind == "periodic_within" else None

    @property
    def figure(self) -> Figure | None:
        return self.dated.figure if self.dated else None

    @cached_property
    def trigger(self) -> Act | None:
        row = self.row
        if row.trigger is None or row.lo is None or row.hi is None:
            return None
        action = self.explainer.names[row.action] if row.action is not None else ""
        event = self.events.get(row.trigger)
        return Act(action, Interval(row.lo, row.hi), event.source if event else None)

    @cached_property
    def due(self) -> Interval | None:
        row = self.row
        if row.due_lo is None or row.due_hi is None or row.due_hi == NEVER or row.kind == "lasts":
            return None
        return Interval(row.due_lo, row.due_hi)

    @cached_property
    def completed(self) -> Act | None:
        if self.row.done_lo is None or self.row.kind in ("lasts", "check"):
            return None
        return self._act(self.row.done_e)

    def _act(self, e: int | None) -> Act | None:
        event = self.events.get(e) if e is not None else None
        if event is None:
            return None
        action = self.evaluated.ruleset.vocabulary.canonical("actions", event.action)
        return Act(action, Interval(event.lo, event.hi), event.source)

    @cached_property
    def lacking(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        if self.verdict is not Verdict.INCOMPLETE or self.row.kind == "share":
            return (), (), ()
        ignored = self.evaluated.tables.ignore
        first, second = len(self.rule.channels), len(self.rule.channels) + len(self.rule.elements)
        wanted = set(range(second + len(self.rule.require))) - set(self.row.present or ())
        wanted -= set(range(first)) if "channels" in ignored else set()
        wanted -= set(range(first, second)) if "elements" in ignored else set()
        return atom_names(self.rule, wanted)

    @cached_property
    def shortfall(self) -> str | None:
        row, duty = self.row, self.duty
        if self.verdict is not Verdict.INCOMPLETE:
            return None
        if row.kind == "share":
            return f"{percent(row.met_cases or 0, row.judged_cases or 1)}% of {100 * (duty.share or 0):g}%"
        if duty.kind == "count" and (row.acts or 0) < (duty.times or 1):
            return f"{row.acts or 0} of {duty.times}"
        if duty.kind == "lasts" and self.figure and row.most is not None and row.most < self.figure.n:
            return f"{row.most} of {self.figure.n} {'working days' if self.figure.unit is Unit.WORKDAY else 'days'}"
        return None

    @property
    def lateness(self) -> tuple[int | None, float | None, int | None]:
        """Whole days, hours (for figures in hours and minutes), working days (for figures in them)."""
        row = self.row
        if self.verdict is not Verdict.LATE or row.done_lo is None or row.due_hi is None:
            return None, None, None
        days = (row.done_lo.date() - row.due_hi.date()).days
        unit = self.figure.unit if self.figure else None
        hours = round((row.done_lo - row.due_hi) / timedelta(hours=1), 1) if unit in (Unit.HOUR, Unit.MINUTE) else None
        return days, hours, self._workdays(row.due_hi.date(), row.done_lo.date()) if unit is Unit.WORKDAY else None

    def _workdays(self, after: date, until: date) -> int | None:
        table = self.days.table(after + timedelta(days=1), until)
        return None if any(working is None for _, working in table) else sum(bool(working) for _, working in table)

    @property
    def counted(self) -> int | None:
        """The day of the count on which the act came."""
        row = self.row
        if row.kind == "lasts":
            return row.most if row.most == row.least else None
        if not self.figure or row.lo is None or row.done_lo is None or row.done_lo < row.lo:
            return None
        if row.passed or row.restarted is not None:
            return None  # From the trigger to the act is not what the clock counted.
        if self.figure.unit is Unit.WORKDAY:
            return self._workdays(row.lo.date(), row.done_lo.date())
        return (row.done_lo.date() - row.lo.date()).days if self.figure.unit is Unit.DAY else None

    @cached_property
    def skipped(self) -> tuple[tuple[tuple[date, Text], ...], tuple[date, ...]]:
        row = self.row
        counted = self.figure and self.figure.unit is Unit.WORKDAY and row.kind != "lasts"
        restart = self.events.get(row.restarted) if row.restarted is not None else None
        start = restart.lo if restart else row.lo
        if not counted or start is None or self.due is None or self.due.hi < start:
            return (), ()
        return self.explainer.span(row.ruleset, start.date(), self.due.hi.date())

    @property
    def doubt(self) -> tuple[Doubt | None, str | None]:
        """What made it undetermined, and what that is about."""
        row = self.row
        if self.verdict is not Verdict.UNDETERMINED:
            return None, None
        if row.kind == "share":
            return Doubt.SHARE, str(row.open_cases)
        if row.doubt is not None:
            return Doubt(row.doubt), self._about(Doubt(row.doubt))
        if row.kind == "lasts" and row.most is None:
            return Doubt.UNTIL, None
        if row.open and (row.done_lo is not None or row.kind == "lasts"):
            return self._column_missing(row.open), None
        if row.kind == "lasts":
            return Doubt.SPAN, None
        return (Doubt.NOW if row.done_lo is None else Doubt.PRECISION), None

    def _column_missing(self, atoms: Sequence[int]) -> Doubt:
        channels = any(n < len(self.rule.channels) for n in atoms)
        elements = any(n >= len(self.rule.channels) for n in atoms)
        return Doubt.CONTENT if channels and elements else Doubt.CHANNELS if channels else Doubt.ELEMENTS

    def _about(self, doubt: Doubt) -> str | None:
        if doubt is Doubt.CONDITION and self.rule.when:
            return self.rule.when[1]
        if doubt is Doubt.DURATION and self.duty.figures and self.duty.figures[0].start:
            return self.duty.figures[0].start.isoformat()
        if doubt is Doubt.CALENDAR:
            return self._unknown_year()
        return None

    def _unknown_year(self) -> str | None:
        start = self.row.lo or self.row.due_lo
        if start is None:
            return None
        span = (start.date() + timedelta(days=n) for n in range(1, FARTHEST_UNKNOWN))
        return next((str(day.year) for day in span if self.days.kind(day) is None), None)

    def circumstances(self) -> Circumstances:
        """The facts that the reason is made of."""
        row, duty = self.row, self.duty
        days_late, hours_late, workdays_late = self.lateness
        channels, elements, requirements = self.lacking
        doubt, about = self.doubt
        days_off, shifted = self.skipped
        claim = row.claim
        last = self.events.get(row.last_e) if row.last_e is not None else None
        return Circumstances(
            verdict=self.verdict,
            kind=row.kind,
            action="|".join(duty.actions),
            as_of=self.evaluated.tables.ranges[self.rule.id].as_of,
            period=row.period,
            figure=self.figure,
            named=duty.named,
            named_cite=self.dated.cite if self.dated else None,
            times=duty.times,
            column=duty.column,
            trigger=self.trigger,
            restarted=self._act(row.restarted),
            paused_days=row.passed or 0,
            standing_since=self._act(row.standing),
            extended=self._act(row.extended),
            extension=self.rule.extended.figure if self.rule.extended and row.extended is not None else None,
            until=Interval(row.ends_lo, row.ends) if row.ends_lo and row.ends else None,
            counted=self.counted,
            days_off=days_off,
            shifted=shifted,
            due=self.due,
            moved_from=row.moved_from,
            completed=self.completed,
            done=self._act(row.first_e),
            days_late=days_late,
            hours_late=hours_late,
            workdays_late=workdays_late,
            missing_channels=channels,
            missing_elements=elements,
            missing_requirements=requirements,
            shortfall=self.shortfall,
            share=duty.share,
            met_cases=row.met_cases,
            judged_cases=row.judged_cases,
            early=self._act(row.early),
            claim=Claim(self.explainer.names[claim["ground"]], bool(row.allowed), self._source(claim["e"]))
            if claim
            else None,
            doubt=doubt,
            about=about,
            nil=bool(row.nil) and self.verdict is Verdict.MET,
            question=duty.question,
            result=last.result if last and row.kind == "check" else None,
            counts=row.counts,
        )

    def _case(self) -> str | None:
        """The case's number; the empty text for events without one, None for a calendar duty."""
        event = self.events.get(self.row.trigger) if self.row.trigger is not None else None
        return None if event is None else event.case or ""

    def _source(self, e: int) -> Source | None:
        event = self.events.get(e)
        return event.source if event else None

    def _waiver(self) -> tuple[Waiver | None, Text | None]:
        """The waiver that the finding has, and what it says about itself."""
        waivers = self.explainer.waivers
        if not self.row.waiver or waivers is None:
            return None, None
        waiver, standing = waivers.of(self.row.waiver, self.row.ruleset)
        return waiver, waiver.sentence(standing)

    def finding(self) -> Finding:
        """The finding with its reason in words."""
        row, rule = self.row, self.rule
        facts = self.circumstances()
        done = self.events.get(row.done_e) if row.done_e is not None and self.completed else None
        waiver, said = self._waiver()
        return Finding(
            ruleset=self.evaluated.ruleset.id,
            rule=rule.id,
            duty=row.number,
            kind=facts.kind,
            matter=rule.matter,
            title=rule.title,
            action=facts.action,
            agency=self.explainer.names[row.debtor],
            case=self._case(),
            period=row.period,
            verdict=self.verdict,
            modality=Modality(row.modality),
            weight=row.weight,
            citation=rule.citation,
            figure=facts.figure,
            trigger_action=facts.trigger.action if facts.trigger else None,
            trigger=facts.trigger.time if facts.trigger else None,
            due=facts.due,
            completed=facts.completed.time if facts.completed else None,
            days_late=facts.days_late,
            hours_late=facts.hours_late,
            shortfall=facts.shortfall,
            missing_channels=facts.missing_channels,
            missing_elements=facts.missing_elements,
            missing_requirements=facts.missing_requirements,
            counts=row.counts,
            waived=(row.waiver or 0) > 0,
            trigger_source=facts.trigger.source if facts.trigger else None,
            completed_source=facts.completed.source if facts.completed else None,
            url=(done.url or None) if done else None,
            days_off=facts.days_off,
            moved_from=facts.moved_from,
            reason=_followed(reason(facts), said),
            waiver=waiver,
            key=row.key,
        )


def _followed(text: Text, more: Text | None) -> Text:
    return Text(f"{text.zh}{more.zh}", f"{text.en} {more.en}") if more else text


def percent(part: int, whole: int) -> str:
    """A share in percent, to one decimal."""
    return f"{100 * part / whole:.1f}"
