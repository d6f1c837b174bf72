"""Text from a log or a ruleset made harmless to look at: nothing invisible, nothing endless."""

from __future__ import annotations

from typing import overload

LONGEST = 400
LONGEST_REASON = 2000


LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds: what data formats keep of a text."""


@overload
def cut(text: str, longest: int = LONGEST_CELL) -> str: ...
@overload
def cut(text: None, longest: int = LONGEST_CELL) -> None: ...
@overload
def cut(text: str | None, longest: int = LONGEST_CELL) -> str | None: ...
def cut(text: str | None, longest: int = LONGEST_CELL) -> str | None:
    """The text as it is, but not without end: two megabytes in one cell are no megabytes in every finding."""
    return text if text is None or len(text) <= longest else f"{text[: longest - 1]}…"


def tidy(text: str, longest: int = LONGEST) -> str:
    """One line, cut where it is endless; control characters and marks that turn the reading direction are named."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else _named(c) for c in cut)


def visible(text: str) -> str:
    """The text with its lines and tabs; whatever else cannot be seen, or turns the reading direction, is named."""
    if text.isprintable():
        return text
    return "".join(c if c in "\n\r\t" or c.isprintable() else _named(c) for c in text)


def _named(character: str) -> str:
    """White space is a blank; anything else that cannot be seen is named by its number."""
    return " " if character.isspace() else f"[U+{ord(character):04X}]"
