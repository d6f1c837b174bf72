"""The SHA-256 of a log's files, worked out beside their reading: whoever doubts a report can tell whether he has the same log."""

from __future__ import annotations

import hashlib
import threading
from functools import cached_property
from pathlib import Path

SMALL = 1 << 20
"""Bytes below which a thread of its own costs more than the sum."""


class Digest:
    """The hash of one file as it lies on the disk, packed or not; a large file is hashed while others read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: str | OSError | None = None
        self._thread = threading.Thread(target=self._hash, daemon=True)
        if path.stat().st_size < SMALL:
            self._hash()
        else:
            self._thread.start()

    @cached_property
    def value(self) -> str:
        """64 hexadecimal digits. Raises OSError where the file cannot be read."""
        if self._found is None:
            self._thread.join()
        if isinstance(self._found, OSError):
            raise self._found
        assert self._found is not None
        return self._found

    def _hash(self) -> None:
        try:
            with self._path.open("rb") as file:
                self._found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            self._found = problem
