"""Whatever befalls a run: the old report or the new one is there whole, nothing else is left, and the status says so."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

RULE = "预决算 批准后20日内公开"
LOG = "案件,事项,单位,环节,时间\n1,预决算,财政局,批准,2018-01-10\n"
ASKED = ("--rule", RULE, "--as-of", "2018-12-31", "-q")
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
OUTPUTS = (
    "-o",
    "here/out/r.json",
    "-o",
    "here/out/r.csv",
    "-o",
    "here/out/SHA256SUMS",
    "-o",
    "here/b/",
    "--split-by",
    "agency",
)


def befallen(tmp_path: Path, fault: str) -> list[dict]:  # type: ignore[type-arg]
    """What came of a check at each step at which the fault befell it. An older report was there before."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    for folder in ("here/out", "here/b", "temporary"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("out/r.json", "out/notes.txt", "out/.compliance-notes", "b/财政局.csv"):
        (tmp_path / "here" / name).write_text("old", "utf-8")
    env = {**os.environ, **EPOCH, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path / "temporary")}
    command = [sys.executable, str(Path(__file__).with_name("faults.py")), fault, "check", "log.csv", *ASKED, *OUTPUTS]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


OLD = hashlib.sha256(b"old").hexdigest()


def test_a_run_that_is_killed_at_any_step(tmp_path: Path) -> None:
    """Each report is the old or the new one, whole; the next run writes all and clears away what was left, ours alone."""
    runs = befallen(tmp_path, "kill")
    *killed, whole = runs
    assert len(killed) > 30
    assert {run["status"] for run in killed} == {-9}
    new = whole["after"]
    assert whole["status"] == 1 and {"out/r.json", "out/SHA256SUMS", "b/index.html"} <= set(new)
    for run in killed:
        reports = {name: digest for name, digest in run["after"].items() if "/.compliance-" not in name}
        assert {name for name, digest in reports.items() if digest not in (OLD, new.get(name))} == set(), run["step"]
        assert {"out/r.json", "out/notes.txt"} <= set(reports), run["step"]
        assert (run["again"], run["then"], run["temporary"]) == (1, new, []), run["step"]
    assert new["out/notes.txt"] == new["out/.compliance-notes"] == OLD


def test_an_output_folder_that_vanishes_at_any_step(tmp_path: Path) -> None:
    """A mount that is gone: said in words, and the other folder is as it was; unless all was in its place already."""
    *struck, whole = befallen(tmp_path, "vanish")
    assert len(struck) > 30
    new = {name: digest for name, digest in whole["after"].items() if name.startswith("b/")}
    failed = [run for run in struck if run["status"] == 2]
    assert len(failed) > 20
    for run in struck:
        rest = {name: digest for name, digest in run["after"].items() if name.startswith("b/")}
        assert rest == ({"b/财政局.csv": OLD} if run in failed else new), run["step"]
        assert run["status"] in (1, 2) and run["temporary"] == [], run["step"]
    for run in failed:
        assert re.search(r"错误\[(report/not-written|output/not-written)\]", run["said"]), run["said"]


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """A small disk in memory; skips where this machine lets nobody mount one."""
    place.mkdir(exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(place)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The folder with a log in it."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return tmp_path


def test_a_full_disk_is_said_in_words(run: Run, log: Path) -> None:
    """In the language asked for; the old report stays."""
    with mounted(log / "small", "-o", "size=16k") as small:
        (small / "r.json").write_text("old", "utf-8")
        for lang, words in (("zh", "报告写不进去：磁盘已满"), ("en", "the report cannot be written: the disk is full")):
            done = run("check", "log.csv", *ASKED, "-o", "small/r.json", "-o", "small/r.html", "--lang", lang)
            assert (done.status, words in done.complaint) == (2, True), done.complaint
        assert {path.name: path.read_text("utf-8") for path in small.iterdir()} == {"r.json": "old"}


@pytest.mark.parametrize(("kibibytes", "name"), [(8, "r.html"), (2, "r.parquet"), (2, "r.xlsx")])
def test_a_file_that_may_not_grow(log: Path, kibibytes: int, name: str) -> None:
    """The same by the limit of the system, which needs no disk of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = (
        f'ulimit -f {kibibytes}; exec "{sys.executable}" -m compliance check log.csv {" ".join(ASKED[2:])} --rule "{RULE}" '
        f"-o {name}"
    )
    done = subprocess.run(["bash", "-c", command], cwd=log, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "文件超过系统允许的大小" in done.stderr, "Traceback" in done.stderr) == (2, True, False), (
        done.stderr
    )
    assert [path.name for path in log.iterdir()] == ["log.csv"]


def test_a_full_temporary_folder_is_said_in_words(run: Run, tmp_path: Path) -> None:
    """What does not fit into memory does not fit on the disk either."""
    rows = (f"{n},预决算,单位{n % 7},批准,2018-01-{n % 28 + 1:02},{'x' * 200}{n}" for n in range(120_000))
    (tmp_path / "log.csv").write_text("案件,事项,单位,环节,时间,链接\n" + "\n".join(rows) + "\n", "utf-8")
    with mounted(tmp_path / "small", "-o", "size=256k") as small:
        env = {"TMPDIR": str(small)}
        done = run("check", "log.csv", *ASKED, "--memory", "30MB", "-o", "r.json", env=env)
        assert done.status == 2, done.text
        assert re.search(r"错误\[machine/(disk|memory)\]", done.complaint), done.complaint
        assert list(small.iterdir()) == []
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize("room", ["report", "temporary"])
def test_a_workbook_that_finds_no_room_leaves_nothing(run: Run, log: Path, room: str) -> None:
    """Neither where it was to go nor in the temporary folder, and it is said in words; so is a program that takes no more."""
    with mounted(log / "small", "-o", "size=8k") as small:
        elsewhere = log / "elsewhere"
        elsewhere.mkdir()
        place, temporary = (small, elsewhere) if room == "report" else (elsewhere, small)
        env = {"TMPDIR": str(temporary)}
        for command in (("check", "log.csv", *ASKED), ("template", "tongjiang-2018")):
            done = run(*command, "-o", str(place / "r.xlsx"), env=env)
            if room == "report" or command[0] == "check":
                assert (done.status, "磁盘已满" in done.complaint) == (2, True), done.complaint
            assert "Traceback" not in done.complaint
            assert list(small.iterdir()) == [] == [path for path in elsewhere.iterdir() if path.name != "r.xlsx"]


@pytest.mark.parametrize("form", ["xlsx", "docx", "parquet"])
def test_an_output_that_takes_nothing_is_said_in_words(log: Path, form: str) -> None:
    """What was begun is given up without a word of Python's own, and nothing is left in the temporary folder."""
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    (log / "temporary").mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(log / "temporary")}
    command = [sys.executable, "-m", "compliance", "check", "log.csv", *ASKED, "--format", form]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=log, env=env, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "磁盘已满" in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert list((log / "temporary").iterdir()) == []


CLEARED = """
import shutil, sys
from compliance.cli import main
from compliance.engine import parquet
join = parquet.join_parts
def cleared(database, parts, metadata):
    shutil.rmtree(parts)
    return join(database, parts, metadata)
parquet.join_parts = cleared
main.main()
"""


def test_a_temporary_folder_that_is_cleared_meanwhile(log: Path) -> None:
    """Somebody tidies it up while a report is written: said in words, and nothing is written."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", CLEARED, "check", "log.csv", *ASKED, "-o", "r.parquet", "-o", "r.json"]
    done = subprocess.run(command, cwd=log, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "错误[machine/disk]: 临时文件读不出来" in done.stderr) == (2, True), done.stderr
    assert [path.name for path in log.iterdir()] == ["log.csv"]


def test_no_temporary_folder(run: Run, log: Path) -> None:
    """Where the machine has none that can be written to."""
    with mounted(log / "kept", "-o", "ro,size=64k") as kept:
        done = run("check", "log.csv", *ASKED, "-o", "kept/r.json")
        assert (done.status, "报告写不进去：磁盘是只读的" in done.complaint) == (2, True), done.complaint
        assert list(kept.iterdir()) == []


def test_a_clock_that_was_set_back(run: Run, log: Path) -> None:
    """A report of next year is replaced like any other; what a killed run left tomorrow is cleared away."""
    (log / "r.json").write_text("old", "utf-8")
    left = log / ".compliance-tomorrow"
    left.mkdir()
    (left / "lock").write_bytes(b"")
    later = time.time() + 400 * 86_400
    for path in (log / "r.json", left, left / "lock", log / "log.csv"):
        os.utime(path, (later, later))
    done = run("check", "log.csv", *ASKED, "-o", "r.json", env={"SOURCE_DATE_EPOCH": "0"})
    assert done.status == 1
    assert json.loads((log / "r.json").read_text("utf-8"))["generated"].startswith("1970-01-01")
    assert sorted(path.name for path in log.iterdir()) == ["log.csv", "r.json"]


def test_runs_into_the_same_output_at_once(log: Path) -> None:
    """All files are of one of the runs, and each is whole."""
    env = {**os.environ, **EPOCH, "PYTHONPATH": str(ROOT / "src")}
    (log / "out").mkdir()
    rules = [f"预决算 批准后{days}日内公开" for days in (10, 20, 30)]
    outputs = [part for name in ("r.json", "r.csv", "r.md", "SHA256SUMS") for part in ("-o", f"out/{name}")]

    def command(rule: str) -> list[str]:
        return [sys.executable, "-m", "compliance", "check", "log.csv", "--rule", rule, *ASKED[2:], *outputs]

    started = [subprocess.Popen(command(rule), cwd=log, env=env, stdout=subprocess.DEVNULL) for rule in rules * 2]
    assert {process.wait(timeout=300) for process in started} == {1}
    together = {path.name: path.read_bytes() for path in (log / "out").iterdir()}
    alone = []
    for rule in rules:
        subprocess.run(command(rule), cwd=log, env=env, stdout=subprocess.DEVNULL, check=False)
        alone.append({path.name: path.read_bytes() for path in (log / "out").iterdir()})
    assert together in alone


def test_leftovers_of_others_stay(run: Run, log: Path) -> None:
    """Folders that only look like ours: without a lock, or a link."""
    (log / ".compliance-theirs").mkdir()
    (log / ".compliance-theirs" / "kept").write_text("kept", "utf-8")
    (log / "real").mkdir()
    (log / "real" / "lock").write_bytes(b"")
    (log / ".compliance-link").symlink_to(log / "real")
    (log / ".compliance-file").write_text("kept", "utf-8")
    assert run("check", "log.csv", *ASKED, "-o", "r.json").status == 1
    names = {".compliance-theirs", ".compliance-link", ".compliance-file", "real", "log.csv", "r.json"}
    assert {path.name for path in log.iterdir()} == names
    assert (log / "real" / "lock").exists() and (log / ".compliance-theirs" / "kept").exists()


def test_a_formatted_rules_file_is_whole_or_as_it_was(run: Run, tmp_path: Path) -> None:
    """`fmt` writes as reports are written, and keeps who may read the file."""
    if shutil.which("bash") is None:
        pytest.skip("no shell")
    (tmp_path / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    rules = tmp_path / "a.rules"
    rules.write_text("预决算   批准后20日内公开\n", "utf-8")
    rules.chmod(0o640)
    assert run("fmt", "a.rules").status in (0, 1)
    assert rules.read_text("utf-8") == "预决算 批准后20日内公开\n"
    assert rules.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.rules", "ruleset.toml"]
