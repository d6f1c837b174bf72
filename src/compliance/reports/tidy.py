"""Text from a log or a ruleset made harmless to look at: nothing invisible, nothing endless."""

from __future__ import annotations

LONGEST = 400
LONGEST_REASON = 2000


def tidy(text: str, longest: int = LONGEST) -> str:
    """One line, cut where it is endless; control characters and marks that turn the reading direction are named."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else _named(c) for c in cut)


def _named(character: str) -> str:
    """White space is a blank; anything else that cannot be seen is named by its number."""
    return " " if character.isspace() else f"[U+{ord(character):04X}]"
