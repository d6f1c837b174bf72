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
from compliance.engine.truths import attribute_key
from compliance.findings import Rejected, Unread
from compliance.findings.names import fold
from compliance.findings.visible import INVISIBLE
from compliance.log.copy import clean_copy
from compliance.log.digest import Digest
from compliance.log.model import Column, Role, Shape, Table
from compliance.log.one_file import unexpected
from compliance.log.unchanged import CHANGED, size_now

RAW = {
    "file": "UINTEGER",
    "line": "BIGINT",
    "matter": "VARCHAR",
    "case_no": "VARCHAR",
    "agency": "VARCHAR",
    "action": "VARCHAR",
    "lo": "TIMESTAMP",
    "hi": "TIMESTAMP",
    "stated": "VARCHAR",
    "channel": "VARCHAR",
    "elements": "VARCHAR",
    "until": "VARCHAR",
    "exemption": "VARCHAR",
    "period": "VARCHAR",
    "url": "VARCHAR",
    "result": "VARCHAR",
    "attributes": "MAP(VARCHAR, VARCHAR)",
    "mark": "UBIGINT",
}
"""`line` is the row in the file, NULL where the position in the table gives it; `lo` and `hi` are NULL and `stated` is the text
where the time is not in the plain ISO form; `mark` is a hash of all that the row says."""
PLAIN = """coalesce(CASE length(said)
    WHEN 10 THEN try_strptime(said, '%Y-%m-%d')
    WHEN 16 THEN try_strptime(said, ['%Y-%m-%d %H:%M', '%Y-%m-%dT%H:%M'])
    WHEN 19 THEN try_strptime(said, ['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S']) END,
    CASE WHEN substr(said, 5, 1) NOT IN ('/', '-') THEN NULL
    WHEN length(said) < 11 THEN try_strptime(said, ['%Y/%m/%d', '%Y-%m-%d'])
    WHEN length(said) < 17 THEN try_strptime(said, ['%Y/%m/%d %H:%M', '%Y-%m-%d %H:%M', '%Y/%m/%d %H:%M:%S', '%Y-%m-%d %H:%M:%S'])
    ELSE try_strptime(said, ['%Y/%m/%d %H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M:%S.%f']) END)"""
"""The short path for times: `2018-01-05`, `2018-01-05 09:30`, `2018-01-05T09:30:00`, then what spreadsheets and other databases
write: `2018/1/5 9:30`, `2018-01-05 09:30:00.0`; whatever else goes to the reader of times."""
INSTANT = "CASE WHEN plain BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31 23:59:59' THEN plain END"
FRACTIONAL = ("DOUBLE", "FLOAT", "DECIMAL")
WHOLE = """CASE WHEN isnan({0}) THEN NULL
    WHEN abs({0}) < 1000000000000000 AND {0} = floor({0}) THEN CAST(CAST({0} AS BIGINT) AS VARCHAR) ELSE CAST({0} AS VARCHAR) END"""
"""A whole number without `.0`: what numbers case 7 in a table with an empty cell elsewhere comes as 7.0 and as no number."""
UNSEEN = rf"[\t{INVISIBLE}]"
"""What a case number is read without: a tabulator keeps a spreadsheet from rounding it, marks come with what is copied."""
ENDS = "CASE WHEN contains(said, ':') THEN lo ELSE lo + INTERVAL 86399999999 MICROSECONDS END"
"""Of a date alone the whole day is meant."""
TEXTS = {
    "matter": Role.MATTER,
    "agency": Role.AGENCY,
    "channel": Role.CHANNEL,
    "elements": Role.ELEMENTS,
    "until": Role.UNTIL,
    "exemption": Role.EXEMPTION,
    "period": Role.PERIOD,
    "url": Role.URL,
    "result": Role.RESULT,
}

CODED = ("matter", "agency", "action", "channel", "elements", "exemption")
"""Columns of names, of which a log repeats few: a large one keeps the number of each instead of its text."""
LARGE = 16_000_000
"""Bytes of a table from which on the names are numbered: the texts are taken from its first rows, and from all rows where others
turn up later."""
FIRST_ROWS = 100_000
MANY = 50_000
"""Distinct texts of a column above which it is none of names."""

OPTIONAL = frozenset(TEXTS.values()) - {Role.MATTER, Role.AGENCY}
"""Columns that are kept only where some rule asks for them."""


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
                found[number] = Scanned(table, 0, 0)
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
            if not all(code in ("log-unreadable", CHANGED) or code.startswith("limit/") for code in codes):
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
            row = _Row(
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
        row = _Row(number, table, self.attributes, self.wanted, several, typed, milestones, files=self._files)
        self._create(row, "(SELECT rowid AS place, *, unnest(range(?)) AS nth FROM sheet)", [len(milestones)])
        rows = int(self.database.one("SELECT count(*) FROM sheet"))
        self.database.execute("DROP TABLE sheet")
        return rows

    def _blank_rows(self, table: Table) -> bool:
        """Whether a row of nothing but separators may stand in `staged`: such rows are passed over, by the copy."""
        row = _Row(0, table, self.attributes, self.wanted, several=False, types={}, coded=self._coded)
        nothing = ", ".join(["NULL::VARCHAR"] * len(row.marked()))
        return bool(
            self.database.one(
                f"SELECT count(*) FROM staged WHERE mark = hash(0, {nothing}) AND lo IS NULL AND stated = ''"
            )
        )

    def _create(self, row: _Row, source: str, values: Sequence[object]) -> None:
        """`staged` as what the row selects from the source."""
        text, bound = row.select(source)
        kept = row.columns()
        kinds = [
            # Of a dictionary, as Parquet has them, this looks at each text once; a cast that may fail at each row.
            f"TRY_CAST({name} AS {kind}) AS {name}"
            for name, kind in self.types.items()
            if kind != "VARCHAR" and name in kept
        ]
        coded = f"SELECT * REPLACE ({', '.join(kinds)}) FROM ({text})" if kinds else text
        self.database.execute(f"CREATE TABLE staged AS {coded}", [*bound, *values])

    def _create_coded(self, row: _Row, source: str, values: Sequence[object]) -> None:
        """The same with the names numbered, as the first rows have them; if others turn up, as all rows have them."""
        self._number_names(row, f"(SELECT * FROM {source} LIMIT {FIRST_ROWS})", values)
        self._create(row, source, values)
        unknown = " OR ".join(f"{name} IS NULL" for name in CODED if name in row.columns())
        if self.database.one(f"SELECT count(*) FROM (SELECT 1 FROM staged WHERE {unknown} LIMIT 1)"):
            self.database.execute("DROP TABLE staged")
            self._number_names(row, source, values)
            self._create(row, source, values)

    def _number_names(self, row: _Row, source: str, values: Sequence[object]) -> None:
        """A type for each column of names, of the texts that occur."""
        text, bound = row.select(source)
        names = [name for name in CODED if name in row.columns()]
        self.database.execute(
            f"CREATE OR REPLACE TABLE named AS SELECT {', '.join(names)} FROM ({text})", [*bound, *values]
        )
        for name in names:
            few = f"SELECT DISTINCT {name} FROM named WHERE {name} IS NOT NULL UNION SELECT ''"
            self.database.execute(f"DROP TYPE IF EXISTS {name}_text")
            if int(self.database.one(f"SELECT count(*) FROM ({few})")) <= MANY:
                self.database.execute(f"CREATE TYPE {name}_text AS ENUM ({few})")
                self.types[name] = f"{name}_text"
            else:
                self.types[name] = "VARCHAR"
        self.database.execute("DROP TABLE named")

    def _types(self, source: str, values: Sequence[object]) -> dict[str, str]:
        return {row[0]: row[1] for row in self.database.rows(f"DESCRIBE SELECT * FROM {source}", values)}


def _torn_parquet(table: Table) -> Diagnostic:
    """A file whose end, which says what it holds, is whole, and the rest is not."""
    title = Text("Parquet 文件已损坏，数据读不出来", "the Parquet file is damaged: its data cannot be read")
    hint = Text("请重新导出或重新复制", "export it or copy it again")
    return Diagnostic("log-unreadable", title, Place(table.file), hint)


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


@dataclass(frozen=True, slots=True)
class _Row:
    """How a row of one table becomes a row of `raw`: an event, or the `nth` milestone of a ledger's row."""

    number: int
    table: Table
    attributes: frozenset[str]
    wanted: frozenset[Role]
    several: bool
    types: dict[str, str]
    milestones: tuple[Column, ...] = ()
    coded: bool = False
    files: Sequence[str] = ()
    """What the user calls the file of each table, by number."""

    def columns(self) -> frozenset[str]:
        """The columns of `raw` that are kept: of a table alone those of which it says nothing are left out."""
        return frozenset(name for name, _ in self._parts([]))

    def select(self, source: str) -> tuple[str, list[object]]:
        """The SELECT over `source` and the values it binds."""
        bound: list[object] = []
        parts = [f"{text} AS {name}" for name, text in self._parts(bound)]
        chosen = f"SELECT {', '.join(parts)} FROM {source}"
        if not self.milestones:
            return f"SELECT * EXCLUDE (said, plain) FROM ({chosen})", bound
        # Of an empty cell nothing need be kept, but that its row was there: the first milestone stands for it.
        return (
            f"SELECT * EXCLUDE (said, plain, nth) FROM ({chosen.replace('SELECT ', 'SELECT nth, ', 1)}) WHERE said <> '' OR nth = 0",
            bound,
        )

    def _parts(self, bound: list[object]) -> list[tuple[str, str]]:
        """Each column with its SQL."""
        line = "c0::BIGINT" if self.table.numbered else f"place + {self.table.skip + 1}" if self.milestones else None
        parts: list[tuple[str, str | None]] = [("file", self._file())]
        parts += [("line", line), ("matter", self._text(Role.MATTER, bound)), ("case_no", self._case(line, bound))]
        parts += [("agency", self._text(Role.AGENCY, bound)), ("action", self._action(bound)), *self._time(bound)]
        parts += [(name, self._text(role, bound)) for name, role in list(TEXTS.items())[2:]]
        parts += [("attributes", self._attributes(bound)), ("mark", self._mark())]
        if self.several:
            return [(name, text or f"NULL::{RAW[name]}") for name, text in parts]
        return [(name, text) for name, text in parts if text is not None]

    def _cell(self, column: Column) -> str:
        """The cell as text."""
        name = f"c{column.index + self.table.numbered}"
        kind = self.types.get(name, "VARCHAR")
        if kind.endswith("[]"):
            return f"array_to_string({name}, ';')"
        if kind.startswith(FRACTIONAL):
            return WHOLE.format(name)
        if kind == "BLOB":
            # Old programs keep texts in Parquet without saying that they are.
            return f"coalesce(TRY(decode({name})), {name}::VARCHAR)"
        return name if kind == "VARCHAR" else f"{name}::VARCHAR"

    def _of(self, role: Role) -> Column | None:
        return next((column for column in self.table.columns if column.role is role), None)

    def _text(self, role: Role, bound: list[object]) -> str | None:
        """The column's text, or the default that all rows share; an empty cell is the empty text. None: no such column."""
        if role in OPTIONAL and role not in self.wanted:
            return None
        column, default = self._of(role), self.table.defaults.get(role.value)
        if column is None:
            if default is None:
                return None
            bound.append(default)
            return "?::VARCHAR"
        if default is None:
            cell = f"trim({self._cell(column)})" if role is Role.PERIOD else self._cell(column)
            return f"coalesce({cell}, '')"
        bound.append(default)
        return f"coalesce(nullif(trim({self._cell(column)}), ''), ?)"

    def _case(self, line: str | None, bound: list[object]) -> str | None:
        """The case number; a ledger's row without one is a case of its own."""
        column, default = self._of(Role.CASE), self.table.defaults.get(Role.CASE.value)
        if column is None and default:
            bound.append(default)
        number = _number(self._cell(column)) if column else "?::VARCHAR" if default else "NULL"
        if not self.milestones:
            return f"nullif({number}, '')" if column or default else None
        if self.table.joint is not None:
            bound.append([f"{file}#" for file in self.files])
            return f"coalesce(nullif({number}, ''), (?::VARCHAR[])[{self._file()} + 1] || ({line})::VARCHAR)"
        bound.append(f"{self.table.file}#" if self.several else "#")
        return f"coalesce(nullif({number}, ''), ? || ({line})::VARCHAR)"

    def _file(self) -> str | None:
        """The number of the table that a row is of: a joint copy says it in the field after the last column."""
        if self.table.joint is not None:
            return f"c{len(self.table.columns) + 1}::UINTEGER"
        return f"{self.number}::UINTEGER" if self.several else None

    def _action(self, bound: list[object]) -> str | None:
        if self.milestones:
            bound.append([column.action for column in self.milestones])
            return "(?::VARCHAR[])[nth + 1]"
        if (
            self.table.shape is Shape.PUBLICATIONS
            and self._of(Role.ACTION) is None
            and "action" not in self.table.defaults
        ):
            bound.append("publish")
            return "?::VARCHAR"
        return self._text(Role.ACTION, bound)

    def _time(self, bound: list[object]) -> list[tuple[str, str]]:
        """The interval where the column is one of timestamps or the text is plain, else the text."""
        column = self._of(Role.TIME)
        if self.milestones:
            said = f"coalesce(trim([{', '.join(self._cell(c) for c in self.milestones)}][nth + 1]), '')"
        elif column is None:
            bound.append(self.table.defaults.get("time", ""))
            said = "?::VARCHAR"
        else:
            name = f"c{column.index + self.table.numbered}"
            if self.types.get(name, "").startswith("TIMESTAMP") and "ZONE" not in self.types[name]:
                # A year that no log is of goes to the reader of times, which says so.
                return [
                    ("said", f"{name}::VARCHAR"),
                    ("plain", f"{name}::TIMESTAMP"),
                    ("lo", INSTANT),
                    ("hi", "lo"),
                    ("stated", "CASE WHEN lo IS NULL THEN coalesce(said, '') END"),
                ]
            said = self._cell(column)
        stated = "CASE WHEN lo IS NULL THEN coalesce(trim(said), '') END"
        return [("said", said), ("plain", PLAIN), ("lo", INSTANT), ("hi", ENDS), ("stated", stated)]

    def _attributes(self, bound: list[object]) -> str | None:
        kept = [c for c in self.table.columns if c.header and _key(c) in self.attributes]
        if not kept:
            return None
        bound.append([_key(c) for c in kept])
        return f"map(?::VARCHAR[], [{', '.join(self._cell(c) for c in kept)}])"

    def _mark(self) -> str:
        """A hash of the whole row as read; rows that are equal in every column count once."""
        return f"hash({', '.join(['nth' if self.milestones else '0', *self.marked()])})"

    def marked(self) -> list[str]:
        """The cells that the hash is made of; those that a large log keeps by themselves are compared by themselves."""
        kept = (Role.CASE, Role.MATTER, Role.AGENCY, Role.ACTION) if self.coded else ()
        return [f"c{column.index + self.table.numbered}" for column in self.table.columns if column.role not in kept]


def _number(cell: str) -> str:
    """A case number as it is compared: one of plain characters, as nearly all are, is not searched for others."""
    plain = f"bit_length({cell}) = 8 * length({cell}) AND NOT contains({cell}, chr(9))"
    return f"trim(CASE WHEN {plain} THEN {cell} ELSE regexp_replace({cell}, '{UNSEEN}', '', 'g') END)"


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


def _key(column: Column) -> str:
    """What a column's cells are kept under; an attribute goes by its own header even where a log column is called the same."""
    return fold(column.header) if column.role is Role.ATTRIBUTE else attribute_key(column.header)
