from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from compliance.diagnostics import Diagnostic, Refused
from compliance.findings.names import fold
from compliance.log.columns import Column
from compliance.log.copy import clean_copy
from compliance.log.model import HeaderMapping, Role, Table
from compliance.log.open import Opened, open_log

ACTIONS = {
    "publish": "公开 公布 发布",
    "press conference": "新闻发布会 press_conference",
    "approval": "批准 审批",
    "occurrence": "发生",
    "formation": "形成",
    "accept": "验收",
    "update": "更新",
}
PARQUET_HEADERS = ("matter", "action", "time")


class Log:
    """Writes files to a folder and opens them, as `check` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "log"
        self.workdir = folder / "work"
        self.folder.mkdir()
        self.workdir.mkdir()

    def write(self, name: str, content: str | bytes, encoding: str = "utf-8") -> str:
        """A file, and the name a user would give it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return str(path)

    def open(self, *names: str, mapping: HeaderMapping | None = None, stdin: bytes = b"") -> tuple[Table, ...]:
        """The tables of files."""
        return self.opened(*names, mapping=mapping, stdin=stdin).tables

    def opened(self, *names: str, mapping: HeaderMapping | None = None, stdin: bytes = b"") -> Opened:
        """The tables of files, and the files that could not be read."""
        return open_log(
            names,
            actions=actions(),
            mapping=mapping,
            workdir=self.workdir,
            stdin=BytesIO(stdin),
            parquet_headers=lambda path: PARQUET_HEADERS,
        )

    def table(
        self, content: str | bytes, encoding: str = "utf-8", name: str = "log.csv", **more: HeaderMapping
    ) -> Table:
        """The one table of a file with this content."""
        (table,) = self.open(self.write(name, content, encoding), **more)
        return table

    def refusal(self, *names: str, mapping: HeaderMapping | None = None, stdin: bytes = b"") -> tuple[Diagnostic, ...]:
        """What is said of files that cannot be read."""
        with pytest.raises(Refused) as refused:
            self.open(*names, mapping=mapping, stdin=stdin)
        return refused.value.diagnostics

    def copied(self, content: str | bytes, encoding: str = "utf-8") -> Table:
        """The clean copy of a file, as the engine asks for it where a scan fails."""
        return clean_copy(self.table(content, encoding), self.workdir)


def actions() -> dict[str, str]:
    """Folded aliases and names to names, as a ruleset's vocabulary gives them."""
    return {fold(alias): name for name, aliases in ACTIONS.items() for alias in (name, *aliases.split())}


def rows_of(table: Table) -> list[list[str]]:
    """What a scan of the table gives: each row's number in the original, then its cells."""
    with table.path.open(encoding="utf-8-sig", newline="") as text:
        lines = list(csv.reader(text, delimiter=table.delimiter))[table.skip :]
    return lines if table.numbered else [[str(table.skip + n), *line] for n, line in enumerate(lines, start=1)]


def read_as(columns: Sequence[Column]) -> list[str]:
    """Each column's role in a word: a milestone by its action."""
    return [f"{c.role}:{c.action}" if c.role is Role.MILESTONE else str(c.role) for c in columns]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """A folder for the files of a log."""
    return Log(tmp_path)


@pytest.fixture
def rows() -> Callable[[Table], list[list[str]]]:
    """What a scan of a table gives."""
    return rows_of


@pytest.fixture
def roles() -> Callable[[Sequence[Column]], list[str]]:
    """Columns by what they were taken for."""
    return read_as


@pytest.fixture
def vocabulary() -> dict[str, str]:
    """A ruleset's actions by their folded aliases."""
    return actions()
