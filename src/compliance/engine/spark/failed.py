"""What is said of a cluster that did not finish: the cause, where it is a known one, and what to do."""

from __future__ import annotations

import re

from compliance.diagnostics import Diagnostic, Text

OTHER_VERSION = "compliance {there} instead of {here}"
"""What a machine of the cluster says that has another version of this program."""
OTHER_FILE = "a line of the log was not there when lines were counted"
"""What a row says that would else be left out, or have another line's number."""
_THERE = Text(
    "各台机器要装上同样的 compliance 和 Python：装到各台机器上，或随作业带去打包的环境，并用 PYSPARK_PYTHON 指明其中的 Python",
    "the machines need the same compliance and Python: install them there, or send a packed environment along, and name its Python "
    "in PYSPARK_PYTHON",
)
_SHARED = Text(
    "放到集群各台机器都能读到的共享存储里，再用那里的路径；路径里有汉字，各台机器的 LANG 要是 UTF-8 的",
    "put them into storage that all its machines share; where the path is not ASCII, LANG there must be one of UTF-8",
)
_HELD = Text(
    "把 spark.checkpoint.dir 设为共享存储里的文件夹，失去一个也能接着做；再看 Spark 的日志，内存和临时磁盘是否够用",
    "set spark.checkpoint.dir to a folder in shared storage: then Spark goes on without it; look into its log, and whether "
    "memory and scratch disk suffice",
)
_LOG = Text(
    "看 Spark 的日志；内存和临时磁盘是否够用", "look into Spark's log, and whether memory and scratch disk suffice"
)
_CAUSES = (
    (
        r"No module named '([\w.]+)'",
        Text("集群的机器上没有安装 {0}", "{0} is not installed on the machines of the cluster"),
        _THERE,
    ),
    (
        r"different version: ([\d.]+) than that in driver: ([\d.]+\d)",
        Text("集群的机器用 Python {0}，这里是 {1}", "the machines of the cluster have Python {0}, and {1} is here"),
        _THERE,
    ),
    (
        OTHER_VERSION.format(there=r"(\S+)", here=r"(\S+)"),
        Text(
            "集群的机器上是 compliance {0}，这里是 {1}",
            "the machines of the cluster have compliance {0}, and {1} is here",
        ),
        _THERE,
    ),
    (
        r'Cannot run program "([^"]+)"',
        Text("集群的机器上没有 {0} 可用", "the machines of the cluster cannot run {0}"),
        _THERE,
    ),
    (
        r"PATH_NOT_FOUND|FILE_NOT_EXIST",
        Text("集群读不到台账文件：{first}", "the cluster does not see the files of the log: {first}"),
        _SHARED,
    ),
    (
        OTHER_FILE,
        Text(
            "台账文件在读的中途变了，或者各台机器上不是同一个文件",
            "a file of the log changed while it was read, or is another one on another machine",
        ),
        _SHARED,
    ),
    (
        r"CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND",
        Text(
            "集群中途失去了一个执行进程，中间结果随之丢失",
            "the cluster lost an executor, and with it results that are needed",
        ),
        _HELD,
    ),
    (
        r"Checkpoint RDD has a different number of partitions",
        Text("spark.checkpoint.dir 不在共享存储里", "spark.checkpoint.dir is not in shared storage"),
        Text(
            "设为本机与集群各台机器共用的文件夹，或者不设",
            "set it to a folder that this machine and those of the cluster share, or to none",
        ),
    ),
    (r"", Text("集群没有做完：{first}", "the cluster did not finish: {first}"), _LOG),
)
"""Causes by what Spark says of them somewhere, with what they come to and what is to be done; the last is any other."""


def first_line(said: str) -> str:
    """What Spark says first, without the call of which it says so."""
    lines = (line.strip().removeprefix(": ") for line in said.splitlines())
    return next((line for line in lines if line and not line.startswith("An error occurred while calling")), "")


def failed(said: str) -> Diagnostic:
    """What a user is told of what Spark says, who has no use for its traces."""
    found, title, hint = next(
        (found, title, hint) for pattern, title, hint in _CAUSES if (found := re.search(pattern, said))
    )
    filled = (text.format(*found.groups(), first=first_line(said)) for text in (title.zh, title.en))
    return Diagnostic("spark/failed", Text(*filled), hint=hint)
