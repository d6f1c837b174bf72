"""Long work shows itself on standard error: a line that is rewritten on a terminal, with -v a line a stage in a log.

Quick work says nothing. How long a stage will still take is worked out from what the database or the number of files says is done of
it, and not said before that says enough.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Self

from compliance.cli.terminal import columns, say_aside
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings.progress import Progress
from compliance.reports.wrap import wrapped

PATIENCE = 1.0
"""Seconds of work, and of a stage, before anything is said."""
BETWEEN = 0.2
"""Seconds between two looks at how far the work is."""
ENOUGH = 0.05
"""The share of a stage that must be done before it is said when it will be over."""


class Told(Progress):
    """Tells a person, or a log, what a run is doing."""

    def __init__(self, language: Language, quiet: bool, verbose: bool = False) -> None:
        self.language = language
        self.on_terminal = sys.stderr.isatty() and not quiet
        self.in_log = verbose and not quiet and not sys.stderr.isatty()
        self.started = time.monotonic()
        self._stage: Text | None = None
        self._began = self.started
        self._rows = 0
        self._done = self._of = 0
        self._share: Callable[[], float | None] = lambda: None
        self._shown = 0
        """Columns of the line that stands there."""
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._painter: threading.Thread | None = None

    @property
    def wanted(self) -> bool:
        """Whether anybody looks at how far a stage is."""
        return self.on_terminal

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """However the work ended, the line is gone."""
        self.done()

    def begin(self, stage: Text, rows: int = 0) -> None:
        """A stage begins."""
        self._close_stage()
        with self._lock:
            self._stage, self._rows, self._done, self._of = stage, rows, 0, 0
            self._began = time.monotonic()
        if self.on_terminal and self._painter is None:
            self._over.clear()
            self._painter = threading.Thread(target=self._paint, daemon=True)
            self._painter.start()

    def reach(self, done: int, of: int) -> None:
        """So many files of the stage are done."""
        self._done, self._of = done, of

    def count(self, rows: int) -> None:
        """The rows of the stage."""
        self._rows = rows

    def follow(self, share: Callable[[], float | None]) -> None:
        """Whom to ask how much of the work under way is done."""
        self._share = share

    def done(self) -> None:
        """The work is over: the last stage is told, the line on the terminal goes."""
        self._close_stage()
        if self._painter is not None:
            self._over.set()
            self._painter.join()
            self._painter = None
        self._share = lambda: None
        self._wipe()

    def _close_stage(self) -> None:
        stage, self._stage = self._stage, None
        seconds = time.monotonic() - self._began
        if stage is not None and self.in_log and seconds >= PATIENCE:
            told = Text(
                f"{stage.zh}{self._amount().zh}：{seconds:.1f} 秒", f"{stage.en}{self._amount().en}: {seconds:.1f} s"
            )
            say_aside(told.said(self.language))

    def _amount(self) -> Text:
        """The rows or files that the stage has to do with, where they are known."""
        if self._of:
            return Text(f" {self._done:,}/{self._of:,} 个文件", f" {self._done:,} of {self._of:,} files")
        return Text(f" {self._rows:,} 行", f" {self._rows:,} rows") if self._rows else Text("", "")

    def _paint(self) -> None:
        while not self._over.wait(BETWEEN):
            if time.monotonic() - self.started >= PATIENCE:
                with self._lock:
                    line = self._line()
                if line:
                    self._write(line)

    def _line(self) -> str:
        """What is under way, how far it is, and how long it will take."""
        if self._stage is None:
            return ""
        share = self._done / self._of if self._of else self._share()
        seconds = time.monotonic() - self._began
        far = f" {share:.0%}" if share else ""
        left = Text("", "")
        if share is not None and share >= ENOUGH and seconds >= PATIENCE:
            left = _left(seconds * (1 - share) / share)
        amount = self._amount()
        words = Text(f"{self._stage.zh}{amount.zh}{far}{left.zh} …", f"{self._stage.en}{amount.en}{far}{left.en} …")
        (line, *_) = wrapped(words.said(self.language), columns() - 1, ambiguous=2)
        return line

    def _write(self, line: str) -> None:
        """Rewrites the line. A console that knows no escape sequences is told with blanks."""
        shown = width(line, ambiguous=2)
        encoding = sys.stderr.encoding or "utf-8"
        text = line.encode(encoding, "replace").decode(encoding)
        sys.stderr.write(f"\r{text}{' ' * max(0, self._shown - shown)}")
        sys.stderr.flush()
        self._shown = shown

    def _wipe(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()
            self._shown = 0


def _left(seconds: float) -> Text:
    """How long something will still take, no more exactly than it is known."""
    if seconds < 90:
        n = max(1, round(seconds))
        return Text(f"，约剩 {n} 秒", f", about {n} s left")
    n = round(seconds / 60)
    return Text(f"，约剩 {n} 分钟", f", about {n} min left")
