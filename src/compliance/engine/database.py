"""The embedded database: its settings, the SQL stages as files, and lists of Python rows as tables."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.diagnostics.trouble import WORDS, no_room, too_little_memory
from compliance.engine.stages import STAGES
from compliance.findings.progress import SILENT, Progress

if TYPE_CHECKING:
    import pyarrow

FOREVER = "9999-12-31 23:59:59.999999"
"""Stands for no end: a time that may be as late as one likes, a clock that stands still."""

MOST_PARSED = 1000
"""How many texts of SQL are remembered as they were parsed: several times those of a check."""
_PARSED: dict[str, Sequence[Any]] = {}
"""The texts parsed so far: to parse one again, for the next ruleset or check, costs a tenth of a small check."""


class Database:
    """One connection to an in-memory database. Values from users are bound or live in tables; SQL text comes from files."""

    def __init__(self, spill: str | None = None, memory: str | None = None) -> None:
        """`spill` is a folder for what does not fit into `memory`, such as `600MB`; None: most of the machine's."""
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            # A table that is not there is a mistake of ours and no variable of Python that happens to be called so.
            "python_enable_replacements": False,
        }
        if spill:
            settings["temp_directory"] = spill
        if memory:
            settings["memory_limit"] = _size(memory)
        self.connection = duckdb.connect(":memory:", config=settings)
        # In what looks like a conversation with Python (`python -c`, a notebook) it would draw a bar on standard output.
        self.connection.execute("SET enable_progress_bar = false")
        self.progress: Progress = SILENT
        self.events = 0
        """Rows that the stages have to do with, for whoever waits."""
        self.plan: frozenset[str] = frozenset()
        """What the rules that were evaluated last made necessary, as `judged.plan` names it."""

    def beside(self, name: str) -> Database:
        """An empty database of that name beside this one, whose tables it reads as `memory.main.TABLE`."""
        other = copy(self)
        other.connection = self.connection.cursor()
        other.execute(f"ATTACH ':memory:' AS {name}")
        other.execute(f"USE {name}")
        return other

    def keep_within(self, size: int) -> None:
        """Takes at most so many bytes of memory, and never more than it would by itself, which is most of the machine's."""
        by_itself = int(self.one("SELECT parse_formatted_bytes(current_setting('memory_limit'))"))
        if size < by_itself:
            self.execute(f"SET memory_limit = '{size:d}B'")

    @property
    def folder(self) -> Path:
        """Where what does not fit into memory lies: once it is locked, the only place where it may write."""
        return Path(str(self.one("SELECT current_setting('temp_directory')")))

    def lock(self, readable: Sequence[str] = ()) -> None:
        """From here on the database opens no file but `readable` and what lies in its own folder, and stays so.

        No statement is made of what a user wrote. Should one be after all, there is nothing that it could reach.
        """
        if self.one("SELECT current_setting('lock_configuration')"):
            return
        if readable:
            self.execute(f"SET allowed_paths = [{', '.join(map(_quoted, readable))}]")
        self.execute("SET enable_external_access = false")
        self.execute("SET lock_configuration = true")

    def run(self, stage: str, plan: frozenset[str] = frozenset(), **values: Any) -> None:
        """Runs the statements of `sql/STAGE.sql` as the plan asks; each takes of `values` the parameters that it names."""
        if stage in STAGES:
            self.progress.begin(STAGES[stage], self.events)
        for statement in self._parsed(planned(stage, plan)):
            given = {name: values[name] for name in statement.named_parameters}
            self._execute(statement, given)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Runs one statement with `?` parameters."""
        (statement,) = self._parsed(sql)
        return self._execute(statement, list(values))

    def _parsed(self, sql: str) -> Sequence[Any]:
        """The statements of a text, which are run as often as one likes, on any connection."""
        found = _PARSED.get(sql)
        if found is None:
            with _room():
                found = self.connection.extract_statements(sql)
            if len(_PARSED) >= MOST_PARSED:
                _PARSED.clear()
            _PARSED[sql] = found
        return found

    def _execute(self, statement: Any, values: Any) -> duckdb.DuckDBPyConnection:
        with _room():
            return self.connection.execute(statement, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one statement."""
        found: list[tuple[Any, ...]] = self.execute(sql, values).fetchall()
        return found

    def arrow(self, sql: str) -> pyarrow.Table:
        """All rows of one statement, by columns."""
        with _room():
            return self.connection.sql(sql).to_arrow_table()

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row."""
        row = self.execute(sql, values).fetchone()
        return row[0] if row else None

    def chunks(self, sql: str, values: Sequence[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of one query, so many at a time; other queries may be asked meanwhile."""
        cursor = self.connection.cursor()
        with _room():
            cursor.execute(sql, list(values))
        while True:
            with _room():
                chunk = cursor.fetchmany(size)
            if not chunk:
                return
            yield chunk

    def columns(self, table: str) -> dict[str, str]:
        """The names of the columns of a table or view, with their types."""
        return {row[0]: row[1] for row in self.rows(f"DESCRIBE {table}")}

    def forget(self, name: str) -> None:
        """Lets a table or a view go, if there is one."""
        try:
            self.execute(f"DROP TABLE IF EXISTS {name}")
        except duckdb.CatalogException:
            self.execute(f"DROP VIEW {name}")

    def text_type(self, name: str, texts: str, most: int, values: Sequence[Any] = ()) -> str:
        """A type of that name, anew, of what the column `text` of a query holds; VARCHAR where that is nothing, or more than `most`."""
        self.execute(f"DROP TYPE IF EXISTS {name}")
        self.execute(
            f"CREATE OR REPLACE TABLE few AS SELECT DISTINCT text FROM ({texts}) WHERE text IS NOT NULL", values
        )
        numbered = 0 < self.one("SELECT count(*) FROM few") <= most
        if numbered:
            self.execute(f"CREATE TYPE {name} AS ENUM (SELECT text FROM few ORDER BY text)")
        self.execute("DROP TABLE few")
        return name if numbered else "VARCHAR"

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Makes `table` anew with `columns` (name to SQL type) and fills it with `rows`."""
        lists = [list(values) for values in zip(*rows, strict=True)]
        if lists:
            unnested = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in columns.items())
            self.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {unnested}", lists)
        else:
            definition = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            self.execute(f"CREATE OR REPLACE TABLE {table} ({definition})")

    def tell(self, progress: Progress) -> None:
        """Has somebody told of the stages, and of how far a statement is where he looks."""
        self.progress = progress
        if progress.wanted:
            self.execute("SET enable_progress_bar = true")
            self.execute("SET enable_progress_bar_print = false")
            progress.follow(self._share)

    def _share(self) -> float | None:
        """How much of the statement under way is done, 0 to 1; None where the database does not know."""
        try:
            done = float(self.connection.query_progress())
        except duckdb.Error:
            return None
        return done / 100 if 0 <= done <= 100 else None

    def close(self) -> None:
        """Ends the connection."""
        self.progress.follow(lambda: None)
        self.connection.close()


def _quoted(text: str) -> str:
    """A text for a setting, which takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


REFUSALS = {os.strerror(code): WORDS[code] for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE)}
"""What the database says, among else, when the system lets it write no more; in the words of the product."""


@contextmanager
def _room() -> Iterator[None]:
    """Raises Refused where there is too little memory, or no room on the disk for what does not fit."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise Refused([too_little_memory()]) from None
    except duckdb.IOException as error:
        why = next((words for said, words in REFUSALS.items() if said in str(error)), None)
        if why is None:
            raise
        raise Refused([no_room(why)]) from None


SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]i?B)", re.IGNORECASE)


def size_said(memory: str) -> tuple[float, str]:
    """A size of memory as its number and unit. Raises Refused for what is none."""
    found = SIZE.fullmatch(memory.strip())
    if found is None or not float(found[1]):
        title = Text(f"“{memory}”不是内存大小", f"“{memory}” is no size of memory")
        raise Refused([Diagnostic("usage/memory", title, hint=Text("写作 600MB 或 4GB", "write 600MB or 4GB"))])
    return float(found[1]), found[2]


def _size(memory: str) -> str:
    """A size as the database takes it. Raises Refused for what is none."""
    number, unit = size_said(memory)
    # More than any machine has is as much as there is; the database would not take the number.
    return f"{min(number, 1_000_000):f}{unit}"


PLANNED = re.compile(r" -- (with|without) (\w+)$")


@cache
def planned(stage: str, plan: frozenset[str]) -> str:
    """The text of a stage without the lines that the plan does not ask for: `-- with X` and `-- without X` stand at their ends."""
    lines = ((line, PLANNED.search(line)) for line in stage_text(stage).splitlines())
    return "\n".join(line for line, mark in lines if mark is None or (mark[2] in plan) is (mark[1] == "with"))


@cache
def stage_text(stage: str) -> str:
    """The text of `sql/STAGE.sql`."""
    return files("compliance.engine").joinpath("sql", f"{stage}.sql").read_text("utf-8")
