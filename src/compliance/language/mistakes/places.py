"""What the user wrote at a place, for a message."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from compliance.language.characters import Folded
from compliance.language.tokens import Cursor

LONGEST = 60
"""Of a longer text a message shows the beginning."""


def shown(text: str) -> str:
    """A user's text as a message may show it: no control characters, no pages."""
    text = "".join(c if c.isprintable() else " " for c in text[: LONGEST + 1].strip())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def said(cursor: Cursor, start: int, end: int) -> str:
    """What the user wrote there."""
    return written(cursor.line, start, end)


def written(line: Folded, start: int, end: int) -> str:
    """What the user wrote in a line, for a message; of a character that folds to several, such as ≥, all of it."""
    at = line.at
    end = min(end, len(at) - 1)
    while start < end < len(at) - 1 and at[end] == at[start]:
        end += 1
    return shown(line.original(start, end))


def word_from(cursor: Cursor, start: int) -> tuple[int, str]:
    """The word at `start`, after a blank, for a message."""
    text = cursor.text
    if text[start : start + 1] == " ":
        start += 1
    end = start
    while end < len(text) and text[end] not in ' ,、;"()':
        end += 1
    return end, said(cursor, start, end)


def close_keyword(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely a slip of: stricter than for names, since most words are no keyword."""
    best, found = 0.74, None
    for candidate in known:
        if candidate == word:
            return None
        ratio = _likeness(word, candidate)
        if ratio > best:
            best, found = ratio, candidate
    return found


def _likeness(word: str, candidate: str) -> float:
    if abs(len(word) - len(candidate)) > 2 or len(word) < 2:
        return 0.0
    # Two letters in each other's place are the likeliest slip of all.
    swapped = len(word) > 2 and sorted(word) == sorted(candidate)
    ratio = 0.95 if swapped else SequenceMatcher(None, word, candidate).ratio()
    if not candidate.isascii() and len(word) == len(candidate):
        # One wrong character in a short Chinese word is a slip of the hand, though it is half of the word.
        wrong = sum(a != b for a, b in zip(word, candidate, strict=True))
        return max(ratio, 0.75) if wrong == 1 else ratio
    return ratio
