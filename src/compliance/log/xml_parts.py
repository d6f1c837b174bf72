"""A part of a workbook of XML, walked element by element: it may be larger than memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO


def walk(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls `start` and `end` at each element, and `text` at what stands in them, where given.

    Raises ExpatError for what is no XML.
    """
    from xml.parsers.expat import ParserCreate

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.ParseFile(stream)
