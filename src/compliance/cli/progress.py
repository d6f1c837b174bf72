"""Long work shows itself: one line on standard error, on a terminal only, gone when the work is done."""

from __future__ import annotations

import sys
import time
from typing import Self

from compliance.cli.terminal import columns
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.reports.wrap import wrapped

PATIENCE = 0.5
"""Seconds before anything is shown: short work stays silent."""
WORDS = {"zh": "处理中", "en": "working on"}


class Progress:
    """Called with the name of each stage."""

    def __init__(self, language: Language, quiet: bool) -> None:
        self.active = sys.stderr.isatty() and not quiet
        self.words = WORDS[language]
        self.started = time.monotonic()
        self.shown = 0
        """Columns of the line that stands there."""

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """However the work ended, the line is gone."""
        self.done()

    def __call__(self, stage: str, rows: int) -> None:
        """Shows that `stage` has begun."""
        if self.active and time.monotonic() - self.started > PATIENCE:
            self.done()
            count = f" {rows:,}" if rows else ""
            (line, *_) = wrapped(f"{self.words} {stage}{count} …", columns() - 1, ambiguous=2)
            sys.stderr.write(line)
            sys.stderr.flush()
            self.shown = width(line, ambiguous=2)

    def done(self) -> None:
        """Takes the line away. A console that knows no escape sequences is told with blanks."""
        if self.shown:
            sys.stderr.write(f"\r{' ' * self.shown}\r")
            sys.stderr.flush()
            self.shown = 0
