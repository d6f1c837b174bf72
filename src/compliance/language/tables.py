"""The LALR tables of `grammar.lark`, made once and kept beside it: making them takes longer than reading a rule.

What is kept counts only for the grammar and the release of Lark that it was made with; otherwise the tables are made anew, so a
grammar that somebody edits holds at once. `python -m compliance.language.tables`, or `make grammar`, writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef

STARTS = ("duty", "qualifier", "example_event")
GRAMMAR = Path(__file__).with_name("grammar.lark")
KEPT = Path(__file__).with_name("grammar.tables.json")


class Cut(Lexer):
    """The tokens are cut already."""

    def __init__(self, conf: object) -> None:
        """Nothing to set up."""

    def lex(self, data: Any) -> Iterator[Any]:  # type: ignore[override]
        """The tokens as they come."""
        return iter(data)


def parser(builder: object) -> Lark:
    """The parser, from the tables that are kept where they hold; `builder` makes its nodes."""
    grammar = GRAMMAR.read_text(encoding="utf-8")
    found = kept(grammar)
    return made(grammar, builder) if found is None else _loaded(found, builder)


def kept_text() -> str:
    """What belongs into the file, as JSON."""
    grammar = GRAMMAR.read_text(encoding="utf-8")
    data, memo = made(grammar, None).memo_serialize([TerminalDef, Rule])
    data["options"] |= {"lexer": None, "transformer": None}
    data["parser"]["lexer_conf"]["lexer_type"] = None
    text = {"lark": lark.__version__, "grammar": _digest(grammar), "data": data, "memo": memo}
    return json.dumps(text, ensure_ascii=False, separators=(",", ":")) + "\n"


def made(grammar: str, builder: object) -> Lark:
    """The parser, from the grammar itself."""
    return Lark(grammar, parser="lalr", lexer=Cut, start=list(STARTS), transformer=builder, maybe_placeholders=False)


def kept(grammar: str) -> dict[str, Any] | None:
    """What the file holds, if it was made of this grammar with this release of Lark, else None."""
    if not KEPT.is_file():
        return None
    found: dict[str, Any] = json.loads(KEPT.read_bytes(), object_pairs_hook=_numbered)
    return found if (found["lark"], found["grammar"]) == (lark.__version__, _digest(grammar)) else None


def _loaded(found: dict[str, Any], builder: object) -> Lark:
    found["data"]["options"]["lexer"] = found["data"]["parser"]["lexer_conf"]["lexer_type"] = Cut
    loaded: Lark = Lark.__new__(Lark)._load({"data": found["data"], "memo": found["memo"]}, transformer=builder)
    return loaded


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """States and rules are numbers, which JSON knows as text."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs}


def _digest(grammar: str) -> str:
    return sha256(grammar.encode()).hexdigest()


if __name__ == "__main__":
    KEPT.write_text(kept_text(), "utf-8")
