"""Rows that could not be read, of cases in which there is a gap: they may tell of what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned


def unread(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """How many gaps are of cases with such a row, which is no part of what is judged."""
    n, place = database.rows(
        "SELECT count(*), min(lost.place) FROM finding f JOIN raw t ON t.rowid = f.trigger JOIN ("
        "SELECT raw.matter, raw.agency, coalesce(raw.case_no, '') AS case_no, min(r.place) AS place "
        "FROM rejected r JOIN raw ON raw.rowid = r.place GROUP BY raw.matter, raw.agency, coalesce(raw.case_no, '')"
        ") lost ON lost.matter = t.matter AND lost.agency IS NOT DISTINCT FROM t.agency AND lost.case_no = coalesce(t.case_no, '') "
        "WHERE f.verdict IN ('missing', 'late', 'incomplete')"
    )[0]
    if n:
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"问题里有 {n} 项，同一案件有未能读取的行（如{at.zh}），那一行可能就是公开的记录。请改好后重新检查",
            f"in the case of {n} of the gaps there are rows that could not be read (such as {at.en}); such a row may be the "
            "record of what was published in time. Correct it and check again",
        )
