"""Whether a file is still as it was when its reading began.

A log is read more than once: to know what it is, to find its header, for its hash, by the database. Somebody saves it in Excel
meanwhile, a program appends to it, another takes it away to synchronise it: then each reading has seen another file, and the
hash in a report would not be that of the rows that were judged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text

CHANGED = "log/changed"
HINT = Text(
    "请在 Excel、WPS 中关闭它，等同步或写入完成，再检查一次",
    "close it in Excel or WPS, wait until whatever writes or synchronises it is done, and check again",
)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A user's file, what the user calls it, and its state at the beginning.

    The number that a file system has for a file is no part of it: network drives give another each time they are asked. A file
    that was put in the place of another has a `touched` of its own.
    """

    path: Path
    file: str
    size: int
    written: int
    """When it was last written to, in nanoseconds."""
    touched: int
    """When it, its name or its times were last changed, in nanoseconds; on Windows when it was made."""

    def check(self) -> None:
        """Raises Refused where the file is not as it was any more, or is gone."""
        try:
            now = of(self.path, self.file, self.path.stat())
        except OSError:
            title = Text("读取时文件不见了（被移走、改名或删除）", "the file went away while it was read")
            raise Refused([Diagnostic(CHANGED, title, Place(self.file), HINT)]) from None
        if now != self:
            title = Text(
                "读取时文件被改动过，前后读到的不是同一份内容",
                "the file was changed while it was read: not all that was read of it belongs together",
            )
            raise Refused([Diagnostic(CHANGED, title, Place(self.file), HINT)])

    @contextmanager
    def throughout(self) -> Iterator[None]:
        """Reads within. Raises Refused where the file changed meanwhile, whatever came of the reading."""
        try:
            yield
        except Exception:
            self.check()
            raise
        self.check()


def of(path: Path, file: str, found: os.stat_result) -> Unchanged:
    """The state of a file by what the system says of it."""
    return Unchanged(path, file, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def size_now(path: Path) -> int:
    """Bytes of a file; 0 where it went away, which whoever reads it says."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
