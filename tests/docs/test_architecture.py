"""docs/architecture.md is true: its floors are the contract's, and an addition costs what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import tomli

from compliance.language import tree
from compliance.reports.formats import FORMATS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "compliance"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SPARK = {"pyspark", "sqlglot", "pyarrow"}
"""What the extra `spark` brings, of which the page speaks before the table."""
RULESETS = sorted(path for path in (ROOT / "rulesets").iterdir() if path.is_dir())


def contracts() -> dict[str, dict[str, list[str]]]:
    """The contracts of the import linter by their ids."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def floors() -> list[tuple[str, str]]:
    """The rooms of the page from top to bottom, each with what it alone imports."""
    section = PAGE.partition("## The floors")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|.*\| ([`\w, ]*?) ?\|$", section, re.MULTILINE)


def test_floors_of_the_page_are_those_of_the_contract() -> None:
    """The page lists the rooms in the order that the import linter enforces."""
    assert [room for room, _ in floors()] == contracts()["floors"]["layers"]


def test_every_room_is_a_folder_and_every_folder_a_room() -> None:
    """The page names the rooms that exist, no more and no fewer."""
    assert {room for room, _ in floors()} == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_packages_of_one_room_are_forbidden_to_the_others() -> None:
    """What the page says that a room alone imports is what the contracts forbid every other room."""
    rooms = {room for room, _ in floors()}
    told = {package: room for room, packages in floors() for package in re.findall(r"\w+", packages)}
    for contract in contracts().values():
        for package in set(contract.get("forbidden_modules", [])) - SPARK:
            sources = {name.removeprefix("compliance.") for name in contract["source_modules"]}
            assert rooms - sources == {told.pop(package)}
    assert told == {}


@pytest.mark.parametrize("name", re.findall(r"^\| `([\w/.-]+/)` \|", PAGE, re.MULTILINE))
def test_folders_of_the_page_exist(name: str) -> None:
    """Where things are said to lie, something lies."""
    assert any((ROOT / name).iterdir())


@pytest.mark.parametrize("folder", RULESETS, ids=lambda folder: folder.name)
def test_a_ruleset_is_a_folder_without_python(folder: Path) -> None:
    """A ruleset is its manifest and its rules, named as its folder is."""
    manifest = tomli.loads((folder / "ruleset.toml").read_text(encoding="utf-8"))
    assert manifest["ruleset"]["id"] == folder.name
    assert list(folder.glob("*.rules"))
    assert list(folder.rglob("*.py")) == []


def test_no_ruleset_is_named_in_the_code() -> None:
    """A new ruleset needs no Python, because none is named there."""
    named = [
        f"{path.name}: {folder.name}"
        for path in PACKAGE.rglob("*.py")
        for folder in RULESETS
        if folder.name in path.read_text(encoding="utf-8")
    ]
    assert RULESETS
    assert named == []


@pytest.mark.parametrize("name", [known.name for known in FORMATS])
def test_a_format_is_a_file_of_its_own_with_its_tests(name: str) -> None:
    """Each format of the list is written by a module of its own and has a golden or a page of tests."""
    (known,) = [known for known in FORMATS if known.name == name]
    assert [other.name for other in FORMATS if other.module == known.module] == [name]
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "reports").glob("test_*.py")}
    assert tests & {name, known.module.rpartition(".")[2]}


def test_files_that_know_a_duty_are_those_of_the_page() -> None:
    """The duty of the page is named in the files listed and in no others; its tests are among them."""
    section = PAGE.partition("### A duty, file by file")[2].partition("\n## ")[0]
    parts = re.findall(r"^\| ([\w ]+) \| `([^`]+)` \|", section, re.MULTILINE)
    named = re.compile(
        r"\bTogether\b|['\"]together['\"]|\b_TOGETHER\b|同步解读|together\\+s\+with|^(?:    def )?together[:(]",
        re.MULTILINE,
    )
    searched = [path for folder in ("src", "docs", "editors") for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in searched
        if path.suffix in (".py", ".lark", ".sql", ".json", ".md") and path.name != "architecture.md"
    }
    listed = {file for part, file in parts if part != "tests"}
    assert {file for file, text in texts.items() if named.search(text)} == listed
    tests = [file for part, file in parts if part == "tests"]
    assert tests
    assert [file for file in tests if not named.search((ROOT / file).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("duty", get_args(tree.Duty), ids=lambda duty: duty.__name__)
def test_a_duty_is_parsed_and_lowered(duty: type) -> None:
    """Each duty of the syntax tree is made by the parser and checked for the engine."""
    for folder in ("src/compliance/language", "src/compliance/rulesets"):
        files = [path for path in (ROOT / folder).glob("*.py") if path.name != "tree.py"]
        assert [path for path in files if re.search(rf"\b{duty.__name__}\b", path.read_text(encoding="utf-8"))], folder
