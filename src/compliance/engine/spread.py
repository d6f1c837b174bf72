"""Findings counted by month and by lateness, in the database, where all of them lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compliance.engine.database import FOREVER, Database
from compliance.engine.evaluate import Evaluated
from compliance.findings import Verdict
from compliance.findings.spread import Spread, lateness, months

OWED_BY = "(CAST(? AS VARCHAR) IS NULL OR debtor = (SELECT name FROM name WHERE text = ?))"


def spread(database: Database, evaluated: Sequence[Evaluated], as_of: datetime, agency: str | None = None) -> Spread:
    """The findings that count by themselves and are not waived, of one `agency` alone where it is given.

    The month is that of the last instant at which they were due.
    """
    due = database.rows(
        "SELECT ruleset, duty, CAST(date_trunc('month', due_hi) AS DATE), verdict, count(*) FROM finding "
        "WHERE counts AND coalesce(waiver, 0) <= 0 "
        "AND kind NOT IN ('lasts', 'check') AND due_lo IS NOT NULL AND due_hi < CAST(? AS TIMESTAMP) "
        f"AND {OWED_BY} GROUP BY ALL ORDER BY ALL",
        [FOREVER, agency, agency],
    )
    late = database.rows(
        "SELECT date_diff('day', CAST(due_hi AS DATE), CAST(done_lo AS DATE)), count(*) FROM finding "
        "WHERE counts AND coalesce(waiver, 0) <= 0 "
        "AND verdict = 'late' AND done_lo IS NOT NULL AND due_hi IS NOT NULL "
        f"AND {OWED_BY} GROUP BY ALL ORDER BY ALL",
        [agency, agency],
    )
    matters = [[rule.matter for rule, _ in each.tables.duties] for each in evaluated]
    counts = [(matters[ruleset][duty], month, Verdict(verdict), n) for ruleset, duty, month, verdict, n in due]
    return Spread(months(counts, as_of.date()), lateness(late))
