"""Conditions of `when` and `require` over the log's columns: three-valued, worked out once for each distinct set of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from compliance.calendars import Interval
from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language.tree import And, Compare, Condition, IsEmpty, Name, Not, Or
from compliance.language.vocabulary import Vocabulary
from compliance.log.headers import role_of
from compliance.log.model import Role
from compliance.log.times import GLUED, parse_time

SEPARATORS = re.compile(r"[;；,，、|｜]")
"""What parts the names of a cell."""
NAMES = {
    Role.MATTER: "matters",
    Role.AGENCY: "agencies",
    Role.ACTION: "actions",
    Role.CHANNEL: "channels",
    Role.ELEMENTS: "elements",
    Role.EXEMPTION: "grounds",
}
"""The log's columns whose cells are names, with the kind of the vocabulary: an alias stands for its name in a condition too."""
LISTS = frozenset({Role.CHANNEL, Role.ELEMENTS})
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_NUMBER = re.compile(r"([+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+))\s*(万亿|万|亿)?\s*(%)?")

Truth = bool | None


def asked_of(condition: Condition) -> Iterator[Compare | IsEmpty]:
    """What a condition asks of single columns, one after another."""
    match condition:
        case Compare() | IsEmpty():
            yield condition
        case Not(condition=inner):
            yield from asked_of(inner)
        case And(conditions=parts) | Or(conditions=parts):
            for part in parts:
                yield from asked_of(part)


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Those of it that compare a column with values."""
    return (asked for asked in asked_of(condition) if isinstance(asked, Compare))


def columns_of(condition: Condition) -> tuple[str, ...]:
    """The columns that a condition speaks of, as it names them."""
    return tuple(dict.fromkeys(asked.column.text for asked in asked_of(condition)))


def truth_of(condition: Condition, cells: Mapping[str, str | None], vocabulary: Vocabulary, zone: str) -> Truth:
    """Whether the condition holds of a row: None is unknown. `cells` by the column's name as the condition has it."""
    match condition:
        case Compare(column=column, op=op, values=values):
            return _compare(cells.get(column.text), op, values, _Column(column.text, vocabulary, zone))
        case IsEmpty(column=column):
            return not (cells.get(column.text) or "").strip()
        case Not(condition=inner):
            truth = truth_of(inner, cells, vocabulary, zone)
            return None if truth is None else not truth
        case And(conditions=parts):
            return _and([truth_of(part, cells, vocabulary, zone) for part in parts])
        case Or(conditions=parts):
            inverse = _and(
                [None if t is None else not t for t in (truth_of(part, cells, vocabulary, zone) for part in parts)]
            )
            return None if inverse is None else not inverse


def _and(truths: Sequence[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


class _Column:
    """What a column's cells mean: a list or not, spellings of names or plain text."""

    def __init__(self, column: str, vocabulary: Vocabulary, zone: str) -> None:
        role = role_of(column)
        self.kind = NAMES.get(role) if role else None
        self.is_list = role in LISTS
        self.vocabulary = vocabulary
        self.zone = zone

    def meant(self, text: str) -> str:
        """The name that a text stands for, folded; of other columns the text."""
        return fold(self.vocabulary.canonical(self.kind, text) if self.kind else text)

    def equal(self, cell: str, value: str) -> Truth:
        if _are_figures(cell, value, self.zone):
            order = _order(cell, value, self.zone)
            return None if order is None else order == 0
        return self.meant(cell) == self.meant(value)

    def contains(self, cell: str, value: str) -> bool:
        if self.kind and self.is_list:
            names = [*SEPARATORS.split(cell), *whole(cell, [*parted(self.vocabulary, self.kind), fold(value)])]
            return self.meant(value) in map(self.meant, names)
        return fold(value) in fold(cell)


def _compare(cell: str | None, op: str, values: Sequence[Name], column: _Column) -> Truth:
    if cell is None or not cell.strip():
        return None
    if op == "in":
        return _any([column.equal(cell, value.text) for value in values])
    value = values[0].text
    if op == "contains":
        return column.contains(cell, value)
    if op in ("=", "!="):
        equal = column.equal(cell, value)
        return equal if op == "=" or equal is None else not equal
    return _ordered(cell, op, value, column.zone)


def _any(truths: Sequence[Truth]) -> Truth:
    if True in truths:
        return True
    return None if None in truths else False


def _ordered(cell: str, op: str, value: str, zone: str) -> Truth:
    """Text has no order: of it, `<` and its like are unknown."""
    order = _order(cell, value, zone)
    if order is None:
        return None
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[op]


def _are_figures(cell: str, value: str, zone: str) -> bool:
    numbers = number_of(cell) is not None and number_of(value) is not None
    return numbers or (time_of(cell, zone) is not None and time_of(value, zone) is not None)


def _order(cell: str, value: str, zone: str) -> int | None:
    """-1, 0 or 1 of two numbers or two times; times that overlap without being stated alike have no known order."""
    left, right = number_of(cell), number_of(value)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    first, second = time_of(cell, zone), time_of(value, zone)
    if first is None or second is None:
        return None
    if first == second:
        return 0
    return -1 if first.hi < second.lo else 1 if first.lo > second.hi else None


@lru_cache(maxsize=65536)
def number_of(text: str) -> Decimal | None:
    """The number in a cell or value: `5%` is 0.05, `.05`, `1,000`, `3万`, `2亿`; None where it is none."""
    found = _NUMBER.fullmatch(fold(text).replace("\N{MINUS SIGN}", "-"))
    if not found or GLUED.search(text):
        return None
    number = Decimal(found[1].replace(",", "")) * SCALES[found[2] or ""]
    return number / 100 if found[3] else number


@lru_cache(maxsize=65536)
def time_of(text: str, zone: str) -> Interval | None:
    """The time in a cell or value; None where it is none."""
    stated = parse_time(text, zone)
    return None if isinstance(stated, Text) else stated.interval


def parted(vocabulary: Vocabulary, kind: str) -> list[str]:
    """The names known of a kind, folded, that hold a mark which parts the names of a cell: 接待批次（含人数、金额）."""
    declared: Mapping[str, str] = getattr(vocabulary, kind)
    return [name for name in (*declared, *vocabulary.spoken_names(kind)) if SEPARATORS.search(name)]


def whole(text: str, parted: Sequence[str]) -> list[str]:
    """Those of them that a cell holds between its ends and its marks."""
    if not parted:
        return []
    folded = fold(text)
    return [name for name in parted if re.search(rf"(?:^|[;,|])\s*{re.escape(name)}\s*(?:$|[;,|])", folded)]
