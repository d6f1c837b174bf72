from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import compliance.rulesets.lint
from compliance.rulesets.builtin import builtin_names
from compliance.rulesets.lint import lint_ruleset
from compliance.rulesets.lint.checks import CHECKS
from compliance.rulesets.lint.lint import codes
from compliance.rulesets.lint.pages import folder

HERE = Path(__file__).parent


def test_no_check_is_missing_from_the_list() -> None:
    """Every file of the room that has a code and a check has its line in the list."""
    names = [module.name for module in pkgutil.iter_modules(compliance.rulesets.lint.__path__)]
    modules = [import_module(f"compliance.rulesets.lint.{name}") for name in names]
    assert {module for module in modules if hasattr(module, "check")} == set(CHECKS)


def test_a_check_is_a_file_its_test_and_its_page() -> None:
    """The code is the file's name with hyphens; test and page are called alike."""
    for module in CHECKS:
        name = module.__name__.rpartition(".")[2]
        assert name.replace("_", "-") == module.CODE
        assert (HERE / f"test_{name}.py").is_file(), name
    assert {f"lint/{path.stem}" for path in folder().glob("*.md")} == set(codes())


@pytest.mark.parametrize("name", builtin_names())
def test_built_in_rulesets_are_clean(name: str) -> None:
    """What stands in them and looks wrong is allowed there with its reason."""
    assert [(problem.place, problem.title.zh) for problem in lint_ruleset(name)] == []
