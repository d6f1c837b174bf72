"""Conditions on the cells of a record: true, false, or None for unknown [language.md, Qualifiers; semantics.md]."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from compliance.calendars import Interval
from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language.tree import And, Compare, Condition, IsEmpty, Not, Or
from compliance.log.times import parse_time

from .log_files import LISTS, NAMES, STANDARD, Event, members

Truth = bool | None
_NUMBER = re.compile(r"([+-]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?|\.\d+))\s*(%|万|亿|)")
_UNITS = {"": Fraction(1), "%": Fraction(1, 100), "万": Fraction(10**4), "亿": Fraction(10**8)}


def holds(condition: Condition, event: Event) -> Truth:
    """Says the spec: "Conditions are three-valued … `and` `or` `not` follow Kleene, `is empty` is never unknown"."""
    match condition:
        case IsEmpty(column=column):
            return not event.cells.get(fold(column.text))
        case Not(condition=inner):
            return _not(holds(inner, event))
        case And(conditions=parts):
            return _not(_any(_not(holds(part, event)) for part in parts))
        case Or(conditions=parts):
            return _any(holds(part, event) for part in parts)
        case Compare(column=column, op=op, values=values):
            cell = event.cells.get(fold(column.text))
            if not cell:
                return None
            return _any(_compared(event, column.text, cell, "=" if op == "in" else op, value.text) for value in values)


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _any(truths: Iterable[Truth]) -> Truth:
    listed = list(truths)
    return True if True in listed else None if None in listed else False


def _compared(event: Event, column: str, cell: str, op: str, value: str) -> Truth:
    role = next((english for english, chinese in STANDARD.items() if fold(column) in (english, chinese)), "")

    def meant(text: str) -> str:
        """A name's alias stands for the name."""
        return fold(event.vocabulary.canonical(NAMES[role], text) if role in NAMES else text)

    if op == "contains":
        return meant(value) in map(meant, members(cell)) if role in LISTS else fold(value) in fold(cell)
    if op == "!=":
        return _not(_compared(event, column, cell, "=", value))
    if _number(cell) is not None and _number(value) is not None:
        return _ordered(op, _number(cell), _number(value))
    if _time(cell) is not None and _time(value) is not None:
        return _times(op, _time(cell), _time(value))
    return meant(cell) == meant(value) if op == "=" else None


def _ordered(op: str, a: Fraction | None, b: Fraction | None) -> bool:
    assert a is not None and b is not None
    return {"=": a == b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def _times(op: str, a: Interval | None, b: Interval | None) -> Truth:
    """Says the spec: "two times as intervals (unknown where they overlap)"; the same time stated equally is the same time."""
    assert a is not None and b is not None
    if a == b:
        return op in ("=", "<=", ">=")
    if a.hi < b.lo:
        return op in ("<", "<=")
    if b.hi < a.lo:
        return op in (">", ">=")
    return None


def _number(text: str) -> Fraction | None:
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return Fraction(found[1].replace(",", "")) * _UNITS[found[2]] if found else None


def _time(text: str) -> Interval | None:
    stated = parse_time(text)
    return None if isinstance(stated, Text) else stated.interval
