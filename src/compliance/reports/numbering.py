"""The number of a problem (问题编号): short enough to be said on the telephone, the same in every run over the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import tee

from compliance.findings import Finding
from compliance.findings.identity import identity
from compliance.findings.identity import numbered as told_apart

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without I, L, O and U, which are misread."""
LENGTH = 10
"""Fifty bits of the identity: among 50,000 problems two share them once in a million logs."""


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """The findings, each with its number: `7KQ2M-9TX4B`; those that share one get `-2`, `-3` in their order."""
    named, kept = tee(findings)
    numbers = told_apart(short(identity(finding)) for finding in named)
    return ((number.replace("~", "-"), finding) for number, finding in zip(numbers, kept, strict=True))


def short(identity: str) -> str:
    """The number that stands for an identity."""
    bits = int(identity[:16], 16)
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def without_order(number: str) -> str:
    """The number that those share which only their order tells apart: that of `7KQ2M-9TX4B-2` is `7KQ2M-9TX4B`."""
    return re.sub(r"^(\w{5}-\w{5})-\d+$", r"\1", number)
