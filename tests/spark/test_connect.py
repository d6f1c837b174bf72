"""`SPARK_REMOTE`: a server of Spark Connect does the work and writes the findings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spark.servers import free_port, home, running, wait
from tests.spark.test_check import LOG, RULE, rows


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server on this machine, which ends with the test."""
    port = free_port()
    local = ("spark.connect.grpc.binding.address=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")
    settings = (*local, f"spark.connect.grpc.binding.port={port}", "spark.ui.enabled=false")
    command = ["bash", f"{home()}/sbin/start-connect-server.sh", "--master", "local[2]"]
    command += [part for setting in settings for part in ("--conf", setting)]
    with running(command, tmp_path / "server.log", {"SPARK_NO_DAEMONIZE": "1"}) as process:
        wait(port, process)
        yield f"sc://127.0.0.1:{port}"


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
