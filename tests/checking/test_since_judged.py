"""Going on from an earlier report: what the calendar brings, what is judged anew and what is not, and how the rest is explained."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking import Request, checked
from compliance.engine.asked import Asked
from compliance.engine.resumed import ResumedFindings
from compliance.findings import Assessment, Finding
from compliance.reports import Manner, named

END = "2018-03-31T23:59:59.999999"
HEADER = "编号,事项,单位,环节,时间,豁免\n"
RULES = ("价格 每月公开", "收支 每季度公开", "[案] 价格 批准后20日内公开\n    除外 国家秘密")
LOG = """\
1,价格,A局,批准,2018-01-05,
1,价格,A局,公开,2018-01-10,
2,价格,A局,批准,2018-02-05,
2,价格,A局,公开,2018-02-10,
1,价格,B局,批准,2018-01-05,
1,价格,B局,公开,2018-01-12,
1,收支,A局,公开,2018-02-01,
2,收支,B局,公开,2018-02-02,
3,收支,C局,公开,2018-02-03,
"""


class GoneOn:
    """A check that went on, and that says what a check of everything says."""

    def __init__(self, since: Assessment) -> None:
        found = since.findings
        assert isinstance(found, ResumedFindings) and found.again is not None and since.derivations is not None
        self.evaluated = since.resumed.evaluated if since.resumed else None
        self.findings = list(found)
        self.count = lambda table: found.database.one(f"SELECT count(*) FROM {table}")
        self._again, self._derivations = found.again, since.derivations

    def events_for(self, finding: Finding) -> int:
        """On how many events a finding is judged once more to be explained."""
        self._derivations.of([finding])
        return int(self._again.beside.one("SELECT count(*) FROM log"))

    def __getitem__(self, key: tuple[str, str, str]) -> Finding:
        rule, agency, name = key
        return next(f for f in self.findings if (f.rule, f.agency, f.case or f.period) == (rule, agency, name))


def written(assessment: Assessment) -> bytes:
    """The report as JSON."""
    out = io.BytesIO()
    named("json").write(assessment, Manner("zh"), out)  # type: ignore[union-attr]
    return out.getvalue()


def said(assessment: Assessment) -> dict[str, object]:
    """What the report says, but for what reproduces it."""
    report: dict[str, object] = json.loads(written(assessment))
    del report["provenance"]
    return report | {"spread": assessment.spread()}


Go = Callable[..., GoneOn]


@pytest.fixture
def go_on(tmp_path: Path) -> Iterator[Go]:
    """`go_on(more, log=LOG, rules=RULES, before=END, now=END, head=HEADER)`: a log is checked, grows by rows and is gone on with."""

    def assessed(rules: tuple[str, ...], as_of: str, since: Path | None = None) -> AbstractContextManager[Assessment]:
        asked = Asked(datetime.fromisoformat(as_of))
        return checked(Request((str(tmp_path / "log.csv"),), asked, rules=rules, show_personal=True, since=since))

    with ExitStack() as stack:

        def run(
            more: str,
            log: str = LOG,
            rules: tuple[str, ...] = RULES,
            before: str = END,
            now: str = END,
            head: str = HEADER,
        ) -> GoneOn:
            report = tmp_path / "report.json"
            (tmp_path / "log.csv").write_text(head + log, "utf-8")
            with assessed(rules, before) as assessment:
                report.write_bytes(written(assessment))
            (tmp_path / "log.csv").write_text(head + log + more, "utf-8")
            with assessed(rules, now) as assessment:
                whole, told = list(assessment.findings), said(assessment)
            since = stack.enter_context(assessed(rules, now, report))
            assert since.resumed is not None and said(since) == told
            gone = GoneOn(since)
            assert gone.findings == whole
            return gone

        yield run


def test_a_new_act_has_its_agency_judged_in_its_matter_and_nobody_else(go_on: Go) -> None:
    """Its months; not its quarter in another matter, not the months of others, not its other cases."""
    gone = go_on("9,价格,A局,公开,2018-03-05,\n")
    assert gone.count("reopened") == 3
    assert str(gone["价格", "A局", "2018-03"].verdict) == "met"
    # All that it has done in the matter: a month may be fulfilled by an act of any case.
    assert gone.count("wanted") == 1 + 5


def test_a_first_act_is_an_act(go_on: Go) -> None:
    """Of an agency that had none in the matter yet."""
    gone = go_on("9,价格,C局,公开,2018-01-20,\n")
    assert str(gone["价格", "C局", "2018-01"].verdict) == "met"


def test_a_later_time_has_judged_what_was_open(go_on: Go) -> None:
    """A month that was met stays so, one that was not over is over; one that has begun since is new."""
    gone = go_on("", before="2018-02-20T12:00:00", now=END)
    assert str(gone["价格", "A局", "2018-01"].verdict) == "met"
    assert str(gone["价格", "B局", "2018-02"].verdict) == "missing"
    # Of B in February and of C in January and February, and of all in March; the quarters of all were met.
    assert gone.count("reopened") == 3 + 3


@pytest.mark.parametrize("rules", [RULES, RULES[2:]], ids=["all", "cases alone"])
def test_what_happens_at_the_very_instant_is_seen_in_what_is_judged_and_in_what_is_explained(
    go_on: Go, rules: tuple[str, ...]
) -> None:
    """As of half past nine: a publication of half past nine, of a month that is judged anew and of others that are not."""
    half_past_nine = "2018-03-20T09:30:00"
    rows = (
        "4,价格,A局,公开,2018-03-20 09:30,",
        "5,价格,B局,批准,2018-03-01,",
        "5,价格,B局,公开,2018-03-20 09:30,",
        "6,收支,D局,公开,2018-03-20 09:30,",
    )
    log = LOG + "".join(f"{row}\n" for row in rows)
    gone = go_on("9,价格,A局,公开,2018-02-25,\n", log=log, rules=rules, before=half_past_nine, now=half_past_nine)
    assert str(gone["案", "B局", "5"].verdict) == "met"
    if rules == RULES:
        assert str(gone["价格", "A局", "2018-03"].verdict) == "met"
        assert str(gone["收支", "D局", "2018Q1"].verdict) == "met"


def test_what_was_there_and_is_seen_now_has_its_case_judged(go_on: Go) -> None:
    """A second approval in a case that was settled, at the very instant of the check."""
    log = LOG + "1,价格,A局,批准,2018-03-20 09:30,\n"
    gone = go_on("", log=log, rules=RULES[2:], before="2018-03-20T09:29:00", now="2018-03-20T09:30:00")
    assert [str(f.verdict) for f in gone.findings if (f.agency, f.case) == ("A局", "1")] == ["met", "pending"]


def test_what_was_seen_at_the_instant_of_the_report_is_not_new(go_on: Go) -> None:
    """A publication of that very minute: the case is settled, and nothing is judged a day later."""
    log = "1,价格,A局,批准,2018-03-01,\n1,价格,A局,公开,2018-03-20 09:30,\n"
    gone = go_on("", log=log, rules=RULES[2:], before="2018-03-20T09:30:00", now="2018-03-21T09:30:00")
    assert gone.evaluated == 0 and str(gone["案", "A局", "1"].verdict) == "met"


def test_how_late_something_was_is_taken_over(go_on: Go) -> None:
    """It is counted among the steps of lateness as it was."""
    log = "1,价格,A局,批准,2018-01-05,\n1,价格,A局,公开,2018-02-10,\n2,价格,A局,批准,2018-03-05,\n"
    gone = go_on("2,价格,A局,公开,2018-03-10,\n", log=log, rules=RULES[2:])
    assert gone.evaluated == 1 and gone["案", "A局", "1"].days_late == 16


def test_a_claim_in_the_only_new_row_releases(go_on: Go) -> None:
    """The row that opens a case claims the ground itself; it is all that is judged."""
    gone = go_on("7,价格,B局,批准,2018-01-20,国家秘密\n", rules=RULES[2:])
    assert gone.count("wanted") == 1
    assert str(gone["案", "B局", "7"].verdict) == "exempt"


@pytest.mark.parametrize(
    ("key", "events"), [(("案", "A局", "1"), 2), (("价格", "B局", "2018-01"), 2), (("收支", "A局", "2018Q1"), 1)]
)
def test_what_was_taken_over_is_explained_by_the_events_that_it_depends_on(
    go_on: Go, key: tuple[str, str, str], events: int
) -> None:
    """Those of its case; of what the calendar brings all of the agency in the matter: a large log is not judged once more."""
    gone = go_on("9,收支,C局,公开,2018-03-05,\n")
    assert gone.events_for(gone[key]) == events


@pytest.mark.parametrize("rules", [RULES[:1], RULES[2:]], ids=["a month", "a case"])
def test_a_log_without_agencies_is_gone_on_with(go_on: Go, rules: tuple[str, ...]) -> None:
    """It is one nameless agency, whose events explain what was taken over and whose new act is seen."""
    log, head = (
        "1,价格,批准,2018-01-05,\n1,价格,公开,2018-01-10,\n2,价格,批准,2018-02-05,\n",
        HEADER.replace("单位,", ""),
    )
    taken_over = go_on("", log=log, rules=rules, head=head)
    first = taken_over.findings[0]
    assert str(first.verdict) == "met" and taken_over.events_for(first) == (3 if rules == RULES[:1] else 2)
    judged = go_on("2,价格,公开,2018-02-10,\n", log=log, rules=rules, head=head)
    assert str(judged.findings[1].verdict) == "met"


def test_each_ruleset_has_the_agencies_of_its_own_roster(tmp_path: Path) -> None:
    """Also where what was taken over is judged once more to be explained."""
    log, report, asked = tmp_path / "log.csv", tmp_path / "report.json", Asked(datetime.fromisoformat(END), roster=True)
    for name, agency in (("甲", "A局"), ("乙", "B局")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "ruleset.toml").write_text(f'[ruleset]\nid = "{name}"\n[agencies]\n"{agency}" = {{}}\n', "utf-8")
        (folder / "a.rules").write_text(f"[{name}] 价格 每月公开\n", "utf-8")
    request = Request((str(log),), asked, rulesets=(str(tmp_path / "甲"), str(tmp_path / "乙")), show_personal=True)
    log.write_text(HEADER + LOG, "utf-8")
    with checked(request) as assessment:
        whole = list(assessment.findings)
        report.write_bytes(written(assessment))
    with checked(replace(request, since=report)) as since:
        gone = GoneOn(since)
        assert gone.findings == whole
        told = [(f.rule, f.agency, gone.events_for(f) > 0) for f in whole if f.period == "2018-01"]
    assert told == [("甲", "A局", True), ("乙", "B局", True)]
