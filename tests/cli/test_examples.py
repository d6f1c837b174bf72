"""`compliance test`: what it prints of the examples of a ruleset, and how it ends."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

MANIFEST = '[ruleset]\nid = "here"\nlanguage = "zh"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'
RULES = """\
[甲-1] 预决算 批准后20日内公开
    示例 “第20日公开”
        批准 2018-01-10
        公开 2018-01-30
        截至 2018-12-31
        => 合规
    示例 “没有公开”
        批准 2018-01-10
        截至 2018-12-31
        => 未公开
"""
WRONG = """\
[甲-2] 通报 每季度公开
    示例 “两个季度”
        公开 2018-02-10
        截至 2018-06-30
        => 合规，合规
"""


def ruleset(folder: Path, rules: str) -> None:
    """A ruleset called `here`."""
    folder.mkdir()
    (folder / "ruleset.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "1.rules").write_text(rules, encoding="utf-8")


def test_examples_that_hold(run: Run, tmp_path: Path) -> None:
    """One line and status 0, in the ruleset's language unless another is asked for."""
    ruleset(tmp_path / "here", RULES)
    done = run("test", "here")
    assert (done.status, done.text, done.complaint) == (0, "here：2 个示例，全部符合。\n", "")
    assert run("test", "here", "--lang", "en").text == "here: 2 examples, all as expected.\n"


def test_a_ruleset_without_examples(run: Run, tmp_path: Path) -> None:
    """Nothing was tried, and nothing is said to be right."""
    ruleset(tmp_path / "here", RULES.partition("\n")[0] + "\n")
    assert run("test", "here").text == "here：没有示例，什么也没有检验。\n"


def test_an_example_that_fails(run: Run, tmp_path: Path) -> None:
    """The rule, the example, the place, both verdicts and the reason, with status 1."""
    ruleset(tmp_path / "here", RULES + WRONG)
    done = run("test", "here", "--lang", "en")
    assert done.status == 1
    assert done.text.startswith(
        "甲-2: the example “两个季度” fails\n"
        f"  --> {Path('here') / '1.rules'}:12\n"
        "  expected: met, met\n"
        "  found: 2018Q1 met, 2018Q2 missing\n"
    )
    assert "2018-06-30" in done.text.splitlines()[4]
    assert done.text.endswith("here: 3 examples, 1 not as expected.\n")
    assert "应为: 合规，合规" in run("test", "here").text


def test_coverage_names_the_rules_that_lack_an_example(run: Run, tmp_path: Path) -> None:
    """It only tells; `--strict` makes the status 1."""
    ruleset(tmp_path / "here", RULES + "[甲-3] 预决算 公开\n")
    done = run("test", "here", "--coverage", "--lang", "en")
    assert done.status == 0
    assert "甲-3 lacks an example that is met and an example that is not met" in done.text
    assert run("test", "here", "--strict").status == 1
    ruleset(tmp_path / "whole", RULES)
    assert run("test", "whole", "--strict").status == 0


def test_a_ruleset_that_cannot_be_loaded(run: Run, tmp_path: Path) -> None:
    """An unknown action and an unreadable time in an example are told with their place, and status 2."""
    ruleset(
        tmp_path / "here",
        RULES.replace("公开 2018-01-30", "公开 2018-13-30").replace("批准 2018-01-10", "批注 2018-01-10"),
    )
    done = run("test", "here")
    assert done.status == 2 and done.text == ""
    assert "1.rules:3:" in done.complaint and "1.rules:4:" in done.complaint and "Traceback" not in done.complaint
    assert run("test", "nowhere").status == 2


def test_several_rulesets(run: Run, tmp_path: Path) -> None:
    """Each is counted by itself."""
    ruleset(tmp_path / "here", RULES)
    done = run("test", "here", "cn-disclosure", "--lang", "zh")
    assert done.status == 0
    assert [line.partition("：")[0] for line in done.text.splitlines()] == ["here", "cn-disclosure"]
