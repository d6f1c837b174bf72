"""A ruleset given as text, linted: what was found as `CODE LINE`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.diagnostics import Diagnostic
from compliance.rulesets.lint import lint_ruleset

HEAD = '[ruleset]\nid = "r"\n'


class Found(list[str]):
    """The findings as `CODE LINE`, without `lint/`; `problems` are the diagnostics themselves."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        self.problems = problems
        super().__init__(f"{p.code.removeprefix('lint/')} {p.place.line if p.place else 0}" for p in problems)

    def titles(self) -> str:
        """What is said of all of them, in English."""
        return "\n".join(problem.title.en for problem in self.problems)


Lint = Callable[..., Found]


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """`lint(rules, toml="", cited=True)`: rules without `cite` are not told unless `cited` is False."""

    def run(rules: str, toml: str = "", head: str = HEAD, cited: bool = True) -> Found:
        folder = tmp_path / "ruleset"
        folder.mkdir(exist_ok=True)
        (folder / "ruleset.toml").write_text(head + toml, "utf-8")
        (folder / "a.rules").write_text(rules, "utf-8")
        problems = lint_ruleset(str(folder))
        return Found(tuple(p for p in problems if not (cited and p.code == "lint/citation")))

    return run
