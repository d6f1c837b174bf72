"""Days that programs write where there is none: a deadline that is counted from them was over long ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned

DAYS = ("1900-01-01", "1970-01-01")
"""The first day of SQL Server and of Excel, and that of Unix."""


def placeholders(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """How many times are of such a day."""
    of_day = " OR ".join(f"(lo >= TIMESTAMP '{day}' AND hi < TIMESTAMP '{day}' + INTERVAL 1 DAY)" for day in DAYS)
    ((total, place),) = database.rows(f"SELECT count(*), min(rowid) FROM raw WHERE lo IS NOT NULL AND ({of_day})")
    if not total:
        return
    ((at, _),) = places(database, scanned, [place])
    yield Text(
        f"{total} 个时间是{'或'.join(DAYS)}（如{at.zh}），按那一天核查：这多半是数据库给空值填的。没有时间的，请留空",
        f"times of {' or '.join(DAYS)}: {total} (such as {at.en}), judged by that day. Most likely a database wrote them for "
        "none: leave the cell empty where there is no time",
    )
