"""Whether the findings of an earlier report have the form in which a report is written: they are handed on as they stand.

Whoever edits a report may leave a number where a text belongs, or half a finding. That is to be known before a new report is half written.
"""

from __future__ import annotations

from collections.abc import Mapping

from compliance.engine.database import Database

_TEXT = r'"(?:[^"\\]|\\.)*"'
_PLACE = rf'(?:\{{"file": {_TEXT}, "row": \d{{1,15}}\}}|null)'
_WRITTEN = {
    "VARCHAR": f"(?:{_TEXT}|null)",
    "VARCHAR[]": rf"\[(?:{_TEXT}(?:, {_TEXT})*)?\]",
    "INTEGER": r"(?:-?\d{1,9}|null)",
    "DOUBLE": r"(?:-?\d{1,15}(?:\.\d{1,9})?|null)",
    "BOOLEAN": "(?:true|false)",
    "TIMESTAMP": r'(?:"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?"|null)',
}
"""How a value of a type stands in a line of JSON, as a regular expression of the database."""
_STRUCTURE = rf'\{{"trigger": {_PLACE}, "completed": {_PLACE}\}}'


def has_lines(database: Database, columns: Mapping[str, str]) -> bool:
    """Whether every line of `told` is a finding: these keys, in this order, with values of these SQL types."""
    keys = ", ".join(f'"{key}": {_WRITTEN.get(kind, _STRUCTURE)}' for key, kind in columns.items())
    return not database.one(r"SELECT count(*) FROM told WHERE NOT regexp_full_match(said, ?)", [rf"\{{{keys}\}}"])


def has_columns(database: Database, columns: Mapping[str, str]) -> bool:
    """Whether `told`, besides the place `n`, has these columns of these SQL types, and no value that a finding cannot have."""
    typed = ", ".join(f'NULL::{kind} AS "{key}"' for key, kind in columns.items())
    if database.columns("told") != {"n": "BIGINT"} | database.columns(f"(SELECT {typed})"):
        return False
    whole = [f'len("{key}") = list_count("{key}")' for key, kind in columns.items() if kind.endswith("[]")]
    whole += [f'"{key}" IS NOT NULL' for key, kind in columns.items() if kind.startswith("STRUCT") or kind == "BOOLEAN"]
    whole += [f'coalesce(isfinite("{key}"), true)' for key, kind in columns.items() if kind == "TIMESTAMP"]
    return not database.one(f"SELECT count(*) FROM told WHERE ({' AND '.join(whole)}) IS NOT TRUE")
