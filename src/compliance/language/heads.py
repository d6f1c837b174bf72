"""The beginning of a rule's own line: `[id]` and the matter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.calendars.numerals import NUMERAL
from compliance.findings.names import fold
from compliance.language import tree
from compliance.language.clauses import Cutter
from compliance.language.cut_duty import cut_duty
from compliance.language.cut_names import behind_item, check_name, check_quotation_marks
from compliance.language.grammar import parse_clause
from compliance.language.lexicon import Lexicon
from compliance.language.mistakes import heads, names
from compliance.language.tokens import Clause, Cursor, Mistake

_GROWN_TOGETHER = re.compile(rf"[0-9{NUMERAL}]+(个?工作日|日|天|个?小时|分钟|周|个月|年)[以之]?内|[后前起]$")
"""What a matter has in it that a duty may be a part of: 20日内, or 后 at its end."""

_BEGINS = re.compile(rf'[0-9{NUMERAL}自与"]')
"""What a duty may begin with besides a known word."""
_MODAL = re.compile("(?<=.)(?:应当|必须|可以|应[在于]|须[在于])$")
"""How binding a duty is, at the end of what stands where a matter should."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the duties. `end` is where they begin."""

    id: str | None
    matter: tree.Name
    each: bool
    start: int
    """Where the matter begins, or the `every` before it."""
    end: int


def read_head(cursor: Cursor, cutter: Cutter, line: int) -> Head:
    """The id and the matter; the cursor stands behind them."""
    id = _id(cursor)
    start = cursor.skip_blank()
    each, table = _each(cursor, cutter)
    matter = _matter(cursor, cutter, table, line)
    end = cursor.skip_blank()
    while cursor.text[end : end + 1] in (" ", ";"):
        end += 1
    if end >= len(cursor.text):
        raise _nothing_follows(cursor, cutter, matter, start)
    return Head(id, matter, each, start, cursor.position)


def no_duty(cursor: Cursor, cutter: Cutter, head: Head, qualifier: Clause) -> Mistake:
    """The mistake of a line that has qualifiers but no duty."""
    end = head.start + len(cursor.text[head.start : head.end].rstrip(" ;"))
    glued = None if head.matter.quoted else _glued(cursor, cutter, head.start, end)
    return glued or heads.only_qualifiers(cursor, qualifier.start, qualifier.end)


def _id(cursor: Cursor) -> str | None:
    text, start = cursor.text, cursor.position
    if text[start] in heads.OTHER_BRACKETS:
        raise heads.other_brackets(cursor)
    if text[start] != "[":
        return None
    end = text.find("]", start)
    if end < 0:
        raise heads.unclosed_id(cursor)
    id = cursor.line.plain(start + 1, end)
    if not id:
        raise heads.empty_id(cursor, end + 1)
    cursor.position = end + 1
    return id


def _each(cursor: Cursor, cutter: Cutter) -> tuple[bool, Lexicon]:
    """Whether a list stands in the matter's place: `every LIST`, 各 LIST, or 各 glued to a declared list."""
    lexicons, text, start = cutter.lexicons, cursor.text, cursor.position
    for word in ("every", "各"):
        after = start + len(word)
        if not text.startswith(word, start) or _declared(cursor, lexicons.matters) is not None:
            continue
        glued = word == "各" and _declared(Cursor(cursor.line, after), lexicons.lists) is not None
        if glued or (text[after : after + 1] in (" ", '"') and text[after:].strip()):
            cursor.position = after
            cursor.skip_blank()
            return True, lexicons.lists
    return False, lexicons.matters


def _declared(cursor: Cursor, table: Lexicon) -> tuple[int, str] | None:
    """The longest declared name that stands here by itself."""
    found = table.longest(cursor.text, cursor.position)
    if found is None or cursor.text[found[0] : found[0] + 1] not in ("", " ", ";"):
        return None
    return found[0], str(found[1][1])


def _matter(cursor: Cursor, cutter: Cutter, table: Lexicon, line: int) -> tree.Name:
    text, start = cursor.text, cursor.position
    declared = _declared(cursor, table)
    if declared is not None:
        return _name(cursor, declared[1], declared[0], line)
    if start not in cursor.line.quoted and (item := behind_item(cursor, start)) > start:
        raise heads.mark_of_a_list(cursor, start, item)
    if start >= len(text) or text[start] in ",、;()":
        raise heads.no_matter(cursor, min(start + 1, len(text)))
    if start in cursor.line.quoted:
        inner = cursor.quotation()
        if not inner.strip():
            raise names.empty_quotation(cursor)
        word = table.words.get(fold(inner))
        return _name(cursor, str(word[1]) if word else inner, cursor.line.quoted[start], line, inner)
    if text[start] == '"':
        raise names.unclosed_quotation(cursor)
    end = start
    while end < len(text) and text[end] not in " ;":
        end = cursor.line.quoted.get(end, end + 1)
    _check(cursor, cutter, start, end)
    return _name(cursor, cursor.line.plain(start, end), end, line)


def _check(cursor: Cursor, cutter: Cutter, start: int, end: int) -> None:
    """A matter that nothing declares: one word, no duty grown into it, and no mark behind it."""
    check_quotation_marks(cursor, start, end)
    if cursor.text[end - 1] in ":。":
        if not cursor.text[end:].strip() and cursor.text[end - 1] == "。":
            raise heads.glued_matter(cursor, start, end - 1, end - 1, sentence=True)
        raise heads.mark_after_matter(cursor, start, end)
    if found := _MODAL.search(cursor.text, start, end):
        raise heads.modal_in_matter(cursor, start, found.start(), end)
    if _is_duty(cursor, cutter, start, end + 1):
        raise heads.duty_for_matter(cursor, start, end)
    if _GROWN_TOGETHER.search(cursor.text[start:end]) and (glued := _glued(cursor, cutter, start, end)):
        raise glued
    for place in range(start, end):
        if cursor.text[place] in ",、":
            raise heads.matter_with_comma(cursor, start, end)
    check_name(cursor, start, end, role="matter")


def _name(cursor: Cursor, text: str, end: int, line: int, quoted: str | None = None) -> tree.Name:
    at = cursor.line.at
    start = cursor.position
    written = cursor.line.typed(start, end) if quoted is None else quoted
    cursor.position = end
    return tree.Name(text, tree.Span(line, at[start] + 1, at[end] - at[start]), quoted is not None, written)


def _nothing_follows(cursor: Cursor, cutter: Cutter, matter: tree.Name, start: int) -> Mistake:
    end = start + len(cursor.text[start:].rstrip(" ;"))
    glued = None if matter.quoted else _glued(cursor, cutter, start, end)
    return glued or heads.nothing_after_matter(cursor, start, end)


def _glued(cursor: Cursor, cutter: Cutter, start: int, end: int) -> Mistake | None:
    """A matter that is a duty, or that one is grown into; None where it is neither.

    What stands before the duty is offered as the matter, unless a duty is grown into that as well.
    """
    if _is_duty(cursor, cutter, start, end):
        return heads.duty_for_matter(cursor, start, end)
    split = _split(cursor, cutter, start, end)
    if split is None:
        return None
    sentence = _GROWN_TOGETHER.search(cursor.text[start:split]) is not None
    return heads.glued_matter(cursor, start, split, end, sentence=sentence)


LONGEST_MATTER = 60
"""Characters of a word in which a matter is looked for that a duty has grown together with."""
LONGEST_GLUED = 200
"""Characters of a word that is looked at so: what is longer is no sentence of a plan."""


def _split(cursor: Cursor, cutter: Cutter, start: int, end: int) -> int | None:
    """Where a duty begins inside the word: right after a declared matter, else at the first place that gives a duty."""
    if end - start > LONGEST_GLUED:
        return None
    matter = cutter.lexicons.matters.longest(cursor.text, start)
    places = [*([matter[0]] if matter else []), *range(start + 1, min(end, start + LONGEST_MATTER))]
    return next((place for place in places if place < end and _is_duty(cursor, cutter, place, end)), None)


def _is_duty(cursor: Cursor, cutter: Cutter, place: int, end: int) -> bool:
    """Whether a duty of known words alone stands from `place` up to `end` or further."""
    words = cutter.lexicons.duty
    if not (words.longest(cursor.text, place) or _BEGINS.match(cursor.text, place)):
        return False  # as most matters do not
    trial = Cursor(cursor.line, place)
    try:
        cut_duty(trial, words, lambda at: cutter.start_of_qualifier(at) is not None)
        if not trial.tokens or trial.tokens[-1].end < end or any(not token.known for token in trial.tokens):
            return False
        parse_clause(Clause("duty", trial.tokens, cursor.line, place, trial.position), 1)
    except Mistake:
        return False
    return True
