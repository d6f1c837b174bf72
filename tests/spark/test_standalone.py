"""`--spark-master spark://…`: a standalone cluster, whose workers and executors are processes of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.spark.servers import assert_same_there, free_port, home, running, wait
from tests.spark.test_check import LOG, RULE

DEPLOY = "org.apache.spark.deploy"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a master with two workers of one core each."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    quiet = {"SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false"}

    def command(name: str, *arguments: str) -> list[str]:
        host = ("--host", "127.0.0.1", "--webui-port", "0")
        return ["bash", f"{home()}/bin/spark-class", f"{DEPLOY}.{name}", *host, *arguments]

    with ExitStack() as held:
        master = command("master.Master", "--port", str(port))
        wait(port, held.enter_context(running(master, tmp_path / "master.log", quiet)))
        for name in ("first", "second"):
            size = ("--cores", "1", "--memory", "1g", "--work-dir", str(tmp_path / name))
            # As a service begins them: in no locale, and elsewhere.
            bare = {"LC_ALL": "C", "TZ": "America/New_York"}
            held.enter_context(running(command("worker.Worker", *size, address), tmp_path / f"{name}.log", bare))
        yield address


def test_executors_write_the_findings_of_the_embedded_engine(cluster: str, tmp_path: Path) -> None:
    """Both workers have had their part of it; the folder has the rows of the one file, and the terminal says the same.

    The folders have Chinese names, which Java finds in a locale of UTF-8 alone.
    """
    log = tmp_path / "市里" / "台账"
    log.mkdir(parents=True)
    for name in "ab":
        (log / f"{name}.csv").write_text(LOG.replace("\n1,", f"\n{name}1,").replace("\n2,", f"\n{name}2,"), "utf-8")
    here = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    said = assert_same_there(log, log.parent, *RULE, spark=("--spark-master", cluster), **here)
    assert "Truncated" not in said, "Spark tells of plans that it was asked to shorten"
    assert "[Stage" not in said, "Spark's own bar stands between the lines of progress"
    for name in ("first", "second"):
        assert [*(tmp_path / name).glob("app-*/*/stderr")], f"the {name} worker had no executor"
