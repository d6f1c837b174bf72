"""Long work shows itself on standard error: a line that is rewritten on a terminal, with -v a line a stage in a log.

Quick work says nothing. How long something will still take is worked out from how much of it the database or the number of files
says is done, and not said before that says enough.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from compliance.cli.terminal import columns, say_aside
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings.progress import Progress
from compliance.reports.wrap import wrapped

PATIENCE = 1.0
"""Seconds of work before anything is said of it, and before it is guessed how long it takes."""
BETWEEN = 0.25
"""Seconds between two looks at how far the work is."""
ENOUGH = 0.05
"""The share that must be done before it is said when it will be over."""
BRIEF = 0.05
"""Seconds below which a log passes a stage over."""
NOTHING = Text("", "")


class Told(Progress):
    """Tells a person, or a log, what a run is doing."""

    def __init__(self, language: Language, quiet: bool, verbose: bool = False) -> None:
        on_terminal = sys.stderr.isatty()
        self.language = language
        self.wanted = on_terminal and not quiet
        self.in_log = verbose and not quiet and not on_terminal
        self.started = time.monotonic()
        self._stage: Text | None = None
        self._began = self.started
        self._rows = self._done = self._of = 0
        self._step = _Step()
        self._share: Callable[[], float | None] = lambda: None
        self._waiting: list[Text] = []
        """Stages of work that may still turn out to be quick."""
        self._shown = 0
        """Columns of the line that stands there."""
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._painter: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """However the work ended, the line is gone."""
        self.done()

    def begin(self, stage: Text, rows: int = 0) -> None:
        """A stage begins."""
        self._end_stage()
        with self._lock:
            self._stage, self._rows, self._done, self._of = stage, rows, 0, 0
            self._began, self._step = time.monotonic(), _Step()
        if self.wanted and self._painter is None:
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
        """Whom to ask how much of the work under way is done; whoever was asked before is not asked any more."""
        with self._lock:
            self._share = share

    def done(self) -> None:
        """The work is over: the last stage is told, the line on the terminal goes."""
        self._end_stage()
        if self._painter is not None:
            self._over.set()
            self._painter.join()
            self._painter = None
        if self._shown:
            _say(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _end_stage(self) -> None:
        with self._lock:
            stage, self._stage = self._stage, None
        now = time.monotonic()
        seconds, amount = now - self._began, self._amount()
        if self.in_log and stage is not None and seconds >= BRIEF:
            zh, en = f"{stage.zh}{amount.zh}：{seconds:.1f} 秒", f"{stage.en}{amount.en}: {seconds:.1f} s"
            self._waiting.append(Text(zh, en))
        if now - self.started >= PATIENCE:
            for line in self._waiting:
                say_aside(line.said(self.language))
            self._waiting.clear()

    def _amount(self) -> Text:
        """The rows or files that the stage has to do with, where they are known."""
        if self._of:
            return Text(f" {self._done:,}/{self._of:,} 个文件", f" {self._done:,} of {self._of:,} files")
        return Text(f" {self._rows:,} 行", f" {self._rows:,} rows") if self._rows else NOTHING

    def _paint(self) -> None:
        """Rewrites the line until the work is over."""
        while not self._over.wait(BETWEEN):
            if time.monotonic() - self.started >= PATIENCE:
                with self._lock:
                    line = self._line()
                if line:
                    # A console that knows no escape sequences is told with blanks.
                    shown = width(line, ambiguous=2)
                    _say(f"\r{line}{' ' * max(0, self._shown - shown)}")
                    self._shown = shown

    def _line(self) -> str:
        """What is under way, how far it is, and how long it will take."""
        if self._stage is None:
            return ""
        share = self._done / self._of if self._of else self._share()
        amount, far, left = self._amount(), NOTHING, self._step.left(share)
        if share:
            far = Text(f"，{share:.0%}", f", {share:.0%}")
        words = Text(
            f"{self._stage.zh}{amount.zh}{far.zh}{left.zh} …", f"{self._stage.en}{amount.en}{far.en}{left.en} …"
        )
        (line, *_) = wrapped(words.said(self.language), columns() - 1, ambiguous=2)
        return line


class _Step:
    """What a share is of: the files of a stage, or one statement of several, of which the next begins at nothing."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._last = 0.0

    def left(self, share: float | None) -> Text:
        """How long it will still take, no more exactly than it is known; nothing where it is not."""
        now = time.monotonic()
        if share is None or share < self._last:
            self._began = now
        self._last = share or 0.0
        seconds = now - self._began
        if share is None or share < ENOUGH or seconds < PATIENCE:
            return NOTHING
        seconds *= (1 - share) / share
        if seconds < 90:
            n = max(1, round(seconds))
            return Text(f"，约剩 {n} 秒", f", about {n} s left")
        n = round(seconds / 60)
        return Text(f"，约剩 {n} 分钟", f", about {n} min left")


def _say(text: str) -> None:
    """Writes to the terminal; one that has gone away is no reason to stop."""
    encoding = sys.stderr.encoding or "utf-8"
    with suppress(OSError):
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()
