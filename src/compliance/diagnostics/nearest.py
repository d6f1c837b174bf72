"""The known name that a mistyped one most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from compliance.diagnostics.diagnostic import Text

LONGEST = 100
"""Characters of a name that a slip of the pen is looked for in: comparing longer ones takes long, and helps nobody."""
MOST = 5_000
"""Known names that a mistyped one is held against."""
CUTOFF = 0.6


def nearest(name: str, known: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """The closest of `known` to `name`, or None where none is close enough (0: nothing alike, 1: the same) to offer."""
    if len(name) > LONGEST:
        return None
    # Names of very different length cannot be alike: this is what the comparison itself would find first.
    alike = [other for other in known if 2 * min(len(name), len(other)) >= cutoff * (len(name) + len(other))]
    found = get_close_matches(name, alike[:MOST], n=1, cutoff=cutoff)
    return found[0] if found else None


def offered(names: Iterable[tuple[str, str | None]]) -> Text:
    """Names, each with the known one that it nearly is: “财正局”（是否为“财政局”？）."""
    both = list(names)
    zh = "、".join(f"“{name}”（是否为“{near}”？）" if near else f"“{name}”" for name, near in both)
    en = ", ".join(f"“{name}” (“{near}”?)" if near else f"“{name}”" for name, near in both)
    return Text(zh, en)
