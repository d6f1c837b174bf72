"""The syntax file for editors colours the examples of the documentation, and knows every keyword.

It is run by babi's highlighter, which reads TextMate grammars with the regular expressions that editors use.
"""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babi.highlight import Compiler, Grammars, State, highlight_line

from compliance.findings import VERDICTS
from compliance.language import keywords

ROOT = Path(__file__).parents[2]
GRAMMAR = ROOT / "editors" / "compliance.tmLanguage.json"
SCOPE = "source.compliance-rules"
PAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```rules[^\n]*\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

Coloured = list[tuple[str, str]]


@cache
def compiler() -> Compiler:
    """The grammar, compiled."""
    with TemporaryDirectory() as folder:
        shutil.copy(GRAMMAR, Path(folder) / f"{SCOPE}.json")
        return Grammars(folder).compiler_for_scope(SCOPE)


def coloured(text: str) -> list[Coloured]:
    """For each line the pieces that a colour is for, each with its innermost scope; pieces without one are left out."""
    state = State.root(compiler().root_state.cur)
    found: list[Coloured] = []
    for number, line in enumerate(text.splitlines(keepends=True)):
        state, regions = highlight_line(compiler(), state, line, first_line=number == 0)
        pieces = [(line[r.start : r.end], r.scope[-1].removesuffix(".compliance-rules")) for r in regions]
        found.append([(piece, scope) for piece, scope in pieces if not scope.startswith(("source", "meta"))])
    return found


LINES = [
    (
        "[甲-1] 预决算 publish within 20 working days of approval  # why",
        [
            ("[", "punctuation.definition.id.begin"), ("甲-1", "entity.name.tag.id"),
            ("]", "punctuation.definition.id.end"), ("预决算", "entity.name.section.matter"),
            ("within", "keyword.control.duty"), ("20", "constant.numeric"), ("working days", "keyword.other.unit"),
            ("of", "keyword.control.duty"), ("# why", "comment.line.number-sign"),
        ],
    ),
    (
        "预决算 自批准之日起二十个工作日内公开，每年1月31日前公开",
        [
            ("预决算", "entity.name.section.matter"), ("自", "keyword.control.duty"), ("之日起", "keyword.control.duty"),
            ("二十", "constant.numeric"), ("个工作日", "keyword.other.unit"), ("内", "keyword.control.duty"),
            ("，", "punctuation.separator"), ("每年", "keyword.control.duty"), ("1月31日", "constant.numeric.date"),
            ("前", "keyword.control.duty"),
        ],
    ),
    (
        "“十件 实事” accept by 2018-09-30; cite 一(五)",
        [
            ("“十件 实事”", "entity.name.section.matter"), ("by", "keyword.control.duty"),
            ("2018-09-30", "constant.numeric.date"), (";", "punctuation.separator"), ("cite", "keyword.other.qualifier"),
            ("一(五)", "string.unquoted.citation"),
        ],
    ),
    (
        "    适用 级别 属于 (特别重大、重大) 且 非 权重 不低于 5%；必须",
        [
            ("适用", "keyword.other.qualifier"), ("属于", "keyword.operator.comparison"), ("、", "punctuation.separator"),
            ("且", "keyword.operator.logical"), ("非", "keyword.operator.logical"),
            ("不低于", "keyword.operator.comparison"), ("5%", "constant.numeric.percent"), ("；", "punctuation.separator"),
            ("必须", "storage.modifier.modality"),
        ],
    ),
    (
        "    paused from 征求第三方意见 to 第三方答复",
        [("paused", "keyword.other.qualifier"), ("from", "keyword.other.span"), ("to", "keyword.other.span")],
    ),
    ('    title "within 20 days"', [("title", "keyword.other.qualifier"), ('"within 20 days"', "string.quoted.double")]),
    ("    示例 “第20日公开”", [("示例", "keyword.control.example"), ("“第20日公开”", "string.quoted.double")]),
    (
        "        publish 2018-01-30 09:30 on 政府网站 containing 三公经费",
        [
            ("2018-01-30 09:30", "constant.numeric.date"), ("on", "keyword.other.event"),
            ("containing", "keyword.other.event"),
        ],
    ),
    (
        "        => 2018-03 missing, 2018-04 合规",
        [
            ("=>", "keyword.control.example"), ("2018-03", "constant.numeric.date"),
            ("missing", "constant.language.verdict"), ("2018-04", "constant.numeric.date"),
            ("合规", "constant.language.verdict"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "pieces"), LINES, ids=[line.strip() for line, _ in LINES])
def test_a_line_is_coloured(line: str, pieces: Coloured) -> None:
    """Comments, ids, matters, keywords, figures, dates, texts and verdicts are told apart."""
    found = [(text.strip(), scope) for text, scope in coloured(f"{line}\n")[0]]
    assert [piece for piece in found if piece[0]] == pieces


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_every_rule_of_the_documentation_is_coloured(block: str) -> None:
    """Rules' own lines begin with a matter, other lines with a keyword or an event's time; no line is left plain."""
    for line, pieces in zip(block.splitlines(), coloured(block), strict=True):
        scopes = {scope.partition(".")[0] for _, scope in pieces}
        if line and not line[0].isspace():
            assert "entity.name.section.matter" in {scope for _, scope in pieces}
        assert not line.strip() or scopes & {"keyword", "storage", "constant", "comment"} or pieces == pieces[:1]


def known() -> dict[str, str]:
    """Every spelling, with a text in which it is a keyword where the documentation's blocks show none."""
    tables = [
        keywords.SPELLINGS, keywords.END, keywords.PERIODS, keywords.A_PERIOD, keywords.UNITS, keywords.MODALITIES,
        keywords.OPERATORS, keywords.EXAMPLE, keywords.EVENT, {"_TIMES": keywords.TIMES},
    ]  # fmt: skip
    words = {word for table in tables for spellings in table.values() for word in spellings}
    return {word: _IN_TABLES.get(word, "") for word in sorted(words | verdicts())}


def verdicts() -> set[str]:
    """Every verdict in both languages."""
    return {word for verdict in VERDICTS for word in (verdict.value, verdict.words.zh)}


_IN_TABLES = {
    **{word: f"        => {word}" for word in verdicts()},
    **{
        word: f"    when 数 {word} 3"
        for word in (
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "等于",
            "不等于",
            "小于",
            "不高于",
            "大于",
            "不低于",
            "contains",
            "包含",
        )
    },
    **{word: f"    {word}" for words in keywords.MODALITIES.values() for word in words},
    **{word: f"    {word} 甲" for words in keywords.QUALIFIER.values() for word in words},
    **{word: f"        公开 2018-03-01 {word} 甲" for words in keywords.EVENT.values() for word in words},
    "in": "    when 级别 in (重大)",
    "属于": "    适用 级别 属于 (重大)",
    "not": "    when not 级别 = 重大",
    "非": "    适用 非 级别 等于 重大",
    "any of": "    by any of 甲, 乙",
    "各": "    责任 各市直部门",
    "之一": "    责任 甲、乙 之一",
    "from": "    effective from 2018-08-08",
    "to": "    effective to 2018-08-08",
    "自": "    施行 自 2018-08-08",
    "因": "    延长 20日 因 延期",
    "after": "甲 publish after accept",
    "before": "甲 publicize before accept",
}


@pytest.mark.parametrize(("word", "text"), known().items(), ids=known())
def test_every_keyword_is_known_to_the_syntax_file(word: str, text: str) -> None:
    """Somewhere in the examples all of its characters are coloured as a keyword, a unit or part of a date."""
    lines = [text] if text else [line for block in BLOCKS for line in block.splitlines()]
    bounded = (
        rf"(?<![A-Za-z-]){re.escape(word)}(?![A-Za-z-])" if word[0].isascii() and word[0].isalpha() else re.escape(word)
    )
    shown = [(line, found) for line in lines for found in re.finditer(bounded, line)]
    assert shown
    assert any(set(mask(line)[found.start() : found.end()]) <= {"k"} for line, found in shown)


@cache
def mask(line: str) -> str:
    """`k` for each character of the line that is a keyword's, a figure's or a verdict's; else a blank."""
    state, marks = State.root(compiler().root_state.cur), ""
    for region in highlight_line(compiler(), state, f"{line}\n", first_line=False)[1]:
        keyword = region.scope[-1].startswith(("keyword", "storage", "constant"))
        marks += ("k" if keyword else " ") * (region.end - region.start)
    return marks


def test_the_syntax_file_is_a_grammar_for_rules_files() -> None:
    """Editors find it by its scope and by the ending of the files; every part of it is used."""
    grammar = json.loads(GRAMMAR.read_text(encoding="utf-8"))
    assert (grammar["scopeName"], grammar["fileTypes"]) == (SCOPE, ["rules"])
    used = set(re.findall(r'"include": "#([\w-]+)"', GRAMMAR.read_text(encoding="utf-8")))
    assert used == set(grammar["repository"])
