"""How names are compared everywhere: rules, rulesets and logs agree that these are the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from compliance.findings.visible import visible

# What NFKC leaves apart though people type one for the other.
SAME = {"“": '"', "”": '"', "「": '"', "」": '"', "、": ",", "≥": ">=", "≤": "<=", "≠": "!="}
_SAME = str.maketrans(SAME)
_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` as names are compared: NFKC, one quotation mark, one comma, one case, single blanks, trimmed, nothing unseen."""
    if text.isascii():
        return " ".join(text.lower().split())
    # NFKC takes “≠” apart where it was typed as two characters, so the marks are folded after it; case folding
    # may open a new composition, so NFKC closes the work.
    plain = unicodedata.normalize("NFKC", visible(text)).translate(_SAME).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def gathered(text: str) -> str:
    """`text` without the blanks that spread Chinese characters over the width of a cell (公　安　局): nobody means them."""
    return text if text.isascii() else _SPREAD.sub("", text)
