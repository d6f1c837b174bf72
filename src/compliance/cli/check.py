"""`compliance check`: a log against rulesets."""

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.asked import on_spark, put_right_day, request_of
from compliance.cli.options import (
    AgencyOption,
    AsOfOption,
    Engine,
    EngineOption,
    FromOption,
    IgnoreOption,
    Lang,
    LimitOption,
    MappingOption,
    MemoryOption,
    PersonalOption,
    PutRightByOption,
    QuietOption,
    RosterOption,
    RuleOption,
    RulesetsOption,
    SinceOption,
    SparkMasterOption,
    ToOption,
    WaiversOption,
)
from compliance.cli.output_options import (
    WRITTEN,
    AsOption,
    FormatOption,
    LetterOption,
    Output,
    OutputOption,
    SplitByOption,
    TemplatesOption,
)
from compliance.cli.status import GAPS, NO_GAPS, REJECTED, UNUSABLE, FailOn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.checking import Request
    from compliance.checking.output import Written
    from compliance.diagnostics import Text
    from compliance.diagnostics.diagnostic import Language
    from compliance.findings import Assessment
    from compliance.findings.earlier import Resumed
    from compliance.reports.formats import Format
    from compliance.reports.manner import Manner

STRANGERS_SHOWN = 5


def check(
    log: Annotated[
        list[str],
        typer.Argument(
            metavar="LOG",
            help="台账：文件、文件夹、通配符或 -（标准输入）。  Files, folders, patterns or - for standard input.",
        ),
    ],
    ruleset: RulesetsOption = None,
    rule: RuleOption = None,
    as_of: AsOfOption = None,
    start: FromOption = None,
    end: ToOption = None,
    agency: AgencyOption = None,
    roster: RosterOption = False,
    mapping: MappingOption = None,
    output: OutputOption = None,
    format_: FormatOption = "text",
    split_by: SplitByOption = None,
    as_: AsOption = "",
    letter: LetterOption = None,
    put_right_by: PutRightByOption = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="报告语言。  Language of reports and messages.")] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on", help="自哪一级起的问题使退出码为 1。  Gaps from this modality on give exit status 1."
        ),
    ] = FailOn.must,
    strict: Annotated[
        bool, typer.Option("--strict", help="有不能读的行即以 3 退出。  Rejected rows give exit status 3.")
    ] = False,
    quiet: QuietOption = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="列出全部，并说明台账如何读取。  List everything, and how the log was read."
        ),
    ] = False,
    ignore: IgnoreOption = "",
    show_personal: PersonalOption = False,
    waivers: WaiversOption = None,
    memory: MemoryOption = None,
    since: SinceOption = None,
    limit: LimitOption = None,
    templates: TemplatesOption = None,
    engine: EngineOption = Engine.duckdb,
    spark_master: SparkMasterOption = "local[2]",
) -> None:
    """按规则检查台账，给出问题清单。  Check a log and report the gaps."""
    from compliance.cli.terminal import complain
    from compliance.diagnostics import Refused

    language: Language = lang.value if lang else "zh"
    try:
        request = request_of(
            log,
            ruleset=ruleset,
            rule=rule,
            mapping=mapping,
            as_of=as_of,
            start=start,
            end=end,
            agency=agency,
            roster=roster,
            ignore=ignore,
            show_personal=show_personal,
            waivers=waivers,
            memory=memory,
            since=since,
            language=lang.value if lang else None,
            limit=limit,
        )
        wanted = Output(
            tuple(output or ()),
            format_,
            lang.value if lang else None,
            quiet,
            verbose,
            templates,
            split_by,
            as_,
            letter,
            put_right_day(put_right_by),
        )
        if engine is Engine.spark:
            request = on_spark(request, spark_master)
        status = _run(request, wanted, fail_on, strict)
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    raise typer.Exit(status)


def _run(request: "Request", wanted: Output, fail_on: FailOn, strict: bool) -> int:
    """Checks, writes and says the exit status."""
    from compliance.checking.check import checked, written_by_hand
    from compliance.checking.output import check_outputs, keep_read, write_reports
    from compliance.cli.progress import Told
    from compliance.cli.terminal import complain, complain_of_unread, say_aside

    kind, kinds = wanted.shown(), wanted.in_folder()
    wanted.check_asked()
    parts: list[str] = []
    files: Sequence[str] = wanted.files
    if request.cluster:
        from compliance.checking.parts import check_parts, in_parts, write_in_parts

        parts, files = in_parts(wanted.files)
    check_outputs(files, wanted.manner(), kinds)
    keep_read(written_by_hand(request), [Path(name) for name in files])
    stdin = sys.stdin.buffer if "-" in request.logs else None
    progress = Told(wanted.language or "zh", wanted.quiet, wanted.verbose)
    with progress, checked(request, stdin, progress) as assessment:
        language: Language = wanted.language or assessment.language
        if not wanted.quiet:
            complain(assessment.warnings, language)
        if wanted.verbose and assessment.resumed:
            say_aside(_resumed(assessment.resumed).said(language))
        if not wanted.quiet and kind.name != "text":
            for used in assessment.rulesets:
                say_aside(f"{used.id}: {used.chosen.said(language)}")
        manner = wanted.manner(language)
        if parts:
            check_parts(assessment, parts, files)
        with ExitStack() as stack:
            written = stack.enter_context(write_in_parts(assessment, parts, manner)) if parts else []
            written += write_reports(assessment, files, manner, kinds, progress)
        progress.done()
        if not wanted.quiet or kind.name != "text":
            _print(assessment, kind, manner, wanted.verbose)
        if not wanted.quiet:
            for line in _told(written, language):
                say_aside(line)
        complain_of_unread(assessment.log.unread, language)
        return _status(assessment, fail_on, strict)


def _resumed(resumed: "Resumed") -> "Text":
    """How much a check that went on from an earlier report judged itself."""
    from compliance.diagnostics import Text

    n, cases = resumed.evaluated, resumed.cases
    return Text(
        f"接着 {resumed.file} 核查：{cases} 个案件中重新评定了 {n} 个",
        f"went on from {resumed.file}: {n} of {cases} cases {'was' if n == 1 else 'were'} judged again",
    )


def _told(written: "Sequence[Written]", language: "Language") -> "Iterator[str]":
    """What was written; of a folder, what else lies in it."""
    from compliance.diagnostics import Text

    for output in written:
        many = Text(f"（{output.files}个文件）", f" ({output.files} files)").said(language) if output.files > 1 else ""
        yield f"{WRITTEN[language]}: {output.name}{many}"
        if output.strangers:
            some = " ".join(output.strangers[:STRANGERS_SHOWN]) + " …" * (len(output.strangers) > STRANGERS_SHOWN)
            n = len(output.strangers)
            words = Text(f"{output.name} 里另有{n}个文件不是这次写的", f"{output.name} also holds {n} not of this run")
            yield f"{words.said(language)}: {some}"


def _print(assessment: "Assessment", kind: "Format", manner: "Manner", complete: bool) -> None:
    """The report on standard output: text as the terminal can show it, the other formats byte for byte."""
    from compliance.cli.terminal import columns, complain, in_color, output_encoding, standard_output, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.text import Screen, render_text

    if kind.name == "text":
        screen = Screen(columns(), in_color(), output_encoding(), complete)
        try:
            text = render_text(assessment, manner.language, screen)
        except Refused as refused:
            if not complete or any(problem.code != "report/too-many" for problem in refused.diagnostics):
                raise
            # Of findings that lie on a cluster the list may be too long for this machine; what was found is told all the same.
            complain([replace(problem, severity="warning") for problem in refused.diagnostics], manner.language)
            text = render_text(assessment, manner.language, replace(screen, complete=False))
        write_text(text)
    else:
        with standard_output() as out:
            kind.write(assessment, manner, out)


def _status(assessment: "Assessment", fail_on: FailOn, strict: bool) -> int:
    if assessment.log.unread:
        return UNUSABLE
    if strict and assessment.log.rejected_count:
        return REJECTED
    return GAPS if any(assessment.summary.gaps_by_modality.get(m, 0) for m in fail_on.binding()) else NO_GAPS
