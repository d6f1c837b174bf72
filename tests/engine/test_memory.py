"""How much memory is taken; that it does not reach is told as such, wherever it gives out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from tests.evaluator import agreement

from compliance.diagnostics import Refused
from compliance.engine import session
from compliance.engine.database import Database
from compliance.engine.session import Session

LARGE = "SELECT list(repeat('x', 100) || n) FROM range(?) t(n)"
"""Grows while it is worked out, and cannot lie on the disk."""


def test_too_little_memory_is_refused_where_rows_are_read_in_chunks() -> None:
    """As where a statement is run; the message says which option allows more."""
    with closing(Database(memory="16MB")) as database:
        for ask in (lambda: list(database.chunks(LARGE, [1_000_000], 10)), lambda: database.rows(LARGE, [1_000_000])):
            with pytest.raises(Refused) as refused:
                ask()
            assert [problem.code for problem in refused.value.diagnostics] == ["machine/memory"]
        assert [len(chunk) for chunk in database.chunks("SELECT * FROM range(?)", [25], 10)] == [10, 10, 5]


def taken(log: Path, memory: str | None = None) -> int:
    """Bytes of memory that the database may take for a log."""
    ruleset = agreement.ruleset_of('[ruleset]\nid = "r"\n', "预决算 每季度公开\n")
    with closing(Session([str(log)], [ruleset], log.parent, memory=memory)) as read:
        return limit(read.database)


def by_itself() -> int:
    """Bytes that it takes where it is told nothing."""
    with closing(Database()) as database:
        return limit(database)


def limit(database: Database) -> int:
    """What is set."""
    return int(database.one("SELECT parse_formatted_bytes(current_setting('memory_limit'))"))


def test_a_log_is_given_as_much_memory_as_suits_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least what a gigabyte needs, in proportion above, but never more than the database takes by itself; what is said counts."""
    log = tmp_path / "log.csv"
    log.write_text("事项,单位,环节,时间\n" + "预决算,财政局,公开,2018-01-02\n" * 10, "utf-8")
    size = log.stat().st_size
    near = pytest.approx(session.LEAST, rel=0.1)  # The setting is told in tenths of a GiB.
    assert taken(log) == by_itself(), "a small log needs no bound"
    monkeypatch.setattr(session, "SMALL", size)
    assert taken(log) == near
    assert taken(log, "600MB") == pytest.approx(600_000_000, rel=0.01)
    monkeypatch.setattr(session, "LARGEST_FOR_LEAST", size)
    assert taken(log) == near
    monkeypatch.setattr(session, "LARGEST_FOR_LEAST", size * 2 // 3)
    assert taken(log) == pytest.approx(min(1.5 * session.LEAST, by_itself()), rel=0.1)
    monkeypatch.setattr(session, "LARGEST_FOR_LEAST", 1)
    assert taken(log) == by_itself()


def test_a_parquet_file_is_taken_for_the_csv_that_it_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fraction as long, and needs as much memory once it is read."""
    log = tmp_path / "log.parquet"
    row = "SELECT '预决算' AS 事项, '财政局' AS 单位, '公开' AS 环节, TIMESTAMP '2018-01-02' AS 时间"
    duckdb.execute(f"COPY ({row}) TO ? (FORMAT parquet)", [str(log)])
    size = log.stat().st_size
    monkeypatch.setattr(session, "SMALL", size)
    monkeypatch.setattr(session, "LARGEST_FOR_LEAST", size * session.PACKED * 2 // 3)
    assert taken(log) == pytest.approx(min(1.5 * session.LEAST, by_itself()), rel=0.1)
