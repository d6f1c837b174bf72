"""docs/language.md is run: its rules are read, its examples tried, its tables held against keywords, actions and manifest.

Of a block marked `rules` each two rules mean the same, of one marked `rules same` all of them do; the examples of one
marked `rules run` give the verdicts that they state. The rules are read with the `ruleset.toml` that the page shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from compliance.checking.examples import try_examples
from compliance.findings import VERDICTS
from compliance.language import ACTIONS, Vocabulary, keywords, parse_rules, tree
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.manifest import Manifest, parse_manifest
from compliance.rulesets.names import vocabulary_of

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, CHINESE = (DOCS / name for name in ("language.md", "language.zh.md"))
PAGE, OTHER = (page.read_text(encoding="utf-8") for page in (ENGLISH, CHINESE))
NUMBERED = re.compile(r"[0-9一二三四五六七八九十两〇零]")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


(TOML,) = blocks("toml")
VOCABULARY: Vocabulary = vocabulary_of(parse_manifest(TOML, "ruleset.toml"))[0]
PAIRS, SAME, RUN = blocks("rules"), blocks("rules same"), blocks("rules run")


def rows(header: str, page: str = PAGE) -> list[list[str]]:
    """The rows of the table whose header begins so."""
    table = re.search(rf"^\| {re.escape(header)} .*\n\|[- |]+\|\n((?:\|.*\|\n?)+)", page, re.MULTILINE)
    assert table, header
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[1].splitlines()]


def rules(text: str) -> tuple[tree.Rule, ...]:
    """The rules of a text in which nothing is wrong, their ids left out."""
    file, problems = parse_rules(text, "language.md", VOCABULARY)
    assert [problem.title.en for problem in problems] == []
    return tuple(replace(rule, id=None) for rule in file.rules)


@pytest.mark.parametrize("block", PAIRS, ids=lambda block: block.splitlines()[0])
def test_two_rules_of_a_block_mean_the_same(block: str) -> None:
    """The first of each two is English, the second its Chinese twin."""
    found = rules(block)
    assert len(found) % 2 == 0
    assert found[::2] == found[1::2]


@pytest.mark.parametrize("block", SAME, ids=lambda block: block.splitlines()[0])
def test_all_spellings_of_a_block_mean_the_same(block: str) -> None:
    """Whatever the keywords, the tree is one."""
    first, *others = rules(block)
    assert others
    assert [rule for rule in others if rule != first] == []


@pytest.mark.parametrize("row", rows("what | English"), ids=lambda row: row[0])
def test_a_duty_of_the_table_is_one_tree(row: list[str]) -> None:
    """Its English and its Chinese cell are the same duty."""
    english, chinese = (rules(f"事项 {cell.strip('`')}") for cell in row[1:3])
    assert english == chinese
    assert len(english[0].duties) == 1


def test_every_duty_is_in_the_table() -> None:
    """No kind of duty is left out."""
    shown = {type(rules(f"事项 {row[1].strip('`')}")[0].duties[0]) for row in rows("what | English")}
    assert shown == set(get_args(tree.Duty))


@pytest.mark.parametrize("row", rows("what | English | 中文 | meaning"), ids=lambda row: row[0])
def test_a_qualifier_of_the_table_is_one_tree(row: list[str]) -> None:
    """Its English and its Chinese cell are the same qualifier."""
    english, chinese = (rules(f"事项 publish\n    {cell.strip('`')}") for cell in row[1:3])
    assert english == chinese
    assert len(english[0].qualifiers) == 1


def test_every_qualifier_is_in_the_table() -> None:
    """No kind of qualifier is left out."""
    table = rows("what | English | 中文 | meaning")
    shown = {type(rules(f"事项 publish\n    {row[1].strip('`')}")[0].qualifiers[0]) for row in table}
    assert shown == set(get_args(tree.Qualifier))


@pytest.mark.parametrize("row", rows("comparison"), ids=lambda row: row[0])
def test_a_comparison_of_the_table_is_one_tree(row: list[str]) -> None:
    """Both spellings of a condition."""
    english, chinese = (
        rules(f"事项 publish\n    {word} {cell.strip('`')}")
        for word, cell in zip(("when", "适用"), row[1:], strict=True)
    )
    assert english == chinese


@pytest.mark.parametrize("row", rows("of an event"), ids=lambda row: row[0])
def test_a_part_of_an_event_is_one_tree(row: list[str]) -> None:
    """Both spellings of what an event line may state."""
    english, chinese = (
        rules(f'事项 publish\n    example "x"\n        {action} 2018-03-01 {cell.strip("`")}\n        => met')
        for action, cell in zip(("publish", "公开"), row[1:], strict=True)
    )
    assert english == chinese


@pytest.mark.parametrize("row", rows("unit"), ids=lambda row: row[0])
def test_a_unit_of_the_table_is_known(row: list[str]) -> None:
    """All spellings of a row are one unit."""
    figures = re.findall(r"`([^`]+)`", f"{row[1]} {row[2]}")
    units = {rules(f"事项 within {figure} of approval")[0].duties[0].period.unit for figure in figures}  # type: ignore[union-attr]
    assert len(figures) >= 2 and len(units) == 1


@pytest.mark.parametrize("number", range(len(RUN)))
def test_examples_of_the_page_give_their_verdicts(number: int, tmp_path: Path) -> None:
    """With the `ruleset.toml` of the page, as `compliance test` runs them."""
    (tmp_path / "ruleset.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "1.rules").write_text(RUN[number], encoding="utf-8")
    tried = try_examples(load_ruleset(str(tmp_path)))
    assert len(tried) == sum(len(rule.examples) for rule in rules(RUN[number]))
    assert [(t.rule, t.title, [f.verdict.value for f in t.findings]) for t in tried if not t.passed] == []


def test_rules_of_the_page_load_with_its_manifest(tmp_path: Path) -> None:
    """Names, figures and seasons of every block resolve, so that all of them could be in force."""
    (tmp_path / "ruleset.toml").write_text(TOML, encoding="utf-8")
    for number, block in enumerate(chain(PAIRS, RUN)):
        (tmp_path / "1.rules").write_text(block, encoding="utf-8")
        assert load_ruleset(str(tmp_path)).rules, number


def shown_words() -> str:
    """All that the page shows as rules, in blocks and in its tables."""
    cells = chain.from_iterable(
        row[1:3] for header in ("what | English", "what | English | 中文 | meaning", "comparison", "of an event", "unit")
        for row in rows(header)
    )  # fmt: skip
    return "\n".join([*PAIRS, *SAME, *RUN, *(cell.replace("`", " ") for cell in cells)])


def spellings() -> dict[str, tuple[str, ...]]:
    """Every word that the language knows, by its terminal."""
    tables: list[Any] = [
        keywords.SPELLINGS, keywords.END, keywords.PERIODS, keywords.A_PERIOD, keywords.UNITS, keywords.MODALITIES,
        keywords.OPERATORS, keywords.EXAMPLE, keywords.EVENT, {"_TIMES": keywords.TIMES},
    ]  # fmt: skip
    return {f"{number}.{terminal}": words for number, t in enumerate(tables) for terminal, words in t.items()}


@pytest.mark.parametrize(("terminal", "words"), spellings().items(), ids=spellings())
def test_every_spelling_of_a_keyword_is_shown(terminal: str, words: tuple[str, ...]) -> None:
    """Each stands in an example of the page that another spelling of the same tree stands beside."""
    text = shown_words()
    absent = [
        word
        for word in words
        if not re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word), text)
    ]
    assert absent == [], terminal


def test_every_action_that_is_always_there_is_in_the_table() -> None:
    """With its aliases."""
    told = {row[0].strip("`"): tuple(re.findall(r"`([^`]+)`", row[1])) for row in rows("action")}
    assert told == ACTIONS


def manifest_keys(kind: Any = Manifest, path: str = "") -> set[str]:
    """The keys of `ruleset.toml`; NAME for those that a ruleset chooses."""
    inner = [
        getattr(a, "__origin__", a) if hasattr(a, "__metadata__") else a
        for a in get_args(kind)
        if a not in (Ellipsis, type(None))
    ]
    if isinstance(kind, type) and not isinstance(kind, GenericAlias) and issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return set().union(*(manifest_keys(f.annotation, f"{path}.{f.alias or name}") for name, f in fields))
    table = getattr(kind, "__origin__", None) is dict and path != ".score.grades"
    models = [
        a for a in chain(inner, *(get_args(a) for a in inner)) if isinstance(a, type) and issubclass(a, BaseModel)
    ]
    if table or models:
        # The entries of a list are told apart by their order and have no name.
        name = f"{path}.NAME" if table else path
        return manifest_keys(models[0], name) if models else {name.lstrip(".")}
    return {path.lstrip(".")}


@pytest.mark.parametrize("page", [PAGE, OTHER], ids=["en", "zh"])
def test_every_key_of_the_manifest_is_in_the_table(page: str) -> None:
    """No more and no fewer than the file may have."""
    header = "key" if page is PAGE else "键"
    assert {row[0].strip("`") for row in rows(header, page)} == manifest_keys()


def test_every_verdict_is_in_the_table() -> None:
    """In both languages."""
    told = [tuple(row[0].replace("`", "").split()) for row in rows("verdict")]
    assert sorted(told) == sorted((v.value, v.words.zh) for v in VERDICTS)


def cells(text: str) -> list[list[str]]:
    """The code in each row of each table: what both pages must show alike."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return [re.findall(r"`[^`]+`", line) for line in prose.splitlines() if line.startswith("|")]


def test_pages_of_the_language_are_twins() -> None:
    """Both have the same headings, blocks, rows and list items, and lead to each other."""
    levels, fences, items = (
        [re.findall(pattern, page, re.MULTILINE | re.DOTALL) for page in (PAGE, OTHER)]
        for pattern in (r"^(#+) (?=[^\n]*$)", r"^```.*?^```$", r"^(-) ")
    )
    assert fences[0] == fences[1]
    plain = [re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL) for page in (PAGE, OTHER)]
    levels = [re.findall(r"^(#+) ", page, re.MULTILINE) for page in plain]
    assert levels[0] == levels[1]
    assert len(items[0]) == len(items[1])
    assert [row for row in cells(PAGE)] and len(cells(PAGE)) == len(cells(OTHER))
    assert f"({CHINESE.name})" in PAGE and f"({ENGLISH.name})" in OTHER


def test_rows_of_both_pages_show_the_same_rules() -> None:
    """Rule text in a table is not translated."""
    for header, other in (
        ("what | English", "义务"),
        ("comparison", "比较"),
        ("of an event", "事件的"),
        ("unit", "单位"),
    ):
        assert [row[1:3] for row in rows(header)] == [row[1:3] for row in rows(other, OTHER)]
