"""The clean copy that a database scans: UTF-8, comma, `"`, one record a line, no header, the original row first."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TextIO

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.findings.assessment import Rejected
from compliance.log.model import REJECTED_KEPT


class CleanCopy:
    """Rows going into a copy, rows that could not, and what else there is to say of them."""

    def __init__(self, workdir: Path, file: str, width: int) -> None:
        self.file = file
        self.width = width
        self.rejected: list[Rejected] = []
        self.rejected_more = 0
        self.rows = 0
        self.blank = 0
        self.short = 0
        self._out = _new_file(workdir)
        self.path = Path(self._out.name)
        self._write = csv.writer(self._out, lineterminator="\n").writerow

    def __enter__(self) -> CleanCopy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._out.close()
        except OSError as problem:
            if kind is None:
                raise _not_written(problem) from problem
        if kind is not None:
            self.path.unlink(missing_ok=True)

    def add(self, row: int, cells: Sequence[str]) -> None:
        """Write a row, padded to the width where it is short; one with more cells than headers is rejected."""
        surplus = [cell for cell in cells[self.width :] if cell.strip()]
        if surplus:
            self.reject(row, _ragged(self.width, len(cells)), value="；".join(surplus))
            return
        if not any(cell and not cell.isspace() for cell in cells):
            self.blank += 1
            return
        missing = self.width - len(cells)
        if missing > 0:
            self.short += 1
        body = [*cells[: self.width], *[""] * missing]
        try:
            self._write([row, *map(_one_line, body)])
        except OSError as problem:
            raise _not_written(problem) from problem
        self.rows += 1

    def reject(self, row: int, reason: Text, *, column: str | None = None, value: str | None = None) -> None:
        """Keep a row that cannot be used, with the reason."""
        if len(self.rejected) < REJECTED_KEPT:
            self.rejected.append(Rejected(self.file, row, column, value, reason))
        else:
            self.rejected_more += 1

    def notes(self) -> list[Text]:
        """What was passed over or filled up."""
        said = []
        if self.blank:
            said.append(Text(f"略过空行 {self.blank} 行", f"blank rows passed over: {self.blank}"))
        if self.short:
            said.append(
                Text(
                    f"{self.short} 行的单元格比表头少，缺的按空处理",
                    f"rows with fewer cells than headers: {self.short}; what they lack is taken as empty",
                )
            )
        return said


def _new_file(workdir: Path) -> TextIO:
    """A file of its own: the names count up, so that the same input gives the same files."""
    for number in count(1):
        try:
            return (workdir / f"log-{number:04d}.csv").open("x", encoding="utf-8", newline="")
        except FileExistsError:
            continue
        except OSError as error:
            raise _not_written(error) from error
    raise AssertionError("the numbers have no end")


def _not_written(error: OSError) -> Refused:
    said = error.strerror or str(error)
    title = Text(f"写临时文件失败（{said}）", f"a temporary file cannot be written ({said})")
    return Refused([Diagnostic("log-workdir", title)])


def _one_line(cell: str) -> str:
    """A line end within a cell becomes a blank: a copy has one record a line."""
    if "\n" in cell or "\r" in cell:
        return " ".join(part for part in cell.splitlines() if part)
    return cell


def _ragged(width: int, cells: int) -> Text:
    return Text(
        f"这一行有 {cells} 个单元格，表头只有 {width} 个：多半是文字里的分隔符没有用引号括起来",
        f"the row has {cells} cells and the header {width}: most likely a separator within a text is not quoted",
    )
