"""Event lines of examples: `publish 2018-01-30 on 政府网站 containing 三公经费`."""

from __future__ import annotations

from compliance.findings.names import fold
from compliance.language.cut_condition import cut_column, cut_operator, cut_value
from compliance.language.cut_names import COMMAS, check_name, cut_names, word_end
from compliance.language.lexicon import EVENT, Lexicons, Word
from compliance.language.mistakes import examples, names
from compliance.language.mistakes.qualifiers import colon_after_keyword
from compliance.language.tokens import Cursor

_LISTS = frozenset(("_ON", "_CONTAINING", "_BY", "_CLAIMING"))
_WORDS = frozenset(("_FOR", "_CASE", "_RESULT"))


def cut_event(cursor: Cursor, lexicons: Lexicons) -> None:
    """The tokens of an event line: its action, its time, and what else is said of it."""
    _action(cursor, lexicons)
    _time(cursor)
    while True:
        cursor.skip_blank()
        if cursor.at_end():
            return
        found = _keyword(cursor)
        if found is None:
            raise examples.not_of_an_event(cursor, word_end(cursor, cursor.position, brackets=False))
        terminal = found[1][0]
        start = cursor.position
        cursor.take(terminal, found[1][1], found[0])
        no_colon(cursor, start)
        if terminal == "_UNTIL":
            _time(cursor)
        elif terminal in _LISTS:
            cut_names(cursor, lexicons.lists_of_names[terminal], lambda at: _keyword(at) is not None)
        elif terminal in _WORDS:
            _word(cursor)
        else:
            _attributes(cursor, lexicons)


def no_colon(cursor: Cursor, start: int) -> None:
    """Refuses a colon behind the word from `start` to here: `批准：2018-01-10`, `渠道：政府网站`."""
    if cursor.text[cursor.position :].lstrip(" ").startswith(":"):
        raise colon_after_keyword(cursor, start, cursor.position)


def _keyword(cursor: Cursor) -> tuple[int, Word] | None:
    """A word of event lines that stands here by itself, or with a colon that belongs to nothing."""
    found = EVENT.longest(cursor.text, cursor.position)
    if found is None or (cursor.text[found[0] : found[0] + 1] not in ("", " ", '"', ":")):
        return None
    return found


def _action(cursor: Cursor, lexicons: Lexicons) -> None:
    text, start = cursor.text, cursor.skip_blank()
    if start in cursor.line.quoted:
        inner = cursor.quotation()
        word = lexicons.actions.words.get(fold(inner))
        cursor.take("NAME", word[1] if word else inner, cursor.line.quoted[start], word is not None, quoted=True)
        return
    if text[start] == '"':
        raise names.unclosed_quotation(cursor)
    found = lexicons.actions.longest(text, start)
    if found is not None and (text[found[0] : found[0] + 1] in ("", " ", ":") or text[found[0]].isdigit()):
        cursor.take("NAME", found[1][1], found[0])
        no_colon(cursor, start)
        return
    end = word_end(cursor, start, brackets=False)
    if text[start].isdigit():
        raise examples.event_begins_with_time(cursor, end)
    check_name(cursor, start, end)
    cursor.take("NAME", cursor.line.plain(start, end), end, known=False)


def _time(cursor: Cursor) -> None:
    """All up to the next word of event lines: a time may hold blanks, and is read as a log's."""
    start, text = cursor.skip_blank(), cursor.text
    place = start
    while place < len(text) and text[place] != ";":
        cursor.position = place
        if text[place - 1] == " " and _keyword(cursor):
            break
        place += 1
    cursor.position = start
    time = cursor.line.plain(start, place)
    if time[:1] in tuple(COMMAS) or not any(c.isdigit() for c in time):
        raise examples.no_time(cursor, place)
    cursor.take("TIME", time, start + len(text[start:place].rstrip()))


def _word(cursor: Cursor) -> None:
    start = cursor.skip_blank()
    if cursor.at_end():
        return
    if start in cursor.line.quoted:
        cursor.take("WORD", cursor.quotation(), cursor.line.quoted[start], quoted=True)
        return
    if cursor.text[start] == '"':
        raise names.unclosed_quotation(cursor)
    end = word_end(cursor, start, brackets=False)
    cursor.take("WORD", cursor.line.plain(start, end), end)


def _attributes(cursor: Cursor, lexicons: Lexicons) -> None:
    """`COLUMN = VALUE, …`."""
    while True:
        cursor.skip_blank()
        if cursor.at_end():
            return
        cut_column(cursor)
        cursor.skip_blank()
        if cursor.at_end():
            return
        cut_operator(cursor)
        if cursor.tokens[-1].value != "=":
            raise examples.attribute_needs_equals(cursor)
        cursor.skip_blank()
        if cursor.at_end():
            return
        cut_value(cursor, lexicons.phrases)
        cursor.skip_blank()
        if cursor.at_end() or cursor.text[cursor.position] not in COMMAS:
            return
        cursor.take("_COMMA", ",", cursor.position + 1)
