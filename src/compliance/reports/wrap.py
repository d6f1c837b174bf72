"""Lines for a terminal: Chinese characters take two columns and may break anywhere but before a closing mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.diagnostics.render import width

PIECES = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
"""What must stay on one line: a run of letters and digits, or one other character."""
NOT_FIRST = frozenset("，。；：、！？）」』”’》〉】〕…％%)],.;:!?")
NOT_LAST = frozenset("（「『“‘《〈【〔([")


def wrapped(text: str, columns: int, first: str = "", rest: str = "", ambiguous: int = 1) -> list[str]:
    """The text in lines of at most `columns`, the first after `first`, the others after `rest`.

    `ambiguous` are the columns of marks that are narrow on one terminal and wide on another, see `width`.
    """
    lines, line = [], first
    for piece in _pieces(text, max(1, columns - width(rest, ambiguous)), ambiguous):
        if width(line, ambiguous) + width(piece.rstrip(), ambiguous) <= columns or not line.strip():
            line += piece
            continue
        lines.append(line.rstrip())
        line = rest + piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(text: str, longest: int, ambiguous: int) -> Iterator[str]:
    """Pieces with the opening marks before and the closing marks behind them; one that no line holds is cut."""
    held = ""
    for piece in PIECES.findall(text):
        if held and (piece in NOT_FIRST or held[-1] in NOT_LAST):
            held += piece
            continue
        yield from _cut(held, longest, ambiguous)
        held = piece
    yield from _cut(held, longest, ambiguous)


def _cut(piece: str, longest: int, ambiguous: int) -> Iterator[str]:
    characters = longest if piece.isascii() else max(1, longest // 2)
    while width(piece, ambiguous) > longest and len(piece) > 1:
        yield piece[:characters]
        piece = piece[characters:]
    if piece:
        yield piece


def padded(text: str, columns: int, ambiguous: int = 1) -> str:
    """The text with blanks after it up to so many columns."""
    return text + " " * max(0, columns - width(text, ambiguous))
