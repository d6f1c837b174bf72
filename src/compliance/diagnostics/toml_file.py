"""Files of TOML that people write by hand: what they say, or why they cannot be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import exceeded, limit
from compliance.diagnostics.not_utf8 import not_utf8
from compliance.diagnostics.toml_mistakes import toml_mistake

_PARTS = re.compile(r"[={,]")


def text_of(data: bytes, path: Path, family: str) -> str:
    """The text of a file; its lines end with a line feed alone, in which the parser counts.

    Raises Refused where it is not in UTF-8, under a code of that family.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused([not_utf8(error, path, f"{family}/encoding")]) from None


def tables_of(text: str, file: str, family: str) -> dict[str, Any]:
    """The tables of a text. Raises Refused where it is no TOML, under a code of that family, or nested too deeply."""
    import tomli

    most = limit("nesting")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > most:
            deepest = max(sum(bool(part.strip()) for part in piece.split(".")) for piece in _PARTS.split(line))
            if deepest > most:
                raise Refused([exceeded("nesting", deepest, Place(file, number))])
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise Refused([toml_mistake(error, text, file, f"{family}/toml")]) from None
    except ValueError:  # A number of thousands of digits, which Python will not turn into one.
        title = Text("文件里有一个数长得读不出来", "the file holds a number that is too long to be read")
        hint = Text("找出几千位的数字，改正它", "look for a number of thousands of digits and put it right")
        raise Refused([Diagnostic("file/number", title, Place(file), hint)]) from None
    except RecursionError:
        raise Refused([exceeded("nesting", most + 1, Place(file), at_least=True)]) from None
    if _deeper(data, most):
        raise Refused([exceeded("nesting", most + 1, Place(file), at_least=True)])
    return data


def _deeper(value: object, most: int) -> bool:
    """Whether lists and tables lie more than so many levels within each other."""
    level = [value]
    for _ in range(most + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
