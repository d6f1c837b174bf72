"""An assessment whose personal numbers are masked, before any format sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any, BinaryIO, TypeVar

from compliance.calendars import Figure, Interval
from compliance.diagnostics import Refused
from compliance.findings import Assessment, Finding, Modality, RulesetUsed, Source, Verdict
from compliance.findings.assessment import Findings, InParts, InTable, TableFile
from compliance.findings.circumstances import PassedOver
from compliance.findings.derivation import Clause, Count, Derivation, Derivations, Sought
from compliance.findings.earlier import PartlyTold, Told
from compliance.findings.personal import masked, masked_name, may_be_personal
from compliance.findings.scorecard import Later
from compliance.findings.spread import Spread

Value = TypeVar("Value")
KEPT = frozenset({"file", "sheet", "digest", "layout", "origin"})
"""What a user needs in order to find a record again: files are named as he named them."""
NAMES = frozenset({"agency", "agencies", "case", "named", "command"})
"""What tells one finding from another, and one agency asked for from another."""
NOT_OF_THE_LOG = frozenset(
    {
        *(type(None), bool, int, float, date, datetime, Verdict, Modality),
        *(RulesetUsed, Clause, Count, Figure, Interval, PassedOver, Source),
    }
)
"""What has no text that a log gives: rules, times, and records by file and row."""


def private(assessment: Assessment) -> Assessment:
    """The assessment with every text of the log masked; findings are masked as somebody reads them."""
    plain = {
        part.name: _masked(getattr(assessment, part.name), part.name)
        for part in fields(assessment)
        if part.name not in ("findings", "derivations", "rulesets")
    }
    derivations = assessment.derivations
    return replace(
        assessment,
        **plain,
        findings=(PrivateParts if isinstance(assessment.findings, InParts) else PrivateFindings)(
            assessment.findings,
            {
                shown.agency: real.agency
                for shown, real in zip(plain["agencies"], assessment.agencies, strict=True)
                if shown.agency != real.agency
            },
        ),
        derivations=PrivateDerivations(derivations) if derivations else None,
    )


@contextmanager
def refused_privately(shown: bool) -> Iterator[None]:
    """What a log is refused for may repeat its texts: a first record that stands where the header should, say."""
    try:
        yield
    except Refused as refused:
        raise refused if shown else Refused(without_numbers(refused.diagnostics)) from None


@dataclass(frozen=True)
class PrivateFindings:
    """`Findings`, masked one by one. `agencies` are those whose names are masked, by what they are called then."""

    findings: Findings
    agencies: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        """All of them, in the order of the report."""
        return map(private_finding, self.findings)

    @property
    def table(self) -> object | None:
        """Where those lie that were taken from an earlier report, if they are a table."""
        return self.findings.table if isinstance(self.findings, PartlyTold) else None

    def entries(self, cells: bool = True) -> Iterator[Finding | Told]:
        """All of them; what was taken from a report that masks such numbers has none."""
        found = self.findings
        entries = found.entries(cells) if isinstance(found, PartlyTold) else iter(found)
        return (one if isinstance(one, Told) else private_finding(one) for one in entries)

    def tell(self, file: TableFile, out: BinaryIO) -> bool:
        """Writes all of them as one Parquet file where they lie in a table."""
        return isinstance(self.findings, InTable) and self.findings.tell(_private_file(file), out)

    def of(self, verdicts: Sequence[Verdict], limit: int | None = None) -> Iterator[Finding]:
        """Those with one of the verdicts, in the order of the report, at most `limit`."""
        return map(private_finding, self.findings.of(verdicts, limit))

    def owed_by(self, agency: str) -> PrivateFindings:
        """Those of one agency alone, asked for by the name that is shown."""
        return PrivateFindings(self.findings.owed_by(self.agencies.get(agency, agency)), self.agencies)

    def spread(self, as_of: datetime) -> Spread:
        """How they spread over time."""
        return without_numbers(self.findings.spread(as_of))


@dataclass(frozen=True)
class PrivateParts(PrivateFindings):
    """`InParts`, masked where they are written."""

    def store(self, file: TableFile, folder: str) -> None:
        """Writes all of them to a folder."""
        assert isinstance(self.findings, InParts)
        self.findings.store(_private_file(file), folder)


def _private_file(file: TableFile) -> TableFile:
    return replace(file, row=partial(_private_row, file.row), hidden=True)


def _private_row(row: Callable[[Finding], Sequence[object]], finding: Finding) -> Sequence[object]:
    return row(private_finding(finding))


@dataclass(frozen=True)
class PrivateDerivations:
    """`Derivations`, masked; so is what is said where there are none."""

    derivations: Derivations

    def sought(self, sought: Sought, limit: int) -> Sequence[Finding]:
        """The findings asked for: who has a number may ask for it."""
        try:
            return [private_finding(finding) for finding in self.derivations.sought(sought, limit)]
        except Refused as refused:
            raise Refused(without_numbers(refused.diagnostics)) from None

    def of(self, findings: Sequence[Finding]) -> Sequence[Derivation]:
        """How each of them came about."""
        return [_private_derivation(one) for one in self.derivations.of(findings)]


def _private_derivation(derivation: Derivation) -> Derivation:
    """A derivation without personal numbers: itself where its records and its finding have none."""
    records = [derivation.trigger, derivation.early, derivation.claim, derivation.nil, *derivation.acts]
    records += [atom.record for atom in derivation.atoms]
    records += [event.record for event in (*derivation.restarts, *derivation.extensions)]
    cells = "\n".join(text for record in records if record for _, text in record.cells)
    if masked(cells) == cells and private_finding(derivation.finding) is derivation.finding:
        return derivation
    return without_numbers(derivation)


def private_finding(finding: Finding) -> Finding:
    """A finding without personal numbers: itself where it has none, which its texts of the log tell."""
    texts = (
        finding.agency,
        finding.case or "",
        finding.matter,
        finding.url or "",
        finding.reason.zh,
        *finding.missing_requirements,
    )
    for text in texts:
        # A long number of a case is seldom a person's: only a finding that has one is gone through field by field.
        if may_be_personal(text) and (finding.waiver or masked(text) != text):
            hidden: Finding = _of_fields(finding, _texts_in(Finding))
            return hidden
    return finding


def without_numbers(value: Value) -> Value:
    """The value with every text in it masked, however deep; itself where nothing is to be masked."""
    made: Any = _masked(value)
    return made  # type: ignore[no-any-return]


def _masked(value: Any, name: str = "") -> Any:
    kind: Any = type(value)
    if kind in NOT_OF_THE_LOG:
        return value
    if kind is str:
        return masked_name(value) if name in NAMES else masked(value)
    if kind is Finding:
        return private_finding(value)
    if kind is Later:
        return Later(lambda: [_masked(one) for one in value])
    if names := _texts_in(kind):
        return _of_fields(value, names)
    if isinstance(value, (tuple, list)):
        parts = [_masked(one, name) for one in value]
        changed = any(part is not one for part, one in zip(parts, value, strict=True))
        return kind(parts) if changed else value
    if isinstance(value, Mapping):
        inner = {key: _masked(one) for key, one in value.items()}
        return inner if any(inner[key] is not one for key, one in value.items()) else value
    return value


@cache
def _texts_in(kind: Any) -> tuple[str, ...]:
    """The fields of a data class or a named tuple in which a text of the log may be; none of any other class."""
    named = [part.name for part in fields(kind) if part.init] if is_dataclass(kind) else getattr(kind, "_fields", ())
    return tuple(name for name in named if name not in KEPT)


def _of_fields(value: Any, names: Sequence[str]) -> Any:
    changed = {}
    for name in names:
        before = getattr(value, name)
        if type(before) not in NOT_OF_THE_LOG and (after := _masked(before, name)) is not before:
            changed[name] = after
    if not changed:
        return value
    return value._replace(**changed) if hasattr(value, "_replace") else replace(value, **changed)
