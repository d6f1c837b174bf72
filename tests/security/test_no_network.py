"""No command opens a socket: the program works where there is no network, and tells nobody anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run
from typer.main import get_command

from compliance.cli.application import application

CAUGHT = 99
HOOK = f"""import os, sys
def refuse(event, arguments):
    if event.startswith("socket."):
        os.write(2, event.encode())
        os._exit({CAUGHT})
sys.addaudithook(refuse)
"""
LOG = "examples/tongjiang-2018.csv"
CHECK = ("check", LOG, "-r", "tongjiang-2018", "--as-of", "2018-12-31")
EVERY = ("html", "md", "txt", "xlsx", "docx", "csv", "json", "jsonl", "parquet", "sarif", "xml")
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": (*CHECK, *(part for ending in EVERY for part in ("-o", f"r.{ending}"))),
    "diff": ("diff", "old.json", "old.json", "-o", "diff.html"),
    "explain": (
        "explain",
        LOG,
        "-r",
        "tongjiang-2018",
        "--rule",
        "同江-1-5",
        "--case",
        "2018-ZFB-01",
        "--as-of",
        "2018-12-31",
    ),
    "fmt": ("fmt", "mine", "--check"),
    "inspect": ("inspect", LOG, "-r", "tongjiang-2018"),
    "lint": ("lint", "tongjiang-2018"),
    "new": ("new", "ruleset", "another"),
    "plan": ("plan", "tongjiang-2018", "--year", "2018", "-o", "plan.ics"),
    "recheck": ("recheck", "old.xlsx", LOG, "-r", "tongjiang-2018", "--as-of", "2018-12-31", "-o", "new.xlsx"),
    "rules": ("rules", "list"),
    "template": ("template", "tongjiang-2018", "-o", "ledger.xlsx"),
    "test": ("test", "tongjiang-2018"),
    "verify": ("verify", "old.json"),
}


@pytest.fixture
def refusing(tmp_path: Path) -> dict[str, str]:
    """An environment in which a process ends at once that does anything with a socket."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, "utf-8")
    return {"PYTHONPATH": os.pathsep.join((str(tmp_path / "hook"), str(ROOT / "src")))}


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    """A folder with a ledger, a ruleset and earlier reports."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (tmp_path / "mine" / "a.rules").write_text("[a] 预决算 批准后20日内公开\n", "utf-8")
    assert run(*CHECK, "-o", "old.json", "-o", "old.xlsx", "-q").status == 1
    return tmp_path


def test_every_command_is_tried() -> None:
    """A command that is added is added here."""
    assert set(COMMANDS) == set(get_command(application()).commands)


def test_a_socket_is_caught(refusing: dict[str, str]) -> None:
    """What the next test relies on."""
    code = "import socket; socket.socket()"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **refusing}, check=False)
    assert done.returncode == CAUGHT


def test_no_command_opens_a_socket(run: Run, office: Path, refusing: dict[str, str]) -> None:
    """Each does its work where sockets end the process."""
    found = {name: run(*arguments, env=refusing) for name, arguments in COMMANDS.items()}
    assert {name: done.complaint for name, done in found.items() if done.status not in (0, 1)} == {}


def test_a_check_without_any_network(office: Path) -> None:
    """Where even the loopback is missing, to the libraries in C as well."""
    alone = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no process be alone")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [*alone, sys.executable, "-m", "compliance", *COMMANDS["check"], "-q"]
    done = subprocess.run(command, cwd=office, env=env, capture_output=True, check=False)
    assert done.returncode == 1
    assert (office / "r.parquet").is_file()
