"""The two READMEs say the same, links lead somewhere, the picture is there, a word has one entry."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from typer.main import get_command

from compliance.cli.application import application
from compliance.findings import VERDICTS
from compliance.reports.formats import FORMATS

ROOT = Path(__file__).parents[2]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
PAGES = [page for folder in (".", "docs", "examples", "rulesets/*") for page in sorted(ROOT.glob(f"{folder}/*.md"))]


def prose(text: str) -> str:
    """A page without its fenced blocks, where `#` and `|` mean something else."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def fenced(text: str) -> list[str]:
    """The fenced blocks of a page as they stand."""
    return re.findall(r"^```.*?^```$", text, re.MULTILINE | re.DOTALL)


def headings(text: str) -> list[int]:
    """The level of each heading."""
    return [len(marks) for marks in re.findall(r"^(#+) ", prose(text), re.MULTILINE)]


def tables(text: str) -> list[tuple[int, int]]:
    """Rows and columns of each table."""
    found = re.findall(r"(?:^\|.*\|$\n?)+", prose(text), re.MULTILINE)
    return [(len(table.splitlines()), table.splitlines()[0].count("|") - 1) for table in found]


def bullets(text: str) -> int:
    """How many list items a page has."""
    return len(re.findall(r"^- ", prose(text), re.MULTILINE))


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(text))


@pytest.mark.parametrize("shape", [headings, fenced, tables, bullets], ids=lambda shape: shape.__name__)
def test_readmes_are_twins(shape: object) -> None:
    """Both languages have the same headings, blocks, tables and lists."""
    assert callable(shape)
    assert shape(ENGLISH.read_text(encoding="utf-8")) == shape(CHINESE.read_text(encoding="utf-8"))


def test_readmes_lead_to_the_same_places() -> None:
    """Both languages link the same pages, each in its own language where there are two, and each other."""
    english, chinese = (links(page.read_text(encoding="utf-8")) for page in (ENGLISH, CHINESE))
    assert english[0] == CHINESE.name and chinese[0] == ENGLISH.name
    assert english[1:] == [link.replace(".zh.md", ".md") for link in chinese[1:]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page is to a file of this repository."""
    assert [link for link in links(page.read_text(encoding="utf-8")) if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_readme_names_every_format(page: Path) -> None:
    """A format that the command line takes is in the table of options, by its name and by its ending."""
    told = set(re.findall(r"`(\.?\w+)`", page.read_text(encoding="utf-8")))
    assert [known.name for known in FORMATS if not {known.name, *known.endings[:1]} <= told] == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_readme_names_every_option_of_a_check(page: Path) -> None:
    """The table of options is whole."""
    told = set(re.findall(r"`(--[a-z-]+)[ `]", page.read_text(encoding="utf-8")))
    options = {option for parameter in get_command(application()).commands["check"].params for option in parameter.opts}
    assert {option for option in options if option.startswith("--")} - told == set()


def options_of(command: object) -> set[str]:
    """The long options of a command and of those below it."""
    below = set().union(*map(options_of, getattr(command, "commands", {}).values()))
    return below | {option for parameter in command.params for option in parameter.opts if option.startswith("--")}  # type: ignore[attr-defined]


def test_every_option_stands_on_a_page() -> None:
    """Of every command: what nobody can read of is only found by chance."""
    told = set(re.findall(r"--[a-z-]+", "".join(page.read_text(encoding="utf-8") for page in PAGES)))
    assert options_of(get_command(application())) - told == set()


def test_mapping_file_of_the_readme_is_the_example() -> None:
    """The mapping file shown is the one that lies in the examples."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", ENGLISH.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert (ROOT / "examples" / "documents.toml").read_text(encoding="utf-8").endswith(shown)


def test_picture_of_a_report_is_there() -> None:
    """The README's picture is a PNG large enough to read and small enough to fetch."""
    data = (ROOT / "docs" / "report.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 800 and height >= 500
    assert 20_000 < len(data) < 1_000_000


def test_a_word_has_one_entry_in_the_glossary() -> None:
    """No word, English or Chinese, is explained twice, and every verdict is named."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", text, re.MULTILINE)[2:]
    words = [word for row in rows for cell in row for word in cell.split("、")]
    assert sorted(words) == sorted(set(words))
    verdicts = re.search(r"^\| verdict .*$", text, re.MULTILINE)
    assert verdicts is not None
    assert all(verdict.value in verdicts[0] for verdict in VERDICTS)


FORMAT_PAGES = [ROOT / "docs" / name for name in ("formats.md", "formats.zh.md")]


@pytest.mark.parametrize("page", FORMAT_PAGES, ids=lambda page: page.name)
def test_page_of_formats_lists_every_one(page: Path) -> None:
    """Each with its endings, and none that there is not."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: tuple(re.findall(r"`(\.\w+)`", endings)) for name, endings in rows}
    assert told == {known.name: known.endings for known in FORMATS}


TWINS = sorted(page.name for page in (ROOT / "docs").glob("*.zh.md"))
# These pages show each language its own output.
OWN_OUTPUT = ("explain.zh.md", "score.zh.md", "waivers.zh.md")


def asked(text: str) -> list[str]:
    """The fenced blocks without the language that a command is asked for, and without what it prints."""
    blocks = [re.sub(r" --lang en\b", "", block) for block in fenced(text)]
    return [
        re.sub(r"^(?!\$ |```).*\n", "", block, flags=re.MULTILINE) if block.startswith("```console") else block
        for block in blocks
    ]


@pytest.mark.parametrize("page", TWINS)
@pytest.mark.parametrize("shape", [headings, fenced, tables, bullets], ids=lambda shape: shape.__name__)
def test_pages_in_two_languages_are_twins(shape: object, page: str) -> None:
    """Both languages have the same headings, blocks, tables and lists."""
    if shape is fenced and page in OWN_OUTPUT:
        shape = asked
    assert callable(shape)
    english, chinese = (ROOT / "docs" / page.replace(".zh.md", ".md"), ROOT / "docs" / page)
    assert shape(english.read_text(encoding="utf-8")) == shape(chinese.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", TWINS)
def test_pages_in_two_languages_link_each_other(page: str) -> None:
    """Above everything else."""
    english, chinese = (ROOT / "docs" / page.replace(".zh.md", ".md"), ROOT / "docs" / page)
    assert english.read_text(encoding="utf-8").splitlines()[2] == f"[中文]({chinese.name})"
    assert chinese.read_text(encoding="utf-8").splitlines()[2] == f"[English]({english.name})"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name.endswith(".zh.md")], ids=lambda page: str(page.relative_to(ROOT))
)
def test_chinese_pages_lead_to_chinese_pages(page: Path) -> None:
    """Wherever there is one, but for their own twin."""
    english = [link for link in links(page.read_text(encoding="utf-8"))[1:] if link.endswith(".md")]
    assert [link for link in english if (page.parent / link).with_suffix(".zh.md").is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_that_a_page_names_are_there(page: Path) -> None:
    """Also in blocks that no test runs."""
    named = set(re.findall(r"(?<![\w/])examples/[A-Za-z0-9./_-]*[A-Za-z0-9]", page.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
