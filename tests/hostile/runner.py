"""Runs the command line in a child of its own, with a limit of time and memory, without starting Python anew each time.

As a program (`python -m tests.hostile.runner`) it is the parent: it has the product's modules loaded, and forks a child
for each line of JSON that comes in. The child is the command line in full: its folder, standard streams, exit status.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 20
"""What no command may take, whatever it is given: of the processor, for a machine may be busy with something else."""
PATIENCE = 60
"""Seconds after which a command that waits for something is ended."""
ADDRESS_SPACE = 12 << 30
"""What keeps a child that goes wrong from taking the machine with it; the database alone reserves gigabytes."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind. `status` is None where it had to be killed; `seconds` of the processor; `peak` in bytes."""

    status: int | None
    out: bytes
    err: bytes
    seconds: float
    peak: int

    @property
    def said(self) -> str:
        """Both streams."""
        return (self.out + self.err).decode("utf-8", "replace")


class Runner:
    """The parent as a process; use it as a context."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.runner"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait()

    def run(self, arguments: Sequence[str | bytes], folder: Path, stdin: bytes | None = None) -> Done:
        """Runs `compliance ARGUMENTS` in `folder`; temporary files go to a folder `tmp` beside it."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        beside = folder.parent / f"{folder.name}.run"
        (beside / "tmp").mkdir(parents=True, exist_ok=True)
        if stdin is not None:
            (beside / "in").write_bytes(stdin)
        texts = [a.decode("utf-8", "surrogateescape") if isinstance(a, bytes) else a for a in arguments]
        asked = {"arguments": texts, "folder": str(folder), "beside": str(beside), "stdin": stdin is not None}
        self._parent.stdin.write(json.dumps(asked).encode() + b"\n")
        self._parent.stdin.flush()
        told = json.loads(self._parent.stdout.readline())
        return Done(
            told["status"], (beside / "out").read_bytes(), (beside / "err").read_bytes(), told["seconds"], told["peak"]
        )


def serve() -> None:
    """The parent: a line of JSON in, one out, until there are no more."""
    _warm()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _be(asked)
        status, used = _waited(child)
        told = {"status": status, "seconds": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss << 10}
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
        sys.stdout.buffer.flush()


def _warm() -> None:
    """Loads what commands load, without a database: a child must open its own."""
    import importlib
    import pkgutil

    import compliance

    for module in pkgutil.walk_packages(compliance.__path__, "compliance."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in (
        "duckdb",
        "docxtpl",
        "lark",
        "pydantic",
        "python_calamine",
        "xlsxwriter",
        "zoneinfo",
        "chinese_calendar",
    ):
        importlib.import_module(name)


def _be(asked: Mapping[str, Any]) -> None:
    """The child: never returns."""
    try:
        beside = Path(str(asked["beside"]))
        os.chdir(str(asked["folder"]))
        os.environ["TMPDIR"] = str(beside / "tmp")
        source = str(beside / "in") if asked["stdin"] else os.devnull
        for number, (path, flags) in enumerate(
            ((source, os.O_RDONLY), (str(beside / "out"), _NEW), (str(beside / "err"), _NEW))
        ):
            os.dup2(os.open(path, flags, 0o600), number)
        import tempfile

        tempfile.tempdir = None
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        arguments = [
            str(a).encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") for a in asked["arguments"]
        ]  # type: ignore[attr-defined]
        # As `python -m compliance` begins it: the help says so.
        sys.argv = [str(ROOT / "src" / "compliance" / "__main__.py"), *arguments]
        sys.modules["__main__"].__package__ = "compliance"
        from compliance.cli.main import main

        main()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(99)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _waited(child: int) -> tuple[int | None, resource.struct_rusage]:
    """The child's exit status and what it used; None where it outstayed its time or a signal ended it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        pid, status, used = os.wait4(child, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            _, _, used = os.wait4(child, 0)
            return None, used
        time.sleep(0.005)
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else None), used


if __name__ == "__main__":
    serve()
