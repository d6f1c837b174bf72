"""Findings written where they lie: each machine of the cluster puts its own into words and writes a part of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.engine.row import Row
from compliance.engine.spark.carry import spark_type
from compliance.engine.spark.cluster import working
from compliance.engine.spark.database import SparkDatabase
from compliance.engine.spark.words import Words
from compliance.engine.stored import StoredFindings
from compliance.findings import Finding
from compliance.findings.assessment import TableFile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

COLLECTED = 200_000
"""Findings that are brought here at most, for reports in other formats."""
MENTIONED = ("trigger", "first_e", "early", "last_e", "done_e", "standing", "extended", "restarted")
"""The columns of a finding that name a record of the log; its claim names another."""


@dataclass(frozen=True)
class SparkFindings(StoredFindings):
    """`StoredFindings` on a cluster."""

    def where(self, condition: str, values: Sequence[Any], limit: int | None = None) -> Iterator[Finding]:
        """Those for which SQL says so. Raises Refused where so many would have to be brought here."""
        if limit is None and len(self) > COLLECTED:
            raise Refused([_too_many(len(self))])
        return super().where(condition, values, limit)

    def store(self, file: TableFile, folder: str) -> None:
        """Writes a Parquet file in parts, in the order of the report; without further keys."""
        from pyspark.sql.pandas.types import to_arrow_schema
        from pyspark.sql.types import StructType

        ddl = ", ".join(f"`{name}` {spark_type(kind)}" for name, kind in file.columns.items())
        kinds = StructType.fromDDL(ddl)
        assert isinstance(kinds, StructType)
        scanned = [replace(one, rejected=()) for one in self.scanned]
        plan, schema = self.database.plan, to_arrow_schema(kinds)
        words = Words(self.evaluated, scanned, self.texts, self.waivers, plan, file, schema)
        with working():
            self._with_events().mapInArrow(words.of, ddl).write.mode("overwrite").parquet(folder, compression="zstd")
            check_arrived(folder, len(self))

    def _with_events(self) -> DataFrame:
        """Each finding with the records of the log that it speaks of."""
        from pyspark.sql import functions as f

        database = self.database
        assert isinstance(database, SparkDatabase)
        columns = ", ".join(f"f.{name}" for name in Row._fields)
        found = database.execute(
            f"SELECT f.place, {columns}, f.rule AS by_rule, n.text AS by_agency, "
            "coalesce(t.case_no, f.period, '') AS by_case, t.lo AS by_lo FROM finding f "
            "JOIN name n ON n.name = f.debtor LEFT JOIN raw t ON t.rowid = f.trigger"
        )
        records = database.execute(
            "SELECT raw.rowid AS e, raw.file, raw.line, raw.case_no, raw.action, raw.lo, raw.hi, raw.url, raw.result FROM raw"
        )
        assert found is not None and records is not None
        named = f.array(*[f.col(name) for name in MENTIONED], f.col("claim.e"))
        spoken = found.select("place", f.explode(f.array_distinct(f.array_compact(named))).alias("e"))
        events = (
            spoken.join(records, "e").groupBy("place").agg(f.collect_list(f.struct(*records.columns)).alias("events"))
        )
        order = ("ruleset", "by_rule", "number", "by_agency", "by_case")
        return (
            found.join(events, "place", "left")
            .orderBy(*order, f.asc_nulls_last("by_lo"), f.asc_nulls_last("trigger"))
            .select(*Row._fields, "events")
        )


def check_arrived(folder: str, findings: int) -> None:
    """Raises Refused where so many do not lie in the folder: each machine wrote into one of its own that has the same name."""
    from pyarrow.parquet import read_metadata

    here = sum(read_metadata(part).num_rows for part in Path(folder).glob("*.parquet"))
    if here == findings:
        return
    title = Text(
        f"集群写出了 {findings:,} 条核查结果，这里的文件夹中只有 {here:,} 条",
        f"the cluster wrote {findings:,} findings, of which {here:,} lie in the folder here",
    )
    hint = Text(
        "把 -o 指向本机与集群各台机器共用的存储；路径里有汉字，各台机器的 LANG 要是 UTF-8 的；"
        "它们自己写下的部分留在那里的同名文件夹中，可以删去",
        "let -o name storage that this machine and those of the cluster share; where its path is not ASCII, LANG there must be one "
        "of UTF-8; what each wrote stays in its own folder of that name and may be deleted",
    )
    raise Refused([Diagnostic("spark/findings", title, Place(folder), hint)])


def _too_many(findings: int) -> Diagnostic:
    title = Text(
        f"核查结果有 {findings:,} 条，这种报告要从集群取回，最多 {COLLECTED:,} 条",
        f"there are {findings:,} findings: a report of this kind is made here, of at most {COLLECTED:,}",
    )
    hint = Text("用 -o 结果.parquet，由集群分片写出", "use -o findings.parquet, which the cluster writes in parts")
    return Diagnostic("report/too-many", title, hint=hint)
