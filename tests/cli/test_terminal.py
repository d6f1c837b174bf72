"""What a terminal, a pipe and a console in GBK get; how a run ends that is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from tests.cli.conftest import ROOT, Run, heeding

from compliance.cli import application, main
from compliance.cli.options import generated
from compliance.diagnostics.render import width
from compliance.reports.formats import NO_TEXT

LOG = "case,matter,agency,action,time\n" + "".join(
    f"{n},预决算,第{n % 12}局😀,批准,2018-01-{n % 28 + 1:02}\n" for n in range(120)
)
COMMAND = ("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31")
PLAIN = {name: "" for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS")}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """`log.csv` in the folder where commands run."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("said", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_a_pipe_gets_colour_only_when_it_is_told_to(run: Run, log: Path, said: dict[str, str], coloured: bool) -> None:
    """The usual variables are heard; NO_COLOR has the last word."""
    assert ("\033[" in run(*COMMAND, env={**PLAIN, **said}).text) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminal")
@pytest.mark.parametrize(
    ("said", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"CLICOLOR": "0"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colour_unless_it_is_told_not_to(log: Path, said: dict[str, str], coloured: bool) -> None:
    """On standard output alone, as wide as the terminal is."""
    text = on_terminal(log, {**PLAIN, "TERM": "xterm", **said}, columns=70)
    assert ("\033[1m" in text) is coloured
    assert "-" * 70 + "\r\n" in text and "-" * 71 not in text


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminal")
@pytest.mark.parametrize("form", sorted(NO_TEXT))
def test_what_is_no_text_is_not_written_to_a_terminal(log: Path, form: str) -> None:
    """Its bytes would be read as commands; it is told to write a file."""
    said = f"{form} 不是文字，不写到终端\n  建议: 写成文件：-o 报告.{form}\n"
    assert on_terminal(log, PLAIN, 80, "--format", form, complaint=f"错误[usage/format]: {said}") == ""


def on_terminal(folder: Path, said: dict[str, str], columns: int, *more: str, complaint: str = "") -> str:
    """What the command writes to a terminal that is so wide."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **said}
    started = subprocess.Popen(
        [sys.executable, "-m", "compliance", *COMMAND, *more],
        cwd=folder,
        stdout=slave,
        stderr=subprocess.PIPE,
        env=environment,
    )
    os.close(slave)
    read = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        read += part
    os.close(master)
    assert started.communicate(timeout=60)[1].decode().strip() == complaint.strip()
    return read.decode()


@pytest.mark.parametrize(("columns", "wide"), [("60", 60), ("500", 120), ("7", 40), ("", 80)])
def test_the_width_is_the_terminals_within_limits(run: Run, log: Path, columns: str, wide: int) -> None:
    """COLUMNS says so; a pipe is 80 wide."""
    lines = run(*COMMAND, env={**PLAIN, "COLUMNS": columns}).text.splitlines()
    assert max(width(line) for line in lines) == wide


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030", "cp437", "ascii"])
def test_a_console_shows_what_it_can(run: Run, log: Path, encoding: str) -> None:
    """In its encoding, no wider than it is; what it lacks is no error."""
    done = run(*COMMAND, env={**PLAIN, "PYTHONIOENCODING": encoding})
    assert (done.status, done.err) == (1, b"")
    text = done.out.decode(encoding)
    assert {"gbk": "[U+1F600]", "cp936": "[U+1F600]", "gb18030": "😀"}.get(encoding, "???") in text
    assert max(width(line, ambiguous=2) for line in text.splitlines()) <= 80


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("ascii", "there is no file"), ("iso-8859-1", "there is no file"), ("gbk", "找不到文件"), ("utf-8", "找不到文件")],
)
def test_a_console_without_chinese_is_told_in_english(run: Run, log: Path, encoding: str, said: str) -> None:
    """Nobody can read question marks."""
    done = run("check", "nowhere.csv", env={**PLAIN, "PYTHONIOENCODING": encoding})
    assert done.status == 2
    assert said in done.err.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "cp437", "gbk"])
@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("rules", "--help")])
def test_a_console_without_chinese_has_the_help_in_english(run: Run, arguments: tuple[str, ...], encoding: str) -> None:
    """What stands there in Chinese, too, becomes question marks."""
    done = run(*arguments, env={**PLAIN, "PYTHONIOENCODING": encoding})
    assert (done.status, done.err) == (0, b"")
    assert "Show this message and exit." in done.out.decode(encoding)


def test_quiet_says_nothing_and_verbose_everything(run: Run, log: Path) -> None:
    """What the plain report cuts, it says how to see; that shows all of it."""
    assert (run(*COMMAND, "-q").out, run(*COMMAND, "-q").err) == (b"", b"")
    plain, verbose = run(*COMMAND).text, run(*COMMAND, "-v").text
    assert plain.count("    未公开  ") == 50 and "加 -v 看全部" in plain
    assert verbose.count("    未公开  ") == 120 and "加 -v" not in verbose
    assert "栏目对应" in verbose and "栏目对应" not in plain


def test_a_reader_that_goes_away_is_no_error(log: Path) -> None:
    """`| head -1` ends quietly, whatever the format."""
    for form in ("text", "json", "csv"):
        started = subprocess.Popen(
            [sys.executable, "-m", "compliance", *COMMAND, "--format", form, "--lang", "en"],
            cwd=log,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        )
        assert started.stdout is not None and started.stderr is not None
        started.stdout.read(1)
        started.stdout.close()
        assert "Error" not in started.stderr.read().decode()
        assert started.wait(60) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [COMMAND, (*COMMAND, "--format", "json"), ("rules", "list"), ("--help",)])
def test_a_full_disk_behind_standard_output_is_told(log: Path, arguments: tuple[str, ...]) -> None:
    """With status 2 and without a traceback."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "compliance", *arguments],
            cwd=log,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        )
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "output/not-written" in told and "Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, number: int, status: int) -> None:
    """No report, no hidden folder, no temporary folder, no word."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    started = subprocess.Popen(
        [sys.executable, "-m", "compliance", "check", "-", *COMMAND[2:], "-o", "r.json"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary)},
        preexec_fn=heeding,
    )
    patience = time.monotonic() + 60
    while not list(temporary.glob("compliance-*")) and time.monotonic() < patience:
        time.sleep(0.02)
    started.send_signal(number)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err.strip()) == (status, b"", b"")
    assert (list(temporary.iterdir()), [p.name for p in tmp_path.iterdir()]) == ([], ["tmp"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_query_that_is_stopped_is_no_fault_of_ours() -> None:
    """The database says in words of its own that it was interrupted."""
    code = (
        "import signal\n"
        "from compliance.cli import application, main\n"
        "def app(standalone_mode):\n"
        "    try: signal.raise_signal(signal.SIGINT)\n"
        "    except KeyboardInterrupt: raise RuntimeError('Query interrupted')\n"
        "application.application = lambda commands: app\n"
        "main.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=heeding,
    )
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_mistake_of_the_program_does_not_pass_for_gaps() -> None:
    """Its status is that of a check that was not made, and what its makers need is there."""
    code = (
        "from compliance.cli import application, main\n"
        "def app(standalone_mode): raise RuntimeError('odd')\n"
        "application.application = lambda commands: app\n"
        "main.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    said = done.stderr.decode()
    assert done.returncode == 2
    assert said.startswith("错误[program/fault]: 程序出错") and said.rstrip().endswith("RuntimeError: odd")


def stopped(code: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A check that stops itself as the code says, run in a folder."""
    return subprocess.run(
        [sys.executable, "-c", code, *COMMAND],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=heeding,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("module", ["typer", "pydantic", "duckdb", "compliance.cli.check", "compliance.engine.session"])
def test_a_run_is_stopped_while_its_modules_are_loaded(log: Path, module: str) -> None:
    """Whoever typed a wrong name stops it at once."""
    code = (
        "import signal, sys\n"
        "class Stops:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stops())\n"
        "from compliance.cli.main import main; main()\n"
    )
    done = stopped(code, log)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_is_stopped_while_the_database_sets_itself_up(log: Path) -> None:
    """Broken off in that, it crashed the process, with a page of its own: the signal is heard right after."""
    code = (
        "import enum, signal\n"
        "create = enum.EnumMeta._create_\n"
        "def stopped(*told, **said):\n"
        "    if 'CSVLineTerminator' in (*told, *said.values()): signal.raise_signal(signal.SIGINT)\n"
        "    return create(*told, **said)\n"
        "enum.EnumMeta._create_ = stopped\n"
        "from compliance.cli.main import main; main()\n"
    )
    done = stopped(code, log)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_stream_that_is_closed_is_no_error(log: Path, closed: str) -> None:
    """A scheduled task may have neither."""
    redirection = {"stdout": ">&-", "stderr": "2>&-"}[closed]
    line = f'"$0" -m compliance "$@" {redirection}'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable, *COMMAND],
        cwd=log,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.returncode, done.stderr) == (1, b"")


RULE = "预决算 批准后20日内公开"
SHELL = pytest.mark.skipif(sys.platform == "win32", reason="a shell of the Unix kind")
TROUBLE = {
    "standard input that is closed": ("", "- <&-", "error[log/empty]"),
    "a folder that is gone": (
        "mkdir d; cd d; rmdir ../d;",
        "$A/a.csv",
        "error[usage/folder]: the folder that this runs",
    ),
    "no folder for temporary files": (
        "ulimit -f 0;",
        "$A/a.csv",
        "error[machine/disk]: there is no folder for temporary",
    ),
}


@SHELL
@pytest.mark.parametrize("what", TROUBLE)
def test_what_surrounds_a_command_may_be_missing(tmp_path: Path, what: str) -> None:
    """It is said in words, with what to do about it."""
    before, asked, words = TROUBLE[what]
    (tmp_path / "a.csv").write_text("编号,事项,单位,批准日期\n1,预决算,财政局,2018-01-10\n", encoding="utf-8")
    line = f'A=$PWD; {before} "$0" -m compliance check --lang=en --rule "$1" {asked}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = ["bash", "-c", line, sys.executable, RULE]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    said = done.stderr.decode()
    assert (done.returncode, words in said) == (2, True), said


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("x")], ids=["ours", "the database's"])
def test_memory_that_gives_out_anywhere_is_told(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before the database is there, too."""
    monkeypatch.setattr(application, "application", lambda _: _raising(error))
    monkeypatch.setattr(os, "_exit", lambda status: (_ for _ in ()).throw(SystemExit(status)))
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 2
    assert "[machine/memory]" in capfd.readouterr().err


def _raising(error: Exception) -> Callable[..., None]:
    def command(standalone_mode: bool) -> None:
        raise error

    return command


@pytest.mark.parametrize("said", ["999999999999", "²", "-1", "abc"])
def test_a_stamp_that_is_no_time_is_left_alone(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is made now, then."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert generated().year >= 2026
