"""The SHA-256 of a log's files and their lines, worked out beside their reading.

Whoever doubts a report can tell by the hash whether he has the same log; by the lines it is told whether the database saw all.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

SMALL = 1 << 20
"""Bytes below which a thread of its own costs more than the sum."""
BLOCK = 1 << 20


class Head:
    """The first `size` bytes of a file: their hash (empty where the file has not so many), and their lines."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.value = ""
        self.lines = 0
        self.whole = True
        """Whether the last of the lines ends where they end."""

    def end(self, sha: hashlib._Hash, lines: int, block: bytes, cut: int) -> None:
        """They end within a block of the file; `sha` and `lines` are of what came before it."""
        last = block[:cut]
        sha.update(last)
        self.value = sha.hexdigest()
        ended = last[-1:] == b"\n"
        self.lines = lines + last.count(b"\n") + (not ended)
        self.whole = ended
        self.follow(block[cut : cut + 2])

    def follow(self, following: bytes) -> None:
        """The bytes that come next: a line that had no end is the same where they give it one."""
        self.whole = self.whole or following.startswith((b"\n", b"\r\n"))


class Digest:
    """The hash of one file as it lies on the disk, packed or not; a large file is hashed while others read it.

    `before` is how many bytes an earlier check read of it: their hash is worked out, too.
    """

    def __init__(self, path: Path, before: int = 0) -> None:
        self.path = path
        self._head = Head(before)
        self._value = ""
        self._lines = self._size = 0
        self._nul = False
        self._problem: OSError | None = None
        self._thread: threading.Thread | None = None
        if path.stat().st_size < SMALL:
            self._read()
        else:
            self._thread = threading.Thread(target=self._read, daemon=True)
            self._thread.start()

    def __reduce__(self) -> tuple[object, ...]:
        """Sent from one process to another as what was found."""
        return _found, (self.path, self.value, self.lines, self.size, self.head, self.nul)

    @property
    def value(self) -> str:
        """64 hexadecimal digits. Raises OSError where the file cannot be read."""
        self.wait()
        return self._value

    @property
    def lines(self) -> int:
        """Lines of the file, a last one without a newline included. Raises OSError where the file cannot be read."""
        self.wait()
        return self._lines

    @property
    def nul(self) -> bool:
        """Whether a NUL byte is in the file. Raises OSError where the file cannot be read."""
        self.wait()
        return self._nul

    @property
    def head(self) -> Head:
        """What the first bytes were, as many as an earlier check read. Raises OSError where the file cannot be read."""
        self.wait()
        return self._head

    @property
    def size(self) -> int:
        """Bytes of the file. Raises OSError where the file cannot be read."""
        self.wait()
        return self._size

    def wait(self) -> None:
        """Returns when the file was read to its end. Raises OSError where it cannot be read."""
        if self._thread is not None:
            self._thread.join()
        if self._problem is not None:
            raise self._problem

    def _read(self) -> None:
        sha, last = hashlib.sha256(), b"\n"
        try:
            with self.path.open("rb") as file:
                while block := file.read(BLOCK):
                    if 0 < self._head.size - self._size <= len(block):
                        self._head.end(sha.copy(), self._lines, block, self._head.size - self._size)
                    elif self._size == self._head.size:
                        self._head.follow(block[:2])
                    self._size += len(block)
                    sha.update(block)
                    # Taking them out and comparing lengths is faster than counting them.
                    self._lines += len(block) - len(block.replace(b"\n", b""))
                    self._nul = self._nul or b"\0" in block
                    last = block[-1:]
        except OSError as problem:
            self._problem = problem
        self._lines += last != b"\n"
        self._value = sha.hexdigest()


def _found(path: Path, value: str, lines: int, size: int, head: Head, nul: bool) -> Digest:
    digest = Digest.__new__(Digest)
    digest.path, digest._value, digest._lines, digest._problem, digest._thread = path, value, lines, None, None
    digest._size, digest._head, digest._nul = size, head, nul
    return digest
