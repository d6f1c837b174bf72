from __future__ import annotations

from pathlib import Path

import pytest

from compliance.rulesets.lint import lint_ruleset


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A ruleset that extends another, in which a rule cites nothing."""
    for name, extends, rule in (
        ("base", "", "[甲] a 批准后30日内公开\n"),
        ("own", '"base"', "[乙] a 批准后20日内公开；依据 一\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.toml").write_text(f'[ruleset]\nid = "{name}"\nextends = [{extends}]\n', "utf-8")
        (tmp_path / name / "a.rules").write_text(rule, "utf-8")
    return tmp_path


def test_nothing_is_said_of_inherited_rules_alone(extended: Path) -> None:
    """They are linted where they stand."""
    assert [problem.code for problem in lint_ruleset(str(extended / "base"))] == ["lint/citation"]
    assert "lint/citation" not in [problem.code for problem in lint_ruleset(str(extended / "own"))]


def test_a_rule_is_compared_with_inherited_ones(extended: Path) -> None:
    """The finding stands at the rule of the folder, whichever of the two is the weaker."""
    (problem,) = lint_ruleset(str(extended / "own"))
    assert problem.place and problem.place.file == str(extended / "own" / "a.rules")
    assert (
        problem.title.en
        == "“批准后30日内公开” (甲, a.rules line 1) asks for nothing beyond “批准后20日内公开” (乙, line 1)"
    )
