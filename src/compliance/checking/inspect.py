"""A log looked at before it is checked: how it is read, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from compliance.checking.check import Request, named_rulesets, picked
from compliance.checking.settings import Settings, find_settings
from compliance.diagnostics import Refused
from compliance.diagnostics.limits import using
from compliance.engine.inspecting import inspect
from compliance.engine.session import Session
from compliance.findings.inspection import Inspection
from compliance.findings.progress import SILENT, Progress
from compliance.log.mapping import load_mapping
from compliance.log.own_folder import own_folder
from compliance.reports.privacy import refused_privately, without_numbers
from compliance.rulesets.builtin import builtin_names
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset

NONE_FITS = "ruleset/none-fits"


def inspected(request: Request, stdin: BinaryIO | None = None, progress: Progress = SILENT) -> Inspection:
    """What is to be said of the log of a request. Raises Refused where a ruleset, the mapping or the log cannot be used."""
    settings = find_settings(request.folder) if request.folder else Settings()
    with using({**settings.limits, **request.limits}):
        return _inspected(request, settings, stdin, progress)


def _inspected(request: Request, settings: Settings, stdin: BinaryIO | None, progress: Progress) -> Inspection:
    rulesets = named_rulesets(request, settings)
    as_of = request.asked_in(rulesets).as_of
    mapping_file = request.mapping or settings.mapping
    mapping = load_mapping(mapping_file) if mapping_file else None
    stack = ExitStack()
    workdir = stack.enter_context(own_folder())

    def opened(candidates: Sequence[Ruleset]) -> Session:
        with refused_privately(request.show_personal):
            return Session(request.logs, candidates, workdir, mapping, stdin, progress, request.memory, inspecting=True)

    session: Session | None = None
    try:
        if rulesets:
            session = opened(rulesets)
        else:
            session, rulesets = _fitting(opened)
        found = inspect(session, rulesets, as_of)
        return found if request.show_personal else without_numbers(found)
    finally:
        if session is not None:
            session.close()
        stack.close()


def _fitting(opened: Callable[[Sequence[Ruleset]], Session]) -> tuple[Session, Sequence[Ruleset]]:
    """The log by the built-in rulesets that fit it; where none does, by the words of all of them."""
    try:
        return picked(opened)
    except Refused as refused:
        if any(problem.code != NONE_FITS for problem in refused.diagnostics):
            raise
    return opened([load_ruleset(name) for name in builtin_names()]), ()
