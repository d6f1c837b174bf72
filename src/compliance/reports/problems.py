"""Diagnostics as a result of their own: a list for a terminal, or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from compliance.diagnostics import Diagnostic, Text, render
from compliance.diagnostics.diagnostic import Language


def as_text(problems: Sequence[Diagnostic], language: Language) -> str:
    """Each problem with its place and what to do, an empty line between them, and how many there are."""
    n = len(problems)
    total = Text(f"发现{n}处。", f"{n} finding{'s' * (n != 1)}.") if n else Text("没有发现问题。", "Nothing found.")
    how = Text("用 compliance explain 代码 查看说明。", " See compliance explain CODE.")
    last = total.said(language) + (how.said(language) if n else "")
    return "\n\n".join([*(render(problem, language) for problem in problems), last]) + "\n"


def as_json(problems: Sequence[Diagnostic], language: Language) -> str:
    """A list of `{"code", "severity", "file", "line", "column", "length", "title", "hint"}`."""
    return json.dumps([_problem(problem, language) for problem in problems], ensure_ascii=False, indent=1) + "\n"


def _problem(problem: Diagnostic, language: Language) -> dict[str, object]:
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place and place.column else None,
        "title": problem.title.said(language),
        "hint": problem.hint.said(language) if problem.hint else None,
    }
