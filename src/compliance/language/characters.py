"""A line as keywords and names are looked for in it, with the way back to the characters the user typed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from compliance.diagnostics.diagnostic import Language
from compliance.findings.names import SAME

CLOSING = {'"': '"＂', "＂": '"＂', "“": "”", "「": "」"}
"""The marks that end a quotation, by the mark that opens it."""

OPENING: Mapping[Language, str] = {"en": '"“「', "zh": '“「"'}
"""The marks to open a quotation with, the usual ones first."""
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f"
    + "".join(map(chr, {*range(0x20)} - {9, 10, 11, 12, 13, 28, 29, 30, 31}))
)
"""Characters that come along when text is copied, make two names differ that look the same, or turn the order of a line."""


def in_marks(text: str, language: Language = "zh") -> str:
    """`text` in marks that it does not itself hold; as it stands where it holds all of them."""
    for opening in OPENING[language]:
        if not any(mark in text for mark in CLOSING[opening]):
            return f"{opening}{text}{CLOSING[opening][0]}"
    return text


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is `raw` folded: NFKC, one case, one kind of quotation mark, runs of white space as one blank.

    `at[i]` is where character `i` of `text` begins in `raw` (one entry more than there are characters). 、 stays what
    it is, since between actions it must be told from a comma. `quoted` is where quotations begin and end in `text`.
    """

    raw: str
    text: str
    at: tuple[int, ...]
    quoted: Mapping[int, int]

    def original(self, start: int, end: int) -> str:
        """What the user typed for `text[start:end]`."""
        return self.raw[self.at[start] : self.at[end]]

    def typed(self, start: int, end: int) -> str:
        """What the user typed for `text[start:end]`, with single blanks."""
        return " ".join(self.original(start, end).split())

    def plain(self, start: int, end: int) -> str:
        """`text[start:end]` with the user's capitals: NFKC and single blanks, but no folding of case."""
        return " ".join(unicodedata.normalize("NFKC", self.original(start, end)).split())


_cache: dict[str, str] = {}


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if plain != "、":
        plain = unicodedata.normalize("NFKC", "".join(SAME.get(c, c) for c in plain).casefold())
    found = _cache[character] = " " if plain.isspace() else plain
    return found


def fold_line(raw: str, quotations: tuple[tuple[int, int], ...] = ()) -> Folded:
    """`raw` folded character by character. A letter with the marks that combine with it counts as one character."""
    text: list[str] = []
    at: list[int] = []
    composed = unicodedata.is_normalized("NFC", raw)
    index = 0
    while index < len(raw):
        after = index + 1
        while not composed and after < len(raw) and unicodedata.combining(raw[after]):
            after += 1
        character = raw[index:after]
        for c in _cache.get(character) or _fold_character(character):
            if c != " " or not text or text[-1] != " ":
                text.append(c)
                at.append(index)
        index = after
    at.append(len(raw))
    quoted = {bisect_left(at, start): bisect_left(at, end) for start, end in quotations}
    return Folded(raw, "".join(text), tuple(at), quoted)


def quotations_and_comment(raw: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """Where the quotations of `raw` begin and end, and where its comment begins (or its end).

    An opening mark that nothing closes counts as any other character here; whoever reads the clause reports it.
    """
    quotations: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    index = 0
    while index < len(raw):
        character = raw[index]
        if character in "#＃" and (index == 0 or raw[index - 1].isspace()):
            return tuple(quotations), index
        closing = None if character in unclosed else CLOSING.get(character)
        end = next((i for i in range(index + 1, len(raw)) if raw[i] in closing), None) if closing else None
        if end is not None:
            quotations.append((index, end + 1))
            index = end
        elif closing:
            unclosed.add(character)  # nor does anything close the next one
        index += 1
    return tuple(quotations), len(raw)
