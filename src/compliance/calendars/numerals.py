"""Whole numbers as people write them: digits of either width, and Chinese numerals."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
NUMERAL = "〇○零一二两三四五六七八九十廿卅百千万"
"""The characters of a Chinese number."""
LARGEST = 10**9
"""What no policy states; a longer number counts as this one."""
OF_ITEMS = "²³¹⁰⁴-⁹₀-₉①-⑳⓪㉑-㉟㊱-㊿"
"""The numbers of items and of notes, as a class of a regular expression has them; NFKC makes plain digits of them."""
_ABOUT = frozenset(("一二", "一两", "二三", "两三", "三两", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))


def is_about(numeral: str) -> bool:
    """Whether a numeral says about how many, as 三四日 and 一两日 do, which are no 34 and no 12 days."""
    return numeral in _ABOUT


def value_of(numeral: str) -> int | None:
    """The number that Arabic digits or Chinese numerals stand for: 20, 二十, 一百零五, 二〇一八; None where they are none (十百)."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if numeral and all(c in _DIGITS for c in numeral):
        numeral = "".join(str(_DIGITS[c]) for c in numeral)
    if numeral.isascii():
        return _arabic(numeral) if numeral.isdigit() else None
    return _by_tens(numeral)


def _arabic(numeral: str) -> int:
    digits = numeral.lstrip("0")
    return LARGEST if len(digits) > 9 else int(digits or "0")


def _by_tens(numeral: str) -> int | None:
    """一百二十三, 十五: digits with their tens, each ten smaller than the one before."""
    total, digit, smallest = 0, None, LARGEST
    for c in numeral:
        if c in _TENS:
            if _TENS[c] >= smallest or digit == 0:
                return None
            smallest = _TENS[c]
            total += smallest * (1 if digit is None else digit)
            digit = None
        elif digit or c not in _DIGITS:
            return None
        else:
            digit = _DIGITS[c]
    if digit and total and smallest > 10 and numeral[-2] not in "零〇○":
        return None  # 一百二 is 120 to some and 102 to others
    return total + (digit or 0)
