"""Text without the characters that nobody sees: they come with what is copied from web pages, chats and Windows' own dialogs."""

from __future__ import annotations

import re

INVISIBLE = r"\x{ad}\x{61c}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{feff}"
"""The characters, as a class of a regular expression has them in the database."""
_INVISIBLE = re.compile("[" + re.sub(r"\\x\{(\w+)\}", lambda code: chr(int(code[1], 16)), INVISIBLE) + "]")


def visible(text: str) -> str:
    """The text without marks of order of byte, of reading direction, and of where a word may be broken."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
