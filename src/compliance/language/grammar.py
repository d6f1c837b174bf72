"""Clauses to nodes of the tree, by the LALR tables that Lark makes of `grammar.lark`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from compliance.language import tree
from compliance.language.mistakes.failures import explain
from compliance.language.tokens import Clause, Token

STARTS = ("duty", "qualifier", "example_event")
_NAMED = frozenset(("NAME", "COLUMN", "VALUE", "SEASON", "DURATION"))

Parse = Callable[[list[Token], str], Any]


@cache
def _parser() -> tuple[Parse, type[Exception]]:
    """Made on first use: a program that reads no rule pays nothing for it."""
    from lark import Lark, UnexpectedToken
    from lark.lexer import Lexer

    from compliance.language.builder import Builder

    class Cut(Lexer):
        """The tokens are cut already."""

        def __init__(self, conf: object) -> None:
            """Nothing to set up."""

        def lex(self, data: Any) -> Iterator[Any]:  # type: ignore[override]
            """The tokens as they come."""
            return iter(data)

    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    lark = Lark(grammar, parser="lalr", lexer=Cut, start=list(STARTS), transformer=Builder(), maybe_placeholders=False)
    frontend = lark.parser
    return (lambda tokens, start: frontend.parse(tokens, start)), UnexpectedToken


def parse_clause(clause: Clause, line: int) -> Any:
    """The node of a clause on that line of the file; a `Mistake` where the grammar refuses it."""
    parse, refused = _parser()
    for token in clause.tokens:
        if token.type in _NAMED:
            token.value = _name(clause, token, line)
    try:
        return parse(clause.tokens, clause.kind)
    except refused as failure:
        found, expected = failure.token, failure.expected  # type: ignore[attr-defined]
        index = next((i for i, token in enumerate(clause.tokens) if token is found), len(clause.tokens))
        raise explain(clause, index, frozenset(expected)) from None


def _name(clause: Clause, token: Token, line: int) -> tree.Name:
    at = clause.line.at
    start, end = at[token.start], at[token.end]
    written = clause.line.raw[start + 1 : end - 1] if token.quoted else clause.line.plain(token.start, token.end)
    return tree.Name(str(token.value), tree.Span(line, start + 1, end - start), token.quoted, written)
