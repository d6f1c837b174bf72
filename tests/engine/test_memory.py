"""Memory that does not reach is told as such, wherever it gives out."""

from __future__ import annotations

from contextlib import closing

import pytest

from compliance.diagnostics import Refused
from compliance.engine.database import Database

LARGE = "SELECT list(repeat('x', 100) || n) FROM range(?) t(n)"
"""Grows while it is worked out, and cannot lie on the disk."""


def test_too_little_memory_is_refused_where_rows_are_read_in_chunks() -> None:
    """As where a statement is run; the message says which option allows more."""
    with closing(Database(memory="16MB")) as database:
        for ask in (lambda: list(database.chunks(LARGE, [1_000_000], 10)), lambda: database.rows(LARGE, [1_000_000])):
            with pytest.raises(Refused) as refused:
                ask()
            assert [problem.code for problem in refused.value.diagnostics] == ["usage/memory"]
        assert [len(chunk) for chunk in database.chunks("SELECT * FROM range(?)", [25], 10)] == [10, 10, 5]
