"""The first of many names."""

from __future__ import annotations

from collections.abc import Iterable

from compliance.diagnostics import Text


def listed(names: Iterable[Text], most: int) -> Text:
    """As many of them as are named, and that there are more."""
    every = list(names)
    zh, en = "、".join(name.zh for name in every[:most]), ", ".join(name.en for name in every[:most])
    return Text(f"{zh} 等", f"{en} …") if len(every) > most else Text(zh, en)


def quoted(name: str | Text) -> Text:
    """In quotation marks."""
    words = name if isinstance(name, Text) else Text(name, name)
    return Text(f"“{words.zh}”", f"“{words.en}”")
