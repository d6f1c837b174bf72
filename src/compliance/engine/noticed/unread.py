"""Rows that could not be read, of cases in which something is missing: they may tell of what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned


def unread(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """How much is missing of cases with such a row, which is no part of what is judged."""
    n, place = database.rows(
        "SELECT count(DISTINCT f.place), min(r.place) FROM rejected r JOIN raw o ON o.rowid = r.place "
        "JOIN raw t ON t.matter = o.matter AND t.agency IS NOT DISTINCT FROM o.agency "
        "AND coalesce(t.case_no, '') = coalesce(o.case_no, '') JOIN finding f ON f.trigger = t.rowid WHERE f.verdict = 'missing'"
    )[0]
    if n:
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"未公开的里有 {n} 项，同一案件有未能读取的行（如{at.zh}），那一行可能就是公开的记录。请改好后重新检查",
            f"in the case of {n} of what is missing there are rows that could not be read (such as {at.en}); such a row may be the "
            "record of what is missing. Correct it and check again",
        )
