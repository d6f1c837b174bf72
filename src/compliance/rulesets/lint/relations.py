"""How duties of the same matter stand to each other: one says nothing beside another, or both name a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import combinations
from pathlib import PurePath

from compliance.diagnostics import Place, Text, limits
from compliance.rulesets.lint.force import Force, dated, force, shared
from compliance.rulesets.lint.stronger import implies, no_later
from compliance.rulesets.lint.subject import Stated, Subject
from compliance.rulesets.model import CheckedDuty, CheckedRule

FAMILIES = {
    "promptly": "within",
    "after": "within",
    "before": "notice",
    "count": "periodic",
    "regularly": "periodic",
    "periodic_by": "periodic",
}
"""Kinds that may be compared with each other, under the name of one of them."""
FIGURED = frozenset(
    {"within", "promptly", "notice", "lasts", "by_date", "by_yearly", "periodic_by", "periodic_within", "count"}
)
"""Kinds of which two figures for one duty contradict each other."""


class Kind(Enum):
    """What a relation is."""

    IMPLIED = "implied"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Relation:
    """`weak` says nothing beside `strong`, or contradicts it, on the days on which `both` are in force."""

    kind: Kind
    weak: Stated
    strong: Stated
    both: Force
    versions: bool
    """Both rules state ranges of their own, and not the same: they are versions of one duty."""


@lru_cache(maxsize=1)
def relations(subject: Subject) -> tuple[Relation, ...]:
    """Every relation of two duties of which at least one is of the folder itself.

    Raises:
        Refused: there are more pairs to compare than the limit.
    """
    groups: dict[tuple[str, str], list[Stated]] = {}
    for stated in subject.stated:
        groups.setdefault((stated.rule.matter, family(stated.duty)), []).append(stated)
    limits.check("pairs", sum(len(group) * (len(group) - 1) // 2 for group in groups.values()), Place(subject.toml))
    pairs = (
        pair for group in groups.values() for pair in combinations(group, 2) if pair[0].placed.own or pair[1].placed.own
    )
    return tuple(found for first, second in pairs for found in _relation(subject, first, second))


def family(duty: CheckedDuty) -> str:
    """The name under which a duty's kind is compared."""
    return FAMILIES.get(duty.kind, duty.kind)


def _relation(subject: Subject, first: Stated, second: Stated) -> Iterator[Relation]:
    if not _concern_each_other(first, second):
        return
    one, other = force(subject, first.placed), force(subject, second.placed)
    both = shared(one, other)
    if both is None:
        return
    versions = dated(first.placed) and dated(second.placed) and one != other
    if implies(first, second, both, subject.ruleset):
        # Where both say the same it is the later that could be left out.
        yield Relation(Kind.IMPLIED, second, first, both, versions)
    elif implies(second, first, both, subject.ruleset):
        yield Relation(Kind.IMPLIED, first, second, both, versions)
    elif _contradict(first, second, both):
        yield Relation(Kind.CONTRADICTS, second, first, both, versions)


def _concern_each_other(first: Stated, second: Stated) -> bool:
    """Whether some act of some agency in some case may be asked for by both; most pairs end here."""
    one, other = first.rule.when, second.rule.when
    if not _somebody(first.rule, second.rule) or not any(name in second.duty.actions for name in first.duty.actions):
        return False
    return one is None or other is None or one[0] == other[0]


def _contradict(first: Stated, second: Stated, both: Force) -> bool:
    """Whether both ask the same of somebody, equally binding, until different times."""
    one, other = first.duty, second.duty
    if family(one) != family(other) or not {one.kind, other.kind} <= FIGURED or one.per != other.per:
        return False
    if not (one.figures or one.kind != "promptly") or not (other.figures or other.kind != "promptly"):
        return False
    alike = one.by_case == other.by_case and one.share == other.share and _same(one, other)
    rules = first.rule.modality == second.rule.modality and _same_conditions(first.rule, second.rule)
    owners = _somebody(first.rule, second.rule)
    later = no_later(first, second, both), no_later(second, first, both)
    # Of two dates one is the earlier, unless it is never judged: then nothing is judged by both.
    judged = any(later) or one.kind not in ("by_date", "by_yearly")
    return alike and rules and owners and judged and not all(later)


def _same(one: CheckedDuty, other: CheckedDuty) -> bool:
    return set(one.actions) == set(other.actions) and set(one.triggers) == set(other.triggers)


def _same_conditions(one: CheckedRule, other: CheckedRule) -> bool:
    when = (one.when and one.when[0]) == (other.when and other.when[0])
    channels = {frozenset(g) for g in one.channels} == {frozenset(g) for g in other.channels}
    required = [c for c, _ in one.require] == [c for c, _ in other.require]
    return when and channels and set(one.elements) == set(other.elements) and required


def _somebody(one: CheckedRule, other: CheckedRule) -> bool:
    return one.owners is None or other.owners is None or bool(set(one.owners) & set(other.owners))


def reported(relation: Relation) -> Stated:
    """The duty at which a relation is reported: the weak one, unless that is inherited."""
    return relation.weak if relation.weak.placed.own else relation.strong


def called(first: Stated, second: Stated, beside: Stated) -> tuple[Text, Text]:
    """Two duties with their rules, “批准后20日内公开”（县-1，第12行）; the file where it is not that of `beside`.

    Of a rule for each member of a list it is one member that another rule speaks of, unless that is one of this kind too.
    """
    members = not (first.placed.tree.each and second.placed.tree.each)
    return _called(first, beside, members), _called(second, beside, members)


def _called(stated: Stated, beside: Stated, members: bool) -> Text:
    rule = stated.rule
    file = "" if rule.file == beside.rule.file else f"{PurePath(rule.file).name} "
    id_ = rule.id if members else stated.placed.id
    return Text(f"“{stated.text}”（{id_}，{file}第{rule.line}行）", f"“{stated.text}” ({id_}, {file}line {rule.line})")


def while_both(subject: Subject, relation: Relation) -> Text:
    """When, where it is not all the time that the weak rule is in force."""
    if force(subject, relation.weak.placed).within(relation.both):
        return Text("", "")
    words = relation.both.words()
    return Text(f"，{words.zh}", f", {words.en}")
