"""The clock, the environment and randomness are read in `cli` alone; import-linter cannot see calls, so this does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "compliance"

# What no room but `cli` may name, in full: after `from datetime import date`, `date.today()` is `datetime.date.today`.
FORBIDDEN = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.getlogin",
    "os.urandom",
    "random",
    "secrets",
    "socket.gethostname",
    "time.localtime",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
    "time.time_ns",
    "uuid",
}


def imports(tree: ast.Module) -> list[tuple[int, str, str]]:
    """Each import: its line, the name it binds, and what that name stands for in full."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.asname or alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def told(source: str) -> list[tuple[int, str]]:
    """The forbidden names that a module uses, each with its line."""
    tree = ast.parse(source)
    imported = imports(tree)
    meaning = {bound: full for _, bound, full in imported}
    used = [(line, part) for line, _, full in imported for part in (full, full.rpartition(".")[0])]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            head, *rest = ast.unparse(node).split(".")
            used.append((node.lineno, ".".join([meaning.get(head, head), *rest])))
    return sorted({(line, name) for line, name in used if name in FORBIDDEN})


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import datetime\nstamp = datetime.datetime.now()", "datetime.datetime.now"),
        ("from datetime import date as d\nstamp = d.today()", "datetime.date.today"),
        ("import time as t\nstart = t.time()", "time.time"),
        ("from os import environ", "os.environ"),
        ("import os\nhome = os.environ['HOME']", "os.environ"),
        ("import uuid", "uuid"),
        ("from random import choice", "random"),
    ],
)
def test_reading_the_clock_or_the_environment_is_seen(source: str, name: str) -> None:
    """Each way to spell a forbidden call is found, however the module was imported."""
    assert name in [found for _, found in told(source)]


def test_telling_the_time_is_not_reading_it() -> None:
    """Dates as values are no offence."""
    assert told("from datetime import date, datetime\nday = date(2018, 1, 10)\nat = datetime.combine(day, now)") == []


def test_only_the_command_line_reads_clock_environment_and_chance() -> None:
    """No module outside `cli` names one of them, so the same input gives the same bytes."""
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).parts[0] != "cli"]
    offences = [
        f"{path.relative_to(SOURCE)}:{line}: {name}"
        for path in modules
        for line, name in told(path.read_text(encoding="utf-8"))
    ]
    assert modules
    assert offences == []
