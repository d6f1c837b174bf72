"""Names of agencies as names of files that Windows, macOS and Linux all take, and that a person still reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from compliance.reports.tidy import tidy

WIDE = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in '/\\:*?"<>|'})
"""What no file name may hold on Windows, as its full-width twin: 财政局/教育局 becomes 财政局／教育局."""
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in (*range(10), "¹", "²", "³")]
)
"""Names that mean a device on Windows, whatever ending they have."""
LONGEST = 60
"""Characters; with the ending and in UTF-8 no more than the 255 bytes that a name may have."""
TRIMMED = " .-"
"""What a name does not begin or end with: Windows drops it at the end, and a dot at the front hides the file."""


def file_names(names: Iterable[str], nameless: str, taken: Iterable[str] = ()) -> Mapping[str, str]:
    """A file name without an ending for each name, the same for the same names whatever their order.

    `nameless` is for the empty name, `taken` are names that belong to other files. Names that a file system may hold to
    be the same (`A` and `a`) are told apart by a number.
    """
    used = {_same(name) for name in taken}
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        safe = _safe(name) or nameless
        numbered, n = safe, 1
        while _same(numbered) in used:
            n += 1
            numbered = f"{safe}-{n}"
        used.add(_same(numbered))
        found[name] = numbered
    return found


def _safe(name: str) -> str:
    visible = tidy(unicodedata.normalize("NFC", name)).translate(WIDE)
    cut = " ".join(visible.split()).strip(TRIMMED)[:LONGEST].strip(TRIMMED)
    device = cut.partition(".")[0].rstrip().casefold() in DEVICES
    return f"_{cut}" if device else cut


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
