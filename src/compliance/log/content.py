"""What a file is, by its content: an ending says little, and offices rename files."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check
from compliance.log.lines import opened, packed


class Content(Enum):
    """The kinds of file that are read."""

    TEXT = auto()
    PACKED_TEXT = auto()
    JSON_LINES = auto()
    WORKBOOK = auto()
    PARQUET = auto()


_HEAD = 4096
_FOREIGN = (
    (b"%PDF", "PDF", "a PDF document"),
    (b"{\\rtf", "RTF 文档", "a rich text document"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstd 压缩文件", "a zstd file"),
    (b"SQLite format 3", "SQLite 数据库", "an SQLite database"),
    (b"\xff\xfe\0\0", "UTF-32 编码的文本", "text in UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32 编码的文本", "text in UTF-32"),
    (b"\0\1\0\0Standard ", "Access 数据库", "an Access database"),
    (b"PARE", "加密的 Parquet 文件", "an encrypted Parquet file"),
)
_WEB = (b"<!doctype", b"<html", b"<head", b"<style", b"<meta", b"<table", b"<?xml", b"<workbook", b"mime-version:")
"""How web pages begin that systems write as `.xls`, those of one file among them, and workbooks in XML."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = {name: name.encode("utf-16-le") for name in ("Workbook", "Book", "WordDocument", "EncryptedPackage")}


def content_of(path: Path, file: str) -> Content:
    """The kind of a file. Raises `Refused` for one that is empty, or of a kind that is not read."""
    with opened(path, file) as stream:
        head = stream.read(_HEAD)
    if not head.strip():
        raise _refused("log/empty", file, "文件是空的", "the file is empty")
    with path.open("rb") as raw:
        compressed = packed(raw.read(6)) is not None
    kind = _text_kind(head, file) if compressed else _kind(head, path, file)
    return Content.PACKED_TEXT if compressed and kind is Content.TEXT else kind


def _kind(head: bytes, path: Path, file: str) -> Content:
    if head.startswith(b"PAR1"):
        return Content.PARQUET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, file)
    if head.startswith(_OLE):
        return _ole(path, file)
    return _text_kind(head, file)


def _text_kind(head: bytes, file: str) -> Content:
    for mark, zh, en in _FOREIGN:
        if head.startswith(mark):
            gap = " " if zh[0].isascii() else ""
            raise _refused("log/format", file, f"这是{gap}{zh}，读不了", f"this is {en}, which is not read")
    if head[257:262] == b"ustar":
        raise _refused("log/format", file, "这是 tar 打包文件：请先解开", "this is a tar archive: unpack it first")
    if head.startswith((b"PAR1", b"PK\x03\x04", _OLE)) or packed(head):
        raise _refused(
            "log/format", file, "压缩包里不是文本：请先解压", "what is compressed is no text: unpack it first"
        )
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:64].replace(b"\0", b"").lower()
    if start.startswith(_WEB):
        raise _refused(
            "log/format",
            file,
            "这是网页或 XML，不是表格文件",
            "this is a web page or XML, no table, whatever its ending says",
        )
    if start.startswith(b"["):
        raise _refused(
            "log/format",
            file,
            "这是 JSON 数组：应是 JSON Lines，每行一个对象",
            "this is a JSON array: JSON Lines is read, an object a line",
        )
    return Content.JSON_LINES if start.startswith(b"{") else Content.TEXT


def _zipped(path: Path, file: str) -> Content:
    from zipfile import ZipFile

    from compliance.log.workbook_guard import DAMAGED

    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGED:
        raise _refused("log/format", file, "工作簿已损坏", "the workbook is damaged") from None
    if any(name.startswith("xl/") for name in names) or {"content.xml", "mimetype"} <= set(names):
        return Content.WORKBOOK
    if any(name.startswith("word/") for name in names):
        raise _refused("log/format", file, "这是 Word 文档，不是表格", "this is a Word document, no table")
    raise _refused("log/format", file, "这是 ZIP 压缩包：请先解压", "this is a ZIP archive: unpack it first")


def _ole(path: Path, file: str) -> Content:
    """The container of old office files: its directory names what is inside."""
    check("workbook", path.stat().st_size, Place(file))
    body = path.read_bytes()
    if _WIDE["EncryptedPackage"] in body:
        raise _refused(
            "log/format", file, "工作簿有密码：请去掉密码后另存", "the workbook has a password: save it without"
        )
    if _WIDE["WordDocument"] in body:
        raise _refused("log/format", file, "这是 Word 文档，不是表格", "this is a Word document, no table")
    if _WIDE["Workbook"] in body or _WIDE["Book"] in body:
        return Content.WORKBOOK
    raise _refused("log/format", file, "这种文件读不了", "a file of this kind is not read")


def _refused(code: str, file: str, zh: str, en: str) -> Refused:
    hint = Text(
        "能读：CSV、TSV（可用 gz、bz2、xz 压缩）、xlsx、xls、ods、JSON Lines、Parquet；请另存为其中一种",
        "what is read: CSV, TSV (also as gz, bz2, xz), xlsx, xls, ods, JSON Lines, Parquet; save it as one of them",
    )
    return Refused([Diagnostic(code, Text(zh, en), Place(file), hint)])
