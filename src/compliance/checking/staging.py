"""Several files put in their places together: all of them new, or all as they were.

Every file is first written whole into a hidden folder beside its place, on the same disk. Then each is renamed into its
place, the one that stood there being kept; if a rename fails (a report is open in Excel, say), those already renamed are
put back. What no program can promise is the instant between two renames: a machine that loses its power there has some
files new and some old, each of them whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics import Text
from compliance.diagnostics.plain_file import plain_file
from compliance.findings.progress import SILENT, Progress
from compliance.log.own_folder import alone, own_folder

PREFIX = ".compliance-"


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be written: its place, and what writes it. Where `make_folder` is set, the folder is made if need be."""

    path: Path
    write: Callable[[BinaryIO], None]
    make_folder: bool = False


class NotWritten(Exception):
    """No file was written; `path` is the one that failed, `torn` those that could not be put back as they were."""

    def __init__(self, path: Path, error: OSError, torn: Sequence[Path] = ()) -> None:
        self.path = path
        self.error = error
        self.torn = tuple(torn)
        super().__init__(str(error))


def _led_to(path: Path) -> Path:
    """Where a report goes: a link stays a link, what it leads to is replaced. Raises OSError for links in a circle."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return place


def write_whole(files: Sequence[Planned], progress: Progress = SILENT) -> None:
    """Writes all of the files or none. Raises NotWritten where one cannot be; whatever is raised, nothing is left over.

    `progress` is told of each file that is begun.
    """
    with ExitStack() as stack:
        folders: dict[Path, Path] = {}
        waiting: list[tuple[Path, Path]] = []
        for number, file in enumerate(files):
            progress.begin(Text(f"写 {file.path.name}", f"writing {file.path.name}"))
            try:
                place = _led_to(file.path)
                if place.exists():
                    plain_file(place)
                if file.make_folder:
                    stack.enter_context(_made(place.parent))
                if place.parent not in folders:
                    folders[place.parent] = stack.enter_context(own_folder(place.parent, PREFIX))
                new = folders[place.parent] / f"{number}.new"
                _write(file, new, place)
            except OSError as error:
                raise NotWritten(file.path, error) from None
            waiting.append((new, place))
        # Two runs that write the same files take turns, in one order of folders: all files are of one of them.
        for folder in sorted(folders):
            try:
                stack.enter_context(alone(folder))
            except OSError as error:
                raise NotWritten(folder, error) from None
        _rename(waiting)
        for folder in folders:
            _settle(folder)


def _write(file: Planned, new: Path, place: Path) -> None:
    """Writes the file for its place. Who may read what stands there may read the new one, and nobody else."""
    with new.open("x+b") as out:
        # A disk without permissions has none to keep.
        with suppress(OSError):
            if hasattr(os, "fchmod") and place.exists():
                os.fchmod(out.fileno(), stat.S_IMODE(place.stat().st_mode))
        file.write(out)
        out.flush()
        os.fsync(out.fileno())


def _rename(waiting: Sequence[tuple[Path, Path]]) -> None:
    done: list[tuple[Path, Path | None]] = []
    place = waiting[0][1] if waiting else Path()
    try:
        for new, place in waiting:
            done.append((place, _keep(place, new.with_suffix(".old"))))
            os.replace(new, place)
    except OSError as error:
        raise NotWritten(place, error, _put_back(done)) from None
    except BaseException:
        _put_back(done)
        raise


def _keep(place: Path, kept: Path) -> Path | None:
    """Has what stands in a place ready to be put back; None where there is nothing."""
    if not place.exists():
        return None
    try:
        os.link(place, kept)
    except OSError:
        # A disk without links (FAT, some network drives): a copy does the same.
        shutil.copy2(place, kept)
    return kept


def _put_back(done: Sequence[tuple[Path, Path | None]]) -> list[Path]:
    """Puts back what stood in the places; those where it could not be."""
    torn = []
    for place, kept in reversed(done):
        try:
            if kept is None:
                place.unlink(missing_ok=True)
            else:
                os.replace(kept, place)
        except OSError:
            torn.append(place)
    return torn


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder and those above it; when all does not end well, those that were made are gone again."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir()
    try:
        yield
    except BaseException:
        for new in missing:
            with suppress(OSError):
                new.rmdir()
        raise


def _settle(folder: Path) -> None:
    """Has the disk know the new names. Not every system can; the files themselves are safe already."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
