"""Files that people write by hand, read whole: rules, settings, mappings, waivers. None of them is large, deep, or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import exceeded, limit
from compliance.diagnostics.plain_file import plain_file
from compliance.diagnostics.trouble import why

SHOWN = 100
"""Mistakes of one file that are told: who puts these right and asks again is told the next."""
_PARTS = re.compile(r"[={,]")


_kept: dict[Path, bytes] | None = None


@contextmanager
def read_once() -> Iterator[None]:
    """Has each such file read once for a while, however often it is asked for.

    What a report gives the hash of is then what was followed, whoever saves the file meanwhile.
    """
    global _kept
    before, _kept = _kept, {}
    try:
        yield
    finally:
        _kept = before


def read_small(path: Path) -> bytes:
    """The bytes of such a file. Raises OSError where it cannot be read, Refused where it is larger than they are."""
    if _kept is None:
        return _read(path)
    if path not in _kept:
        _kept[path] = _read(path)
    return _kept[path]


def _read(path: Path) -> bytes:
    most = limit("text")
    found = plain_file(path)
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Refused([exceeded("text", max(found.st_size, len(data)), Place(str(path)))])
    return data


def read_given(path: Path) -> bytes:
    """The same, with words for a file that cannot be read. Raises Refused alone."""
    try:
        return read_small(path)
    except OSError as error:
        said = why(error)
        title = Text(f"文件读不出来：{said.zh}", f"the file cannot be read: {said.en}")
        hint = Text("检查文件名和权限", "check its name and permissions")
        raise Refused([Diagnostic("file/unreadable", title, Place(str(path)), hint)]) from None


def load_toml(text: str, file: str) -> dict[str, Any]:
    """The tables of a text of TOML. Raises `tomli.TOMLDecodeError`, and Refused where it is nested too deeply."""
    import tomli

    most = limit("nesting")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > most:
            deepest = max(sum(bool(part.strip()) for part in piece.split(".")) for piece in _PARTS.split(line))
            if deepest > most:
                raise Refused([exceeded("nesting", deepest, Place(file, number))])
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError:
        raise
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
