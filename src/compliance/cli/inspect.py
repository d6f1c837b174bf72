"""`compliance inspect`: how a log is read and what may be wrong with it, before it is checked."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.endings import LIST_ENDINGS, ListFilesOption, format_of
from compliance.cli.options import (
    AsOfOption,
    LangGivenOption,
    LimitOption,
    ListFormat,
    ListFormatOption,
    MappingOption,
    MemoryOption,
    PersonalOption,
    RulesetsOption,
)
from compliance.cli.output_options import WRITTEN
from compliance.cli.status import NO_GAPS, UNUSABLE

if TYPE_CHECKING:
    from typing import BinaryIO

    from compliance.diagnostics.diagnostic import Language
    from compliance.findings.inspection import Inspection


def inspect(
    log: Annotated[
        list[str],
        typer.Argument(
            metavar="LOG",
            help="台账：文件、文件夹、通配符或 -（标准输入）。  Files, folders, patterns or - for standard input.",
        ),
    ],
    ruleset: RulesetsOption = None,
    as_of: AsOfOption = None,
    mapping: MappingOption = None,
    format_: ListFormatOption = ListFormat.text,
    output: ListFilesOption = None,
    show_personal: PersonalOption = False,
    memory: MemoryOption = None,
    limit: LimitOption = None,
    lang: LangGivenOption = None,
) -> None:
    """核查前看台账：怎样读取，哪里可疑（只是提示）。  Look at a log before it is checked: hints, never verdicts."""
    from compliance.checking.check import written_by_hand
    from compliance.checking.inspect import inspected
    from compliance.checking.output import files_of, keep_log, keep_read, write_files
    from compliance.checking.staging import Planned
    from compliance.cli.asked import request_of
    from compliance.cli.progress import Told
    from compliance.cli.terminal import columns, complain, output_encoding, say_aside, standard_output, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.inspection import as_text

    language: Language = lang.value if lang else "zh"
    try:
        files = [(path, format_of(path, LIST_ENDINGS)) for path in output or ()]
        request = request_of(
            log,
            ruleset=ruleset,
            mapping=mapping,
            as_of=as_of,
            show_personal=show_personal,
            memory=memory,
            limit=limit,
        )
        keep_read(written_by_hand(request), [path for path, _ in files])
        progress = Told(language, quiet=False)
        with progress:
            found = inspected(request, sys.stdin.buffer if "-" in log else None, progress)
        language = lang.value if lang else found.language
        keep_log(files_of(found.log), [path for path, _ in files])
        write_files([Planned(path, partial(_write, found, kind, language)) for path, kind in files])
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    if format_ is ListFormat.text:
        write_text(as_text(found, language, columns(), output_encoding()))
    else:
        with standard_output() as out:
            _write(found, format_, language, out)
    for path, _ in files:
        say_aside(f"{WRITTEN[language]}: {path}")
    raise typer.Exit(NO_GAPS)


def _write(found: "Inspection", kind: ListFormat, language: "Language", out: "BinaryIO") -> None:
    """Half of a surrogate pair, which UTF-8 cannot say, becomes the escape that JSON has for it."""
    from compliance.reports.inspection import as_json, as_text

    said = as_json(found, language) if kind is ListFormat.json else as_text(found, language)
    out.write(said.encode("utf-8", "backslashreplace"))
