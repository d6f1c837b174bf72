"""Both engines find the same, row for row in every field: examples, files of every kind, rulesets and logs drawn at random.

`SPARK_WORLDS` says how many are drawn; from 50 on more examples and all the named cases of the evaluator are gone through as well.
`SPARK_REMOTE` names a server of Spark Connect that is asked instead of a Spark on this machine.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("pyspark")

import duckdb
import pyarrow
from pyarrow import parquet as parquet_files
from tests.evaluator import agreement, test_named_cases
from tests.evaluator.drawn import draw_many, worlds

from compliance.calendars import day_end
from compliance.diagnostics import Refused
from compliance.engine import evaluate
from compliance.engine.asked import Asked
from compliance.engine.evaluate import CROWDED
from compliance.engine.session import Session
from compliance.engine.spark import files
from compliance.engine.spark.cluster import Cluster
from compliance.engine.spark.failed import OTHER_FILE
from compliance.engine.spark.session import SparkLog
from compliance.findings import Assessment
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset

ROOT = Path(__file__).parents[2]
WORLDS = int(os.environ.get("SPARK_WORLDS", "2"))
AT_LENGTH = WORLDS >= 50
CLUSTER = Cluster(remote=os.environ.get("SPARK_REMOTE"))
NAMED = [name for name, _ in inspect.getmembers(test_named_cases, inspect.isfunction) if name.startswith("test_")]
EXAMPLES = (
    ("tongjiang-2018.csv", "tongjiang-2018", 2018),
    ("zhejiang-2017.xlsx", "zhejiang-2017", 2017),
    ("yongzhou-2021.csv", "yongzhou-2021", 2021),
    ("hengyang-2017.csv", "hengyang-2017", 2017),
    ("hunan-2016.csv", "hunan-2016", 2017),
)
"""Ledger, ruleset, and the year at the end of which it is judged."""
LOG = """case,matter,agency,action,time,channel
1,预决算,财政局,批准,2018-01-10,政府网站
1,预决算,财政局,公开,2018-02-02,政府网站
2,预决算,教育局,批准,2018年1月10日,"公告栏、""政府网站"" 等"
\x0c2,预决算,教育局,公开,2018-01-12 09:30,
4,预决算,教育局,批准,\t,
3\t,预决算,教育局,批准,2018-02-30,
2,预决算,教育局,公开,2018-01-12 09:30,
\u200b1,预决算,财政\u200b局,批准,2018-03,政府网站
"""
EXACT = """编号,事项,单位,环节,时间,级别
1,预决算,财政局,批准,2018-01-10 09:00,甲
1,预决算,财政局,公开,2018-01-12 10:30,
2,预决算,教育局,批准,2018-02-10 09:00,乙
3,预决算,教育局,批准,2018-03-10 09:00,甲
3,预决算,教育局,公开,2018-05-12 10:30,
"""
"""Every time an instant: one end of each is kept."""
RULES = "预决算 批准后20日内公开\n    on 政府网站\n预决算 每季度公开\n"
MANIFEST = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


def compared(logs: Sequence[Path], rulesets: Sequence[Ruleset], asked: Asked, workdir: Path) -> Assessment:
    """What the embedded database says, once Spark has said the same. What lies in the folder for work Spark does not read itself."""
    names, workdir = [str(log) for log in logs], workdir / "work"
    workdir.mkdir(exist_ok=True)
    embedded = Session(names, rulesets, workdir)
    cluster = SparkLog(names, rulesets, workdir, cluster=CLUSTER)
    try:
        assessment = embedded.assess(rulesets, asked)
        assert agreement.said(cluster.assess(rulesets, asked)) == agreement.said(assessment)
        return assessment
    finally:
        embedded.close()
        cluster.close()


@pytest.mark.parametrize(("log", "ruleset", "year"), EXAMPLES if AT_LENGTH else EXAMPLES[:1])
def test_example_ledgers_are_judged_alike(log: str, ruleset: str, year: int, tmp_path: Path) -> None:
    """Findings, counts, scores and the reading of a CSV and a workbook, with every kind of duty that a ruleset has."""
    asked = Asked(day_end(date(year, 12, 31)))
    assert len(compared([ROOT / "examples" / log], [load_ruleset(ruleset)], asked, tmp_path).findings) > 100


def plain(folder: Path) -> list[Path]:
    """A CSV that Spark reads itself, with a quoted cell, a bad time and a row that stands there twice."""
    (folder / "log.csv").write_text(LOG, "utf-8")
    return [folder / "log.csv"]


def unclean(folder: Path) -> list[Path]:
    """One with a record of two lines, a blank line, a row that is too short and one without a number: it is copied clean first."""
    (folder / "log.csv").write_text(
        LOG
        + '\n5,预决算,财政局,批准,2018-04-01,"政府\n网站"\n5,预决算,财政局,公开,2018-04-02\n无,预决算,财政局,公开,2018-04-02\n',
        "utf-8",
    )
    return [folder / "log.csv"]


def several(folder: Path) -> list[Path]:
    """Two laid out alike, with lines that end as on Windows, one that is not, and some whose names Spark reads nothing of."""
    (folder / "a.csv").write_bytes(LOG.replace("\n", "\r\n").encode())
    (folder / "台账 [b].csv").write_bytes(LOG.replace("\n", "\r\n").encode())
    (folder / "c.csv").write_text("单位,事项,环节,时间\n财政局,预决算,公开,2018/5/1\n", "utf-8")
    odd = [folder / name for name in ("_d.csv", "台账 10:00.csv", "e.gz")]
    for number, path in enumerate(odd):
        path.write_text(LOG.replace("局", f"局{number}"), "utf-8")
    return [folder / "a.csv", folder / "台账 [b].csv", folder / "c.csv", *odd]


def parquet(folder: Path) -> list[Path]:
    """Parquet in two parts, with times as timestamps and cases as numbers with a fraction of nothing."""
    rows = (
        'SELECT * REPLACE (try_strptime(time, \'%Y-%m-%d\') AS time, TRY_CAST("case" AS DOUBLE) AS "case") '
        "FROM read_csv(?, all_varchar = true)"
    )
    (plain_log,) = plain(folder)
    for part in ("x", "y"):
        duckdb.execute(f"COPY ({rows}) TO ? (FORMAT parquet)", [str(plain_log), str(folder / f"{part}.parquet")])
    return [folder / "x.parquet", folder / "y.parquet"]


def test_kinds_of_parquet_are_read_alike(tmp_path: Path) -> None:
    """Times of the old kind, which say no zone, and other kinds; numbers in a condition; the same columns of other kinds beside."""
    days = [datetime(2018, 1, 10, 20), datetime(2018, 2, 2), datetime(2018, 3, 10, 20), None]
    names = {"matter": ["预决算"] * 4, "agency": ["财政局"] * 4, "action": ["批准", "公开", "批准", "批准"]}
    sums = [12345678.9, float("nan"), 1e20, 0.0001]
    kinds = {
        "old": ({"case": [1.0, 1.0, float("nan"), 2.5], "金额": sums}, "ns"),
        "new": ({"case": ["1", "1", "二", None], "金额": [None, "1,000", "2,000", "500"]}, "us"),
        "bytes": ({"case": [b"1", b"1", "二".encode(), b"\xff\xfe"], "金额": [5, 1000, 1001, None]}, "us"),
    }
    paths = []
    for name, (cells, unit) in kinds.items():
        table = pyarrow.table({**cells, **names, "time": pyarrow.array(days, pyarrow.timestamp(unit))})
        paths.append(tmp_path / f"{name}.parquet")
        parquet_files.write_table(table, paths[-1], use_deprecated_int96_timestamps=name == "old")
    ruleset = agreement.ruleset_of(MANIFEST, "预决算 批准后20日内公开\n    when 金额 > 1000\n")
    found = compared(paths, [ruleset], Asked(day_end(date(2018, 12, 31))), tmp_path).findings
    assert {str(one.due.hi.date()) for one in found if one.due} == {"2018-01-30", "2018-03-30"}


@pytest.mark.parametrize(
    ("name", "unit", "said"),
    [
        ("log.parquet", "ns", "nanoseconds"),
        ("_log.parquet", "us", "begins with _"),
        ("torn.parquet", "", "not a readable Parquet"),
    ],
)
def test_parquet_that_spark_does_not_read_is_told(name: str, unit: str, said: str, tmp_path: Path) -> None:
    """What pandas writes unless it is told otherwise, a name that Spark passes over, a file without its end."""
    path = tmp_path / name
    if unit:
        times = pyarrow.array([datetime(2018, 1, 10)], pyarrow.timestamp(unit))
        parquet_files.write_table(pyarrow.table({"matter": ["预决算"], "action": ["批准"], "time": times}), path)
    else:
        path.write_bytes(b"PAR1 and PAR1")
    with pytest.raises(Refused) as refused:
        SparkLog([str(path)], [agreement.ruleset_of(MANIFEST, RULES)], tmp_path, cluster=CLUSTER)
    assert said in refused.value.diagnostics[0].title.en


def test_a_log_of_instants_is_judged_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A condition looks at the log beside the events, of which calendar duties ask for both ends. Plain deadlines are the workload's.

    The cases are taken as those of many events are.
    """
    monkeypatch.setattr(evaluate, "CROWDED", -1)
    (tmp_path / "log.csv").write_text(EXACT, "utf-8")
    plain_rules, judged = "预决算 批准后20日内公开\n", "    when 级别 = 甲\n预决算 每季度公开\n"
    for rules in (plain_rules, plain_rules + judged) if AT_LENGTH else (plain_rules + judged,):
        ruleset = agreement.ruleset_of(MANIFEST, rules)
        found = compared([tmp_path / "log.csv"], [ruleset], Asked(day_end(date(2018, 12, 31))), tmp_path)
        assert len(found.findings) >= 2


def together(folder: Path) -> list[Path]:
    """All of these in one check, each in a folder of its own."""
    found = []
    for made in (unclean, several, parquet):
        own = folder / made.__name__
        own.mkdir()
        found += made(own)
    return found


KINDS = (plain, unclean, several, parquet) if AT_LENGTH else (together,)


@pytest.mark.parametrize("made", KINDS, ids=lambda made: str(made.__name__))
def test_files_are_read_alike(made: Callable[[Path], list[Path]], tmp_path: Path) -> None:
    """Rows, their lines in the file, what is rejected and what counts once."""
    ruleset = agreement.ruleset_of(MANIFEST, RULES)
    assessment = compared(made(tmp_path), [ruleset], Asked(day_end(date(2018, 12, 31))), tmp_path)
    assert len(assessment.findings) > 4


def unequal(folder: Path) -> list[Path]:
    """Two files laid out otherwise, of 1.3 and 2.6 MB: smaller ones are put together, and not read by Spark itself."""
    note = "x" * 4000
    large = "".join(
        f"{n},预决算,财政局,批准,2018-01-10,{note}\n{n},预决算,财政局,公开,2018-02-{n % 28 + 1:02},{note}\n"
        for n in range(320)
    )
    small = "".join(f"预决算,教育局,批准,2018-01-10,{n},{note}\n" for n in range(1000, 1320))
    (folder / "large.csv").write_text("case,matter,agency,action,time,note\n" + large, "utf-8")
    (folder / "small.csv").write_text("matter,agency,action,time,case,note\n" + small, "utf-8")
    return [folder / "large.csv", folder / "small.csv"]


def test_files_of_unequal_size_are_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are counted in the parts of a file; how the small one is parted by itself is not how the large one was."""
    monkeypatch.setattr(files, "LEAST_SPLIT", 1 << 10)
    ruleset = agreement.ruleset_of(MANIFEST, "预决算 批准后20日内公开\n")
    assessment = compared(unequal(tmp_path), [ruleset], Asked(day_end(date(2018, 12, 31))), tmp_path)
    assert len(assessment.findings) == 640


def test_a_row_whose_line_was_not_counted_is_not_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is parted otherwise when it is read again, or is another one on another machine, ends the check."""
    monkeypatch.setattr(files, "LEAST_SPLIT", 1 << 10)
    path, _ = unequal(tmp_path)
    (tmp_path / "work").mkdir()
    log = SparkLog([str(path)], [agreement.ruleset_of(MANIFEST, RULES)], tmp_path / "work", cluster=CLUSTER)
    spark, tables = log.database.spark, {0: log.scanned[0].table}  # type: ignore[attr-defined]
    try:
        for size, otherwise in ((path.stat().st_size, 1), (1, path.stat().st_size)):
            files.part(spark, size)
            sheet = files.delimited(spark, tables)
            assert sheet is not None
            files.part(spark, otherwise)
            with pytest.raises(Exception, match=OTHER_FILE):
                sheet.frame.join(spark.createDataFrame([(0,)], "file_ INT"), "file_").collect()
    finally:
        log.close()


def test_drawn_logs_are_judged_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rulesets and logs drawn at random, times on the very edge of due dates among them; every other as if cases had many events."""
    for number, world in enumerate(draw_many(worlds(rules=(2, 5)), WORLDS)):
        monkeypatch.setattr(evaluate, "CROWDED", -1 if number % 2 else CROWDED)
        folder = tmp_path / str(number)
        folder.mkdir()
        paths = [folder / file.name for file in world.files]
        for path, file in zip(paths, world.files, strict=True):
            path.write_text(file.text(), "utf-8")
        question = world.question
        asked = Asked(question.as_of, question.cut, question.agencies or None, question.roster)
        try:
            compared(paths, [world.ruleset], asked, folder)
        except AssertionError as unlike:
            raise AssertionError(f"{world}\n{question}") from unlike


@pytest.mark.parametrize("name", NAMED if AT_LENGTH else NAMED[::30])
def test_named_cases_hold_on_spark(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the plain evaluator and the embedded engine once disagreed about is settled on Spark, too."""
    monkeypatch.setattr(agreement, "Session", partial(SparkLog, cluster=CLUSTER))
    getattr(test_named_cases, name)()
