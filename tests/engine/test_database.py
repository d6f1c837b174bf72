"""The embedded database as a program of its own begins it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from compliance.engine import database

ASKED = "SELECT current_setting('enable_progress_bar')"


def test_no_bar_is_drawn_into_what_a_program_writes() -> None:
    """`python -c` and a notebook look like a conversation, in which the database would draw one on standard output."""
    program = f'from compliance.engine.database import Database; print(Database().one("{ASKED}"))'
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_texts_are_parsed_once_and_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one database parsed another runs, with values and tables of its own; texts that a check makes are never more than so many."""
    parsed: dict[str, object] = {}
    monkeypatch.setattr(database, "_PARSED", parsed)
    monkeypatch.setattr(database, "MOST_PARSED", 3)
    for start in (1, 10):
        one = database.Database()
        one.execute("CREATE TABLE t AS SELECT CAST(? AS INTEGER) AS x", [start])
        assert [one.one("SELECT x + ? FROM t", [n]) for n in range(3)] == [start, start + 1, start + 2]
        assert [one.one(f"SELECT {n} + x FROM t") for n in range(5)] == [start + n for n in range(5)]
        assert 0 < len(parsed) <= 3
        one.close()
