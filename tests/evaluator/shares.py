"""A share of the cases [semantics.md, Verdicts: A share of the cases]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compliance.calendars import Interval, day_end
from compliance.findings import GAPS, Verdict
from compliance.rulesets.model import CheckedDuty, CheckedRule

from .asked import Expected, Range, Scene


def share_findings(
    scene: Scene, rule: CheckedRule, duty: CheckedDuty, whole: Range, cases: Sequence[Expected]
) -> Iterator[Expected]:
    """Says the spec: "For each owing agency one further finding, `case` null and the range as `period`"."""
    for agency in sorted({finding.agency for finding in cases}):
        verdicts = [finding.verdict for finding in cases if finding.agency == agency]
        met = verdicts.count(Verdict.MET)
        judged = met + sum(verdict in GAPS for verdict in verdicts)
        open_ = verdicts.count(Verdict.UNDETERMINED)
        if judged + open_ == 0:
            continue  # "none where no case is met, late, incomplete, missing or undetermined".
        end = day_end(whole.last)
        assert duty.share is not None
        wanted = Fraction(str(duty.share))
        judgement = Verdict.PENDING if scene.asked.as_of < end else _compared(met, judged, open_, wanted)
        shortfall = None
        if judgement is Verdict.INCOMPLETE:
            shortfall = (
                f"{(2000 * met + judged) // (2 * judged) / 10 if judged else 0:.1f}% of {float(wanted * 100):g}%"
            )
        yield Expected(
            rule.id,
            duty.number,
            agency,
            None,
            whole.key,
            judgement,
            "|".join(duty.actions),
            due=Interval.exact(end),
            shortfall=shortfall,
        )


def _compared(met: int, judged: int, open_: int, wanted: Fraction) -> Verdict:
    """`met`, `incomplete`, or "`undetermined` where the undetermined cases could turn it either way"."""
    worst, best = Fraction(met, judged + open_), Fraction(met + open_, judged + open_)
    if worst >= wanted:
        return Verdict.MET
    return Verdict.INCOMPLETE if best < wanted else Verdict.UNDETERMINED
