import bz2
import gzip
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.case import CLEAN, GAPS, HEADER, REFUSED, REJECTED, ROW, RULE, Case, case
from tests.hostile.runner import Done

LOG = HEADER + ROW
MORE = "2,预决算,{},2018-01-10,2018-01-20\n"
OBJECT = '{"编号":"1","事项":"预决算","单位":"财政局","批准日期":"2018-01-10","公开日期":"2018-01-30"}\n'
PARQUET = (
    """SELECT '1' AS "编号", '预决算' AS "事项", '财政局' AS "单位", '2018-01-10' AS "批准日期", {} AS "公开日期" """
)
EVENTS = """SELECT '1' AS "编号", '预决算' AS "事项", '财政局' AS "单位", '公开' AS "环节", {} AS "时间" """


def wide(columns: int) -> str:
    """A ledger with so many further columns."""
    return HEADER.strip() + "".join(f",c{n}" for n in range(columns)) + "\n" + ROW.strip() + "," * columns + "\n"


def cell(length: int, quote: str = "") -> str:
    """A ledger whose second row has a cell of that length."""
    return LOG + MORE.format(f"{quote}{'x' * length}{quote}")


def one_case(events: int) -> bytes:
    """An event log without case numbers: every third is a trigger, the last of which nothing follows."""
    cells = ("批准,{},,", "公开,{},正文,", "公开,{},附件,国家秘密")
    times = (f"2018-{1 + n * 11 // events:02}-{1 + n % 28:02} {n // 60 % 24:02}:{n % 60:02}" for n in range(events))
    rows = (f"预决算,财政局,{cells[n % 3].format(time)}\n" for n, time in enumerate(times))
    return ("事项,单位,环节,时间,内容,豁免\n" + "".join(rows) + "预决算,财政局,批准,2018-11-30,,\n").encode()


def late_names(rows: int) -> bytes:
    """A log in the order of its agencies, four rows of each: most of them turn up behind its first rows, of which names are taken."""
    acts = ("批准,2018-01-10", "公开,2018-01-30", "批准,2018-03-10", "公开,2018-03-30")
    matters = ("预决算", "其他", "其他", "其他", "其他")
    lines = (f"{n // 2},{matters[n // 4 % 5]},第{n // 4}局,{acts[n % 4]},{'题' * 40}\n" for n in range(rows))
    return ("编号,事项,单位,环节,时间,标题\n" + "".join(lines)).encode()


def named(name: str, status: int = CLEAN, says: str = "report written") -> Case:
    """A plain ledger under a name that is none."""
    return case(f"a file called {name!r}", status, says, {name: LOG})


LARGE = [
    case("a cell of 900,000 characters", CLEAN, "report written", {"a.csv": lambda: cell(900_000).encode()}),
    case(
        "a cell of 2 MB",
        REJECTED,
        ("row 3 单位", "a cell: at most 1,000,000 characters, found 2,000,000", "--limit cell=2MB"),
        {"a.csv": lambda: cell(2_000_000).encode()},
    ),
    case(
        "a cell of 2 MB in quotation marks",
        REJECTED,
        ("row 3 单位", "at most 1,000,000 characters"),
        {"a.csv": lambda: cell(2_000_000, '"').encode()},
    ),
    case("a cell of 2 MB in UTF-16", REJECTED, "row 3", {"a.csv": lambda: cell(2_000_000).encode("utf-16")}),
    case(
        "a cell of 2 MB that is allowed",
        CLEAN,
        "report written",
        {"a.csv": lambda: cell(2_000_000).encode()},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--as-of",
        "2018-12-31",
        "--limit",
        "cell=4MB",
        "-o",
        "r.json",
        "--lang",
        "en",
    ),
    case(
        "a date of 2 MB",
        REJECTED,
        "row 3 公开日期",
        {"a.csv": lambda: (LOG + "2,预决算,局,2018-01-10," + "1" * 2_000_000 + "\n").encode()},
    ),
    case(
        "a date of 500,000 characters",
        REJECTED,
        "row 3 公开日期",
        {"a.csv": lambda: (LOG + "2,预决算,局,2018-01-10," + "2018年 " * 80_000 + "\n").encode()},
    ),
    case(
        "a row of 20 MB",
        REJECTED,
        ("row 3", "a row: at most 4,000,000 bytes"),
        {"a.csv": lambda: cell(20_000_000).encode()},
    ),
    case(
        "a row of 20 MB in UTF-16",
        REJECTED,
        ("row 3", "a row: at most 4,000,000 bytes"),
        {"a.csv": lambda: cell(10_000_000).encode("utf-16")},
    ),
    case(
        "a row of 20 MB, lines ended by CR",
        REJECTED,
        ("row 3", "a row: at most 4,000,000 bytes"),
        {"a.csv": lambda: cell(20_000_000).replace("\n", "\r").encode()},
    ),
    case(
        "a record of 5 MB over many lines",
        REJECTED,
        "row 3",
        {"a.csv": lambda: (LOG + '2,预决算,"' + f"{'x' * 39}\n" * 125_000 + '",a,b\n').encode()},
        heavy=True,
    ),
    case("one line of 100 MB", REFUSED, "error[limit/row]", {"a.csv": lambda: b"x" * 100_000_000}),
    case(
        "30 MB of blank lines",
        REFUSED,
        "no event could be read",
        {"a.csv": lambda: (HEADER + "\n" * 30_000_000).encode()},
    ),
    case(
        "30 MB of rows of separators",
        REFUSED,
        "no event could be read",
        {"a.csv": lambda: (HEADER + ",,,,\n" * 6_000_000).encode()},
        heavy=True,
    ),
    case(
        "30 MB of empty quotations",
        REFUSED,
        "no event could be read",
        {"a.csv": lambda: (HEADER + '"",\n' * 7_500_000).encode()},
        heavy=True,
    ),
    case(
        "30 MB in GB18030",
        CLEAN,
        "report written",
        {"a.csv": lambda: (HEADER + ROW * 800_000).encode("gb18030")},
        heavy=True,
    ),
    *(
        case(
            f"60,000 events of one case {name}",
            status,
            "report written",
            {"a.csv": lambda: one_case(60_000)},
            rule=rule,
        )
        for name, status, rule in (
            ("and a deadline", GAPS, RULE),
            ("and an element", GAPS, f"{RULE} 内容 正文"),
            ("and a ground", CLEAN, f"{RULE} 除外 国家秘密"),
        )
    ),
    case(
        "200,000 rows that name no matter",
        REFUSED,
        ("no event could be read", "row 2"),
        {"a.csv": lambda: ("编号,事项,单位,环节,时间\n" + "1,,财政局,公开,2018-01-30\n" * 200_000).encode()},
    ),
    case("30,000 agencies, one after the other", CLEAN, "report written", {"a.csv": lambda: late_names(120_000)}),
    case(
        "a quotation never closed before 20,000 rows",
        REJECTED,
        ("row 2", "not closed"),
        {"a.csv": lambda: (HEADER + '0,预决算,"局,2018-01-10,2018-01-30\n' + ROW * 20_000).encode()},
    ),
    case(
        "quotations that each seem open", REFUSED, "error[", {"a.csv": lambda: (HEADER + 'a","\n' * 100_000).encode()}
    ),
    case(
        "a thousand quotations never closed",
        REJECTED,
        "row 2",
        {"a.csv": lambda: (HEADER + ('1,预决算,"局,2018-01-10,2018-01-30\n' + ROW * 20) * 1000).encode()},
    ),
    case("4,000 columns", CLEAN, "report written", {"a.csv": lambda: wide(4000).encode()}),
    case(
        "5,000 columns",
        REFUSED,
        ("error[limit/columns]", "a.csv:1", "at most 4,096 columns, found 5,005"),
        {"a.csv": lambda: wide(5000).encode()},
    ),
    case("a million columns", REFUSED, "error[limit/", {"a.csv": lambda: wide(1_000_000).encode()}),
    case(
        "a header of 2 MB",
        CLEAN,
        "report written",
        {"a.csv": lambda: (HEADER.strip() + "," + "x" * 2_000_000 + "\n" + ROW.strip() + ",\n").encode()},
    ),
    case(
        "100,000 keys",
        REFUSED,
        ("error[limit/columns]", "a.jsonl:4093"),
        {"a.jsonl": lambda: (OBJECT + "".join(f'{{"k{n}":1}}\n' for n in range(100_000))).encode()},
    ),
    case(
        "4,000 keys and many lines",
        REFUSED,
        "error[limit/sheet]",
        {
            "a.jsonl": lambda: (
                OBJECT + "{" + ",".join(f'"k{n}":1' for n in range(4000)) + "}\n" + OBJECT * 6000
            ).encode()
        },
    ),
    case(
        "100,000 brackets in a line of JSON",
        REJECTED,
        ("row 2", "nested too deeply"),
        {"a.jsonl": OBJECT + '{"a":' + "[" * 100_000 + "]" * 100_000 + "}\n"},
    ),
    case("a number of a million digits", REJECTED, "row 2", {"a.jsonl": OBJECT + '{"编号":' + "9" * 1_000_000 + "}\n"}),
    case("a key of 2 MB", REJECTED, "row 2", {"a.jsonl": OBJECT + '{"' + "k" * 2_000_000 + '":1}\n'}),
    case(
        "a line of JSON of 20 MB",
        REJECTED,
        ("row 2", "a row: at most 4,000,000 bytes"),
        {"a.jsonl": lambda: (OBJECT + '{"编号":"' + "x" * 20_000_000 + '"}\n').encode()},
    ),
    case(
        "gzip that unpacks to zeros",
        REFUSED,
        "NUL bytes and no text",
        {"a.csv.gz": lambda: gzip.compress(bytes(1 << 28))},
    ),
    case(
        "gzip that unpacks to one line",
        REFUSED,
        "error[limit/packing]",
        {"a.csv.gz": lambda: gzip.compress((LOG + "x" * (1 << 28)).encode())},
    ),
    case(
        "bzip2 that unpacks to one line",
        REFUSED,
        "error[limit/",
        {"a.csv.bz2": lambda: bz2.compress((LOG + "x" * (1 << 28)).encode())},
    ),
    case(
        "xz that unpacks to one line",
        REFUSED,
        "error[limit/",
        {"a.csv.xz": lambda: lzma.compress((LOG + "x" * (1 << 28)).encode(), preset=0)},
    ),
    case("gzip within gzip", REFUSED, "unpack it first", {"a.csv.gz": gzip.compress(gzip.compress(LOG.encode()))}),
    case("gzip that breaks off", REFUSED, "breaks off", {"a.csv.gz": gzip.compress((LOG * 100).encode())[:-20]}),
    case(
        "gzip with another sum",
        REFUSED,
        "error[log/unreadable]",
        {"a.csv.gz": gzip.compress(LOG.encode())[:-8] + b"12345678"},
    ),
    case(
        "gzip with something behind it",
        REFUSED,
        "error[log/unreadable]",
        {"a.csv.gz": gzip.compress(LOG.encode()) + b"junk"},
    ),
    case(
        "200,000 rows that cannot be read",
        REFUSED,
        "no event could be read",
        {"a.csv": lambda: (HEADER + "1,预决算,局,x,y\n" * 200_000).encode()},
    ),
]


def linked(target: str) -> Callable[[Path], None]:
    """A link called `a.csv`."""
    return lambda folder: os.symlink(target, folder / "a.csv")


def piped(folder: Path) -> None:
    """A named pipe that nobody writes to."""
    os.mkfifo(folder / "a.csv")


def in_a_circle(folder: Path) -> None:
    """A folder with a link to what it lies in, and a ledger."""
    (folder / "d").mkdir()
    os.symlink("..", folder / "d" / "up")
    (folder / "d" / "a.csv").write_text(LOG, encoding="utf-8")


def pattern_like(folder: Path) -> None:
    """A name that is a pattern, and the file that the pattern matches."""
    (folder / "a[1].csv").write_text(HEADER + "2,预决算,财政局,2018-01-10,2018-03-30\n", encoding="utf-8")
    (folder / "a1.csv").write_text(LOG, encoding="utf-8")


def not_utf_8(folder: Path) -> None:
    """A name that is no text."""
    with open(os.fsencode(folder) + b"/\xff.csv", "wb") as file:
        file.write(LOG.encode())


def nothing(folder: Path) -> None:
    """An empty folder."""


PLACES = [
    *map(
        named,
        (
            "-r.csv",
            "--help",
            "a\nb.csv",
            "~x.csv",
            "x=1.csv",
            "s3:x.csv",
            "file:x.csv",
            "a;b.csv",
            "a'b.csv",
            'a"b.csv',
            "a{1}.csv",
            " .csv",
            "a*.csv",
            "a?.csv",
            "a\x1b[31m.csv",
            "\u202egnp.csv",
            "a,b.csv",
            "a%20b.csv",
            "$HOME.csv",
            "年=2018/a.csv",
            "a.csv.gz",
            "a.parquet",
            "a.xlsx",
            "CON",
            "a" * 250,
        ),
    ),
    case("a name that is a pattern", GAPS, "59 days late", pattern_like, log="a[1].csv"),
    case("a name that is no text", CLEAN, "report written", not_utf_8, log=b"\xff.csv"),
    case("a name that is too long", REFUSED, "error[log/", nothing, log="x" * 5000),
    case(
        "a file that is not there", REFUSED, ("error[log/not-found]", "did you mean"), {"台账.csv": LOG}, log="台帐.csv"
    ),
    case("a file within a file", REFUSED, "error[log/", {"a.csv": LOG}, log="a.csv/b.csv"),
    case("a pattern that nothing matches", REFUSED, "no file matches", nothing, log="*.csv"),
    case("a folder called x.csv", REFUSED, "has no log in it", lambda folder: (folder / "x.csv").mkdir(), log="x.csv"),
    case("a folder with a link to itself", CLEAN, "report written", in_a_circle, log="d"),
    case("a pattern through a link to itself", CLEAN, "read once", in_a_circle, log="**/*.csv"),
    case("a link to itself", REFUSED, "error[log/", linked("a.csv"), log="a.csv"),
    case("a link to nowhere", REFUSED, "a link to a file that is not there", linked("nowhere"), log="a.csv"),
    case("a link to a device", REFUSED, "a pipe or a device", linked("/dev/zero"), log="a.csv"),
    case("a named pipe", REFUSED, ("a pipe or a device", "compliance check -"), piped, log="a.csv"),
    case("a named pipe in a folder", REFUSED, "has no log in it", piped, log="."),
    case("/dev/zero", REFUSED, "a pipe or a device", nothing, log="/dev/zero"),
    case("/dev/null", REFUSED, "a pipe or a device", nothing, log="/dev/null"),
    case("standard input", CLEAN, "report written", nothing, log="-", stdin=LOG.encode()),
    case("standard input of nothing", REFUSED, "the file is empty", nothing, log="-", stdin=b""),
    case("standard input of zeros", REFUSED, "error[log/", nothing, log="-", stdin=bytes(1 << 24)),
    case(
        "a mapping that is a pipe",
        REFUSED,
        "error[mapping/not-found]",
        piped,
        "check",
        "b.csv",
        "--mapping",
        "a.csv",
        "--rule",
        RULE,
        "--lang",
        "en",
    ),
    case(
        "waivers that are a device",
        REFUSED,
        "error[waivers/not-found]",
        nothing,
        "check",
        "b.csv",
        "--waivers",
        "/dev/zero",
        "--rule",
        RULE,
        "--lang",
        "en",
    ),
    case(
        "a ruleset that is a file",
        REFUSED,
        "error[ruleset/not-a-folder]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "-r",
        "a.csv",
        "--lang",
        "en",
    ),
    case(
        "a ruleset whose name is too long",
        REFUSED,
        "error[ruleset/not-found]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "-r",
        "x" * 5000,
        "--lang",
        "en",
    ),
    case(
        "a ruleset whose file is a folder",
        REFUSED,
        "error[",
        lambda folder: (folder / "x" / "ruleset.toml").mkdir(parents=True),
        "check",
        "a.csv",
        "-r",
        "x",
        "--lang",
        "en",
    ),
    case(
        "a report where a folder is",
        REFUSED,
        "error[report/",
        lambda folder: (folder / "r.html").mkdir(),
        "check",
        "-",
        "--rule",
        RULE,
        "-o",
        "r.html",
        "--lang",
        "en",
        stdin=LOG.encode(),
    ),
    case(
        "a report that is the log",
        REFUSED,
        "error[report/",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "-o",
        "a.csv",
        "--lang",
        "en",
    ),
]


def parquet(select: str, cut: int | None = None, torn: int | None = None) -> Callable[[Path], None]:
    """A file of what a query gives; cut there, or with bytes overwritten from there on."""

    def given(folder: Path) -> None:
        import duckdb

        path = folder / "a.parquet"
        duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        data = path.read_bytes()[:cut]
        path.write_bytes(data if torn is None else data[:torn] + b"\xff" * 40 + data[torn + 40 :])

    return given


def p(name, status, says, select, **more):
    """A Parquet file."""
    return case(f"Parquet: {name}", status, says, parquet(select, **more), log="a.parquet")


DAY = "'2018-01-30'"


def _a_column_twice(folder: Path) -> None:
    """As no database writes it: one of two names is made the other's afterwards."""
    parquet(f"SELECT *, '2018-02-01' AS \"公开日朿\" FROM ({PARQUET.format(DAY)})")(folder)
    path = folder / "a.parquet"
    path.write_bytes(path.read_bytes().replace("朿".encode(), "期".encode()))


EVERYTHING = (
    f"{DAY} AS \"公开日期\", [{{'a': 1}}] AS l, {{'a': {{'b': 1}}}} AS s, map(['k'], [1]) AS m, 1.5::DECIMAL(10, 2) AS d, "
    "'abc'::BLOB AS b, uuid() AS u, INTERVAL 1 DAY AS i, NULL AS n, true AS t, [[1]] AS ll, TIME '10:00' AS tm"
)
PARQUETS = [
    p("plain", CLEAN, "report written", PARQUET.format(DAY)),
    p(
        "every kind of column",
        CLEAN,
        "report written",
        PARQUET.replace('{} AS "公开日期"', EVERYTHING),
    ),
    p("a nested date", REFUSED, "the cells of “公开日期” are structures", PARQUET.format("{'a': 1}")),
    p("an infinite day", REFUSED, "is no time that can be read", PARQUET.format("DATE 'infinity'")),
    p("a day of the year 20000", REFUSED, "the year 20000", PARQUET.format("DATE '20000-01-01'")),
    p("a day before Christ", REFUSED, "the year 0044", PARQUET.format("DATE '0044-03-15 (BC)'")),
    p("no number, which is an empty cell", GAPS, "report written", PARQUET.format("'nan'::DOUBLE")),
    p("bytes", REFUSED, "is no time that can be read", PARQUET.format("'\\xff\\x00'::BLOB")),
    *(
        p(f"the instant {time}", REFUSED, "no event could be read", EVENTS.format(f"TIMESTAMP '{time}'"))
        for time in ("infinity", "-infinity", "20000-01-01", "0001-01-01", "9999-12-31 23:59:59.999999", "1850-01-01")
    ),
    p("no instant", REFUSED, "no time is stated", EVENTS.format("NULL::TIMESTAMP")),
    p("nanoseconds", CLEAN, "report written", PARQUET.format("TIMESTAMP_NS '2018-01-30 10:00:00.123456789'")),
    p("no rows", REFUSED, "no event could be read", PARQUET.format(DAY) + " WHERE false"),
    p("cut", REFUSED, "error[log/parquet]", PARQUET.format(DAY), cut=-50),
    p("cut at its start", REFUSED, "error[log/parquet]", PARQUET.format(DAY), cut=20),
    p("torn at its start", REFUSED, "the Parquet file is damaged", PARQUET.format(DAY) + " FROM range(1000)", torn=4),
    p(
        "torn in its middle",
        REFUSED,
        "the Parquet file is damaged",
        PARQUET.format(DAY).replace("'1'", "range") + " FROM range(100000)",
        torn=1000,
    ),
    p("5,000 columns", REFUSED, "error[limit/columns]", "SELECT " + ", ".join(f"1 AS c{n}" for n in range(5000))),
    p("an instant in another zone", CLEAN, "report written", PARQUET.format("TIMESTAMPTZ '2018-01-30 23:30:00+08'")),
    p("a day as a decimal", CLEAN, "report written", PARQUET.format("20180130.00::DECIMAL(38, 2)")),
    p("a case as a decimal", CLEAN, "report written", PARQUET.replace("'1'", "1.50::DECIMAL(38, 10)").format(DAY)),
    p("a matter in two lists", REFUSED, "structures", PARQUET.replace("'预决算'", "[['预决算'], ['x']]").format(DAY)),
    p(
        "300 lists in each other",
        REFUSED,
        "error[log/parquet]",
        PARQUET.replace("'1'", "[" * 300 + "1" + "]" * 300).format(DAY),
    ),
    case(
        "Parquet: a dictionary of a million texts",
        CLEAN,
        "no gap",
        parquet(PARQUET.replace("'1'", "range || '号'").format(DAY) + " FROM range(1000000)"),
        *("check", "a.parquet", "--rule", RULE, "--as-of", "2018-12-31", "--lang", "en"),
        heavy=True,
    ),
    p(
        "a case of 110 MB",
        REFUSED,
        "error[limit/cell]",
        PARQUET.replace("'1'", "repeat('x', 110000000)").format(DAY),
    ),
    p(
        "a case of a million characters and more",
        REFUSED,
        ("error[limit/cell]", "a.parquet:8", "found 1,100,000"),
        PARQUET.replace("'1'", "CASE WHEN range = 7 THEN repeat('案', 1100000) ELSE range::VARCHAR END").format(DAY)
        + " FROM range(20)",
    ),
    p(
        "one text of 990,000 bytes that 5,000 rows say",
        REFUSED,
        ("error[limit/packing]", "a.parquet"),
        PARQUET.replace("'预决算'", "repeat('案', 330000)").format(DAY) + " FROM range(5000)",
    ),
    p(
        "cases as numbers, one of them none",
        CLEAN,
        "report written",
        PARQUET.replace("'1'", "CASE WHEN range = 7 THEN 'nan'::DOUBLE ELSE range::DOUBLE END").format(DAY)
        + " FROM range(20)",
    ),
    p("a remark that nobody asks for", CLEAN, "report written", PARQUET.format(DAY) + ", repeat('x', 3000000) AS x"),
    case("Parquet: a column twice", REFUSED, "error[log/two-columns]", _a_column_twice, log="a.parquet"),
    case("Parquet: its mark alone", REFUSED, "error[log/parquet]", {"a.parquet": b"PAR1"}),
    case("Parquet: its mark twice", REFUSED, "error[log/parquet]", {"a.parquet": b"PAR1PAR1"}),
    case(
        "Parquet: an end of 2 GB",
        REFUSED,
        "error[log/parquet]",
        {"a.parquet": b"PAR1" + bytes(50) + b"\xff\xff\xff\x7fPAR1"},
    ),
    case("Parquet: its marks alone", REFUSED, "error[log/parquet]", {"a.parquet": b"PAR1" + bytes(100) + b"PAR1"}),
    case("Parquet: encrypted", REFUSED, "an encrypted Parquet file", {"a.parquet": b"PARE" + bytes(100) + b"PARE"}),
]


def r(name, status, says, rule):
    """A rule on the command line."""
    return case(f"rule: {name}", status, says, {"a.csv": LOG}, rule=rule)


CONDITION = "预决算 within 20 days of approval when "
RULES = [
    r(
        "5,000 duties",
        REFUSED,
        ("error[limit/rule]", "--limit rule="),
        "预决算 " + "，".join(f"批准后{n}日内公开" for n in range(1, 5001)),
    ),
    r("300 duties", GAPS, "report written", "预决算 " + "，".join(f"批准后{n}日内公开" for n in range(1, 301))),
    r("5,000 conditions", REFUSED, "error[limit/rule]", CONDITION + " and ".join(f"a{n}=1" for n in range(5000))),
    r("500 conditions", CLEAN, "report written", CONDITION + " or ".join(f"a{n}=1" for n in range(500))),
    r("20,000 brackets", REFUSED, "error[limit/rule]", CONDITION + "(" * 20_000 + "a=1" + ")" * 20_000),
    r("5,000 brackets", REFUSED, "error[syntax/too-deep]", CONDITION + "(" * 5000 + "a=1" + ")" * 5000),
    r("65 brackets", REFUSED, "error[syntax/too-deep]", CONDITION + "(" * 65 + "a=1" + ")" * 65),
    r("64 brackets", CLEAN, "report written", CONDITION + "(" * 64 + "a=1" + ")" * 64),
    r("brackets never closed", REFUSED, "error[syntax/", CONDITION + "(" * 60 + "a=1"),
    r("4,000 times not", REFUSED, "error[syntax/too-deep]", CONDITION + "not " * 4000 + "a=1"),
    r(
        "5,000 channels",
        REFUSED,
        "error[",
        "预决算 批准后20日内公开 渠道 " + "、".join(f"渠道{n}" for n in range(5000)),
    ),
    r("a word of a million characters", REFUSED, "error[limit/rule]", "x" * 100_000),
    r("a word of 19,000 letters", REFUSED, "error[syntax/", "x" * 19_000),
    r("a word of 19,000 Chinese characters", REFUSED, "error[syntax/", "甲" * 19_000),
    r("9,000 words", REFUSED, "error[syntax/", CONDITION + "x " * 9000),
    r("10,000 broken lines", REFUSED, ("error[syntax/", "from here on nothing was read"), "x y z\n" * 10_000),
    r(
        "a quotation never closed",
        REFUSED,
        "error[syntax/unclosed-quotation]",
        '预决算 within 20 days of "' + "x" * 15_000,
    ),
    r("nothing", REFUSED, "there is no rule here", ""),
    r("blanks", REFUSED, "there is no rule here", " " * 15_000),
    r("line ends", REFUSED, "there is no rule here", "\n" * 50_000),
    r(
        "a character that turns the line round",
        REFUSED,
        "error[syntax/invisible-character]",
        "预决算\u202e 批准后20日内公开",
    ),
    r("an escape of a terminal", REFUSED, "error[syntax/", "预决算 \x1b[31mwithin 20 days of approval"),
    r("SQL", REFUSED, "error[syntax/", "预决算'; DROP TABLE log; -- within 20 days of approval"),
    r("SQL for a column", CLEAN, "report written", CONDITION + "\"a'); DROP TABLE log; --\" = 'x'"),
    r("half a character", REFUSED, "error[usage/text]", b"\xed\xa0\x80 within 20 days of approval"),
    r("bytes", REFUSED, "error[usage/text]", b"\xff\xfe within 20 days of approval"),
    r(
        "a period of 10,000 digits",
        REFUSED,
        "error[syntax/period-too-long]",
        "预决算 批准后" + "9" * 10_000 + "日内公开",
    ),
    r("a period of 10,000 Chinese digits", REFUSED, "error[syntax/", "预决算 批准后" + "一" * 10_000 + "日内公开"),
    r("the longest period", CLEAN, "report written", "预决算 批准后99999日内公开"),
    r("the longest period of years", CLEAN, "report written", "预决算 within 999 years of approval"),
    r("a period beyond the calendar", REFUSED, "error[syntax/period-too-long]", "预决算 within 1000 years of approval"),
    r("the longest period of months", CLEAN, "report written", "预决算 within 9999 months of approval"),
    r("the longest period of working days", CLEAN, "report written", "预决算 within 99999 working days of approval"),
    r("10,000 commas", REFUSED, "error[syntax/", "预决算 批准后20日内公开" + "，" * 10_000),
]


def ruleset(text: str | bytes, rules: str = "预决算 批准后20日内公开\n") -> dict[str, str | bytes]:
    """A folder with a ruleset, and a ledger."""
    return {"x/ruleset.toml": text, "x/1.rules": rules, "a.csv": LOG}


def s(name, status, says, text, rules="预决算 批准后20日内公开\n"):
    """A check against a ruleset of one's own."""
    arguments = ("check", "a.csv", "-r", "x", "--as-of", "2018-12-31", "--lang", "en", "-o", "r.json")
    return case(
        f"ruleset: {name}",
        status,
        says,
        lambda folder: case("", 0, "", ruleset(text(), rules)).given(folder),
        *arguments,
    )


HEAD = '[ruleset]\nid="x"\n'


def full(line: str) -> str:
    """As many rules of that line as a file may hold."""
    return f"{line}\n" * (1_900_000 // len(f"{line}\n".encode()))


def extended(deep: int, wide: int) -> dict[str, str]:
    """A ledger and rulesets in so many rows; each of a row extends all of the next."""
    files = {"a.csv": LOG}
    for row in range(deep):
        for n in range(wide):
            names = ",".join(f'"x{row + 1}-{k}"' for k in range(wide)) if row + 1 < deep else ""
            files[f"x{row}-{n}/ruleset.toml"] = f'[ruleset]\nid="x{row}-{n}"\nextends=[{names}]\n'
            files[f"x{row}-{n}/1.rules"] = f"[r{row}-{n}] 预决算 批准后20日内公开\n"
    return files


SETTINGS = [
    s(
        "TOML of 50 MB",
        REFUSED,
        ("error[limit/text]", "at most 2,000,000 bytes"),
        lambda: HEAD.encode() + b"#" * 50_000_000,
    ),
    s(
        "TOML of 100,000 unknown keys",
        REFUSED,
        "error[manifest/",
        lambda: HEAD + "".join(f"k{n}=1\n" for n in range(100_000)),
    ),
    s("10,000 brackets in TOML", REFUSED, "error[limit/nesting]", lambda: HEAD + "a=" + "[" * 10_000 + "]" * 10_000),
    s("a key of 100,000 parts", REFUSED, "error[limit/nesting]", lambda: HEAD + ".".join("a" * 100_000) + "=1"),
    s(
        "20,000 aliases",
        CLEAN,
        "report written",
        lambda: HEAD + '[matters]\n"预决算"={aliases=[' + ",".join(f'"a{n}"' for n in range(20_000)) + "]}\n",
    ),
    s(
        "20,000 agencies",
        CLEAN,
        "report written",
        lambda: HEAD + "[agencies]\n" + "".join(f'"a{n}"={{}}\n' for n in range(20_000)),
    ),
    s(
        "a circle of 1,000 aliases",
        REFUSED,
        "error[manifest/alias",
        lambda: HEAD + "[matters]\n" + "".join(f'"a{n}"={{aliases=["a{(n + 1) % 1000}"]}}\n' for n in range(1000)),
    ),
    s(
        "2,000 rules",
        CLEAN,
        "report written",
        lambda: HEAD,
        "".join(f"[r{n}] 预决算 批准后{20 + n}日内公开\n" for n in range(2000)),
    ),
    case(
        "2,000 duties of one matter to compare",
        REFUSED,
        "error[limit/pairs]",
        ruleset(HEAD, "".join(f"[r{n}] 预决算 批准后{n % 900 + 1}日内公开\n" for n in range(2000))),
        "lint",
        "x",
        "--lang",
        "en",
    ),
    case(
        "a chain of 2,000 rulesets",
        REFUSED,
        "error[ruleset/extends-deep]",
        extended(2000, 1),
        "check",
        "a.csv",
        "-r",
        "x0-0",
        "--lang",
        "en",
    ),
    case(
        "a billion ways to one ruleset",
        CLEAN,
        "report written",
        extended(30, 2),
        "check",
        "a.csv",
        "-r",
        "x0-0",
        "--as-of",
        "2018-12-31",
        "-o",
        "r.json",
        "--lang",
        "en",
    ),
    case(
        "more memory than there is",
        CLEAN,
        "",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--as-of",
        "2018-12-31",
        "--memory",
        "999999999999TB",
        "--lang",
        "en",
    ),
    case(
        "a limit without end",
        CLEAN,
        "",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--as-of",
        "2018-12-31",
        "--limit",
        "cell=999999999999999T",
        "--limit",
        "row=999999999999999T",
        "--lang",
        "en",
    ),
    case(
        "clauses that are no text",
        REFUSED,
        "error[coverage/encoding]",
        {**ruleset(HEAD), "x/clauses.toml": b"\xff\xfe\0"},
        "rules",
        "coverage",
        "x",
        "--lang",
        "en",
    ),
    case(
        "clauses that are a number of 5,000 digits",
        REFUSED,
        "error[file/number]",
        {**ruleset(HEAD), "x/clauses.toml": "a=" + "9" * 5000},
        "rules",
        "coverage",
        "x",
        "--lang",
        "en",
    ),
    s(
        "a chain of 5,000 aliases",
        CLEAN,
        "report written",
        lambda: HEAD + "[matters]\n" + "".join(f'"a{n}"={{aliases=["a{n + 1}"]}}\n' for n in range(5000)),
    ),
    *(
        s(f"rules that are full of {word}", status, says, lambda: HEAD, full(line))
        for word, status, says, line in (
            ("quotations that nothing closes", REFUSED, "error[syntax/unclosed-quotation]", "甲 " + "“" * 19_900),
            ("numerals", REFUSED, "error[syntax/", "甲 " + "一二三四五六七八九十百千万" * 1_500 + "日内公开"),
            ("actions behind a column", REFUSED, "error[syntax/", "甲 申请后按其" + "答复或" * 6_600),
            ("unknown actions", REFUSED, "error[syntax/", "甲 " + "与公开同步" * 3_900),
            ("duties in the matter's place", REFUSED, "error[syntax/", "批准后" * 6_600 + "20日内公开"),
            ("values with 且 and 或", GAPS, "report written", "甲 公开；适用 a = " + "且或" * 9_000),
        )
    ),
    s("rules of 5 MB", REFUSED, "error[limit/text]", lambda: HEAD, "# x\n" * 1_250_000),
    case(
        "a mapping of 50 MB",
        REFUSED,
        "error[limit/text]",
        lambda folder: (folder / "m.toml").write_bytes(b"#" * 50_000_000),
        "check",
        "a.csv",
        "--mapping",
        "m.toml",
        "--rule",
        RULE,
        "--lang",
        "en",
    ),
    case(
        "a mapping of 20,000 columns",
        CLEAN,
        "and 19980 more",
        {"a.csv": LOG, "m.toml": "[columns]\n" + "".join(f'"c{n}"="note"\n' for n in range(20_000))},
        "check",
        "a.csv",
        "-v",
        "--mapping",
        "m.toml",
        "--rule",
        RULE,
        "--lang",
        "en",
        "--as-of",
        "2018-12-31",
    ),
    case(
        "10,000 waivers",
        CLEAN,
        "waivers/no-rule",
        {"a.csv": LOG, "w.toml": '[[waiver]]\nrule="x"\nreason="y"\napprover="z"\nexpiry=2030-01-01\n' * 10_000},
        "check",
        "a.csv",
        "--waivers",
        "w.toml",
        "--rule",
        RULE,
        "--lang",
        "en",
        "--as-of",
        "2018-12-31",
    ),
    case(
        "a limit that is none",
        REFUSED,
        ("error[usage/limit]", "cell"),
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--limit",
        "cel=4MB",
        "--lang",
        "en",
    ),
    case(
        "a limit without a size",
        REFUSED,
        "error[usage/limit]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--limit",
        "cell",
        "--lang",
        "en",
    ),
    case(
        "a limit of the settings",
        REFUSED,
        "at most 3 columns",
        {"a.csv": LOG, "compliance.toml": "[limits]\ncolumns = 3\n"},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--lang",
        "en",
    ),
    case(
        "as of 100,000 digits",
        REFUSED,
        "error[usage/time]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--as-of",
        "9" * 100_000,
        "--lang",
        "en",
    ),
    case(
        "as of the year 9999",
        REFUSED,
        "error[usage/time]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--as-of",
        "9999-12-31",
        "--lang",
        "en",
    ),
    case(
        "a window backwards",
        REFUSED,
        "error[usage/date]: --from (2019-01-01) is after --to (2018-01-01)",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--from",
        "2019-01-01",
        "--to",
        "2018-01-01",
        "--lang",
        "en",
        "--as-of",
        "2018-12-31",
    ),
    case(
        "an agency that is no text",
        REFUSED,
        "error[usage/text]",
        {"a.csv": LOG},
        "check",
        "a.csv",
        "--rule",
        RULE,
        "--agency",
        b"\xff",
        "--lang",
        "en",
    ),
    case(
        "rules to put in order that are a device",
        REFUSED,
        "error[ruleset/not-found]",
        nothing,
        "fmt",
        "/dev/zero",
        "--lang",
        "en",
    ),
    case(
        "rules to put in order of 5 MB",
        REFUSED,
        "error[limit/text]",
        {"a.rules": lambda: b"# x\n" * 1_250_000},
        "fmt",
        "a.rules",
        "--lang",
        "en",
    ),
]
COMMENTS = [
    case(
        "950,000 lines of comment to put in order",
        CLEAN,
        "",
        {"c.rules": lambda: b"#\n" * 950_000},
        *("fmt", "--check", "c.rules", "--lang", "en"),
        heavy=True,
    )
]
CASES = [*LARGE, *PLACES, *PARQUETS, *RULES, *SETTINGS, *COMMENTS]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name.replace("/", "|")[:80])
def test_what_is_made_gives_what_is_promised_of_it(
    made: Case, hold: Callable[[Case], Done], request: pytest.FixtureRequest
) -> None:
    """What is too large, lies in odd places, or says too much: a status, a message, within time and memory."""
    if made.heavy and not os.environ.get("HOSTILE"):
        pytest.skip("heavy: make hostile runs it")
    hold(made)
