"""`compliance check`: a log against rulesets."""

import sys
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from compliance.cli.options import (
    AgencyOption,
    AsOfOption,
    FromOption,
    IgnoreOption,
    Lang,
    MappingOption,
    PersonalOption,
    PutRightByOption,
    RosterOption,
    RuleOption,
    RulesetsOption,
    ToOption,
    WaiversOption,
    generated,
)
from compliance.reports.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.checking import Request
    from compliance.checking.output import Written
    from compliance.diagnostics.diagnostic import Language
    from compliance.findings import Assessment
    from compliance.reports.formats import Format
    from compliance.reports.manner import Manner

NO_GAPS, GAPS, UNUSABLE, REJECTED = 0, 1, 2, 3
"""Exit statuses."""
STRANGERS_SHOWN = 5
WRITTEN = {"zh": "报告已写入", "en": "report written to"}


class SplitBy(StrEnum):
    """What reports have their parts by."""

    agency = "agency"


class LetterOf(StrEnum):
    """The letters that a `.docx` can be."""

    assignment = "assignment"
    bulletin = "bulletin"
    self_review = "self-review"


class FailOn(StrEnum):
    """From which modality on a gap makes the exit status 1."""

    must = "must"
    should = "should"
    may = "may"
    never = "never"


def check(
    log: Annotated[
        list[str],
        typer.Argument(
            help="台账：文件、文件夹、通配符或 -（标准输入）。  Files, folders, patterns or - for standard input."
        ),
    ],
    ruleset: RulesetsOption = None,
    rule: RuleOption = None,
    as_of: AsOfOption = None,
    since: FromOption = None,
    until: ToOption = None,
    agency: AgencyOption = None,
    roster: RosterOption = False,
    mapping: MappingOption = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|DIR/",
            help="报告文件，扩展名定格式；或文件夹（与 --split-by 合用）。  A report; the ending picks the format. Or a folder.",
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help=f"标准输出的格式：{' '.join(known.name for known in FORMATS)}。  What goes to standard output.",
        ),
    ] = "text",
    split_by: Annotated[
        SplitBy | None,
        typer.Option(
            "--split-by",
            help="按单位分开：文件夹里一家一份报告并附排名，工作簿里一家一张表。  "
            "By agency: a folder gets a report of each and a ranking, a workbook a sheet of each.",
        ),
    ] = None,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="NAMES",
            help="文件夹里各家报告的格式，默认 html。  Formats of the reports in a folder, html unless given: html,csv",
        ),
    ] = "",
    letter: Annotated[
        LetterOf | None,
        typer.Option(
            "--letter",
            help=".docx 写哪种函件：交办函、通报、自查报告；默认一家为自查报告，多家为通报。  Which letter a .docx is.",
        ),
    ] = None,
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
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="只报错误。  Only errors.")] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="列出全部，并说明台账如何读取。  List everything, and how the log was read."
        ),
    ] = False,
    ignore: IgnoreOption = "",
    show_personal: PersonalOption = False,
    waivers: WaiversOption = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="自备模板的文件夹，同名文件代替内置的。  A folder whose files stand in for the built-in templates.",
        ),
    ] = None,
) -> None:
    """按规则检查台账，给出问题清单。  Check a log and report the gaps."""
    from compliance.cli.terminal import complain
    from compliance.diagnostics import Refused

    language: Language = lang.value if lang else "zh"
    try:
        request = request_of(
            log, ruleset, rule, mapping, as_of, since, until, agency, roster, ignore, show_personal, waivers
        )
        wanted = _Output(
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
        status = _run(request, wanted, fail_on, strict)
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    raise typer.Exit(status)


@dataclass(frozen=True, slots=True)
class _Output:
    """What to write where; `language` None: the ruleset's."""

    files: tuple[str, ...]
    format: str
    language: "Language | None"
    quiet: bool
    verbose: bool
    templates: Path | None
    split_by: SplitBy | None
    as_: str
    letter: LetterOf | None
    put_right_by: date | None


def request_of(
    log: list[str],
    ruleset: list[str] | None,
    rule: list[str] | None,
    mapping: Path | None,
    as_of: str | None,
    since: str | None,
    until: str | None,
    agency: list[str] | None,
    roster: bool,
    ignore: str,
    show_personal: bool = False,
    waivers: Path | None = None,
) -> "Request":
    """What the options ask for. Raises Refused for a value that cannot be used."""
    from compliance.checking.check import Request
    from compliance.engine.evaluate import Asked

    asked = Asked(
        as_of=_instant(as_of, "--as-of") if as_of else datetime.combine(date.today(), datetime.max.time()),
        cut=(_day(since, "--from") if since else None, _day(until, "--to") if until else None),
        agencies=tuple(agency) if agency else None,
        roster=roster,
        ignore=_ignored(ignore),
    )
    return Request(
        logs=tuple(log),
        asked=asked,
        rulesets=tuple(ruleset or ()),
        rules=tuple(rule or ()),
        mapping=mapping,
        waivers=waivers,
        folder=Path.cwd(),
        generated=generated(),
        command=("compliance", *sys.argv[1:]),
        show_personal=show_personal,
    )


def put_right_day(text: str | None) -> date | None:
    """The day by which problems are to be put right. Raises Refused for what is no day."""
    return _day(text, "--put-right-by") if text else None


def _run(request: "Request", wanted: _Output, fail_on: FailOn, strict: bool) -> int:
    """Checks, writes and says the exit status."""
    from compliance.checking.check import checked
    from compliance.checking.output import check_outputs, write_reports
    from compliance.cli.progress import Progress
    from compliance.cli.terminal import complain, say_aside
    from compliance.reports.manner import Manner

    kind = _format(wanted.format)
    _check_letter(wanted)
    kinds = [_format(name.strip()) for name in wanted.as_.split(",") if name.strip()]
    split_by: Literal["agency"] | None = "agency" if wanted.split_by else None
    check_outputs(wanted.files, Manner(split_by=split_by), kinds)
    stdin = sys.stdin.buffer if "-" in request.logs else None
    progress = Progress(wanted.language or "zh", wanted.quiet)
    with progress, checked(request, stdin, progress) as assessment:
        language: Language = wanted.language or assessment.language
        if not wanted.quiet:
            complain(assessment.warnings, language)
        if not wanted.quiet and kind.name != "text":
            for used in assessment.rulesets:
                say_aside(f"{used.id}: {used.chosen.said(language)}")
        manner = Manner(
            language,
            wanted.templates,
            split_by,
            wanted.letter.value if wanted.letter else None,
            wanted.put_right_by,
        )
        written = write_reports(assessment, wanted.files, manner, kinds, progress)
        progress.done()
        if not wanted.quiet or kind.name != "text":
            _print(assessment, kind, manner, wanted.verbose)
        if not wanted.quiet:
            for line in _told(written, language):
                say_aside(line)
        return _status(assessment, fail_on, strict)


def _check_letter(wanted: _Output) -> None:
    """Raises Refused for a letter that nothing would be written to."""
    from compliance.diagnostics import Diagnostic, Refused, Text

    if (
        wanted.letter
        and wanted.format != "docx"
        and "docx" not in wanted.as_
        and not any(name.lower().endswith(".docx") for name in wanted.files)
    ):
        title = Text("--letter 要有 .docx 可写", "--letter needs a .docx to write")
        hint = Text("加上 -o 函件.docx", "add -o letter.docx")
        raise Refused([Diagnostic("usage/letter", title, hint=hint)])


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
    from compliance.cli.terminal import columns, in_color, output_encoding, standard_output, write_text
    from compliance.reports.text import Screen, render_text

    if kind.name == "text":
        screen = Screen(columns(), in_color(), output_encoding(), complete)
        write_text(render_text(assessment, manner.language, screen))
    else:
        with standard_output() as out:
            kind.write(assessment, manner, out)


def _status(assessment: "Assessment", fail_on: FailOn, strict: bool) -> int:
    from compliance.findings import Modality

    if strict and assessment.log.rejected_count:
        return REJECTED
    if fail_on is FailOn.never:
        return NO_GAPS
    binding = list(Modality)[: list(FailOn).index(fail_on) + 1]
    return GAPS if any(assessment.summary.gaps_by_modality.get(m, 0) for m in binding) else NO_GAPS


def _format(name: str) -> "Format":
    from compliance.diagnostics import Diagnostic, Refused, Text, nearest
    from compliance.reports.formats import named

    found = named(name)
    if found:
        return found
    names = [known.name for known in FORMATS]
    near = nearest(name, names)
    title = Text(f"没有名为 “{name}” 的报告格式", f"there is no report format “{name}”")
    hint = (
        Text(f"是否想写 “{near}”？", f"did you mean “{near}”?")
        if near
        else Text(f"可用：{' '.join(names)}", f"known: {' '.join(names)}")
    )
    raise Refused([Diagnostic("usage/format", title, hint=hint)])


def _instant(text: str, option: str) -> datetime:
    """A time as the user gives it: a date means its last microsecond."""
    from compliance.diagnostics import Diagnostic, Refused, Text
    from compliance.log.times import parse_time

    stated = parse_time(text)
    if isinstance(stated, Text):
        title = Text(f"{option} 的值 “{text}” 读不出时间：{stated.zh}", f"{option} “{text}” is no time: {stated.en}")
        raise Refused([Diagnostic("usage/time", title, hint=Text("写作 2018-12-31", "write 2018-12-31"))])
    return stated.interval.hi


def _day(text: str, option: str) -> date:
    """A date as the user gives it: the first day of a month or year for --from, the last for --to."""
    from compliance.diagnostics import Diagnostic, Refused, Text
    from compliance.log.times import parse_time

    stated = parse_time(text)
    if isinstance(stated, Text):
        title = Text(f"{option} 的值 “{text}” 读不出日期：{stated.zh}", f"{option} “{text}” is no date: {stated.en}")
        raise Refused([Diagnostic("usage/date", title, hint=Text("写作 2018-01-01", "write 2018-01-01"))])
    return (stated.interval.lo if option == "--from" else stated.interval.hi).date()


def _ignored(text: str) -> frozenset[str]:
    from compliance.diagnostics import Diagnostic, Refused, Text

    ignored = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(ignored - {"channels", "elements"})
    if unknown:
        title = Text(f"--ignore 不认识 “{unknown[0]}”", f"--ignore does not know “{unknown[0]}”")
        raise Refused(
            [Diagnostic("usage/ignore", title, hint=Text("可用：channels,elements", "known: channels,elements"))]
        )
    return ignored
