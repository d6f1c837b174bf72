"""How one language says the words that duties, qualifiers and examples are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from unicodedata import normalize

from compliance.calendars.figure import Figure, Unit
from compliance.diagnostics.diagnostic import Language
from compliance.findings.names import fold
from compliance.language import keywords, tree
from compliance.language.characters import in_marks
from compliance.language.cut_names import JOINERS
from compliance.language.keywords import Spellings
from compliance.language.vocabulary import ACTIONS, Vocabulary

_MARKS = re.compile(r"""[\s;,()"'“”「」#\[\]]""")
"""What a name that nothing declares cannot hold without quotes."""
_BRACKETS = re.compile("[()（）]")
"""What it can hold where they are closed, as those of a name are that was read without quotes."""


class Care(IntEnum):
    """Which names are quoted: those that plainly need it, all that nothing declares, or all."""

    PLAIN = 0
    UNDECLARED = 1
    ALL = 2


@lru_cache(maxsize=512)
def spelling(spellings: Spellings, language: Language) -> str:
    """The first of a keyword's spellings in a language."""
    return next(word for word in spellings if word.isascii() == (language == "en"))


@dataclass(frozen=True, slots=True)
class Speech:
    """One language, the names that are declared, and how readily a name is quoted."""

    language: Language
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    care: Care = Care.PLAIN

    @property
    def english(self) -> bool:
        """Whether keywords are English."""
        return self.language == "en"

    def word(self, spellings: Spellings) -> str:
        """A keyword."""
        return spelling(spellings, self.language)

    # Names.

    def name(self, name: tree.Name, kind: str) -> str:
        """A name of a kind (a field of the vocabulary) as its author wrote it; only standard actions are translated."""
        text = self._action(name) if kind == "actions" else name.written or name.text
        if fold(text) in getattr(self.vocabulary, kind):
            return self.quote(text) if self.care is Care.ALL else text
        return self._undeclared(name, text)

    def _undeclared(self, name: tree.Name, text: str, value: bool = False) -> str:
        """What nothing declares; quotes keep its characters, so that a word without them is quoted as it was read."""
        bare = bool(name.written) and not name.quoted
        for shown in (text, name.text) if bare else (text,):
            if self.care is Care.PLAIN and not _awkward(_BRACKETS.sub("", shown) if bare else shown, value):
                return shown
        return self.quote(name.text if bare else text)

    def _action(self, name: tree.Name) -> str:
        """A standard action: the author's word where it is one of this language, else the language's own."""
        written = name.written or name.text
        aliases = ACTIONS.get(name.text)
        if aliases is None or (name.written and normalize("NFKC", written).isascii() == self.english):
            return written
        own = name.text if self.english else spelling(aliases, "zh")
        # A ruleset may have given the word another meaning.
        return own if self.vocabulary.actions.get(fold(own)) == name.text else written

    def column(self, name: tree.Name) -> str:
        """A column of the log."""
        return self._undeclared(name, name.written or name.text)

    def value(self, name: tree.Name) -> str:
        """A value; any word may be one."""
        return self._undeclared(name, name.written or name.text, value=True)

    def word_or_quoted(self, text: str, quoted: bool = False) -> str:
        """A word of an event, as it was read."""
        return self.quote(text) if quoted or self.care is not Care.PLAIN or _awkward(text, value=True) else text

    def quote(self, text: str) -> str:
        """`text` in marks that it does not itself hold."""
        return in_marks(text, self.language)

    # Lists.

    def joined(self, names: Iterable[str]) -> str:
        """Names parted by commas."""
        return (", " if self.english else "、").join(names)

    def parted(self, clauses: Iterable[str]) -> str:
        """Duties or verdicts parted by commas."""
        return (", " if self.english else "，").join(clauses)

    def either(self, names: Sequence[tree.Name], kind: str = "actions", blank: str = " ") -> str:
        """Alternatives, any of which will do; Chinese duties have no `blank` around 或."""
        around = " " if self.english else blank
        word = self.word(keywords.JOINING["_OR"])
        return f"{around}{word}{around}".join(self.name(name, kind) for name in names)

    # Figures.

    def figure(self, figure: Figure) -> str:
        """`20 working days`, 20个工作日."""
        plural, singular, *_ = keywords.UNITS[figure.unit]
        if not self.english:
            return f"{figure.n}{self.word(keywords.UNITS[figure.unit])}"
        if figure.unit is Unit.HOUR:
            return f"{figure.n}h"
        return f"{figure.n} {singular if figure.n == 1 else plural}"

    def period(self, period: Figure | tree.Name) -> str:
        """A figure, or the name of a dated one."""
        return self.figure(period) if isinstance(period, Figure) else self.name(period, "durations")


def plain_number(value: float) -> str:
    """A number in decimal figures, without an exponent and with no figure more than it needs."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentage(share: float) -> str:
    """A share of 0 to 1 in percent: the fewest figures that give it back."""
    for figures in range(1, 17):
        text = plain_number(float(f"{100 * share:.{figures}g}"))
        if float(text) / 100 == share:
            return f"{text}%"
    return f"{plain_number(100 * share)}%"


def _awkward(text: str, value: bool = False) -> bool:
    """Whether a name that nothing declares would be cut, or read as several, without quotes."""
    plain = normalize("NFKC", text)
    if not plain or _MARKS.search(plain) or "、" in plain:
        return True
    return not value and (plain[0].isdigit() or any(mark in plain[1:] for mark in JOINERS))
