"""What long work tells of itself, by a clock that the tests turn."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from compliance.cli import progress
from compliance.cli.progress import Told
from compliance.diagnostics import Text
from compliance.diagnostics.render import width
from compliance.engine.stages import STAGES

READING, SCANNING = Text("读取文件", "reading files"), Text("扫描记录", "scanning rows")


class Screen(io.StringIO):
    """Standard error, a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether somebody looks."""
        return self.terminal

    def shows(self, text: str) -> bool:
        """Waits until a text was written."""
        patience = time.monotonic() + 20
        while text not in self.getvalue() and time.monotonic() < patience:
            time.sleep(0.002)
        return text in self.getvalue()


class Clock:
    """A clock that stands until it is turned."""

    now = 100.0

    def __call__(self) -> float:
        """The seconds that it shows."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the progress, which looks at its work all the time."""
    turned = Clock()
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=turned))
    monkeypatch.setattr(progress, "BETWEEN", 0.001)
    return turned


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Screen]:
    """`screen(True)` has standard error be a terminal."""

    def made(terminal: bool) -> Screen:
        shown = Screen(terminal)
        monkeypatch.setattr("sys.stderr", shown)
        monkeypatch.setenv("COLUMNS", "80")
        return shown

    return made


def test_a_terminal_shows_one_line_that_goes(clock: Clock, screen: Callable[[bool], Screen]) -> None:
    """The files done, their share, and the time left by it; in the end nothing stands there."""
    shown = screen(True)
    with Told("zh", quiet=False) as told:
        told.begin(READING)
        told.reach(750, 3000)
        assert shown.getvalue() == ""
        clock.now += 10
        assert shown.shows("读取文件 750/3,000 个文件，25%，约剩 30 秒 …")
        told.begin(SCANNING, 300_000)
        assert shown.shows("扫描记录 300,000 行 …")
    *lines, last = [line for line in shown.getvalue().split("\r") if line]
    assert all(width(line.rstrip(), ambiguous=2) <= 79 for line in lines)
    assert last.isspace() and shown.getvalue().endswith("\r") and "\n" not in shown.getvalue()


def test_the_database_says_how_far_a_statement_is(clock: Clock, screen: Callable[[bool], Screen]) -> None:
    """Where it does not know, no time is made up; the next statement is counted from its own beginning."""
    shown, share = screen(True), {"done": None}
    with Told("en", quiet=False) as told:
        told.follow(lambda: share["done"])
        told.begin(SCANNING)
        clock.now += 5
        assert shown.shows("scanning rows …")
        share["done"] = 0.01
        assert shown.shows("scanning rows, 1% …")
        clock.now += 30
        share["done"] = 0.25
        assert shown.shows("scanning rows, 25%, about 2 min left …")
        share["done"] = 0.2
        assert shown.shows("scanning rows, 20% …")


def test_quick_work_says_nothing(clock: Clock, screen: Callable[[bool], Screen]) -> None:
    """Neither on a terminal nor in a log."""
    for terminal in (True, False):
        shown = screen(terminal)
        with Told("zh", quiet=False, verbose=True) as told:
            told.begin(READING)
            clock.now += 0.4
            told.begin(SCANNING)
            clock.now += 0.4
        assert shown.getvalue() == ""


def test_a_log_has_a_line_a_stage_with_v(clock: Clock, screen: Callable[[bool], Screen]) -> None:
    """With its rows and seconds, once the work has turned out to be long; a stage of no time has none."""
    shown = screen(False)
    with Told("en", quiet=False, verbose=True) as told:
        told.begin(READING)
        told.reach(3000, 3000)
        clock.now += 0.5
        told.begin(Text("无", "nothing"))
        told.begin(SCANNING)
        clock.now += 2
        told.count(299_998)
    assert shown.getvalue() == "reading files 3,000 of 3,000 files: 0.5 s\nscanning rows 299,998 rows: 2.0 s\n"


@pytest.mark.parametrize(
    ("terminal", "quiet", "verbose"), [(True, True, True), (False, True, True), (False, False, False)]
)
def test_nobody_is_told_who_does_not_look(
    clock: Clock, screen: Callable[[bool], Screen], terminal: bool, quiet: bool, verbose: bool
) -> None:
    """With -q, or in a log without -v."""
    shown = screen(terminal)
    with Told("zh", quiet, verbose) as told:
        told.begin(READING)
        clock.now += 100
        time.sleep(0.02)
        told.begin(SCANNING)
    assert shown.getvalue() == ""


def test_the_stages_that_have_names_are_stages() -> None:
    """A stage that is renamed takes its words along."""
    sql = files("compliance.engine").joinpath("sql")
    assert set(STAGES) <= {Path(file.name).stem for file in sql.iterdir()}
