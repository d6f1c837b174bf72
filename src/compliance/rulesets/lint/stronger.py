"""Whether whoever does what one duty asks has done what another asks: then the other says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from compliance.calendars import clamped
from compliance.calendars.figure import Figure, Per
from compliance.findings.verdict import Modality
from compliance.rulesets.lint.figures import never_earlier_back, never_later
from compliance.rulesets.lint.force import Force
from compliance.rulesets.lint.subject import Stated
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset

BINDING = list(Modality)
CONTAINED = {
    Per.DAY: (Per.DAY, Per.WEEK, Per.MONTH, Per.QUARTER, Per.HALF, Per.YEAR),
    # A month, and so all that is made of months, has whole weeks in it.
    Per.WEEK: (Per.WEEK, Per.MONTH, Per.QUARTER, Per.HALF, Per.YEAR),
    Per.MONTH: (Per.MONTH, Per.QUARTER, Per.HALF, Per.YEAR),
    Per.QUARTER: (Per.QUARTER, Per.HALF, Per.YEAR),
    Per.HALF: (Per.HALF, Per.YEAR),
    Per.YEAR: (Per.YEAR,),
}
"""The periods that hold at least one whole period of a kind."""


def implies(strong: Stated, weak: Stated, both: Force, ruleset: Ruleset) -> bool:
    """Whether, on the days on which `both` are in force, no gap of `weak` is without a gap of `strong`."""
    return (
        strong.rule.matter == weak.rule.matter
        and _same_cases(strong, weak)
        and _same_debtors(strong, weak, ruleset)
        and _binds(strong, weak, ruleset)
        and _asks_for(strong.rule, weak.rule)
        and _acts(strong.duty, weak.duty)
        and no_later(strong, weak, both)
    )


def _same_cases(strong: Stated, weak: Stated) -> bool:
    """Whether every case or period of the weak duty is one of the strong: the condition of a calendar duty narrows acts."""
    one, other = strong.rule.when, weak.rule.when
    if strong.duty.by_case != weak.duty.by_case:
        return False
    if not strong.duty.by_case:
        return other is None or (one is not None and one[0] == other[0])
    triggered = set(weak.duty.triggers) <= set(strong.duty.triggers)
    return triggered and (one is None or (other is not None and one[0] == other[0]))


def _same_debtors(strong: Stated, weak: Stated, ruleset: Ruleset) -> bool:
    one, other = strong.rule, weak.rule
    jointly = ruleset.shared_cases or one.any_of or other.any_of
    if jointly:
        return one.any_of == other.any_of and one.owners == other.owners
    return one.owners is None or (other.owners is not None and set(other.owners) <= set(one.owners))


def _binds(strong: Stated, weak: Stated, ruleset: Ruleset) -> bool:
    """As binding, with no more ways to be released."""
    share, least = strong.duty.share, weak.duty.share
    grounds, others = (
        set(ruleset.default_grounds if r.grounds is None else r.grounds) for r in (strong.rule, weak.rule)
    )
    return (
        BINDING.index(strong.rule.modality) <= BINDING.index(weak.rule.modality)
        and grounds <= others
        and (
            share is None or (least is not None and least <= share and _same_share(strong, weak) and grounds == others)
        )
        and (weak.rule.nil or not strong.rule.nil)
    )


def _same_share(strong: Stated, weak: Stated) -> bool:
    """Whether both count the same cases: half of all may be met where none of the urgent ones is, or none of a year's first."""
    one, other = strong.rule, weak.rule
    when = (one.when and one.when[0]) == (other.when and other.when[0])
    return when and set(strong.duty.triggers) == set(weak.duty.triggers) and one.effective == other.effective


def _asks_for(strong: CheckedRule, weak: CheckedRule) -> bool:
    """Every channel, element and requirement of the weak rule is one of the strong."""
    channels = all(any(set(group) <= set(wanted) for group in strong.channels) for wanted in weak.channels)
    required = [condition for condition, _ in strong.require]
    return channels and set(weak.elements) <= set(strong.elements) and all(c in required for c, _ in weak.require)


def _acts(strong: CheckedDuty, weak: CheckedDuty) -> bool:
    if strong.kind == weak.kind == "lasts":
        return set(weak.actions) == set(strong.actions)
    return set(strong.actions) <= set(weak.actions)


def clocks(rule: CheckedRule) -> tuple[object, ...]:
    """What makes the clock of a rule not simply run."""
    return frozenset(rule.restarted), rule.paused, rule.extended


STILL: tuple[object, ...] = (frozenset(), None, None)


def no_later(strong: Stated, weak: Stated, both: Force) -> bool:
    """Whether the strong duty is due no later than the weak, or asks for as much as often."""
    compare = _COMPARED.get((strong.duty.kind, weak.duty.kind))
    return compare is not None and compare(strong, weak, both)


def figures(duty: CheckedDuty, both: Force) -> list[tuple[date, Figure | None]]:
    """The duty's figures on those days, each with the first day that it holds on; None before the first."""
    starts = [dated.start or date.min for dated in duty.figures]
    days = sorted({both.first, *(day for day in starts if both.first < day <= both.last)})
    return [(day, in_force(duty, day)) for day in days]


def in_force(duty: CheckedDuty, day: date) -> Figure | None:
    """The duty's figure on a day."""
    held = [dated.figure for dated in duty.figures if dated.start is None or dated.start <= day]
    return held[-1] if held else None


def _figured(longer: bool) -> Callable[[Stated, Stated, Force], bool]:
    """Compares figures on every day on which one of them changes; `longer`: the longer is the stronger."""

    def compare(strong: Stated, weak: Stated, both: Force) -> bool:
        days = sorted({day for stated in (strong, weak) for day, _ in figures(stated.duty, both)})
        pairs = [(in_force(strong.duty, day), in_force(weak.duty, day)) for day in days]
        ends = never_later
        if longer:
            pairs, ends = [(weakly, strongly) for strongly, weakly in pairs], never_earlier_back
        known = all(one is not None and other is not None and ends(one, other) for one, other in pairs)
        return bool(pairs) and known and (longer or clocks(strong.rule) in (STILL, clocks(weak.rule)))

    return compare


def _alike(strong: Stated, weak: Stated, both: Force) -> bool:
    """Duties without a figure: due at the same time, where they are due by the end of a range by the same range."""
    one, other = strong.duty, weak.duty
    if not one.by_case and one.kind != "every" and not _all_in_both(strong, weak, both):
        return False
    if one.by_case and one.kind in ("after", "promptly") and strong.rule.effective[1] != weak.rule.effective[1]:
        return False
    return one.column == other.column and one.every == other.every and one.season == other.season


def _all_in_both(strong: Stated, weak: Stated, both: Force) -> bool:
    """Whether all the time in which the strong duty may be done is the weak one's: what waits until December is late in June."""
    ranges = zip(strong.rule.effective, weak.rule.effective, (both.first, both.last), strict=True)
    return all(end == shared if end else other is None for end, other, shared in ranges)


def _in_period(strong: Stated, weak: Stated, both: Force) -> bool:
    """Once in every short period is at least once in every long one, unless it is asked for more often."""
    one, other = strong.duty, weak.duty
    if one.per is None or other.per is None:
        return one.per is other.per and _all_in_both(strong, weak, both)
    once = other.kind in ("periodic", "regularly") or other.times == 1
    often = (one.times or 1) >= (other.times or 1) if one.per is other.per else once
    return often and other.per in CONTAINED[one.per]


def _by_day(strong: Stated, weak: Stated, both: Force) -> bool:
    one, other = strong.duty, weak.duty
    if one.kind == "by_date":
        # A date outside the range is never judged.
        dates = one.date and other.date and both.first <= one.date <= both.last
        return bool(dates) and (one.date or date.max) <= (other.date or date.min)
    if one.kind == "by_yearly":
        return _month_day(one) <= _month_day(other) and _judged_too(one, other, both)
    return (one.day or 31) <= (other.day or 31)


def _judged_too(one: CheckedDuty, later: CheckedDuty, both: Force) -> bool:
    """Whether, in the first year, no date is judged whose earlier one lies before that: by January of what holds from March."""
    if both.first == date.min or one.month_day is None or later.month_day is None:
        return True
    year = both.first.year
    return clamped(year, *one.month_day) >= both.first or not both.first <= clamped(year, *later.month_day) <= both.last


def _month_day(duty: CheckedDuty) -> tuple[int, int]:
    month, day = duty.month_day or (12, None)
    return month, day or 31


def _after_period(strong: Stated, weak: Stated, both: Force) -> bool:
    return strong.duty.per == weak.duty.per and _figured(longer=False)(strong, weak, both)


def _promptly(strong: Stated, weak: Stated, both: Force) -> bool:
    """`promptly` has a figure or, without one, is due by the end of the range."""
    if strong.duty.figures and weak.duty.figures:
        return _figured(longer=False)(strong, weak, both)
    return not strong.duty.figures and not weak.duty.figures and _alike(strong, weak, both)


_COMPARED: dict[tuple[str, str], Callable[[Stated, Stated, Force], bool]] = {
    ("within", "within"): _figured(longer=False),
    ("within", "promptly"): _promptly,
    ("promptly", "within"): _promptly,
    ("promptly", "promptly"): _promptly,
    ("promptly", "after"): _promptly,
    ("after", "promptly"): _promptly,
    ("after", "after"): _alike,
    ("by_column", "by_column"): _alike,
    ("before", "before"): _alike,
    ("together", "together"): _alike,
    ("notice", "notice"): _figured(longer=True),
    # Any notice beforehand is beforehand.
    ("notice", "before"): lambda strong, weak, both: True,
    ("lasts", "lasts"): _figured(longer=True),
    ("by_date", "by_date"): _by_day,
    ("by_yearly", "by_yearly"): _by_day,
    ("periodic_by", "periodic_by"): _by_day,
    ("periodic_within", "periodic_within"): _after_period,
    ("every", "every"): _alike,
    ("at_all", "at_all"): _alike,
    **dict.fromkeys(
        [(one, other) for one in ("periodic", "count", "regularly") for other in ("periodic", "count", "regularly")],
        _in_period,
    ),
    **dict.fromkeys([("periodic_by", "periodic"), ("periodic_by", "regularly"), ("periodic_by", "count")], _in_period),
}
"""How two kinds are compared; pairs that are not here say nothing of each other."""
