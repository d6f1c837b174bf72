"""Chinese numerals in dates and hours: 二〇一八年八月八日 is 2018年8月8日."""

from __future__ import annotations

import re

_DIGITS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "o": 0, "O": 0, "两": 2, "元": 1}
_TWO = re.compile(r"[一二三四五六七八九]{2}")
_RUN = re.compile(
    r"(?<![星期周礼拜])([〇○零oO一二三四五六七八九十廿卅两元]+)(?=\s*(年|个?月|日|号|时|点|分|秒|刻|季|周))"
)


def western(text: str) -> str:
    """`text` with the numerals before 年 月 日 号 时 点 分 秒 刻 季 周 in digits; all else as it stands."""
    return _RUN.sub(lambda found: found[1] if _either(*found.groups()) else _digits(found[1]), text)


def _either(run: str, unit: str) -> bool:
    """Whether 一二月 may be January and February or December, which is not guessed."""
    return unit != "年" and _TWO.fullmatch(run) is not None


def _digits(run: str) -> str:
    if run in ("o", "O") or ("元" in run and run != "元"):
        return run
    run = run.replace("廿", "二十").replace("卅", "三十")
    if "十" not in run:
        return "".join(str(_DIGITS[c]) for c in run)
    tens, _, ones = run.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones or tens in ("〇", "零"):
        return run
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
