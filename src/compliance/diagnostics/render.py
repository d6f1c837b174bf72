"""A diagnostic as lines for a terminal: title, place, the line with a caret under the right character, the hint."""

from __future__ import annotations

import unicodedata
from functools import cache

from compliance.diagnostics.diagnostic import Diagnostic, Language, Place

WIDEST_SOURCE = 160
LONGEST_TEXT = 2_000
"""Characters of a title or a hint that are shown."""
SEVERITY = {"error": {"zh": "错误", "en": "error"}, "warning": {"zh": "警告", "en": "warning"}}
HINT = {"zh": "建议", "en": "help"}


def width(text: str, ambiguous: int = 1) -> int:
    """Columns that `text` takes on a terminal: a Chinese or full-width character takes two.

    Some marks (“ ” … ①) take one column on a Western terminal and two on a Chinese one: so many as `ambiguous` says.
    """
    if text.isascii():
        return len(text)
    if ambiguous == 1:
        return sum(map(_width, text))
    return sum(2 if unicodedata.east_asian_width(c) == "A" and _width(c) else _width(c) for c in text)


@cache
def _width(character: str) -> int:
    """The columns of one character; the few thousand that a report is written in are asked for again and again."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def render(diagnostic: Diagnostic, language: Language = "zh") -> str:
    """The diagnostic in words, without a newline at its end."""
    title = _plain(diagnostic.title.said(language))
    lines = [f"{SEVERITY[diagnostic.severity][language]}[{diagnostic.code}]: {title}"]
    if diagnostic.place:
        lines += _place(diagnostic.place)
    if diagnostic.hint:
        lines.append(f"  {HINT[language]}: {_plain(diagnostic.hint.said(language))}")
    return "\n".join(lines)


def _place(place: Place) -> list[str]:
    where = ":".join(str(part) for part in (_plain(place.file), place.line, place.column) if part is not None)
    lines = [f"  --> {where}"]
    if place.source is None or place.line is None:
        return lines
    gutter = str(place.line)
    column = place.column or 1
    source, column = _window(_printable(place.source), column)
    lines.append(f"  {gutter} | {source}")
    if place.column is not None:
        before = width(source[: column - 1])
        under = max(1, width(source[column - 1 : column - 1 + place.length]))
        lines.append(f"  {' ' * len(gutter)} | {' ' * before}{'^' * under}")
    return lines


def _plain(text: str) -> str:
    """Words that may quote a file: no more of them than anyone reads, and nothing that a terminal would obey."""
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}…"
    return text if text.isprintable() else "".join(c if c.isprintable() or c in "\u3000" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    """A character that cannot be seen, by its number: a line feed in the name of a file is not the end of a line."""
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"


def _printable(text: str) -> str:
    """One character for one: tabs and control characters become blanks, so that the caret stays in place."""
    return "".join(c if c.isprintable() else " " for c in text)


def _window(source: str, column: int) -> tuple[str, int]:
    """A long line is shown around the mark alone."""
    if len(source) <= WIDEST_SOURCE:
        return source, column
    start = max(0, min(column - 1 - WIDEST_SOURCE // 2, len(source) - WIDEST_SOURCE))
    return source[start : start + WIDEST_SOURCE], column - start
