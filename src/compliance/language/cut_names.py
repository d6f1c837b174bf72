"""Lists of names: channels, elements, agencies, grounds, actions of a clock; cut by their own vocabulary only."""

from __future__ import annotations

import re
from collections.abc import Callable

from compliance.calendars.numerals import OF_ITEMS
from compliance.findings.names import fold
from compliance.language.lexicon import Lexicon, Names
from compliance.language.mistakes import heads, names
from compliance.language.tokens import Cursor, Token

Ends = Callable[[Cursor], bool]
"""Whether the clause ends where the cursor stands, at the start of a word, since another begins there."""

COMMAS = ",、"
BRACKETS = {"(": ")", "《": "》", "〔": "〕", "[": "]", "【": "】"}
"""What stands between two of them belongs together: a list's comma in it does not part names."""
_LISTS = frozenset(("_BY", "_ON", "_CONTAINING", "_EXCEPT"))
_OF_A_LIST = re.compile(
    r"[·•●○◆◇■□▪▫▲△★☆►▶※‣⁃∙・*+—–-]+ ?"
    r"|(?:\([0-9一二三四五六七八九十]{1,3}\)|[0-9一二三四五六七八九十]{1,3}[)、]|[0-9]{1,3}\.(?![0-9])) ?"
)
"""What a document puts before each item of a list."""
_AND_SO_ON = re.compile(
    "(?<![平高同特优劣中初均对头上下甲乙丙一二三四五六七八九十])等等?"
    "(?:有关|相关|其他|责任|主要|重点|公开|多种|各类|各种|[省市县区]直|[省市县区]级|[0-9一二三四五六七八九十]+[个家项]?)*"
    "(?:部门|单位|机构|内容|信息|渠道|方式|情况|情形|平台|媒体|载体|要素|事项)?$"
)
"""Behind the last of a list that is not whole, as in 财政局、审计局等; not the end of 男女平等, 三级甲等, 一等."""
_ANY_ONE = re.compile("(?:其?中的?)?(?:之一|任选其一|任意?一[个家项种]|任一|其一)$|其?中的?一[个家项种]$")
"""Behind a list, as in 案由、处罚依据任一; only agencies may be one of several, and 之一 says so."""
_PART_TAKEN = re.compile(
    r"(?:按(?:照)?(?:各自)?职责(?:分工)?|分工|分别|共同)?(?:牵头|配合|负责|主办|协办|承办)(?:落实|负责|单位)?$"
    r"|按(?:照)?(?:各自)?职责(?:分工)?$"
    r"|\((?:牵头|配合|主办|协办|承办|按(?:照)?(?:各自)?职责(?:分工)?)(?:负责|单位)?\)$"
)
"""What an agency of a plan does, behind its name."""
_SEVERAL = re.compile(r"(?:所有|全部|全体|每个).|除.+外|.+各|.+\(.+除外\)$|.*(?:相关|有关)(?:部门|单位|机构)$")
"""An agency that is a group, or all but one, as in 市直各部门, 所有部门, 市直有关单位, 除财政局外各部门."""
_INCLUDING = re.compile("(?:应当?|主要|至少|一般)*(?:包括|包含)(?:但不限于)?:?")
"""Before the first of a list, as in 内容 应包括：主体、依据."""
_JOINTLY = re.compile("会同(?!县)(?=.)")
"""财政局会同审计局 are two; 会同县 is a county."""
_SLASH = re.compile("(?<=[一-龥])/(?=[一-龥])")
"""财政局/审计局 may be two; an address is one."""
JOINERS = "和或及与"
"""A name with one of these inside must be declared or quoted, for it may well be two."""


def cut_names(cursor: Cursor, words: Names, ends: Ends) -> None:
    """The tokens of a list of names, up to where the clause ends."""
    wanted = True
    while True:
        cursor.skip_blank()
        if cursor.at_end() or (not wanted and cursor.at_word_start() and ends(cursor)):
            return
        mark = cursor.text[cursor.position]
        if mark in COMMAS:
            cursor.take("_COMMA", mark, cursor.position + 1)
            wanted = True
        elif words.brackets and mark in "()":
            cursor.take("_LPAR" if mark == "(" else "_RPAR", mark, cursor.position + 1)
            wanted = mark == "("
        elif not wanted and (joined := words.after.longest(cursor.text, cursor.position)):
            cursor.take(joined[1][0], joined[1][1], joined[0])
            wanted = joined[1][0] != "ONE_IS_ENOUGH"
        elif wanted and len(cursor.tokens) > 1 and (alone := _alone(cursor, words)):
            cursor.take("ONE_IS_ENOUGH", "之一", alone)
            wanted = False
        elif wanted and (before := _word_before(cursor, words)):
            cursor.take(before[1], before[1], before[0])
        else:
            cut_name(cursor, words)
            wanted = cursor.tokens[-1].type in ("_AND", "_OR", "_TO")


def _word_before(cursor: Cursor, words: Names) -> tuple[int, str] | None:
    """`every`, `any of`, `from` before a name, unless a declared name of several characters begins with it."""
    found = words.before.longest(cursor.text, cursor.position)
    if found is None:
        return None
    end, (terminal, _) = found
    if terminal in ("_FROM", "ANY_OF") and len(cursor.tokens) > 1:
        return None
    name = words.names.longest(cursor.text, cursor.position)
    if name is not None and name[0] > end and ends_word(cursor, name[0], words.brackets):
        return None
    if end >= len(cursor.text) or (terminal in ("ANY_OF", "_EVERY") and cursor.text[end] in COMMAS + ";"):
        return None
    return end, terminal


def _alone(cursor: Cursor, words: Names) -> int | None:
    """Where 之一 ends that a comma parts from the names: no agency is called so."""
    found = words.after.longest(cursor.text, cursor.position)
    if found is None or found[1][0] != "ONE_IS_ENOUGH" or not ends_word(cursor, found[0], words.brackets):
        return None
    return found[0]


def cut_name(cursor: Cursor, words: Names) -> None:
    """One name; or several with what joins them, where a word without blanks can wholly be cut so."""
    found = words.names.longest(cursor.text, cursor.position)
    if cursor.position in cursor.line.quoted and (found is None or found[0] <= cursor.line.quoted[cursor.position]):
        take_quoted(cursor, words.names)
        return
    if cursor.text[cursor.position] == '"' and cursor.position not in cursor.line.quoted:
        raise names.unclosed_quotation(cursor)
    grown = found is not None and cursor.text[found[0] : found[0] + 1] == "(" and _closed(cursor.text, found[0])
    if found is not None and ends_word(cursor, found[0], words.brackets) and not grown:
        cursor.take("NAME", found[1][1], found[0])
        return
    end = word_end(cursor, cursor.position, words.brackets)
    pieces = _cut_whole(cursor, end, words)
    if pieces is not None:
        cursor.tokens += pieces
        cursor.position = end
        return
    _take_unknown(cursor, end, words)


def take_quoted(cursor: Cursor, known: Lexicon) -> Token:
    """A name in quotes."""
    inner = cursor.quotation()
    if not inner.strip():
        raise names.empty_quotation(cursor)
    word = known.words.get(fold(inner))
    end = cursor.line.quoted[cursor.position]
    return cursor.take("NAME", word[1] if word else inner, end, known=word is not None, quoted=True)


def _take_unknown(cursor: Cursor, end: int, words: Names) -> None:
    start, text = cursor.position, cursor.text
    last = words.after.words.get(text[end - 2 : end])
    enough = last is not None and last[0] == "ONE_IS_ENOUGH" and end - start > 2
    name_end = end - 2 if enough else end
    if cursor.tokens and cursor.tokens[0].type in _LISTS and (item := behind_item(cursor, start)) > start:
        raise heads.mark_of_a_list(cursor, start, item, role="name")
    check_name(cursor, start, name_end, also="至" if "至" in words.after.words else "")
    check_quotation_marks(cursor, start, name_end)
    if text[name_end - 1] == "。":
        raise names.full_stop(name_end - 1)
    kind = cursor.tokens[0].type if cursor.tokens else ""
    if kind in _LISTS and (rest := _AND_SO_ON.search(text, start, name_end)) and rest.start() > start:
        raise names.and_so_on(cursor, start, name_end, rest.start())
    one = _ANY_ONE.search(text, start, end) if kind in _LISTS else None
    if one and not (enough and one[0] == "之一") and not (kind == "_ON" and one.start() == start):
        raise names.one_of_several(cursor, one.start(), end)
    if kind == "_CONTAINING" and (leads := _INCLUDING.match(text, start, name_end)) and leads.end() < name_end:
        raise names.needless_lead(cursor, start, leads.end(), name_end)
    if kind in ("_BY", "_ON") and (slash := _SLASH.search(text, start, name_end)):
        raise names.joined_names(cursor, start, name_end, slash.start())
    if kind == "_BY":
        _check_agency(cursor, start, name_end)
    for opening, closing in BRACKETS.items():
        if text.count(opening, start, name_end) != text.count(closing, start, name_end):
            raise names.parted_in_brackets(cursor, start, name_end, opening, closing)
    cursor.take("NAME", cursor.line.plain(start, name_end), name_end, known=text[start:name_end] in words.names.words)
    if enough:
        cursor.take("ONE_IS_ENOUGH", "之一", end)


def _check_agency(cursor: Cursor, start: int, end: int) -> None:
    """One agency's name, without another's and without what it does."""
    text = cursor.text
    if joint := _JOINTLY.search(text, start + 1, end):
        raise names.joined_names(cursor, start, end, joint.start())
    if _SEVERAL.match(text, start, end):
        raise names.several_agencies(cursor, start, end)
    if (part := _PART_TAKEN.search(text, start, end)) and part.start() > start:
        raise names.part_taken(cursor, start, end, part.start())


def behind_item(cursor: Cursor, start: int) -> int:
    """Where the mark or the number of a list's item ends; `start` where there is none."""
    found = _OF_A_LIST.match(cursor.text, start)
    if found:
        return found.end()
    after = start
    while after < len(cursor.text) and re.match(f"[{OF_ITEMS}]", cursor.line.original(after, after + 1)):
        after += 1
    return after


def check_quotation_marks(cursor: Cursor, start: int, end: int) -> None:
    """A word without quotes has no mark that opens or closes a quotation alone: 财政局”."""
    place = start
    while place < end:
        if place not in cursor.line.quoted and cursor.text[place] == '"':
            cursor.position = place
            raise names.unclosed_quotation(cursor)
        place = cursor.line.quoted.get(place, place + 1)


def check_name(cursor: Cursor, start: int, end: int, also: str = "", role: str = "") -> None:
    """A name that nothing declares begins with no digit and has nothing inside that joins names."""
    name = cursor.text[start:end]
    if (date := names.date_for_a_name(cursor, start, end)) is not None:
        raise date
    if name[:1].isdigit():
        raise names.name_begins_with_digit(cursor, start, end)
    for place, character in enumerate(name[1:], start + 1):
        if character in JOINERS + also:
            raise names.joined_names(cursor, start, end, place, role)


def _cut_whole(cursor: Cursor, end: int, words: Names) -> list[Token] | None:
    """The word up to `end` as known names and what joins them; None where a part of it is unknown."""
    text, place = cursor.text, cursor.position
    pieces: list[Token] = []
    while place < end:
        found = words.names.longest(text, place)
        if pieces and pieces[-1].type == "NAME":
            joined = words.after.longest(text, place)
            if joined is not None and (found is None or joined[0] >= found[0]):
                found = joined
        if found is None or found[0] > end:
            return None
        pieces.append(Token(found[1][0], found[1][1], place, found[0]))
        place = found[0]
    return pieces


def word_end(cursor: Cursor, start: int, brackets: bool, stops: str = "") -> int:
    """Where the word at `start` ends. A quotation inside it belongs to it, and so does a closed pair of brackets."""
    text, place = cursor.text, start
    while place < len(text):
        character = text[place]
        if place in cursor.line.quoted and place > start:
            place = cursor.line.quoted[place]
            continue
        if character == "(" and (place > start or not brackets) and (closed := _closed(text, place)):
            place = closed
            continue
        if character in " ;,、" or character in stops or (brackets and character in "()"):
            break
        place += 1
    return place


def _closed(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` is closed within the word, if it is and holds no other mark."""
    for place in range(start + 1, len(text)):
        if text[place] == ")":
            return place + 1
        if text[place] in " ;,、(":
            return None
    return None


def ends_word(cursor: Cursor, place: int, brackets: bool) -> bool:
    """Whether a word that ends at `place` is followed by a blank, a mark or nothing."""
    text = cursor.text
    if place >= len(text):
        return True
    return text[place] in " ;,、" or (brackets and text[place] in "()")
