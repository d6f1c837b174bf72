"""`compliance diff`: two JSON reports, and what changed between them."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.endings import format_of
from compliance.cli.limited import own_limits
from compliance.cli.options import Lang, LangOption
from compliance.cli.output_options import WRITTEN
from compliance.cli.status import GAPS, NO_GAPS, UNUSABLE, FailOn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from compliance.diagnostics.diagnostic import Language
    from compliance.reports.diff import Compared


class DiffFormat(StrEnum):
    """What a comparison can be shown as."""

    text = "text"
    json = "json"
    html = "html"


ENDINGS = {".txt": DiffFormat.text, ".json": DiffFormat.json, ".html": DiffFormat.html, ".htm": DiffFormat.html}


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="原报告（JSON）。  The earlier report, as JSON.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="新报告（JSON）。  The later report, as JSON.")],
    format_: Annotated[DiffFormat, typer.Option("--format", help="标准输出的格式。  What goes to standard output.")] = (
        DiffFormat.text
    ),
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="写入文件：.txt .json .html。  A file; the ending picks the format."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on", help="自哪一级起的新增或反弹使退出码为 1。  New or relapsed gaps from this modality on."
        ),
    ] = FailOn.must,
    lang: LangOption = Lang.zh,
) -> None:
    """比对两次核查：新增、反弹、未整改、已整改。  Compare two reports: new, relapsed, still open, put right."""
    from compliance.checking.output import keep_read, write_files
    from compliance.checking.staging import Planned
    from compliance.cli.terminal import complain, say_aside, standard_output, write_text
    from compliance.diagnostics import Refused
    from compliance.findings.changes import compare
    from compliance.reports.diff import Compared
    from compliance.reports.saved import read_report

    language: Language = lang.value
    try:
        files = [(path, format_of(path, ENDINGS)) for path in output or ()]
        with own_limits():
            before, after = read_report(old), read_report(new)
        keep_read((old, new), [path for path, _ in files])
        compared = Compared(before, after, compare(before.findings, after.findings, (before.cut, after.cut)))
        write_files([Planned(path, partial(_write, compared, kind, language)) for path, kind in files])
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    if format_ is DiffFormat.text:
        write_text("".join(_said(compared, format_, language)))
    else:
        with standard_output() as out:
            _write(compared, format_, language, out)
    for path, _ in files:
        say_aside(f"{WRITTEN[language]}: {path}")
    raise typer.Exit(_status(compared, fail_on))


def _said(compared: "Compared", kind: DiffFormat, language: "Language") -> "Iterable[str]":
    from compliance.reports.diff import as_html, as_json, as_text

    if kind is DiffFormat.json:
        return as_json(compared, language)
    return [as_html(compared, language) if kind is DiffFormat.html else as_text(compared, language)]


def _write(compared: "Compared", kind: DiffFormat, language: "Language", out: "BinaryIO") -> None:
    """Half of a surrogate pair, which UTF-8 cannot say, becomes the escape that JSON has for it."""
    out.writelines(part.encode("utf-8", "backslashreplace") for part in _said(compared, kind, language))


def _status(compared: "Compared", fail_on: FailOn) -> int:
    from compliance.findings.changes import Status

    binding = fail_on.binding()
    worse = (*compared.changes.of(Status.NEW), *compared.changes.of(Status.RELAPSED))
    return GAPS if any(change.now.modality in binding for change in worse) else NO_GAPS
