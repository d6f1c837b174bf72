"""Every page of docs/lint is run: what it says is found is found, what it says is not is not, and a waiver waives it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from compliance.diagnostics.diagnostic import Language
from compliance.rulesets.lint.lint import codes
from compliance.rulesets.lint.pages import page

HEAD = '[ruleset]\nid = "r"\n'
HEADINGS = {"zh": ("### 会报告", "### 不会报告", "### 怎样"), "en": ("### Found", "### Not found", "### How to")}
PAGES = [(code.removeprefix("lint/"), language) for code in codes() for language in HEADINGS]
Lint = Callable[..., list[str]]


def section(code: str, language: Language, nth: int) -> str:
    """The text under one of a page's headings."""
    text = page(code, language)
    assert text is not None
    return text.partition(HEADINGS[language][nth])[2].partition("\n### ")[0]


def example(code: str, language: Language, nth: int) -> tuple[str, str]:
    """The rules and the manifest that stand under a heading."""
    text = section(code, language, nth)
    (rules,) = re.findall(r"^```rules\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    manifest = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return rules, manifest[0] if manifest else HEAD


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_what_a_page_shows_as_found_is_found(lint: Lint, code: str, language: Language) -> None:
    """The example of a page gives findings of its code, and of no other."""
    rules, manifest = example(code, language, 0)
    found = lint(rules, head=manifest, cited=False)
    assert {told.partition(" ")[0] for told in found if not (code == "waiver" and told.startswith("citation"))} == {
        code
    }


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_what_a_page_shows_as_not_found_is_clean(lint: Lint, code: str, language: Language) -> None:
    """The other example gives no finding at all."""
    rules, manifest = example(code, language, 1)
    assert lint(rules, head=manifest, cited=False) == []


@pytest.mark.parametrize(("code", "language"), [(code, language) for code, language in PAGES if code != "waiver"])
def test_the_waiver_of_a_page_waives(lint: Lint, code: str, language: Language) -> None:
    """The comment that a page ends with, put where the finding is, leaves nothing to report."""
    (comment,) = re.findall(r"^# lint: .*$", section(code, language, 2), re.MULTILINE)
    rules, manifest = example(code, language, 0)
    problem = lint(rules, head=manifest, cited=False).problems[0]
    texts = {"a.rules": rules.splitlines(), "ruleset.toml": manifest.splitlines()}
    name = "a.rules" if problem.place.file.endswith(".rules") else "ruleset.toml"
    texts[name][problem.place.line - 1] += f"  {comment}"
    assert lint("\n".join(texts["a.rules"]), head="\n".join(texts["ruleset.toml"]), cited=False) == []


def test_a_page_is_told_in_one_language() -> None:
    """The title, and the section of the language alone."""
    text = page("lint/gap", "en")
    assert text is not None and text.startswith("# lint/gap\n") and "### Found" in text and "空档" not in text
    assert page("../../README", "en") is None
