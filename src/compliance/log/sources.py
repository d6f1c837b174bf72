"""Names on the command line to files: folders walked, patterns filled in, standard input kept."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.diagnostics.limits import check
from compliance.diagnostics.nameless import nameless
from compliance.diagnostics.plain_file import plain_file
from compliance.diagnostics.trouble import WORDS, in_temporary_folder, why
from compliance.log.linked import link_or_copy
from compliance.log.unchanged import Unchanged
from compliance.log.unchanged import of as state_of

STANDARD_INPUT = "-"
ENDINGS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".xls", ".et", ".ods")
"""What is read of a folder. A file that is named itself is known by its content, whatever it is called."""
SAVED_OTHERWISE = (".xlsb", ".fods")
"""Workbooks of kinds that are not read: a folder with one is not read as a whole, and the report says so."""
PACKED = (".gz", ".bz2", ".xz")
LOCK = "~$"
HIDDEN = (".", LOCK)
"""How hidden files begin, and the lock files that office programs leave beside an open workbook."""
NAMED = 10
"""Files passed over that are named; the others are counted."""
WHERE = Text(
    "检查路径和文件名；也可以写文件夹，或 *.csv 这样的样式",
    "check the path and the name; a folder or a pattern such as *.csv may stand there, too",
)
"""What to do where a file that is named is not there."""
_MAGIC = frozenset("*?[")
BLOCK = 1 << 20
_PLAIN = re.compile(rf"(?:[A-Za-z]:)?[\w ./+,@()（）{re.escape(os.sep)}-]*")
"""Names that a database takes as they stand: it sees patterns, addresses and partitions in others (`台账[1].csv`, `a=b/c.csv`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and what the user calls it."""

    name: str
    path: Path


@dataclass(slots=True)
class Sources:
    """The files that the names stand for, what is said of those passed over, and what is wrong with the names."""

    files: list[Source] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def expand(
    names: Sequence[str], workdir: Path, stdin: BinaryIO | None, called: Mapping[str, str] | None = None
) -> Sources:
    """Every file that the names stand for, each once, in the order named; folders and patterns by name."""
    found = Sources()
    kept: Source | None = None
    for name in names:
        if name == STANDARD_INPUT:
            kept = kept or _kept(workdir, stdin)
            found.files.append(kept)
        elif not name:
            found.problems.append(nameless("log/not-found", Text("台账", "a log")))
        elif os.path.isdir(name):
            _walk(Path(name), name, found)
        elif _MAGIC & set(name) and not os.path.lexists(name):
            _pattern(name, found)
        else:
            found.files.append(Source(name, Path(name)))
    found.files = [Source((called or {}).get(source.name, source.name), source.path) for source in _once(found)]
    return found


def _kept(workdir: Path, stdin: BinaryIO | None) -> Source:
    """Standard input goes to a file: it is looked at before it is read, and perhaps read twice. What was kept before is taken again."""
    path = workdir / "standard-input"
    if path.exists():
        return Source(STANDARD_INPUT, path)
    size = 0
    with in_temporary_folder(), path.open("wb") as kept:
        while block := stdin.read(BLOCK) if stdin is not None else b"":
            size += kept.write(block)
            check("file", size, Place(STANDARD_INPUT))
    return Source(STANDARD_INPUT, path)


def _walk(folder: Path, name: str, found: Sources) -> None:
    inside, hidden, elsewhere, closed = _inside(folder)
    logs = [path for path in inside if _has_ending(path)]
    if not logs and not closed:
        title = Text(f"文件夹“{name}”里没有台账文件", f"the folder “{name}” has no log in it")
        endings = " ".join(ENDINGS)
        hint = Text(f"能读的文件以 {endings} 结尾，或再加 {' '.join(PACKED)}", f"files that are read end in {endings}")
        found.problems.append(Diagnostic("log/not-found", title, None, hint))
    found.notes += _passed_over(name, folder, inside, hidden, elsewhere)
    # A folder that does not say what is in it may hold logs: it is told like a file that cannot be read.
    found.files += [Source(str(path), path) for path in sorted([*logs, *closed], key=str)]


def _inside(folder: Path) -> tuple[list[Path], list[Path], list[Path], list[Path]]:
    """The files of a folder and its subfolders; what is hidden there: files, lock files, whole folders; what is no file there:
    links to folders or to nothing, pipes; and the folders that cannot be looked into.
    """
    files, hidden, elsewhere, closed = list[Path](), list[Path](), list[Path](), list[Path]()
    for where, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        at = Path(where)
        hidden += [at / name for name in (*folders, *names) if name.startswith(HIDDEN)]
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        elsewhere += [at / name for name in folders if os.path.islink(at / name)]
        for path in (at / name for name in names if not name.startswith(HIDDEN)):
            (files if _may_be_file(path) else elsewhere).append(path)
    return sorted(files, key=str), sorted(hidden, key=str), sorted(elsewhere, key=str), closed


def _may_be_file(path: Path) -> bool:
    """What the system does not tell of counts as one: reading it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def _passed_over(
    name: str, folder: Path, inside: Sequence[Path], hidden: Sequence[Path], elsewhere: Sequence[Path]
) -> Iterator[Text]:
    """What of a folder is no log, by why."""
    locks = [path for path in hidden if path.name.startswith(LOCK)]
    for paths, zh, en in (
        ([path for path in inside if not _has_ending(path)], "略过的文件", "files passed over"),
        (
            locks,
            "略过的锁定文件（工作簿可能正打开着，未保存的修改读不到）",
            "lock files passed over (a workbook may be open with changes not saved)",
        ),
        ([path for path in hidden if path not in locks], "略过的隐藏文件", "hidden files passed over"),
        (
            elsewhere,
            "略过的链接（指向文件夹或已不存在的文件）、管道（需要的请直接指明）",
            "links to folders or to nothing, and pipes, passed over (name what is needed)",
        ),
    ):
        if paths:
            shown = named(path.relative_to(folder) for path in paths)
            yield Text(f"文件夹“{name}”中{zh}：{shown}", f"folder “{name}”, {en}: {shown}")


def named(names: Iterable[object]) -> str:
    """The first of some names, and how many more there are."""
    said = [str(name) for name in names]
    more = len(said) - NAMED
    return ", ".join(said[:NAMED]) + (f" … (+{more})" if more > 0 else "")


def _has_ending(path: Path) -> bool:
    name = path.name.casefold()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return name.endswith((*ENDINGS, *SAVED_OTHERWISE))


def _pattern(name: str, found: Sources) -> None:
    import glob

    matches = sorted({*glob.glob(name, recursive=True), *_shut(name)})
    for match in matches:
        if Path(match).is_dir():
            _walk(Path(match), match, found)
        else:
            found.files.append(Source(match, Path(match)))
    if not matches:
        title = Text(f"没有与“{name}”相符的文件", f"no file matches “{name}”")
        found.problems.append(Diagnostic("log/not-found", title, hint=WHERE))


def _shut(pattern: str) -> Iterator[str]:
    """The folders that a pattern leads into and that cannot be looked into: it passes them over without a word."""
    import glob

    parts = Path(pattern).parts
    for number in (number for number, part in enumerate(parts) if _MAGIC & set(part)):
        for place in glob.iglob(str(Path(*parts[:number])), recursive=True):
            if os.path.isdir(place):
                try:
                    os.scandir(place).close()
                except OSError:
                    yield place


def _once(found: Sources) -> Iterator[Source]:
    """Each file once, however often it is named: rows read twice would count twice."""
    seen: set[object] = set()
    for source in found.files:
        path = _itself(source.path)
        if path in seen:
            note = Text(
                f"“{source.name}”指定了不止一次，只读一次", f"“{source.name}” is named more than once and read once"
            )
            found.notes.append(note)
            continue
        seen.add(path)
        yield source


def _itself(path: Path) -> object:
    """What tells a file from others: where it lies; of one that has several names by itself, its number in the file system."""
    try:
        found = path.stat()
    except OSError:
        return os.path.realpath(path)
    several = stat.S_ISREG(found.st_mode) and found.st_nlink > 1
    return (found.st_dev, found.st_ino) if several else os.path.realpath(path)


def check_file(source: Source) -> Unchanged:
    """The state of the file. Raises Refused for what is none that can be read from its start more than once, or is too large."""
    try:
        found = plain_file(source.path)
    except FileNotFoundError:
        raise not_found(source) from None
    except IsADirectoryError:
        raise _closed(source) from None
    except OSError as problem:
        if problem.errno != errno.ESPIPE:
            raise _cannot(source, problem) from None
        title = Text("这不是文件，而是管道、设备或系统文件", "is a pipe or a device, no file")
        hint = Text(
            "要读管道，写 -：例如 某命令 | compliance check -",
            "to read a pipe, write -: some command | compliance check -",
        )
        raise Refused([Diagnostic("log/no-file", title, Place(source.name), hint)]) from None
    check("file", found.st_size, Place(source.name))
    return state_of(source.path, source.name, found)


def plainly_named(source: Source, workdir: Path) -> Source:
    """The file under a name that means itself and nothing else to a database; what the user calls it stays."""
    if _PLAIN.fullmatch(str(source.path)):
        return source
    for number in count(1):
        beside = workdir / f"named-{number:04d}"
        try:
            link_or_copy(source.path, beside)
        except FileExistsError:
            continue
        except OSError as problem:
            raise _cannot(source, problem) from None
        return Source(source.name, beside)
    raise AssertionError("the numbers have no end")


def _cannot(source: Source, problem: OSError) -> Refused:
    said = why(problem)
    title = Text(f"文件读不出来：{said.zh}", f"the file cannot be read: {said.en}")
    hint = Text("检查文件名和权限", "check its name and permissions")
    return Refused([Diagnostic("log/unreadable", title, Place(source.name), hint)])


def _closed(source: Source) -> Refused:
    """A folder that cannot be looked into."""
    try:
        os.listdir(source.path)
        said = WORDS[errno.EISDIR]
    except OSError as problem:
        said = why(problem)
    title = Text(
        f"文件夹打不开，里面的台账没有读：{said.zh}", f"the folder cannot be opened, no log in it was read: {said.en}"
    )
    hint = Text("检查文件夹的权限", "check the permissions of the folder")
    return Refused([Diagnostic("log/unreadable", title, Place(source.name), hint)])


def not_found(source: Source) -> Refused:
    """The file is not there: the nearest name in its folder is offered."""
    if os.path.islink(source.path):
        title = Text("这是链接，它指向的文件不存在", "is a link to a file that is not there")
        return Refused([Diagnostic("log/not-found", title, Place(source.name), WHERE)])
    folder = source.path.parent
    names = [path.name for path in folder.iterdir()] if os.path.isdir(folder) else []
    close = nearest(source.path.name, names)
    offer = str(folder / close) if close else ""
    hint = Text(f"是否为“{offer}”？", f"did you mean “{offer}”?") if close else WHERE
    title = Text(f"找不到文件“{source.name}”", f"there is no file “{source.name}”")
    return Refused([Diagnostic("log/not-found", title, None, hint)])
