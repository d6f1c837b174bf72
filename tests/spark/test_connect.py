"""`SPARK_REMOTE`: a server of Spark Connect does the work and writes the findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spark.servers import assert_same_there, free_port, home, running, wait
from tests.spark.test_check import LOG


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
    assert_same_there(tmp_path / "log.csv", tmp_path, SPARK_REMOTE=server)
