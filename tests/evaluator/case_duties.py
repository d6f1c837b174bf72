"""Duties that an event activates [semantics.md, Obligations: case duties]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from compliance.calendars import Figure, Interval, Unit
from compliance.findings import Verdict
from compliance.rulesets.model import CheckedDuty, CheckedRule

from .asked import Expected, Range, Scene
from .atoms import Atom, atoms, completing, completion, lacking, verdict
from .clocks import due, figure_in_force
from .conditions import holds
from .instants import CLOCK, NotKnown
from .late import lateness
from .log_files import Event

ANY_TIME = ("notice", "before", "together")
"""The duties whose candidates need not be after the trigger."""


def case_findings(scene: Scene, rule: CheckedRule, duty: CheckedDuty, whole: Range) -> Iterator[Expected]:
    """One finding for each activating event."""
    cut = scene.cut_of(whole)
    activating = duty.actions if duty.kind == "lasts" else duty.triggers
    for trigger in scene.seen:
        if trigger.matter != rule.matter or trigger.action not in activating or trigger.lo.date() not in cut:
            continue
        applies = holds(rule.when[0], trigger) if rule.when else True
        owner = _owner(scene, rule, trigger)
        if applies is not False and owner is not None:
            yield _judged(scene, rule, duty, whole, trigger, owner, applies is None)


def _owner(scene: Scene, rule: CheckedRule, trigger: Event) -> str | None:
    """The agency that owes it, None where the event activates nothing."""
    if scene.nameless:
        return ""  # "A log without agencies is one nameless agency that owes everything, in shared cases too".
    owners: tuple[str, ...] = (trigger.agency,)
    if rule.owners is not None:
        if scene.ruleset.shared_cases:
            owners = rule.owners  # "any agency's event activates, and the agencies of `by`, joined with `/`, owe it".
        elif trigger.agency not in rule.owners:
            return None  # "only events of those agencies … activate".
    if scene.asked.agencies and not set(scene.named()) & set(owners):
        return None  # "case duties that none of them owes are left out too".
    return "/".join(owners)


def _case_of(scene: Scene, trigger: Event) -> list[Event]:
    """Says the spec: "A case is the events with one case number, one matter and, unless … "shared", one agency. Events without a number
    form one case per matter (and agency)."
    """
    shared = scene.ruleset.shared_cases
    return [
        event
        for event in scene.seen
        if (event.case, event.matter) == (trigger.case, trigger.matter) and (shared or event.agency == trigger.agency)
    ]


def _judged(
    scene: Scene, rule: CheckedRule, duty: CheckedDuty, whole: Range, trigger: Event, owner: str, uncertain: bool
) -> Expected:
    case = _case_of(scene, trigger)
    candidates = [event for event in case if event.action in duty.actions]
    if duty.kind not in ANY_TIME:
        candidates = [event for event in candidates if event.hi >= trigger.lo]
    if duty.kind == "lasts":
        candidates = [trigger]  # "the activating event alone".
    found = atoms(rule, candidates)
    known: Interval | None = None
    shortfall = None
    try:
        if duty.kind == "lasts":
            judged, shortfall = _lasting(scene, duty, trigger, found)
        else:
            known = due(rule, duty, trigger, case, candidates, whole.last, scene.counting)
            judged = verdict(known, completion(found), scene.asked.as_of, bool(candidates))
    except NotKnown:
        judged = Verdict.UNDETERMINED
    if uncertain:
        judged = Verdict.UNDETERMINED  # "or `when` is unknown for the activating event".
    if scene.claims_release(rule, case):
        judged = Verdict.EXEMPT
    lacks = judged is Verdict.INCOMPLETE
    completed = None if duty.kind == "lasts" else completion(found)
    days, hours = lateness(judged, known, completed, _figure(duty, trigger))
    return Expected(
        rule=rule.id,
        duty=duty.number,
        agency=owner,
        case=trigger.case,
        period=None,
        verdict=judged,
        action="|".join(duty.actions),
        trigger_action=trigger.action,
        trigger=trigger.time,
        due=known,
        completed=completed,
        completing=completing(completed, candidates),
        days_late=days,
        hours_late=hours,
        shortfall=shortfall if lacks else None,
        missing_channels=lacking(found, "channel") if lacks else (),
        missing_elements=lacking(found, "element") if lacks else (),
        missing_requirements=lacking(found, "requirement") if lacks else (),
        counts=duty.share is None,
    )


def _figure(duty: CheckedDuty, trigger: Event) -> Figure | None:
    try:
        return figure_in_force(duty, trigger.time)
    except NotKnown:
        return None


def _lasting(scene: Scene, duty: CheckedDuty, act: Event, found: Sequence[Atom]) -> tuple[Verdict, str | None]:
    """How long: the days from the activating event to its `until` [Atoms and completion, How long]."""
    figure = figure_in_force(duty, act.time)
    if act.until is None:
        pending = scene.asked.as_of < scene.counting.add(act.lo, figure)
        return (Verdict.PENDING if pending else Verdict.UNDETERMINED), None
    most = _days(scene, figure, act.lo, act.until.hi)
    least = _days(scene, figure, act.hi, act.until.lo)
    shortfall = f"{most} of {figure.n}" if most < figure.n else None
    if shortfall or any(atom.time is None for atom in found):
        return Verdict.INCOMPLETE, shortfall
    if least >= figure.n and not any(atom.only_maybe for atom in found):
        return Verdict.MET, None
    return Verdict.UNDETERMINED, None


def _days(scene: Scene, figure: Figure, start: datetime, until: datetime) -> int:
    """Says the spec: "`until date − start date` in days (or the working days after the start, up to and including `until`)"."""
    if figure.unit is Unit.WORKDAY:
        return scene.counting.worked_between(start.date(), until.date())
    assert figure.unit not in CLOCK
    return (until.date() - start.date()).days
