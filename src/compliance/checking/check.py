"""One check from end to end: rulesets, log, verdicts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from compliance import __version__
from compliance.checking.select import pick_builtin
from compliance.checking.settings import Settings, find_settings
from compliance.engine.evaluate import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment
from compliance.log.mapping import load_mapping
from compliance.rulesets.builtin import builtin_names
from compliance.rulesets.load import inline_ruleset, load_ruleset
from compliance.rulesets.model import Ruleset


@dataclass(frozen=True, slots=True)
class Request:
    """What to check. `folder` is where `compliance.toml` is looked for; `generated` stamps the report where given."""

    logs: tuple[str, ...]
    asked: Asked
    rulesets: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    mapping: Path | None = None
    folder: Path | None = None
    generated: datetime | None = None
    command: tuple[str, ...] = ()


@contextmanager
def checked(
    request: Request, stdin: BinaryIO | None = None, progress: Callable[[str, int], None] = lambda stage, rows: None
) -> Iterator[Assessment]:
    """The assessment that a request asks for, as long as the context lasts: its findings lie in a database.

    Raises:
        Refused: a ruleset, the mapping or the log cannot be used; all that is wrong is told at once.
    """
    settings = find_settings(request.folder) if request.folder else Settings()
    rulesets = named_rulesets(request, settings)
    mapping_file = request.mapping or settings.mapping
    mapping = load_mapping(mapping_file) if mapping_file else None
    candidates = rulesets or [load_ruleset(name) for name in builtin_names()]
    workdir = Path(tempfile.mkdtemp(prefix="compliance-"))
    session: Session | None = None
    try:
        session = Session(request.logs, candidates, workdir, mapping, stdin, progress)
        if not rulesets:
            rulesets = pick_builtin(candidates, session.matters(), session.dates())
        assessment = session.assess(rulesets, request.asked)
        yield replace(assessment, generated=request.generated, version=__version__, command=request.command)
    finally:
        if session is not None:
            session.close()
        shutil.rmtree(workdir, ignore_errors=True)


def named_rulesets(request: Request, settings: Settings) -> Sequence[Ruleset]:
    """The rulesets that the user names, on the command line or else in `compliance.toml`; none: to be picked."""
    names = request.rulesets or (() if request.rules else settings.rulesets)
    rulesets = [load_ruleset(name) for name in names]
    if not request.rulesets:
        rulesets = [replace(r, chosen=settings.chosen) for r in rulesets]
    if request.rules:
        rulesets.append(inline_ruleset(request.rules))
    return rulesets
