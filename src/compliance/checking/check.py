"""One check from end to end: rulesets, log, verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance import __version__
from compliance.checking.select import judged_again, local, pick_builtin
from compliance.checking.settings import Settings, find_settings
from compliance.checking.waivers import load_waivers
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.limits import using
from compliance.diagnostics.small_file import read_once, read_small
from compliance.engine.asked import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment, FileUsed
from compliance.findings.earlier import Terms
from compliance.findings.progress import SILENT, Progress
from compliance.log.mapping import load_mapping
from compliance.log.own_folder import own_folder
from compliance.reports.privacy import private, refused_privately
from compliance.rulesets.below import not_read
from compliance.rulesets.builtin import ZONE, builtin_names
from compliance.rulesets.load import inline_ruleset, load_ruleset, no_rule
from compliance.rulesets.model import Ruleset

if TYPE_CHECKING:
    from compliance.checking.since import GoingOn
    from compliance.engine.spark.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Request:
    """What to check. `folder` is where `compliance.toml` is looked for; `generated` stamps the report where given."""

    logs: tuple[str, ...]
    asked: Asked
    rulesets: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    mapping: Path | None = None
    waivers: Path | None = None
    folder: Path | None = None
    generated: datetime | None = None
    command: tuple[str, ...] = ()
    memory: str | None = None
    """How much memory the database may take, such as `600MB`."""
    cluster: Cluster | None = None
    """The cluster to run on; None: in this process."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Limits in another place than the usual, by name (`diagnostics.limits`)."""
    show_personal: bool = False
    """Whether numbers of identity cards and telephones stand in reports as the log has them."""
    since: Path | None = None
    """An earlier report from which to go on."""
    language: Language | None = None
    """The language of the reports; None: the first ruleset's."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What reports call a file that is read under another name, by that name."""

    as_of: Callable[[str], datetime] | None = None
    """The instant as of which, by the clock of a time zone; None: it is `asked.as_of` by any."""

    def asked_in(self, rulesets: Sequence[Ruleset]) -> Asked:
        """What is asked for, as of an instant by the clock of the rulesets; where none is named, of the built-in ones."""
        zone = rulesets[0].timezone if rulesets else ZONE
        return replace(self.asked, as_of=self.as_of(zone)) if self.as_of else self.asked

    @property
    def terms(self) -> Terms:
        """What it asks for besides the files."""
        asked = self.asked
        return Terms(*asked.cut, asked.agencies, asked.roster, tuple(sorted(asked.ignore)), self.show_personal)


def written_by_hand(request: Request) -> list[Path]:
    """The mapping file and the waivers that a request asks for, or the settings of its folder.

    Raises Refused for settings that cannot be used.
    """
    settings = find_settings(request.folder) if request.folder else Settings()
    return [file for file in (request.mapping or settings.mapping, request.waivers or settings.waivers) if file]


@contextmanager
def checked(request: Request, stdin: BinaryIO | None = None, progress: Progress = SILENT) -> Iterator[Assessment]:
    """The assessment that a request asks for, as long as the context lasts: its findings lie in a database.

    Raises:
        Refused: a ruleset, the mapping or the log cannot be used; all that is wrong is told at once.
    """
    settings = find_settings(request.folder) if request.folder else Settings()
    with using({**settings.limits, **request.limits}), read_once():
        yield from _checked(request, settings, stdin, progress)


def _checked(request: Request, settings: Settings, stdin: BinaryIO | None, progress: Progress) -> Iterator[Assessment]:
    rulesets = named_rulesets(request, settings)
    if rulesets and not any(ruleset.rules for ruleset in rulesets):
        raise Refused([no_rule(Place(str(ruleset.folder))) for ruleset in rulesets])
    asked = request.asked_in(rulesets)
    mapping_file = request.mapping or settings.mapping
    mapping = load_mapping(mapping_file) if mapping_file else None
    waivers_file = request.waivers or settings.waivers
    waivers = load_waivers(waivers_file) if waivers_file else ()
    mapping_used, waivers_used = (
        _used(request, request.mapping, mapping_file),
        _used(request, request.waivers, waivers_file),
    )
    stack = ExitStack()
    workdir = stack.enter_context(own_folder())

    def read(candidates: Sequence[Ruleset]) -> Session:
        if request.cluster is not None:
            from compliance.engine.spark.session import SparkLog

            cluster = replace(request.cluster, memory=request.memory)
            return SparkLog(request.logs, candidates, workdir, mapping, stdin, progress, cluster=cluster)
        before = going_on.before if going_on else {}
        return Session(
            request.logs, candidates, workdir, mapping, stdin, progress, request.memory, before, called=request.called
        )

    def opened(candidates: Sequence[Ruleset]) -> Session:
        with refused_privately(request.show_personal):
            return read(candidates)

    session: Session | None = None
    try:
        going_on = _going_on(request, asked.as_of, workdir, mapping_used, waivers_used)
        session = opened(rulesets) if rulesets else None
        if session is None:
            session, rulesets = picked(opened)
        assessment = (
            going_on.assess(session, rulesets, asked, waivers) if going_on else session.assess(rulesets, asked, waivers)
        )
        whole = replace(
            assessment,
            generated=_by_clock(request.generated, rulesets[0].timezone),
            version=__version__,
            command=request.command,
            mapping=mapping_used,
            waivers_file=waivers_used,
            terms=request.terms,
            warnings=(
                *_instead_of_builtin(rulesets),
                *(warning for ruleset in rulesets if ruleset.folder for warning in not_read(ruleset.folder)),
                *judged_again(rulesets, session.texts.matter),
                *assessment.warnings,
            ),
        )
        yield whole if request.show_personal else private(whole)
    finally:
        if session is not None:
            session.close()
        stack.close()


def _by_clock(made: datetime | None, zone: str) -> datetime | None:
    """When the report is made as the clock of a time zone shows it, like every other time in it."""
    from zoneinfo import ZoneInfo

    return made.astimezone(ZoneInfo(zone)) if made else None


def _going_on(
    request: Request, as_of: datetime, workdir: Path, mapping: FileUsed | None, waivers: FileUsed | None
) -> GoingOn | None:
    """What the request says of an earlier report."""
    if request.since is None:
        return None
    from compliance.checking.since import GoingOn

    return GoingOn(request.since, workdir, request.terms, as_of, mapping, waivers, request.language)


def _instead_of_builtin(rulesets: Sequence[Ruleset]) -> list[Diagnostic]:
    """A warning of each folder that is called as a built-in ruleset, and is taken for it wherever it lies."""
    names = [str(ruleset.folder) for ruleset in rulesets if str(ruleset.folder) in builtin_names()]
    hint = Text(
        "要用内置的，请把这个文件夹改名，或在别的文件夹里运行",
        "to use the built-in ruleset, rename the folder or run the command in another one",
    )
    return [
        Diagnostic(
            "ruleset/instead",
            Text(
                f"用的是当前文件夹里的“{name}”，不是同名的内置规则集",
                f"the folder “{name}” here is used, not the built-in ruleset of that name",
            ),
            hint=hint,
            severity="warning",
        )
        for name in names
    ]


def _used(request: Request, asked: Path | None, file: Path | None) -> FileUsed | None:
    """A file by the name that the user gave it; one that the settings name lies somewhere on this machine."""
    if file is None:
        return None
    return FileUsed(
        request.called.get(str(asked), str(asked)) if asked else file.name,
        hashlib.sha256(read_small(file)).hexdigest(),
    )


def picked(opened: Callable[[Sequence[Ruleset]], Session]) -> tuple[Session, Sequence[Ruleset]]:
    """The log, read for the built-in rulesets that fit it.

    It is read with the vocabularies of all of them first. These together may make two columns of one thing where each alone does
    not: then the log is read for each by itself. And what only a ruleset that was not picked has a word for (备案日期) is no
    milestone: where the log is read otherwise for those that were picked, it is read once more.
    """
    candidates = [load_ruleset(name) for name in builtin_names()]
    try:
        session = opened(candidates)
    except Refused as refused:
        return _one_by_one(opened, candidates, refused)
    try:
        found = _fitting(session, candidates)
    except Refused as refused:
        others = [candidate for candidate in candidates if not session.reads_alike([candidate])]
        session.close()
        return _one_by_one(opened, others, refused)
    if session.reads_alike(found):
        return session, found
    session.close()
    return opened(found), found


def _one_by_one(
    opened: Callable[[Sequence[Ruleset]], Session], candidates: Sequence[Ruleset], refused: Refused
) -> tuple[Session, Sequence[Ruleset]]:
    """The log, read for those that fit it by themselves. Raises what was `refused` where there is none."""
    alone = {c.id: texts for c in candidates if (texts := _agencies(opened, c)) is not None}
    if not alone:
        raise refused
    agencies = next(iter(alone.values()))
    session = opened(local([c for c in candidates if c.id in alone], agencies))
    try:
        return session, _fitting(session, session.rulesets)
    except Refused:
        session.close()
        raise


def _fitting(session: Session, candidates: Sequence[Ruleset]) -> Sequence[Ruleset]:
    return pick_builtin(candidates, session.texts.matter, session.texts.agency, session.dates())


def _agencies(opened: Callable[[Sequence[Ruleset]], Session], candidate: Ruleset) -> Sequence[str] | None:
    """The log's agencies where it can be read for a ruleset alone and has its matters, else None."""
    try:
        session = opened([candidate])
    except Refused:
        return None
    try:
        _fitting(session, [candidate])
    except Refused:
        return None
    finally:
        session.close()
    return session.texts.agency


def _named(name: str, place: Place | None) -> Ruleset:
    """A ruleset by its name or folder. Raises Refused where it cannot be loaded, with where it is named if nothing else is told."""
    try:
        return load_ruleset(name)
    except Refused as refused:
        raise Refused(
            [one if one.place and one.place.file else replace(one, place=place) for one in refused.diagnostics]
        ) from None


def named_rulesets(request: Request, settings: Settings) -> Sequence[Ruleset]:
    """The rulesets that the user names, on the command line or else in `compliance.toml`, each once; none: to be picked.

    Raises Refused where one cannot be loaded, or two have one id, by which reports tell their findings apart.
    """
    names = request.rulesets or (() if request.rules else settings.rulesets)
    loaded = [_named(name, None if request.rulesets else settings.place) for name in names]
    rulesets = list({ruleset.folder and ruleset.folder.resolve(): ruleset for ruleset in loaded}.values())
    if not request.rulesets:
        rulesets = [replace(r, chosen=settings.chosen) for r in rulesets]
    if request.rules:
        rulesets.append(inline_ruleset(request.rules, request.language))
    for number, ruleset in enumerate(rulesets):
        if ruleset.id in [other.id for other in rulesets[:number]]:
            title = Text(f"两个规则集的编号都是“{ruleset.id}”", f"two rulesets have the id “{ruleset.id}”")
            hint = Text("把其中一个的 [ruleset] id 改成别的", "give one of them another id under [ruleset]")
            place = Place(str(ruleset.folder / "ruleset.toml")) if ruleset.folder else None
            raise Refused([Diagnostic("ruleset/same-id", title, place, hint)])
    return rulesets
