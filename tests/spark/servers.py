"""Processes of Spark that a test starts on this machine, and that end with it; and a check that they do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.spark.test_check import rows

SECONDS = 120
"""For a server to answer, on a machine that has other work."""


def home() -> str:
    """Where Spark lies."""
    found = find_spec("pyspark")
    assert found is not None and found.submodule_search_locations
    return found.submodule_search_locations[0]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], log: Path, more: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that listens on this machine alone; what it says stands in `log`, and it works beside it."""
    there = {"SPARK_HOME": home(), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, **(more or {})}
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env=os.environ | there, stdout=said, stderr=said, cwd=log.parent, start_new_session=True
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server takes what is said to it."""
    last = time.monotonic() + SECONDS
    while time.monotonic() < last and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError("no server")


def assert_same_there(log: Path, folder: Path, *asked: str, spark: Sequence[str] = (), **environment: str) -> str:
    """The folder of parts that Spark writes has the rows of the one file, and the terminal says the same.

    Gives what the check there said on standard error.
    """
    command = [sys.executable, "-m", "compliance", "check", str(log), *asked]
    there, here = (
        subprocess.run(
            [*command, *options], cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
        )
        for options in (("--engine", "spark", *spark, "-o", "there.parquet"), ("-o", "here.parquet"))
    )
    assert (there.returncode, there.stdout) == (1, here.stdout), there.stderr
    assert rows(folder / "there.parquet") == rows(folder / "here.parquet") != []
    return there.stderr
