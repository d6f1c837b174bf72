"""Clauses to nodes of the tree, by the LALR tables that Lark makes of `grammar.lark`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from compliance.language import tree
from compliance.language.tokens import Clause, Token

_NAMED = frozenset(("NAME", "COLUMN", "VALUE", "SEASON", "DURATION"))

Parse = Callable[[list[Token], str], Any]


@cache
def _parser() -> tuple[Parse, type[Exception]]:
    """Made on first use: a program that reads no rule pays nothing for it."""
    from lark import UnexpectedToken

    from compliance.language.builder import Builder
    from compliance.language.tables import parser

    frontend = parser(Builder()).parser
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
        found, expected = failure.token, _accepted(failure.state)  # type: ignore[attr-defined]
        index = next((i for i, token in enumerate(clause.tokens) if token is found), len(clause.tokens))
        # Words for mistakes are many; who makes none need not wait for them.
        from compliance.language.mistakes.failures import explain

        raise explain(clause, index, expected) from None


def _accepted(state: Any) -> frozenset[str]:
    """The terminals that could really stand where the parser stopped: its table alone names some that later fail."""
    states = state.parse_conf.states
    return frozenset(
        t for t in states[state.state_stack[-1]] if t.isupper() and _leads_on(states, state.state_stack, t)
    )


def _leads_on(states: Any, stack: list[Any], terminal: str) -> bool:
    stack = list(stack)
    while (step := states[stack[-1]].get(terminal)) is not None:
        rule = step[1]
        if not hasattr(rule, "expansion"):
            return True  # a shift
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        following = states[stack[-1]].get(rule.origin.name)
        if following is None:
            return terminal == "$END"
        stack.append(following[1])
    return terminal == "$END" and len(stack) == 2


def _name(clause: Clause, token: Token, line: int) -> tree.Name:
    at = clause.line.at
    start, end = at[token.start], at[token.end]
    written = clause.line.raw[start + 1 : end - 1] if token.quoted else clause.line.typed(token.start, token.end)
    return tree.Name(str(token.value), tree.Span(line, start + 1, end - start), token.quoted, written)
