"""What a user's own template may take: so much more memory, so many seconds of the processor.

A template is a program of whoever wrote it, who may have mailed it. The sandbox keeps it from reaching anything; what it makes
of loops, texts and lists can only be bounded while it runs. Windows has no such bounds; there the sandbox alone stands.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from compliance.diagnostics import Text

MEMORY = 600_000_000
"""Bytes of address space beyond what the process has: the largest page takes a few hundredths of it."""
SECONDS = 6.0
"""Of the processor: the largest page takes less than one."""


class TooMuch(Exception):
    """A template has gone beyond; `text` says how."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raises TooMuch where what is run in it takes more than it may."""
    try:
        with ExitStack() as held:
            _memory(held)
            _time(held, seconds)
            yield
    except MemoryError:
        raise TooMuch(
            Text(f"要用的内存超过 {MEMORY // 1_000_000} MB", f"it takes more than {MEMORY // 1_000_000} MB of memory")
        ) from None


def _memory(held: ExitStack) -> None:
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as pages:
            now = int(pages.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > now + MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, hard))
        held.callback(resource.setrlimit, resource.RLIMIT_AS, (soft, hard))


def _time(held: ExitStack, seconds: float) -> None:
    # Only the main thread may say what a signal does.
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return

    def ended(*_: object) -> None:
        raise TooMuch(Text(f"运行超过 {seconds:g} 秒", f"it runs for more than {seconds:g} seconds"))

    held.callback(signal.signal, signal.SIGVTALRM, signal.signal(signal.SIGVTALRM, ended))
    held.callback(signal.setitimer, signal.ITIMER_VIRTUAL, 0.0)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
