"""An example of a rule that was tried: what it expects, and what the engine found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from compliance.findings.assessment import NotTriggered
from compliance.findings.finding import Finding
from compliance.findings.verdict import Verdict

Expectation = tuple[str | None, Verdict]
"""A verdict, and the period or the case that it is spoken of where the example names one."""


@dataclass(frozen=True)
class Tried:
    """One example, where it stands, and what came of it. `findings` are in the order of the report."""

    rule: str
    title: str
    file: str
    line: int
    expected: tuple[Expectation, ...]
    findings: tuple[Finding, ...]
    not_triggered: tuple[NotTriggered, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every verdict is as expected."""
        return all(finding is not None and finding.verdict is verdict for finding, verdict in self._pairs)

    @property
    def differing(self) -> tuple[Finding, ...]:
        """The findings that are not as expected; all of them where some are lacking or too many."""
        if any(finding is None or verdict is None for finding, verdict in self._pairs):
            return self.findings
        return tuple(finding for finding, verdict in self._pairs if finding and finding.verdict is not verdict)

    @cached_property
    def _pairs(self) -> list[tuple[Finding | None, Verdict | None]]:
        """Each expected verdict with its finding: those named by their period or case first, the others in order.

        Where every verdict names what it is spoken of, the example says nothing of the other findings.
        """
        rest = list(self.findings)
        pairs: list[tuple[Finding | None, Verdict | None]] = []
        for key, verdict in self.expected:
            if key is not None:
                found = next((finding for finding in rest if key in (finding.period, finding.case)), None)
                pairs.append((found, verdict))
                rest = [finding for finding in rest if finding is not found]
        unnamed = [verdict for key, verdict in self.expected if key is None]
        return pairs + (list(zip_longest(rest, unnamed)) if unnamed else [])
