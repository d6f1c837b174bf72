"""A page for the terminal, said line after line: paragraphs as wide as the page, and fields with their names before them."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.legible import legible
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.wrap import padded, wrapped


class Lines:
    """Lines of at most `width` columns in the characters that `encoding` has; names of fields take `column` of them."""

    def __init__(self, language: Language, width: int, encoding: str, column: int) -> None:
        self.language = language
        self.width = width
        self.encoding = encoding
        self.column = column

    def said(self, words: Text) -> str:
        """The words in the language of the page."""
        return words.said(self.language)

    def paragraph(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """The text in lines: what stands before the first of them, and before the others."""
        return wrapped(legible(tidy(text, LONGEST_REASON), self.encoding), self.width, first, rest)

    def field(self, name: Text, text: str) -> list[str]:
        """A text with its name before it."""
        return self.paragraph(text, padded(self.said(name), self.column), " " * self.column)
