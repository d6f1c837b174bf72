"""A program that has faults befall a check at every step at which it changes a file: run by test_faults.

`faults.py FAULT ARGUMENTS…` runs `compliance ARGUMENTS…` again and again, each time with the fault at one step further, until
no step is left, and prints a line of JSON for each: the step, how the run ended, and the files that are there afterwards, with
the SHA-256 of each. Everything is imported once and each run is a fork of it: a hundred runs take seconds.

Faults: `kill` (the process is gone at once, as by `kill -9`), `vanish` (the folder of the output is gone).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from compliance.cli import check, main  # noqa: F401 - imported before the first fork
from compliance.engine import session  # noqa: F401

CHANGES = frozenset({"os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "os.truncate", "shutil.rmtree"})
HERE, OUT, TEMPORARY = Path("here"), Path("here/out"), Path("temporary")
STRUCK = Path("struck")
"""Is there when the fault befell a run."""


def is_change(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a file or folder is made, moved or removed."""
    if event == "open":
        return isinstance(arguments[1], str) and bool(set("wxa+") & set(arguments[1]))
    return event in CHANGES


def befall(fault: str, step: int) -> None:
    """Has the fault happen at that step; a folder that is gone is gone at every later one, too."""
    count, busy = 0, False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count, busy
        if busy or not is_change(event, arguments):
            return
        count += 1
        if count < step:
            return
        busy = True
        STRUCK.touch()
        if fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        shutil.rmtree(OUT, ignore_errors=True)
        busy = False

    sys.addaudithook(watch)


def run(arguments: list[str], fault: str = "", step: int = 0) -> int:
    """A run in a process of its own; how it ended: negative where it was killed."""
    pid = os.fork()
    if pid == 0:
        with open("said", "wb") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        sys.argv = ["compliance", *arguments]
        if fault:
            befall(fault, step)
        main.main()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def there(folder: Path) -> dict[str, str]:
    """Every file and folder, hidden ones too, with the hash of what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        with contextlib.suppress(IsADirectoryError):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def main_() -> None:
    """See above. What lay in `here` before is put back before each run."""
    fault, *arguments = sys.argv[1:]
    # Python tries the temporary folder with a file of its own, once; that is not a step of ours.
    tempfile.gettempdir()
    shutil.copytree(HERE, "kept")
    step = 0
    while True:
        step += 1
        shutil.rmtree(HERE, ignore_errors=True)
        shutil.copytree("kept", HERE)
        STRUCK.unlink(missing_ok=True)
        status = run(arguments, fault, step)
        said = Path("said").read_text("utf-8", "replace")
        after = there(HERE)
        again = run(arguments) if fault == "kill" else 0
        line = {"step": step, "status": status, "said": said, "after": after, "again": again, "then": there(HERE)}
        print(json.dumps({**line, "temporary": sorted(there(TEMPORARY))}), flush=True)
        if not STRUCK.exists():
            return


main_()
