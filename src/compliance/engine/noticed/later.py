"""Events of a time that has not come yet: what was planned, or a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import TIME, places, stated
from compliance.engine.scan import Scanned


def later(database: Database, scanned: Sequence[Scanned], as_of: datetime) -> Iterator[Text]:
    """How many there are, with the first of the last day: the farther off, the less it is meant."""
    n, last = database.rows("SELECT count(*), max(lo) FROM raw WHERE lo > ?", [as_of])[0]
    if n:
        place, time = database.rows(f"SELECT rowid, {TIME} FROM raw WHERE lo = ? ORDER BY rowid LIMIT 1", [last])[0]
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"{n} 条记录晚于检查时点，未计入（最晚的是{at.zh}，{stated(time)}）",
            f"{n} event{' comes' if n == 1 else 's come'} after the as-of date and {'was' if n == 1 else 'were'} not counted "
            f"(the last is {at.en}, {stated(time)})",
        )
