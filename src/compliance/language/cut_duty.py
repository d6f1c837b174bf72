"""Duties: Chinese without blanks is cut by longest match over keywords, actions, seasons and durations."""

from __future__ import annotations

import re

from compliance.calendars.numerals import NUMERAL, OF_ITEMS, is_about, value_of
from compliance.findings.names import fold
from compliance.language.cut_names import COMMAS, Ends, check_name
from compliance.language.dates import find_date, real_date
from compliance.language.keywords import PARTNERS
from compliance.language.lexicon import END, ENDED, FIRST, NUMBERED, Lexicon, Word, inside_word
from compliance.language.mistakes import duties, figures, names
from compliance.language.tokens import Cursor, Token

NUMBER = re.compile(rf"[0-9]+(\.[0-9]+)?|[{NUMERAL}]{{1,40}}", re.ASCII)
_ITEM = re.compile(f"[{OF_ITEMS}]")
_RUN = re.compile('[^ ,、;"]*')
LONGEST_NAMES = 200
"""Characters of a column's name after 按其, and of the actions behind it."""
_SURPLUS = re.compile("(?:[以之]?[内前]|予以|及时)$")
"""What a sentence has behind the column's name: 按其承诺期限内答复."""
_BEFORE_NAME = frozenset(("_WITHIN", "_OF", "_AFTER", "_BEFORE", "_TOGETHER"))
_DATED = frozenset(("MONTH", "YEAR", "MONTH_ALONE"))
_NAMES = frozenset(("NAME", "SEASON", "DURATION"))


def cut_duty(cursor: Cursor, words: Lexicon, ends: Ends) -> None:
    """The tokens of one duty, up to a comma, `;`, the end or the first word of a qualifier."""
    while True:
        cursor.skip_blank()
        if cursor.at_end() or cursor.text[cursor.position] in COMMAS:
            break
        if cursor.tokens and cursor.tokens[-1].type == "_BY_ITS":
            _column(cursor, words)
            continue
        if cursor.at_word_start() and ends(cursor):
            break
        _piece(cursor, words)
    _name_the_seasons(cursor)
    for index, token in enumerate(cursor.tokens):
        if not token.known and token.type == "NAME" and not token.quoted:
            duties.check_unknown(cursor, index, words)
            check_name(cursor, token.start, token.end, also="并")


def _piece(cursor: Cursor, words: Lexicon) -> None:
    text, place = cursor.text, cursor.position
    found = words.longest(text, place)
    if place in cursor.line.quoted:
        if found is None or found[0] <= cursor.line.quoted[place]:
            _quoted(cursor, words)
            return
    elif text[place] == '"':
        raise names.unclosed_quotation(cursor)
    elif _by_position(cursor, words) or _number(cursor, 0 if found is None else found[0]):
        return
    if _before_name(cursor) and not _cuts(cursor, words, _run_end(cursor)):
        _unknown(cursor, _run_end(cursor))
    elif found is not None:
        cursor.take(found[1][0], found[1][1], found[0])
        _grow(cursor)
    else:
        _unknown(cursor, _unknown_end(cursor, words))


def _by_position(cursor: Cursor, words: Lexicon) -> bool:
    """Words that are keywords only where they stand: 自 and 与 before a trigger, 底 after a month, 结束后 after 每月."""
    last = cursor.tokens[-1] if cursor.tokens else None
    found = None
    if last is not None and last.type == "PER":
        found = ENDED.longest(cursor.text, cursor.position)
    if found is None and last is not None and (last.type in _DATED or (last.type == "PER" and last.value == "year")):
        found = END.longest(cursor.text, cursor.position)
        if found and cursor.text[cursor.position] == ("月" if last.type in ("YEAR", "PER") else "年"):
            raise figures.end_of_what(cursor, last, found[0])
    if found is None and cursor.at_word_start():
        found = FIRST.longest(cursor.text, cursor.position)
        found = found if found and _leads(cursor, words, *found) else None
    if found is None:
        return False
    cursor.take(found[1][0], found[1][1], found[0])
    return True


def _leads(cursor: Cursor, words: Lexicon, end: int, word: Word) -> bool:
    """Whether 自 or 与, which ends at `end`, leads a trigger and is no part of its name, as in 自查后 and 自然灾害发生后."""
    text = cursor.text
    if end == _run_end(cursor):
        return True
    until = next((place for place in range(end, len(text)) if text[place] in COMMAS), len(text))
    partner = text.find(PARTNERS[word[0]], end, until)
    whole, rest = _name_at(words, text, cursor.position), _name_at(words, text, end)
    if whole is not None:
        # Where what follows is declared, too, the one that reaches up to the partner is meant.
        return rest is not None and not text[rest:partner].strip() and rest <= partner
    return partner > 0 or (word[0] == "_FROM" and rest is not None)


def _name_at(words: Lexicon, text: str, place: int) -> int | None:
    """Where the longest name that is declared ends; None where none stands there."""
    found = words.longest(text, place)
    return found[0] if found is not None and found[1][0] in _NAMES else None


def _number(cursor: Cursor, known_end: int) -> bool:
    """A date, or a number with its unit; Chinese numerals are numbers only before a unit, 次 or %, and in dates."""
    text, place = cursor.text, cursor.position
    match = NUMBER.match(text, place)
    if match is None:
        return False
    written = find_date(text, place)
    if written is not None and written.end > known_end:
        check_digits(cursor, place, written.end)
        check_date(cursor, written.terminal, written.parts, written.end)
        cursor.take(written.terminal, written.parts, written.end)
        return True
    arabic = match.group()[0] <= "9"
    unit = _unit_after(text, match.end())
    if not arabic and (unit is None or known_end > match.end() or value_of(match.group()) is None):
        return False
    check_digits(cursor, place, match.end(), with_unit=unit is not None)
    if is_about(match.group()):
        raise figures.about_how_many(cursor, match.end())
    _take_number(cursor, match, unit)
    return True


def _take_number(cursor: Cursor, match: re.Match[str], unit: tuple[int, str, object] | None) -> None:
    text = cursor.text
    number: object = float(match.group()) if "." in match.group() else value_of(match.group())
    if unit is not None and unit[1] == "%":
        cursor.take("PERCENT", number, unit[0])
        return
    last = cursor.tokens[-1].type if cursor.tokens else ""
    if last == "_RATE":
        raise figures.percentage_needed(cursor, match.end())
    if unit is None and last not in ("_BY_DAY", "_END_OF"):
        raise figures.missing_unit(cursor, match.end())
    cursor.take("NUMBER", number, match.end())
    if unit is not None:
        cursor.skip_blank()
        cursor.take(unit[1], unit[2], unit[0])
    elif match.end() < len(text) and text[match.end()] not in " ,;、":
        raise figures.missing_unit(cursor, match.end())


def _unit_after(text: str, place: int) -> tuple[int, str, object] | None:
    if text[place : place + 1] == " ":
        place += 1
    if text[place : place + 1] == "%":
        return place + 1, "%", "%"
    found = NUMBERED.longest(text, place)
    return (found[0], found[1][0], found[1][1]) if found else None


def check_digits(cursor: Cursor, start: int, end: int, *, with_unit: bool = True) -> None:
    """② before 5, or ¹ behind 20, is the number of an item or of a note: no 25 and no 201 were meant."""
    typed = cursor.line.original(start, end)
    if _ITEM.search(typed) and (len(typed) > 1 or not with_unit):
        raise figures.number_of_an_item(cursor, start, end)


def check_date(cursor: Cursor, terminal: str, parts: tuple[int, ...], end: int) -> None:
    """A date that no calendar has is a mistake; 29 February is one of the days of every year's date."""
    if terminal == "_OTHER_DATE":
        raise figures.other_date(cursor, end)
    year, month, day = {
        "DATE": (*parts, 0, 0)[:3],
        "MONTH": (*parts, 1)[:3],
        "YEAR": (*parts, 1, 1)[:3],
        "MONTHDAY": (2000, *parts)[:3],
        "MONTH_ALONE": (2000, *parts, 1)[:3],
    }[terminal]
    if real_date(year, month, day) is None:
        raise figures.no_such_date(cursor, end)


def _quoted(cursor: Cursor, words: Lexicon) -> None:
    end, inner = cursor.line.quoted[cursor.position], cursor.quotation()
    if not inner.strip():
        raise names.empty_quotation(cursor)
    if cursor.tokens and cursor.tokens[-1].type == "_CHECK":
        cursor.take("STRING", inner, end)
        return
    terminal, value = words.words.get(fold(inner), ("", None))
    known = terminal in _NAMES
    cursor.take(terminal if known else "NAME", value if known else inner, end, known=known, quoted=True)


def _before_name(cursor: Cursor) -> bool:
    """Whether an English keyword that a name follows stands before: a word that cannot be cut is that name."""
    return bool(cursor.tokens) and cursor.tokens[-1].type in _BEFORE_NAME and cursor.at_word_start()


def _run_end(cursor: Cursor) -> int:
    return _RUN.match(cursor.text, cursor.position).end()  # type: ignore[union-attr]


def _cuts(cursor: Cursor, words: Lexicon, end: int) -> bool:
    """Whether longest match can cut the whole word up to `end`."""
    text, place = cursor.text, cursor.position
    while place < end:
        match = NUMBER.match(text, place)
        found = words.longest(text, place) or (_unit_after(text, match.end()) if match else None)
        if found is None:
            return False
        place = found[0]
    return True


def _unknown_end(cursor: Cursor, words: Lexicon) -> int:
    """Where the next known word begins, or the word ends."""
    text, place = cursor.text, cursor.position
    end = _run_end(cursor)
    place += 1
    while place < end:
        if not inside_word(text, place):
            match = NUMBER.match(text, place)
            known = (
                words.longest(text, place)
                or (match and match.group()[0] <= "9")
                or (match and _unit_after(text, match.end()))
            )
            if known:
                return place
        place += 1
    return end


def _unknown(cursor: Cursor, end: int) -> None:
    """A name that nothing declares, grown together with the names it touches."""
    start = cursor.position
    while cursor.tokens:
        last = cursor.tokens[-1]
        if last.type not in _NAMES or last.end != start or last.quoted:
            break
        cursor.tokens.pop()
        cursor.position = start = last.start
    cursor.take("NAME", cursor.line.plain(start, end), end, known=False)


def _grow(cursor: Cursor) -> None:
    """A known name that touches an unknown one is a part of it."""
    tokens = cursor.tokens
    if len(tokens) < 2:
        return
    before, last = tokens[-2], tokens[-1]
    if (
        before.type == "NAME"
        and not before.known
        and not before.quoted
        and before.end == last.start
        and last.type in _NAMES
    ):
        del tokens[-2:]
        cursor.position = before.start
        cursor.take("NAME", cursor.line.plain(before.start, last.end), last.end, known=False)


def _column(cursor: Cursor, words: Lexicon) -> None:
    """The column of `by its`: a word; after 按其 the shortest that leaves an action."""
    start, text = cursor.position, cursor.text
    if start in cursor.line.quoted:
        cursor.take("COLUMN", cursor.quotation(), cursor.line.quoted[start], quoted=True)
        return
    if text[start] == '"':
        raise names.unclosed_quotation(cursor)
    end = _run_end(cursor)
    chinese = cursor.tokens[-1].value == "按其"
    places = range(max(start + 1, end - LONGEST_NAMES), min(end, start + LONGEST_NAMES))
    cut = next((k for k in places if _leaves_action(text, k, end, words)), None) if chinese else None
    if cut is None and chinese and (end >= len(text) or text[end] in ",、;"):
        raise duties.no_action_after_column(cursor, start, end)
    cut = end if cut is None else cut
    if chinese and (surplus := _SURPLUS.search(text, start, cut)) and surplus.start() > start:
        raise duties.surplus_after_column(cursor, start, surplus.start(), cut)
    check_name(cursor, start, cut, role="column")
    cursor.take("COLUMN", cursor.line.plain(start, cut), cut)


def _leaves_action(text: str, place: int, end: int, words: Lexicon) -> bool:
    """Whether `text[place:end]` is an action, or several joined by 或, perhaps with a share of the cases."""
    if inside_word(text, place):
        return False
    wanted = "NAME"
    while place < end:
        found = words.longest(text, place)
        if found is None or found[0] > end:
            return False
        if found[1][0] == "_RATE":
            return wanted == "_OR"
        if found[1][0] != wanted:
            return False
        wanted = "_OR" if wanted == "NAME" else "NAME"
        place = found[0]
    return wanted == "_OR"


def _name_the_seasons(cursor: Cursor) -> None:
    """A name that nothing declares is a season where only a season can stand."""
    tokens: list[Token] = cursor.tokens
    for index, token in enumerate(tokens):
        if token.type != "NAME" or (token.known and not token.quoted):
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        leads = index == 0 and after is not None and (after.value == "每" or after.value == "期间")
        if leads or (index > 0 and tokens[index - 1].type == "_DURING"):
            token.type = "SEASON"
