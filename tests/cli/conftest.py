"""The command line as a user calls it: a process of its own in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.runner import Runner

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


def environment() -> dict[str, str]:
    """Of a run that is given no other."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def run(tmp_path: Path, forks: Runner | None) -> Run:
    """`run("check", "log.csv", stdin=b"", env={})` in `tmp_path`; in an environment of its own Python is begun for it."""

    def call(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, folder: Path = tmp_path) -> Done:
        if forks is not None and env is None:
            forked = forks.run(arguments, folder, stdin)
            assert forked.status is not None, f"ended by a signal, or after a minute: {arguments}"
            return Done(forked.status, forked.out, forked.err)
        done = subprocess.run(
            [sys.executable, "-m", "compliance", *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            env={**environment(), **(env or {})},
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call
