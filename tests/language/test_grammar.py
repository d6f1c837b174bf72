"""The grammar, the tree and what builds one from the other stay in step."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import lark
import pytest

from compliance.language import grammar, keywords, tables, tree
from compliance.language.builder import Builder
from compliance.language.tables import STARTS

SOURCE = Path(grammar.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
RULES = re.findall(r"^([a-z]\w*):", SOURCE, flags=re.MULTILINE)
DECLARED = [name for line in re.findall(r"^%declare (.*)$", SOURCE, flags=re.MULTILINE) for name in line.split()]


def classes(union: object) -> list[str]:
    """The classes of a union of the tree, in its order."""
    return [cls.__name__ for cls in union.__args__]  # type: ignore[attr-defined]


def snake(name: str) -> str:
    """`ByColumn` as the grammar names it."""
    found = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return {"except": "except_"}.get(found, found)


@pytest.mark.parametrize("union", [tree.CaseDuty, tree.CalendarDuty, tree.Qualifier])
def test_each_class_of_the_tree_is_a_rule_of_the_grammar_in_the_same_order(union: object) -> None:
    """Whoever looks for a duty finds it under one name in both files."""
    names = [snake(name) for name in classes(union)]
    assert [rule for rule in RULES if rule in names] == names


def test_each_rule_of_the_grammar_is_built() -> None:
    """No rule gives a raw parse tree, and no method is left over."""
    methods = {name for name, _ in inspect.getmembers(Builder, inspect.isfunction)}
    assert methods == set(RULES)


def test_each_terminal_has_its_spellings_or_is_cut_by_its_form() -> None:
    """A terminal that no keyword spells is one of names, numbers, dates and marks."""
    spelt = {*keywords.SPELLINGS, *keywords.END, *keywords.EVENT, *keywords.SPAN}
    by_form = {
        "NAME", "STRING", "TEXT", "WORD", "VALUE", "COLUMN", "NUMBER", "UNIT", "PERCENT", "A_PER", "DURATION",
        "SEASON", "DATE", "MONTH", "YEAR", "MONTHDAY", "MONTH_ALONE", "TIME", "OPERATOR", "IN", "_IS_EMPTY",
        "_LPAR", "_RPAR", "_COMMA", "_TIMES", "ANY_OF", "ONE_IS_ENOUGH",
    }  # fmt: skip
    assert set(DECLARED) - spelt == by_form
    assert len(DECLARED) == len(set(DECLARED))


def test_each_keyword_has_both_spellings() -> None:
    """Every keyword can be written in English and in Chinese, but for those that only one of them needs."""
    alone = {
        "_WITHIN", "_OF", "_AFTER", "_BEFORE", "_TOGETHER", "_FOR", "_BY_DAY", "_END_OF", "_OF_CASES",
        "ONCE", "TWICE", "_ANY_OF",
        "_INSIDE", "_SINCE", "_AHEAD", "_IN_STEP", "_RATE", "_ALONG", "_ENDED", "_ONE_IS_ENOUGH",
    }  # fmt: skip
    symbols = {"=", "!=", "<", "<=", ">", ">=", "_EXPECT"}
    for terminal, spellings in keywords.SPELLINGS.items():
        both = {word.isascii() for word in spellings} == {True, False}
        assert both == (terminal not in alone - {"_BY"}) or terminal in symbols, terminal


class NoLexer(lark.lexer.Lexer):
    """Nothing is read: only the tables are made."""

    def __init__(self, conf: object) -> None:
        """Nothing to set up."""

    def lex(self, lexer_state: object, parser_state: object) -> Iterator[lark.Token]:
        """No tokens."""
        return iter(())


def conflicts(source: str, start: list[str], caplog: pytest.LogCaptureFixture) -> list[str]:
    """What Lark says of conflicts while it makes the tables."""
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger=lark.logger.name):
        lark.Lark(source, parser="lalr", lexer=NoLexer, start=start, debug=True)
    return [record.getMessage() for record in caplog.records if "conflict" in record.getMessage().lower()]


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """One token ahead always decides: Lark would settle a conflict silently."""
    assert conflicts("a: b | b A\nb: A?\n%declare A", ["a"], caplog)
    assert not conflicts(SOURCE, list(STARTS), caplog)


def test_the_kept_tables_are_those_of_the_grammar() -> None:
    """After a change of the grammar, or of Lark's release, `make grammar` makes them anew."""
    assert tables.kept(SOURCE) is not None


def test_tables_of_another_grammar_are_not_used() -> None:
    """A grammar that somebody edits holds at once, kept tables or not."""
    assert tables.kept(f"{SOURCE}\n// edited\n") is None


def test_kept_tables_read_what_made_ones_read() -> None:
    """The same states for the same clauses, whichever way the parser came about."""
    kept, made = tables.parser(Builder()), tables.made(SOURCE, Builder())
    assert sorted(map(str, kept.rules)) == sorted(map(str, made.rules))
    assert len(states(kept)) == len(states(made))


def states(parser: lark.Lark) -> object:
    """The table of a parser."""
    return parser.parser.parser._parse_table.states
