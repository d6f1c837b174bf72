"""Ctrl-C at whatever moment: no half report, no temporary folder, no process, no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, heeding

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc")
HEADER = "编号,事项,单位,环节,时间\n"
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2019-12-31")
MOMENTS = (0.0, 0.15, 0.4, 0.8, 1.4, 2.2)


def rows(first: int, count: int) -> str:
    """A log of cases, each approved and most of them published."""
    return "".join(
        f"{n},预决算,第{n % 300}局,批准,2018-01-{n % 28 + 1:02}\n{n},预决算,第{n % 300}局,公开,2018-02-{n % 28 + 1:02} 09:{n % 60:02}\n"
        for n in range(first, first + count)
    )


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A check under way: it has made its temporary folder, in `folder/tmp`."""
    temporary = folder / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "compliance", "check", *arguments, *RULE, "-o", "r.json", "-o", "reports/r.csv"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "TMPDIR": str(temporary)},
        preexec_fn=heeding,
    )
    patience = time.monotonic() + 60
    while process.poll() is None and not list(temporary.iterdir()) and time.monotonic() < patience:
        time.sleep(0.005)
    return process


def left(folder: Path) -> list[str]:
    """The command lines of processes that were started with this temporary folder and are still there."""
    mark = f"TMPDIR={folder / 'tmp'}".encode()
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text("utf-8"))
        except OSError:
            continue
    return found


def stop(process: subprocess.Popen[bytes], folder: Path, after: float) -> int:
    """Presses Ctrl-C, and sees that nothing is left but what a whole run leaves; the exit status."""
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert "Traceback" not in err.decode()
    # A process of which the one that is stopped does not know yet ends by itself, once nobody speaks to it.
    patience = time.monotonic() + 5
    while left(folder) and time.monotonic() < patience:
        time.sleep(0.02)
    assert left(folder) == [] and list((folder / "tmp").iterdir()) == []
    reports = folder / "reports"
    assert [path.name for path in reports.iterdir() if path.name != "r.csv"] == []
    assert not list(folder.glob(".compliance-*"))
    if process.returncode == 130:
        assert not (reports / "r.csv").exists() or (folder / "r.json").exists()
    else:
        assert process.returncode == 1 and (reports / "r.csv").exists()
    if (folder / "r.json").exists():
        json.loads((folder / "r.json").read_text("utf-8"))
    return process.returncode


@pytest.mark.parametrize("after", MOMENTS)
def test_a_large_log_that_spills(tmp_path: Path, after: float) -> None:
    """Little memory has the database write to the temporary folder, too."""
    (tmp_path / "log.csv").write_text(HEADER + rows(0, 150_000), "utf-8")
    (tmp_path / "reports").mkdir()
    stop(started(tmp_path, "log.csv", "--memory", "100MB"), tmp_path, after)


@pytest.mark.parametrize("after", MOMENTS[:4])
def test_many_files_that_several_processes_read(tmp_path: Path, after: float) -> None:
    """They end with the one that is stopped."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "logs").mkdir()
    for number in range(3_000):
        (tmp_path / "logs" / f"{number}.csv").write_text(HEADER + rows(number, 3), "gbk")
    stop(started(tmp_path, "logs"), tmp_path, after)
