"""A folder of many files: what is small is put together, several processes read, one bad file stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.log import pool

HEADER = "事项,单位,环节,时间"
SHAPES = {
    "utf-8.csv": ("utf-8", ""),
    "mark.csv": ("utf-8-sig", ""),
    "gbk.csv": ("gbk", ""),
    "utf-16.csv": ("utf-16", ""),
    "title.csv": ("gb18030", "某某区政务公开台账\n填报日期：2018年1月\n"),
}
CALLED = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
DIES = CALLED + (
    "import os; from compliance.log import worker; read = worker.outcome; "
    "worker.outcome = lambda source, reading: os._exit(9) if 'bad' in source.name else read(source, reading); worker.main()"
)


def fill(log, files):
    """`files` ledgers in every encoding, each with two rows of its own agency."""
    for number in range(files):
        name, (encoding, title) = list(SHAPES.items())[number % len(SHAPES)]
        rows = "".join(f"预决算,第{number}局,公开,2018-01-{day:02}\n" for day in (1, 2))
        log.write(f"{number:02}-{name}", f"{title}{HEADER}\n{rows}", encoding)


def told(opened):
    """What a run tells of every file, without where the copies lie."""
    return [(Path(t.file).name, t.columns, t.encoding, t.notes, t.rows, t.digest.value) for t in opened.tables]


@pytest.fixture
def crew(monkeypatch):
    """Two processes, however few files there are."""
    monkeypatch.setattr(pool, "_workers", lambda seconds, files: 2)
    monkeypatch.setattr(pool, "BATCH_FILES", 3)


def test_small_files_with_the_same_columns_are_scanned_together(log):
    """Whatever their encodings and titles; each row keeps its line and is followed by its table's number."""
    fill(log, 5)
    opened = log.opened(str(log.folder))
    assert len({table.path for table in opened.tables}) == 1
    lines = opened.tables[0].path.read_text("utf-8").splitlines()
    assert lines[0] == "2,预决算,第0局,公开,2018-01-01,0"
    assert lines[-1] == "5,预决算,第4局,公开,2018-01-02,4"
    assert [table.rows for table in opened.tables] == [2] * 5


def test_one_file_alone_is_read_where_it_lies(log):
    """Small things stay small: no copy, no other process."""
    name = log.write("a.csv", f"{HEADER}\n预决算,财政局,公开,2018-01-01\n")
    (table,) = log.open(name)
    assert (table.path, table.joint) == (Path(name), None)


def test_several_processes_find_what_one_finds(log, crew, monkeypatch):
    """File for file, in the same order."""
    fill(log, 20)
    log.write("broken.xlsx", b"PK\x03\x04 no archive")
    several = log.opened(str(log.folder))
    together = several.tables[0].path.read_bytes()
    several.tables[0].path.unlink()
    monkeypatch.setattr(pool, "_workers", lambda seconds, files: 1)
    one = log.opened(str(log.folder))
    assert told(several) == told(one)
    assert several.unread == one.unread and len(one.unread) == 1
    assert together == one.tables[0].path.read_bytes()


def test_a_file_that_kills_its_reader_costs_no_other(log, crew, monkeypatch):
    """The others of its batch are read by another process."""
    monkeypatch.setattr(pool, "COMMAND", DIES)
    fill(log, 7)
    log.write("03-bad.csv", f"{HEADER}\n预决算,财政局,公开,2018-01-01\n")
    opened = log.opened(str(log.folder))
    assert len(opened.tables) == 7
    assert [Path(file.file).name for file in opened.unread] == ["03-bad.csv"]


def test_processes_end_with_the_reading(log, crew, monkeypatch):
    """However it ends: here its caller has enough after the first file."""
    started = []
    hire = pool._Worker.__init__

    def hired(self, reading):
        hire(self, reading)
        started.append(self._process)

    monkeypatch.setattr(pool._Worker, "__init__", hired)
    fill(log, 9)
    found = pool.outcomes(*sources(log))
    next(found)
    found.close()
    assert len(started) == 2 and all(process.poll() is not None for process in started)


def sources(log):
    """The files of the folder, and what they are read with."""
    from compliance.log.one_file import Reading
    from compliance.log.sources import expand
    from compliance.log.writer import Copies

    return expand([str(log.folder)], log.workdir, None).files, Reading({}, None, Copies(log.workdir, held=True))


def test_nothing_readable_is_refused_with_every_reason(log):
    """A report of nothing would say that nothing is owed."""
    log.write("a.csv", b"")
    log.write("b.xlsx", b"PK\x03\x04 no archive")
    assert [problem.code for problem in log.refusal(str(log.folder))] == ["log/empty", "log/format"]


def test_a_name_that_is_not_there_stops_all(log):
    """It is a slip of the pen, said before anything is read."""
    name = log.write("a.csv", f"{HEADER}\n预决算,财政局,公开,2018-01-01\n")
    (problem,) = log.refusal(name, str(log.folder / "b.csv"))
    assert problem.code == "log/not-found"


@pytest.mark.parametrize(
    ("folder", "key"), [("环节=批准", "环节"), ("%E7%BC%96%E5%8F%B7=1", "编号"), ("action=approval", "action")]
)
def test_a_part_of_a_table_whose_folder_says_what_no_column_says_is_refused(log, folder, key):
    """Every approval was read as a publication, and the cases of an agency as one."""
    rest = "预决算,财政局,2018-01-01"
    head, row = ("事项,单位,时间,环节", f"{rest},公开") if key == "编号" else ("事项,单位,时间", rest)
    log.write(f"{folder}/part-0.csv", f"{head}\n{row}\n")
    (problem,) = log.refusal(str(log.folder))
    assert (problem.code, f"“{key}”" in problem.title.zh) == ("log/partitioned", True)


def test_a_folder_may_say_again_what_the_file_says_or_no_log_asks_for(log):
    """Some programs leave the column in the file; a year is none of a log's columns."""
    log.write("年=2018/环节=公开/part-0.csv", "事项,单位,环节,时间\n预决算,财政局,公开,2018-01-01\n")
    assert len(log.open(str(log.folder))) == 1
