"""What the embedded database does for the stages, done by Spark: tables are views of data frames under their names.

A table is worked out once, when something is first asked of it, and held on the cluster; a view is worked out by whoever asks.
`UPDATE` and `INSERT` make a new frame of the old one. A table's rows have a place (`rowid`) where later stages speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlglot import exp

from compliance.engine.database import Database, planned
from compliance.engine.spark.carry import carried, parsed, spark_sql, spark_type
from compliance.engine.spark.cluster import empty_storage, working
from compliance.engine.stages import STAGES
from compliance.findings.progress import SILENT, Progress

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

PLACED = frozenset({"obligation", "judged"})
"""Tables of which a later stage speaks by the places of their rows; that of `log` comes from its files."""
MOSTLY_FEW = frozenset({"rejected", "twice"})
"""Tables that say something of few rows of the log, which is then looked at for these."""
FEW = 10_000
"""Rows that are brought here to be handed to each part of a large table."""
MEANINGLESS = ("CREATE TYPE", "DROP TYPE", "SET ")
"""Types of texts that the log repeats, and settings of the embedded database."""
APART = 1 << 56
"""Between the places of rows that are put into a table at different times."""


class _View(NamedTuple):
    """A query by a name, and the tables as it saw them when it was last asked."""

    query: exp.Expr
    values: Mapping[str, Any]
    seen: dict[str, DataFrame]


class SparkDatabase(Database):
    """The tables of one check on a cluster. Names are its own: several may share a session."""

    def __init__(self, spark: SparkSession, name: str) -> None:
        from pyspark.sql.utils import is_remote

        self.spark = spark
        self.name = name
        self.progress: Progress = SILENT
        self.events = 0
        self.plan: frozenset[str] = frozenset()
        self.frames: dict[str, DataFrame] = {}
        self._views: dict[str, _View] = {}
        self._remote = is_remote()
        """Whether it is Spark Connect, whose server asks what names mean when it is asked for rows: by then they may mean others."""
        self._in_storage = False
        self._inserts = 0
        self._updates = 0
        self._bound = 0

    def run(self, stage: str, plan: frozenset[str] = frozenset(), **values: Any) -> None:
        """Runs the statements of `sql/STAGE.sql` as the plan asks."""
        if stage in STAGES:
            self.progress.begin(STAGES[stage], self.events)
        for statement in parsed(planned(stage, plan)):
            self._do(statement, values)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> DataFrame | None:
        """Runs one statement with `?` parameters; of a query the frame."""
        if sql.startswith(MEANINGLESS):
            return None
        (statement,) = parsed(sql)
        return self._do(statement, {f"b{n}": value for n, value in enumerate(values)})

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one query."""
        frame = self.execute(sql, values)
        assert frame is not None
        with working():
            if any(field.dataType.typeName() == "struct" for field in frame.schema.fields):
                return [tuple(map(_plain, row)) for row in frame.collect()]
            return _tuples(frame.toArrow())

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    def chunks(self, sql: str, values: Sequence[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of one query, so many at a time."""
        frame = self.execute(sql, values)
        assert frame is not None
        coming = frame.toLocalIterator(prefetchPartitions=True)
        while True:
            with working():
                chunk = [tuple(_plain(value) for value in row) for row in islice(coming, size)]
            if not chunk:
                return
            yield chunk

    def columns(self, table: str) -> dict[str, str]:
        """The names of a table's columns with their types."""
        self._fresh(table)
        return {field.name: field.dataType.simpleString() for field in self.frames[table].schema.fields}

    def forget(self, name: str) -> None:
        """Lets a table or a view go, if there is one."""
        self._views.pop(name, None)
        if self.frames.pop(name, None) is not None:
            self.spark.catalog.dropTempView(f"{self.name}_{name}")

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Makes `table` anew with `columns` (name to SQL type) and fills it with `rows`."""
        self.keep(table, self.local(columns, rows))

    def local(self, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> DataFrame:
        """Rows that lie here as a frame, with columns of DuckDB's types."""
        import pyarrow

        lists = [list(values) for values in zip(*rows, strict=True)]
        if not lists:
            nothing = ", ".join(f"CAST(NULL AS {spark_type(kind)}) AS `{name}`" for name, kind in columns.items())
            return self.spark.sql(f"SELECT {nothing} WHERE false")
        arrays = [pyarrow.array(values, arrow_type(kind)) for kind, values in zip(columns.values(), lists, strict=True)]
        return self.spark.createDataFrame(pyarrow.Table.from_arrays(arrays, names=list(columns)))

    def keep(self, name: str, frame: DataFrame) -> None:
        """Lets a frame be known as a table."""
        self.frames[name] = frame
        frame.createOrReplaceTempView(f"{self.name}_{name}")

    def tell(self, progress: Progress) -> None:
        """Has somebody told of the stages; how far one is, Spark's own page says."""
        self.progress = progress

    def lock(self, readable: Sequence[str] = ()) -> None:
        """What may be read is for the cluster to say; no statement here is made of what a user wrote."""

    def close(self) -> None:
        """Lets all tables go, and what of them was held in shared storage; of Spark Connect that is the server's."""
        for name in list(self.frames):
            self.forget(name)
        if self._in_storage and not self._remote:
            empty_storage(self.spark)

    def held(self, frame: DataFrame) -> DataFrame:
        """The frame, to be worked out once: where the cluster has a folder for it in shared storage, else on its machines.

        Its columns are new ones: of two tables that have a column of the same origin Spark does not always tell which is which.
        """
        with working():
            self._in_storage = bool(self.spark.conf.get("spark.checkpoint.dir", None))
            held = frame.checkpoint() if self._in_storage else frame.localCheckpoint(eager=False)
            return held.toDF(*frame.columns)

    def _do(self, statement: exp.Expr, values: Mapping[str, Any]) -> DataFrame | None:
        match statement:
            case exp.Create():
                self._create(statement, values)
            case exp.Insert():
                self._insert(statement, values)
            case exp.Update():
                self._update(statement, values)
            case exp.Drop():
                for table in statement.args["tables"]:
                    self.forget(table.name)
            case exp.Alter():
                self._alter(statement)
            case exp.Query():
                return self._frame(statement, values)
            case _:
                raise ValueError(f"no statement that Spark is given: {type(statement).__name__}")
        return None

    def _create(self, statement: exp.Create, values: Mapping[str, Any]) -> None:
        if isinstance(statement.this, exp.Schema):
            kinds = {column.name: column.kind.sql("duckdb") for column in statement.this.expressions}
            self.load(statement.this.this.name, kinds, [])
            return
        name, frame = statement.this.name, self._frame(statement.expression, values)
        self._views.pop(name, None)
        if statement.kind == "TABLE":
            held = self.held(self._placed(name, frame))
            self.keep(name, (self._few_here(held) or held) if name in MOSTLY_FEW else held)
            return
        self.keep(name, frame)
        tables = {table.name for table in statement.expression.find_all(exp.Table)}
        seen = {table: self.frames[table] for table in tables if table in self.frames}
        self._views[name] = _View(statement.expression, values, seen)

    def _fresh(self, name: str) -> None:
        """Has a view see its tables as they are now."""
        view = self._views.get(name)
        if view is None:
            return
        for table in view.seen:
            self._fresh(table)
        now = {table: self.frames[table] for table in view.seen if table in self.frames}
        if any(now.get(table) is not frame for table, frame in view.seen.items()):
            self._views[name] = _View(view.query, view.values, now)
            self.keep(name, self._frame(view.query, view.values))

    def _placed(self, name: str, frame: DataFrame, after: int = 0) -> DataFrame:
        """The frame with places, where later stages speak of them. They stand as long as the frame is held."""
        from pyspark.sql import functions as f

        if name not in PLACED:
            return frame
        return frame.withColumn("rowid", f.monotonically_increasing_id() + f.lit(after))

    def _insert(self, statement: exp.Insert, values: Mapping[str, Any]) -> None:
        name = statement.this.name
        old = self.frames[name]
        new = self._frame(statement.expression, values)
        if not statement.args.get("by_name"):
            new = new.toDF(*[column for column in old.columns if column != "rowid"])
        kinds = {field.name: field.dataType for field in old.schema.fields}
        new = new.select(*[new[column].cast(kinds[column]).alias(column) for column in new.columns])
        if name in PLACED or self._remote:
            self._inserts += 1
            new = self.held(self._placed(name, new, self._inserts * APART))
        self.keep(name, old.unionByName(new, allowMissingColumns=True))

    def _update(self, statement: exp.Update, values: Mapping[str, Any]) -> None:
        """Each row as it is, or as what belongs to it says: a left join. A row has at most one that belongs to it."""
        # What it is updated from has a name of its own: Spark Connect asks for it when rows are asked for.
        self._updates += 1
        name, source = statement.this.name, f"source{self._updates}"
        told = [statement.args["where"].this, *(one.expression for one in statement.expressions)]
        (where, *made), kept = _renamed(told, name, source)
        new = dict(zip((one.this.name for one in statement.expressions), made, strict=True))
        found = exp.select(*kept).from_(statement.args["from_"].this.copy())
        frame = self._few_here(self.held(self._frame(found, values)))
        if frame is None:
            return
        self.keep(source, frame)
        belongs = next(side for side in _sides(where, name) if side is not None)
        columns: list[exp.Expr] = []
        for column in self.frames[name].columns:
            own: exp.Expr = exp.column(column, table=name)
            if column in new:
                own = exp.Case().when(belongs.copy().is_(exp.null()), own).else_(new[column])
            columns.append(exp.alias_(own, column))
        query = exp.select(*columns).from_(exp.table_(name))
        query.append("joins", exp.Join(this=exp.table_(source), side="LEFT", on=where))
        self.keep(name, self.held(self._frame(query, values)))

    def _few_here(self, frame: DataFrame) -> DataFrame | None:
        """The frame; where its rows are few, as rows that lie here; None where there are none.

        Of those Spark knows how many they are, and hands them to each part of a large table instead of putting that into order.
        """
        with working():
            some = frame.limit(FEW + 1).toArrow()
        if not some.num_rows:
            return None
        return frame if some.num_rows > FEW else self.spark.createDataFrame(some)

    def _alter(self, statement: exp.Alter) -> None:
        """A new name or a new column. To let a column go saves no memory here, and would make one that stands for it be found twice."""
        from pyspark.sql import functions as f

        name = statement.this.name
        for action in statement.args["actions"]:
            frame = self.frames[name]
            if isinstance(action, exp.AlterRename):
                self.forget(name)
                self.keep(action.this.name, frame)
            elif not isinstance(action, exp.Drop):
                kind = spark_type(action.args["kind"].sql("duckdb"))
                self.keep(name, frame.withColumn(action.name, f.lit(None).cast(kind)))

    def _frame(self, query: exp.Expr, values: Mapping[str, Any]) -> DataFrame:
        """The frame of a query of DuckDB's SQL."""
        told = carried(query)
        own = {cte.alias for cte in told.find_all(exp.CTE)}
        for table in list(told.find_all(exp.Table)):
            if table.name in self.frames and table.name not in own:
                self._fresh(table.name)
                alias = table.alias or table.name
                named = exp.table_(f"{self.name}_{table.name}", alias=alias, quoted=True)
                if table.args.get("joins"):
                    named.set("joins", table.args["joins"])
                if table is told:
                    told = named
                table.replace(named)
        bound = self._bind(told, values)
        return self.spark.sql(spark_sql(told), args=bound)

    def _bind(self, told: exp.Expr, values: Mapping[str, Any]) -> dict[str, Any]:
        """Gives the parameters of a carried query their values: lists and times as what they are, texts by their name."""
        bound: dict[str, Any] = {}
        for place in list(told.find_all(exp.Placeholder)):
            value = values[place.name]
            match value:
                case bool() | None | int() | float():
                    place.replace(exp.convert(value))
                case datetime():
                    place.replace(exp.cast(exp.Literal.string(value.isoformat(" ")), exp.DType.TIMESTAMPNTZ))
                case date():
                    place.replace(exp.cast(exp.Literal.string(value.isoformat()), exp.DType.DATE))
                case list():
                    self._bind_list(place, value, bound)
                case _:
                    bound[place.name] = value
        return bound

    def _bind_list(self, place: exp.Placeholder, value: list[Any], bound: dict[str, Any]) -> None:
        """A list that is taken as rows becomes a table, any other one of its texts."""
        taken = place.find_ancestor(exp.Explode)
        if taken is None:
            names = [f"{place.name}_{n}" for n in range(len(value))]
            bound |= dict(zip(names, value, strict=True))
            place.replace(exp.Array(expressions=[exp.Placeholder(this=name) for name in names]))
            return
        cast = place.parent
        assert isinstance(cast, exp.Cast)
        kind = cast.to.expressions[0].sql("duckdb")
        view = f"{self.name}_list_{self._bound % LISTS}"
        self._bound += 1
        self.local({"value": kind}, [(one,) for one in value]).createOrReplaceTempView(view)
        select = taken.find_ancestor(exp.Select)
        assert select is not None
        select.replace(exp.select(exp.column("value", quoted=True)).from_(exp.table_(view, quoted=True)))


LISTS = 64
"""Lists that are known as tables at a time; a query has at most two and is begun before it is forgotten."""


def _renamed(told: Iterable[exp.Expr], target: str, source: str) -> tuple[list[exp.Expr], list[exp.Expr]]:
    """Expressions with the columns that they take from elsewhere than `target` as columns of `source`, and what those are there."""
    kept = {}

    def renamed(part: exp.Expr) -> exp.Expr:
        if not isinstance(part, exp.Column) or part.table in ("", target):
            return part
        name = f"{part.table}_{part.name}"
        kept[name] = exp.alias_(part.copy(), name)
        return exp.column(name, table=source)

    return [one.transform(renamed) for one in told], list(kept.values())


def _sides(where: exp.Expr, name: str) -> Iterator[exp.Expr | None]:
    """Of the equations of a condition the sides that are not of table `name`, where the other one is."""
    for equal in where.find_all(exp.EQ):
        left, right = equal.this, equal.expression
        if isinstance(left, exp.Column) and isinstance(right, exp.Column):
            yield right if left.table == name != right.table else left if right.table == name != left.table else None


def arrow_type(kind: str) -> pyarrow.DataType:
    """A type of DuckDB by its name in Arrow."""
    import pyarrow

    if kind.endswith("[]"):
        return pyarrow.list_(arrow_type(kind[:-2]))
    known = {
        "BOOLEAN": pyarrow.bool_(),
        "INTEGER": pyarrow.int32(),
        "INT": pyarrow.int32(),
        "USMALLINT": pyarrow.int32(),
        "UINTEGER": pyarrow.int32(),
        "BIGINT": pyarrow.int64(),
        "UBIGINT": pyarrow.int64(),
        "DOUBLE": pyarrow.float64(),
        "DATE": pyarrow.date32(),
        "TIMESTAMP": pyarrow.timestamp("us"),
    }
    return known.get(kind, pyarrow.string())


def _tuples(table: pyarrow.Table) -> list[tuple[Any, ...]]:
    columns = [column.to_pylist() for column in table.columns]
    if any(isinstance(value, (Decimal, list)) for column in columns for value in column[:1]):
        columns = [[_plain(value) for value in column] for column in columns]
    return list(zip(*columns, strict=True))


def _plain(value: Any) -> Any:
    """A value as the embedded database gives it."""
    if isinstance(value, Decimal):
        return int(value)
    return value.asDict() if hasattr(value, "asDict") else value
