"""SECURITY.md is true: each test that it names is there, each library that is locked is in its list."""

from __future__ import annotations

import ast
import re

import pytest
from tests.cli.conftest import ROOT
from tests.docs.test_pages import bullets, headings, links, tables

PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("SECURITY.md", "SECURITY.zh.md")}


def functions(file: str) -> set[str]:
    """The functions of a test file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("page", PAGES)
def test_every_promise_names_a_test_that_is_there(page: str) -> None:
    """Its file, and the function where one is named."""
    (_, holds, *_rest) = re.split(r"^## (?:What holds|挡得住的)$", PAGES[page], flags=re.MULTILINE)
    rows = [line for line in holds.split("\n## ")[0].splitlines() if line.startswith("| ")][2:]
    named = [re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row) for row in rows]
    assert len(rows) > 10 and all(named)
    for file, function in (one for row in named for one in row):
        assert (ROOT / file).is_file(), file
        assert not function or function in functions(file), function


def test_every_file_of_security_tests_is_named() -> None:
    """What is tested is promised."""
    files = {path.name for path in (ROOT / "tests" / "security").glob("test_*.py")}
    assert {file for file in files if file not in PAGES["SECURITY.md"]} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_locked_release_was_reviewed(page: str) -> None:
    """A new release, or a new library, is looked at before it stands in the list."""
    locked = re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert sorted(re.findall(r"^\| `([a-z0-9-]+)` \| ([\w.]+) \|", PAGES[page], re.MULTILINE)) == sorted(locked)


def test_what_is_locked_has_its_hashes() -> None:
    """Nothing is installed that is not what was locked."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
        assert entries and all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("shape", [headings, tables, bullets], ids=lambda shape: shape.__name__)
def test_pages_are_twins(shape: object) -> None:
    """Both languages have the same headings, tables and lists, and lead to each other."""
    assert callable(shape)
    assert shape(PAGES["SECURITY.md"]) == shape(PAGES["SECURITY.zh.md"])
    assert links(PAGES["SECURITY.md"])[0] == "SECURITY.zh.md" and links(PAGES["SECURITY.zh.md"])[0] == "SECURITY.md"
