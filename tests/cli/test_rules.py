"""`compliance rules` and the command line as a whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from compliance.diagnostics.render import width


def test_rules_are_listed_as_data(run: Run) -> None:
    """Each rule with its duties, whatever they have and null for what they have not."""
    done = run("rules", "list", "tongjiang-2018", "--format", "json")
    rules = {rule["id"]: rule for rule in json.loads(done.text)}
    (duty,) = rules["同江-1-5"]["duties"]
    assert (duty["kind"], duty["n"], duty["unit"], duty["triggers"], duty["actions"]) == (
        "within",
        20,
        "day",
        ["approval"],
        ["publish"],
    )
    assert rules["同江-1-5"]["citation"] == "一(五)"
    assert rules["同江-1-5"]["effective"] == {"from": "2018-01-01", "to": "2018-12-31"}


def test_rules_are_listed_and_shown_as_text(run: Run) -> None:
    """A line a rule, or a rule in full."""
    assert "[同江-1-5]" in run("rules", "list", "tongjiang-2018").text
    shown = run("rules", "show", "tongjiang-2018", "--lang", "en")
    assert shown.status == 0 and "cite  一(五)" in shown.text
    assert "tongjiang-2018" in run("rules", "list").text and "cn-disclosure" in run("rules", "list").text


def test_a_rule_is_shown_with_all_that_qualifies_it(run: Run, tmp_path: Path) -> None:
    """What stops or lengthens the clock, what a vague word is taken to mean, which channels are alternatives."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ruleset.toml").write_text(
        '[ruleset]\nid = "mine"\n[deadlines]\npromptly = "3 working days"\nregularly = "quarterly"\n'
        '[actions]\n"补正" = {}\n"延期" = {}\n',
        "utf-8",
    )
    (folder / "a.rules").write_text(
        "依申请公开 申请后20个工作日内答复，及时报告；权重 2.5\n"
        "    渠道 (政府网站 或 微博) 和 公报\n    重新起算 补正 或 变更\n    中止 自 申请 至 答复\n    延长 20个工作日 因 延期\n"
        "收支 定期公开；允许零报告\n政务 及时公开；渠道 政府网站 或 微博\n",
        "utf-8",
    )
    first, second, third = run("rules", "show", "mine").text.split("\n\n")[1:]
    assert [line.strip().partition("  ")[::2] for line in first.splitlines()[2:]] == [
        ("渠道", "(政府网站 或 微博) 和 公报"),
        ("重新起算", "补正 或 变更"),
        ("中止", "自 申请 至 答复"),
        ("延长", "20个工作日 因 延期"),
        ("权重", "2.5"),
        ("时限", "及时: 3个工作日"),
    ]
    assert "    零报告  允许\n    时限  定期: 每季度" in second
    assert "    渠道  政府网站 或 微博\n" in third
    english = run("rules", "show", "mine", "--lang", "en").text
    assert "extended by  20 working days on 延期" in english and "paused  from request to reply" in english


def test_an_unknown_ruleset_names_the_nearest(run: Run) -> None:
    """Status 2, no traceback."""
    done = run("rules", "show", "tongjiang-2081")
    assert done.status == 2 and "tongjiang-2018" in done.complaint and "Traceback" not in done.complaint


def test_version_and_help(run: Run) -> None:
    """The help names the commands in both languages."""
    assert run("--version").text.startswith("compliance ")
    shown = run("--help").text
    assert "check" in shown and "rules" in shown and "台账" in shown


@pytest.mark.parametrize("command", [(), ("check",), ("verify",), ("rules",), ("rules", "show"), ("new", "ruleset")])
def test_help_keeps_within_the_terminal(run: Run, command: tuple[str, ...]) -> None:
    """A Chinese character takes two of its columns; no word is lost where lines are broken, but of what a list of commands says."""
    narrow, wide = (run(*command, "--help", env={"COLUMNS": columns}).text for columns in ("60", "80"))
    assert "。" in wide and "\0" not in wide
    assert "".join(narrow.split()) == "".join(wide.split()) or "Commands:" in wide
    assert max(map(width, narrow.splitlines())) <= 60 < max(map(width, wide.splitlines())) <= 80


def test_a_ruleset_is_shown_in_the_other_spelling(run: Run) -> None:
    """English keywords for Chinese rules: the same duties, no keyword left over."""
    shown = run("rules", "show", "cn-disclosure", "--lang", "en").text
    assert "publish within 20 days of approval" in shown
    rules = [line for line in shown.splitlines() if line.startswith("[")]
    assert rules and not [line for line in rules if any(word in line for word in ("日内", "工作日", "后", "每"))]


def test_a_checklist_to_work_by(run: Run) -> None:
    """Markdown with boxes and one HTML page without a network, grouped by clause, unit or matter."""
    run("new", "ruleset", "my-city-2019")
    by_unit = run("rules", "show", "my-city-2019", "--format", "md", "--by", "unit").text
    assert "## 财政局" in by_unit and by_unit.count("- [ ] ") == 2
    page = run("rules", "show", "my-city-2019", "--format", "html").text
    assert page.startswith("<!DOCTYPE html>") and "一(一)" in page and "default-src &#39;none&#39;" in page
    assert "http" not in page.replace("http-equiv", "")
    grouped = run("rules", "show", "my-city-2019", "--by", "unit", "--lang", "en")
    assert grouped.status == 2 and "--by goes with a checklist (md, html) alone" in grouped.complaint


def test_a_rule_that_is_never_in_force_is_shown_to_be_so(run: Run) -> None:
    """The regulation of 2019 in a plan of 2018 read `2019-05-15 – 2018-12-31`."""
    shown = run("rules", "show", "tongjiang-2018").text
    assert "施行  从不（2019-05-15起，2018-12-31止）" in shown and "2019-05-15 – 2018" not in shown


def test_coverage_exits_with_1_while_a_clause_is_open(run: Run, tmp_path: Path) -> None:
    """And says which."""
    run("new", "ruleset", "my-city-2019")
    assert run("rules", "coverage", "my-city-2019").status == 0
    clauses = tmp_path / "my-city-2019" / "clauses.toml"
    clauses.write_text(clauses.read_text("utf-8") + '\n[[clause]]\nid = "二"\ntitle = "别的"\n', "utf-8")
    done = run("rules", "coverage", "my-city-2019")
    assert done.status == 1 and "二" in done.complaint


@pytest.mark.parametrize(
    "command", [("list",), ("show",), ("show", "--format", "md"), ("show", "--format", "html"), ("coverage",)]
)
def test_what_a_ruleset_says_is_harmless_to_look_at(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Who was sent one reads it first: it moves no cursor, turns no reading direction, makes no markup and no line of its own."""
    hostile = "\\u001b]0;t\\u0007\\u202e<script>`\\n# \\r二"
    (tmp_path / "mine").mkdir()
    head = f'[ruleset]\nid = "mine"\ntitle = "{hostile}"\nissuer = "{hostile}"\n'
    (tmp_path / "mine" / "ruleset.toml").write_text(head, "utf-8")
    (tmp_path / "mine" / "a.rules").write_text('[甲] "`<script>`" 公开\n', "utf-8")
    (tmp_path / "mine" / "clauses.toml").write_text(
        f'[[clause]]\nid = "一"\ntitle = "{hostile}"\nnone = "{hostile}"\n', "utf-8"
    )
    done = run("rules", command[0], "mine", *command[1:])
    if "html" not in command:
        assert "\r" not in done.out.decode() and not re.search("^# ( |\r)*二", done.text, re.MULTILINE)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.text)
    told = done.text.replace("\\", "")
    assert "[U+001B]" in told and "[U+202E]" in told
    if command[1:] or command == ("coverage",):
        assert "<script>" not in re.sub("(`+).*?[^`]\\1(?!`)|\\\\<", "", done.text)
