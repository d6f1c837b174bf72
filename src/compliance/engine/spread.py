"""Findings counted by month and by lateness, in the database, where all of them lie."""

from __future__ import annotations

from datetime import datetime

from compliance.engine.database import FOREVER, Database
from compliance.findings import Verdict
from compliance.findings.spread import Spread, lateness, months

OWED_BY = "(CAST(? AS VARCHAR) IS NULL OR debtor = (SELECT name FROM name WHERE text = ?))"


def spread(database: Database, as_of: datetime, agency: str | None = None) -> Spread:
    """The findings that count by themselves and are not waived, of one `agency` alone where it is given.

    The month is that of the last instant at which they were due.
    """
    due = database.rows(
        "SELECT n.text, f.* EXCLUDE (matter) FROM ("
        "SELECT matter, CAST(date_trunc('month', due_hi) AS DATE) AS month, verdict, count(*) AS n FROM finding "
        "WHERE counts AND coalesce(waiver, 0) <= 0 "
        "AND kind NOT IN ('lasts', 'check') AND due_lo IS NOT NULL AND due_hi < CAST(? AS TIMESTAMP) "
        f"AND {OWED_BY} GROUP BY ALL) f JOIN name n ON n.name = f.matter ORDER BY ALL",
        [FOREVER, agency, agency],
    )
    late = database.rows(
        "SELECT date_diff('day', CAST(due_hi AS DATE), CAST(done_lo AS DATE)), count(*) FROM finding "
        "WHERE counts AND coalesce(waiver, 0) <= 0 "
        "AND verdict = 'late' AND done_lo IS NOT NULL AND due_hi IS NOT NULL "
        f"AND {OWED_BY} GROUP BY ALL ORDER BY ALL",
        [agency, agency],
    )
    counts = [(matter, month, Verdict(verdict), n) for matter, month, verdict, n in due]
    return Spread(months(counts, as_of.date()), lateness(late))
