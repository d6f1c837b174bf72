"""Tallies of findings to scorecards: an account for each ruleset and agency, then for all agencies together.

Of an agency and a ruleset, with w the weight of a finding (that of its rule, halved for `should`, nothing for `may`):

- `share`: 100 · Σ w · credit ÷ Σ w, where met is credited 1, late what `late_credit` says, other gaps 0. With
  `not_applicable = "spread"` the weight of a matter's rules without a scored finding is carried by the matter's findings.
- `deductions`: 100 less, for each entry, the smaller of its cap and points · w summed over the gaps that it is the first to fit.

Then bonus is added, what goes beyond 0 or 100 is cut, and a gap of a rule with a veto makes it 0. All agencies together are the
mean of them: of a share by their weights, of deductions one by one. Several rulesets are the mean of these by weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from compliance.findings import Verdict
from compliance.findings.rounding import rounded
from compliance.findings.scorecard import Account, Scorecard
from compliance.rulesets.model import Ruleset
from compliance.scoring.account import FULL, Count, account
from compliance.scoring.grade import grade
from compliance.scoring.together import costliest_first, joint_score, together

OPEN = frozenset({Verdict.UNDETERMINED, Verdict.MANUAL})


def scorecards(counts: Iterable[Count], rulesets: Sequence[Ruleset]) -> tuple[Scorecard, dict[str, Scorecard]]:
    """The card of all agencies together, and that of each agency; grades are those of the first ruleset."""
    of: dict[str, dict[int, list[Count]]] = {}
    for count in counts:
        of.setdefault(count.agency, {}).setdefault(count.ruleset, []).append(count)
    counted = {agency: _accounts(by_ruleset, rulesets) for agency, by_ruleset in of.items()}
    strict = counted
    if any(c.waived for by_ruleset in of.values() for found in by_ruleset.values() for c in found):
        strict = {
            agency: _accounts({n: _unwaived(found) for n, found in by_ruleset.items()}, rulesets)
            for agency, by_ruleset in of.items()
        }
    grades = rulesets[0].score.grades if rulesets else {}
    cards = {
        agency: _card(_all(of[agency]), list(counted[agency].values()), list(strict[agency].values()), grades)
        for agency in sorted(of)
    }
    everything = [count for by_ruleset in of.values() for count in _all(by_ruleset)]
    return _card(everything, _joint(counted, rulesets), _joint(strict, rulesets), grades), cards


def card_of_all(counts: Sequence[Count], agencies: Mapping[int, int], rulesets: Sequence[Ruleset]) -> Scorecard:
    """The card of all agencies together where scores go by weight alone: the mean by weight is the share of all findings.

    `counts` are those of all agencies, naming agencies instead of cases; `agencies` says how many each ruleset scores.
    """
    by_ruleset: dict[int, list[Count]] = {}
    for count in counts:
        by_ruleset.setdefault(count.ruleset, []).append(count)
    counted = _accounts(by_ruleset, rulesets)
    waived = any(count.waived for count in counts)
    strict = _accounts({n: _unwaived(found) for n, found in by_ruleset.items()}, rulesets) if waived else counted
    joint = [
        replace(one, agencies=agencies[n], deductions=costliest_first(one.deductions)) for n, one in counted.items()
    ]
    return _card(counts, joint, list(strict.values()), rulesets[0].score.grades if rulesets else {})


def _accounts(by_ruleset: Mapping[int, Sequence[Count]], rulesets: Sequence[Ruleset]) -> dict[int, Account]:
    """The account of one agency for each ruleset that scores something."""
    accounts = {n: account(found, rulesets[n]) for n, found in sorted(by_ruleset.items())}
    return {n: one for n, one in accounts.items() if one is not None}


def _unwaived(counts: Iterable[Count]) -> list[Count]:
    return [replace(count, waived=False) for count in counts]


def _all(by_ruleset: Mapping[int, Sequence[Count]]) -> list[Count]:
    return [count for found in by_ruleset.values() for count in found]


def _joint(of: Mapping[str, Mapping[int, Account]], rulesets: Sequence[Ruleset]) -> list[Account]:
    """The accounts of all agencies together, one for each ruleset."""
    joint = []
    for n in range(len(rulesets)):
        found = {agency: accounts[n] for agency, accounts in of.items() if n in accounts}
        if found:
            joint.append(together(found))
    return joint


def _card(
    counts: Sequence[Count], accounts: Sequence[Account], strict: Sequence[Account], grades: Mapping[str, float]
) -> Scorecard:
    points = joint_score(accounts)
    unwaived = joint_score(strict)
    return Scorecard(
        score=_rounded(points),
        grade=grade(_rounded(points), grades),
        unwaived=_rounded(unwaived),
        best=None if points is None else FULL,
        obligations=sum(count.findings for count in counts),
        scored=sum(one.findings for one in accounts),
        open=sum(count.findings for count in counts if count.verdict in OPEN),
        waived=sum(count.findings for count in counts if count.waived),
        accounts=tuple(accounts),
    )


def _rounded(points: float | None) -> float | None:
    return None if points is None else rounded(points)
