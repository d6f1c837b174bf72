"""A row of table `finding` to a finding with every fact that explains it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from compliance.calendars import Figure, Interval, Unit, WorkingDays, ended, last_day
from compliance.diagnostics import Text
from compliance.engine.database import FOREVER
from compliance.engine.evaluate import Evaluated
from compliance.engine.rule_tables import atom_names
from compliance.findings import Finding, Modality, Source, Verdict
from compliance.findings.circumstances import NOTHING_PASSED, Act, Circumstances, Claim, Doubt, PassedOver
from compliance.findings.phrases import CLOCK_UNITS, least_share, met_share
from compliance.findings.rounding import rounded
from compliance.findings.waiver import Waiver
from compliance.findings.words import reason
from compliance.rulesets.model import CheckedDuty, CheckedRule

if TYPE_CHECKING:
    from compliance.engine.row import Event, Row
    from compliance.engine.waivers import Waivers

Events = Mapping[int, "Event"]
NEVER = datetime.fromisoformat(FOREVER)
FARTHEST_UNKNOWN = 4000
"""Days looked ahead for the first that the calendar does not know."""
VERDICT = {verdict.value: verdict for verdict in Verdict}
MODALITY = {modality.value: modality for modality in Modality}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a finding is made of: its row and the facts behind it."""

    row: Row
    facts: Circumstances


class Explainer:
    """Makes findings of rows; what many of them share (a duty, the days between two dates, an action) is worked out once."""

    def __init__(
        self, evaluated: Sequence[Evaluated], names: Mapping[int, str], waivers: Waivers | None = None
    ) -> None:
        self.evaluated = evaluated
        self.waivers = waivers
        self.names = names
        self.duties: dict[tuple[int, int], _Duty] = {}
        self.passed: dict[int, _Passed] = {}

    def finding(self, row: Row, events: Events) -> Finding:
        """The finding of one row."""
        return _Explained(self, row, events).finding()

    def duty(self, ruleset: int, duty: int) -> _Duty:
        """What is the same in every finding of a duty."""
        key = (ruleset, duty)
        if key not in self.duties:
            self.duties[key] = _Duty(self.evaluated[ruleset], duty)
        return self.duties[key]

    def span(self, ruleset: int, after: date, until: date) -> PassedOver:
        """The days off in (after, until] with their names, and the Saturdays and Sundays that were worked."""
        passed = self.passed.get(ruleset)
        if passed is None or not passed.first <= after.year <= until.year <= passed.last:
            years = [after.year, until.year, *((passed.first, passed.last) if passed else ())]
            passed = self.passed[ruleset] = _Passed(self.evaluated[ruleset].days, min(years), max(years))
        return passed.between(after, until)


class _Passed:
    """The days off and the make-up working days of some years; spans with the same days share what is said of them."""

    def __init__(self, days: WorkingDays, first: int, last: int) -> None:
        self.first, self.last = first, last
        # The day before the first is no matter: what is asked for lies after a day of these years.
        start, end = date(first, 1, 1), date(last, 12, 31)
        self.off = days.days_off(start, end)
        self.off_days = [day for day, _ in self.off]
        span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        self.shifted = tuple(d for d in span if d.weekday() > 4 and (kind := days.kind(d)) and kind.working)
        self.spans: dict[tuple[int, ...], PassedOver] = {}

    def between(self, after: date, until: date) -> PassedOver:
        """What lies in (after, until]."""
        key = tuple(bisect_right(among, day) for among in (self.off_days, self.shifted) for day in (after, until))
        if key not in self.spans:
            self.spans[key] = PassedOver(self.off[key[0] : key[1]], self.shifted[key[2] : key[3]])
        return self.spans[key]


class _Duty:
    """A duty with its rule and ruleset."""

    def __init__(self, evaluated: Evaluated, number: int) -> None:
        self.rule: CheckedRule = evaluated.tables.duties[number][0]
        self.duty: CheckedDuty = evaluated.tables.duties[number][1]
        self.ruleset = evaluated.ruleset
        self.days: WorkingDays = evaluated.days
        self.ignored = evaluated.tables.ignore
        self.as_of: datetime = evaluated.tables.ranges[self.rule.id].as_of
        self.action = "|".join(self.duty.actions)
        figures = self.duty.figures
        plain = self.duty.kind == "periodic_within" and figures[0].start is None
        self.only = figures[0] if plain else None
        """The figure of a period, where the row names none because there is no other."""
        self.actions: dict[str, str] = {}
        """What the log calls an action, and what the ruleset does."""

    def canonical(self, action: str) -> str:
        """The ruleset's name of an action."""
        if action not in self.actions:
            self.actions[action] = self.ruleset.vocabulary.canonical("actions", action)
        return self.actions[action]


class _Explained:
    """One row with what is known of its duty and its events."""

    __slots__ = ("events", "explainer", "row", "shared", "verdict")

    def __init__(self, explainer: Explainer, row: Row, events: Events) -> None:
        self.explainer = explainer
        self.row = row
        self.events = events
        self.shared = explainer.duty(row.ruleset, row.duty)
        self.verdict = VERDICT[row.verdict]

    def circumstances(self) -> Circumstances:
        """The facts that the reason is made of: those that every duty has, then those that this row has besides."""
        row, shared, duty = self.row, self.shared, self.shared.duty
        dated = duty.figures[row.dated] if row.dated is not None else shared.only
        facts = Circumstances(self.verdict, row.kind, shared.action, shared.as_of, row.period)
        facts.figure = dated.figure if dated else None
        facts.named = duty.named
        facts.named_cite = dated.cite if dated else None
        facts.times = duty.times
        facts.column = duty.column
        facts.share = duty.share
        facts.question = duty.question
        facts.condition = shared.rule.when[1] if shared.rule.when and row.trigger is None else None
        facts.counts = row.counts
        facts.met_cases = row.met_cases
        facts.judged_cases = row.judged_cases
        self._start(facts)
        self._end(facts)
        if row.restarted is not None or row.passed or row.standing is not None or row.extended is not None:
            self._clock(facts)
        self._counted(facts)
        self._outcome(facts)
        return facts

    def _start(self, facts: Circumstances) -> None:
        """The trigger, what came before it, and a ground for an exemption."""
        row = self.row
        if row.trigger is not None and row.lo is not None and row.hi is not None:
            action = self.explainer.names[row.action] if row.action is not None else ""
            facts.trigger = Act(action, Interval(row.lo, row.hi), self._source(row.trigger))
        if row.early is not None:
            facts.early = self._act(row.early)
        if row.claim:
            ground = self.explainer.names[row.claim["ground"]]
            facts.claim = Claim(ground, bool(row.allowed), self._source(row.claim["e"]))

    def _end(self, facts: Circumstances) -> None:
        """When it was due, and what was done."""
        row = self.row
        if row.due_lo is not None and row.due_hi is not None and row.due_hi != NEVER and row.kind != "lasts":
            facts.due = Interval(row.due_lo, row.due_hi)
        facts.moved_from = row.moved_from
        if row.ends_lo and row.ends:
            facts.until = Interval(row.ends_lo, row.ends)
        if row.done_lo is not None and row.kind not in ("lasts", "check"):
            facts.completed = self._act(row.done_e)
        same = facts.completed is not None and row.first_e == row.done_e
        facts.done = facts.completed if same else self._act(row.first_e)
        if row.kind == "check" and row.last_e is not None and (last := self.events.get(row.last_e)):
            facts.done, facts.result = self._act(row.last_e), last.result

    def _clock(self, facts: Circumstances) -> None:
        """What restarted, stopped or extended the count."""
        row, rule = self.row, self.shared.rule
        facts.restarted = self._act(row.restarted)
        facts.paused_days = row.passed or 0
        facts.standing_since = self._act(row.standing)
        facts.extended = self._act(row.extended)
        facts.extension = rule.extended.figure if rule.extended and row.extended is not None else None

    def _counted(self, facts: Circumstances) -> None:
        """The day of the count on which the act came, and of working days those passed over."""
        row, figure = self.row, facts.figure
        if row.kind == "lasts":
            facts.counted = row.most if row.most == row.least else None
            return
        if figure is None:
            return
        by_workdays = figure.unit is Unit.WORKDAY
        # Where the clock stood still or began anew, from the trigger to the act is not what it counted.
        straight = not row.passed and row.standing is None and row.restarted is None
        trigger, act = _one_day(row.lo, row.hi), _one_day(row.done_lo, row.done_hi)
        if straight and trigger and act and act >= trigger:
            if by_workdays:
                facts.counted = self.shared.days.count(trigger, act)
            elif figure.unit is Unit.DAY:
                facts.counted = (act - trigger).days
        facts.passed_over = self._passed_over(facts, figure)

    def _passed_over(self, facts: Circumstances, figure: Figure) -> PassedOver:
        """The days off among those that were counted in working days: of the figure, of its extension, or of both."""
        row, due, units = self.row, facts.due, [figure.unit]
        if row.kind in ("notice", "periodic_within"):
            return self._passed_outside(due) if due and figure.unit is Unit.WORKDAY else NOTHING_PASSED
        units += [facts.extension.unit] if facts.extension else []
        lo, hi = self._started()
        if lo is None or due is None or due.hi < lo or Unit.WORKDAY not in units:
            return NOTHING_PASSED
        first, last = lo.date(), due.hi.date()
        if set(units) != {Unit.WORKDAY}:
            # The one part ends and the other begins on a day that pauses, and a start not known to the day, leave open.
            end = self._part_ended(first, figure) if not row.passed and _one_day(lo, hi) else None
            if end is None:
                return NOTHING_PASSED
            first, last = (first, end) if figure.unit is Unit.WORKDAY else (end, last)
        return self.explainer.span(row.ruleset, first, last)

    def _passed_outside(self, due: Interval) -> PassedOver:
        """The days off between due and the trigger that notice is given of, or between a period and due."""
        row = self.row
        if row.hi is not None:
            return self.explainer.span(row.ruleset, due.lo.date(), row.hi.date() - timedelta(days=1))
        assert row.period is not None
        return self.explainer.span(row.ruleset, last_day(row.period), due.hi.date())

    def _part_ended(self, start: date, figure: Figure) -> date | None:
        """The day on which the figure ended and its extension began; None of hours and minutes."""
        if figure.unit in CLOCK_UNITS:
            return None
        return self.shared.days.add(start, figure.n) if figure.unit is Unit.WORKDAY else ended(start, figure)

    def _outcome(self, facts: Circumstances) -> None:
        """What only one verdict has."""
        verdict = self.verdict
        if verdict is Verdict.MET:
            facts.nil = bool(self.row.nil)
        elif verdict is Verdict.LATE:
            self._lateness(facts)
        elif verdict is Verdict.INCOMPLETE:
            facts.missing_channels, facts.missing_elements, facts.missing_requirements = self._lacking()
            facts.shortfall = self._shortfall(facts.figure)
        elif verdict is Verdict.UNDETERMINED:
            facts.doubt, facts.about = self._doubt()
            facts.at_latest = self._at_latest(facts)

    def _act(self, e: int | None) -> Act | None:
        event = self.events.get(e) if e is not None else None
        if event is None:
            return None
        return Act(self.shared.canonical(event.action), Interval(event.lo, event.hi), event.source)

    def _lacking(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        if self.row.kind == "share":
            return (), (), ()
        rule, ignored = self.shared.rule, self.shared.ignored
        first, second = len(rule.channels), len(rule.channels) + len(rule.elements)
        wanted = set(range(second + len(rule.require))) - set(self.row.present or ())
        wanted -= set(range(first)) if "channels" in ignored else set()
        wanted -= set(range(first, second)) if "elements" in ignored else set()
        return atom_names(rule, wanted)

    def _shortfall(self, figure: Figure | None) -> str | None:
        row, duty = self.row, self.shared.duty
        if row.kind == "share":
            least = duty.share or 0
            return f"{met_share(row.met_cases or 0, row.judged_cases or 1, least)}% of {least_share(least)}"
        if duty.kind == "count" and (row.acts or 0) < (duty.times or 1):
            return f"{row.acts or 0} of {duty.times}"
        if duty.kind == "lasts" and figure and row.most is not None and row.most < figure.n:
            return f"{row.most} of {figure.n} {'working days' if figure.unit is Unit.WORKDAY else 'days'}"
        return None

    def _lateness(self, facts: Circumstances) -> None:
        """Whole days, hours (for figures in hours and minutes), working days (for figures in them)."""
        done, due = self.row.done_lo, self.row.due_hi
        if done is None or due is None:
            return
        unit = facts.figure.unit if facts.figure else None
        facts.days_late = (done.date() - due.date()).days
        if unit in (Unit.HOUR, Unit.MINUTE):
            facts.hours_late = rounded((done - due) / timedelta(hours=1))
        elif unit is Unit.WORKDAY:
            facts.workdays_late = self.shared.days.count(due.date(), done.date())

    def _doubt(self) -> tuple[Doubt | None, str | None]:
        """What made it undetermined, and what that is about."""
        row = self.row
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

    def _at_latest(self, facts: Circumstances) -> datetime | None:
        """The end of a completion that lasts longer than the step which began last."""
        end, act = self.row.done_hi, facts.completed
        return end if facts.doubt is Doubt.PRECISION and act and end and end > act.time.hi else None

    def _column_missing(self, atoms: Sequence[int]) -> Doubt:
        first = len(self.shared.rule.channels)
        channels = any(n < first for n in atoms)
        elements = any(n >= first for n in atoms)
        return Doubt.CONTENT if channels and elements else Doubt.CHANNELS if channels else Doubt.ELEMENTS

    def _about(self, doubt: Doubt) -> str | None:
        rule, duty = self.shared.rule, self.shared.duty
        if doubt is Doubt.CONDITION and rule.when:
            return rule.when[1]
        if doubt is Doubt.DURATION and duty.figures and duty.figures[0].start:
            return duty.figures[0].start.isoformat()
        if doubt is Doubt.CALENDAR:
            return self._unknown_day()
        return None

    def _unknown_day(self) -> str | None:
        """The first day needed that the calendar does not know: itself where it is provisional, else its year."""
        days = self.shared.days
        day = next((day for day in self._needed() if days.kind(day) is None), None)
        return None if day is None else f"{day}" if days.provisional(day) else f"{day.year}"

    def _needed(self) -> Iterator[date]:
        """The days that due hangs on, as they are counted: of notice backwards, of a due date that may move from itself on."""
        row, figure, span = self.row, self._figure(), self._counted_from()
        if span is None or figure is None:
            return iter(())
        first, last = span
        counted = range(1, FARTHEST_UNKNOWN)
        if row.kind == "notice":
            return (last - timedelta(days=n) for n in counted)
        if figure.unit is Unit.WORKDAY:
            return (first + timedelta(days=n) for n in counted)
        start = first if row.due_lo is None else last
        end = ended(start, figure) + timedelta(days=row.passed or 0)
        more = self.shared.rule.extended.figure if self.shared.rule.extended and row.extended is not None else None
        if more and more.unit is not Unit.WORKDAY:
            end = ended(end, more)
        return (end + timedelta(days=n) for n in range(FARTHEST_UNKNOWN))

    def _counted_from(self) -> tuple[date, date] | None:
        """The days, from the first to the last, from which the figure is counted: those of the start, or the end of the period."""
        row, (lo, hi) = self.row, self._started()
        if lo is not None and hi is not None:
            return lo.date(), hi.date()
        end = last_day(row.period) if row.kind == "periodic_within" and row.period else None
        return (end, end) if end else None

    def _started(self) -> tuple[datetime | None, datetime | None]:
        """From when the count runs: the trigger, or what began it anew."""
        restart = self.events.get(self.row.restarted) if self.row.restarted is not None else None
        return (restart.lo, restart.hi) if restart else (self.row.lo, self.row.hi)

    def _figure(self) -> Figure | None:
        """The figure in force on the day of the trigger, or the one that a period has."""
        dated = self.shared.duty.figures[self.row.dated] if self.row.dated is not None else self.shared.only
        return dated.figure if dated else None

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
        row, rule = self.row, self.shared.rule
        facts = self.circumstances()
        done = self.events.get(row.done_e) if row.done_e is not None and facts.completed else None
        waiver, said = self._waiver()
        return Finding(
            ruleset=self.shared.ruleset.id,
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
            modality=MODALITY[row.modality],
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
            days_off=facts.passed_over.days_off,
            moved_from=facts.moved_from,
            reason=_followed(reason(facts), said),
            waiver=waiver,
            origin=Origin(row, facts),
        )


def _one_day(lo: datetime | None, hi: datetime | None) -> date | None:
    """The day of a time that is known to the day: from a month or a year no days can be counted."""
    return lo.date() if lo and hi and lo.date() == hi.date() else None


def _followed(text: Text, more: Text | None) -> Text:
    return Text(f"{text.zh}{more.zh}", f"{text.en} {more.en}") if more else text
