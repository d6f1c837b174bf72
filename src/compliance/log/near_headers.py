"""Headers that nearly are what a log knows: a slip of the pen (批准日其), or a word with something around it (*公开日期（必填）)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from compliance.diagnostics import Diagnostic, Place, Text, nearest, offered
from compliance.findings.names import fold
from compliance.log.headers import HEADERS, milestone_of, plain, role_of
from compliance.log.model import Column, HeaderMapping, Role

LOOKED_AT = 50
"""Columns of a table, and different tables, that are held against what is known: where there are thousands, it is no slip."""
PLANNED = re.compile("应(?!急)|拟|计划|预计|最迟|到期|截止|期限")
"""What stands in the header of a day by which something is to be done: nothing was done on it."""
_ALIKE = 0.75
_AROUND = re.compile(r"^[*#\d.,、\s]+|[(\[].*[)\]]|[*#:：\s]+$")
_DATED = ("日期", "时间")
_PARTS = re.compile(r"[/、,和及]")
_SAID_LONGER = (Role.CASE, Role.MATTER, Role.AGENCY)
"""What rows cannot do without, and often stands in a longer header."""


def near_headers(
    tables: Iterable[tuple[str, Sequence[Column]]], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> list[Diagnostic]:
    """Warnings of columns that were taken for attributes and may be meant for something that no other column of their table is.

    Tables of the same columns are told of once, by the first that has them.
    """
    own = mapping.columns if mapping is not None else {}
    first: dict[tuple[Column, ...], str] = {}
    for file, columns in tables:
        first.setdefault(tuple(columns), file)
    found = []
    for columns, file in islice(first.items(), LOOKED_AT):
        taken = {column.action or column.role for column in columns}
        free = [c.header for c in columns if c.role is Role.ATTRIBUTE and fold(c.header) not in own]
        near = [(header, meant) for header in free[:LOOKED_AT] if (meant := nearly(header, actions, taken))]
        if near:
            found.append(_warning(file, near))
    return found


def _warning(file: str, near: Sequence[tuple[str, str]]) -> Diagnostic:
    listed = offered(near)
    title = Text(
        f"没有认出的列，按其他列保留：{listed.zh}",
        f"columns that are not recognised and kept as attributes: {listed.en}",
    )
    hint = Text(
        "确是的，请改表头，或用映射文件（--mapping）指明",
        "if they are, change the header, or name them in a mapping file (--mapping)",
    )
    return Diagnostic("log/near-header", title, Place(file), hint, "warning")


def nearly(header: str, actions: Mapping[str, str], taken: Iterable[object] = ()) -> str | None:
    """The header that this one nearly is, where it stands for nothing that is `taken` already."""
    if milestone_of(header, actions) or role_of(header):
        return None
    gone = set(taken)
    name = plain(header)
    if PLANNED.search(name):
        return None
    bare = _AROUND.sub("", name).strip()
    if bare != name and (thing := milestone_of(bare, actions) or role_of(bare)) and thing not in gone:
        return bare
    if bare.isascii():
        return None
    known = {alias: role for role, aliases in HEADERS.items() if role not in gone for alias in aliases[1:]}
    dated = {f"{alias}{ending}": action for alias, action in actions.items() for ending in _DATED if action not in gone}
    return nearest(bare, [*known, *dated], _ALIKE) or _inside(bare, known, dated)


def _inside(header: str, known: Mapping[str, Role], dated: Iterable[str]) -> str | None:
    """The longest that a header ends with (门户网站公开日期, 承办单位) or that one of its parts is (公开日期/渠道)."""
    names = [*dated, *(alias for alias, role in known.items() if role in _SAID_LONGER)]
    parts = _PARTS.split(header)
    meant = [name for name in names if header.endswith(name) or name in parts]
    return max(meant, key=lambda name: (len(name), name), default=None)
