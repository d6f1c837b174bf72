"""A `.rules` file in the canonical layout: comments and order stay, blank lines and keywords are put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.diagnostics.diagnostic import Language
from compliance.language import tree
from compliance.language.formatter.reading_back import ReadingBack
from compliance.language.formatter.rules import INDENT, RuleWriter, Written
from compliance.language.formatter.speech import Speech
from compliance.language.layout import Block, lay_out
from compliance.language.parser import Parser
from compliance.language.vocabulary import Vocabulary

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text of a file as it should be; as it was where it has mistakes, with them."""

    text: str
    problems: tuple[Diagnostic, ...] = ()


def format_rules(text: str, file: str, vocabulary: Vocabulary, language: Language | None = None) -> Formatted:
    """The rules of `text` in the canonical layout, with the keywords of `language` (None: of most of its duties).

    A file with mistakes is left as it is.
    """
    parser = Parser(vocabulary)
    read, problems = parser.parse(text, file)
    if problems:
        return Formatted(text, problems)
    speech = Speech(language or _language_of(read.rules), vocabulary)
    # Most names need no care; where one does, every line is read again as it is written.
    for back in (None, ReadingBack(parser)):
        result = _text(read, text, RuleWriter(speech, back))
        if _same(read, result, parser):
            newline = "\r\n" if "\r\n" in text else "\n"
            return Formatted(text[: text.startswith(BOM)] + result.replace("\n", newline))
    return Formatted(text, (_would_change(file),))


def _text(read: tree.RuleFile, text: str, writer: RuleWriter) -> str:
    blocks, _ = lay_out(text)
    parts = [_rule(rule, block, writer) for rule, block in zip(read.rules, blocks, strict=True)]
    parts += [_Part(line, line, (comment,), is_rule=False) for line, comment in read.comments]
    return "".join(f"{line}\n" for line in _laid_out(sorted(parts, key=lambda part: part.first)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A rule, or a comment outside any: the lines of the file that it takes up, and those to be written."""

    first: int
    last: int
    lines: tuple[str, ...]
    is_rule: bool


def _rule(rule: tree.Rule, block: Block, writer: RuleWriter) -> _Part:
    written = writer.lines(rule, block)
    first = written[0].source
    last = max([line.source for line in written] + [number for number, _ in rule.comments])
    return _Part(first, last, tuple(_with_comments(written, dict(rule.comments))), is_rule=True)


def _with_comments(written: Sequence[Written], comments: dict[int, str]) -> list[str]:
    """The lines with their comments behind them; a comment by itself stands before the line that followed it."""
    lines: list[str] = []
    waiting = dict(sorted(comments.items()))
    for line in written:
        for number in [n for n in waiting if n < line.source]:
            lines.append(INDENT * line.depth + waiting.pop(number))
        beside = waiting.pop(line.source, "")
        lines.append(f"{INDENT * line.depth}{line.text}" + (f"  {beside}" if beside else ""))
    return lines + [INDENT + comment for comment in waiting.values()]


def _laid_out(parts: Sequence[_Part]) -> list[str]:
    """One blank line around a rule; a comment keeps to the rule or the comment that it stood right above."""
    lines: list[str] = []
    before: _Part | None = None
    for part in parts:
        if before and (before.is_rule or part.first > before.last + 1):
            lines.append("")
        lines += part.lines
        before = part
    return lines


def _language_of(rules: Sequence[tree.Rule]) -> Language:
    texts = [text for rule in rules for text in rule.duty_texts]
    english = sum(any(c.isascii() and c.isalpha() for c in text) for text in texts)
    return "en" if 2 * english > len(texts) else "zh"


def _same(read: tree.RuleFile, result: str, parser: Parser) -> bool:
    again, problems = parser.parse(result, read.file)
    return not problems and again == read and _comments(again) == _comments(read)


def _comments(file: tree.RuleFile) -> list[str]:
    return [comment for _, comment in sorted(file.comments + tuple(c for rule in file.rules for c in rule.comments))]


def _would_change(file: str) -> Diagnostic:
    title = Text(
        "排版后意思会变，文件未改动", "formatting would change the meaning of this file, so it was left as it is"
    )
    hint = Text("这是程序的缺陷，请报告", "this is a fault of the program: please report it")
    return Diagnostic("format/meaning", title, Place(file), hint)
