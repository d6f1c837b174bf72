"""`compliance verify`: a saved report computed again from the same inputs, or the files of a list of SHA-256."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.endings import LIST_ENDINGS, ListFilesOption, format_of
from compliance.cli.limited import own_limits
from compliance.cli.options import (
    Lang,
    LangOption,
    ListFormat,
    ListFormatOption,
    MappingOption,
    MemoryOption,
    RulesetsOption,
    WaiversOption,
)
from compliance.cli.output_options import WRITTEN
from compliance.cli.status import GAPS, NO_GAPS, UNUSABLE

if TYPE_CHECKING:
    from typing import BinaryIO

    from compliance.diagnostics import Diagnostic
    from compliance.diagnostics.diagnostic import Language
    from compliance.findings.verified import ListVerified, Verified
    from compliance.reports.recorded import Recorded


def verify(
    report: Annotated[
        Path,
        typer.Argument(
            metavar="REPORT|DIR",
            help="报告（JSON），或有 SHA256SUMS 的文件夹。  The report, as JSON, or a folder with its SHA256SUMS.",
        ),
    ],
    log: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LOG]",
            help="台账现在的位置，默认在原处或报告旁。  Where the log lies now, if it was moved.",
        ),
    ] = None,
    ruleset: RulesetsOption = None,
    mapping: MappingOption = None,
    waivers: WaiversOption = None,
    memory: MemoryOption = None,
    format_: ListFormatOption = ListFormat.text,
    output: ListFilesOption = None,
    lang: LangOption = Lang.zh,
) -> None:
    """按原来的台账和规则复算报告，说明每项结果是否仍然成立。  Compute a saved report again: what holds, what does not."""
    from compliance.checking.output import keep_read, write_files
    from compliance.checking.staging import Planned
    from compliance.checking.sums import list_in, verified_list
    from compliance.cli.terminal import columns, complain, output_encoding, say_aside, standard_output, write_text
    from compliance.diagnostics import Refused

    language: Language = lang.value
    try:
        files = [(path, format_of(path, LIST_ENDINGS)) for path in output or ()]
        places = [path for path, _ in files]
        listed = list_in(report)
        found: Verified | ListVerified
        if listed:
            found = verified_list(listed, report.is_dir())
            keep_read([listed, *(listed.parent / file.name for file in found.files)], places)
        else:
            found = _verified(_recorded(report), log or [], ruleset, mapping, waivers, memory, language, places)
        write_files([Planned(path, partial(_write, found, kind, language)) for path, kind in files])
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    if format_ is ListFormat.text:
        write_text(_text(found, language, columns(), output_encoding()))
    else:
        with standard_output() as out:
            _write(found, format_, language, out)
    for path, _ in files:
        say_aside(f"{WRITTEN[language]}: {path}")
    raise typer.Exit(NO_GAPS if found.holds else GAPS)


def _recorded(report: Path) -> "Recorded":
    """The report. Raises Refused for one of a format that does not hold all of it."""
    from compliance.diagnostics import Diagnostic, Place, Refused, Text
    from compliance.reports.formats import of_file
    from compliance.reports.recorded import read_recorded

    kind = of_file(report)
    if kind is None or kind.name == "json" or not report.is_file():
        with own_limits():
            return read_recorded(report)
    title = Text("只有 JSON 报告可以复算", "only a report in JSON can be computed again")
    hint = Text(
        f"用同一次写出的 JSON：compliance verify 报告.json，它旁边的 {report.name} 也会逐字节核对；"
        f"没有的话，核查时加 -o 报告.json",
        f"take the JSON of the same run: compliance verify report.json holds {report.name} beside it against what it would "
        "be, byte for byte; where there is none, add -o report.json to the check",
    )
    raise Refused([Diagnostic("verify/format", title, Place(str(report)), hint)])


def _verified(
    recorded: "Recorded",
    log: list[str],
    ruleset: list[str] | None,
    mapping: Path | None,
    waivers: Path | None,
    memory: str | None,
    language: "Language",
    outputs: list[Path],
) -> "Verified":
    from compliance.checking.check import written_by_hand
    from compliance.checking.inputs import located
    from compliance.checking.output import keep_log, keep_read
    from compliance.checking.verify import verified
    from compliance.cli.progress import Told
    from compliance.cli.recorded import asked_before
    from compliance.diagnostics import Refused

    request, wanted = asked_before(recorded)
    wanted = replace(wanted, by_settings=bool(ruleset) and not (request.rulesets or request.rules))
    where = located(recorded, log)
    keep_log([*where.values()], outputs)
    keep_read([recorded.path, *wanted.outputs], outputs)
    request = replace(
        request,
        logs=tuple(where.values()),
        called={
            **request.called,
            **_stands_in(recorded, mapping, waivers),
            **{path: name for name, path in where.items()},
        },
        rulesets=tuple(ruleset) if ruleset else request.rulesets,
        mapping=mapping or request.mapping,
        waivers=waivers or request.waivers,
        memory=memory,
    )
    keep_read(written_by_hand(request), outputs)
    try:
        with Told(language, quiet=False) as progress:
            return verified(recorded, request, wanted, progress)
    except Refused as refused:
        given = [option for option, value in zip(STAND_INS.values(), (ruleset, mapping, waivers), strict=True) if value]
        raise Refused([_where_now(one, given) for one in refused.diagnostics]) from None


STAND_INS = {"ruleset/not-found": "-r", "mapping/not-found": "--mapping", "waivers/not-found": "--waivers"}
"""What says where a thing lies now that a report was made of, by the code of what is said where it is not found."""


def _where_now(problem: "Diagnostic", given: list[str]) -> "Diagnostic":
    """What is not found of what a report names, with the option that says where it lies now."""
    from compliance.diagnostics import Text

    option = STAND_INS.get(problem.code)
    if option is None or option in given:
        return problem
    hint = Text(f"移动过的，用 {option} 写明现在的位置", f"if it was moved, say where it lies now with {option}")
    return replace(problem, hint=hint)


def _stands_in(recorded: "Recorded", mapping: Path | None, waivers: Path | None) -> dict[str, str]:
    """What the report calls the files that stand in for its mapping file and its waivers."""
    made_of = recorded.made_of
    pairs = ((mapping, made_of.mapping), (waivers, made_of.waivers))
    return {str(given): told.file for given, told in pairs if given and told}


def _text(found: "Verified | ListVerified", language: "Language", width: int = 80, encoding: str = "utf-8") -> str:
    from compliance.findings.verified import ListVerified
    from compliance.reports import sums, verified

    if isinstance(found, ListVerified):
        return sums.as_text(found, language, width, encoding)
    return verified.as_text(found, language, width, encoding)


def _write(found: "Verified | ListVerified", kind: ListFormat, language: "Language", out: "BinaryIO") -> None:
    """Half of a surrogate pair, which UTF-8 cannot say, becomes the escape that JSON has for it."""
    from compliance.findings.verified import ListVerified
    from compliance.reports import sums, verified

    if kind is ListFormat.text:
        said = _text(found, language)
    else:
        said = sums.as_json(found) if isinstance(found, ListVerified) else verified.as_json(found)
    out.write(said.encode("utf-8", "backslashreplace"))
