"""A ruleset to its findings: every check, less what its author lets stand."""

from __future__ import annotations

from compliance.diagnostics import Diagnostic
from compliance.diagnostics.small_file import read_given
from compliance.rulesets.below import not_read
from compliance.rulesets.lint.checks import every_check
from compliance.rulesets.lint.subject import subject_of
from compliance.rulesets.lint.waivers import CODE as WAIVER
from compliance.rulesets.lint.waivers import waived
from compliance.rulesets.load import load_layers


def lint_ruleset(name: str) -> tuple[Diagnostic, ...]:
    """The findings about a ruleset (a folder, or a built-in name), by file and line.

    Raises:
        Refused: the ruleset cannot be loaded; every error of its files is told.
    """
    ruleset, layers = load_layers(name)
    assert ruleset.folder is not None
    toml = read_given(ruleset.folder / "ruleset.toml").decode("utf-8-sig")
    subject = subject_of(ruleset, layers, toml)
    checks = every_check()
    found = [problem for code, check in checks for problem in subject.diagnostics(code, check(subject))]
    files = {file: number for number, file in enumerate((subject.toml, *(f.file for f in subject.files)))}
    told = sorted(waived(subject, found, [code for code, _ in checks]), key=lambda problem: _place(problem, files))
    return (*not_read(ruleset.folder), *told)


def codes() -> tuple[str, ...]:
    """The code of every finding, as it is told."""
    return tuple(f"lint/{code}" for code in (*(code for code, _ in every_check()), WAIVER))


def _place(problem: Diagnostic, files: dict[str, int]) -> tuple[int, int, int]:
    place = problem.place
    assert place is not None
    return files.get(place.file, len(files)), place.line or 0, place.column or 0
