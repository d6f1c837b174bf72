"""The log's tables to one table `log`: an event a row, times as intervals. Every stage reads it as `raw`, where no column is absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import limit
from compliance.engine.database import Database
from compliance.engine.parquet_columns import check_cells, check_kinds
from compliance.engine.table_row import CODED, RAW, TableRow
from compliance.findings import Rejected, Unread
from compliance.log.copy import clean_copy
from compliance.log.digest import Digest
from compliance.log.model import Role, Shape, Table
from compliance.log.one_file import unexpected
from compliance.log.unchanged import CHANGED, size_now

LARGE = 16_000_000
"""Bytes of a table from which on the names are numbered: the texts are taken from its first rows, and from all rows where others
turn up later."""
FIRST_ROWS = 100_000
MANY = 50_000
"""Distinct texts of a column above which it is none of names."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """One table as it was scanned. Where `raw.line` is NULL the row in the file is the table's rowid plus `offset`."""

    table: Table
    rows: int
    offset: int
    rejected: tuple[Rejected, ...] = ()
    coded: bool = False
    """Its names are numbered, and the mark of a row leaves out the cells that are kept by themselves."""


@dataclass
class Scan:
    """Scans tables into `raw`. `attributes` are the headers that some rule's condition speaks of, `wanted` the log's columns to keep."""

    database: Database
    workdir: Path
    attributes: frozenset[str] = frozenset()
    wanted: frozenset[Role] = frozenset(Role)
    scanned: list[Scanned] = field(default_factory=list)
    unread: dict[int, Unread] = field(default_factory=dict)
    """Tables, by number, among several that the database could not read to their end."""
    _coded: bool = field(default=False, init=False)
    _begun: bool = field(default=False, init=False)
    """Whether `log` is there."""
    _files: list[str] = field(default_factory=list, init=False)
    types: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CODED, "VARCHAR"))
    """The SQL type of each column of names in `raw`."""

    def run(self, tables: Sequence[Table]) -> list[Scanned]:
        """Scans all tables, in their order, those of one joint copy together; one alone is not copied."""
        single = len(tables) == 1 and tables[0].joint is None
        self._coded = single and tables[0].shape is not Shape.LEDGER and size_now(tables[0].path) >= LARGE
        self._files = [table.file for table in tables]
        found: dict[int, Scanned] = {}
        for numbers in _together(tables):
            number, table = numbers[0], tables[numbers[0]]
            if single:
                found[number] = self._scan(number, table, several=False)
                self.database.execute("ALTER TABLE staged RENAME TO log")
            elif (scanned := self._scan_one_of_several(number, table)) is None:
                found |= {n: Scanned(tables[n], 0, 0) for n in numbers}
                self.unread |= {n: Unread(tables[n].file, self.unread[number].problems) for n in numbers}
            else:
                joint = {n: Scanned(tables[n], tables[n].rows or 0, 0, tables[n].rejected) for n in numbers}
                found |= joint if table.joint is not None else {number: scanned}
                self._add(scanned.offset)
        self.scanned = [found[number] for number in range(len(tables))]
        if len(self.unread) == len(tables):
            raise Refused(problem for file in self.unread.values() for problem in file.problems)
        view_raw(self.database)
        return self.scanned

    def _scan_one_of_several(self, number: int, table: Table) -> Scanned | None:
        """Scans one table into `staged`; None where its file cannot be read to its end, which stops no other."""
        try:
            return self._scan(number, table, several=True)
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            self.unread[number] = Unread(table.file, (unexpected(table.file, said),))
        except Refused as refused:
            codes = {problem.code for problem in refused.diagnostics}
            if not all(code in ("log/unreadable", CHANGED) or code.startswith("limit/") for code in codes):
                raise
            self.unread[number] = Unread(table.file, refused.diagnostics)
        return None

    def _add(self, offset: int) -> None:
        """Adds what is `staged` to `log`, each row with its line."""
        rows = f"SELECT * REPLACE (coalesce(line, rowid + {offset}) AS line) FROM staged"
        self.database.execute(f"INSERT INTO log {rows}" if self._begun else f"CREATE TABLE log AS {rows}")
        self._begun = True

    def _scan(self, number: int, table: Table, several: bool) -> Scanned:
        """Scans one table into `staged`. Raises Refused where its file changed since its reading began."""
        if table.state is None:
            return self._scan_once_or_twice(number, table, several)
        with table.state.throughout():
            scanned = self._scan_once_or_twice(number, table, several)
            if table.digest:
                table.digest.wait()
        return scanned

    def _scan_once_or_twice(self, number: int, table: Table, several: bool) -> Scanned:
        """A file that is not a clean CSV is copied clean and scanned again."""
        as_it_stands = table.format == "csv" and not table.numbered
        beside = table.digest if table.digest and table.digest.path == table.path else None
        counted = (beside or Digest(table.path)) if as_it_stands else None
        try:
            if table.format == "parquet":
                check_kinds(self.database, table)
                check_cells(self.database, table)
            rows = self._stage(number, table, several)
            clean = counted is None or (
                counted.lines == rows + table.skip and not counted.nul and not self._blank_rows(table)
            )
        except duckdb.Error:
            if table.format == "parquet":
                raise Refused([_torn_parquet(table)]) from None
            if counted is None:
                raise
            clean = False
        if not clean:
            table = clean_copy(table, self.workdir)
            rows = self._stage(number, table, several)
        return Scanned(table, rows, table.skip + 1, table.rejected, self._coded)

    def _stage(self, number: int, table: Table, several: bool) -> int:
        """Makes `staged` of one table; returns the number of rows read."""
        source, values = _source(table)
        self.database.execute("DROP TABLE IF EXISTS staged")
        if table.shape is not Shape.LEDGER:
            typed = self._types(source, values) if table.format == "parquet" else {}
            row = TableRow(
                number, table, self.attributes, self.wanted, several, typed, coded=self._coded, files=self._files
            )
            if self._coded:
                self._create_coded(row, source, values)
            else:
                self._create(row, source, values)
            return int(self.database.one("SELECT count(*) FROM staged"))
        self.database.execute(f"CREATE OR REPLACE TABLE sheet AS SELECT * FROM {source}", values)
        typed = self._types("sheet", ()) if table.format == "parquet" else {}
        milestones = tuple(column for column in table.columns if column.role is Role.MILESTONE)
        row = TableRow(number, table, self.attributes, self.wanted, several, typed, milestones, files=self._files)
        self._create(row, "(SELECT rowid AS place, *, unnest(range(?)) AS nth FROM sheet)", [len(milestones)])
        rows = int(self.database.one("SELECT count(*) FROM sheet"))
        self.database.execute("DROP TABLE sheet")
        return rows

    def _blank_rows(self, table: Table) -> bool:
        """Whether a row of nothing but separators may stand in `staged`: such rows are passed over, by the copy."""
        row = TableRow(0, table, self.attributes, self.wanted, several=False, types={}, coded=self._coded)
        nothing = ", ".join(["NULL::VARCHAR"] * len(row.marked()))
        return bool(
            self.database.one(
                f"SELECT count(*) FROM staged WHERE mark = hash(0, {nothing}) AND lo IS NULL AND stated = ''"
            )
        )

    def _create(self, row: TableRow, source: str, values: Sequence[object]) -> None:
        """`staged` as what the row selects from the source."""
        text, bound = row.select(source)
        kept = row.columns()
        # Of a dictionary, as Parquet has them, a cast that may fail looks at each text once. Of other texts it would put each that is no
        # name into words, with all names, and throw them away: the cast that stops at the first is as fast where all are names.
        cast = "TRY_CAST" if row.table.format == "parquet" else "CAST"
        kinds = [
            f"{cast}({name} AS {kind}) AS {name}"
            for name, kind in self.types.items()
            if kind != "VARCHAR" and name in kept
        ]
        coded = f"SELECT * REPLACE ({', '.join(kinds)}) FROM ({text})" if kinds else text
        self.database.execute(f"CREATE TABLE staged AS {coded}", [*bound, *values])

    def _create_coded(self, row: TableRow, source: str, values: Sequence[object]) -> None:
        """The same with the names numbered: of a CSV file as its first rows have them; if others turn up, as all rows have them."""
        if row.table.format == "parquet":
            text, bound = row.select(source)
            self._number_names(row, f"({text})", [*bound, *values])
            self._create(row, source, values)
            return
        self._number_names_read(row, f"(SELECT * FROM {source} LIMIT {FIRST_ROWS})", values)
        try:
            self._create(row, source, values)
        except duckdb.ConversionException:
            self._number_names_read(row, source, values)
            self._create(row, source, values)

    def _number_names_read(self, row: TableRow, source: str, values: Sequence[object]) -> None:
        """The same where rows are read but once."""
        text, bound = row.select(source)
        names = ", ".join(name for name in CODED if name in row.columns())
        self.database.execute(f"CREATE OR REPLACE TABLE named AS SELECT {names} FROM ({text})", [*bound, *values])
        self._number_names(row, "named", ())
        self.database.execute("DROP TABLE named")

    def _number_names(self, row: TableRow, named: str, values: Sequence[object]) -> None:
        """A type for each column of names, of the texts that occur."""
        for name in (name for name in CODED if name in row.columns()):
            texts = f"SELECT {name} AS text FROM {named} UNION ALL SELECT ''"
            self.types[name] = self.database.text_type(f"{name}_text", texts, MANY, values)

    def _types(self, source: str, values: Sequence[object]) -> dict[str, str]:
        return {row[0]: row[1] for row in self.database.rows(f"DESCRIBE SELECT * FROM {source}", values)}


def _torn_parquet(table: Table) -> Diagnostic:
    """A file whose end, which says what it holds, is whole, and the rest is not."""
    title = Text("Parquet 文件已损坏，数据读不出来", "the Parquet file is damaged: its data cannot be read")
    hint = Text("请重新导出或重新复制", "export it or copy it again")
    return Diagnostic("log/unreadable", title, Place(table.file), hint)


def _source(table: Table) -> tuple[str, list[object]]:
    """What to select from, with its parameters: columns are called c0, c1 … whatever the file calls them."""
    width = len(table.columns) + table.numbered + (table.joint is not None)
    names = [f"c{n}" for n in range(width)]
    if table.format == "parquet":
        return f"read_parquet(?) AS t({', '.join(names)})", [str(table.path)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    # What stands in a line that is not longer than a cell may be needs no look at its cells; others are read by the copy. The
    # copy is UTF-8, in which a row may take twice the bytes that it had.
    longest = 2 * limit("row") if table.numbered else min(limit("cell"), limit("row"))
    text = (
        "read_csv(?, auto_detect = false, header = false, skip = ?, delim = ?, quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = false, max_line_size = {longest:d}, columns = {{{columns}}})"
    )
    return text, [str(table.path), table.skip, table.delimiter]


def _together(tables: Sequence[Table]) -> list[list[int]]:
    """The numbers of the tables, those of one joint copy together."""
    found: dict[object, list[int]] = {}
    for number, table in enumerate(tables):
        found.setdefault(number if table.joint is None else table.path, []).append(number)
    return list(found.values())


def view_raw(database: Database) -> None:
    """`raw`: the rows of `log` under their place; a column that the log has not is one of nothing, `hi` the same as `lo`."""
    kept = database.columns("log")
    instead = {"file": "0", "hi": "lo"}
    absent = [
        f"CAST({instead.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in RAW.items() if name not in kept
    ]
    database.execute(
        f"CREATE OR REPLACE VIEW raw AS SELECT {', '.join(['rowid AS rowid', *(name for name in RAW if name in kept), *absent])} FROM log"
    )
