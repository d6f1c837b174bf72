"""Standard output and standard error: encodings that cannot say everything, pipes that close, problems in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import Any

from compliance.diagnostics import Diagnostic, render
from compliance.diagnostics.diagnostic import Language


def complain(problems: Iterable[Diagnostic], language: Language) -> None:
    """Writes problems to standard error, an empty line between them."""
    problems = list(problems)
    if not problems:
        return
    say_aside("\n\n".join(render(problem, language) for problem in problems))


def say_aside(line: str) -> None:
    """Writes a line to standard error, whatever its encoding can say."""
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=sys.stderr)


def write_text(text: str) -> None:
    """Writes text to standard output; what its encoding lacks becomes a question mark, not an error."""
    encoding = sys.stdout.encoding or "utf-8"
    with standard_output() as out:
        out.write(text.encode(encoding, "replace"))


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
    """Whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
