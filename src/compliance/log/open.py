"""Names on the command line to tables ready for a scan, and the files that could not be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import raised
from compliance.findings.assessment import Unread
from compliance.findings.progress import SILENT, Progress
from compliance.log.columns import REPORT, mapping_problems, unused
from compliance.log.joint import Joint
from compliance.log.model import HeaderMapping, Role, Table
from compliance.log.one_file import ParquetHeaders, Reading, tables_of, tables_or_problems
from compliance.log.pool import outcomes
from compliance.log.sources import Source, Sources, expand, named, not_found
from compliance.log.writer import HELD, Copies

_AGENCY = re.compile(r"(?:局|委|厅|院|所|处|中心|街道|镇|乡|县|[^辖]区|(?<![待已督交])办|委员会|办公室|[^全]部)\s*$")
"""How the names of agencies end."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables of a log in the order of its files, and the files that could not be read with what is wrong with each."""

    tables: tuple[Table, ...]
    unread: tuple[Unread, ...] = ()


def open_log(
    names: Sequence[str],
    *,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
    workdir: Path,
    stdin: BinaryIO | None = None,
    called: Mapping[str, str] | None = None,
    parquet_headers: ParquetHeaders,
    progress: Progress = SILENT,
    before: Mapping[str, int] | None = None,
) -> Opened:
    """The tables of every file, folder, pattern or `-`. Among several files one that cannot be read stops no other.

    `actions` maps folded aliases and names to action names. What must be unpacked or put right is copied to `workdir`;
    a plain CSV is not copied, whatever its size, unless it is a small one among several. `parquet_headers` tells the columns of a
    Parquet file, `called` what a file that is read under another name is called.

    `before` is how many bytes of a file an earlier check read.

    Raises:
        Refused: a name stands for nothing, the mapping cannot be used, or no file at all can be read; everything that is wrong is told.
    """
    if mapping is not None and (slips := mapping_problems(actions, mapping)):
        raise Refused(slips)
    found = expand(names, workdir, stdin, called)
    problems = [*found.problems, *_not_there(found.files)]
    if problems:
        raise Refused(problems)
    several = len(found.files) > 1
    reading = Reading(actions, mapping, Copies(workdir, held=several), before or {}, raised())
    if several:
        opened = _several(found, reading, parquet_headers, progress)
    else:
        tables = tables_of(found.files[0], reading, parquet_headers)
        lacking = _without_agency(tables)
        if lacking and (len(lacking) < len(tables) or _called_as_agencies(tables)):
            raise Refused(lacking)
        opened = Opened(tuple(_sheets_together(tables, workdir)))
    return replace(opened, tables=_with_notes(opened.tables, found.notes, mapping))


def _sheets_together(tables: Sequence[Table], workdir: Path) -> list[Table]:
    """The tables with those of small sheets put together: a workbook may have a thousand."""
    joint = Joint(workdir)
    for table in tables:
        if len(tables) > 1 and table.numbered and table.path.stat().st_size <= HELD:
            copy = table.path
            table = replace(table, held=copy.read_bytes())
            copy.unlink()
        joint.add(table)
    return joint.done()


def _not_there(files: Sequence[Source]) -> Iterator[Diagnostic]:
    """Files that are named but not there: a slip of the pen, which is said before anything is read."""
    for source in files:
        try:
            os.stat(source.path)
        except PermissionError:
            continue  # It may be there; reading it says why it cannot be read.
        except (OSError, ValueError):
            yield from not_found(source).diagnostics


def _several(found: Sources, reading: Reading, parquet_headers: ParquetHeaders, progress: Progress) -> Opened:
    """What comes of several files; reports of ours that lie among them are passed over and named."""
    joint, files = Joint(reading.copies.workdir), found.files
    unread: list[Unread] = []
    reports: list[Unread] = []
    # However the reading ends, the processes that it started are gone before what they write is cleared away.
    with closing(outcomes(files, reading)) as coming:
        for number, (source, outcome) in enumerate(zip(files, coming, strict=True), start=1):
            progress.reach(number, len(files))
            if outcome is None:
                outcome = tables_or_problems(source, reading, parquet_headers)
            tables = outcome if isinstance(outcome, list) else []
            problems = outcome if isinstance(outcome, tuple) else tuple(_without_agency(tables))
            if problems:
                is_report = all(problem.code == REPORT for problem in problems)
                (reports if is_report else unread).append(Unread(source.name, problems))
            else:
                joint.add_all(tables)
    if not joint.tables:
        raise Refused(problem for file in (*unread, *reports) for problem in file.problems)
    if reports:
        shown = named(report.file for report in reports)
        found.notes.append(Text(f"略过本程序写出的报告：{shown}", f"reports of this program passed over: {shown}"))
    return Opened(tuple(joint.done()), tuple(unread))


def _without_agency(tables: Sequence[Table]) -> list[Diagnostic]:
    """Those that do not say whose their rows are. A single file may be a log of one nameless agency, if all of its sheets are."""
    return [
        Diagnostic(
            "log/no-agency",
            Text(
                "没有单位列：几个文件或工作表一起检查，分不清是哪个单位的台账",
                "there is no agency column: among several files or sheets it is not clear whose log it is",
            ),
            Place(table.file),
            Text(
                '加一列“单位”；都是一个单位的，可在映射文件（--mapping）的 [defaults] 下写 agency = "某某局"',
                'add a column `agency`; if all is of one agency, write agency = "…" under [defaults] of a mapping file (--mapping)',
            ),
        )
        for table in tables
        if "agency" not in table.defaults and all(c.role is not Role.AGENCY for c in table.columns)
    ]


def _called_as_agencies(tables: Sequence[Table]) -> bool:
    """Whether the sheets of a workbook are called as agencies are, so that they are not all of one."""
    return sum(bool(table.sheet and _AGENCY.search(table.sheet)) for table in tables) > 1


def _with_notes(tables: Sequence[Table], notes: Sequence[Text], mapping: HeaderMapping | None) -> tuple[Table, ...]:
    """What is said of the names and of the mapping file as a whole stands with the first table."""
    slip = unused(mapping, [table.columns for table in tables])
    said = [*notes, *([slip] if slip else [])]
    if not said or not tables:
        return tuple(tables)
    return (replace(tables[0], notes=(*said, *tables[0].notes)), *tables[1:])
