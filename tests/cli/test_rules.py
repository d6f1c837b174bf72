"""`compliance rules` and the command line as a whole."""

from __future__ import annotations

import json

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
