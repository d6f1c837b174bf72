"""Tries mutants of SQL: which of them a test would notice, told by running each test once.

A plugin of pytest. Every test is run in a process of its own, forked from one that has read everything. Wherever a statement is
about to be run, its mutants are run before it, rolled back each time, and what they leave in its table is held against what the
statement leaves. A mutant that leaves the same everywhere goes unnoticed by this test. For each of the others the process forks:
its twin runs the mutant instead, here and wherever the statement comes again, and goes on with the test. Where that fails, or
does not end, the mutant is killed.
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from _pytest.runner import runtestprotocol

from compliance.engine import database
from compliance.log import own_folder

SECONDS = 25
"""Of work, after which a test does not end."""
WAITING = 30
"""Seconds after which a twin is ended."""
STATEMENT = 5.0
"""Seconds after which a statement does not end; those of the tests take thousandths of one."""
PATIENCE = (3, None)
"""How many tests may leave a mutant alive before it is set aside; and in a second round, when most are killed, all of them."""
MEMORY = 6_000_000_000
"""Bytes that a test may take: a mutant may join everything with everything."""
TABLE = re.compile(r"^\s*(?:CREATE OR REPLACE (?:TABLE|VIEW)|INSERT INTO|UPDATE)\s+(\w+)", re.MULTILINE)

Texts = Mapping[str, tuple[str, str]]
"""Mutants by name: the stage, and what stands in its file."""


class Trial:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, mutants: Texts, said: Callable[[str], None]) -> None:
        """`said` is told how far it is."""
        self.alive = dict(mutants)
        self.said = said
        self.tried: set[tuple[str, str]] = set()
        """Mutants and tests that need not come together again."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Runs every test as long as there are mutants alive."""
        if session.testsfailed:
            raise session.Failed("the tests cannot be read")
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        single(duckdb.default_connection())
        gc.freeze()
        for patience in PATIENCE:
            self.round(session.items, patience)
        return True

    def round(self, items: Sequence[pytest.Item], patience: int | None) -> None:
        """Runs the tests with the mutants that are alive; each is set aside when it has outlived so many."""
        begun, outlived = time.monotonic(), Counter[str]()
        for number, item in enumerate(items, 1):
            waiting = {
                name: mutant
                for name, mutant in self.alive.items()
                if (name, item.nodeid) not in self.tried and (patience is None or outlived[name] < patience)
            }
            if not waiting:
                continue
            noticed = told(lambda item=item, waiting=waiting: Tried(item, waiting).noticed())
            self.tried |= {(name, item.nodeid) for name in waiting}
            outlived.update(name for name, killed in noticed.items() if not killed)
            for name in (name for name, killed in noticed.items() if killed):
                self.said(f"killed by {item.nodeid}: {name}")
                del self.alive[name]
            if any(noticed.values()) or number % 10 == 0:
                seconds = time.monotonic() - begun
                self.said(f"{number} of {len(items)} tests, {len(self.alive)} mutants alive, {seconds:.0f} s")


def told(asked: Callable[[], dict[str, bool] | str]) -> dict[str, bool]:
    """What a process of its own answers."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            quiet()
            with os.fdopen(writing, "w") as out:
                json.dump(asked(), out)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    found = json.loads(text or '"the process ended"')
    if isinstance(found, str):
        raise pytest.exit(f"a test fails without any change: {found}", returncode=1)
    return dict(found)


def ended(child: int) -> bool:
    """Whether a twin's test failed or did not end. Raises where the twin itself broke down.

    One that waits without working, for a thread that a twin does not have, is ended; whether its test would fail is not known,
    nor where the database, which was made before the fork, breaks down.
    """
    patience = time.monotonic() + WAITING
    while (found := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > patience:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.002)
    status = os.waitstatus_to_exitcode(found[1])
    if status in (-signal.SIGSEGV, -signal.SIGABRT):
        return False
    if status not in (0, 1, -signal.SIGXCPU, -signal.SIGKILL):
        raise RuntimeError(f"a process ended with {status}")
    return status != 0


def failed(item: pytest.Item) -> str:
    """What a test says when it fails; nothing when it passes."""
    return next((str(r.longrepr)[-2000:] for r in runtestprotocol(item, log=False, nextitem=None) if r.failed), "")


def made() -> set[Path]:
    """What lies in the folder for temporary files."""
    return set(Path(tempfile.gettempdir()).rglob("*"))


def quiet() -> None:
    """Writes nothing where the other processes do, and takes no more memory than it should."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def single(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Has a database work in the thread that asks: a twin has no other, and would wait for ever for what one was to do."""
    connection.execute("SET threads = 1")
    connection.execute("SET async_threads = 0")
    return connection


class Tried:
    """A test under way, with the mutants that it is to notice."""

    def __init__(self, item: pytest.Item, mutants: Texts) -> None:
        self.item, self.mutants = item, mutants
        self.seen: dict[str, bool] = {}
        """Those that left something else, and whether the test failed for it."""
        self.twin = False
        """Whether this is a process that runs a mutant."""
        self.kept: object = None
        self.changed = cache(self._changed)

    def noticed(self) -> dict[str, bool] | str:
        """Runs the test; the mutants that left something else, with whether it failed, or a text where it fails without any."""
        plain, connect = database.Database.run, duckdb.connect
        trying = self

        def alone(*given: Any, **settings: Any) -> duckdb.DuckDBPyConnection:
            return single(connect(*given, **settings))

        def run(self: database.Database, stage: str, plan: frozenset[str] = frozenset(), **values: Any) -> None:
            if trying.twin:
                return plain(self, stage, plan, **values)
            if stage in database.STAGES:
                self.progress.begin(database.STAGES[stage], self.events)
            for number, statement in enumerate(self.connection.extract_statements(database.planned(stage, plan))):
                given = {name: values[name] for name in statement.named_parameters}
                self._execute(trying.chosen(self.connection, stage, plan, number, given) or statement, given)

        database.Database.run = run  # type: ignore[method-assign]
        duckdb.connect = alone
        said = failed(self.item)
        if self.twin:
            os._exit(1 if said else 0)
        return said or self.seen

    def chosen(
        self,
        connection: duckdb.DuckDBPyConnection,
        stage: str,
        plan: frozenset[str],
        number: int,
        given: Mapping[str, Any],
    ) -> str | None:
        """Tries the mutants of a statement that is about to be run; in a twin the one that is to be run instead."""
        if self.twin:
            return None
        plain, changed = self.changed(stage, plan)
        mutants = [one for one in changed.get(number, ()) if one[0] not in self.seen]
        if not mutants:
            return None
        truth = left(connection, plain[number], given)
        for name, sql in mutants:
            found = left(connection, sql, given)
            if found == truth:
                continue
            if found is None:
                self.seen[name] = True
                continue
            before = made()
            child = os.fork()
            if not child:
                self.become(name, connection)
                return sql
            self.seen[name] = ended(child)
            for path in sorted(made() - before, reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
        return None

    def become(self, name: str, connection: duckdb.DuckDBPyConnection) -> None:
        """Makes this process the twin that runs a mutant; what the test has put in folders stays for the others."""
        self.twin = True
        # A database cannot be closed by a process that lacks its threads; it ends with the process.
        self.kept = connection
        database.Database.close = lambda _: None  # type: ignore[method-assign]
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        shutil.rmtree = lambda *_, **__: None  # type: ignore[assignment]
        own_folder._empty = own_folder._remove = own_folder._clear = lambda _: None
        stage, text = self.mutants[name]
        plain = database.stage_text
        database.stage_text = cache(lambda other: text if other == stage else plain(other))
        database.planned.cache_clear()

    def _changed(self, stage: str, plan: frozenset[str]) -> tuple[list[str], dict[int, list[tuple[str, str]]]]:
        """The statements of a stage, and by their number the mutants of each with what stands there instead."""
        plain = parsed(database.planned(stage, plan))
        changed: dict[int, list[tuple[str, str]]] = {}
        for name, (of, text) in self.mutants.items():
            if of == stage:
                mutated = parsed(planned(text, plan))
                for number, (was, now) in enumerate(zip(plain, mutated, strict=True)):
                    if was != now:
                        changed.setdefault(number, []).append((name, now))
        return plain, changed


@lru_cache(4096)
def parsed(text: str) -> list[str]:
    """The statements of a text."""
    return [statement.query for statement in duckdb.extract_statements(text)]


def planned(text: str, plan: frozenset[str]) -> str:
    """What the plan leaves of a text."""
    plain = database.stage_text
    try:
        database.stage_text = lambda _: text  # type: ignore[assignment]
        return database.planned.__wrapped__("", plan)
    finally:
        database.stage_text = plain


def left(connection: duckdb.DuckDBPyConnection, sql: str, given: Mapping[str, Any]) -> object:
    """What a statement would leave in its table; None for one that cannot be run or does not end."""
    connection.execute("BEGIN")
    ending = threading.Timer(STATEMENT, connection.interrupt)
    ending.start()
    try:
        connection.execute(sql, given)
        return contents(connection, sql)
    except duckdb.Error:
        return None
    finally:
        ending.cancel()
        ending.join()
        connection.execute("ROLLBACK")


def contents(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """All that the table of a statement holds, in its order; of a macro, which holds nothing, what it says."""
    found = TABLE.search(sql)
    if found is None:
        return [(sql,)]
    return connection.execute(f"SELECT * FROM {found[1]}").fetchall()


__all__ = ["Trial"]

if __name__ == "__main__":
    sys.exit("see tests/mutants/sql.py")
