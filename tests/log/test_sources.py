import errno
import os
from pathlib import Path

from compliance.diagnostics import Text
from compliance.log.model import HeaderMapping, Shape

FINANCE = "事项,单位,公开日期\n预决算,财政局,2018-01-30\n"
NAMELESS = "事项,公开日期\n预决算,2018-01-30\n"


def names(tables, log):
    """The files of tables, without the folder."""
    return [table.file.removeprefix(f"{log.folder}/") for table in tables]


def test_a_folder_is_read_with_its_subfolders_in_order(log):
    """Lock files, hidden files and folders, and files of other kinds are passed over and named."""
    for name in ("b.csv", "a/2.csv", "a/1.csv.gz", "~$b.csv", ".hidden.csv", ".git/index.csv"):
        content = FINANCE.encode()
        if name.endswith(".gz"):
            import gzip

            content = gzip.compress(content)
        log.write(name, content)
    log.write("read.me", "text")
    tables = log.open(str(log.folder))
    assert names(tables, log) == ["a/1.csv.gz", "a/2.csv", "b.csv"]
    said = [note.zh for note in tables[0].notes]
    assert any("略过的文件：read.me" in text for text in said)
    assert any("锁定文件" in text and "~$b.csv" in text for text in said)
    assert any("隐藏文件：.git, .hidden.csv" in text for text in said)


def test_workbooks_of_every_program_are_read_of_a_folder(log):
    """WPS has an ending of its own; a workbook of a kind that is not read is told, not passed over."""
    log.write("a.csv", FINANCE)
    log.write("审计局.ET", FINANCE)
    log.write("民政局.xlsb", "PK")
    opened = log.opened(str(log.folder))
    assert names(opened.tables, log) == ["a.csv", "审计局.ET"]
    assert [Path(file.file).name for file in opened.unread] == ["民政局.xlsb"]


def test_a_pattern_is_filled_in(log):
    """Sorted, and several names at once in the order given."""
    for name in ("2018-02.csv", "2018-01.csv", "2017.csv"):
        log.write(name, FINANCE)
    tables = log.open(str(log.folder / "2018-*.csv"), str(log.folder / "2017.csv"))
    assert names(tables, log) == ["2018-01.csv", "2018-02.csv", "2017.csv"]


def test_links_of_a_folder_that_lead_elsewhere_are_named(log, tmp_path):
    """They are not followed, or a folder might hold itself; a ledger that was meant is not missed in silence."""
    (tmp_path / "other").mkdir()
    log.write("a.csv", FINANCE)
    (log.folder / "b.csv").symlink_to("a.csv")
    (log.folder / "审计局").symlink_to(tmp_path / "other")
    (log.folder / "财政局.csv").symlink_to("absent.csv")
    (table,) = log.open(str(log.folder))
    assert any("审计局, 财政局.csv" in note.zh for note in table.notes)


def test_a_folder_that_cannot_be_opened_counts_as_a_file_that_is_not_read(log, monkeypatch):
    """The ledgers of an agency may lie in it: it was left out in silence, and alone it was said to hold no log."""
    scandir = os.scandir

    def shut(path):
        if Path(path).name == "审计局":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    def listed(path):
        with shut(path) as entries:
            return [entry.name for entry in entries]

    log.write("a.csv", FINANCE)
    inside = Path(log.write("审计局/b.csv", FINANCE))
    monkeypatch.setattr(os, "scandir", shut)
    monkeypatch.setattr(os, "listdir", listed)
    opened = log.opened(str(log.folder))
    assert names(opened.tables, log) == ["a.csv"]
    (unread,) = opened.unread
    assert unread.file == str(inside.parent)
    (alone,) = log.refusal(str(inside.parent))
    assert alone == unread.problems[0]
    assert alone.title.zh == "文件夹打不开，里面的台账没有读：没有权限"
    # A pattern that leads into it passed it over as well, and said of it alone that no file matches.
    for pattern in ("*/*.csv", "审*/[bc].csv", "**/*.csv"):
        opened = log.opened(str(log.folder / "a.csv"), str(log.folder / pattern))
        assert (names(opened.tables, log), opened.unread) == (["a.csv"], (unread,))


def test_standard_input_that_finds_no_room_is_told_of_the_temporary_folder(log):
    """Not of a disk that anybody would have to look for."""
    log.workdir.rmdir()
    (problem,) = log.refusal("-", stdin=FINANCE.encode())
    assert problem.code == "machine/disk" and "TMPDIR" in problem.hint.zh


def test_a_file_named_twice_is_read_once(log):
    """Rows read twice would count twice."""
    name = log.write("a.csv", FINANCE)
    tables = log.open(name, str(log.folder))
    assert len(tables) == 1
    assert any("只读一次" in note.zh for note in tables[0].notes)


def test_a_file_of_two_names_is_read_once(log):
    """A backup of hard links holds the very file, which a copy does not."""
    log.write("a.csv", FINANCE)
    (log.folder / "b.csv").hardlink_to(log.folder / "a.csv")
    log.write("c.csv", FINANCE)
    tables = log.open(str(log.folder))
    assert [table.file.rpartition("/")[2] for table in tables] == ["a.csv", "c.csv"]
    assert any("b.csv" in note.zh and "只读一次" in note.zh for note in tables[0].notes)


def test_standard_input_is_a_file_like_any_other(log, rows):
    """Kept in the working folder, in any encoding."""
    (table,) = log.open("-", stdin=FINANCE.encode("utf-16"))
    assert table.file == "-"
    assert rows(table) == [["2", "预决算", "财政局", "2018-01-30"]]


def test_standard_input_named_twice_is_read_once(log, rows):
    """As any file is; the second time nothing comes of it."""
    (table,) = log.open("-", "-", stdin=FINANCE.encode())
    assert len(rows(table)) == 1
    assert any("只读一次" in note.zh for note in table.notes)


def test_empty_standard_input_is_said(log):
    """Nothing came."""
    assert log.refusal("-")[0].code == "log/empty"


def test_every_missing_file_is_named_with_the_nearest(log):
    """All in one run."""
    log.write("ledger.csv", FINANCE)
    pattern, file = log.refusal(str(log.folder / "leger.csv"), str(log.folder / "*.tsv"))
    assert "ledger.csv" in file.hint.zh
    assert "*.tsv" in pattern.title.zh


def test_an_empty_name_is_told(log):
    """As of a variable without a value; it was called a folder, in English."""
    (problem,) = log.refusal("")
    assert (problem.code, problem.title.zh) == ("log/not-found", "台账的名称是空的")


def test_why_the_system_refuses_a_file_is_said_in_both_languages(log, monkeypatch):
    """And what to look at."""

    def refused(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("compliance.log.sources.plain_file", refused)
    (problem,) = log.refusal(log.write("log.csv", FINANCE))
    assert problem.title == Text("文件读不出来：没有权限", "the file cannot be read: there is no permission")
    assert problem.hint == Text("检查文件名和权限", "check its name and permissions")


def test_a_folder_without_a_log_is_an_error(log):
    """What is looked for is said."""
    (problem,) = log.refusal(str(log.folder))
    assert ".csv" in problem.hint.en


def test_among_several_files_each_must_name_an_agency(log):
    """Or a default does; one file alone needs none."""
    with_agency, without = log.write("a.csv", FINANCE), log.write("b.csv", NAMELESS)
    opened = log.opened(with_agency, without)
    assert [table.file for table in opened.tables] == [with_agency]
    assert [(file.file, file.problems[0].code) for file in opened.unread] == [(without, "log/no-agency")]
    assert len(log.open(with_agency, without, mapping=HeaderMapping(defaults={"agency": "教育局"}))) == 2
    assert len(log.open(without)) == 1


def test_parquet_is_scanned_where_it_lies(log, roles):
    """The engine tells its columns."""
    name = log.write("log.parquet", b"PAR1....PAR1")
    (table,) = log.open(name)
    assert (table.format, table.path, table.shape) == ("parquet", log.folder / "log.parquet", Shape.EVENTS)
    assert roles(table.columns) == ["matter", "action", "time"]


def test_a_wrong_mapping_is_said_before_any_file_is_read(log):
    """Once, not once a file."""
    names = [log.write(f"{n}.csv", FINANCE) for n in range(3)]
    (problem,) = log.refusal(*names, mapping=HeaderMapping(columns={"备注": "nowhere"}))
    assert problem.code == "mapping/unknown-target"
