"""The pages of the checks: `docs/lint/CODE.md`."""

from __future__ import annotations

import re
from pathlib import Path

from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.installed import installed
from compliance.rulesets.lint.waivers import PREFIX

SECTIONS: dict[Language, str] = {"zh": "## 中文\n", "en": "## English\n"}


def folder() -> Path:
    """Where the pages lie."""
    return installed("docs/lint")


def page(code: str, language: Language) -> str | None:
    """The page of a finding's code, with or without `lint/`, in one language; None where there is none."""
    name = code.removeprefix(PREFIX)
    file = folder() / f"{name}.md"
    if not re.fullmatch("[a-z-]+", name) or not file.is_file():
        return None
    title, _, text = file.read_text("utf-8").partition("\n")
    section = text.partition(SECTIONS[language])[2].partition("\n## ")[0]
    return f"{title}\n{section.rstrip()}\n"
