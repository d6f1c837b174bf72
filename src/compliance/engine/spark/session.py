"""A log on a cluster: read by Spark, then checked against rulesets by the same stages as in the embedded database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import duckdb

from compliance.diagnostics import Refused
from compliance.engine.asked import Asked
from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.engine.parquet_columns import check_cells, check_kinds, columns_of, old_times, told
from compliance.engine.scan import Scanned
from compliance.engine.session import Session, _zone
from compliance.engine.spark.cluster import Cluster, opened, working
from compliance.engine.spark.database import SparkDatabase
from compliance.engine.spark.files import Layout, parquet_schema
from compliance.engine.spark.scan import SparkScan
from compliance.engine.spark.store import SparkFindings
from compliance.engine.truths import attributes, columns_wanted
from compliance.engine.waivers import Waivers
from compliance.findings import Assessment, Unread
from compliance.findings.earlier import Earlier
from compliance.findings.waiver import Waiver
from compliance.log.model import Table
from compliance.rulesets.model import Ruleset

CHECKS = count(1)
"""Numbers of checks, that the tables of one are not those of another."""


@dataclass
class SparkLog(Session):
    """`Session` on a cluster."""

    cluster: Cluster = field(default_factory=Cluster)
    layouts: dict[Path, Layout] = field(default_factory=dict, init=False)
    """Of each Parquet file."""

    def _database(self) -> SparkDatabase:
        return SparkDatabase(opened(self.cluster), f"check{next(CHECKS)}")

    def _scan(self, tables: Sequence[Table]) -> tuple[list[Scanned], dict[int, Unread]]:
        assert isinstance(self.database, SparkDatabase)
        self.cluster.size(self.database.spark, sum(table.path.stat().st_size for table in tables))
        zone = _zone(self.rulesets)
        tables, unread = self._looked_at(tables, zone)
        scan = SparkScan(
            self.database, self.workdir, attributes(self.rulesets), columns_wanted(self.rulesets), zone, self.layouts
        )
        with working():
            return scan.run(tables, unread), unread

    def _looked_at(self, tables: Sequence[Table], zone: str) -> tuple[list[Table], dict[int, Unread]]:
        """The tables with what is told of Parquet, and those among several, by number, that are none of a log or beyond a limit."""
        here, found, unread = Database(str(self.workdir)), [], {}
        for number, table in enumerate(tables):
            found.append(told(here, table, zone))
            if table.format != "parquet":
                continue
            try:
                # What is torn Spark finds when it reads it.
                with suppress(duckdb.Error):
                    check_kinds(here, table)
                    check_cells(here, table)
            except Refused as refused:
                if len(tables) == 1:
                    raise
                unread[number] = Unread(table.file, refused.diagnostics)
        here.close()
        if len(unread) == len(tables):
            raise Refused(problem for file in unread.values() for problem in file.problems)
        return found, unread

    def assess(
        self, rulesets: Sequence[Ruleset], asked: Asked, waivers: Sequence[Waiver] = (), earlier: Earlier | None = None
    ) -> Assessment:
        """The same; a file that lies where it is was read at some time until here. Raises Refused where it changed."""
        assessment = super().assess(rulesets, asked, waivers, earlier)
        for scanned in self.scanned:
            if scanned.table.state is not None:
                scanned.table.state.check()
        return assessment

    def _findings(self, evaluated: Sequence[Evaluated], texts: Mapping[int, str], waivers: Waivers) -> SparkFindings:
        return SparkFindings(self.database, evaluated, self.scanned, dict(texts), waivers)

    def _parquet_headers(self, path: Path) -> Sequence[str]:
        assert isinstance(self.database, SparkDatabase)
        here = Database(str(self.workdir))
        names = columns_of(here, path)
        old = old_times(here, path)
        here.close()
        self.layouts[path] = Layout(parquet_schema(self.database.spark, path).simpleString(), old)
        return names
