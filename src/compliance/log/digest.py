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


class Digest:
    """The hash of one file as it lies on the disk, packed or not; a large file is hashed while others read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._value = ""
        self._lines = 0
        self._problem: OSError | None = None
        self._thread: threading.Thread | None = None
        if path.stat().st_size < SMALL:
            self._read()
        else:
            self._thread = threading.Thread(target=self._read, daemon=True)
            self._thread.start()

    def __reduce__(self) -> tuple[object, ...]:
        """Sent from one process to another as what was found."""
        return _found, (self.path, self.value, self.lines)

    @property
    def value(self) -> str:
        """64 hexadecimal digits. Raises OSError where the file cannot be read."""
        self._wait()
        return self._value

    @property
    def lines(self) -> int:
        """Lines of the file, a last one without a newline included. Raises OSError where the file cannot be read."""
        self._wait()
        return self._lines

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()
        if self._problem is not None:
            raise self._problem

    def _read(self) -> None:
        sha, last = hashlib.sha256(), b"\n"
        try:
            with self.path.open("rb") as file:
                while block := file.read(BLOCK):
                    sha.update(block)
                    self._lines += block.count(b"\n")
                    last = block[-1:]
        except OSError as problem:
            self._problem = problem
        self._lines += last != b"\n"
        self._value = sha.hexdigest()


def _found(path: Path, value: str, lines: int) -> Digest:
    digest = Digest.__new__(Digest)
    digest.path, digest._value, digest._lines, digest._problem, digest._thread = path, value, lines, None, None
    return digest
