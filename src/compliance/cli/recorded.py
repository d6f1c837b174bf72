"""The command line that a report says it was made by, taken apart as `compliance check` would."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from compliance.cli.asked import put_right_day, request_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.checking import Request
    from compliance.checking.verify import Wanted
    from compliance.diagnostics.diagnostic import Language
    from compliance.reports.recorded import FileNamed, Recorded

NAME = "check"


def asked_before(recorded: "Recorded") -> "tuple[Request, Wanted]":
    """What the check that made a report was asked for, as of the same instant, and how it was to be written.

    Raises:
        Refused: the command line is none of `compliance check`, or of one that had other options.
    """
    said = _options(recorded)
    given = said.get
    beside = recorded.path.parent
    called: dict[str, str] = {}
    request = request_of(
        [],
        ruleset=[_near(name, beside) for name in given("--ruleset") or ()],
        rule=given("--rule"),
        mapping=_file(given("--mapping"), beside, recorded.made_of.mapping, called),
        as_of=recorded.as_of.isoformat(),
        start=given("--from"),
        end=given("--to"),
        agency=given("--agency"),
        roster=bool(given("--roster")),
        ignore=given("--ignore") or "",
        show_personal=bool(given("--show-personal")),
        waivers=_file(given("--waivers"), beside, recorded.made_of.waivers, called),
        language=given("--lang"),
        limit=given("--limit"),
    )
    command = tuple(recorded.made_of.command)
    return replace(request, generated=recorded.generated, command=command, called=called), _wanted(said, recorded)


def _wanted(said: "Mapping[str, Any]", recorded: "Recorded") -> "Wanted":
    from compliance.checking.verify import Wanted
    from compliance.reports.manner import Manner

    given, beside = said.get, recorded.path.parent
    lang, letter, templates = given("--lang"), given("--letter"), given("--templates")
    language: Language | None = "en" if lang == "en" else "zh" if lang == "zh" else None
    manner = Manner(
        templates=Path(templates) if templates else None,
        split_by="agency" if given("--split-by") else None,
        letter=letter,
        put_right_by=put_right_day(given("--put-right-by")),
    )
    names = [Path(name) for name in given("--output") or ()]
    outputs = [_output(path, beside, _moved(recorded.path, names)) for path in names]
    others = tuple(path for path in outputs if path and not path.samefile(recorded.path))
    part = bool(given("--split-by")) and recorded.path.name not in {path.name for path in names}
    return Wanted(language, manner, () if part else others, not given("--since"), part)


def _options(recorded: "Recorded") -> dict[str, Any]:
    """The options of the command line by their long names; nothing that they name need be there."""
    from compliance.cli.check import check

    app = typer.Typer()
    app.command(NAME)(check)
    command: Any = get_command(app)
    _, *words = recorded.made_of.command or [""]
    if not words or words[0] != NAME:
        raise _not_understood(recorded)
    try:
        context = command.make_context(NAME, [], resilient_parsing=True)
        told, left, _ = command.make_parser(context).parse_args(words[1:])
    except typer.TyperException:
        raise _not_understood(recorded) from None
    if left:
        raise _not_understood(recorded)
    return {option: told.get(one.name) for one in command.params for option in one.opts}


def _near(name: str, beside: Path) -> str:
    """A ruleset by its name, or the folder of it as it lay or beside the report."""
    near = beside / name
    return str(near) if not Path(name).is_dir() and (near / "ruleset.toml").is_file() else name


def _moved(report: Path, names: "Sequence[Path]") -> bool:
    """Whether a report does not lie where the command line had it written: what lies there may be of another run."""
    return any(path.suffix.lower() == report.suffix.lower() for path in names) and not any(
        path.is_file() and path.samefile(report) for path in names
    )


def _output(path: Path, beside: Path, moved: bool) -> Path | None:
    """Another file of the same run, where it lay or beside the report; beside it first, where the report has moved."""
    near = (beside / path.relative_to(path.anchor), beside / path.name)
    return next((place for place in ((*near, path) if moved else (path, *near)) if place.is_file()), None)


def _file(name: str | None, beside: Path, told: "FileNamed | None", called: dict[str, str]) -> Path | None:
    """A file where it lay, or beside the report, by its path or its name; `called` keeps what the report calls it."""
    from compliance.checking.inputs import as_told

    if name is None:
        return None
    places = (Path(name), beside / name, beside / Path(name).name)
    found = as_told(places, told.sha256 if told else None) or Path(name)
    called[str(found)] = name
    return found


def _not_understood(recorded: "Recorded") -> Exception:
    import shlex

    from compliance.diagnostics import Diagnostic, Place, Refused, Text

    said = shlex.join(recorded.made_of.command)
    title = Text(
        f"本版本读不懂得出报告的命令：{said}", f"this version cannot read the command that made the report: {said}"
    )
    hint = Text("用得出报告的那个版本复算", f"use the version that made it: {recorded.made_of.version}")
    return Refused([Diagnostic("verify/command", title, Place(str(recorded.path)), hint)])
