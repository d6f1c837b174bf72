"""The clean copy that a database scans: UTF-8, comma, `"`, one record a line, no header, the original row first.

A small copy of one file among many stays in memory: it is put together with those of the same columns (`joint`).
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TextIO

from compliance.diagnostics import Text
from compliance.diagnostics.limits import limit, reason
from compliance.diagnostics.trouble import not_kept
from compliance.findings.assessment import Rejected
from compliance.log.lines import NUL, SHOWN, SURROGATE
from compliance.log.model import REJECTED_KEPT

_BREAK = re.compile(r"\s*[\r\n]\s*")
_BETWEEN_TWO = re.compile(r"(?<=[0-9A-Za-z])\s*[\r\n]\s*(?=[0-9A-Za-z])")
HELD = 1 << 20
"""Characters of a copy that are kept in memory where copies are held."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies go: into files of `workdir`; small ones stay in memory where they are `held`."""

    workdir: Path
    held: bool = False


class CleanCopy:
    """Rows going into a copy, rows that could not, and what else there is to say of them. `number` is the column of case numbers."""

    def __init__(self, copies: Copies, file: str, headers: Sequence[str], number: int | None = None) -> None:
        self.file = file
        self._number = number
        self._copies = copies
        self.headers = headers
        self.width = len(headers)
        self.rejected: list[Rejected] = []
        self.rejected_more = 0
        self.rows = 0
        self.blank = 0
        self.short = 0
        self.path: Path | None = None
        """The file; None where the copy is held."""
        self.held: bytes | None = None
        """The copy itself where it is held, once all of it is there."""
        self._memory = io.StringIO() if copies.held else None
        self._begin(self._memory or self._file())

    def _file(self) -> TextIO:
        self.path = new_file(self._copies.workdir)
        return self.path.open("w", encoding="utf-8", newline="")

    def _begin(self, out: TextIO) -> None:
        self._out = out
        self._write = csv.writer(out, lineterminator="\n").writerows

    def _spill(self) -> None:
        """The copy is no small one: what is in memory goes to a file."""
        assert self._memory is not None  # it is asked before
        text, self._memory = self._memory.getvalue(), None
        self._begin(self._file())
        self._out.write(text)

    def __enter__(self) -> CleanCopy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._memory is not None:
            self.held = self._memory.getvalue().encode()
        try:
            self._out.close()
        except OSError as problem:
            if kind is None:
                raise not_kept(problem) from problem
        if kind is not None and self.path is not None:
            self.path.unlink(missing_ok=True)

    def add(self, row: int, cells: Sequence[str]) -> None:
        """Write a row, padded to the width where it is short; one with more cells than headers is rejected."""
        if len(cells) > self.width and (surplus := [cell for cell in cells[self.width :] if cell.strip()]):
            self.reject(row, _ragged(self.width, len(cells)), value="；".join(surplus))
            return
        body = cells[: self.width]
        whole = "".join(body)
        if not whole or whole.isspace():
            self.blank += 1
            return
        if len(whole) > limit("cell") or "\0" in whole or not whole.isascii():
            wrong = self._unfit(body)
            if wrong is not None:
                at, why = wrong
                self.reject(row, why, column=self.headers[at], value=cells[at][:SHOWN])
                return
        if len(body) < self.width:
            self.short += 1
            body = [*body, *[""] * (self.width - len(body))]
        if "\n" in whole or "\r" in whole:
            body = self._one_line(body)
        self._put([[row, *body]])
        self.rows += 1

    def _put(self, rows: Iterable[Sequence[object]]) -> None:
        try:
            self._write(rows)
            self._kept_small()
        except OSError as problem:
            raise not_kept(problem) from problem

    def _put_text(self, text: str) -> None:
        try:
            self._out.write(text)
            self._kept_small()
        except OSError as problem:
            raise not_kept(problem) from problem

    def _kept_small(self) -> None:
        if self._memory is not None and self._memory.tell() > HELD:
            self._spill()

    def add_plain(self, first: int, lines: Sequence[str], delimiter: str) -> None:
        """Write the rows of lines that need not be taken apart: without quotation marks, NUL, or a cell that is too long."""
        breaks, ready = self.width - 1, list[str]()
        for row, line in enumerate(lines, start=first):
            if not line:
                self.blank += 1
                continue
            lacking = breaks - line.count(delimiter)
            if lacking >= 0 and line[:1].isalnum():
                self.short += lacking > 0
                ready.append(f"{row},{line}{delimiter * lacking}\n")
            else:
                self._put_lines(ready, delimiter)
                self.add(row, line.split(delimiter))
        self._put_lines(ready, delimiter)

    def _put_lines(self, ready: list[str], delimiter: str) -> None:
        if delimiter != ",":
            # A comma within a cell is none between two: `csv` quotes it.
            self._put(
                [number, *cells.rstrip("\n").split(delimiter)] for number, _, cells in (r.partition(",") for r in ready)
            )
        elif ready:
            self._put_text("".join(ready))
        self.rows += len(ready)
        ready.clear()

    def add_parted(self, rows: Sequence[tuple[int, list[str], int]]) -> None:
        """Write rows whose cells are known to be fit, each with the lines it takes."""
        ready = list[list[object]]()
        for row, cells, lines in rows:
            if len(cells) == self.width and cells[0][:1].isalnum():
                ready.append([row, *(cells if lines == 1 else self._one_line(cells))])
            else:
                if ready:
                    self._put(ready)
                    self.rows += len(ready)
                    ready = []
                self.add(row, cells)
        self._put(ready)
        self.rows += len(ready)

    def _one_line(self, cells: Sequence[str]) -> list[str]:
        """The cells, each on one line: a case number that was broken to fit its column is the number without the break."""
        return [_whole(cell) if at == self._number else _one_line(cell) for at, cell in enumerate(cells)]

    def _unfit(self, cells: Sequence[str]) -> tuple[int, Text] | None:
        """The first cell that cannot be kept, and why: one that is too long, or holds what no text holds."""
        most = limit("cell")
        for at, cell in enumerate(cells[: self.width]):
            if len(cell) > most:
                return at, reason("cell", len(cell))
            if not cell.isascii() and (half := SURROGATE.search(cell)):
                code = f"U+{ord(half[0]):04X}"
                return at, Text(f"含有半个字符 {code}", f"it holds half a character, {code}")
            if "\0" in cell:
                return at, NUL
        return None

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


def new_file(workdir: Path) -> Path:
    """An empty file of its own, whoever else makes one there. Raises `Refused` where none can be made."""
    try:
        handle, name = tempfile.mkstemp(".csv", "log-", workdir)
        os.close(handle)
        return Path(name)
    except OSError as error:
        raise not_kept(error) from error


def _one_line(cell: str) -> str:
    """A line end within a cell becomes a blank: a copy has one record a line."""
    if "\n" in cell or "\r" in cell:
        return " ".join(part for part in cell.splitlines() if part)
    return cell


def _whole(number: str) -> str:
    """A number in one line; what may be two (1 above 2) stays apart."""
    return _BREAK.sub("", _BETWEEN_TWO.sub(" ", number.strip()))


def _ragged(width: int, cells: int) -> Text:
    return Text(
        f"这一行有 {cells} 个单元格，表头只有 {width} 个：多半是文字里的分隔符没有用引号括起来",
        f"the row has {cells} cells and the header {width}: most likely a separator within a text is not quoted",
    )
