"""Folders that a run makes for its own use: locked as long as it lives, cleared away by a later run where it was killed.

A run that is killed outright cannot clear up. What it left is known by its name and by the lock in it that nobody holds;
whatever else lies beside it is somebody else's and stays.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

WORK = "compliance-"
"""How the folders in the machine's temporary folder begin: copies of logs, and what does not fit into memory."""
LOCK = "lock"
NEW = "lock.new"
RANDOM = 8
"""Characters that the name of such a folder has after its beginning."""


@contextmanager
def own_folder(folder: Path | None = None, prefix: str = WORK) -> Iterator[Path]:
    """A folder in `folder` (None: the machine's temporary one), gone afterwards.

    Those of runs that were killed are cleared away first. Raises OSError where none can be made.
    """
    place = folder or Path(tempfile.gettempdir())
    for left in place.glob(f"{prefix}{'?' * RANDOM}"):
        _clear(left)
    made: list[Path] = []
    try:
        room, lock = _made(place, prefix, made)
        with lock:
            try:
                yield room
            finally:
                _empty(room)
    finally:
        # A run may be stopped before a folder has its lock.
        for room in made:
            _remove(room)


def _made(place: Path, prefix: str, made: list[Path]) -> tuple[Path, BinaryIO]:
    """A new folder and its lock, held; `made` has each folder from the moment that it is there."""
    while True:
        made.append(Path(tempfile.mkdtemp(prefix=prefix, dir=place)))
        room = made[-1]
        try:
            lock = (room / NEW).open("wb")
        except FileNotFoundError:
            # Another run took it for what a killed one left: an empty folder. That cannot happen for ever.
            if not place.is_dir():
                raise
            continue
        # Another run may have taken it for one before it was locked, and may be clearing it away.
        if not locked(lock, without=True) or not (room / NEW).exists():
            lock.close()
            continue
        # On Windows a file that is open keeps its name.
        with suppress(OSError):
            os.rename(room / NEW, room / LOCK)
        return room, lock


def _empty(room: Path) -> None:
    """Removes all but the lock, which shows whose it is for as long as there is anything."""
    with suppress(OSError):
        for inside in list(room.iterdir()):
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside, ignore_errors=True)
            elif inside.name not in (LOCK, NEW):
                inside.unlink()


def _remove(room: Path) -> None:
    """Removes the lock and the folder that is empty then."""
    for name in (LOCK, NEW):
        with suppress(OSError):
            (room / name).unlink(missing_ok=True)
    with suppress(OSError):
        room.rmdir()


def _clear(left: Path) -> None:
    """Removes what a run left that is no more: nobody holds its lock, or it is empty. On Windows a file that is held stays."""
    # Whose it is may clear it away meanwhile.
    with suppress(OSError):
        if left.is_symlink() or not left.is_dir() or not _is_ours(left):
            return
        lock = next((left / name for name in (LOCK, NEW) if (left / name).is_file()), None)
        if lock is None:
            left.rmdir()
            return
        with lock.open("r+b") as held:
            if not locked(held):
                return
            _empty(left)
        _remove(left)


def _is_ours(left: Path) -> bool:
    """Whether the user who runs this made it: in a folder that all write to, others have theirs."""
    return sys.platform == "win32" or left.lstat().st_uid == os.getuid()


def locked(lock: BinaryIO, without: bool = False) -> bool:
    """Whether the lock could be had; it is held as long as the file is open. `without` is said of a disk that has no locks."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return without
    return True


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One run at a time: another that wants the folder waits. Where a system cannot lock a folder, nobody waits."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
