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
from compliance.diagnostics.limits import ONCE_PACKED, exceeded, limit, reason, times_larger
from compliance.diagnostics.trouble import why
from compliance.log.encoding import UTF_16BE, UTF_16LE

CHUNK = 1 << 20
SHOWN = 200
"""Characters of a torn row that a message shows."""

COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
SURROGATE = re.compile("[\ud800-\udfff]")
_BOMS = re.compile(rb"\A(?:\xef\xbb\xbf)+")
"""Each program that saves a file may put a mark of its own before it."""
HALF = "\udfff"
"""Before the last byte of a text of UTF-16 that breaks off within a character; the byte is `_BYTE` more, and so no line's end."""
_BYTE = 0x100
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
            raise Refused([exceeded("packing", times_larger(self._out, self._size), Place(self._file), at_least=True)])
        return len(data)


def packed(head: bytes) -> str | None:
    """The module that unpacks a file that begins with `head`; None for one that is not compressed."""
    return next((kind for mark, kind in COMPRESSED.items() if head.startswith(mark)), None)


def _unpacker(kind: str) -> Callable[[IO[bytes]], IO[bytes]]:
    from importlib import import_module

    unpack: Callable[[IO[bytes]], IO[bytes]] = import_module(kind).open
    return unpack


def _unreadable(problem: Exception, file: str) -> Diagnostic:
    hint = Text("请重新压缩或重新下载", "compress it or fetch it again")
    if isinstance(problem, OSError) and problem.errno:
        said = why(problem)
        title = Text(f"文件读不出来：{said.zh}", f"the file cannot be read: {said.en}")
        hint = Text("检查文件名和权限", "check its name and permissions")
    elif isinstance(problem, EOFError):
        title = Text("压缩文件不完整，读到一半就没有了", "the compressed file breaks off before its end")
    else:
        title = Text(f"压缩文件坏了，解不开（{problem}）", f"the compressed file is broken ({problem})")
    return Diagnostic("log/unreadable", title, Place(file), hint)


class Block(NamedTuple):
    """Whole lines of a text from the line `first` on, without the last one's end; or the start of one that is too long."""

    first: int
    data: bytes | str
    """Bytes where a line's end is a byte in them, text of UTF-16."""
    end: bytes | str
    too_long: int = 0
    """The length of the line of which only the start is held."""


def lines(stream: IO[bytes], encoding: str, old_mac: bool = False) -> Iterator[Line]:
    """Every line of a stream, its byte order mark taken off. `old_mac`: lines end in CR alone."""
    for block in blocks(stream, encoding, old_mac):
        yield from lines_of(block, encoding)


def blocks(stream: IO[bytes], encoding: str, old_mac: bool = False) -> Iterator[Block]:
    """The lines of a stream, about a megabyte of them at a time."""
    if encoding in (UTF_16LE, UTF_16BE):
        decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        yield from _blocks(_decoded(stream, decoder), "\r" if old_mac else "\n", "", limit("row") // 2)
    else:
        yield from _blocks(_read(stream), b"\r" if old_mac else b"\n", b"", limit("row"))


def lines_of(block: Block, encoding: str) -> Iterator[Line]:
    """The lines of a block, each with what is wrong with it."""
    if isinstance(block.data, str):
        yield from _wide_lines(block, encoding)
    else:
        yield from _byte_lines(block, encoding)


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _decoded(stream: IO[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    """The text of a stream; a last byte that is no character alone comes after `HALF`."""
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk)
    if left := decoder.getstate()[0]:
        yield HALF + chr(_BYTE + left[0])


def _blocks(chunks: Iterator[AnyStr], end: AnyStr, nothing: AnyStr, most: int) -> Iterator[Block]:
    """Chunks of a text cut anew at ends of lines; of a line that is too long, its start is held and the rest counted."""
    number = 1
    coming: _Coming[AnyStr] = _Coming(nothing, most)
    for chunk in chunks:
        last = chunk.rfind(end)
        if last < 0:
            coming.add(chunk)
            continue
        whole = chunk[:last]
        if coming.length:
            coming.add(whole[: whole.find(end)] if end in whole else whole)
            line, length = coming.take()
            yield Block(number, line[: 4 * SHOWN] if length > most else line, end, length if length > most else 0)
            number += 1
            whole = whole.partition(end)[2] if end in whole else None  # type: ignore[assignment]
        if whole is not None:
            yield Block(number, whole, end)
            number += whole.count(end) + 1
        coming.add(chunk[last + 1 :])
    if coming.length:
        line, length = coming.take()
        yield Block(number, line[: 4 * SHOWN] if length > most else line, end, length if length > most else 0)


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


def _byte_lines(block: Block, encoding: str) -> Iterator[Line]:
    assert isinstance(block.data, bytes) and isinstance(block.end, bytes)
    most = limit("row")
    for number, line in enumerate(block.data.split(block.end), start=block.first):
        if block.too_long or len(line) > most:
            yield Line(number, _escaped(line, encoding), reason("row", block.too_long or len(line)))
            continue
        body = line.rstrip(b"\r\n")
        if number == 1:
            body = _BOMS.sub(b"", body)
        try:
            yield Line(number, body.decode(encoding))
        except UnicodeDecodeError as problem:
            yield Line(number, _escaped(body, encoding), _torn(problem.start, body[problem.start], encoding))


def _wide_lines(block: Block, encoding: str) -> Iterator[Line]:
    assert isinstance(block.data, str) and isinstance(block.end, str)
    most = limit("row")
    for number, line in enumerate(block.data.split(block.end), start=block.first):
        length = 2 * (block.too_long or len(line))
        if length > most:
            text = line[:SHOWN].encode("utf-8", "backslashreplace").decode("utf-8")
            yield Line(number, text, reason("row", length))
        else:
            yield _wide(number, line, encoding)


def _wide(number: int, text: str, encoding: str) -> Line:
    if text[-2:-1] == HALF:
        return Line(number, text[:-2], _torn(2 * len(text) - 4, ord(text[-1]) - _BYTE, encoding))
    text = text.rstrip("\r")
    if number == 1:
        text = text.lstrip("\ufeff")
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
