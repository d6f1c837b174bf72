"""The SQL of the stages, written for DuckDB, as Spark says the same.

sqlglot knows most of it. What it cannot know has a transform of its own here, each named by what DuckDB says; a statement is
carried once and then known by its text. Values stay parameters, so that no SQL is put together from what a user wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

FAR = "+10000-01-01 00:00:00"
"""Spark has no infinite time: the first instant that no calendar has stands for it."""
BLANKS = "\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What DuckDB's `trim` takes away; Spark's takes only the first of them."""
WIDE = exp.DataType.build("DECIMAL(38, 0)", dialect="spark")
"""Holds what DuckDB packs into a HUGEINT: less than 2^124, where 38 digits reach beyond 2^126."""
TYPES = {
    exp.DType.INT128: WIDE,
    exp.DType.UBIGINT: exp.DataType.build("BIGINT"),
    exp.DType.USMALLINT: exp.DataType.build("INT"),
    exp.DType.UINT: exp.DataType.build("INT"),
    exp.DType.USERDEFINED: exp.DataType.build("STRING", dialect="spark"),
}
"""A type of texts that the log repeats is text; Spark has no types without a sign."""
FORMATS = {"%Y": "yyyy", "%m": "MM", "%d": "dd", "%H": "HH", "%M": "mm", "%S": "ss", "%f": "SSSSSS"}
NARROWEST_MASK = 1 << 32
"""A mask as wide takes a part of a packed number, which is decimal here; a narrower one is of 64 bits."""


class Counted(DuckDB):
    """DuckDB's SQL with the places in lists left as they are written: from 1, whatever the expression."""

    INDEX_OFFSET = 0


MARK = re.compile(r"'[^']*'|\?")
"""A quoted text, or a parameter."""


@lru_cache(maxsize=1024)
def parsed(text: str) -> tuple[exp.Expr, ...]:
    """The statements of a text; each `?` is a parameter named by its number, `b0`, `b1` and so on."""
    return tuple(one for one in Counted().parse(numbered(text)) if one is not None)


def numbered(text: str) -> str:
    """The text with its `?` numbered, but for those that stand in a quoted text."""
    if "?" not in text:
        return text
    number = count()
    return MARK.sub(lambda found: f"$b{next(number)}" if found[0] == "?" else found[0], text)


def carried(statement: exp.Expr) -> exp.Expr:
    """A statement, or a part of one, as Spark's SQL has it."""
    root = exp.Paren(this=statement.copy())
    # What is inside comes first: a transform finds its parts carried already.
    for node in reversed(list(root.this.walk())):
        changed = _carry(node)
        if changed is not node:
            node.replace(changed)
    whole: exp.Expr = root.this
    return whole.pop()


def spark_sql(statement: exp.Expr) -> str:
    """The text of a carried statement; every name is quoted, for some are words of Spark."""
    return statement.sql(dialect="spark", identify=True, comments=False)


def spark_type(kind: str) -> str:
    """A type of DuckDB by its name in Spark."""
    return spark_sql(carried(exp.DataType.build(kind, dialect=Counted, udt=True)))


def _carry(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous):
        change = FUNCTIONS.get(node.name.lower())
        return change(node.expressions) if change else node
    carry = NODES.get(type(node))
    return carry(node) if carry else node


def call(name: str, *arguments: exp.ExpOrStr) -> exp.Expr:
    """A call of a function of Spark; a text among the arguments is SQL."""
    return exp.Anonymous(this=name, expressions=[exp.maybe_parse(one, dialect="spark") for one in arguments])


def _whole(number: exp.Expr) -> exp.Expr:
    return exp.cast(number, exp.DType.INT)


def _epoch_us(arguments: Sequence[exp.Expr]) -> exp.Expr:
    return call("unix_micros", exp.cast(arguments[0], exp.DType.TIMESTAMPLTZ))


def _to_minutes(arguments: Sequence[exp.Expr]) -> exp.Expr:
    return call("make_dt_interval", "0", "0", _whole(arguments[0]), "0")


def _hash(arguments: Sequence[exp.Expr]) -> exp.Expr:
    """64 bits, as DuckDB's; Spark's passes over what is NULL, so that it is told where that is."""
    told = [part for one in arguments for part in (call("isnull", one.copy()), one)]
    return call("xxhash64", *told)


def _try_strptime(arguments: Sequence[exp.Expr]) -> exp.Expr:
    text, formats = arguments
    known = formats.expressions if isinstance(formats, exp.Array) else [formats]
    tries = [call("try_to_timestamp", text.copy(), exp.Literal.string(_format(one.name))) for one in known]
    return exp.func("coalesce", *tries) if len(tries) > 1 else tries[0]


def _format(pattern: str) -> str:
    """A pattern of times: letters that stand for themselves are quoted."""
    quoted = re.sub(r"(?<!%)[A-Za-z]+", r"'\g<0>'", pattern)
    return re.sub(r"%[A-Za-z]", lambda found: FORMATS[found[0]], quoted)


FUNCTIONS: dict[str, Callable[[Sequence[exp.Expr]], exp.Expr]] = {
    "epoch_us": _epoch_us,
    "to_minutes": _to_minutes,
    "hash": _hash,
    "try_strptime": _try_strptime,
}


def _make_timestamp(node: exp.UnixToTime) -> exp.Expr:
    return exp.cast(call("timestamp_micros", node.this), exp.DType.TIMESTAMPNTZ)


def _add(node: exp.Add) -> exp.Expr:
    """A day and a number of months: the last day of the month where that has no such day, in both."""
    months = node.expression
    if isinstance(months, exp.Anonymous) and months.name.lower() == "to_months":
        return call("add_months", node.this, _whole(months.expressions[0]))
    return node


def _date_diff(node: exp.DateDiff) -> exp.Expr:
    """The midnights between two days."""
    return call("datediff", exp.cast(node.this, exp.DType.DATE), exp.cast(node.expression, exp.DType.DATE))


def _bracket(node: exp.Bracket) -> exp.Expr:
    """A place in a list, nothing where there is none; what stands under a key of a map is said alike."""
    (place,) = node.expressions
    if isinstance(node.this, exp.Column) and node.this.name == "attributes":
        return node
    return call("get", node.this, exp.paren(place) - 1)


def _min(node: exp.Min) -> exp.Expr:
    """The N least of a group, in order."""
    most = node.args.get("count")
    if most is None:
        return node
    # What the group is narrowed by stands around it.
    narrowed = node.parent if isinstance(node.parent, exp.Filter) else None
    among: exp.Expr = exp.ArrayAgg(this=node.this)
    if narrowed is not None:
        among = exp.Filter(this=among, expression=narrowed.expression.copy())
    return call("slice", call("array_sort", among), "1", most)


def _filter(node: exp.Filter) -> exp.Expr:
    """What narrows a group; a field of what comes out is taken of it in brackets."""
    if isinstance(node.this, exp.Anonymous):
        return node.this
    return exp.paren(node) if isinstance(node.parent, exp.Dot) else node


def _left_shift(node: exp.BitwiseLeftShift) -> exp.Expr:
    left = node.this.unnest()
    if isinstance(left, exp.Cast) and left.to.this in (exp.DType.INT128, exp.DType.DECIMAL):
        return exp.paren(node.this) * _wide(1 << int(node.expression.name))
    return exp.BitwiseLeftShift(this=node.this, expression=_whole(exp.paren(node.expression)))


def _right_shift(node: exp.BitwiseRightShift) -> exp.Expr:
    bits = int(node.expression.name)
    return exp.IntDiv(this=node.this, expression=_wide(1 << bits)) if bits > 63 else node


def _wide(number: int) -> exp.Expr:
    return exp.cast(exp.Literal.string(str(number)), WIDE)


def _bitwise_and(node: exp.BitwiseAnd) -> exp.Expr:
    mask = node.expression
    if isinstance(mask, exp.Literal) and not mask.is_string and int(mask.name) >= NARROWEST_MASK:
        return exp.Mod(this=node.this, expression=_wide(int(mask.name) + 1))
    return node


def _data_type(node: exp.DataType) -> exp.Expr:
    known = TYPES.get(node.this)
    return known.copy() if known is not None else node


def _literal(node: exp.Literal) -> exp.Expr:
    if node.is_string and node.name == "infinity" and not isinstance(node.parent, exp.Cast):
        return exp.cast(exp.Literal.string(FAR), exp.DType.TIMESTAMPNTZ)
    return exp.Literal.string(FAR) if node.is_string and node.name == "infinity" else node


def _trim(node: exp.Trim) -> exp.Expr:
    if node.expression is None:
        node.set("expression", exp.Literal.string(BLANKS))
        node.set("position", "BOTH")
    return node


NODES: dict[type[exp.Expr], Callable[..., exp.Expr]] = {
    exp.UnixToTime: _make_timestamp,
    exp.Add: _add,
    exp.DateDiff: _date_diff,
    exp.Bracket: _bracket,
    exp.Min: _min,
    exp.Filter: _filter,
    exp.BitwiseLeftShift: _left_shift,
    exp.BitwiseRightShift: _right_shift,
    exp.BitwiseAnd: _bitwise_and,
    exp.DataType: _data_type,
    exp.Literal: _literal,
    exp.Trim: _trim,
}
