"""The known name that a mistyped one most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The closest of `known` to `name`, or None where none is close enough to offer."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
