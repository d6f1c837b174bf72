"""Text without the characters that nobody sees: they come with what is copied from web pages, chats and Windows' own dialogs."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text without marks of order of byte, of reading direction, and of where a word may be broken."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
