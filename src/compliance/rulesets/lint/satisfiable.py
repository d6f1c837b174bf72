"""Whether some record meets a condition: cells that could decide it are tried, judged as a check judges them.

A condition compares columns with values, so what matters of a cell is only where it stands to those values: equal to one,
between two numbers or two dates, containing some of the texts. A cell of each sort is tried for each column. Where that
would be too many, or the values of a column are of different sorts, the condition is taken to be one that can hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations, pairwise, product
from math import prod

from compliance.language.tree import Compare, Condition
from compliance.language.vocabulary import Vocabulary
from compliance.rulesets.conditions import columns_of, comparisons, number_of, time_of, truth_of

MOST_CELLS = 20_000
MOST_PARTS = 8
OTHER = "\ue000"
"""A text that no rule has: a character of private use."""


def satisfiable(condition: Condition, vocabulary: Vocabulary, zone: str) -> bool:
    """Whether some record can make the condition true; True also where that is not found out."""
    columns = columns_of(condition)
    cells = [_cells([c for c in comparisons(condition) if c.column.text == column], zone) for column in columns]
    if any(not tried for tried in cells) or prod(map(len, cells)) > MOST_CELLS:
        return True
    rows = (dict(zip(columns, row, strict=True)) for row in product(*cells))
    return any(truth_of(condition, row, vocabulary, zone) for row in rows)


def _cells(comparisons: Sequence[Compare], zone: str) -> list[str]:
    """The cells to try for one column; none where they would not decide it."""
    contained = list(dict.fromkeys(v.text for c in comparisons if c.op == "contains" for v in c.values))
    values = list(dict.fromkeys(v.text for c in comparisons if c.op != "contains" for v in c.values))
    numbers = [n for n in map(number_of, values) if n is not None]
    times = [t for t in (time_of(v, zone) for v in values) if t is not None]
    ordered = any(c.op in ("<", "<=", ">", ">=") for c in comparisons)
    if len(contained) > MOST_PARTS or (contained and (ordered or numbers or times)):
        return []
    # What most conditions ask for comes first.
    cells = [*values, *_containing(contained), OTHER, ""]
    if len(numbers) == len(values):
        return _numbers(numbers) + cells
    if numbers or (times and len(times) < len(values)):
        return [] if ordered else cells
    return _instants([edge for t in times for edge in (t.lo, t.hi)]) + cells


def _containing(texts: Sequence[str]) -> Iterator[str]:
    """Every choice of the texts, with and without something else beside them."""
    for size in range(1, len(texts) + 1):
        for chosen in combinations(texts, size):
            yield ";".join(chosen)
            yield ";".join((*chosen, OTHER))


def _numbers(stated: Sequence[Decimal]) -> list[str]:
    """Each number, one between every two, and one beyond each end."""
    found = sorted(set(stated))
    between = [(low + high) / 2 for low, high in pairwise(found)]
    beyond = [found[0] - 1, found[-1] + 1] if found else []
    return [f"{number:f}" for number in (*found, *between, *beyond)]


def _instants(edges: Sequence[datetime]) -> list[str]:
    """Each end of a stated time, one instant between every two, and one beyond each end."""
    found = sorted(set(edges))
    between = [low + (high - low) / 2 for low, high in pairwise(found)]
    beyond = [found[0] - timedelta(days=1), found[-1] + timedelta(days=1)] if found else []
    return [moment.replace(microsecond=0).isoformat(sep=" ") for moment in (*found, *between, *beyond)]
