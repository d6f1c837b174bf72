"""`SPARK_REMOTE`: a server of Spark Connect does the work and writes the findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spark.servers import assert_same_there, free_port, home, running, wait

LEDGER = "编号,事项,单位,批准日期,公开日期\n9,预决算,财政局,2018-03-01,2018-03-02\n8,预决算,卫生局,2018-03-01,\n"
OTHER = "单位,环节,时间,事项,案件\n水利局,批准,2018-05-01,预决算,7\n水利局,公开,2018-07-01,预决算,7\n"
LEVELS = """编号,事项,单位,环节,时间,级别
1,预决算,财政局,批准,2018-01-10,甲
1,预决算,财政局,公开,2018-02-02,
2,预决算,教育局,批准,2018-01-10,乙
3,预决算,教育局,批准,2018-01-10,丙
"""
MANIFEST = '[ruleset]\nid = "{0}"\ntitle = "{0}"\nlanguage = "zh"\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on this machine, which ends with these tests."""
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    local = ("spark.connect.grpc.binding.address=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")
    settings = (*local, f"spark.connect.grpc.binding.port={port}", "spark.ui.enabled=false")
    command = ["bash", f"{home()}/sbin/start-connect-server.sh", "--master", "local[2]"]
    command += [part for setting in settings for part in ("--conf", setting)]
    with running(command, folder / "server.log", {"SPARK_NO_DAEMONIZE": "1"}) as process:
        wait(port, process)
        yield f"sc://127.0.0.1:{port}"


def test_a_server_writes_the_findings_of_the_embedded_engine(server: str, tmp_path: Path) -> None:
    """The folder of parts has the rows of the one file, and the terminal says the same.

    A server looks at a query when it is asked for rows: what a name meant when the query was made must hold until then. Each layout
    has its names of columns; each ruleset its tables of rules and duties, and each condition its cells, under names that the next
    one takes over.
    """
    log = tmp_path / "log"
    log.mkdir()
    (log / "a.csv").write_text(LEVELS, "utf-8")
    (log / "b.csv").write_text(OTHER, "utf-8")
    (log / "c.csv").write_text(LEDGER, "gb18030")
    asked = []
    for name, rules in {
        "one": "[x] 预决算 批准后10日内公开\n    when 级别 = 甲\n[y] 预决算 批准后1日内公开\n    when 级别 = 乙\n",
        "two": "[z] 预决算 批准后40日内公开\n",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.toml").write_text(MANIFEST.format(name), "utf-8")
        (tmp_path / name / "a.rules").write_text(rules, "utf-8")
        asked += ["-r", f"./{name}"]
    assert_same_there(log, tmp_path, *asked, "--as-of", "2018-12-31", "--lang", "en", SPARK_REMOTE=server)
