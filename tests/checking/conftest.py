"""A check whose findings go to a table in both ways: filled in by SQL, and put into words one by one."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.checking import on_a_machine
from tests.reports.readers import all_of_parquet

from compliance.checking import Request, checked
from compliance.engine import stored, worded
from compliance.engine.asked import Asked
from compliance.engine.in_table import FindingsInTable
from compliance.reports import FORMATS, Manner

PARQUET = next(form for form in FORMATS if form.name == "parquet")
HEAD = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'
OPEN = '[ruleset]\nid = "r"\n'
"""Of a ruleset that is always in force."""
AS_OF = "2018-12-31T23:59:59.999999"
COLUMNS = ("case", "matter", "agency", "action", "time")
WITHIN = "预决算 publish within 5 days of approval\n"


class Told:
    """The report in the table's words, and which of its rows were put into words one by one."""

    def __init__(self, file: Path, alone: Sequence[int]) -> None:
        found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in found.description or ()]
        self.rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        self.alone = [self.rows[nth] for nth in alone]

    @property
    def one_by_one(self) -> int:
        """How many were put into words one by one."""
        return len(self.alone)

    @property
    def reasons(self) -> dict[str, str]:
        """The reason of each by its case or period."""
        return {row["case"] or row["period"]: row["reason"] for row in self.rows}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Checks, writes the report both ways in both languages, holds them against each other and gives the last.

    `told(log, rulesets, as_of="2018-12-31T23:59:59.999999", language="zh", **asked)`; the log is a file, the text of one, or the
    texts of several by name.
    """
    monkeypatch.setattr(worded, "LEAST", 1)
    refuted: list[int] = []
    alone: list[list[int]] = []
    parts = worded.Worded._parts

    def counted(self: worded.Worded) -> list[tuple[int, int]]:
        found = parts(self)
        database = self.stored.database
        refuted.append(database.one("SELECT count(*) FROM shape WHERE form IS NULL"))
        alone.append([nth for (nth,) in database.rows("SELECT nth FROM one_by_one ORDER BY nth")])
        return found

    monkeypatch.setattr(worded.Worded, "_parts", counted)

    def run(
        log: Path | str | Mapping[str, str],
        rules: Sequence[str | Path],
        as_of: str = AS_OF,
        language: str = "zh",
        **more: Any,
    ) -> Told:
        logs = [log] if isinstance(log, Path) else []
        for name, text in (
            {"log.csv": log} if isinstance(log, str) else log if isinstance(log, Mapping) else {}
        ).items():
            logs.append(tmp_path / name)
            logs[-1].write_text(text, "utf-8")
        asked = Asked(datetime.fromisoformat(as_of))
        request = Request(tuple(map(str, logs)), asked, tuple(map(str, rules)), **more)
        with checked(request) as assessment:
            for said in ("en", "zh") if language == "zh" else ("zh", "en"):
                made = []
                for few in (0, 10**9):
                    monkeypatch.setattr(stored, "FEW", few)
                    out = io.BytesIO()
                    PARQUET.write(assessment, Manner(said), out)  # type: ignore[arg-type]
                    made.append(out.getvalue())
                assert all_of_parquet(made[0]) == all_of_parquet(made[1])
                with monkeypatch.context() as there:
                    there.setattr(FindingsInTable, "tell", on_a_machine.tell)
                    there.setattr(stored, "FEW", 0)
                    out = io.BytesIO()
                    PARQUET.write(assessment, Manner(said), out)  # type: ignore[arg-type]
                assert all_of_parquet(out.getvalue())[-1] == all_of_parquet(made[0])[-1]
        assert not any(refuted), "what SQL makes of a shape is not what Python makes of it"
        file = tmp_path / "told.parquet"
        file.write_bytes(made[0])
        return Told(file, alone[-1])

    return run


def ruleset(folder: Path, rules: str, more: str = "", head: str = HEAD, name: str = "rules") -> Path:
    """A ruleset of some rules, in force in 2018 unless its `head` says otherwise; `more` of its manifest."""
    made = folder / name
    made.mkdir()
    (made / "ruleset.toml").write_text(head + more, "utf-8")
    (made / "a.rules").write_text(rules, "utf-8")
    return made


def acts(*lines: str, more: Sequence[str] = (), headed: bool = True) -> str:
    """A log: each line says of an act its case, what it was, its time, and what stands in `more` columns."""
    rows = [line.split(",") for line in lines]
    head = [",".join((*COLUMNS, *more))] if headed else []
    return "\n".join([*head, *(",".join((case, "预决算", "A局", *rest)) for case, *rest in rows), ""])


def cases(*times: tuple[str, ...]) -> str:
    """A log of cases `a`, `b` …, each approved and then published at its times."""
    return acts(
        *(
            f"{name},{action},{time}"
            for name, stated in zip("abcdefghijklmnopqrstuvwxyz", times, strict=False)
            for action, time in zip(("approval", *["publish"] * len(stated)), stated, strict=False)
        )
    )
