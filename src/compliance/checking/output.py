"""Reports as files: each written whole beside its place and then renamed, all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.findings import Assessment
from compliance.reports.formats import FORMATS, of_file
from compliance.reports.manner import Manner


def check_outputs(outputs: Sequence[Path]) -> None:
    """Raises Refused for an ending that no format has, before anything is worked out."""
    problems = [_unknown(path) for path in outputs if of_file(path) is None]
    if problems:
        raise Refused(problems)


def write_reports(assessment: Assessment, outputs: Sequence[Path], manner: Manner) -> None:
    """Writes a report to each path in the format of its ending. Raises Refused where one cannot be written; then none is."""
    check_outputs(outputs)
    kinds = [(path, of_file(path)) for path in outputs]
    write_whole([(path, partial(kind.write, assessment, manner)) for path, kind in kinds if kind])


def write_whole(files: Sequence[tuple[Path, Callable[[BinaryIO], object]]]) -> None:
    """Fills each path by its function. Raises Refused where one cannot be written; then none is."""
    written: list[tuple[Path, Path]] = []
    try:
        for path, fill in files:
            written.append((_write(path, fill), path))
        for temporary, path in written:
            os.replace(temporary, path)
    except OSError as error:
        title = Text(f"报告写不进去：{error.strerror}", f"the report cannot be written: {error.strerror}")
        hint = Text(
            "检查文件夹是否存在、是否有写权限、磁盘是否已满",
            "check that the folder exists, may be written to, and that the disk is not full",
        )
        raise Refused([Diagnostic("report/not-written", title, Place(str(error.filename or path)), hint)]) from None
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        # A report is for others to read: what mkstemp makes is not.
        os.chmod(name, 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unknown(path: Path) -> Diagnostic:
    endings = [ending for known in FORMATS for ending in known.endings]
    title = Text(f"不认识报告文件的扩展名 “{path.suffix}”", f"no report format has the ending “{path.suffix}”")
    hint = Text(f"可用：{' '.join(endings)}", f"known: {' '.join(endings)}")
    return Diagnostic("report/unknown-ending", title, Place(str(path)), hint)
