from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def ruleset(tmp_path: Path) -> Callable[[str], str]:
    """Writes a ruleset with these rules, and says its folder."""

    def write(rules: str) -> str:
        (tmp_path / "r").mkdir(exist_ok=True)
        (tmp_path / "r" / "ruleset.toml").write_text('[ruleset]\nid = "r"\n', "utf-8")
        (tmp_path / "r" / "a.rules").write_text(rules, "utf-8")
        return "r"

    return write


def test_a_clean_ruleset_gives_status_0(run: Run, ruleset: Callable[[str], str]) -> None:
    """Nothing to tell is told."""
    done = run("lint", ruleset("a 公开；依据 一\n"))
    assert (done.status, done.text, done.complaint) == (0, "没有发现问题。\n", "")


def test_findings_give_status_1(run: Run, ruleset: Callable[[str], str]) -> None:
    """Each with its code, place, mark and hint, in either language."""
    done = run("lint", ruleset("a 公开\n"), "--lang", "en")
    assert done.status == 1
    assert done.text.splitlines() == [
        "warning[lint/citation]: the rule “a” cites nothing",
        "  --> r/a.rules:1:1",
        "  1 | a 公开",
        "    | ^^^^^^",
        "  help: add a line `cite 1(5)`",
        "",
        "1 finding. See compliance explain CODE.",
    ]


def test_findings_as_json(run: Run, ruleset: Callable[[str], str]) -> None:
    """A list with the same parts."""
    (found,) = json.loads(run("lint", ruleset("a 公开\n"), "--format", "json").text)
    assert found == {
        "code": "lint/citation",
        "severity": "warning",
        "file": "r/a.rules",
        "line": 1,
        "column": 1,
        "length": 4,
        "title": "规则“a”没有写依据",
        "hint": "加一行“依据 一(五)”",
    }


def test_a_broken_ruleset_gives_status_2(run: Run, ruleset: Callable[[str], str]) -> None:
    """Errors come before findings, and go to standard error."""
    done = run("lint", ruleset("a 公开后\n"), "nowhere")
    assert (done.status, done.text) == (2, "")
    assert "a.rules:1" in done.complaint
