"""The process of the command line: its signals, its streams and how it ends. All else is imported while it can be stopped."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader
from itertools import pairwise
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, Literal

from compliance.cli.status import UNUSABLE

if TYPE_CHECKING:
    from typer import TyperException

LOADS = (ExtensionFileLoader.create_module.__code__, ExtensionFileLoader.exec_module.__code__)
"""What runs while a module of another language is loaded."""
SOON = 0.02
"""Seconds after which a signal that came meanwhile comes again."""


def main() -> None:
    """Runs the command line and ends the process.

    What is left when a command is done (modules, tables in memory) goes with the process: taking it apart in order, and
    looking for cycles in it meanwhile, costs an office that checks 200 rows a tenth of its waiting.
    """
    gc.set_threshold(400_000, 20, 20)
    # pydantic would look for plugins in every package that is installed; there are none for us.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_closed()
    stopped = _stoppable()
    try:
        status = _run()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except OSError as error:
        status = UNUSABLE if stopped else _unwritable(error)
    except BaseException as error:
        # What is under way when a signal comes may make another exception of it: the database says "interrupted".
        if not stopped and not _of_the_machine(error):
            _our_fault(error)
        status = UNUSABLE
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(128 + stopped[0] if stopped else status)


def _run() -> int:
    """Runs the command; returns the exit status."""
    import typer

    from compliance.cli.application import COMMANDS, application

    named = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        ended = application(named or COMMANDS)(standalone_mode=False)
    except typer.TyperException as error:
        return _misused(error)
    return ended if isinstance(ended, int) else 0


def _open_closed() -> None:
    """A standard stream that was closed (`2>&-`, a program without a console) takes what is said and says nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open until the process ends


def _stoppable() -> list[int]:
    """Has Ctrl-C, a closed window and a polite kill end the work in order: what was begun is cleared away.

    The signals that came, in a list that fills as they do. The second waits for the clearing, the third does not.
    """
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if _sets_up(frame):
            Timer(SOON, signal.raise_signal, (number,)).start()
            return
        came.append(number)
        if len(came) > 2:
            os._exit(128 + number)
        if len(came) == 1:
            raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # What whoever started us has switched off (nohup, &) stays so.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
    return came


def _sets_up(frame: FrameType | None) -> bool:
    """Whether a module of another language is being loaded: the database's ends the process on the spot where that is broken off."""
    while frame is not None:
        if frame.f_code in LOADS:
            return True
        frame = frame.f_back
    return False


def _of_the_machine(error: BaseException) -> bool:
    """Says so where memory or the temporary folder gave out before a command could say it itself: the database has errors of its own."""
    from compliance.cli.terminal import complain
    from compliance.diagnostics.trouble import temporary_files, too_little_memory

    name = type(error).__name__
    if not isinstance(error, MemoryError) and name not in ("OutOfMemoryException", "IOException"):
        return False
    complain([temporary_files(str(error)) if name == "IOException" else too_little_memory()], _language())
    return True


def _our_fault(error: BaseException) -> None:
    """A mistake of the program: what its makers need stands behind what is said. It ends as a check that was not made, not as gaps."""
    import traceback

    from compliance.cli.terminal import complain
    from compliance.diagnostics import Diagnostic, Text

    title = Text("程序出错，没有做完", "internal error: the program stopped before it was done")
    hint = Text("请把以下内容交给程序的维护者", "report the text below to those who maintain the program")
    complain([Diagnostic("program/fault", title, hint=hint)], _language())
    with suppress(OSError):
        traceback.print_exception(error)


def _misused(error: TyperException) -> int:
    """The command line has a slip in it; of a command without a word behind it, the help says what may stand there."""
    from compliance.cli.misuse import misuse
    from compliance.cli.terminal import complain, say_aside

    said = error.format_message()
    if "\n" in said:
        say_aside(said)
    else:
        complain([misuse(error)], _language())
    return UNUSABLE


def _unwritable(error: OSError) -> int:
    """The system refused something that no command expected: a full disk behind standard output, most of all."""
    from compliance.cli.terminal import complain
    from compliance.diagnostics.trouble import unexpected

    complain([unexpected(error)], _language())
    return UNUSABLE


def _language() -> Literal["zh", "en"]:
    asked = "--lang=en" in sys.argv or ("--lang", "en") in pairwise(sys.argv)
    return "en" if asked else "zh"
