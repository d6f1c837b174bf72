"""Columns that look like the date of a step and that nobody knows: what they state was not taken for done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.noticed.listed import listed, quoted
from compliance.engine.truths import columns_named
from compliance.findings.names import fold
from compliance.log.headers import plain
from compliance.log.model import Role, Shape, Table
from compliance.log.near_headers import PLANNED, nearly
from compliance.rulesets.model import Ruleset

SHOWN = 5
"""Columns that are named."""
DATED = re.compile(r".+(?:日期|时间|[\s_-](?:date|time|at))")
"""Headers of the columns of a ledger's steps, folded."""


def of_columns(tables: Sequence[Table], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Of ledgers, and lists of publications; not those that are nearly known, of which a warning tells, nor those that a rule names."""
    actions = {alias: name for r in reversed(rulesets) for alias, name in r.vocabulary.actions.items()}
    named = {fold(column) for ruleset in rulesets for column in columns_named(ruleset)}
    found: dict[str, None] = {}
    for columns, shape in dict.fromkeys((table.columns, table.shape) for table in tables):
        if shape is not Shape.EVENTS:
            taken = {column.action or column.role for column in columns}
            others = [column.header for column in columns if column.role is Role.ATTRIBUTE]
            odd = [header for header in others if fold(header) not in named and _dated(header)]
            found |= dict.fromkeys(header.strip() for header in odd if not nearly(header, actions, taken))
    if found:
        headers, first = listed(map(quoted, found), SHOWN), next(iter(found))
        yield Text(
            f"{len(found)} 个像是办理日期的列没有认出是哪一环节，按其他列保留，其中的日期不算作办理："
            f"{headers.zh}。确是某一环节的，用映射文件（--mapping）指明："
            f'"{first}" = "publish"',
            f"{len(found)} column(s) that look like the date of a step are none that is known, and kept as attributes, so that nothing "
            f"counts as done on these dates: {headers.en}. Where they are, name "
            f'the step in a mapping file (--mapping): "{first}" = "publish"',
        )


def _dated(header: str) -> bool:
    name = plain(header)
    return bool(DATED.fullmatch(name)) and not PLANNED.search(name)
