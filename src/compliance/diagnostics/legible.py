"""Text for a console that cannot say every character: what it lacks is told in characters it has."""

from __future__ import annotations

from unicodedata import east_asian_width

TWINS = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": "...",
    "—": "-",
    "–": "-",
    "−": "-",
    "·": ".",
    "→": "->",
    "×": "x",
    "／": "/",
    "：": ":",
    "（": "(",
    "）": ")",
    "，": ",",
    "、": ",",
    "；": ";",
    "。": ".",
}
"""Marks that have a plain form."""


def legible(text: str, encoding: str) -> str:
    """The text in the characters of an encoding: 😀 becomes `[U+1F600]` in GBK.

    Where the encoding has no Chinese at all, a Chinese character becomes a question mark: its number would help nobody.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        chinese = _has("中", encoding)
        return "".join(c if _has(c, encoding) else _told(c, chinese) for c in text)
    return text


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _told(character: str, chinese: bool) -> str:
    twin = TWINS.get(character)
    if twin is not None:
        return twin
    return "?" if not chinese and east_asian_width(character) in "WF" else f"[U+{ord(character):04X}]"
