"""The cluster: a session of Spark, on this machine, on a cluster, or by Spark Connect."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.engine.database import size_said
from compliance.engine.spark.failed import failed, first_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    # Times of a log have no zone: what is written is what is meant, wherever the cluster stands.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    # A batch for Python ends after so many rows. With a limit of bytes, too, Spark adds up after each row how large the batch is:
    # of rows with lists that grows by the square.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(2**31 - 1),
    "spark.sql.caseSensitive": "false",
    # Whoever looks at Spark's own page sees plans in short: to write them out costs more than many of these queries.
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "4000",
    # What was held knows of columns that it no longer has; a union of such frames would ask for them.
    "spark.sql.constraintPropagation.enabled": "false",
}
"""What the SQL of the stages takes for granted."""
SMALL = 4_000_000
"""Bytes of log below which code made for a query costs more than it saves."""
BY_SIZE: dict[str, tuple[str, str | None]] = {
    "spark.sql.codegen.wholeStage": ("false", None),
    "spark.sql.codegen.factoryMode": ("NO_CODEGEN", None),
    "spark.sql.adaptive.enabled": ("false", None),
    "spark.sql.shuffle.partitions": ("1", None),
    "spark.sql.leafNodeDefaultParallelism": ("1", None),
    # Every table is one part, and joined where it lies; to hand it to each machine first takes a job and a page of memory each.
    "spark.sql.autoBroadcastJoinThreshold": ("-1", None),
}
"""What a small log is worked on with, and a large one; None: what the cluster is set to."""
ANYWHERE = {
    # How far a check is the command line shows.
    "spark.ui.showConsoleProgress": "false",
    # In the locale that services begin with, Java does not find a file with a Chinese name, and calls what it writes otherwise.
    "spark.executorEnv.LC_ALL": "C.UTF-8",
}
"""Of whatever Spark is begun from here."""
LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""Of a Spark on this machine alone: it speaks with nobody."""
USUAL = {"sc": 15002, "spark": 7077}
"""The port of Spark Connect, and of a standalone cluster, where an address names none."""
SHORTENING = ("org.apache.spark.sql.catalyst.util.StringUtils", "org.apache.spark.util.SparkStringUtils")
"""What of Spark writes plans out in short, and says so of each."""
LEAST_HEAP = 64 << 20
"""Bytes in which Java starts; how much more Spark wants it says itself."""
WAIT = 10
"""Seconds in which a cluster has to answer."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to run: `master` as Spark names it (`local[2]`, `yarn`, `spark://…`), or `remote`, a Spark Connect address."""

    master: str = "local[2]"
    remote: str | None = None
    memory: str | None = None
    """Of a Spark on this machine: how much memory it may take, such as `600MB`."""
    proxied: bool = False
    """Whether a proxy stands between here and what `remote` names."""

    def size(self, spark: SparkSession, log: int) -> None:
        """Settles how a log of so many bytes is worked on."""
        for key, (small, large) in BY_SIZE.items():
            if self.remote and not spark.conf.isModifiable(key):
                continue
            value = small if log < SMALL else large
            if value is None:
                spark.conf.unset(key)
            else:
                spark.conf.set(key, value)


def opened(cluster: Cluster) -> SparkSession:
    """A session. Raises Refused where Spark or Java is not installed, or the cluster does not answer."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        raise Refused([_not_installed()]) from None
    try:
        _knock(cluster)
        spark = _started(_builder(cluster))
        for key, value in SETTINGS.items():
            spark.conf.set(key, value)
        if not cluster.remote:
            _without_word_of_plans(spark)
        if not cluster.remote and cluster.master.startswith("local"):
            # Workers on this machine are this Python, whatever `python3` may be.
            spark.sparkContext.pythonExec = sys.executable
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise Refused([_no_answer(cluster, error)]) from None
    return spark


def _without_word_of_plans(spark: SparkSession) -> None:
    """Has Spark not say on the terminal that it shortens plans: `SETTINGS` asks for it."""
    logging = spark.sparkContext._jvm.org.apache.logging.log4j  # type: ignore[union-attr]
    for name in SHORTENING:
        logging.core.config.Configurator.setLevel(name, logging.Level.ERROR)


def _started(builder: SparkSession.Builder) -> SparkSession:
    """The session, begun in a thread of its own: there Spark leaves Ctrl-C to this program, which waits until it has begun.

    A Java that nobody waits for waits for ever; once it has begun, it ends with this process.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(builder.getOrCreate).result()


def _builder(cluster: Cluster) -> SparkSession.Builder:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("compliance")
    if cluster.remote:
        return builder.remote(cluster.remote)
    builder = builder.master(cluster.master)
    for key, value in ANYWHERE.items():
        builder = builder.config(key, value)
    if cluster.master.startswith("local"):
        for key, value in LOCAL.items():
            builder = builder.config(key, value)
        quiet = files("compliance.engine.spark").joinpath("log4j2.properties")
        builder = builder.config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile=file:{quiet}")
        if cluster.memory:
            builder = builder.config("spark.driver.memory", heap(cluster.memory))
    return builder


def heap(memory: str) -> str:
    """A size of memory as Java takes it, which has no fractions. Raises Refused for what is no size."""
    number, unit = size_said(memory)
    thousand = 1024 if "I" in unit.upper() else 1000
    size = number * thousand ** ("KMGT".index(unit[0].upper()) + 1)
    return f"{max(LEAST_HEAP, round(size)) >> 20}m"


def _knock(cluster: Cluster) -> None:
    """Raises OSError where nobody answers at the address of a cluster: Spark would try again for minutes."""
    refused: OSError | None = None
    for place in () if cluster.proxied else _places(cluster.remote or cluster.master):
        try:
            socket.create_connection(place, WAIT).close()
        except OSError as error:
            refused = error
        else:
            return
    if refused:
        raise refused


def _places(address: str) -> list[tuple[str, int]]:
    """Hosts and ports of a Spark Connect or a standalone cluster; none of others, nor of what is no address."""
    scheme, _, rest = address.partition("://")
    if scheme not in USUAL:
        return []
    try:
        places = [urlsplit(f"//{place}") for place in rest.partition("/")[0].split(",")]
        return [(place.hostname, place.port or USUAL[scheme]) for place in places if place.hostname]
    except ValueError:
        return []


def empty_storage(spark: SparkSession) -> None:
    """Deletes what this session held in shared storage, which Spark leaves there."""
    from py4j.protocol import Py4JError

    context = spark.sparkContext
    # No verdict hangs on it: storage that cannot be emptied, or a Spark that is gone, is no error of a check.
    with suppress(Py4JError, OSError):
        folder = context._jvm.org.apache.hadoop.fs.Path(context.getCheckpointDir())  # type: ignore[union-attr]
        folder.getFileSystem(context._jsc.hadoopConfiguration()).delete(folder, True)


@contextmanager
def working() -> Iterator[None]:
    """What the cluster does; raises Refused where it fails, be it in the middle. A query that it does not understand is our fault."""
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, ParseException, PySparkException

    try:
        yield
    except (AnalysisException, ParseException) as error:
        if error.getCondition() == "PATH_NOT_FOUND":
            raise Refused([failed(str(error))]) from error
        raise
    except (PySparkException, Py4JError) as error:
        raise Refused([failed(str(error))]) from error


def _not_installed() -> Diagnostic:
    title = Text("没有安装 Spark", "Spark is not installed")
    hint = Text(
        "在本程序的文件夹里用 pip install '.[spark]' 安装，并安装 Java 17 以上",
        "install it with pip install '.[spark]' in the folder of this program, and Java 17 or newer",
    )
    return Diagnostic("spark/not-installed", title, hint=hint)


def _no_answer(cluster: Cluster, error: Exception) -> Diagnostic:
    place = cluster.remote or cluster.master
    said = first_line(str(error)) or type(error).__name__
    title = Text(f"Spark（{place}）没有启动或没有应答：{said}", f"Spark ({place}) did not start or answer: {said}")
    hint = Text(
        "检查 --spark-master 或 SPARK_REMOTE 的地址，以及 Java 17 以上是否已安装",
        "check the address in --spark-master or SPARK_REMOTE, and that Java 17 or newer is installed",
    )
    return Diagnostic("spark/no-answer", title, hint=hint)
