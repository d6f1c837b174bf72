"""`check --engine spark`: what is written, and what is said where there is no Spark."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.cli.conftest import Run, run
from tests.cli.test_stopped import left, started
from typer.testing import CliRunner

pytest.importorskip("pyspark")

import pyarrow
from pyarrow import parquet
from pyspark.errors import AnalysisException, PySparkException

from compliance import __version__
from compliance.cli.application import application
from compliance.diagnostics import Refused
from compliance.engine import stored
from compliance.engine.spark import store, words
from compliance.engine.spark.cluster import heap, working
from compliance.engine.spark.failed import OTHER_FILE
from compliance.engine.spark.store import SparkFindings
from compliance.engine.stored import StoredFindings
from compliance.reports import text

__all__ = ["run"]
LOG = """case,matter,agency,action,time
1,预决算,财政局,批准,2018-01-10
1,预决算,财政局,公开,2018-02-02
2,预决算,教育局,批准,2018-01-10
2,预决算,教育局13812345678,批准,2018-01-10
"""
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31", "--lang", "en")
SPARK = ("--engine", "spark")


def rows(parquet: Path) -> list[tuple[object, ...]]:
    """The rows of a Parquet file, or of a folder of parts, in their order."""
    name = str(parquet / "*.parquet") if parquet.is_dir() else str(parquet)
    return duckdb.execute("SELECT * FROM read_parquet(?)", [name]).fetchall()


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_findings_are_written_in_parts_and_say_the_same(run: Run, tmp_path: Path) -> None:
    """A folder of parts takes the place of what stood there; its rows are those of the embedded engine's file, masked alike.

    Storage that a check was held in is empty after it: Spark leaves there what it was given to hold, of a nation's log as much as
    the log, each time.
    """
    work, storage, settings = (tmp_path / name for name in ("work", "storage", "settings"))
    for folder in (work, storage, settings, work / "findings.parquet"):
        folder.mkdir()
    (settings / "spark-defaults.conf").write_text(f"spark.checkpoint.dir {storage}\n")
    (work / "log.csv").write_text(LOG, "utf-8")
    (work / "findings.parquet" / "old").touch()
    here = run("check", "log.csv", *RULE, "-o", "one.parquet", "-o", "one.csv", folder=work)
    written = ("-o", "findings.parquet", "-o", "findings.csv")
    there = run("check", "log.csv", *RULE, *SPARK, *written, folder=work, env={"SPARK_CONF_DIR": str(settings)})
    assert (there.status, there.out) == (1, here.out), there.complaint
    assert rows(work / "findings.parquet") == rows(work / "one.parquet")
    assert len(rows(work / "one.parquet")) == 3
    assert (work / "findings.csv").read_bytes() == (work / "one.csv").read_bytes()
    assert not (work / "findings.parquet" / "old").exists()
    assert names(work) == ["findings.csv", "findings.parquet", "log.csv", "one.csv", "one.parquet"]
    assert names(storage) == []


def test_more_findings_than_can_be_brought_here_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the format that the cluster writes itself."""
    monkeypatch.setattr(store, "COLLECTED", 2)
    monkeypatch.setattr(SparkFindings, "__len__", lambda self: 3)
    findings = SparkFindings(None, (), (), {})  # type: ignore[arg-type]
    with pytest.raises(Refused, match="is made here"):
        findings.where("true", [])


def test_a_list_too_long_to_be_brought_here_is_no_reason_to_say_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With -v the terminal says what it says without, and why; the report that the cluster wrote stays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    plain = CliRunner().invoke(application(), ["check", "log.csv", *RULE])
    monkeypatch.setattr(stored, "FEW", 0)
    monkeypatch.setattr(text, "FEW_AGENCIES", 0)
    where = StoredFindings.where

    def limited(self: StoredFindings, condition: str, values: Sequence[Any], limit: int | None = None) -> Any:
        if limit is None and self.agency is None:
            raise Refused([store._too_many(200_001)])
        return where(self, condition, values, limit)

    monkeypatch.setattr(StoredFindings, "where", limited)
    verbose = CliRunner().invoke(application(), ["check", "log.csv", *RULE, "-v"])
    assert (verbose.exit_code, verbose.stdout) == (1, plain.stdout)
    assert "warning[report/too-many]: there are 200,001 findings" in verbose.stderr


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Traceback\nModuleNotFoundError: No module named 'compliance'", "compliance is not installed on the machines"),
        (
            "An exception was thrown from the Python worker:\nTraceback\n[PYTHON_VERSION_MISMATCH] Python in worker has different "
            "version: 3.12 than that in driver: 3.11, PySpark cannot run with different minor versions.",
            "the machines of the cluster have Python 3.12, and 3.11 is here",
        ),
        (
            'Job aborted\nCaused by: java.io.IOException: Cannot run program "/opt/python": error=2',
            "the machines of the cluster cannot run /opt/python",
        ),
        (
            "Job aborted: no space left on device\n\tat org.apache",
            "did not finish: Job aborted: no space left on device",
        ),
        ("SparkException: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_2_1 not found!", "lost an executor"),
        (f"SparkRuntimeException: [USER_RAISED_EXCEPTION] {OTHER_FILE}", "is another one on another machine"),
        (
            "SparkException: Checkpoint RDD has a different number of partitions from original RDD.",
            "not in shared storage",
        ),
        ("An error occurred while calling o7.collect.\n: SparkException: torn", "did not finish: SparkException: torn"),
    ],
)
def test_what_a_cluster_fails_of_is_told(said: str, told: str) -> None:
    """In a line; what it does not understand is a fault of ours and comes as it is."""
    with pytest.raises(Refused, match=told), working():
        raise PySparkException(said)
    with pytest.raises(AnalysisException), working():
        raise AnalysisException(said)


def test_findings_that_stay_on_the_machines_of_the_cluster_are_told(tmp_path: Path) -> None:
    """The folder of each has the name of the one here, and Spark says that all went well."""
    table = pyarrow.table({"reason": ["a", "b"]})
    parquet.write_table(table, tmp_path / "part-0.parquet")
    store.check_arrived(str(tmp_path), 2)
    with pytest.raises(Refused, match="wrote 3 findings, of which 2 lie in the folder here"):
        store.check_arrived(str(tmp_path), 3)


def test_another_version_on_the_machines_of_the_cluster_is_told() -> None:
    """It would put findings into other words, or break on what it is handed."""
    words.check_version(__version__)
    with pytest.raises(RuntimeError) as other:
        words.check_version("0.0.1")
    with pytest.raises(Refused, match=f"have compliance {__version__}, and 0.0.1 is here"), working():
        raise PySparkException(f"An exception was thrown from the Python worker:\nRuntimeError: {other.value}")


def test_a_log_that_the_cluster_does_not_see_is_told() -> None:
    """It lies here alone, and not in storage that the machines share."""

    class Unseen(AnalysisException):
        def getCondition(self) -> str:
            return "PATH_NOT_FOUND"

    with pytest.raises(Refused, match="does not see the files of the log"), working():
        raise Unseen("[PATH_NOT_FOUND] Path does not exist: file:/log.csv")


def test_going_on_from_a_report_is_not_for_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said at once, before Spark starts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    done = CliRunner().invoke(application(), ["check", "log.csv", *RULE, *SPARK, "--since", "earlier.parquet"])
    assert done.exit_code == 2
    assert "--since does not go with --engine spark" in done.output


@pytest.mark.parametrize(
    ("where", "remote", "why"),
    [
        ("nowhere", "", ""),
        ("local[x]", "", "SparkException: Could not parse Master URL: 'local[x]'"),
        ("spark://127.0.0.1:1", "", "Connection refused"),
        ("sc://127.0.0.1:1", "sc://127.0.0.1:1", "Connection refused"),
    ],
)
def test_a_cluster_that_does_not_answer_is_told(run: Run, tmp_path: Path, where: str, remote: str, why: str) -> None:
    """With the address and what to look at, no traceback, and before Spark has tried for minutes."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    given = () if remote else ("--spark-master", where)
    done = run(
        "check", "log.csv", *RULE, *SPARK, *given, env={"SPARK_REMOTE": remote, "http_proxy": "", "https_proxy": ""}
    )
    assert done.status == 2, done.complaint
    assert f"Spark ({where}) did not start or answer" in done.complaint and why in done.complaint
    assert "Traceback" not in done.complaint


@pytest.mark.parametrize(
    ("said", "heap_of_java"),
    [("600MB", "572m"), ("1.5GB", "1430m"), ("3gb", "2861m"), ("2 GiB", "2048m"), ("1KB", "64m")],
)
def test_memory_is_said_as_for_the_embedded_engine(said: str, heap_of_java: str) -> None:
    """Java knows no fractions, blanks or units of two letters; Spark says itself that it has too little."""
    assert heap(said) == heap_of_java


def test_what_is_no_size_of_memory_is_told() -> None:
    """Java did not start, and that was told."""
    with pytest.raises(Refused) as refused:
        heap("x")
    assert [problem.code for problem in refused.value.diagnostics] == ["usage/memory"]


def test_ctrl_c_while_spark_starts_leaves_no_java(tmp_path: Path) -> None:
    """It would wait for ever; nor is what its connection says of the end a traceback."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    process = started(tmp_path, "log.csv", *SPARK)
    patience = time.monotonic() + 60
    while not any("java" in line for line in left(tmp_path)) and time.monotonic() < patience:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    # Java writes into the same pipe: that it is at its end says that Java is.
    _, err = process.communicate(timeout=240)
    assert (process.returncode, list((tmp_path / "tmp").iterdir())) == (130, []), err.decode()
    assert "Traceback" not in err.decode()
