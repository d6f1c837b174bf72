"""How a diagnostic looks on a terminal."""

from __future__ import annotations

import pytest

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest, render
from compliance.diagnostics.render import WIDEST_SOURCE, width

TITLE = Text("不认识“渠到”", "“渠到” is not known")


def at(source: str, column: int | None, length: int = 1, hint: Text | None = None) -> Diagnostic:
    """A diagnostic about line 3 of a rules file."""
    return Diagnostic("syntax/x", TITLE, Place("a.rules", 3, column, length, source), hint)


def test_a_diagnostic_has_title_place_source_mark_and_hint() -> None:
    """Everything a user needs to put it right, in the language asked for."""
    diagnostic = at("    渠到 政府网站", 5, 2, Text("是不是“渠道”？", "did you mean “渠道”?"))
    assert render(diagnostic, "en") == (
        "error[syntax/x]: “渠到” is not known\n"
        "  --> a.rules:3:5\n"
        "  3 |     渠到 政府网站\n"
        "    |     ^^^^\n"
        "  help: did you mean “渠道”?"
    )
    assert render(diagnostic) == (
        "错误[syntax/x]: 不认识“渠到”\n"
        "  --> a.rules:3:5\n"
        "  3 |     渠到 政府网站\n"
        "    |     ^^^^\n"
        "  建议: 是不是“渠道”？"
    )


@pytest.mark.parametrize(
    ("source", "column", "length", "before", "carets"),
    [
        ("publish witin 20", 9, 5, 8, 5),
        ("预决算 批准后20公开", 8, 2, 13, 2),
        ("２０公开", 1, 2, 0, 4),
        ("\t公开\t渠到", 5, 2, 6, 4),
        ("e\u0301公开", 3, 2, 1, 4),
        ("公开", 3, 1, 4, 1),
        ("预\u200b决算", 2, 1, 2, 1),
    ],
)
def test_the_caret_stands_under_the_character(source: str, column: int, length: int, before: int, carets: int) -> None:
    """A Chinese or full-width character takes two columns, a combining mark none, a tab one."""
    mark = render(at(source, column, length)).splitlines()[3]
    assert mark == "    | " + " " * before + "^" * carets


def test_a_long_line_is_shown_around_the_mark() -> None:
    """A line of a thousand characters does not bury the mark."""
    source = "甲" * 1000 + "乙" + "丙" * 1000
    lines = render(at(source, 1001)).splitlines()
    shown, mark = lines[2].removeprefix("  3 | "), lines[3].removeprefix("    | ")
    assert len(shown) == WIDEST_SOURCE
    assert width(shown[: shown.index("乙")]) == mark.index("^")


def test_a_place_without_a_line_or_source_is_just_named() -> None:
    """A row of a log, or a whole file, has no source to show."""
    row = Diagnostic("log/x", TITLE, Place("log.csv", 7, 2))
    assert render(row).splitlines() == ["错误[log/x]: 不认识“渠到”", "  --> log.csv:7:2"]
    assert render(Diagnostic("log/x", TITLE, Place("log.csv"))).splitlines()[1] == "  --> log.csv"
    assert render(at("公开", None)).splitlines() == ["错误[syntax/x]: 不认识“渠到”", "  --> a.rules:3", "  3 | 公开"]
    assert render(Diagnostic("x", TITLE)) == "错误[x]: 不认识“渠到”"


def test_a_warning_says_that_it_is_one() -> None:
    """The first word tells what stops the run from what does not."""
    warning = Diagnostic("lint/x", TITLE, severity="warning")
    assert render(warning, "zh").startswith("警告")
    assert render(warning, "en").startswith("warning")


def test_control_characters_cannot_reach_the_terminal() -> None:
    """A rules file may hold escape sequences; what is shown of it holds none."""
    assert "\x1b" not in render(at("公开\x1b[31m", 3))


def test_the_nearest_known_name_is_offered_only_where_it_is_near() -> None:
    """`withn` is most likely `within`; `x` is nothing."""
    assert nearest("withn", ["after", "within"]) == "within"
    assert nearest("新闻发步会", ["新闻发布会", "公开"]) == "新闻发布会"
    assert nearest("x", ["within", "公开"]) is None


def test_a_refusal_carries_every_diagnostic() -> None:
    """Whoever catches it can show them all."""
    refused = Refused([at("公开", 1), Diagnostic("y", Text("二", "two"))])
    assert [d.code for d in refused.diagnostics] == ["syntax/x", "y"]
    assert str(refused) == "“渠到” is not known; two"
