"""The database reaches no file but those it was given, once the log is read; and nothing makes it do so again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from compliance.engine.asked import Asked
from compliance.engine.database import Database
from compliance.engine.session import Session
from compliance.rulesets.load import inline_ruleset

REACHING = (
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "COPY (SELECT 1) TO '{folder}/written.csv'",
    "EXPORT DATABASE '{folder}/all'",
    "ATTACH '{folder}/x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '{folder}'",
    "SELECT * FROM read_csv('{spill}/../secret.csv')",
    "SELECT * FROM read_csv('{spill}/link.csv')",
    "SELECT * FROM variable_of_python",
)


@pytest.fixture
def locked(tmp_path: Path) -> Database:
    """The database of a check, as it is when the rules are applied."""
    (tmp_path / "secret.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "spill").mkdir()
    (tmp_path / "spill" / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "log.csv").write_text("事项,环节,时间\n预决算,批准,2018-01-10\n", "utf-8")
    rules = [inline_ruleset(["预决算 批准后20日内公开"])]
    session = Session([str(tmp_path / "log.csv")], rules, tmp_path / "spill")
    session.assess(rules, Asked(datetime(2018, 12, 31)))
    return session.database


@pytest.mark.parametrize("statement", REACHING)
def test_no_statement_reaches_a_file(locked: Database, tmp_path: Path, statement: str) -> None:
    """Not to read, not to write, not to load code, not to unlock itself."""
    variable_of_python = [1]
    assert variable_of_python
    text = statement.format(secret=tmp_path / "secret.csv", folder=tmp_path, spill=tmp_path / "spill")
    with pytest.raises(duckdb.Error):
        locked.execute(text)
    assert {path.name for path in tmp_path.iterdir()} == {"secret.csv", "spill", "log.csv"}


def test_what_does_not_fit_into_memory_still_goes_to_the_disk(tmp_path: Path) -> None:
    """The folder for it is the one that stays open."""
    database = Database(str(tmp_path), "60MB")
    database.lock()
    database.execute("CREATE TABLE t AS SELECT hash(range)::VARCHAR || repeat('x', 50) AS s FROM range(2000000)")
    assert database.one("SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY s) AS n FROM t)") == 2000000
    assert any(path.name.startswith("duckdb_temp") for path in tmp_path.iterdir())
    database.close()


def test_files_that_are_named_can_still_be_read(tmp_path: Path) -> None:
    """Those and no others, whatever they are called."""
    (tmp_path / "it's.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "other.csv").write_text("a\n1\n", "utf-8")
    database = Database()
    database.lock([str(tmp_path / "it's.csv")])
    database.lock()
    assert database.rows("SELECT * FROM read_csv(?)", [str(tmp_path / "it's.csv")]) == [(1,)]
    with pytest.raises(duckdb.Error):
        database.rows("SELECT * FROM read_csv(?)", [str(tmp_path / "other.csv")])
