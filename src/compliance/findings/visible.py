"""Text without the characters that nobody sees: they come with what is copied from web pages, chats and Windows' own dialogs."""

from __future__ import annotations

import re

INVISIBLE = (
    r"\x{ad}\x{34f}\x{61c}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}"
    r"\x{2800}\x{3164}\x{e5e5}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}"
)
"""The characters, as a class of a regular expression has them in the database: those that Unicode has a program pass over that cannot
show them (`Default_Ignorable_Code_Point`), the empty cell of Braille, and the wide blank of old Chinese programs (A3 A0 in GBK)."""
_INVISIBLE = re.compile("[" + re.sub(r"\\x\{(\w+)\}", lambda code: chr(int(code[1], 16)), INVISIBLE) + "]")


def visible(text: str) -> str:
    """The text without marks of order of byte, of reading direction, of a character's variant, and of where a word may be broken."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
