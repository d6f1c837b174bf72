"""Nil returns for a period in which the log has something of that agency and matter: they say that there was nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.calendars.figure import Per
from compliance.calendars.periods import period_of
from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned


def nil_returns(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Those by which something was fulfilled, held against what begins a case in their period; see `begun`."""
    returns = database.rows(
        "SELECT CAST(n.matter AS VARCHAR), CAST(n.agency AS VARCHAR), f.period, min(n.rowid) "
        "FROM finding f JOIN raw n ON n.rowid = f.done_e WHERE f.nil GROUP BY n.matter, n.agency, f.period ORDER BY 4, 3"
    )
    if not returns:
        return
    begun: dict[tuple[str, ...], int] = {}
    for matter, agency, day, place in database.rows(
        "SELECT CAST(raw.matter AS VARCHAR), CAST(raw.agency AS VARCHAR), CAST(raw.lo AS DATE), min(raw.rowid) FROM raw "
        "JOIN begins b ON b.matter = raw.matter AND b.action = raw.action WHERE CAST(raw.lo AS DATE) = CAST(raw.hi AS DATE) "
        "GROUP BY raw.matter, raw.agency, CAST(raw.lo AS DATE)"
    ):
        for per in Per:
            key = (matter, agency, period_of(per, day).key)
            begun[key] = min(place, begun.get(key, place))
    found = [(place, begun[tuple(key)]) for *key, place in returns if tuple(key) in begun]
    if found:
        (at, _), (also, _) = places(database, scanned, found[0])
        yield Text(
            f"{len(found)} 份零报告所报的期间里，同一单位同一事项有起算的记录：如{at.zh}的零报告和{also.zh}。"
            "零报告照样算作完成，请核对是否属实",
            f"{len(found)} nil return(s) are for a period in which that agency has something of the matter: such as the return in {at.en} "
            f"and {also.en}. They count all the same; see whether they are true",
        )
