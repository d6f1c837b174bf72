"""Mutants of SQL change what is executed, one place at a time and have names that tell them apart; those of Python are of what is there."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import pytest
from tests.mutants import python, sql

ROOT = Path(__file__).resolve().parents[2]


def test_every_mutant_changes_what_is_executed() -> None:
    """Each is another text of its file, and the comments and the marks of the plan stay as they are."""
    found = sql.mutants()
    assert len({(m.file, m.start, m.end, m.text) for m in found}) == len(found) > 500
    for mutant in found:
        source = (ROOT / sql.SQL / mutant.file).read_text("utf-8")
        mutated = mutant.of(source)
        assert mutated != source
        assert [hidden[0] for hidden in sql.HIDDEN.finditer(mutated)] == [
            hidden[0] for hidden in sql.HIDDEN.finditer(source)
        ]


def test_every_mutant_has_a_name_of_its_own() -> None:
    """Made of its file, what becomes what and the line, so that it lasts as long as the line does."""
    named = sql.named()
    assert len(named) == len(sql.mutants())
    assert all(name.startswith(f"{stage}.sql: ") for name, (stage, _) in named.items())


def test_every_survivor_has_a_reason_of_its_own() -> None:
    """No mutant is listed twice, and none without a word."""
    groups = sql.listed()
    names = [name for group in groups for name in group["mutants"]]
    assert len(set(names)) == len(names)
    assert all(len(group["reason"]) > 20 for group in groups)


@pytest.mark.parametrize("group", python.GROUPS.values(), ids=python.GROUPS)
def test_groups_name_modules_and_tests_that_are_there(group: python.Group) -> None:
    """A module or a test that was renamed would be left out without a word."""
    assert all(list((ROOT / python.SOURCE).glob(module)) for module in group.modules)
    assert all((ROOT / test).exists() for test in group.tests)
    for test in group.left_out:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text("utf-8")
    settings = ConfigParser()
    settings.read_string(group.settings)
    assert settings["mutmut"]["only_mutate"].split() == [str(python.SOURCE / module) for module in group.modules]
