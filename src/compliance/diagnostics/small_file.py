"""Files that people write by hand, read whole: rules, settings, mappings, waivers. None of them is large, deep, or a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import exceeded, limit
from compliance.diagnostics.plain_file import plain_file
from compliance.diagnostics.trouble import why

SHOWN = 100
"""Mistakes of one file that are told: who puts these right and asks again is told the next."""

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
