"""The lines of a text file, compressed or not, in whatever encoding, one at a time."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, AnyStr, Generic, NamedTuple

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import ONCE_PACKED, exceeded, limit, reason
from compliance.log.encoding import UTF_16BE, UTF_16LE

CHUNK = 1 << 20
SHOWN = 200
"""Characters of a torn row that a message shows."""

COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
SURROGATE = re.compile("[\ud800-\udfff]")
NUL = Text("含有 NUL 字节（0x00）", "it holds a NUL byte (0x00)")


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
            if not kind:
                yield raw
                return
            with _unpacker(kind)(raw) as stream:
                yield _Unpacked(stream, path.stat().st_size, file)
    except (EOFError, zlib.error, OSError) as problem:
        raise Refused([_unreadable(problem, file)]) from problem
    except Exception as problem:
        if type(problem).__name__ != "LZMAError":
            raise
        raise Refused([_unreadable(problem, file)]) from problem


class _Unpacked(io.BufferedReader):
    """What comes out of a packed file; one that is larger inside than any log is refused while it is unpacked."""

    def __init__(self, stream: IO[bytes], size: int, file: str) -> None:
        super().__init__(_Counted(stream, size, file), CHUNK)


class _Counted(io.RawIOBase):
    def __init__(self, stream: IO[bytes], size: int, file: str) -> None:
        self._stream, self._size, self._file, self._out = stream, size, file, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as the file reaches."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._out += len(data)
        if self._out > limit("file"):
            raise Refused([exceeded("file", self._out, Place(self._file), at_least=True)])
        if self._out > max(ONCE_PACKED, self._size * limit("packing")):
            raise Refused([exceeded("packing", self._out // max(1, self._size), Place(self._file), at_least=True)])
        return len(data)


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
    return _byte_lines(_cr_lines(stream) if old_mac else _newlines(stream), encoding)


def _byte_lines(raw: Iterator[bytes | _Cut], encoding: str) -> Iterator[Line]:
    for number, line in enumerate(raw, start=1):
        if isinstance(line, _Cut):
            yield Line(number, _escaped(line.start, encoding), reason("row", line.length))
            continue
        body = line.rstrip(b"\r\n")
        if number == 1:
            body = body.removeprefix(codecs.BOM_UTF8)
        try:
            yield Line(number, body.decode(encoding))
        except UnicodeDecodeError as problem:
            yield Line(number, _escaped(body, encoding), _torn(problem.start, body[problem.start], encoding))


class _Cut(NamedTuple):
    """The start of a line that is longer than a row may be, and how long it is in bytes."""

    start: bytes
    length: int


def _newlines(stream: IO[bytes]) -> Iterator[bytes | _Cut]:
    """The lines of a stream; of one that is too long no more is held than its start."""
    most = limit("row") + 2
    while line := stream.readline(most):
        if len(line) < most or line.endswith(b"\n"):
            yield line
            continue
        length, start = len(line), line[: 4 * SHOWN]
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
            length += len(line)
        yield _Cut(start, length - line.endswith(b"\n"))


class _Coming(Generic[AnyStr]):
    """A line that is coming in piece by piece; of one that is too long, its start is held and the rest counted."""

    def __init__(self, nothing: AnyStr, most: int) -> None:
        self._nothing: AnyStr = nothing
        self._most = most
        self._pieces: list[AnyStr] = []
        self.length = 0

    def add(self, piece: AnyStr) -> None:
        """Goes on with a piece."""
        if self.length <= self._most:
            self._pieces.append(piece)
        self.length += len(piece)

    def take(self) -> tuple[AnyStr, int]:
        """What is held and the whole length; the next line may come."""
        whole, length = self._nothing.join(self._pieces), self.length
        self._pieces, self.length = [], 0
        return whole, length


def _cr_lines(stream: IO[bytes]) -> Iterator[bytes | _Cut]:
    coming: _Coming[bytes] = _Coming(b"", limit("row"))
    while chunk := stream.read(CHUNK):
        *whole, rest = chunk.split(b"\r")
        for piece in whole:
            coming.add(piece)
            yield _cut(*coming.take())
        coming.add(rest)
    if coming.length:
        yield _cut(*coming.take())


def _cut(line: bytes, length: int) -> bytes | _Cut:
    return line if length <= limit("row") else _Cut(line[: 4 * SHOWN], length)


def _wide_lines(stream: IO[bytes], encoding: str, old_mac: bool) -> Iterator[Line]:
    end = "\r" if old_mac else "\n"
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    coming: _Coming[str] = _Coming("", limit("row") // 2)
    number = 0
    while chunk := stream.read(CHUNK):
        *whole, rest = decoder.decode(chunk).split(end)
        for piece in whole:
            number += 1
            coming.add(piece)
            yield _wide(number, *coming.take(), encoding)
        coming.add(rest)
    left = decoder.getstate()[0]
    text, length = coming.take()
    if left and 2 * length <= limit("row"):
        yield Line(number + 1, text, _torn(2 * length, left[0], encoding))
    elif text:
        yield _wide(number + 1, text, length, encoding)


def _wide(number: int, text: str, length: int, encoding: str) -> Line:
    if 2 * length > limit("row"):
        text = text[:SHOWN].encode("utf-8", "backslashreplace").decode("utf-8")
        return Line(number, text, reason("row", 2 * length))
    text = text.rstrip("\r")
    if number == 1:
        text = text.removeprefix("\ufeff")
    found = SURROGATE.search(text)
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
