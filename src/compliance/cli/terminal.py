"""Standard output and standard error: encodings that cannot say everything, pipes that close, problems in words."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from compliance.diagnostics import Diagnostic, Text, render
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.legible import legible

if TYPE_CHECKING:
    from compliance.findings import Unread

MOST = 200
"""Problems that are shown at once."""
NARROWEST, WIDEST = 40, 120
"""Columns of a report on a terminal."""


def complain(problems: Iterable[Diagnostic], language: Language) -> None:
    """Writes problems to standard error, an empty line between them."""
    problems = list(problems)
    if not problems:
        return
    language = _sayable(language)
    said = [render(problem, language) for problem in problems[:MOST]]
    more = len(problems) - len(said)
    if more:
        said.append(Text(f"……另有 {more} 处", f"… and {more} more").said(language))
    say_aside("\n\n".join(said))


def complain_of_unread(unread: Sequence[Unread], language: Language) -> None:
    """Writes to standard error which files could not be read, and what that means."""
    if not unread:
        return
    language = _sayable(language)
    complain((problem for file in unread for problem in file.problems), language)
    n = len(unread)
    said = Text(
        f"{n}个文件未能读取：其余文件照常检查，退出码为 2",
        f"{n} file{'s' * (n != 1)} could not be read: the others were checked, the exit status is 2",
    )
    say_aside(f"\n{said.said(language)}")


def _sayable(language: Language) -> Language:
    """The language in which standard error can say what is to be said: a console without Chinese shows English."""
    try:
        "错误".encode(sys.stderr.encoding or "utf-8")
    except UnicodeEncodeError:
        return "en"
    return language


def say_aside(line: str) -> None:
    """Writes a line to standard error, whatever its encoding can say."""
    encoding = sys.stderr.encoding or "utf-8"
    # Where even that cannot be written, the exit status says what is left to say.
    with suppress(OSError):
        print(legible(line, encoding).encode(encoding, "replace").decode(encoding), file=sys.stderr)


def write_text(text: str) -> None:
    """Writes text to standard output; what its encoding lacks is told in characters it has."""
    encoding = output_encoding()
    with standard_output() as out:
        out.write(legible(text, encoding).encode(encoding, "replace"))


def output_encoding() -> str:
    """The characters that standard output has."""
    return sys.stdout.encoding or "utf-8"


def standard_output() -> io.BufferedWriter:
    """Standard output as a file of bytes; a reader that has gone away is no error."""
    return io.BufferedWriter(_StandardOutput())


class _StandardOutput(io.RawIOBase):
    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Writes all of `data`."""
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes once more at its end; what cannot be written then goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return len(data)


def in_color() -> bool:
    """Whether to colour what goes to standard output: by https://no-color.org, https://force-color.org and CLICOLOR, else
    where it is a terminal that understands it.
    """
    said = os.environ.get
    if said("NO_COLOR"):
        return False
    if said("FORCE_COLOR", "0") not in ("", "0") or said("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if said("CLICOLOR") == "0" or said("TERM") == "dumb":
        return False
    return sys.stdout.isatty() and _understands_escapes()


def _understands_escapes() -> bool:
    """An older Windows console has to be told to, and the oldest cannot."""
    if sys.platform == "win32":
        import ctypes

        console, mode = ctypes.windll.kernel32, ctypes.c_ulong()
        handle = console.GetStdHandle(-11)
        known = console.GetConsoleMode(handle, ctypes.byref(mode))
        return bool(known and console.SetConsoleMode(handle, mode.value | 4))
    return True


def columns() -> int:
    """How wide a report may be: the terminal or COLUMNS, within what is pleasant to read; 80 in a pipe."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)
