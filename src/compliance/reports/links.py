"""Where gaps stand on a page, and links to them."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.findings import Verdict


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gap stands: whose it is, its case or period as the log has it and in words, and the id of its row."""

    agency: str
    key: str
    words: str
    id: str


Places = dict[tuple[str, str, Verdict], list[Place]]
"""Gaps by ruleset, rule and verdict, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and the id of the row that it leads to; empty where its finding is not on the page."""

    text: str
    id: str
