"""Every command of the documentation is run as it stands, with the exit status and the output that the page states.

In a block marked `console` a line that begins with `$` is a command, `# => 1` after it its exit status where that is
not 0, and the lines below it are lines of its output, in this order; `…` stands for lines left out. In a block marked
`sh` every line is a command.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [page for folder in (".", "docs", "examples", "rulesets/*") for page in sorted(ROOT.glob(f"{folder}/*.md"))]
ENTRY = "from compliance.cli.main import main; main()"

# `make demo` is run below without its set-up, `make test` is what runs this; activating .venv does nothing to check.
LEFT_OUT = ("make demo", "make test", ". .venv/bin/activate")


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a page: what it is to exit with, and lines it is to print."""

    page: str
    command: str
    status: int
    output: tuple[str, ...]
    before: tuple[str, ...] = ()
    """Commands above it on the page that make something new, which it may speak of."""


def blocks(text: str, kind: str) -> list[list[str]]:
    """The lines of each fenced block of one kind."""
    return [found.splitlines() for found in re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def examples(page: str, text: str) -> list[Example]:
    """The commands of a page, in order."""
    lines = [f"$ {line}" for block in blocks(text, "sh") for line in block if line and line not in LEFT_OUT]
    lines += [line for block in blocks(text, "console") for line in block]
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line != "…":
            found[-1][1].append(line)
    made = [command for command, _ in found if command.startswith("compliance new ")]
    return [
        Example(
            page,
            command.partition("  # =>")[0],
            int(command.partition("# =>")[2] or 0),
            tuple(output),
            _above(command, made),
        )
        for command, output in found
    ]


def _above(command: str, made: list[str]) -> tuple[str, ...]:
    return tuple(made[: made.index(command)] if command in made else made)


def every_example() -> list[Example]:
    """The commands of all pages; what two pages have in common is run once."""
    found: dict[tuple[str, int, tuple[str, ...]], Example] = {}
    for page in PAGES:
        for example in examples(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8")):
            found.setdefault((example.command, example.status, example.output), example)
    return list(found.values())


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the examples, as one who reads the page has it, and a `compliance` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "reports" / "templates", tmp_path / "reports" / "templates")
    shutil.copy(ROOT / "Makefile", tmp_path)
    command = tmp_path / "bin" / "compliance"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{ENTRY}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(command: str, office: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a shell does, in the office's folder."""
    environment = {**os.environ, "PATH": f"{office / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=office,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("example", every_example(), ids=lambda example: f"{example.page}: {example.command}")
def test_command_of_the_documentation_does_what_the_page_says(example: Example, office: Path) -> None:
    """The command ends with the status stated and prints the lines shown, in their order."""
    for command in example.before:
        assert run(command, office).returncode == 0
    done = run(example.command, office)
    assert (done.returncode, "Traceback" in done.stderr) == (example.status, False), done.stdout + done.stderr
    printed = iter(line.rstrip() for line in done.stdout.splitlines())
    absent = [line for line in example.output if line.rstrip() not in printed]
    assert absent == [], done.stdout
    written = re.findall(r"-o (\S+)", example.command)
    assert all((office / name).stat().st_size > 0 for name in written)


def test_demo_prints_a_summary_and_says_where_the_report_is(office: Path) -> None:
    """`make demo`, its set-up aside, ends well though there are gaps, and names the page it has written."""
    done = run("make --no-print-directory demo RUNTIME= BIN=bin", office)
    assert done.returncode == 0, done.stdout + done.stderr
    report = Path(done.stdout.splitlines()[-1].removeprefix("HTML: "))
    assert report == office / "build" / "demo.html"
    assert report.stat().st_size > 1000


def test_both_lines_of_the_design_stand_in_the_documentation() -> None:
    """The two rules that the language was designed for are run as they are written there."""
    commands = "\n".join(example.command for example in every_example())
    assert "--rule '预决算 within 20 days of approval'" in commands
    assert "--rule '突发事件 publish within 5h, press conference within 24h'" in commands


def test_examples_are_taken_from_a_page() -> None:
    """Commands, their statuses and their output are told apart."""
    page = (
        "```sh\nmake demo\nls\n```\n```console\n$ false  # => 1\n$ printf 'a\\nb\\n'\na\n…\n```\n```text\n$ no\n```\n"
    )
    assert examples("page", page) == [
        Example("page", "ls", 0, ()),
        Example("page", "false", 1, ()),
        Example("page", "printf 'a\\nb\\n'", 0, ("a",)),
    ]
