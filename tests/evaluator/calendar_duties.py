"""Duties that the calendar brings [semantics.md, Obligations: calendar duties]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendars import Interval, Per, blocks, clamped, day_end, day_start, period_of, periods
from compliance.findings import Verdict
from compliance.rulesets.model import CheckedDuty, CheckedRule

from .asked import Expected, Range, Scene
from .atoms import atoms, completing, completion, lacking, verdict
from .conditions import holds
from .instants import NotKnown
from .late import lateness
from .log_files import Event

DAY = timedelta(days=1)
YES = ("是", "yes", "true", "合规")
NO = ("否", "no", "false")


@dataclass(frozen=True)
class Term:
    """A period that is judged: when it is due (None: the calendar does not reach) and where its candidates lie."""

    key: str
    first: date
    due: datetime | None
    candidates: Range
    after_its_end: bool = False
    """`monthly within`: candidates are told by the `period` column, and where that is empty lie in the range."""

    def has(self, event: Event) -> bool:
        """Whether an event is attributed to the period."""
        if self.after_its_end and event.period is not None:
            return event.period == self.key
        return event.lo.date() in self.candidates


def calendar_findings(scene: Scene, rule: CheckedRule, duty: CheckedDuty, whole: Range) -> Iterator[Expected]:
    """Says the spec: "Each period with each owing agency is one obligation"."""
    for term in _terms(scene, duty, whole):
        if day_start(term.first) > scene.asked.as_of:
            continue  # "A period (or range) that begins after `as-of` gives no obligation".
        for name, members in _owing(scene, rule):
            theirs = [event for event in scene.seen if event.agency in members]
            if duty.kind == "check":
                yield _checked(scene, rule, duty, term, name, theirs)
            else:
                yield _judged(scene, rule, duty, term, name, theirs)


def _owing(scene: Scene, rule: CheckedRule) -> list[tuple[str, tuple[str, ...]]]:
    """Owing agencies: the name in the report, and whose events count."""
    audited = scene.audited()
    if scene.nameless:
        return [("", ("",))]
    if rule.any_of and rule.owners is not None:
        # "`any of`: one obligation, if at least one of them is audited, owed by the agencies of the list joined with `/`".
        return [("/".join(rule.owners), rule.owners)] if set(rule.owners) & set(audited) else []
    return [(name, (name,)) for name in audited if rule.owners is None or name in rule.owners]


def _judged(
    scene: Scene, rule: CheckedRule, duty: CheckedDuty, term: Term, owner: str, theirs: list[Event]
) -> Expected:
    attributed = [event for event in theirs if event.matter == rule.matter and term.has(event)]
    candidates = [e for e in attributed if e.action in duty.actions and (not rule.when or holds(rule.when[0], e))]
    nils = [event for event in attributed if rule.nil and event.action == "nil"]
    times = duty.times or 1
    found = atoms(rule, candidates, times, nils)
    completed = completion(found)
    due = Interval.exact(term.due) if term.due else None
    if scene.claims_release(rule, attributed):
        judged = Verdict.EXEMPT
    elif due is None:
        judged = Verdict.UNDETERMINED
    else:
        judged = verdict(due, completed, scene.asked.as_of, bool(candidates))
    lacks = judged is Verdict.INCOMPLETE
    days, hours = lateness(judged, due, completed, None)
    return Expected(
        rule=rule.id,
        duty=duty.number,
        agency=owner,
        case=None,
        period=term.key,
        verdict=judged,
        action="|".join(duty.actions),
        due=due,
        completed=completed,
        completing=completing(completed, [*candidates, *nils]),
        days_late=days,
        hours_late=hours,
        shortfall=f"{len(candidates)} of {times}" if lacks and len(candidates) < times else None,
        missing_channels=lacking(found, "channel") if lacks else (),
        missing_elements=lacking(found, "element") if lacks else (),
        missing_requirements=lacking(found, "requirement") if lacks else (),
    )


def _checked(
    scene: Scene, rule: CheckedRule, duty: CheckedDuty, term: Term, owner: str, theirs: list[Event]
) -> Expected:
    """Says the spec: "`manual` … for `check` while no attestation is in the log; otherwise the `result` of the last one decides"."""
    said = [e for e in theirs if e.action == "attest" and e.matter == rule.id]
    said = [e for e in said if not rule.when or holds(rule.when[0], e)]
    judged = Verdict.MANUAL
    if said:
        last = max((event.lo, event.hi) for event in said)
        judged = max((_attested(e.result) for e in said if (e.lo, e.hi) == last), key=LEAST_FAVOURABLE_LAST.index)
    due = Interval.exact(term.due) if term.due else None
    return Expected(rule.id, duty.number, owner, None, term.key, judged, "|".join(duty.actions), due=due)


LEAST_FAVOURABLE_LAST = (Verdict.MET, Verdict.MANUAL, Verdict.MISSING)
"""Of several last attestations at one time the least favourable decides: the spec is silent, rows have no order."""


def _attested(result: str) -> Verdict:
    return Verdict.MET if result in YES else Verdict.MISSING if result in NO else Verdict.MANUAL


def _terms(scene: Scene, duty: CheckedDuty, whole: Range) -> list[Term]:
    """Says the spec: "periods judged", "due" and "candidate range" of the table of calendar duties."""
    cut = scene.cut_of(whole)
    match duty.kind:
        case "by_date":
            assert duty.date
            term = Term(whole.key, whole.first, day_end(duty.date), Range(date.min, whole.last))
            return [term] if duty.date in cut else []
        case "by_yearly":
            return _yearly(duty, cut)
        case "periodic" | "count":
            assert duty.per
            return _periodic(duty.per, cut)
        case "regularly" if duty.per:
            return _periodic(duty.per, cut)
        case "periodic_by":
            return [
                Term(
                    term.key, term.first, day_end(clamped(term.first.year, term.first.month, duty.day)), term.candidates
                )
                for term in _periodic(Per.MONTH, cut)
            ]
        case "periodic_within":
            return _after_their_end(scene, duty, cut)
        case "every":
            assert duty.every and duty.season
            laid = blocks(duty.season.start, duty.season.end, duty.every, cut.first, cut.last)
            inside = [block for block in laid if cut.holds(block.first, block.last)]
            return [Term(b.key, b.first, day_end(b.last), Range(b.first, b.last)) for b in inside]
        case _:  # At all; promptly without a trigger; regularly, unset; check.
            term = Term(whole.key, whole.first, day_end(whole.last), whole)
            # The range is judged whole; a cut that has nothing of it judges nothing.
            return [term] if cut.first <= cut.last else []


def _periodic(per: Per, cut: Range) -> list[Term]:
    """Says the spec: "calendar periods wholly inside the cut", due at their last day's end."""
    inside = [p for p in periods(per, cut.first, cut.last) if cut.holds(p.first, p.last)]
    return [Term(p.key, p.first, day_end(p.last), Range(p.first, p.last)) for p in inside]


def _yearly(duty: CheckedDuty, cut: Range) -> list[Term]:
    """Says the spec: "calendar years whose MM-DD (02-29: the last of February) lies in the cut"."""
    assert duty.month_day
    terms = []
    for year in range(cut.first.year, cut.last.year + 1):
        day = clamped(year, *duty.month_day)
        if day in cut:
            terms.append(Term(str(year), date(year, 1, 1), day_end(day), Range(date(year, 1, 1), date(year, 12, 31))))
    return terms


def _after_their_end(scene: Scene, duty: CheckedDuty, cut: Range) -> list[Term]:
    """Says the spec: "`add(last day of the period, G)`"; candidates by the `period` column, else in the next period."""
    assert duty.per
    terms = []
    for term in _periodic(duty.per, cut):
        end = term.candidates.last
        following = period_of(duty.per, end + DAY)
        try:
            figure = next(d for d in reversed(duty.figures) if d.start is None or d.start <= end).figure
            due = scene.counting.add(day_end(end), figure)
        except (NotKnown, StopIteration):
            due = None
        terms.append(Term(term.key, term.first, due, Range(following.first, following.last), after_its_end=True))
    return terms
