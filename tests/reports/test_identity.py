"""A finding is known again in another run, whatever happened to the file, and never taken for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from compliance.calendars.interval import Interval
from compliance.findings import Finding, Source, Verdict
from compliance.findings.identity import identity, identity_of_record, numbered
from compliance.reports.record import record

Make = Callable[..., Finding]


@pytest.fixture
def finding(findings: list[Finding]) -> Finding:
    """A finding of a numbered case."""
    return findings[0]


@pytest.fixture
def unnumbered(finding: Finding) -> Make:
    """A finding of a ledger's row that has no number."""

    def make(row: int, **other: object) -> Finding:
        given = {"case": f"#{row}", "trigger_source": Source("log.csv", row), **other}
        return replace(finding, **given)

    return make


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_finding_and_its_record_have_one_identity(finding: Finding, unnumbered: Make, language: str) -> None:
    """Whoever reads the JSON report, in either language, knows the finding that it was written from."""
    for one in (finding, unnumbered(7), replace(finding, case=None, trigger=None, trigger_source=None, period="2018")):
        assert identity_of_record(record(one, language)) == identity(one)


def test_what_became_of_an_obligation_is_not_its_identity(finding: Finding) -> None:
    """A gap that was put right is the same finding."""
    done = replace(
        finding,
        verdict=Verdict.MET,
        due=None,
        completed=Interval.day(date(2018, 9, 1)),
        completed_source=Source("log.csv", 9),
        days_late=None,
        waived=True,
    )
    assert identity(done) == identity(finding)


def test_rows_and_files_are_not_its_identity(finding: Finding, unnumbered: Make) -> None:
    """Rows inserted above it and another name of the file leave it what it was, numbered or not."""
    assert identity(replace(finding, trigger_source=Source("new.csv", 99))) == identity(finding)
    assert identity(unnumbered(12)) == identity(unnumbered(7))
    several = unnumbered(7, case="a.csv#7", trigger_source=Source("a.csv", 7))
    assert identity(several) == identity(unnumbered(7))


@pytest.mark.parametrize(
    "other",
    [
        {"ruleset": "another"},
        {"rule": "another"},
        {"duty": 2},
        {"agency": "审计局"},
        {"case": "2018-99"},
        {"case": None, "period": "2018-01"},
        {"trigger_action": "request"},
        {"trigger": Interval.day(date(2018, 1, 1))},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_obligation_has_another_identity(finding: Finding, other: dict[str, object]) -> None:
    """Each fact that tells two obligations apart does so here."""
    assert identity(replace(finding, **other)) != identity(finding)


def test_a_number_that_looks_like_a_row_is_a_number(finding: Finding) -> None:
    """The case `#3` of a record in row 12 is the log's own number."""
    at = Source("log.csv", 12)
    third, fourth = (replace(finding, case=case, trigger_source=at) for case in ("#3", "#4"))
    assert identity(third) != identity(fourth)


def test_names_are_compared_as_everywhere(finding: Finding) -> None:
    """Full-width digits and blanks around a name make no other case."""
    assert identity(replace(finding, case="２０１８-０１ ")) == identity(replace(finding, case="2018-01"))


def test_equal_identities_are_told_apart_by_their_order() -> None:
    """The second of its kind says so."""
    assert list(numbered(["a", "b", "a", "a"])) == ["a", "b", "a~2", "a~3"]
