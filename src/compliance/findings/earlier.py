"""A report that was saved before, as a check that goes on from it knows it; and what came of going on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from compliance.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked besides the files: all that decides what is found, and in which words a report has it."""

    first: date | None = None
    last: date | None = None
    agencies: tuple[str, ...] | None = None
    roster: bool = False
    ignore: tuple[str, ...] = ()
    personal: bool = False
    """Whether personal numbers stand in the report as the log has them."""


@dataclass(frozen=True, slots=True)
class InputRead:
    """A file of the log as it was read: hash and size in bytes, rows, events, a hash of what its columns were taken for, and how
    many files have their rows before its own.
    """

    file: str
    digest: str
    size: int
    rows: int
    events: int
    layout: str
    place: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A saved report: what it was made of, and where its findings lie."""

    file: str
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    version: str
    as_of: datetime
    language: str
    terms: Terms
    rulesets: tuple[tuple[str, str, str], ...]
    """Id, hash and calendar of each, in their order."""
    inputs: tuple[InputRead, ...]
    mapping: str | None
    waivers: str | None
    """The hashes of those files."""
    findings: int
    """How many it must have."""
    rows: Path
    """The findings: a Parquet file of a row each, or a text of a line of JSON each, whatever lines stand around them."""
    form: Literal["parquet", "json"]
    columns: Mapping[str, str]
    """The keys of a finding, each with its SQL type."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that was taken from an earlier report: its place there, and what stands there, by line or by columns."""

    place: int
    line: str | None = None
    """Of a JSON report."""
    cells: Mapping[str, object] | None = None
    """Of a Parquet file, where they were asked for."""

    @property
    def values(self) -> dict[str, object]:
        """The keys and values of the JSON report."""
        return json.loads(self.line) if self.line is not None else dict(self.cells or {})


@runtime_checkable
class PartlyTold(Protocol):
    """Findings of which some are as an earlier report has them."""

    @property
    def table(self) -> object | None:
        """Where the report's findings lie as a table `told` with a row each, `n` its place; None where they are lines."""
        ...

    def entries(self, cells: bool = True) -> Iterator[Finding | Told]:
        """All of them, in the order of the report; without `cells` those taken over are told by their places alone."""
        ...


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a check that went on from an earlier report did itself: `evaluated` of the log's `cases`."""

    file: str
    digest: str
    evaluated: int
    cases: int
