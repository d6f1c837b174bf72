"""The lines of a text file, compressed or not, in whatever encoding, one at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.log.encoding import UTF_16BE, UTF_16LE

CHUNK = 1 << 20
SHOWN = 200
"""Characters of a torn row that a message shows."""

COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """A line without its end. `torn` says which bytes of it cannot be read."""

    number: int
    text: str
    torn: Text | None = None


@contextmanager
def opened(path: Path, file: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where it is compressed. Raises `Refused` where it cannot be read, then or later."""
    import zlib

    try:
        with path.open("rb") as raw:
            kind = packed(raw.read(6))
            raw.seek(0)
            with _unpacker(kind)(raw) if kind else raw as stream:
                yield stream
    except (EOFError, zlib.error, OSError) as problem:
        raise Refused([_unreadable(problem, file)]) from problem
    except Exception as problem:
        if type(problem).__name__ != "LZMAError":
            raise
        raise Refused([_unreadable(problem, file)]) from problem


def packed(head: bytes) -> str | None:
    """The module that unpacks a file that begins with `head`; None for one that is not compressed."""
    return next((kind for mark, kind in COMPRESSED.items() if head.startswith(mark)), None)


def _unpacker(kind: str) -> Callable[[IO[bytes]], IO[bytes]]:
    from importlib import import_module

    unpack: Callable[[IO[bytes]], IO[bytes]] = import_module(kind).open
    return unpack


def _unreadable(problem: Exception, file: str) -> Diagnostic:
    if isinstance(problem, EOFError):
        title = Text("压缩文件不完整，读到一半就没有了", "the compressed file breaks off before its end")
        hint = Text("请重新压缩或重新下载", "compress it or fetch it again")
        return Diagnostic("log-unreadable", title, Place(file), hint)
    said = getattr(problem, "strerror", None) or str(problem)
    return Diagnostic(
        "log-unreadable", Text(f"文件读不出来（{said}）", f"the file cannot be read ({said})"), Place(file)
    )


def lines(stream: IO[bytes], encoding: str, old_mac: bool = False) -> Iterator[Line]:
    """Every line of a stream, its byte order mark taken off. `old_mac`: lines end in CR alone."""
    if encoding in (UTF_16LE, UTF_16BE):
        return _wide_lines(stream, encoding, old_mac)
    return _byte_lines(_cr_lines(stream) if old_mac else stream, encoding)


def _byte_lines(raw: IO[bytes] | Iterator[bytes], encoding: str) -> Iterator[Line]:
    for number, line in enumerate(raw, start=1):
        body = line.rstrip(b"\r\n")
        if number == 1:
            body = body.removeprefix(codecs.BOM_UTF8)
        try:
            yield Line(number, body.decode(encoding))
        except UnicodeDecodeError as problem:
            yield Line(number, _escaped(body, encoding), _torn(problem.start, body[problem.start], encoding))


def _cr_lines(stream: IO[bytes]) -> Iterator[bytes]:
    pending = b""
    while chunk := stream.read(CHUNK):
        *whole, pending = (pending + chunk).split(b"\r")
        yield from whole
    if pending:
        yield pending


def _wide_lines(stream: IO[bytes], encoding: str, old_mac: bool) -> Iterator[Line]:
    end = "\r" if old_mac else "\n"
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    pending, number = "", 0
    while chunk := stream.read(CHUNK):
        *whole, pending = (pending + decoder.decode(chunk)).split(end)
        for text in whole:
            number += 1
            yield _wide(number, text, encoding)
    left = decoder.getstate()[0]
    if left:
        yield Line(number + 1, pending, _torn(2 * len(pending), left[0], encoding))
    elif pending:
        yield _wide(number + 1, pending, encoding)


def _wide(number: int, text: str, encoding: str) -> Line:
    text = text.rstrip("\r")
    if number == 1:
        text = text.removeprefix("\ufeff")
    found = _SURROGATE.search(text)
    if found is None:
        return Line(number, text)
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return Line(number, shown, _torn(2 * found.start(), ord(found[0]), encoding))


def _escaped(body: bytes, encoding: str) -> str:
    """A torn line with its unreadable bytes written out."""
    return body[: 4 * SHOWN].decode(encoding, "backslashreplace")


def _torn(start: int, value: int, encoding: str) -> Text:
    code = f"0x{value:02X}"
    return Text(
        f"第 {start + 1} 个字节 {code} 不是 {encoding} 编码的文字",
        f"byte {start + 1}, {code}, is no text in {encoding}, the encoding of the file",
    )
