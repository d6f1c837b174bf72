"""Conditions: a column, whatever it is called, what it is compared by, and a value."""

from __future__ import annotations

import re

from compliance.diagnostics.limits import limit
from compliance.language.cut_names import COMMAS, Ends, check_name, check_quotation_marks, word_end
from compliance.language.lexicon import CONDITION, OPERATORS, Lexicon
from compliance.language.mistakes import conditions, names
from compliance.language.tokens import Cursor

_SYMBOL = re.compile(r"[=<>!]+")
_OR_EQUAL = re.compile(r"(?:[大小高低多少]于(?:或者?)?等于)|(?:等于(?:或者?)?[大小高低多少]于)")
"""大于等于: longest match would take 大于 and leave 等于 to the value, which no record then has."""
_MARKS = "=<>!"


def cut_condition(cursor: Cursor, phrases: Lexicon, ends: Ends) -> None:
    """The tokens of a condition, up to where the clause ends. `phrases` are the declared names of several words."""
    depth = 0
    wanted = "column"
    nots = 0
    while True:
        cursor.skip_blank()
        if cursor.at_end() or (wanted == "more" and cursor.at_word_start() and ends(cursor)):
            return
        if wanted == "column":
            brackets = depth
            wanted, depth = _column(cursor, depth)
            nots = 0 if wanted != "column" else nots + (depth == brackets)
            if depth + nots > limit("nesting"):
                raise conditions.too_deep(cursor, depth + nots)
        elif wanted == "operator":
            wanted = cut_operator(cursor)
        elif wanted in ("value", "values"):
            wanted = _value(cursor, phrases, wanted)
        else:
            wanted, depth = _more(cursor, depth)


def _column(cursor: Cursor, depth: int) -> tuple[str, int]:
    text, place = cursor.text, cursor.position
    if text[place] == "(":
        cursor.take("_LPAR", "(", place + 1)
        return "column", depth + 1
    found = CONDITION.longest(text, place)
    if (
        found
        and found[1][0] == "_NOT"
        and text[found[0] : found[0] + 1] in (" ", "(")
        and not _compared(text, found[0])
    ):
        cursor.take("_NOT", found[1][1], found[0])
        return "column", depth
    cut_column(cursor)
    return "operator", depth


def cut_column(cursor: Cursor) -> None:
    """A column: quoted, or a word; a Chinese word glued to what it is compared by is cut before that."""
    text, start = cursor.text, cursor.position
    if start in cursor.line.quoted:
        if not cursor.quotation().strip():
            raise names.empty_quotation(cursor)
        cursor.take("COLUMN", cursor.quotation(), cursor.line.quoted[start], quoted=True)
        return
    if text[start] == '"':
        raise names.unclosed_quotation(cursor)
    end = word_end(cursor, start, brackets=True, stops=_MARKS)
    if end == start:
        raise conditions.no_column(cursor)
    if not _compared(text, end):
        end = next((k for k in range(start + 1, end) if text[k] > "\x7f" and OPERATORS.longest(text, k)), end)
    check_quotation_marks(cursor, start, end)
    check_name(cursor, start, end, role="column")
    cursor.take("COLUMN", cursor.line.plain(start, end), end)


def _compared(text: str, place: int) -> bool:
    """Whether what a column is compared by stands at `place` or after the blank there."""
    if text[place : place + 1] == " ":
        place += 1
    return text[place : place + 1] in tuple(_MARKS) or OPERATORS.longest(text, place) is not None


def cut_operator(cursor: Cursor) -> str:
    """What the column is compared by; what is wanted next."""
    text, place = cursor.text, cursor.position
    symbol = _SYMBOL.match(text, place)
    if symbol and symbol.group() not in OPERATORS.words:
        raise conditions.no_such_operator(cursor, symbol.end())
    if both := _OR_EQUAL.match(text, place):
        raise conditions.no_such_operator(cursor, both.end())
    found = (symbol.end(), OPERATORS.words[symbol.group()]) if symbol else OPERATORS.longest(text, place)
    if found is None:
        raise conditions.no_operator(cursor, word_end(cursor, place, brackets=True))
    operator = str(found[1][1])
    terminal = {"is empty": "_IS_EMPTY", "in": "IN"}.get(operator, "OPERATOR")
    cursor.take(terminal, operator, found[0])
    return {"is empty": "more", "in": "values"}.get(operator, "value")


def _value(cursor: Cursor, phrases: Lexicon, wanted: str) -> str:
    """A value, or the marks around and between the values of `in`."""
    mark = cursor.text[cursor.position]
    if wanted == "values" and mark in "()" + COMMAS:
        cursor.take({"(": "_LPAR", ")": "_RPAR"}.get(mark, "_COMMA"), mark, cursor.position + 1)
        return "more" if mark == ")" else "values"
    if wanted == "value" and mark in "()" + COMMAS:
        raise conditions.no_value(cursor)
    if wanted == "values" and cursor.tokens[-1].type == "IN":
        raise conditions.values_need_brackets(cursor, word_end(cursor, cursor.position, brackets=True))
    cut_value(cursor, phrases)
    if not str(cursor.tokens[-1].value).strip():
        raise conditions.empty_value(cursor)
    return "more" if wanted == "value" else "values"


def cut_value(cursor: Cursor, phrases: Lexicon) -> None:
    """A value: quoted, a declared name of several words, or a word."""
    text, start = cursor.text, cursor.position
    if start in cursor.line.quoted:
        cursor.take("VALUE", cursor.quotation(), cursor.line.quoted[start], quoted=True)
        return
    if text[start] == '"':
        raise names.unclosed_quotation(cursor)
    phrase = phrases.longest(text, start)
    end = max(phrase[0] if phrase else 0, word_end(cursor, start, brackets=True))
    compared = next((k for k in range(end - 1, start, -1) if OPERATORS.longest(text, k)), start)
    for place in range(start + 1, compared):
        if text[place] in "且或":
            raise conditions.glued_condition(cursor, place)
    check_quotation_marks(cursor, start, end)
    if text[end - 1] == "。":
        raise names.full_stop(end - 1)
    cursor.take("VALUE", cursor.line.plain(start, end), end)


def _more(cursor: Cursor, depth: int) -> tuple[str, int]:
    """After a comparison: what joins the next, or the bracket that closes."""
    text, place = cursor.text, cursor.position
    if text[place] == ")":
        if depth == 0:
            raise names.bracket_never_opened(cursor)
        cursor.take("_RPAR", ")", place + 1)
        return "more", depth - 1
    found = CONDITION.longest(text, place)
    if found is None or found[1][0] == "_NOT":
        raise conditions.more_than_a_comparison(cursor, max(word_end(cursor, place, brackets=True), place + 1))
    cursor.take(found[1][0], found[1][1], found[0])
    return "column", depth
