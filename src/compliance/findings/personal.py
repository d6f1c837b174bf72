"""Personal numbers in the texts of a log: identity cards and telephones, masked but for their first and last digit.

What is taken for one:

- an identity card of 18 digits: a province that exists, a date of birth that exists, and the check digit of GB 11643;
- one of 15 digits, as issued until 1999: the same without a check digit, born from 1930 to 1999, for later years would
  take a case number of six digits for the place and six for the date;
- a mobile telephone of 11 digits, with or without 86, blanks or hyphens, unless it is an amount or the number of a document;
  with .0 behind it, it is still one, for so a table of numbers is exported;
- a landline with its area code, parted from it by a hyphen, a blank or brackets, unless what follows is a year.

A number within a longer one, or with letters or `_` about it, is none. A mistyped identity card is not found.

The common forms `138****5678` and `110101********1234` leave so little open that whoever knows the office can fill in the
rest; of both only the first and the last digit stay: `1*********8`. Where a number names a case, four hexadecimal digits
of its SHA-256 stand behind it, so that two persons stay two: they leave ten thousand numbers and more that it may be.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache

D = "[0-9０-９]"
GAP = "[ \u00a0\u3000]"
APART = "[-－—–()（）+ \u00a0\u3000]"
PERSONAL = rf"""
    (?<![0-9０-９A-Za-z_.¥￥$])
    (?:
      (?P<card>  {D}{{6}}{GAP}?{D}{{8}}{GAP}?{D}{{3}}[0-9０-９XxＸｘ]
               | {D}{{4}}(?:{GAP}{D}{{4}}){{3}}{GAP}{D}[0-9０-９XxＸｘ] )
    | (?P<mobile>  (?:(?:\((?:\+|00)?86\)|(?:\+|00)?86)[-\ ]?)?
                   [1１][3-9３-９]{D}(?P<between>[-\ ]?){D}{{4}}(?P=between){D}{{4}} )  (?!\s*[元圆万亿号])
    | (?P<old>  {D}{{6}}{GAP}?{D}{{6}}{GAP}?{D}{{3}}
              | {D}{{4}}(?:{GAP}{D}{{4}}){{2}}{GAP}{D}{{3}} )
    | (?P<area>  [(（]?[0０](?:[1１][0０]|[2２]{D}|[3-9３-９]{D}{{2}})[)）]?[-－—–\ ]? )
      (?P<line>  [2-8２-８]{D}{{6,7}} )
    )
    (?![0-9０-９A-Za-z_]|[.](?!0(?!{D})){D})
    """
"""What looks like a personal number; whether it is one, its digits say."""
LOOSE = rf"(?:^|[^0-9０-９A-Za-z_.¥￥$])[(（+]*(?:{D}{APART}{{0,2}}){{9}}{D}"
"""What every personal number has, too, asked closer and without looking around: at least ten digits where a number may begin."""
DIGITS = re.compile(f"{D}{{3}}[-0-9０-９ \u00a0\u3000]{D}{{3}}")
"""What every personal number has somewhere in it."""
PROVINCES = frozenset(
    str(n)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for n in range(first, last + 1)
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
YEARS = re.compile("199|20[0-3]")
"""How a date or a case number begins, but hardly a telephone of an area."""


@cache
def pattern() -> re.Pattern[str]:
    """Made when a text may hold such a number: most logs hold none."""
    return re.compile(PERSONAL, re.VERBOSE)


def masked(text: str) -> str:
    """The text with its personal numbers masked; masked once or twice is the same."""
    return pattern().sub(_hidden, text) if may_be_personal(text) else text


def masked_name(text: str) -> str:
    """The same of a text that tells one thing from another, such as a case's number: two numbers stay two."""
    return pattern().sub(_told_apart, text) if may_be_personal(text) else text


def may_be_personal(text: str) -> bool:
    """Whether there may be something to mask: quick, and never wrong where it says no."""
    return DIGITS.search(text) is not None


def _hidden(found: re.Match[str]) -> str:
    if found["line"]:
        return _landline(found)
    number = _number(found)
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}" if number else found[0]


def _told_apart(found: re.Match[str]) -> str:
    number = _number(found)
    return f"{_hidden(found)}({hashlib.sha256(number.encode()).hexdigest()[:4]})" if number else _hidden(found)


def _number(found: re.Match[str]) -> str:
    """The bare number of a card or a mobile telephone; empty where it is neither."""
    if found["mobile"]:
        return _plain(found["mobile"])[-11:]
    card, old = _plain(found["card"] or ""), _plain(found["old"] or "")
    if card:
        return card if _is_card(card) else ""
    return old if old and _is_old_card(old) else ""


def _landline(found: re.Match[str]) -> str:
    """The area code stays: it is a place, no person."""
    area, line = found["area"], found["line"]
    parted = not area[-1].isdigit()
    return f"{area}{'*' * (len(line) - 1)}{_plain(line[-1])}" if parted and not YEARS.match(_plain(line)) else found[0]


def _plain(text: str) -> str:
    """The digits alone, full-width ones as others; of a card X too."""
    return "".join(str(int(c)) if c.isdigit() else "X" for c in text if c.isdigit() or c in "XxＸｘ")


def _is_card(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return number[:2] in PROVINCES and _is_day(number[6:14]) and CHECKS[total % 11] == number[17]


def _is_old_card(number: str) -> bool:
    return number[:2] in PROVINCES and number[6] >= "3" and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    """Whether somebody may have been born then."""
    try:
        return 1850 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False
