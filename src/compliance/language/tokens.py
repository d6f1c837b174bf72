"""What a line is cut into: tokens, clauses, and the mistake that stops the cutting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from compliance.diagnostics import Text
from compliance.language.characters import Folded


@dataclass(slots=True)
class Token:
    """A terminal of the grammar with what it says. `start` and `end` are places in the folded line.

    `known` is false for a name that no vocabulary holds. `value` is what the terminal says: a number, a unit, the
    parts of a date; of a name its canonical spelling, until `grammar.py` makes a `tree.Name` of it.
    """

    type: str
    value: Any
    start: int
    end: int
    known: bool = True
    quoted: bool = False

    # Lark borrows the position of the last token for its end of input; ours are kept above.
    start_pos: ClassVar[None] = None
    line: ClassVar[None] = None
    column: ClassVar[None] = None
    end_line: ClassVar[None] = None
    end_column: ClassVar[None] = None
    end_pos: ClassVar[None] = None


@dataclass(slots=True)
class Clause:
    """A duty, a qualifier or an event line: a start symbol of the grammar with its tokens and its place in the line."""

    kind: Literal["duty", "qualifier", "example_event"]
    tokens: list[Token]
    line: Folded
    start: int
    end: int

    @property
    def text(self) -> str:
        """The clause as the user wrote it."""
        return self.line.original(self.start, self.end).strip()

    @property
    def in_english(self) -> bool:
        """Whether an English keyword stands in it: such a duty begins with its action, and may leave it out."""
        return any(
            self.line.text[token.start].isascii()
            for token in self.tokens
            if token.type[:1] == "_" or "PER" in token.type
        )


class Mistake(Exception):
    """What is wrong with a line. `start` and `end` are places in the folded line, equal where something lacks."""

    def __init__(self, code: str, title: Text, start: int, end: int, hint: Text | None = None) -> None:
        super().__init__(title.en)
        self.code = f"syntax/{code}"
        self.title = title
        self.start = start
        self.end = end
        self.hint = hint


@dataclass(slots=True)
class Cursor:
    """A place in a folded line, and the tokens found up to it."""

    line: Folded
    position: int = 0
    tokens: list[Token] = field(default_factory=list)

    @classmethod
    def at_start(cls, line: Folded) -> Cursor:
        """Where the first word of a line stands."""
        cursor = cls(line)
        cursor.skip_blank()
        return cursor

    @property
    def text(self) -> str:
        """The folded line."""
        return self.line.text

    def skip_blank(self) -> int:
        """Past the blank that may stand here; the place reached."""
        text = self.line.text
        if self.position < len(text) and text[self.position] == " ":
            self.position += 1
        return self.position

    def at_end(self) -> bool:
        """Whether nothing more of the clause can follow: the end of the line, or `;`."""
        return self.position >= len(self.line.text) or self.line.text[self.position] == ";"

    def take(self, type: str, value: Any, end: int, known: bool = True, quoted: bool = False) -> Token:
        """The token from here to `end`."""
        token = Token(type, value, self.position, end, known, quoted)
        self.tokens.append(token)
        self.position = end
        return token

    def at_word_start(self) -> bool:
        """Whether a blank, a mark or nothing stands before."""
        return self.position == 0 or self.line.text[self.position - 1] in ' ,、;()"'

    def quotation(self) -> str:
        """What the quotation that begins here holds, as the user typed it."""
        start, end = self.line.at[self.position], self.line.at[self.line.quoted[self.position]]
        return self.line.raw[start + 1 : end - 1]
