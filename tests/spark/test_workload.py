"""The benchmark's workload on both engines, row by row. `SPARK_EVENTS=45000` takes less of it, for a quick look."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

pytest.importorskip("pyspark")

from compliance.cli.application import application

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import workload

EVENTS = int(os.environ.get("SPARK_EVENTS", "1000000"))
"""From 4 MB of log on, which 45,000 are, Spark makes code for its queries."""


def test_the_workload_is_judged_alike(tmp_path: Path) -> None:
    """As many findings, and none that the other engine has not, in any column."""
    workload.write(tmp_path, EVENTS, 110)
    told = ["check", str(tmp_path / "log.csv"), "-r", str(tmp_path / "rules"), "--as-of", "2021-09-30", "-q"]
    for more in (["-o", str(tmp_path / "one.parquet")], ["-o", str(tmp_path / "parts.parquet"), "--engine", "spark"]):
        assert CliRunner().invoke(application(), [*told, *more]).exit_code == 1
    one, parts = f"'{tmp_path}/one.parquet'", f"read_parquet('{tmp_path}/parts.parquet/*.parquet')"
    with duckdb.connect() as database:
        counts = database.execute(f"SELECT (SELECT count(*) FROM {one}), (SELECT count(*) FROM {parts})").fetchone()
        assert counts is not None and counts[0] == counts[1] > EVENTS / 4
        assert database.execute(f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {parts}").fetchall() == []
