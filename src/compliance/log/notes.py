"""What is said of any file's reading, in the same words for each format."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.log.encoding import UTF_8


def encoding_note(encoding: str, said: str | None = None) -> list[Text]:
    """An encoding that is not the usual one, unless it was `said` before."""
    if encoding in (UTF_8, said):
        return []
    return [Text(f"按 {encoding} 编码读入", f"read as {encoding}")]


def title_note(header_row: int, titles: int) -> list[Text]:
    """Rows above the header that were passed over."""
    if titles == 0:
        return []
    zh = f"表头在第 {header_row} 行，其上 {titles} 行按标题略过"
    en = f"the header is row {header_row}; the rows above it are titles and passed over: {titles}"
    return [Text(zh, en)]


def header_note(first: int, last: int) -> list[Text]:
    """A header of several rows."""
    if first == last:
        return []
    zh = f"表头占第 {first} 至 {last} 行，各列按上下合起来的名称认列"
    en = f"the header takes rows {first} to {last}; each column is known by its labels together"
    return [Text(zh, en)]
