"""A header of several rows: one label a column, also where the file no longer tells which of its cells were merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from compliance.findings.names import fold
from compliance.log.columns import known, thing
from compliance.log.model import HeaderMapping
from compliance.log.times import Stated, parse_time


def as_one(
    upper: Sequence[str],
    lower: Sequence[str],
    least: int,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
) -> tuple[str, ...] | None:
    """The labels of two rows that are one header, whose merged cells text does not tell; None where they are not.

    The lower one has nothing where the upper says what the column is, as below a cell that was merged downwards, it has
    no time as a record has, and the two together name more than the `least`, which one of them names alone.
    """
    if not any(text.strip() and not _at(lower, n) for n, text in enumerate(upper)) or not any(map(str.strip, lower)):
        return None
    if any(isinstance(parse_time(text), Stated) for text in lower if text.strip()):
        return None
    together = labels([_spread(upper, lower), lower], actions, mapping)
    return together if known(together, actions, mapping) > least else None


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper labels, each also over the cells to its right that have none above: it was merged over them."""
    spread, group = list[str](), ""
    for n in range(max(len(upper), len(lower))):
        group = _at(upper, n) or (_at(lower, n) and group)
        spread.append(group)
        group = group if _at(lower, n) else ""
    return spread


def _at(row: Sequence[str], n: int) -> str:
    return row[n].strip() if n < len(row) else ""


def labels(rows: Sequence[Sequence[str]], actions: Mapping[str, str], mapping: HeaderMapping | None) -> tuple[str, ...]:
    """One label a column: 批准 over 日期 is 批准日期.

    Where the labels of a column together name nothing, those without the uppermost do (办理情况 over 批准 over 日期), or the
    lowest stands alone (基本信息 over 事项), unless another column says the same (编号 beside 批准 over 文号).
    """
    width = max(map(len, rows))
    columns = [[" ".join(row[i].split()) if i < len(row) else "" for row in rows] for i in range(width)]
    parts = [list(dict.fromkeys(part for part in column if part)) for column in columns]
    tails = [[_joined(column[n:], actions, mapping) for n in range(len(column))] for column in parts]
    chosen = [column[0] if column else "" for column in tails]
    said = Counter(fold(label) for column in tails for label in column)
    taken = {thing(label, actions, mapping) for label in chosen}
    for index, column in enumerate(tails):
        if len(column) > 1 and thing(chosen[index], actions, mapping) is None:
            chosen[index] = next(
                (
                    label
                    for n, label in enumerate(column[1:], start=2)
                    if said[fold(label)] == 1 and _free(thing(label, actions, mapping), taken, last=n == len(column))
                ),
                chosen[index],
            )
    return tuple(chosen)


def _free(names: object, taken: Set[object], last: bool) -> bool:
    """Whether a part of a column's labels may stand for them: it names what no column does, or is the lowest and names nothing."""
    return last if names is None else names not in taken


def _joined(parts: list[str], actions: Mapping[str, str], mapping: HeaderMapping | None) -> str:
    """The labels of a column in one, in the order in which they name something (时间 over 批准 is 批准时间 too)."""
    joined, turned = "".join(parts), "".join(reversed(parts))
    return turned if thing(joined, actions, mapping) is None and thing(turned, actions, mapping) else joined
