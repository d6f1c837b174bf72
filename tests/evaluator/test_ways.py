"""However a log is checked, the findings are the same: in little memory, and going on from an earlier report.

`WAYS` says how many rulesets and logs are drawn. `tests/spark` holds Spark against the embedded engine on those of the same seed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from compliance.checking import Request, checked
from compliance.diagnostics import Refused
from compliance.engine.evaluate import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment
from compliance.log.headers import role_of
from compliance.log.model import Role
from compliance.reports import Manner, named

from .agreement import assessed, said
from .drawn import SEED, STANDING, World, explore, worlds
from .log_files import File

WAYS = int(os.environ.get("WAYS", "6"))
MANY = 30_000
"""Rows of a log that does not fit into `LITTLE`."""
LITTLE = "48MB"


def drawn(number: int) -> list[World]:
    """So many worlds, as `tests/spark` draws them."""
    found: list[World] = []

    @STANDING
    @given(worlds(rules=(2, 5)))
    def draw(world: World) -> None:
        found.append(world)

    seed = SEED
    while len(found) < number:
        explore(draw, number, seed)
        seed += 1
    return found[:number]


def request(world: World, folder: Path) -> Request:
    """The check of a world whose ruleset lies in the folder."""
    (folder / "rules").mkdir()
    (folder / "rules" / "ruleset.toml").write_text(world.drawn.manifest, "utf-8")
    (folder / "rules" / "drawn.rules").write_text(world.drawn.rules, "utf-8")
    question = world.question
    asked = Asked(question.as_of, question.cut, question.agencies or None, question.roster)
    logs = tuple(str(folder / file.name) for file in world.files)
    return Request(logs, asked, rulesets=(str(folder / "rules"),))


def written(assessment: Assessment, form: str) -> bytes:
    """The report in a format."""
    found, out = named(form), io.BytesIO()
    assert found is not None
    found.write(assessment, Manner(), out)
    return out.getvalue()


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


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each world is made in it."""
    return iter(lambda: tmp_path_factory.mktemp("world"), None)


def test_going_on_from_a_report_finds_what_a_check_of_everything_finds(folders: Iterator[Path]) -> None:
    """The last third of a file's rows is new; the report is JSON or Parquet."""
    went_on = 0
    for number, world in enumerate(drawn(WAYS)):
        folder, form = next(folders), ("json", "parquet")[number % 2]
        plain, earlier = request(world, folder), folder / f"earlier.{form}"
        put([replace(file, rows=file.rows[: len(file.rows) * 2 // 3]) for file in world.files], folder)
        try:
            with checked(plain) as assessment:
                earlier.write_bytes(written(assessment, form))
        except Refused:
            continue  # Two thirds of the log may hold no event at all.
        put(world.files, folder)
        with checked(plain) as whole, checked(replace(plain, since=earlier)) as resumed:
            assert said(resumed) == said(whole), str(world)
            went_on += resumed.resumed is not None
    assert went_on > WAYS // 3


def test_little_memory_changes_nothing(folders: Iterator[Path]) -> None:
    """A log many times as large as drawn is checked where most of it does not fit."""
    spilled = 0
    for world in drawn(WAYS):
        folder, rulesets = next(folders), [world.ruleset]
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
