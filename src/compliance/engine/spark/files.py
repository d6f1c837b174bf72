"""Files of a log that Spark reads where they lie: each row with its line, each line looked at whether it is one record."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.engine.spark.failed import OTHER_FILE, first_line
from compliance.log.model import Table

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession
    from pyspark.sql.types import StructType

SPLIT = 128 << 20
"""Bytes that one task reads at most."""
LEAST_SPLIT = 1 << 20
TASKS = 8
"""Into so many a file of less is parted at least, whatever the number of cores: lines are counted twice in the same parts."""


HIDDEN = re.compile(r"[_.].*|.*\._COPYING_|.*:.*", re.DOTALL)
"""Names of files that Spark passes over without a word, or cannot open."""
PACKED = (".gz", ".bz2", ".zst", ".lz4", ".snappy", ".deflate", ".passthrough")
"""Endings of texts that Spark unpacks, whatever is in them."""


class Layout(NamedTuple):
    """Of a Parquet file: its columns with their kinds, and which of them, by place, are times of the old kind of 96 bits."""

    columns: str
    old: frozenset[int]


class Rows(NamedTuple):
    """Of a table: how many rows of data it has, and the line of the last."""

    number: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """Tables laid out alike as one frame: `file_` is the number of the table, `c0` the line, `c1` and so on the cells."""

    tables: Mapping[int, Table]
    frame: DataFrame
    rows: Mapping[int, Rows]
    types: dict[str, str]
    """The type of each cell that is not text, by DuckDB's name."""


def is_read_there(path: Path) -> bool:
    """Whether Spark reads a text of that name as it stands."""
    real = path.resolve()
    folders = str(real.parent.relative_to(real.anchor))
    return not HIDDEN.fullmatch(real.name) and not real.name.lower().endswith(PACKED) and ":" not in folders


def part(spark: SparkSession, size: int) -> None:
    """Settles how the files of a log of so many bytes are parted, once for all of them.

    A line is counted from the beginning of its part, in a pass of its own; the other pass comes when all files are known, and
    must part them alike.
    """
    spark.conf.set("spark.sql.files.minPartitionNum", "1")
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(max(LEAST_SPLIT, min(SPLIT, size // TASKS))))


def delimited(spark: SparkSession, tables: Mapping[int, Table]) -> Sheet | None:
    """CSV files that are laid out alike; None where some line is not one record of the width of the header."""
    from pyspark.sql import functions as f

    one = next(iter(tables.values()))
    paths = [_escaped(str(table.path.resolve())) for table in tables.values()]
    value, end = f.col("value"), f.lit("\r")
    # A pattern would be searched for in every line.
    bare = f.when(f.endswith(value, end), f.left(value, f.length(value) - 1)).otherwise(value)
    lines = spark.read.text(paths, lineSep="\n").select(
        bare.alias("value"),
        f.col("_metadata.file_path").alias("path"),
        f.col("_metadata.file_block_start").alias("block"),
        f.monotonically_increasing_id().alias("id"),
    )
    width = len(one.columns)
    seen = lines.groupBy("path", "block").agg(
        f.count("*").alias("n"),
        f.min("id").alias("first"),
        f.count_if(~_is_record(one.delimiter, width)).alias("odd"),
        f.min(f.when(~_is_record(one.delimiter, width), f.col("id"))).alias("odd_id"),
    )
    blocks = sorted(seen.collect(), key=lambda row: (row.path, row.block))
    number_of = {_local(str(table.path.resolve())): number for number, table in tables.items()}
    starts, lasts = [], {}
    for number in tables:
        before = 0
        for row in blocks:
            if number_of[_local(row.path)] == number:
                # Above the rows stand the header and perhaps titles, which need not be records.
                head = max(0, one.skip - before)
                if row.odd and not (row.odd <= head and row.odd_id < row.first + head):
                    return None
                starts.append((row.path, row.block, number, before + 1 - row.first, before + row.n))
                before += row.n
        lasts[number] = before
    known = spark.createDataFrame(starts, "path STRING, block LONG, file_ INT, to_line LONG, last LONG")
    schema = ", ".join(f"c{n + 1} STRING" for n in range(width))
    options = {"sep": one.delimiter, "quote": '"', "escape": '"', "maxCharsPerColumn": "-1"}
    line = f.col("id") + f.col("to_line")
    otherwise = f.raise_error(f.lit(OTHER_FILE))
    counted = f.when((line >= 1) & (line <= f.col("last")), line).otherwise(otherwise.cast("long"))
    frame = (
        lines.join(f.broadcast(known), ["path", "block"], "left")
        .select(
            f.coalesce("file_", otherwise.cast("int")).alias("file_"),
            counted.alias("c0"),
            f.from_csv("value", schema, options).alias("cells"),
        )
        .where(f.col("c0") > one.skip)
        .select(
            "file_", "c0", *[f.nullif(f.col(f"cells.c{n + 1}"), f.lit("")).alias(f"c{n + 1}") for n in range(width)]
        )
    )
    return Sheet(tables, frame, {n: Rows(last - one.skip, last) for n, last in lasts.items()}, {})


def _is_record(delimiter: str, width: int) -> Column:
    """Whether a line is one record of so many cells, not all of them empty, in UTF-8."""
    from pyspark.sql import functions as f

    value, sep = f.col("value"), re.escape(delimiter)
    cell = f'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{sep}]*+)'
    quoted = value.rlike(f"^{cell}(?:{sep}{cell}){{{width - 1}}}$")
    # Of most lines, which have no quote, a few looks at their bytes tell all; characters are not counted.
    without, has_quotes = f.replace(value, f.lit(delimiter), f.lit("")), f.contains(value, f.lit('"'))
    bare = (f.octet_length(value) - f.octet_length(without)) == (width - 1) * len(delimiter.encode())
    said = f.when(has_quotes, f.replace(without, f.lit('"'), f.lit(""))).otherwise(without)
    return (
        f.when(has_quotes, quoted).otherwise(bare)
        & (said != "")
        & ~f.contains(value, f.lit("\r"))
        & f.is_valid_utf8(value)
    )


def parquet_schema(spark: SparkSession, path: Path) -> StructType:
    """The columns of a Parquet file. Raises Refused where Spark does not read it."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    if HIDDEN.fullmatch(path.resolve().name):
        raise Refused([_hidden(path)])
    try:
        schema = spark.read.parquet(_escaped(str(path.resolve()))).schema
    except (PySparkException, Py4JError) as error:
        raise Refused([_not_read(path, str(error))]) from None
    times = [field.name for field in schema.fields if field.dataType.typeName().startswith("time(")]
    if times:
        raise Refused([_not_read(path, f"TIME: {', '.join(times)}")])
    return schema


def parquet(spark: SparkSession, tables: Mapping[int, Table], zone: str, old: Container[int] = ()) -> Sheet:
    """Parquet files with the same columns; times of the columns of `old` have no zone, whatever Spark takes them for."""
    from pyspark.sql import functions as f
    from pyspark.sql import types as t

    paths = [_escaped(str(table.path.resolve())) for table in tables.values()]
    read = spark.read.parquet(*paths)
    fields = read.schema.fields
    cells, types = [], {}
    for n, field in enumerate(fields, 1):
        cell = f.col(f"`{field.name.replace('`', '``')}`")
        types[f"c{n}"] = _type(field.dataType)
        if isinstance(field.dataType, t.TimestampType):
            # An instant: the clock of the rulesets' zone tells its time.
            time = cell.cast("timestamp_ntz")
            cell = time if n - 1 in old else f.convert_timezone(f.lit("UTC"), f.lit(zone), time)
        elif isinstance(field.dataType, (t.DoubleType, t.FloatType)):
            cell = _number(cell)
        elif isinstance(field.dataType, t.BinaryType):
            cell = _bytes(cell)
        cells.append(cell.alias(f"c{n}"))
    frame = read.select(
        f.col("_metadata.file_path").alias("path"), (f.col("_metadata.row_index") + 1).alias("c0"), *cells
    )
    counted = frame.groupBy("path").count().collect()
    number_of = {_local(str(table.path.resolve())): number for number, table in tables.items()}
    counts = {number_of[_local(row.path)]: row["count"] for row in counted}
    known = spark.createDataFrame(
        [(row.path, number_of[_local(row.path)]) for row in counted], "path STRING, file_ INT"
    )
    rows = {number: Rows(counts.get(number, 0), counts.get(number, 0)) for number in tables}
    return Sheet(tables, frame.join(f.broadcast(known), "path").drop("path"), rows, types)


def _type(kind: object) -> str:
    """The type of a cell by DuckDB's name, as far as it decides how the cell is read."""
    from pyspark.sql import types as t

    if isinstance(kind, (t.TimestampNTZType, t.TimestampType)):
        return "TIMESTAMP"
    if isinstance(kind, t.ArrayType) and isinstance(kind.elementType, t.AtomicType):
        return "VARCHAR[]"
    if isinstance(kind, t.DecimalType):
        return "DOUBLE"
    texts = (t.StringType, t.DoubleType, t.FloatType, t.BinaryType)
    return "VARCHAR" if isinstance(kind, texts) else "OTHER"


def _bytes(cell: Column) -> Column:
    """Old programs keep texts as bytes without saying that they are; bytes that are no text are told by their numbers."""
    from pyspark.sql import functions as f

    numbers = f.regexp_replace(f.hex(cell), "(..)", r"\\x$1")
    return f.when(f.is_valid_utf8(cell.cast("string")), cell.cast("string")).otherwise(numbers)


def _number(cell: Column) -> Column:
    """A number as the embedded database writes it: whole ones without a point, powers of ten where they are far from one."""
    from pyspark.sql import functions as f

    said = cell.cast("string")
    whole = (f.abs(cell) < 1e15) & (cell == f.floor(cell))
    plain = (f.abs(cell) >= 1e-4) & (f.abs(cell) < 1e16)
    far = f.lower(said)
    for pattern, instead in ((r"\.0e", "e"), (r"e(\d)", "e+$1"), (r"e([+-])(\d)$", "e$10$2"), ("infinity", "inf")):
        far = f.regexp_replace(far, pattern, instead)
    return (
        f.when(f.isnan(cell), None)
        .when(whole, cell.cast("bigint").cast("string"))
        .when(plain, f.call_function("format_number", said.cast("double"), f.lit("0.0" + 20 * "#")))
        .otherwise(far)
    )


def _escaped(path: str) -> str:
    """A path that is no pattern."""
    return re.sub(r"([\\\[\]{}*?])", r"\\\1", path)


def _local(path: str) -> str:
    """A path as the system has it, of Spark's name for it or of the system's own."""
    parts = urlsplit(path)
    return unquote(parts.path) if parts.scheme else path


def _hidden(path: Path) -> Diagnostic:
    title = Text(
        "Spark 不读文件名以“_”“.”开头或含“:”的 Parquet 文件",
        "Spark reads no Parquet file whose name begins with _ or . or has a :",
    )
    hint = Text("给文件换个名字", "give the file another name")
    return Diagnostic("log/parquet", title, Place(str(path)), hint)


def _not_read(path: Path, said: str) -> Diagnostic:
    if "TIMESTAMP(NANOS" in said:
        title = Text("时间精确到纳秒，Spark 读不了", "Spark does not read times in nanoseconds")
        hint = Text(
            "改用微秒重新导出，如 pandas 的 to_parquet(…, coerce_timestamps='us')",
            "export the file anew with microseconds, in pandas with to_parquet(…, coerce_timestamps='us')",
        )
        return Diagnostic("log/parquet", title, Place(str(path)), hint)
    first = first_line(said)
    title = Text(f"Spark 读不了这个 Parquet 文件：{first}", f"Spark cannot read this Parquet file: {first}")
    hint = Text("重新导出，或不用 --engine spark 核查", "export it anew, or check it without --engine spark")
    return Diagnostic("log/parquet", title, Place(str(path)), hint)
