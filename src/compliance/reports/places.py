"""Where a record of the log lies, as other programs name places: a file without its sheet, a relative URI."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import quote

from compliance.findings import LogRead
from compliance.reports.provenance import file_of

DRIVE = re.compile(r"[A-Za-z]:/")


class Places:
    """The files of a log by the names that its records have."""

    def __init__(self, log: LogRead) -> None:
        self._sheets = {read.file: read.sheet for read in log.files}

    def file(self, name: str) -> str:
        """The file itself: `book.xlsx` of `book.xlsx:Sheet2`."""
        return file_of(name, self._sheets.get(name))

    def sheet(self, name: str) -> str | None:
        """The sheet of a workbook, where the file has several."""
        return self._sheets.get(name) if self.file(name) != name else None


def uri(file: str) -> str:
    """A URI reference to a file, percent-encoded: relative where the user named it so."""
    path = PurePath(file).as_posix()
    coded = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    if DRIVE.match(path):
        return f"file:///{path[0]}:{coded[4:]}"
    if path.startswith("//"):
        return f"file:{coded}"
    return f"file://{coded}" if path.startswith("/") else coded
