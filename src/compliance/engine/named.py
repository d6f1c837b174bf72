"""The names, duties and days that the facts of findings are told by, as small tables for `facts.sql`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from compliance.calendars import Unit
from compliance.engine.database import FOREVER
from compliance.engine.evaluate import Evaluated
from compliance.findings.names import fold
from compliance.findings.personal import masked, masked_name
from compliance.findings.storable import storable

if TYPE_CHECKING:
    from compliance.engine.stored import StoredFindings

BY_ONE = frozenset({"lasts", "check"})
"""Kinds of duties whose findings are put into words one by one."""
UNITS = {Unit.DAY: "day", Unit.WORKDAY: "workday", Unit.HOUR: "hour", Unit.MINUTE: "hour"}
"""What SQL counts by, of each unit by which it counts."""
EPOCH = date(1970, 1, 1)
LONGEST = 32_000
"""Characters of a cell above which it may have to be cut."""
ACTIONS = 16_000
"""Spellings of actions that are looked up by number; of a log with more each finding is put into words by itself."""


def load_named(stored: StoredFindings, hidden: bool) -> frozenset[str] | None:
    """Makes the tables; returns what the log and the rules make necessary besides what the evaluation did. None: too many names.

    `hidden`: personal numbers are masked.
    """
    texts = [
        t
        for (t,) in stored.database.rows(
            "SELECT DISTINCT CAST(action AS VARCHAR) FROM raw WHERE action IS NOT NULL ORDER BY 1"
        )
    ]
    if len(texts) > ACTIONS or (hidden and any(has_number(scanned.table.file) for scanned in stored.scanned)):
        return None
    alike = _load_actions(stored, texts)
    _load_files(stored)
    _load_duties(stored)
    _load_agencies(stored, hidden)
    return _plan(stored, hidden, alike)


def _plan(stored: StoredFindings, hidden: bool, alike: bool) -> frozenset[str]:
    """What the log and the rules make necessary."""
    database, evaluated = stored.database, stored.evaluated
    log, judged = database.columns("log"), database.columns("judged")
    duties = [duty for one in evaluated for _, duty in one.tables.duties]
    found = {
        "lined": "line" in log or "file" in log,
        "files": len(stored.scanned) > 1,
        "inexact": "exact" not in database.plan and bool(database.one("SELECT count(*) FROM raw WHERE lo < hi")),
        "linked": "url" in log,
        "waived": "waiver" in judged,
        "hidden": hidden and "case_no" in log,
        "hidden_links": hidden and "url" in log,
        "workdays": any(by_workdays(one) for one in evaluated),
    }
    one_action = alike and all(len(duty.actions) == 1 for duty in duties)
    if found["lined"] or found["inexact"] or found["linked"] or "apart" in database.plan or not one_action:
        # What completed the obligation must be looked up; else all of it is known.
        found["looked"] = True
    return frozenset(name for name, is_so in found.items() if is_so)


def _load_actions(stored: StoredFindings, texts: Sequence[str]) -> bool:
    """A number for all spellings of an action that every ruleset takes for one; whether an action has no two of them."""
    vocabularies = [one.ruleset.vocabulary for one in stored.evaluated]
    meant = {text: tuple(one.canonical("actions", text) for one in vocabularies) for text in texts}
    numbers = {names: n for n, names in enumerate(sorted(set(meant.values())), 1)}
    kind = stored.database.columns("raw")["action"]
    stored.database.load(
        "act_word",
        {"raw": "action_text" if kind.startswith("ENUM") else "VARCHAR", "act": "INTEGER"},
        [(text, numbers[names]) for text, names in meant.items()],
    )
    said = [{names[n] for names in numbers} for n in range(len(vocabularies))]
    return all(len(names) == len({fold(name) for name in names}) for names in said)


def _load_files(stored: StoredFindings) -> None:
    """The files by name: sheets and joint copies of one name are one."""
    names = [storable(scanned.table.file) for scanned in stored.scanned]
    first = {name: n for n, name in reversed(list(enumerate(names, 1)))}
    rows = [(n, n + 1, first[name], stored.scanned[n].offset, name) for n, name in enumerate(names)]
    columns = {"file": "UINTEGER", "n": "INTEGER", "same": "INTEGER", "offset_": "BIGINT", "text": "VARCHAR"}
    stored.database.load("file_word", columns, rows)


def _load_duties(stored: StoredFindings) -> None:
    """The duties in the order of the report, for each of their figures."""
    found = [
        (n, one.tables.rule_number(rule), duty.number, number, duty)
        for n, one in enumerate(stored.evaluated)
        for number, (rule, duty) in enumerate(one.tables.duties)
    ]
    rows = []
    calendars = _load_calendars(stored)
    for nth, (ruleset, _, _, number, duty) in enumerate(sorted(found, key=lambda one: one[:4])):
        units = [UNITS.get(dated.figure.unit) for dated in duty.figures]
        only = units[0] if duty.kind == "periodic_within" and duty.figures[0].start is None else None
        rows.append((ruleset, number, nth, [only, *units], duty.kind not in BY_ONE, calendars[ruleset]))
    columns = {"n": "INTEGER", "nth": "INTEGER", "units": "VARCHAR[]", "plain": "BOOLEAN", "calendar": "INTEGER"}
    numbered = [(n, *row[2:]) for n, row in enumerate(sorted(rows, key=lambda row: row[:2]), 1)]
    stored.database.load("duty_word", columns, numbered)
    firsts = [(n, 1 + sum(row[0] < n for row in rows)) for n in range(len(stored.evaluated))]
    stored.database.load("ruleset_word", {"ruleset": "INTEGER", "first": "INTEGER"}, firsts)


def _load_agencies(stored: StoredFindings, hidden: bool) -> None:
    """The agencies in the order of their names; `plain` are those that are shown as they are."""
    texts, wanted = stored.texts, stored.agency
    owing = stored.database.rows("SELECT DISTINCT debtor FROM judged")
    named = sorted((texts[name], name) for (name,) in owing if wanted is None or texts[name] == wanted)
    rows = [(name, n, text, _is_plain(text, hidden)) for n, (text, name) in enumerate(named, 1)]
    columns = {"name": "INTEGER", "n": "INTEGER", "text": "VARCHAR", "plain": "BOOLEAN"}
    stored.database.load("agency_word", columns, rows)


def _is_plain(text: str, hidden: bool) -> bool:
    return len(text) < LONGEST and storable(text) == text and not (hidden and has_number(text))


def _load_calendars(stored: StoredFindings) -> list[int]:
    """For each day that findings speak of, how many were worked and how many are not known, from the first on.

    Returns for each ruleset the number that 1 January 1970 has among the days, or would have.
    """
    rows: list[tuple[int, int, int]] = []
    starts = []
    for number, one in enumerate(stored.evaluated):
        first, last = _days(stored, number) if by_workdays(one) else (None, None)
        starts.append(len(rows) + 1 + (EPOCH - first).days if first else 0)
        worked = unknown = 0
        for nth in range((last - first).days + 1 if first and last else 0):
            kind = one.days.kind(first + timedelta(days=nth)) if first else None
            unknown += kind is None
            worked += kind is not None and kind.working
            rows.append((len(rows) + 1, worked, unknown))
    stored.database.load("workday_word", {"n": "INTEGER", "worked": "INTEGER", "unknown": "INTEGER"}, rows)
    return starts


def _days(stored: StoredFindings, ruleset: int) -> tuple[date | None, date | None]:
    """The first and the last day that the findings of a ruleset speak of."""
    first, last = stored.database.rows(
        "SELECT least(min(lo), min(due_hi)), greatest(max(done_lo), max(due_hi), max(lo)) FROM finding "
        "WHERE ruleset = ? AND (due_hi IS NULL OR due_hi <> CAST(? AS TIMESTAMP))",
        [ruleset, FOREVER],
    )[0]
    return first and first.date(), last and last.date()


def by_workdays(evaluated: Evaluated) -> bool:
    """Whether anything is counted in working days."""
    return any(dated.figure.unit is Unit.WORKDAY for _, duty in evaluated.tables.duties for dated in duty.figures)


def has_number(text: str) -> bool:
    """Whether a text holds a personal number."""
    return masked(text) != text or masked_name(text) != text
