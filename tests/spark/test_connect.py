"""`SPARK_REMOTE`: a server of Spark Connect does the work and writes the findings."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.spark.test_check import LOG, RULE, rows

SECONDS = 120
"""For the server to answer, on a machine that has other work."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server on this machine, which ends with the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = find_spec("pyspark")
    assert found is not None and found.submodule_search_locations
    home = found.submodule_search_locations[0]
    local = ("spark.connect.grpc.binding.address=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")
    settings = (*local, f"spark.connect.grpc.binding.port={port}", "spark.ui.enabled=false")
    command = ["bash", f"{home}/sbin/start-connect-server.sh", "--master", "local[2]"]
    command += [part for setting in settings for part in ("--conf", setting)]
    there = {
        "SPARK_HOME": home,
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=os.environ | there, stdout=log, stderr=log, cwd=tmp_path, start_new_session=True
        )
    try:
        _wait(port, process)
        yield f"sc://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server takes what is said to it."""
    last = time.monotonic() + SECONDS
    while time.monotonic() < last and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError("no server")


def test_a_server_writes_the_findings_of_the_embedded_engine(server: str, tmp_path: Path) -> None:
    """The folder of parts has the rows of the one file, and the terminal says the same."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    command = [sys.executable, "-m", "compliance", "check", str(tmp_path / "log.csv"), *RULE]
    remote = os.environ | {"SPARK_REMOTE": server}
    there = subprocess.run(
        [*command, "--engine", "spark", "-o", "there.parquet"],
        cwd=tmp_path,
        env=remote,
        capture_output=True,
        text=True,
        check=False,
    )
    here = subprocess.run([*command, "-o", "here.parquet"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (there.returncode, there.stdout) == (1, here.stdout), there.stderr
    assert rows(tmp_path / "there.parquet") == rows(tmp_path / "here.parquet") != []
