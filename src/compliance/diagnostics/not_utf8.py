"""Files that must be in UTF-8 and are not: most often they come from an editor that saves as GB 18030."""

from __future__ import annotations

from pathlib import Path

from compliance.diagnostics.diagnostic import Diagnostic, Place, Text


def not_utf8(error: UnicodeDecodeError, path: Path, code: str) -> Diagnostic:
    """The mistake with the place of the first bytes that are no UTF-8; the line is shown as it was most likely meant."""
    data = bytes(error.object)
    begin = data.rfind(b"\n", 0, error.start) + 1
    end = data.find(b"\n", error.start)
    line, before = data[begin : end if end >= 0 else len(data)], data[begin : error.start]
    meant = _chinese(line)
    column = len((before.decode("utf-8" if meant is None else "gb18030", "ignore")).removeprefix("\ufeff"))
    source = (line.decode("utf-8", "replace") if meant is None else meant).removeprefix("\ufeff").rstrip("\r")
    place = Place(str(path), data.count(b"\n", 0, error.start) + 1, column + 1, 1, source)
    name = path.name
    title = Text(
        f"{name} 应是 UTF-8 编码，这里的字节" + ("读不出" if meant is None else "却像是 GB 18030（GBK）"),
        f"{name} is expected in UTF-8, found bytes here that "
        + ("are no text in it" if meant is None else "look like GB 18030 (GBK)"),
    )
    hint = Text("用编辑器打开，另存为 UTF-8", "open it in an editor and save it as UTF-8")
    return Diagnostic(code, title, place, hint)


def _chinese(line: bytes) -> str | None:
    """The line in the encoding that Chinese editors save in, where it is text in that."""
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\t", " ").rstrip("\r").isprintable() else None
