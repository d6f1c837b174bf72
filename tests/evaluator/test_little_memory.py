"""In little memory the findings are the same.

`LITTLE_MEMORY` says how many rulesets and logs are drawn. `tests/spark` holds Spark against the embedded engine on those of the same seed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from compliance.engine.session import Session
from compliance.log.headers import role_of
from compliance.log.model import Role

from .agreement import assessed, said
from .drawn import draw_many, worlds
from .log_files import File

WORLDS = int(os.environ.get("LITTLE_MEMORY", "6"))
MANY = 30_000
"""Rows of a log that does not fit into `LITTLE`."""
LITTLE = "48MB"


def put(files: Sequence[File], folder: Path) -> None:
    """The files where they are read."""
    for file in files:
        (folder / file.name).write_text(file.text(), "utf-8")


def many(file: File) -> File:
    """The file so often that it has `MANY` rows, each time with other numbers of cases."""
    times = range(max(1, MANY // max(1, len(file.rows))))
    number = next((column for column in file.columns if role_of(column) is Role.CASE), None)
    rows = tuple(
        {**row, number or "编号": f"{row.get(number, '') if number else ''}·{n}"} for n in times for row in file.rows
    )
    return replace(file, rows=rows, columns=file.columns if number else ("编号", *file.columns))


def test_little_memory_changes_nothing(tmp_path: Path) -> None:
    """A log many times as large as drawn is checked where most of it does not fit."""
    spilled = 0
    for number, world in enumerate(draw_many(worlds(rules=(2, 5)), WORLDS)):
        folder, rulesets = tmp_path / str(number), [world.ruleset]
        folder.mkdir()
        put([many(file) for file in world.files], folder)
        names = [str(folder / file.name) for file in world.files]
        with (
            closing(Session(names, rulesets, folder)) as whole,
            closing(Session(names, rulesets, folder, memory=LITTLE)) as limited,
        ):
            answers = [assessed(session, world.ruleset, world.question) for session in (whole, limited)]
            assert said(answers[0]) == said(answers[1]), str(world)
            spilled += int(limited.database.one("SELECT count(*) FROM duckdb_temporary_files()"))
    assert spilled
