"""Longest match: which known word stands at a place of a folded line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Any

from compliance.language import keywords
from compliance.language.vocabulary import Vocabulary

LATIN = frozenset(ascii_lowercase + digits + "_-")
"""What an English word is made of: `on` does not stand in `once`, nor in `on-site`."""

Word = tuple[str, object]
"""A terminal and its value."""


class Lexicon:
    """Words by their first character, longest first, so that looking one up costs a few slices."""

    def __init__(self, *tables: Mapping[str, Word]) -> None:
        self.words: dict[str, Word] = {}
        for table in tables:
            for spelling, word in table.items():
                self.words.setdefault(spelling, word)
        lengths: dict[str, set[int]] = {}
        for spelling in self.words:
            lengths.setdefault(spelling[:1], set()).add(len(spelling))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items() if first}

    def longest(self, text: str, start: int) -> tuple[int, Word] | None:
        """Where the longest known word at `start` ends, and that word."""
        lengths = self._lengths.get(text[start : start + 1])
        if lengths is None:
            return None
        for length in lengths:
            end = start + length
            word = self.words.get(text[start:end]) if end <= len(text) else None
            if word is not None and not inside_word(text, end):
                return end, word
        return None


def inside_word(text: str, place: int) -> bool:
    """Whether an English word runs on over `place`."""
    return 0 < place < len(text) and text[place] in LATIN and text[place - 1] in LATIN


def _words(table: Mapping[str, Iterable[str]]) -> dict[str, Word]:
    return {spelling: (terminal, spelling) for terminal, spellings in table.items() for spelling in spellings}


def _valued(terminal: str, table: Mapping[Any, Iterable[str]]) -> dict[str, Word]:
    return {spelling: (terminal, value) for value, spellings in table.items() for spelling in spellings}


def _names(terminal: str, names: Mapping[str, str]) -> dict[str, Word]:
    """Names are folded, a line keeps its 、: a name that holds a comma is known in either spelling."""
    return {
        spelling: (terminal, name) for alias, name in names.items() for spelling in (alias, alias.replace(",", "、"))
    }


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of a list of names are cut by: its names, what stands before one, and what stands after one."""

    names: Lexicon
    before: Lexicon
    after: Lexicon
    brackets: bool = False


NUMBERED = Lexicon(_valued("UNIT", keywords.UNITS), {w: ("_TIMES", w) for w in keywords.TIMES})
STARTS = Lexicon(_words(keywords.QUALIFIER), _valued("MODALITY", keywords.MODALITIES))
FIRST = Lexicon(_words(keywords.FIRST))
ENDED = Lexicon(_words(keywords.ENDED))
END = Lexicon(_words(keywords.END))
SPAN = Lexicon(_words({k: v for k, v in keywords.SPAN.items() if k != "_EXTENDED_ON"}))
EXTENDED_ON = Lexicon(_words({"_EXTENDED_ON": keywords.SPAN["_EXTENDED_ON"]}))
CONDITION = Lexicon(_words(keywords.CONDITION))
OPERATORS = Lexicon(_valued("OPERATOR", keywords.OPERATORS))
EVENT = Lexicon(_words(keywords.EVENT))
EXAMPLE = Lexicon(_words(keywords.EXAMPLE))
DUTY_WORDS = _words(keywords.DUTY) | _valued("PER", keywords.PERIODS) | _valued("A_PER", keywords.A_PERIOD)

_NOTHING = Lexicon()
_JOINING = Lexicon(_words(keywords.JOINING))
_AGENCY_FIRST = Lexicon(_words({"ANY_OF": keywords.AGENCY["_ANY_OF"], "_EVERY": keywords.AGENCY["_EVERY"]}))
_AGENCY_LAST = Lexicon(_words(keywords.JOINING | {"ONE_IS_ENOUGH": keywords.AGENCY["_ONE_IS_ENOUGH"]}))
_FROM = Lexicon(_words({"_FROM": keywords.SPAN["_FROM"]}))
_TO = Lexicon(_words({"_TO": keywords.SPAN["_TO"]}))


class Lexicons:
    """All tables of one vocabulary, made once for a file."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        actions = _names("NAME", vocabulary.actions)
        named = Lexicon(actions)
        agencies = Lexicon(_names("NAME", vocabulary.agencies), _names("NAME", vocabulary.groups))
        self.actions = named
        self.duty = Lexicon(
            DUTY_WORDS, actions, _names("SEASON", vocabulary.seasons), _names("DURATION", vocabulary.durations)
        )
        self.matters = Lexicon(_names("NAME", vocabulary.matters))
        self.lists = Lexicon(_names("NAME", vocabulary.lists))
        elements = Lexicon(_names("NAME", vocabulary.elements))
        grounds = Lexicon(_names("NAME", vocabulary.grounds))
        channels = Lexicon(_names("NAME", vocabulary.channels))
        self.lists_of_names = {
            "_ON": Names(channels, _NOTHING, _JOINING, brackets=True),
            "_CONTAINING": Names(elements, _NOTHING, _JOINING),
            "_BY": Names(agencies, _AGENCY_FIRST, _AGENCY_LAST),
            "_EXCEPT": Names(grounds, _NOTHING, _JOINING),
            "_RESTARTED": Names(named, _NOTHING, _JOINING),
            "_PAUSED": Names(named, _FROM, _TO),
            "_EXTENDED": Names(named, _NOTHING, _JOINING),
            "_CLAIMING": Names(grounds, _NOTHING, _JOINING),
        }
        tables = (vocabulary.channels, vocabulary.elements, vocabulary.agencies, vocabulary.grounds, vocabulary.matters)
        self.phrases = Lexicon(*(_names("VALUE", {n: n for n in table if " " in n}) for table in tables))
