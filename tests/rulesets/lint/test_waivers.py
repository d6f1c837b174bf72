from __future__ import annotations

import time
from collections.abc import Callable

import pytest

Lint = Callable[..., list[str]]
UNUSED = '[channels]{header}\n{above}"网站" = {{}}{entry}\n"微博" = {{}}\n'


@pytest.mark.parametrize(
    "rules",
    [
        "a 公开  # lint: allow citation 本单位自定\n",
        "a 公开\n    # lint: allow citation 本单位自定\n    责任 财政局\n",
        "# lint: allow citation 本单位自定\na 公开\n",
        "# lint: allow citation 本单位自定\n# 另一条注释\na 公开\n",
        "a 公开  #lint：allow lint/citation 全角也行\n",
        "a 公开后5日内公开  # lint: allow citation,own-trigger 两个一起\n",
    ],
)
def test_a_waiver_with_a_reason_waives(lint: Lint, rules: str) -> None:
    """On the rule's line, inside the rule, right above it."""
    assert lint(rules, cited=False) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("a 公开；依据 一  # lint: allow citation 多余\n", "there is no “citation” here to allow"),
        ("# lint: allow citation 隔了一行\n\na 公开；依据 一\n", "there is no “citation” here to allow"),
        ("a 公开；依据 一  # lint: allow citation\n", "“citation” is allowed without a reason"),
        ("a 公开；依据 一  # lint: allow citatoin 笔误\n", "there is no check “citatoin”"),
        ("a 公开；依据 一  # lint: ignore citation 别的\n", "a lint comment says what it allows and why"),
    ],
)
def test_a_waiver_that_is_wrong_is_told(lint: Lint, rules: str, said: str) -> None:
    """Without a reason, of no check, or with nothing to waive."""
    found = lint(rules, cited=False)
    assert found == ["waiver 1"]
    assert found.titles() == said


@pytest.mark.parametrize("rules", ["", "# 规则还没有写\n", "# lint: allow citation 还没有\n\n"])
def test_a_file_without_rules_is_linted(lint: Lint, rules: str) -> None:
    """A file may hold comments alone: a head for the files beside it, or rules that are still to be written."""
    assert lint(rules) == (["waiver 1"] if "lint" in rules else [])


def test_a_waiver_holds_for_its_rule_alone(lint: Lint) -> None:
    """The next rule has to give its own reason."""
    assert lint("a 公开  # lint: allow citation 自定\nb 公开\n", cited=False) == ["citation 2"]


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ({"entry": "  # lint: allow unused 留着"}, ["unused 5"]),
        ({"above": "# lint: allow unused 留着\n"}, ["unused 6"]),
        ({"header": "  # lint: allow unused 留着"}, []),
        ({}, ["unused 4", "unused 5"]),
    ],
)
def test_a_waiver_in_the_manifest_holds_for_an_entry_or_a_table(
    lint: Lint, places: dict[str, str], left: list[str]
) -> None:
    """On the entry's line or above it; on the line of the table's header for all of it."""
    toml = UNUSED.format(**{"header": "", "above": "", "entry": "", **places})
    assert lint("a 公开\n", toml) == left


@pytest.mark.parametrize("where", ["rules", "manifest"])
def test_thousands_of_lines_of_comments_are_looked_through_once(lint: Lint, where: str) -> None:
    """Each was followed to the end of them: 40,000 took minutes."""
    comments = "# 说明\n" * 40_000
    began = time.process_time()
    if where == "rules":
        assert lint(f"{comments}# lint: allow citation 自定\na 公开\n", cited=False) == []
    else:
        assert (
            lint("a 公开\n", comments + UNUSED.format(header="  # lint: allow unused 留着", above="", entry="")) == []
        )
    assert time.process_time() - began < 10
