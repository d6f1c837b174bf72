"""Words by example: a reason with holes in it, which fits every finding that differs from the example in nothing but what fills them.

The words themselves stand in `words.reason` alone. Here it is given the facts of one finding in which whatever differs from
finding to finding (times, rows, numbers of days) is replaced by a mark that occurs nowhere else; where a mark comes back in the
sentence, there is a slot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from compliance.calendars.figure import Unit
from compliance.calendars.interval import Interval, day_end, day_start
from compliance.diagnostics.diagnostic import Language
from compliance.findings.circumstances import Act, Circumstances, PassedOver
from compliance.findings.finding import Source
from compliance.findings.owed import passed_over
from compliance.findings.phrases import deadline, period, stamp
from compliance.findings.words import lateness, reason

SLOTS = (
    "period",
    "trigger",
    "trigger_file",
    "trigger_row",
    "moved",
    "due_lo",
    "due_hi",
    "over",
    "first",
    "first_file",
    "first_row",
    "done",
    "done_file",
    "done_row",
    "counted",
    "late",
    "early",
    "early_file",
    "early_row",
)
"""What may differ between findings of one shape, in the order in which a sentence has it; each occurs once or not at all."""
LONGEST = 16_000
"""Characters of the words between the slots, above which nobody knows whether the whole must be cut."""
FAR = date(9100, 1, 1).toordinal()
"""No log speaks of such days."""


@dataclass(frozen=True, slots=True)
class Stencil:
    """The pieces of a sentence: `pieces[0]`, the slot `slots[0]`, `pieces[1]` …; one more piece than slots."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def before(self, used: Sequence[str], known: Mapping[str, str], more: str) -> list[str | None]:
        """What stands before each of the slots that are `used` by some stencil (None: not by this), and behind them with `more`.

        Slots that are `known` to hold the same in all findings are filled.
        """
        parts: dict[str, str | None] = dict.fromkeys(used)
        said = ""
        for piece, slot in zip(self.pieces, self.slots, strict=False):
            said += piece
            if slot in known:
                said += known[slot]
            else:
                parts[slot], said = said, ""
        return [*parts.values(), said + self.pieces[-1] + more]


def stencil(facts: Circumstances, language: Language) -> Stencil | None:
    """The reason of facts of one shape; None where slots stand in another order, or one more than once."""
    made, marks = _marked(facts, language)
    text = reason(made).said(language)
    pieces, slots, start = [], [], 0
    for slot in SLOTS:
        mark = marks.get(slot)
        if mark is None or mark not in text:
            continue
        at = text.find(mark)
        if at < start or text.count(mark) > 1:
            return None
        pieces.append(text[start:at])
        slots.append(slot)
        start = at + len(mark)
    pieces.append(text[start:])
    return Stencil(tuple(pieces), tuple(slots)) if sum(map(len, pieces)) <= LONGEST else None


def _marked(facts: Circumstances, language: Language) -> tuple[Circumstances, dict[str, str]]:
    """The facts with marks in them, and how each mark reads in words."""
    made = replace(facts)
    said: dict[str, str] = {}
    for slot, act in (("trigger", facts.trigger), ("early", facts.early), ("done", facts.completed)):
        if act:
            marked = _act(slot, act, facts.trigger)
            setattr(made, "completed" if slot == "done" else slot, marked)
            said |= _of_act(slot, marked, made.trigger, language)
    if facts.done is not None:
        made.done = made.completed if facts.done == facts.completed else _act("first", facts.done, facts.trigger)
        if made.done is not None and facts.done != facts.completed:
            said |= _of_act("first", made.done, made.trigger, language)
    if facts.period is not None:
        made.period = "⟦period⟧"
        said["period"] = period(made.period).said(language)
    if facts.due is not None:
        said |= _due(facts.due, made)
    if facts.moved_from is not None:
        made.moved_from = _day("moved")
        said["moved"] = str(made.moved_from)
    said |= _numbers(facts, made, language)
    return made, said


def _of_act(slot: str, act: Act, trigger: Act | None, language: Language) -> dict[str, str]:
    said = {slot: stamp(act.time).said(language)}
    if act.source:
        said[f"{slot}_row"] = str(act.source.row)
        if act is trigger or not _beside(act, trigger):
            said[f"{slot}_file"] = act.source.file
    return said


def _beside(act: Act, trigger: Act | None) -> bool:
    """Whether an act's record is of the same file as the trigger's, and the file not named again."""
    files = [one.source.file for one in (act, trigger) if one and one.source]
    return len(files) == 2 and files[0] == files[1]


def _due(due: Interval, made: Circumstances) -> dict[str, str]:
    """One day or, where the trigger was not stated precisely, two."""
    lo, hi = day_end(_day("due_lo")), day_end(_day("due_hi"))
    if single(due):
        made.due = Interval.exact(hi)
        return {"due_hi": str(hi.date())}
    made.due = Interval(lo, hi)
    return {"due_lo": str(lo.date()), "due_hi": str(hi.date())}


def single(due: Interval) -> bool:
    """Whether a due time is told as one and not as two."""
    return deadline(due).en == deadline(Interval.exact(due.hi)).en


def _numbers(facts: Circumstances, made: Circumstances, language: Language) -> dict[str, str]:
    """Days and hours counted, late and passed over."""
    said = {}
    if facts.counted is not None and facts.counted > 1:
        made.counted = _number(0)
        said["counted"] = str(made.counted)
    if facts.days_late is not None:
        made.days_late = _number(1)
        made.hours_late = None if facts.hours_late is None else _number(2) + 0.5
        made.workdays_late = None if facts.workdays_late is None else _number(3)
        said["late"] = lateness(made.days_late, made.hours_late, made.workdays_late).said(language)
    if facts.figure is not None and facts.figure.unit is Unit.WORKDAY and facts.due is not None:
        made.passed_over = PassedOver((), (_day("over"),))
        said["over"] = passed_over(made).said(language)
    return said


def _day(slot: str) -> date:
    """A day for each slot, each in a year of its own."""
    return date.fromordinal(FAR + 5 + 732 * SLOTS.index(slot))


def _number(nth: int) -> int:
    """Numbers of equally many digits."""
    return 9_070_000 + nth


def _act(slot: str, act: Act, trigger: Act | None) -> Act:
    """An act whose time is stated as precisely, in a record that is of the trigger's file where the other is."""
    source = act.source
    if source is not None:
        file = f"⟦{'trigger' if _beside(act, trigger) else slot}⟧"
        source = Source(file, 9_080_000_000 + 100 * SLOTS.index(slot))
    return Act(act.action, _time(slot, act.time), source)


def _time(slot: str, time: Interval) -> Interval:
    """An instant, a day, a month or what is none of them."""
    day, said = _day(slot), time.stated()
    if time.lo == time.hi:
        return Interval.exact(datetime(day.year, day.month, day.day, 23, 58))
    if "/" in said:
        return Interval(day_start(day), day_end(day + timedelta(days=2)))
    return Interval.day(day) if len(said) == len("2018-08-08") else Interval.month(day.year, day.month)
