"""Long work shows itself: one line on standard error, on a terminal only, gone when the work is done."""

from __future__ import annotations

import sys
import time

from compliance.diagnostics.diagnostic import Language

PATIENCE = 0.5
"""Seconds before anything is shown: short work stays silent."""
WORDS = {"zh": "处理中", "en": "working on"}


class Progress:
    """Called with the name of each stage."""

    def __init__(self, language: Language, quiet: bool) -> None:
        self.active = sys.stderr.isatty() and not quiet
        self.words = WORDS[language]
        self.started = time.monotonic()
        self.shown = False

    def __call__(self, stage: str, rows: int) -> None:
        """Shows that `stage` has begun."""
        if self.active and time.monotonic() - self.started > PATIENCE:
            count = f" {rows:,}" if rows else ""
            sys.stderr.write(f"\r\033[K{self.words} {stage}{count} …")
            sys.stderr.flush()
            self.shown = True

    def done(self) -> None:
        """Takes the line away."""
        if self.shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
