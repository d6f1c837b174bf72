"""`SHA256SUMS`: a list of a run's files with their SHA-256, as `sha256sum -c` reads it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from compliance.checking.staging import Planned
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.plain_file import is_plain_file, plain_file
from compliance.diagnostics.trouble import why
from compliance.log.digest import Digest

if TYPE_CHECKING:
    from compliance.findings.verified import ListVerified

NAME = "SHA256SUMS"
ENDING = ".sha256"
LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-fA-F]{64}) [ *](?P<name>.+)")


def is_sums(path: PurePath) -> bool:
    """Whether a file of that name is such a list."""
    return path.name == NAME or path.suffix.lower() == ENDING


def with_sums(files: Sequence[Planned], lists: Sequence[Path], own: Sequence[Path]) -> list[Planned]:
    """The files, then `lists`, each of all the files, and `own`, each of the files in its folder.

    The hashes are those of what is written, taken when it has been written and before anything is put in its place.
    """
    if not lists and not own:
        return list(files)
    digests: dict[Path, str] = {}
    hashed = [_hashed(file, digests) for file in files]
    inside = {place: [file.path for file in files if file.path.parent == place.parent] for place in own}
    everything = [file.path for file in files]
    return [
        *hashed,
        *(Planned(place, _writer(place, inside[place], digests), make_folder=True) for place in own),
        *(Planned(place, _writer(place, everything, digests)) for place in lists),
    ]


def _hashed(file: Planned, digests: dict[Path, str]) -> Planned:
    def write(out: BinaryIO) -> None:
        file.write(out)
        out.flush()
        out.seek(0)
        digests[file.path] = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]

    return replace(file, write=write)


def _writer(place: Path, files: Sequence[Path], digests: dict[Path, str]) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        for file in files:
            name = Path(os.path.relpath(file.resolve(), place.resolve().parent)).as_posix()
            out.write(_line(digests[file], name).encode("utf-8", "surrogateescape"))

    return write


def _line(digest: str, name: str) -> str:
    """A name with a line's end or a backslash in it is escaped, and the line says so by its first character."""
    plain = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if plain == name else chr(92)}{digest}  {plain}\n"


def list_in(path: Path) -> Path | None:
    """The list that a name stands for: the file itself, or that of a folder; None where it is neither."""
    if path.is_dir():
        return path / NAME
    return path if is_sums(path) else None


def verified_list(path: Path, folder_too: bool) -> ListVerified:
    """Every file of a list, held against its hash; with `folder_too` the files beside it that the list does not have.

    Raises:
        Refused: there is no such list, it has no file, or a line of it is none.
    """
    from compliance.findings.verified import Listed, ListVerified

    folder = path.parent
    listed = []
    for name, digest in _read(path):
        file = folder / name
        now = Digest(file).value if is_plain_file(file) else None
        listed.append(Listed(name, digest, now))
    if not listed:
        title = Text("清单里一个文件也没有", "the list has no file")
        hint = Text("清单没有写完，或被改动过", "it was cut off, or changed by hand")
        raise Refused([Diagnostic("verify/sums", title, Place(str(path)), hint)])
    if not folder_too:
        return ListVerified(str(path), tuple(listed))
    known = {os.path.normpath(one.name) for one in listed}
    beside = [
        one.name for one in folder.iterdir() if one.is_file() and not one.name.startswith(".") and not is_sums(one)
    ]
    return ListVerified(str(path), tuple(listed), tuple(sorted(name for name in beside if name not in known)))


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        plain_file(path)
        text = path.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise Refused([_no_list(path, error)]) from None
    for number, line in enumerate(text.split("\n"), 1):
        said = line.removesuffix("\r")
        if not said.strip() or said.startswith("#"):
            continue
        found = LINE.fullmatch(said)
        if found is None:
            title = Text("这一行不是“SHA-256  文件名”", "this line is not `SHA-256  file`")
            hint = Text("清单可能被改动过", "the list may have been changed by hand")
            raise Refused([Diagnostic("verify/sums", title, Place(str(path), number, 1, 1, said), hint)])
        yield (_plain(found["name"]) if found["escaped"] else found["name"]), found["digest"].lower()


def _plain(name: str) -> str:
    ends = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
    return re.sub(r"\\[\\nr]", lambda found: ends[found[0]], name)


def _no_list(path: Path, error: OSError) -> Diagnostic:
    title = Text(f"读不到清单“{path}”：{why(error).zh}", f"the list “{path}” cannot be read: {why(error).en}")
    hint = Text(
        f"文件夹里的 {NAME} 由 compliance check … --split-by agency -o 文件夹/ 写出；单个报告加 -o {NAME}",
        f"{NAME} is written by compliance check … --split-by agency -o DIR/; for single reports add -o {NAME}",
    )
    return Diagnostic("verify/no-sums", title, hint=hint)
