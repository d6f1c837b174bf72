"""What the scan left open: times in other than the plain form, rows that cannot be used, rows that stand there twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.other_header import reject_below
from compliance.engine.scan import Scanned, view_raw
from compliance.engine.spellings import SINGLE, Spellings
from compliance.findings import Rejected
from compliance.findings.visible import visible
from compliance.log.model import Role, Table
from compliance.log.no_names import FORMULA, NO_NUMBERS, ROUNDED, why_no_name
from compliance.log.times import parse_time, plain_time

REJECTED_SHOWN = 1000
"""Rejected rows listed in a report; all of them are counted."""
LONGEST_HEADER = 60
"""Characters of a text up to which it is looked at whether it is a header."""
EMPTY = {
    "matter": Text("没有写明事项", "no matter is stated"),
    "agency": Text("单位为空", "the agency is empty"),
    "action": Text("没有写明环节", "no action is stated"),
    "time": Text("没有时间", "no time is stated"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """How many rows were rejected and why (the first ones); of each file its events, those it had twice, its rejected rows; the cases."""

    rejected: tuple[Rejected, ...]
    rejected_count: int
    events: dict[int, int]
    repeated: dict[int, int]
    rejected_of: dict[int, int]
    cases: int


def settle(database: Database, scanned: Sequence[Scanned], texts: Spellings, zone: str) -> Settled:
    """Reads the remaining times, and takes out of `log` (by `lo` NULL) the rows rejected and those that repeat another."""
    reasons = _odd_times(database, zone)
    for kind in SINGLE:
        blank = [(text,) for text in getattr(texts, kind) if _says_nothing(text)]
        database.load(f"{kind}_blank", {"raw": texts.types[kind]}, blank)
    rejected, count = _reject(database, scanned, reasons)
    told = events = _events(database)
    database.run("repeated")
    coded = any(s.coded for s in scanned)
    if not coded or database.one("SELECT count(*) FROM suspect"):
        database.run("repeated_rows", coded=coded)
        if database.one("SELECT count(*) FROM twice"):
            database.run("repeated_drop", coded=coded)
            events = _events(database)
        database.execute("DROP TABLE twice")
    repeated = {file: n - events[file] for file, n in told.items()}
    rejected_of = dict(database.rows("SELECT file, count(*) FROM rejected GROUP BY file"))
    # A ledger's row without a number is a case; where it repeats another it is none.
    anew = not coded and any(repeated.values())
    return Settled(rejected, count, events, repeated, rejected_of, _forgotten(database, anew))


def _events(database: Database) -> dict[int, int]:
    """How many events each file has that has some."""
    return dict(database.rows("SELECT file, count(*) FROM raw WHERE lo IS NOT NULL GROUP BY file"))


def _says_nothing(text: str) -> bool:
    """Whether a name is none: nothing that anybody sees, or what stands for no name."""
    return not visible(text).strip() or why_no_name(text) is not None


def _case_errors(database: Database) -> frozenset[str]:
    """Makes `case_error` of what stands for case numbers and is none; returns what `reject` is to do about it."""
    errors = ", ".join(f"'{text}'" for text in NO_NUMBERS)
    # The database knows of the parts of a large log between what their numbers lie, and looks through few of them.
    formulas = f"case_no >= '{FORMULA}' AND case_no < '{chr(ord(FORMULA) + 1)}'"
    rounded = f"case_no >= '1' AND case_no < ':' AND contains(case_no, '+') AND regexp_matches(case_no, '{ROUNDED}')"
    found = database.rows(f"SELECT DISTINCT case_no FROM raw WHERE case_no IN ({errors}) OR {formulas} OR ({rounded})")
    if not found:
        return frozenset()
    database.load("case_error", {"raw": "VARCHAR"}, found)
    return frozenset({"case_errors"})


def _forgotten(database: Database, anew: bool) -> int:
    """Lets go of what is not asked for again; returns how many cases there are, counted `anew` or as they were found."""
    known = (
        "SELECT DISTINCT matter, agency, case_no FROM raw WHERE lo IS NOT NULL" if anew else "SELECT * FROM log_case"
    )
    cases = int(database.one(f"SELECT count(*) FROM ({known}) AS known"))
    database.execute("DROP TABLE log_case")
    database.execute("DROP TABLE suspect")
    database.execute("ALTER TABLE log DROP COLUMN mark")
    if not database.one("SELECT count(*) FROM log WHERE hi <> lo"):
        database.execute("ALTER TABLE log DROP COLUMN hi")
    if not database.one("SELECT count(stated) FROM log"):
        database.execute("ALTER TABLE log DROP COLUMN stated")
    view_raw(database)
    return cases


def _odd_times(database: Database, zone: str) -> list[Text]:
    """Reads each distinct text once; returns the reasons that table `odd` refers to by number. What shows nothing states nothing."""
    texts = [row[0] for row in database.rows("SELECT DISTINCT stated FROM raw WHERE stated <> '' ORDER BY 1")]
    reasons: list[Text] = []
    rows: list[tuple[object, ...]] = []
    for text in texts:
        stated = parse_time(text, zone)
        if isinstance(stated, Text) and not plain_time(text):
            rows.append((text, None, None, None, None, None, None))
        elif isinstance(stated, Text):
            rows.append((text, None, None, None, None, None, len(reasons)))
            reasons.append(stated)
        else:
            until = stated.until
            end = (until.lo, until.hi, until.stated()) if until else (None, None, None)
            rows.append((text, stated.interval.lo, stated.interval.hi, *end, None))
    columns = {
        "stated": "VARCHAR",
        "lo": "TIMESTAMP",
        "hi": "TIMESTAMP",
        "until_lo": "TIMESTAMP",
        "until_hi": "TIMESTAMP",
        "until_text": "VARCHAR",
        "reason": "INTEGER",
    }
    database.load("odd", columns, rows)
    if rows:
        database.execute(
            "UPDATE log SET lo = odd.lo, hi = odd.hi FROM odd WHERE log.stated = odd.stated AND odd.lo IS NOT NULL"
        )
        database.execute(
            "UPDATE log SET stated = '' FROM odd WHERE log.stated = odd.stated AND odd.lo IS NULL AND odd.reason IS NULL"
        )
    return reasons


def _reject(
    database: Database, scanned: Sequence[Scanned], reasons: Sequence[Text]
) -> tuple[tuple[Rejected, ...], int]:
    offsets = [(n, s.offset) for n, s in enumerate(scanned)]
    database.load("file", {"file": "UINTEGER", "offset_": "BIGINT"}, offsets)
    database.run("reject", plan=_case_errors(database))
    short = "SELECT stated FROM odd WHERE reason IS NOT NULL AND length(stated) <= ? ORDER BY 1"
    unreadable = [text for (text,) in database.rows(short, [LONGEST_HEADER])]
    if unreadable:
        reasons = [*reasons, *reject_below(database, [s.table for s in scanned], unreadable, reasons)]
    lined = "line" in database.columns("log")
    database.run("reject_drop", frozenset({"lined"} if lined else ()))
    found = database.rows(
        "SELECT file, line, what, value, reason, action FROM rejected ORDER BY file, line LIMIT ?", [REJECTED_SHOWN]
    )
    listed = [
        _rejected(scanned[file].table, line, what, value, reason, action, reasons)
        for file, line, what, value, reason, action in found
    ]
    torn = [row for s in scanned for row in s.rejected]
    total = int(database.one("SELECT count(*) FROM rejected")) + len(torn) + sum(s.table.rejected_more for s in scanned)
    order = {s.table.file: n for n, s in enumerate(scanned)}
    together = sorted([*listed, *torn], key=lambda r: (order[r.file], r.row))
    return tuple(together[:REJECTED_SHOWN]), total


def _rejected(
    table: Table,
    line: int,
    what: str,
    value: str | None,
    reason: int | None,
    action: str | None,
    reasons: Sequence[Text],
) -> Rejected:
    """The rejected row with the header of the column that is to blame, as the user wrote it."""
    headers = [
        c.header
        for c in table.columns
        if c.role == what or (what == "time" and c.role is Role.MILESTONE and c.action == action)
    ]
    if what == "time" and reason is None and not any(c.role is Role.TIME for c in table.columns):
        headers = []
    said = reasons[reason] if reason is not None else why_no_name(value or "") or EMPTY[what]
    value = None if said is EMPTY.get(what) else value
    return Rejected(table.file, line, headers[0] if headers else None, value, said)
