"""A file into rules: which line is a rule's own, which belong to it, and where the comments stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compliance.language.characters import Folded, fold_line, quotations_and_comment

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with more on it than a comment. `number` counts from 1; `folded` is the line without its comment."""

    number: int
    source: str
    folded: Folded
    indent: int
    """The columns of white space before it; 0 for a rule's own line."""


@dataclass(slots=True)
class Block:
    """A rule's own line with the lines that belong to it. `head` is None for lines indented before any rule."""

    head: Line | None
    body: list[Line] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)


def lay_out(text: str) -> tuple[list[Block], list[tuple[int, str]]]:
    """The blocks of a file in order, and the comments that stand outside any rule."""
    blocks: list[Block] = []
    outside: list[tuple[int, str]] = []
    waiting: list[tuple[int, str]] = []  # comments in column 1, of the rule above only if more of it follows
    for number, source in enumerate(LINE_END.split(text.removeprefix("\ufeff")), 1):
        quotations, end = quotations_and_comment(source)
        comment = source[end:].rstrip()
        body = source[:end]
        if not body.strip():
            if comment:
                _keep(blocks, waiting, number, comment, indented=bool(body))
            continue
        indent = len(body.expandtabs(4)) - len(body.expandtabs(4).lstrip())
        line = Line(number, source, fold_line(body.rstrip(), quotations), indent)
        if indent == 0:
            outside += waiting
            blocks.append(Block(line))
        elif not blocks:
            outside += waiting
            blocks.append(Block(None, [line]))
        else:
            blocks[-1].body.append(line)
            blocks[-1].comments += waiting
        waiting.clear()
        if comment:
            blocks[-1].comments.append((number, comment))
    return blocks, outside + waiting


def _keep(blocks: list[Block], waiting: list[tuple[int, str]], number: int, comment: str, *, indented: bool) -> None:
    if indented and blocks:
        blocks[-1].comments += waiting
        waiting.clear()
        blocks[-1].comments.append((number, comment))
    else:
        waiting.append((number, comment))
