"""A workbook from its first sheet to the file: what it keeps meanwhile is gone afterwards, and a refusal of the system is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from compliance.diagnostics.trouble import in_temporary_folder
from compliance.log.own_folder import own_folder

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TEXTS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What looks like a formula, an address or a number in a text is text."""


class _Taker:
    """Takes what is packed until it cannot: the packer tries once more when it is let go, and would say so aloud."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.error: OSError | None = None
        self.done = False

    def write(self, data: bytes) -> int:
        try:
            if not self.done:
                self.out.write(data)
        except OSError as error:
            self.error, self.done = error, True
        return len(data)

    def flush(self) -> None:
        pass

    def tell(self) -> int:
        return 0 if self.done else self.out.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self.done else self.out.seek(offset, whence)


@contextmanager
def workbook(out: BinaryIO, **options: Any) -> Iterator[Workbook]:
    """A new workbook, which is packed into `out` at the end.

    Raises:
        OSError: `out` takes no more.
        Refused: the temporary folder does not.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    taker = _Taker(out)
    with own_folder() as folder:
        try:
            book = Workbook(taker, {**TEXTS_ONLY, **options, "tmpdir": str(folder)})
            with in_temporary_folder():
                yield book
                book.close()
        except FileCreateError as failed:
            with in_temporary_folder():
                raise failed.args[0] from None
        finally:
            taker.done = True
    if taker.error is not None:
        raise taker.error
