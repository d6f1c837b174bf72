"""The card of all agencies made of sums: the same as that of agency by agency, where scores go by weight alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.findings import Verdict
from compliance.scoring import Count, card_of_all, scorecards

amounts = st.fixed_dictionaries(
    {verdict: st.integers(0, 9) for verdict in ("met", "late", "incomplete", "missing", "undetermined")}
)
agencies = st.dictionaries(
    st.sampled_from([f"{name}局" for name in "甲乙丙丁戊己庚"]),
    st.dictionaries(st.sampled_from(["甲-1", "甲-2", "乙-1", "丙-1"]), amounts, min_size=1),
    min_size=2,
)


def summed(counts: Sequence[Count]) -> list[Count]:
    """The counts of all agencies together, naming the five with most."""
    groups: dict[tuple[int, Verdict, bool], list[Count]] = defaultdict(list)
    for count in counts:
        groups[count.rule, count.verdict, count.waived].append(count)
    together = []
    for found in groups.values():
        most = sorted(found, key=lambda one: (-one.findings, one.agency))[:5]
        named = tuple(f"{one.agency} {one.findings}" for one in most)
        n = sum(one.findings for one in found)
        together.append(replace(found[0], agency="", findings=n, named=named))
    return together


def test_nothing_counted_is_no_score() -> None:
    """Without a ruleset, too."""
    card = card_of_all([], {}, [])
    assert (card.score, card.grade, card.obligations) == (None, None, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    toml=st.sampled_from(["", "late_credit = 0.3\n", 'grades = { "优秀" = 90, "合格" = 20 }\n']),
    found=agencies,
    waived=st.sampled_from([(), ("甲-1",), ("甲-1", "甲-2", "乙-1")]),
)
def test_sums_give_the_card_that_agencies_give(
    counted: Callable[..., tuple[list[Count], object]], toml: str, found: dict[str, object], waived: tuple[str, ...]
) -> None:
    """Score, grade, what it covers, with and without waivers, and every line of it."""
    counts, ruleset = counted(toml, found, waived)
    whole, of = scorecards(counts, [ruleset])
    scored = sum(bool(card.accounts) for card in of.values())
    joint = card_of_all(summed(counts), {0: scored}, [ruleset])
    assert replace(joint, accounts=()) == replace(whole, accounts=())
    assert len(joint.accounts) == len(whole.accounts)
    # Alone, an agency names its cases instead of itself.
    for mine, theirs in zip(joint.accounts, whole.accounts if scored > 1 else (), strict=scored > 1):
        assert (mine.agencies, mine.findings, mine.weight, mine.earned) == (
            theirs.agencies,
            theirs.findings,
            pytest.approx(theirs.weight),
            pytest.approx(theirs.earned),
        )
        assert [(line.rule, line.verdict, line.findings, line.named) for line in mine.deductions] == [
            (line.rule, line.verdict, line.findings, line.named) for line in theirs.deductions
        ]
        for line, other in zip(mine.deductions, theirs.deductions, strict=True):
            assert (line.points, line.gain, line.asked) == pytest.approx((other.points, other.gain, other.asked))
