"""What fills the slots of a reason, in SQL: times by a cheap expression, whatever takes more words by small tables that Python words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compliance.calendars import Interval
from compliance.diagnostics.diagnostic import Language
from compliance.engine.database import Database
from compliance.engine.explained import Explainer
from compliance.findings import Verdict
from compliance.findings.circumstances import Circumstances, PassedOver
from compliance.findings.owed import passed_over
from compliance.findings.phrases import period, stamp
from compliance.findings.words import lateness


def listed(value: str, table: str) -> str:
    """A column of a small table as a list, from which a number takes one: unlike a join that keeps the rows in their order."""
    return f"(SELECT list({value} ORDER BY n) FROM {table})"


def fillings(plan: frozenset[str]) -> dict[str, str]:
    """The SQL of each slot, over `worded` w and the tables that `load_words` makes."""
    found = {
        "period": f"{listed('said', 'period_word')}[w.period]",
        "trigger": time("trigger", "w.lo", "w.hi", "said", plan),
        "moved": "CAST(w.moved_from AS VARCHAR)",
        "due_lo": "said_due(w.due_lo)",
        "due_hi": "said_until(w.due_lo, w.due_hi)" if "inexact" in plan else "said_due(w.due_hi)",
        "over": f"{listed('said', 'span_word')}[w.span]",
        **{act: time(act, f"w.{act}_at", f"w.{act}_until", "said", plan) for act in ("first", "done", "early")},
        "counted": "CAST(w.counted AS VARCHAR)",
        "late": f"{listed('said', 'late_word')}[w.late]",
    }
    for act in ("trigger", "first", "done", "early"):
        found |= {f"{act}_row": f"CAST(w.{act}_row AS VARCHAR)", f"{act}_file": file(act, plan)}
    return found


def time(act: str, lo: str, hi: str, how: str, plan: frozenset[str]) -> str:
    """The time of the trigger or of what is done: `said` in a reason, `stated` in a column."""
    if "inexact" not in plan:
        return f"{how}_time({lo})"
    over = (
        f"WHEN is_over_days({lo}, {hi}) THEN {listed(how, 'interval_word')}[w.{act}_odd] "
        if "odd_times" in plan
        else ""
    )
    return f"CASE WHEN {lo} = {hi} THEN {how}_time({lo}) {over}WHEN {lo} < {hi} THEN said_day({lo}) END"


def file(act: str, plan: frozenset[str]) -> str:
    """The file of the trigger or of what is done."""
    return f"{listed('text', 'file_word')}[w.{act}_file]" if "files" in plan else "(SELECT text FROM file_word)"


def load_words(database: Database, plan: frozenset[str], explainer: Explainer, language: Language) -> frozenset[str]:
    """Makes the small tables, their rows numbered from 1 by `n`; returns the plan with what they add to it."""
    found = database.rows(
        "SELECT DISTINCT days_late, hours_late, workdays_late FROM fact WHERE days_late IS NOT NULL ORDER BY ALL"
    )
    columns = {"days": "INTEGER", "hours": "DOUBLE", "workdays": "INTEGER"}
    _load(database, "late_word", columns, [(*row, lateness(*row).said(language)) for row in found])
    if "workdays" in plan:
        found = database.rows(
            "SELECT DISTINCT ruleset, span_from, span_until FROM fact WHERE span_from IS NOT NULL ORDER BY ALL"
        )
        said = _Over(language)
        rows = [(*span, said[explainer.span(*span)]) for span in found]
        _load(database, "span_word", {"ruleset": "USMALLINT", "after": "DATE", "until": "DATE"}, rows)
    if "periods" in plan:
        found = database.rows("SELECT DISTINCT period FROM fact WHERE period IS NOT NULL ORDER BY 1")
        _load(
            database,
            "period_word",
            {"period": "VARCHAR"},
            [(key, key, period(key).said(language)) for (key,) in found],
            ("stated",),
        )
    if "inexact" in plan and _load_intervals(database, language):
        plan |= {"odd_times", "apart_odd"} if "apart" in plan else {"odd_times"}
    return plan


def _load(
    database: Database, table: str, columns: dict[str, str], rows: Sequence[Sequence[object]], more: Sequence[str] = ()
) -> None:
    """A table of words: what they are found by, what they are called."""
    numbered = [(n, *row) for n, row in enumerate(rows, 1)]
    database.load(table, {"n": "INTEGER", **columns, **dict.fromkeys((*more, "said"), "VARCHAR")}, numbered)


class _Over(dict[PassedOver, str]):
    """What is said in brackets of the days passed over; many spans have the same."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language: Language = language

    def __missing__(self, passed: PassedOver) -> str:
        """Puts them into words."""
        facts = Circumstances(Verdict.MET, "within", "", datetime.min, passed_over=passed)
        return self.setdefault(passed, passed_over(facts).said(self.language))


def _load_intervals(database: Database, language: Language) -> bool:
    """Times that are neither an instant nor a day; whether there are any."""
    found = database.rows(
        "SELECT DISTINCT lo, hi FROM (SELECT lo, hi FROM fact UNION ALL SELECT done_at, done_until FROM fact "
        "UNION ALL SELECT lo, hi FROM beside_act) WHERE is_over_days(lo, hi) ORDER BY ALL"
    )
    times = [Interval(*row) for row in found]
    rows = [(*time, time.stated(), stamp(time).said(language)) for time in times]
    _load(database, "interval_word", {"lo": "TIMESTAMP", "hi": "TIMESTAMP"}, rows, ("stated",))
    return bool(rows)
