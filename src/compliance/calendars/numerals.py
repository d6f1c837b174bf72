"""Whole numbers as people write them: digits of either width, and Chinese numerals."""

from __future__ import annotations

import unicodedata

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
CHINESE = "".join((*DIGITS, *TENS))
OF_ITEMS = "²³¹⁰⁴-⁹₀-₉①-⑳⓪㉑-㉟㊱-㊿"
"""The numbers of items and of notes, as a class of a regular expression has them; NFKC makes plain digits of them."""
_ABOUT = frozenset(("一二", "一两", "二三", "两三", "三两", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))


def is_about(numeral: str) -> bool:
    """Whether a numeral says about how many, as 三四日 and 一两日 do, which are no 34 and no 12 days."""
    return numeral in _ABOUT


def whole_number(text: str) -> int | None:
    """`20`, `２０`, `二十`, `一百零五`, `二〇一八` as a number; None where it is none of these."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if plain and all(c in DIGITS for c in plain):
        return _by_place(plain)
    return _by_units(plain) if plain and all(c in CHINESE for c in plain) else None


def _by_place(text: str) -> int:
    """二〇一八: one character a digit."""
    return int("".join(str(DIGITS[c]) for c in text))


def _by_units(text: str) -> int | None:
    """一百二十三, 十五: digits with their tens, each ten smaller than the one before."""
    total, digit, smallest = 0, None, 10_000
    for c in text:
        if c in TENS:
            if TENS[c] >= smallest or digit == 0:
                return None
            smallest = TENS[c]
            total += smallest * (1 if digit is None else digit)
            digit = None
        elif digit:
            return None
        else:
            digit = DIGITS[c]
    if digit and total and smallest > 10 and text[-2] not in "零〇○":
        return None  # 一百二 is 120 to some and 102 to others
    return total + (digit or 0)
