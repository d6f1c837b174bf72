"""`compliance explain`: how a finding came about, step by step; or what the code of a message means."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.options import (
    AgencyOption,
    AsOfOption,
    FromOption,
    IgnoreOption,
    LangGivenOption,
    LimitOption,
    ListFormat,
    ListFormatOption,
    MappingOption,
    MemoryOption,
    PersonalOption,
    RosterOption,
    RulesetsOption,
    ToOption,
    WaiversOption,
)
from compliance.cli.status import UNUSABLE

if TYPE_CHECKING:
    from compliance.checking import Request
    from compliance.diagnostics.diagnostic import Language
    from compliance.findings.derivation import Sought


def explain(
    what: Annotated[
        list[str],
        typer.Argument(metavar="LOG|CODE", help="台账；或消息的代码，如 lint/implied。  A log, or a message's code."),
    ],
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule", metavar="ID|TEXT", help="规则编号，或一条规则的文字。  The rule's id, or the text of a rule."
        ),
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="CASE", help="案件编号。  The case.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="期间，如 2018-03。  The period.")
    ] = None,
    duty: Annotated[
        int | None, typer.Option("--duty", metavar="N", help="第几项义务。  Which of the rule's duties.")
    ] = None,
    ruleset: RulesetsOption = None,
    as_of: AsOfOption = None,
    start: FromOption = None,
    end: ToOption = None,
    agency: AgencyOption = None,
    roster: RosterOption = False,
    mapping: MappingOption = None,
    ignore: IgnoreOption = "",
    show_personal: PersonalOption = False,
    waivers: WaiversOption = None,
    memory: MemoryOption = None,
    limit: LimitOption = None,
    format_: ListFormatOption = ListFormat.text,
    lang: LangGivenOption = None,
) -> None:
    """逐步说明一项核查结果是怎样得出的，或一个代码的意思。  Derive a finding step by step, or explain a code."""
    from compliance.cli.asked import request_of
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.findings.derivation import Sought

    language: Language = lang.value if lang else "zh"
    try:
        if rule is None:
            write_text(_code(what, language))
            return
        given = None if ruleset else _given(rule)
        rules = [rule] if given else None
        request = request_of(
            what,
            ruleset=ruleset,
            rule=rules,
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
            limit=limit,
        )
        sought = Sought(given or rule, case, _period(period), duty)
        write_text(_derived(request, sought, format_, lang.value if lang else None))
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None


def _derived(request: "Request", sought: "Sought", format_: ListFormat, language: "Language | None") -> str:
    from compliance.checking.explain import explained
    from compliance.cli.progress import Told
    from compliance.reports import derivation, derivation_json

    stdin = sys.stdin.buffer if "-" in request.logs else None
    with Told(language or "zh", quiet=False) as progress:
        derivations, of_ruleset = explained(request, sought, stdin, progress)
    if format_ is ListFormat.json:
        return derivation_json.render(derivations, language or of_ruleset)
    return derivation.render(derivations, language or of_ruleset)


def _given(rule: str) -> str | None:
    """The id of a rule that is given as text, as `check --rule` takes it; None: it is an id, which is one word."""
    from compliance.rulesets.load import inline_ruleset

    return inline_ruleset([rule]).rules[0].id if " " in rule.strip() else None


def _period(text: str | None) -> str | None:
    """A period in any spelling that a log may have, as reports name it."""
    from compliance.log.periods import parse_period

    return text and (parse_period(text) or text)


def _code(what: list[str], language: "Language") -> str:
    from compliance.diagnostics import Diagnostic, Refused, Text, nearest
    from compliance.reports.codes import FAMILIES, code_text
    from compliance.rulesets.lint.lint import codes

    code = what[0]
    text = code_text(code, language) if len(what) == 1 else None
    if text is not None:
        return text
    if len(what) > 1 or Path(code).exists():
        title = Text("说明一项核查结果，要用 --rule 指明规则", "to derive a finding, name its rule with --rule")
        hint = Text(
            "compliance explain 台账 --rule 编号 --case 案件编号", "compliance explain LOG --rule ID --case CASE"
        )
        raise Refused([Diagnostic("usage/rule", title, hint=hint)])
    known = [*codes(), *(known.removeprefix("lint/") for known in codes()), *FAMILIES]
    near = nearest(code, known)
    title = Text(f"没有代码“{code}”的说明", f"nothing is known of the code “{code}”")
    listing = Text(f"检查规则的代码：{'、'.join(codes())}", f"codes of `lint`: {', '.join(codes())}")
    hint = Text(f"是否想写“{near}”？", f"did you mean “{near}”?") if near else listing
    raise Refused([Diagnostic("usage/code", title, hint=hint)])
