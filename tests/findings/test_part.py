from __future__ import annotations

from collections import Counter

from tests.reports.conftest import assessed, every_verdict

from compliance.diagnostics import Text
from compliance.findings import GAPS, NotTriggered, of_agency


def test_the_parts_add_up_to_the_whole() -> None:
    """Every finding is in the part of one agency, and the numbers of all parts together are the summary's."""
    whole = assessed(every_verdict())
    parts = [of_agency(whole, agency) for agency in whole.agencies]
    assert sorted(f.reason.en for part in parts for f in part.findings) == sorted(f.reason.en for f in whole.findings)
    assert sum(part.summary.obligations for part in parts) == whole.summary.obligations
    assert sum(part.summary.gaps for part in parts) == whole.summary.gaps
    total: Counter[object] = Counter()
    for part in parts:
        total.update(part.summary.verdicts)
    assert total == Counter(whole.summary.verdicts)


def test_a_part_counts_what_it_holds() -> None:
    """Its summary is that of its own findings, and it speaks of its agency alone."""
    whole = assessed(every_verdict())
    (finance,) = [agency for agency in whole.agencies if agency.agency == "财政局"]
    part = of_agency(whole, finance)
    assert {finding.agency for finding in part.findings} == {"财政局"}
    assert part.summary.gaps == sum(finding.verdict in GAPS for finding in part.findings if finding.counts)
    assert part.agencies == (finance,)
    assert sorted(row.matter for row in part.spread().months.matters) == ["财政收支", "预决算"]
    assert (part.log, part.as_of) == (whole.log, whole.as_of)


def test_a_rule_without_obligation_stays_where_it_may_be_owed() -> None:
    """A rule of others is not held up to an agency; one that names nobody is for all."""
    why = Text("无", "none")
    silent = [NotTriggered("r", n, 1, why, owners) for n, owners in (("all", ()), ("own", ("甲",)), ("other", ("乙",)))]
    whole = assessed(every_verdict(), not_triggered=tuple(silent))
    for name, rules in (("甲", ["all", "own"]), ("甲/乙", ["all", "own", "other"]), ("丙", ["all"])):
        agency = type(whole.agencies[0])(name, 0, {}, None, None)
        assert [no.rule for no in of_agency(whole, agency).not_triggered] == rules
