"""A list of SHA-256 held against the files, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.legible import legible
from compliance.findings.verified import Listed, ListVerified
from compliance.reports.tidy import tidy
from compliance.reports.wrap import wrapped

SCHEMA = "compliance-sums/1"
TITLE = Text("文件核对", "Files held against their list")
GONE, CHANGED = Text("不在了", "is gone"), Text("已变", "has changed")
STRANGERS = Text("清单里没有的文件", "not in the list")
HOLDS = Text("{}个文件都与清单相同。", "All {} files are as listed.")
FAILS = Text("{1}个文件中有{0}个与清单不同。", "{0} of {1} files are not as listed.")
REPORTS = Text(
    "清单只说明文件没有变；结果是否成立，用 compliance verify 报告.json 复算。",
    "The list only shows that files are unchanged; whether findings hold, compliance verify report.json computes again.",
)


def as_text(verified: ListVerified, language: Language, width: int = 80, encoding: str = "utf-8") -> str:
    """Lines of at most `width` columns in the characters that `encoding` has, with a newline at the end."""
    lines = [TITLE.said(language), "-" * width]
    for text in _lines(verified, language):
        lines += wrapped(legible(tidy(text), encoding), width, "", "  ")
    return "\n".join(lines) + "\n"


def _lines(verified: ListVerified, language: Language) -> Iterator[str]:
    colon = Text("：", ": ").said(language)
    wrong = [one for one in verified.files if one.now != one.before]
    yield verified.path
    for one in wrong:
        yield f"!! {one.name}{colon}{(CHANGED if one.now else GONE).said(language)}"
    for name in verified.strangers:
        yield f"-  {name}{colon}{STRANGERS.said(language)}"
    yield (FAILS if wrong else HOLDS).said(language).format(*([len(wrong)] if wrong else []), len(verified.files))
    yield REPORTS.said(language)


def as_json(verified: ListVerified) -> str:
    """The same for programs, schema `compliance-sums/1`."""
    whole = {
        "schema": SCHEMA,
        "list": verified.path,
        "holds": verified.holds,
        "files": [_file(one) for one in verified.files],
        "strangers": list(verified.strangers),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _file(one: Listed) -> dict[str, object]:
    return {"file": one.name, "listed": one.before, "now": one.now, "same": one.now == one.before}
