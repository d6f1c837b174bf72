"""What can be wrong with a file, a rule, a row: a value, never a string and never a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """The same words in both languages of the product."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The words in the language asked for."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a user's file: `line` and `column` count from 1 in the original characters, `length` in characters.

    `source` is the line as it stands in the file, for the caret; None where there is none to show (a row of a log).
    """

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong: what was found, what was expected (`title`), where, and what to do (`hint`)."""

    code: str
    title: Text
    place: Place | None = None
    hint: Text | None = None
    severity: Literal["error", "warning"] = "error"


class Refused(Exception):
    """What a user gave cannot be used: carries every diagnostic found in one run."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.title.en for d in self.diagnostics))
