from __future__ import annotations

from collections import Counter

from tests.engine.conftest import Check

from compliance.findings import of_agency

RULES = """[a] 预决算 批准后20日内公开

[b] 财政收支 每季度结束后10日内公开
    责任 财政局

[c] 应急预案 每年6月30日前公开
    责任 财政局、教育局 之一
"""
LOG = """case,matter,agency,action,time
1,预决算,财政局,批准,2018-01-10
1,预决算,财政局,公开,2018-02-02
2,预决算,教育局,批准,2018-03-10
3,预决算,卫健局,批准,2018-03-10
3,预决算,卫健局,公开,2018-03-12
"""


def test_the_parts_of_all_agencies_are_the_whole(check: Check) -> None:
    """Findings, verdicts, gaps by how binding, months and lateness add up; a group that owes jointly is one of the parts."""
    whole = check(RULES, LOG).assessment
    parts = {agency.agency: of_agency(whole, agency) for agency in whole.agencies}
    assert set(parts) == {"财政局", "教育局", "卫健局", "财政局/教育局"}
    assert sorted(f.reason.en for part in parts.values() for f in part.findings) == sorted(
        f.reason.en for f in whole.findings
    )
    assert [len(part.findings) for part in parts.values()] == [a.obligations for a in whole.agencies]
    verdicts, gaps, cells, late = Counter[object](), Counter[object](), Counter[object](), Counter[object]()
    for part in parts.values():
        assert {finding.agency for finding in part.findings} == {part.agencies[0].agency}
        verdicts.update(part.summary.verdicts)
        gaps.update(part.summary.gaps_by_modality)
        cells.update(_cells(part))
        late.update({step.first: step.count for step in part.spread().lateness})
    assert verdicts == Counter(whole.summary.verdicts)
    assert gaps == Counter(whole.summary.gaps_by_modality)
    assert cells == Counter(_cells(whole))
    assert late == Counter({step.first: step.count for step in whole.spread().lateness})


def _cells(assessment) -> dict[object, int]:
    return {
        (row.matter, month, verdict): n
        for row in assessment.spread().months.matters
        for month, counts in row.months.items()
        for verdict, n in counts.items()
    }


def test_derivations_of_a_part_are_those_of_the_whole(check: Check) -> None:
    """A finding of a part can be asked how it came about."""
    whole = check(RULES, LOG).assessment
    part = of_agency(whole, next(agency for agency in whole.agencies if agency.agency == "财政局"))
    late = next(f for f in part.findings if f.verdict.value == "late")
    assert part.derivations is not None
    (derived,) = part.derivations.of([late])
    assert derived.finding == late
