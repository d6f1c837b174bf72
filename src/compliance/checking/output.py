"""Reports as files and folders: which there are, in which format, and that all of them are written or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.checking.folder import folder_of_reports, strangers
from compliance.checking.staging import NotWritten, Planned, write_whole
from compliance.checking.sums import NAME as SUMS
from compliance.checking.sums import is_sums, with_sums
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.nameless import nameless
from compliance.diagnostics.trouble import why
from compliance.findings import Assessment
from compliance.findings.assessment import LogRead
from compliance.findings.progress import SILENT, Progress
from compliance.reports.formats import FORMATS, Format, named, of_file
from compliance.reports.manner import Manner
from compliance.reports.resources import no_folder

WORKBOOKS = (".xlsx",)
"""Files that have parts of their own."""


@dataclass(frozen=True, slots=True)
class Written:
    """An output as the user named it, how many files it is, and the other files that a folder holds."""

    name: str
    files: int = 1
    strangers: tuple[str, ...] = ()


def check_outputs(outputs: Sequence[str], manner: Manner, kinds: Sequence[Format] = ()) -> None:
    """Raises Refused for outputs that no report can be written to, before anything is worked out.

    `kinds` are the formats that were asked for in a folder.
    """
    problems = [problem for name in outputs if (problem := _unfit(name, manner)) is not None]
    if outputs and all(is_sums(Path(name)) for name in outputs):
        problems.append(_nothing_to_list(outputs[0]))
    if manner.split_by and not any(_has_parts(name) for name in outputs):
        problems.append(_nothing_to_split())
    if kinds and not (manner.split_by and any(is_folder(name) for name in outputs)):
        problems.append(_nothing_to_fill())
    problems += [_no_file(kind) for kind in kinds if not kind.endings]
    if manner.templates and (wrong := no_folder(manner.templates)):
        problems.append(wrong)
    if not problems:
        problems = _twice([Path(name) for name in outputs])
    if problems:
        raise Refused(problems)


def write_reports(
    assessment: Assessment,
    outputs: Sequence[str],
    manner: Manner,
    kinds: Sequence[Format] = (),
    progress: Progress = SILENT,
) -> list[Written]:
    """Writes a report to each file in the format of its ending, and to each folder those of all agencies with an index.

    Raises:
        Refused: one of them cannot be written; then all files are as they were.
    """
    check_outputs(outputs, manner, kinds)
    reports = [name for name in outputs if is_folder(name) or not is_sums(Path(name))]
    planned = {name: _planned(assessment, name, manner, kinds) for name in reports}
    own = {name: Path(name) / SUMS for name in reports if is_folder(name)}
    lists = {name: Path(name) for name in outputs if name not in reports}
    files = [file for of_output in planned.values() for file in of_output]
    files = with_sums(files, list(lists.values()), list(own.values()))
    paths = [file.path for file in files]
    check_places(assessment, paths)
    write_files(files, progress)
    return [_written(name, [file.path for file in planned.get(name, ())], own.get(name)) for name in outputs]


def check_places(assessment: Assessment, paths: Sequence[Path]) -> None:
    """Raises Refused where two reports have one place, one takes that of the log, or the system has no such name."""
    problems = _unnameable(paths) or [*_twice(paths), *_logs(files_of(assessment.log), paths)]
    if problems:
        raise Refused(problems)


def files_of(read: LogRead) -> list[str]:
    """The files of a log by the names that the user gave them."""
    return [file.file.removesuffix(f":{file.sheet}") for file in read.files] + [file.file for file in read.unread]


def keep_log(names: Sequence[str], paths: Sequence[Path]) -> None:
    """Raises Refused where what is written would take the place of the log."""
    if problems := _logs(names, paths):
        raise Refused(problems)


def keep_read(files: Sequence[Path], paths: Sequence[Path]) -> None:
    """Raises Refused where what is written would take the place of one of the files that are read: reports, a mapping, waivers."""
    title = Text("这样会覆盖所读的文件", "this would overwrite a file that is read")
    hint = Text("用 -o 另起文件名", "give another name with -o")
    read = [there for file in files if (there := _there(str(file)))]
    taken = [path for path in paths if (there := _there(str(path))) and any(os.path.samestat(there, r) for r in read)]
    if taken:
        raise Refused([Diagnostic("report/read", title, Place(str(path)), hint) for path in taken])


def write_files(files: Sequence[Planned], progress: Progress = SILENT) -> None:
    """Writes all of them. Raises Refused where one cannot be written, or two have one place; then all are as they were."""
    if problems := _twice([file.path for file in files]):
        raise Refused(problems)
    try:
        write_whole(files, progress)
    except NotWritten as failed:
        raise Refused(not_written(failed)) from None


def is_folder(name: str) -> bool:
    """Whether an output is a folder: it ends like one, or there is one of that name."""
    return name.endswith(("/", os.sep)) or Path(name).is_dir()


def _has_parts(name: str) -> bool:
    return is_folder(name) or Path(name).suffix.lower() in WORKBOOKS


def _planned(assessment: Assessment, name: str, manner: Manner, kinds: Sequence[Format]) -> list[Planned]:
    if is_folder(name):
        html = named("html")
        assert html is not None
        return folder_of_reports(assessment, Path(name), kinds or (html,), manner)
    path = Path(name)
    kind = of_file(path)
    assert kind is not None
    return [Planned(path, lambda out: kind.write(assessment, manner, out))]


def _written(name: str, files: Sequence[Path], sums: Path | None) -> Written:
    if sums is None:
        return Written(name)
    return Written(name, len(files) + 1, tuple(strangers(Path(name), [*files, sums])))


def _unfit(name: str, manner: Manner) -> Diagnostic | None:
    if not name:
        # A report of each agency would fill the folder that the run is in.
        return nameless("report/nameless", Text("报告", "a report"))
    if is_folder(name):
        return None if manner.split_by else _a_folder(name)
    return _unknown(Path(name)) if of_file(Path(name)) is None and not is_sums(Path(name)) else None


def _unknown(path: Path) -> Diagnostic:
    endings = [*(ending for known in FORMATS for ending in known.endings), SUMS]
    title = Text(f"不认识报告文件的扩展名 “{path.suffix}”", f"no report format has the ending “{path.suffix}”")
    hint = Text(f"可用：{' '.join(endings)}", f"known: {' '.join(endings)}")
    return Diagnostic("report/unknown-ending", title, Place(str(path)), hint)


def _a_folder(name: str) -> Diagnostic:
    title = Text("是文件夹，不是文件", "is a folder, not a file")
    hint = Text(
        "写明文件名，如 -o 报告.html；要一家一份报告，加 --split-by agency",
        "name a file, such as -o report.html; for a report of each agency add --split-by agency",
    )
    return Diagnostic("report/folder", title, Place(name), hint)


def _nothing_to_split() -> Diagnostic:
    title = Text(
        "--split-by 没有可以分开的报告", "--split-by has no report to split: a single file holds all agencies together"
    )
    hint = Text(
        "用 -o 指明文件夹（以 / 结尾），一家一份报告；或工作簿（.xlsx），一家一张表",
        f"name with -o a folder (ending in /), for a report of each agency, or a workbook ({WORKBOOKS[0]}), for a sheet",
    )
    return Diagnostic("report/not-split", title, hint=hint)


def _nothing_to_list(name: str) -> Diagnostic:
    title = Text("清单没有可以列的报告", "the list has no report to list")
    hint = Text(f"例如：-o 报告.html -o {SUMS}", f"such as: -o report.html -o {SUMS}")
    return Diagnostic("report/sums", title, Place(name), hint)


def _nothing_to_fill() -> Diagnostic:
    title = Text("--as 只用于一家一份报告的文件夹", "--as is for a folder with a report of each agency")
    hint = Text(
        "例如：--split-by agency -o 报告/ --as html,csv", "such as: --split-by agency -o reports/ --as html,csv"
    )
    return Diagnostic("report/as", title, hint=hint)


def _no_file(kind: Format) -> Diagnostic:
    title = Text(
        f"格式 {kind.name} 只用于标准输出，不写成文件", f"the format {kind.name} is for standard output, not a file"
    )
    hint = Text(f"用 --format {kind.name}", f"use --format {kind.name}")
    return Diagnostic("report/as", title, hint=hint)


def _unnameable(paths: Sequence[Path]) -> list[Diagnostic]:
    """The first name, after an agency, with a character that this system has not for names: where it is not set to UTF-8."""
    for path in paths:
        try:
            os.fsencode(path)
        except UnicodeEncodeError as error:
            title = Text(
                f"系统的字符集（{error.encoding}）写不出这个文件名",
                f"the character set of this system ({error.encoding}) lacks a character of this file name",
            )
            hint = Text("改用 UTF-8 再运行：先设环境变量 LC_ALL=C.UTF-8", "run it in UTF-8: set LC_ALL=C.UTF-8 before")
            return [Diagnostic("report/unnameable", title, Place(str(path)), hint)]
    return []


def _twice(paths: Sequence[Path]) -> list[Diagnostic]:
    """Files that two reports are to be written to."""
    seen: set[str] = set()
    problems = []
    for path in paths:
        place = os.path.normcase(os.path.realpath(path))
        if place in seen:
            title = Text("两份报告要写进同一个文件", "two reports are to be written to the same file")
            hint = Text("每份报告用不同的文件名", "give each report a name of its own")
            problems.append(Diagnostic("report/twice", title, Place(str(path)), hint))
        seen.add(place)
    return problems


def _logs(names: Sequence[str], paths: Sequence[Path]) -> list[Diagnostic]:
    """Places that are the log itself, or a folder in which it lies: a ledger is never overwritten by its report."""
    logs = [known for name in names if (known := _there(name))]
    folders = {str(folder) for name in names if name != "-" for folder in Path(os.path.realpath(name)).parents}
    problems = []
    for path in paths:
        report = _there(str(path))
        if report and any(os.path.samestat(report, log) for log in logs):
            title = Text("这是被检查的台账，不能写成报告", "is the log that is checked: no report may take its place")
        elif os.path.realpath(path) in folders:
            title = Text(
                "文件夹里有被检查的台账，不能写成报告", "holds the log that is checked: no report may take its place"
            )
        else:
            continue
        hint = Text("报告换一个名称", "give the report another name")
        problems.append(Diagnostic("report/log", title, Place(str(path)), hint))
    return problems


def _there(name: str) -> os.stat_result | None:
    """The file of that name as the system knows it, where it is written to; `-` is the one that standard input comes from."""
    try:
        return os.fstat(0) if name == "-" else os.stat(os.path.realpath(name))
    except (OSError, ValueError):
        return None


def not_written(failed: NotWritten) -> list[Diagnostic]:
    """Why nothing was written, and what could not be put back."""
    said = why(failed.error)
    title = Text(f"报告写不进去：{said.zh}", f"the report cannot be written: {said.en}")
    hint = Text(
        "检查文件夹是否存在、是否有写权限、磁盘是否已满、文件是否正被别的程序打开",
        "check that the folder exists and may be written to, that the disk is not full, and that no other program has "
        "the file open",
    )
    problems = [Diagnostic("report/not-written", title, Place(str(failed.path)), hint)]
    for path in failed.torn:
        title = Text("已是新报告，未能恢复原样", "is the new report already and could not be put back as it was")
        hint = Text("解决以上问题后再核查一次", "once that is mended, check again")
        problems.append(Diagnostic("report/not-restored", title, Place(str(path)), hint))
    return problems
