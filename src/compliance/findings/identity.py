"""What makes a finding the same finding in another run: an identity that survives inserted rows and renamed files.

The identity is made of

- the ruleset, the rule by its id, and the duty by its number in the rule,
- the agency that owes,
- the case by its number, or the period,
- the action that triggered the duty, and its time as the log states it.

It is not made of the verdict, the due date, what was done, the words of the reason, rows, file names or the language: all
of them may change while the obligation stays the same one. A ledger's row without a number has the case `#ROW` (or
`FILE#ROW`), which changes with every row inserted above it; for such a finding the case is left out, and the other facts
must do. Names are compared as everywhere (`names.fold`), so that a full-width digit makes no other case, and as reports show
them (`personal.masked_name`), so that a finding is the same whether or not its personal numbers are shown.

Findings of one report may share an identity only where the log says the same thing twice: rows of a ledger without a
number that state the same agency and the same trigger. `numbered` tells such findings apart by their order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance.findings.finding import Finding
from compliance.findings.names import fold
from compliance.findings.personal import masked_name

LENGTH = 32
"""Hexadecimal digits of an identity: 128 bits, so that no two of a billion obligations meet by chance."""


def identity(finding: Finding) -> str:
    """The identity of a finding: `LENGTH` hexadecimal digits."""
    source = finding.trigger_source
    place = (source.file, source.row) if source else None
    return identity_of_facts(
        finding.ruleset,
        finding.rule,
        finding.duty,
        finding.agency,
        own_case(finding.case, place),
        finding.period,
        finding.trigger_action,
        finding.trigger.stated() if finding.trigger else None,
    )


def identity_of_record(record: Mapping[str, Any]) -> str:
    """The identity of a finding as the JSON report has it: the same as that of the finding it was written from."""
    source = (record.get("evidence") or {}).get("trigger")
    return identity_of_facts(
        record["ruleset"],
        record["rule"],
        record["duty"],
        record["agency"],
        own_case(record["case"], (source["file"], source["row"]) if source else None),
        record["period"],
        record["trigger_action"],
        record["trigger"],
    )


def numbered(identities: Iterable[str]) -> Iterator[str]:
    """The identities in their order, the second of its kind as `…~2`, the third as `…~3`."""
    seen: Counter[str] = Counter()
    for one in identities:
        seen[one] += 1
        yield one if seen[one] == 1 else f"{one}~{seen[one]}"


def own_case(case: str | None, place: tuple[str, int] | None) -> str | None:
    """The case where the log numbers it; the empty text for a ledger's row that is only known by its place."""
    if case is None or place is None:
        return case
    file, row = place
    return "" if case in (f"#{row}", f"{file}#{row}") else case


def identity_of_facts(
    ruleset: str,
    rule: str,
    duty: int,
    agency: str,
    case: str | None,
    period: str | None,
    trigger_action: str | None,
    trigger: str | None,
) -> str:
    """The identity of what these facts are of; `case` as `own_case` gives it, `trigger` as `Interval.stated` does."""
    parts = (ruleset, rule, duty, agency, case, period, trigger_action, trigger)
    plain = [fold(masked_name(part)) if isinstance(part, str) else part for part in parts]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:LENGTH]
