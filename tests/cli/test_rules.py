"""`compliance rules` and the command line as a whole."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


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


def test_an_unknown_ruleset_names_the_nearest(run: Run) -> None:
    """Status 2, no traceback."""
    done = run("rules", "show", "tongjiang-2081")
    assert done.status == 2 and "tongjiang-2018" in done.complaint and "Traceback" not in done.complaint


def test_version_and_help(run: Run) -> None:
    """The help names the commands in both languages."""
    assert run("--version").text.startswith("compliance ")
    shown = run("--help").text
    assert "check" in shown and "rules" in shown and "台账" in shown


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


def test_coverage_exits_with_1_while_a_clause_is_open(run: Run, tmp_path: Path) -> None:
    """And says which."""
    run("new", "ruleset", "my-city-2019")
    assert run("rules", "coverage", "my-city-2019").status == 0
    clauses = tmp_path / "my-city-2019" / "clauses.toml"
    clauses.write_text(clauses.read_text("utf-8") + '\n[[clause]]\nid = "二"\ntitle = "别的"\n', "utf-8")
    done = run("rules", "coverage", "my-city-2019")
    assert done.status == 1 and "二" in done.complaint
