"""The command line as a user calls it: a process of its own in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    """What a process left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output."""
        return self.out.decode("utf-8")

    @property
    def complaint(self) -> str:
        """Standard error."""
        return self.err.decode("utf-8")


def heeding() -> None:
    """Begins a program as a terminal does: what runs tests in the background has them ignore Ctrl-C, or that it is closed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("check", "log.csv", stdin=b"", env={})` in `tmp_path`."""

    def call(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, folder: Path = tmp_path) -> Done:
        whole = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **(env or {})}
        done = subprocess.run(
            [sys.executable, "-m", "compliance", *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            env=whole,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call
