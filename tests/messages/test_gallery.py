"""The gallery: broken rules, rulesets and manifests, each a page under `cases/` with the message it gives in both languages.

A case is a Markdown page: its title, the files as given (a fence is named by its file; `gb18030` behind the name is the
encoding it is saved in), then what the user reads. A file that a case does not show is the plain one below.

`PYTHONPATH=src python tests/messages/test_gallery.py` writes the messages anew. Read every one that changes.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from compliance.diagnostics import Diagnostic, Refused, render
from compliance.rulesets.load import load_ruleset

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.md"))
FENCE = re.compile(r"^```(\S+)(?: (gb18030|utf-16|latin-1))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAIN = {
    "ruleset.toml": """\
[ruleset]
id = "mine"
[matters]
"预决算" = { aliases = ["部门预算"] }
[channels]
"政府网站" = {}
[agencies]
"财政局" = {}
"审计局" = {}
[actions]
"补正" = {}
"延期" = {}
""",
    "1.rules": "预决算 公开\n",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Case:
    """A page of the gallery."""

    path: Path
    title: str
    fences: tuple[tuple[str, str, str], ...]

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the ruleset `mine`, and of others in folders of their own."""
        given = {name: text.encode(coding or "utf-8") for name, coding, text in self.fences if name not in ("zh", "en")}
        return {name: text.encode() for name, text in PLAIN.items()} | given

    def golden(self, language: str) -> str:
        """What the page says that a user reads."""
        return next((text for name, _, text in self.fences if name == language), "")


def read(path: Path) -> Case:
    """A case from its page."""
    text = path.read_text(encoding="utf-8")
    title = text.splitlines()[0].removeprefix("# ")
    return Case(path, title, tuple((f[1], f[2] or "", f[3]) for f in FENCE.finditer(text)))


@contextmanager
def folder() -> Iterator[Path]:
    """An empty working folder, so that messages name files as one who stands in it does."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def diagnostics(case: Case) -> tuple[Diagnostic, ...]:
    """What is wrong with the case's ruleset."""
    with folder() as root:
        for name, data in case.files.items():
            path = root / name if "/" in name else root / "mine" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        try:
            load_ruleset("mine")
        except Refused as refused:
            return refused.diagnostics
    return ()


def said(found: tuple[Diagnostic, ...], language: str) -> str:
    """The messages as a terminal shows them."""
    return "".join(f"{render(diagnostic, 'zh' if language == 'zh' else 'en')}\n" for diagnostic in found)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_broken_ruleset_says_what_the_page_shows(path: Path) -> None:
    """The message is the one that was read and found good, in both languages."""
    case = read(path)
    found = diagnostics(case)
    assert found, "the case is not broken"
    assert said(found, "zh") == case.golden("zh")
    assert said(found, "en") == case.golden("en")


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_message_names_place_and_remedy(path: Path) -> None:
    """A line with a caret inside it, a hint, and words of a user rather than of a parser."""
    for diagnostic in diagnostics(read(path)):
        both = said((diagnostic,), "zh") + said((diagnostic,), "en")
        assert diagnostic.hint is not None
        assert not re.search(r"unexpected token|syntax error|invalid syntax|语法错误|Traceback|\b_[A-Z]+|\$END", both)
        assert not re.search(r"Input should|valid (?:string|list|tuple)|\[type=", both)
        place = diagnostic.place
        assert place is not None
        assert place.source is not None and place.line and place.column
        assert 1 <= place.column <= len(place.source) + 1
        assert place.column - 1 + place.length <= max(len(place.source), place.column)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_message_is_whole_in_both_languages(path: Path) -> None:
    """Chinese has Chinese words and no English sentence, English no Chinese one outside what it quotes or offers."""
    for diagnostic in diagnostics(read(path)):
        assert diagnostic.hint is not None
        for text in (diagnostic.title, diagnostic.hint):
            assert CHINESE.search(text.zh) or len(text.zh) < 40
            assert not re.search(r"\b(?:was|were|expected|found|should|cannot|write|did you mean)\b", text.zh)
            quoted = re.sub(r"“[^”]*”|\"[^\"]*\"", "", text.en)
            assert re.search(r"[a-z]{2}", quoted) or text.en[0] in '“"'
            assert not re.search(r"应是|却是|例如|写成|是不是", text.en)
        assert CHINESE.search(diagnostic.title.zh)


def test_the_gallery_is_large_and_each_case_another() -> None:
    """At least eighty cases, no two of the same files, with a title each."""
    cases = [read(path) for path in CASES]
    assert len(cases) >= 80
    assert len({tuple(sorted(case.files.items())) for case in cases}) == len(cases)
    assert len({case.title for case in cases}) == len(cases)


def test_every_kind_of_message_is_in_the_gallery() -> None:
    """Each code that the language and the loading of rulesets can give has a case."""
    source = Path(__file__).parents[2] / "src" / "compliance"
    texts = [p.read_text(encoding="utf-8") for p in (source / "language" / "mistakes").glob("*.py")]
    codes = {f"syntax/{code}" for text in texts for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text)}
    texts = [p.read_text(encoding="utf-8") for p in (source / "rulesets").glob("*.py")]
    codes |= {code for text in texts for code in re.findall(r'"((?:manifest|ruleset|rule)/[a-z-]+)"', text)}
    # Those of every file of TOML, of which a manifest is one.
    codes |= {"manifest/encoding", "manifest/toml"}
    shown = {
        code for path in CASES for code in re.findall(r"^error\[([^\]]+)\]", path.read_text("utf-8"), re.MULTILINE)
    }
    # Of files that are not there, that are links, and that are more than a page can show: the hostile inputs have them. One warns.
    assert codes - shown == {
        "ruleset/no-manifest",
        "ruleset/no-rules",
        "ruleset/not-a-folder",
        "ruleset/outside",
        "ruleset/extends-deep",
        "ruleset/below",
    }
    assert shown - codes <= {"syntax/misplaced", "syntax/unfinished"}


def test_a_folder_without_a_ruleset_says_what_is_missing() -> None:
    """These two are about files that are not there, so they have no page."""
    with folder() as root:
        (root / "mine").mkdir()
        with pytest.raises(Refused) as refused:
            load_ruleset("mine")
        assert render(refused.value.diagnostics[0], "en").splitlines() == [
            "error[ruleset/no-manifest]: the folder “mine” has no ruleset.toml",
            "  --> mine",
            '  help: make one with [ruleset] and id = "…"',
        ]
        (root / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', encoding="utf-8")
        with pytest.raises(Refused) as refused:
            load_ruleset("mine")
        assert render(refused.value.diagnostics[0], "en").splitlines() == [
            "error[ruleset/no-rules]: the folder “mine” has no rules file (*.rules)",
            "  help: put one in it, such as 1.rules with the rule 预决算 within 20 days of approval",
        ]


def write(path: Path) -> None:
    """The page with the messages that its files give now."""
    case = read(path)
    found = diagnostics(case)
    text = re.sub(r"\n*^```(?:zh|en)\n.*", "\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    messages = "".join(f"\n```{language}\n{said(found, language)}```\n" for language in ("zh", "en"))
    path.write_text(f"{text.rstrip()}\n{messages}", encoding="utf-8")


if __name__ == "__main__":
    for page in CASES:
        write(page)
