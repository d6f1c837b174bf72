"""How names are compared everywhere: rules, rulesets and logs agree that these are the same word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from compliance.findings.visible import visible

# What NFKC leaves apart though people type one for the other.
SAME = {"“": '"', "”": '"', "「": '"', "」": '"', "、": ",", "≥": ">=", "≤": "<=", "≠": "!="}
_SAME = str.maketrans(SAME)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` as names are compared: NFKC, one quotation mark, one comma, one case, single blanks, trimmed, nothing unseen."""
    if text.isascii():
        return " ".join(text.lower().split())
    # NFKC takes “≠” apart where it was typed as two characters, so the marks are folded after it; case folding
    # may open a new composition, so NFKC closes the work.
    plain = unicodedata.normalize("NFKC", visible(text)).translate(_SAME).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())
