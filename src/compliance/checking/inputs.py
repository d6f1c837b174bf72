"""Where the log of a saved report lies now: where it lay, beside the report, or where the user says."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.plain_file import is_plain_file
from compliance.log.digest import Digest
from compliance.log.sources import WHERE
from compliance.reports.recorded import FileNamed, Recorded


def located(report: Recorded, given: Sequence[str]) -> Mapping[str, str]:
    """Each file of the log, by the name it has in the report, with the name under which it is to be read now.

    What the user names is known by its SHA-256, then by its name; one file of a log of one file is that file.

    Raises:
        Refused: a file is not found, or one that the user names is none of the log.
    """
    inputs = report.made_of.inputs
    files = list(_files(given))
    found = _by_digest(inputs, files)
    _by_name(inputs, files, found)
    loose = [file for file in files if file not in found.values()]
    if len(inputs) == len(files) == 1 and loose:
        found[inputs[0].file] = loose.pop()
    problems = [_not_of_the_log(file) for file in loose if str(file) in given]
    for one in inputs:
        if one.file not in found:
            near = as_told((Path(one.file), report.path.parent / one.file, *_named(one, report)), one.sha256)
            if near is None:
                problems.append(_not_found(one, report))
            else:
                found[one.file] = near
    if problems:
        raise Refused(problems)
    return {one.file: str(found[one.file]) for one in inputs} | _unread(report)


def _named(one: FileNamed, report: Recorded) -> Iterator[Path]:
    """The file of its name beside the report, whatever its folder was called and on which system: the same bytes alone are it."""
    path = report.path.parent / PureWindowsPath(one.file).name
    if is_plain_file(path) and Digest(path).value == one.sha256:
        yield path


def as_told(places: Sequence[Path], digest: str | None) -> Path | None:
    """Of the places where a file may lie now, the one where its bytes are those of the report, else the first where a file is."""
    there: dict[str, Path] = {}
    for path in places:
        if is_plain_file(path):
            there.setdefault(os.path.realpath(path), path)
    found = list(there.values())
    same = (path for path in found if len(found) > 1 and Digest(path).value == digest)
    return next(same, found[0] if found else None)


def _unread(report: Recorded) -> dict[str, str]:
    """Files that the check could not read either, as far as they are where they were: they are to be told again."""
    lost = report.head.get("log", {}).get("unread") or []
    names = [one["file"] for one in lost if isinstance(one, dict) and isinstance(one.get("file"), str)]
    places = {name: (Path(name), report.path.parent / name) for name in names}
    return {
        name: str(near) for name, ways in places.items() if (near := next((w for w in ways if is_plain_file(w)), None))
    }


def _files(given: Sequence[str]) -> Iterator[Path]:
    """The files that the user names, those of folders among them."""
    for name in given:
        path = Path(name)
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if is_plain_file(file))
        elif is_plain_file(path):
            yield path
        else:
            title = Text(f"找不到文件“{name}”", f"there is no file “{name}”")
            raise Refused([Diagnostic("log/not-found", title, hint=WHERE)])


def _by_digest(inputs: Sequence[FileNamed], files: Sequence[Path]) -> dict[str, Path]:
    by_digest = {Digest(file).value: file for file in files}
    return {one.file: by_digest[one.sha256] for one in inputs if one.sha256 in by_digest}


def _by_name(inputs: Sequence[FileNamed], files: Sequence[Path], found: dict[str, Path]) -> None:
    """Those that are left: by the longest end of the path that they share, `2018/log.csv` before `log.csv`."""
    for one in inputs:
        if one.file in found:
            continue
        parts = Path(one.file).parts
        shared = [(_shared(parts, file.parts), file) for file in files if file not in found.values()]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        if best[0] and best[1] is not None:
            found[one.file] = best[1]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two paths have in common, from their ends."""
    n = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        n += 1
    return n


def _not_found(one: FileNamed, report: Recorded) -> Diagnostic:
    name = Text("标准输入", "standard input") if one.file == "-" else Text(f"“{one.file}”", f"“{one.file}”")
    title = Text(f"找不到报告所核查的台账：{name.zh}", f"the log that was checked is not found: {name.en}")
    path = shlex.quote(str(report.path))
    hint = Text(
        f"在命令后写明它现在的位置：compliance verify {path} 台账（SHA-256 为 {one.sha256}）",
        f"name it where it lies now: compliance verify {path} LOG (its SHA-256 is {one.sha256})",
    )
    return Diagnostic("verify/input-not-found", title, hint=hint)


def _not_of_the_log(file: Path) -> Diagnostic:
    title = Text("这个文件不在报告所核查的台账之中", "this file is none of the log that was checked")
    hint = Text("文件名和 SHA-256 都与报告所写的不同", "neither its name nor its SHA-256 is one of the report")
    return Diagnostic("verify/not-an-input", title, Place(str(file)), hint)
