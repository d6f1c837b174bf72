"""Where the keys and values of a TOML file stand: the parser keeps no places, and a message must show one.

The text has been read by the parser already, so only what is valid need be understood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from compliance.diagnostics.diagnostic import Place

Path = tuple[str, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[^\s\]\[{},#=]+(?: \d\d:[^\s\]\[{},#]+)?")
_KEY = re.compile(r"[\w-]+")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


@dataclass(slots=True)
class TomlPlaces:
    """The places in one text by path: the keys of tables, and the numbers of a list's members, from "0" on."""

    text: str
    file: str
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    """Where each line begins, once a place was asked for."""

    def key(self, path: Path) -> Place:
        """Where the key stands; of a key that is not there, where the table is that should have it.

        Of a table that is not there, where the file begins.
        """
        return self._nearest(path, (self.keys, self.values))

    def value(self, path: Path) -> Place:
        """Where the value stands, else its key."""
        return self._nearest(path, (self.values, self.keys))

    def _nearest(self, path: Path, tables: tuple[Mapping[Path, tuple[int, int]], ...]) -> Place:
        for end in range(len(path), 0, -1):
            for table in tables:
                if path[:end] in table:
                    return self._place(*table[path[:end]])
        return self._place(0, 1)

    def _place(self, start: int, end: int) -> Place:
        if not self._starts:
            self._starts += [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1]
        ends = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        source = self.text[self._starts[line - 1] : ends].rstrip("\r")
        return Place(self.file, line, column + 1, max(1, min(end - start, len(source) - column)), source)


def toml_places(text: str, file: str) -> TomlPlaces:
    """The places of a text that the parser took."""
    places = TomlPlaces(text, file)
    scan = _Scan(places)
    scan.document()
    return places


class _Scan:
    """Goes through a text once."""

    def __init__(self, places: TomlPlaces) -> None:
        self.text, self.places, self.position = places.text, places, 0

    def document(self) -> None:
        """Headers and pairs up to the end."""
        table: Path = ()
        members: dict[Path, int] = {}
        while self._more():
            if self.text[self.position] != "[":
                self._pair(table)
                continue
            many = self.text.startswith("[[", self.position)
            self.position += 1 + many
            start = self.position
            table = self._key(())
            if many:
                members[table] = members.get(table, -1) + 1
                table = (*table, str(members[table]))
                # What a member lacks is told at its own header: the key of the list stands at that of the first.
                self.places.keys[table] = (start, self.position)
            self.position += 1 + many

    def _more(self) -> bool:
        self._blank()
        return self.position < len(self.text)

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._blank()
        self.position += 1  # =
        self._blank()
        self._value(path)

    def _key(self, table: Path) -> Path:
        """A key, dotted or not, from here; each part of it is kept where it stands first."""
        path = table
        while True:
            self._blank()
            start = self.position
            found = self._string() or _KEY.match(self.text, start)
            self.position = found.end() if found else start + 1
            said = self.text[start : self.position]
            quoted = said[:1] in ("'", '"')
            path = (*path, said[1:-1] if quoted else said)
            self.places.keys.setdefault(path, (start + quoted, self.position - quoted))
            self._blank()
            if self.text[self.position : self.position + 1] != ".":
                return path
            self.position += 1

    def _string(self) -> re.Match[str] | None:
        return next((found for form in _STRINGS if (found := form.match(self.text, self.position))), None)

    def _value(self, path: Path) -> None:
        start = self.position
        mark = self.text[start : start + 1]
        if mark == "[":
            self._members(path, "]")
        elif mark == "{":
            self._members(path, "}")
        else:
            found = self._string() or _BARE.match(self.text, start)
            self.position = found.end() if found else start + 1
        self.places.values[path] = (start, self.position)

    def _members(self, path: Path, close: str) -> None:
        """A list, or a table in one line."""
        self.position += 1
        number = 0
        while self._more() and self.text[self.position] != close:
            if self.text[self.position] == ",":
                self.position += 1
            elif close == "}":
                self._pair(path)
            else:
                self._value((*path, str(number)))
                number += 1
        self.position += 1
