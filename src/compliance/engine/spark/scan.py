"""The log's tables to one table `log` on the cluster, row for row what the embedded database's scan makes of them.

A plain CSV and a Parquet file are read by Spark itself, where they lie; all that is known of a row beforehand is its line. What
had to be copied first (a workbook, another encoding, records of several lines) goes to the cluster from here.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.engine.scan import LARGE, Scanned, view_raw
from compliance.engine.spark import files
from compliance.engine.spark.database import SparkDatabase
from compliance.engine.table_row import TableRow
from compliance.log.copy import clean_copy
from compliance.log.model import Column, Role, Shape, Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

CARRIED = 256_000_000
"""Bytes of a table that goes to the cluster from here at most: larger ones must lie there, clean."""


@dataclass(frozen=True, slots=True)
class _Record(TableRow):
    """A row of which every column of `raw` is told; one of a single table is a case of its own without the table's name."""

    alone: bool = False

    def _case(self, line: str | None, bound: list[object]) -> str | None:
        told = replace(self, several=not self.alone)
        return TableRow._case(told, line, bound)


@dataclass
class SparkScan:
    """Scans tables into `log`, seen as `raw`. `attributes` are the headers of conditions, `wanted` the log's columns to keep."""

    database: SparkDatabase
    workdir: Path
    attributes: frozenset[str]
    wanted: frozenset[Role]
    zone: str
    layouts: Mapping[Path, files.Layout]
    """Of each Parquet file."""
    alone: bool = field(default=False, init=False)
    """Whether there is one table only."""
    names: list[str] = field(default_factory=list, init=False)
    """What the user calls each table."""

    def run(self, tables: Sequence[Table], but: Container[int] = ()) -> list[Scanned]:
        """Scans all tables `but` some; places count on from one to the next, in their order."""
        self.alone = len(tables) == 1 and tables[0].joint is None
        self.names = [table.file for table in tables]
        ledgers = any(table.shape is Shape.LEDGER for table in tables)
        size = sum(table.path.stat().st_size for table in tables)
        coded = not ledgers and size >= LARGE
        files.part(self.database.spark, size)
        sheets = list(self._sheets({number: table for number, table in enumerate(tables) if number not in but}))
        base, parts = 0, []
        scanned = {}
        # Each sheet has a name of its own until all are held: a server of Spark Connect looks at names only then.
        named = [f"sheet{n}" for n in range(len(sheets))]
        for name, sheet in zip(named, sheets, strict=True):
            bases = {}
            for number, rows in sheet.rows.items():
                table = sheet.tables[number]
                bases[number] = base
                base += rows.last * max(1, len(_milestones(table)))
                scanned[number] = Scanned(table, rows.number, table.skip + 1, table.rejected, coded)
            parts.append(self._events(name, sheet, bases, coded))
        log = parts[0]
        for part in parts[1:]:
            log = log.unionByName(part)
        self.database.keep("log", self.database.held(log))
        for name in named:
            self.database.forget(name)
        view_raw(self.database)
        return [scanned.get(number, Scanned(table, 0, 0)) for number, table in enumerate(tables)]

    def _sheets(self, tables: Mapping[int, Table]) -> Iterator[files.Sheet]:
        """The tables as frames; those that are laid out alike are read together."""
        alike: dict[object, dict[int, Table]] = {}
        for number, table in tables.items():
            alike.setdefault(self._layout(table, number), {})[number] = table
        for group in alike.values():
            one = next(iter(group.values()))
            if one.format == "parquet":
                yield files.parquet(self.database.spark, group, self.zone, self.layouts[one.path].old)
                continue
            there = not one.numbered and self._lies_there(one.path)
            whole = files.delimited(self.database.spark, group) if there else None
            if whole is not None:
                yield whole
                continue
            if one.joint is not None:
                yield self._brought(group)
                continue
            for number, table in group.items():
                yield self._brought({number: table})

    def _layout(self, table: Table, number: int) -> object:
        """What tables that are read together have in common."""
        if table.joint is not None:
            return table.path
        if table.format != "parquet" and (table.numbered or not self._lies_there(table.path)):
            return number
        if table.shape is Shape.LEDGER:
            return number
        defaults = tuple(table.defaults.items())
        return (
            table.format,
            table.columns,
            table.shape,
            defaults,
            table.delimiter,
            table.skip,
            self.layouts.get(table.path),
        )

    def _lies_there(self, path: Path) -> bool:
        """Whether Spark may read a text itself: what came by standard input lies here alone."""
        return files.is_read_there(path) and not path.resolve().is_relative_to(self.workdir.resolve())

    def _brought(self, tables: Mapping[int, Table]) -> files.Sheet:
        """A table, or those of one joint copy, that go to the cluster from here."""
        number, table = next(iter(tables.items()))
        if table.path.stat().st_size > CARRIED:
            raise Refused([_too_large(table)])
        copy = clean_copy(table, self.workdir)
        joint = copy.joint is not None
        width = len(copy.columns) + joint
        kinds = {"c0": "BIGINT", **{f"c{n}": "VARCHAR" for n in range(1, width + 1)}}
        with copy.path.open(encoding="utf-8", newline="") as file:
            cells = [[int(row[0]), *(cell or None for cell in row[1 : width + 1])] for row in csv.reader(file)]
        of = [int(row[width] or 0) if joint else number for row in cells]
        frame = self.database.local(
            {"file_": "INTEGER", **kinds}, [[one, *row] for one, row in zip(of, cells, strict=True)]
        )
        counts, lasts = Counter(of), dict.fromkeys(tables, 0)
        for one, row in zip(of, cells, strict=True):
            lasts[one] = max(lasts[one], int(row[0] or 0))
        rows = {one: files.Rows(counts[one], last) for one, last in lasts.items()}
        return files.Sheet(tables if joint else {number: copy}, frame, rows, {})

    def _events(self, name: str, sheet: files.Sheet, bases: dict[int, int], coded: bool) -> DataFrame:
        """Rows of a sheet, which is known as a table of this name from now on, as rows of `log`."""
        from pyspark.sql import functions as f

        table = replace(next(iter(sheet.tables.values())), numbered=True, skip=0)
        milestones = _milestones(table)
        width = max(1, len(milestones))
        first = self.database.local({"file_": "INTEGER", "base_": "BIGINT"}, list(bases.items()))
        frame = sheet.frame.join(f.broadcast(first), "file_")
        frame = frame.withColumn("nth", f.explode(f.sequence(f.lit(0), f.lit(width - 1))) if milestones else f.lit(0))
        place = f.col("base_") + (f.col("c0") - 1) * width + f.col("nth")
        self.database.keep(name, frame.withColumn("place_", place))
        row = _Record(
            0, table, self.attributes, self.wanted, True, sheet.types, milestones, coded, self.names, self.alone
        )
        bound: list[object] = []
        parts = ", ".join(f"{text} AS {name}" for name, text in row._parts(bound) if name != "file")
        kept = "WHERE said <> '' OR nth = 0" if milestones else ""
        events = self.database.execute(
            "SELECT * EXCLUDE (said, plain, nth) FROM "
            f"(SELECT place_ AS rowid, file_ AS file, nth, {parts} FROM {name}) {kept}",
            bound,
        )
        assert events is not None
        return events


def _milestones(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.role is Role.MILESTONE)


def _too_large(table: Table) -> Diagnostic:
    title = Text(
        "文件太大，又不是干净的 CSV（UTF-8，一行一条记录）或 Parquet，不能在集群上直接读",
        "the file is too large to go to the cluster from here, and no clean CSV (UTF-8, a record a line) or Parquet to be read there",
    )
    hint = Text("先转成 Parquet 或干净的 CSV", "make it Parquet or a clean CSV first")
    return Diagnostic("log/not-clean", title, Place(table.file), hint)
