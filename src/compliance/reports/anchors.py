"""Where in a report a finding stands: an id that follows from what the finding is, not from its place in a list."""

from __future__ import annotations

from hashlib import blake2s

from compliance.findings import Finding


class Anchors:
    """Gives ids out; two findings that nothing tells apart but their rows are numbered."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def of(self, finding: Finding) -> str:
        """The id of a finding: the same in every report of the same obligation, however the rows of its log move."""
        anchor = _anchor(finding)
        n = self.given[anchor] = self.given.get(anchor, 0) + 1
        return anchor if n == 1 else f"{anchor}-{n}"


def _anchor(finding: Finding) -> str:
    trigger = finding.trigger.stated() if finding.trigger else ""
    parts = (finding.ruleset, finding.rule, finding.duty, finding.agency, finding.case, finding.period, trigger)
    return f"f{blake2s(repr(parts).encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
