"""A command line with a slip in it: what is told, in Chinese unless English is asked for."""

from __future__ import annotations

import pytest
import typer
from tests.cli.conftest import Run

from compliance.cli.misuse import misuse

PLAN = ("plan", "tongjiang-2018", "-o", "plan.ics")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chekc", "log.csv"), "没有命令“chekc”\n  建议: 是否为 check、recheck？见 compliance --help"),
        (("rules", "lst"), "没有命令“lst”\n  建议: 是否为 list？"),
        (("check",), "缺少 LOG\n  建议: 写法见 compliance check --help"),
        (("rules", "coverage"), "缺少 RULESET\n  建议: 写法见 compliance rules coverage --help"),
        (
            ("new", "ruleset", "x", "--year", "0"),
            "--year 的值不能小于 1900\n  建议: 写法见 compliance new ruleset --help",
        ),
        (
            ("check", "log.csv", "--templates", "away"),
            "--templates 所指的“away”不存在\n  建议: 写法见 compliance check --help",
        ),
        (("template", "tongjiang-2018"), "缺少 -o / --output"),
        (("check", "log.csv", "--asof", "2018"), "没有选项“--asof”\n  建议: 是否为 --as、--as-of、--to？"),
        (("check", "log.csv", "-o"), "选项“-o”后面没有值"),
        (("check", "log.csv", "--quiet=1"), "选项“--quiet”不带值"),
        (("diff", "a.json", "b.json", "c.json"), "多出了“c.json”"),
        (("check", "log.csv", "--lang", "CN"), "--lang 没有“CN”这个值\n  建议: 是否为 zh、en？"),
        ((*PLAN, "--year", "今年"), "--year 的值应为整数"),
        ((*PLAN, "--year", "10000"), "--year 的值不能大于 9998"),
        ((*PLAN, "--year", "18"), "--year 的值不能小于 1900"),
        (("check", "log.csv", "--as", "html", "--as", "csv"), "选项“--as”写了两次"),
        (("check", "log.csv", "--ignore", "channels", "--ignore", "elements"), "选项“--ignore”写了两次"),
        ((*PLAN, "--year", "2018", "-o", "plan.xlsx"), "选项“--output”写了两次"),
        (("rules", "list", "--format", "text", "--format", "json"), "选项“--format”写了两次"),
        (("new", "ruleset", "r", "--title", "A", "--title", "B"), "选项“--title”写了两次"),
        (("check", "log.csv", "--templates", "nowhere"), "--templates 所指的“nowhere”不存在"),
        (("check", "log.csv", "--templates", __file__), f"--templates 应为文件夹，“{__file__}”是文件"),
    ],
)
def test_a_slip_is_told_with_what_to_do(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """Nothing is done, also where of two values of an option one would not have counted."""
    done = run(*arguments)
    assert (done.status, done.text) == (2, "")
    assert said in done.complaint


def test_a_file_that_may_not_be_read_is_told_in_chinese() -> None:
    """Half of the sentence was in English."""
    said = misuse(typer.BadParameter("path 'w.toml' is not readable.", param_hint="--waivers"))
    assert said.title.zh == "--waivers 所指的“w.toml”没有权限读"


def test_in_english_too(run: Run) -> None:
    """The words of the library, with where more is said."""
    done = run("check", "log.csv", "--asof", "2018", "--lang", "en")
    assert done.complaint.strip() == (
        "error[usage/command]: No such option: --asof (Possible options: --as, --as-of, --to)\n"
        "  help: see compliance check --help"
    )


@pytest.mark.parametrize("arguments", [(), ("rules",)])
def test_of_nothing_said_the_help_is_shown(run: Run, arguments: tuple[str, ...]) -> None:
    """On standard error, for nothing was done."""
    done = run(*arguments)
    assert (done.status, done.text) == (2, "") and "Commands:" in done.complaint


def test_what_takes_several_values_or_none_may_be_repeated(run: Run) -> None:
    """As rules, agencies and reports are."""
    done = run(
        "check", "log.csv", "-q", "-q", "--rule", "预决算 公开", "--rule", "台账 公开", "-o", "a.json", "-o", "b.json"
    )
    assert "log/not-found" in done.complaint
