"""The engine's findings beside the plain evaluator's, field by field."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from compliance.calendars import Interval
from compliance.engine.asked import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment, Finding
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset

from .asked import Expected, Question
from .instants import NEVER
from .log_files import File, rejections
from .plain import evaluate

Key = tuple[str, int, str, str, str]


def ruleset_of(manifest: str, rules: str) -> Ruleset:
    """A ruleset from the text of its two files."""
    with tempfile.TemporaryDirectory(prefix="drawn-") as name:
        folder = Path(name)
        (folder / "ruleset.toml").write_text(manifest, "utf-8")
        (folder / "drawn.rules").write_text(rules, "utf-8")
        return load_ruleset(name)


def said(assessment: Assessment) -> list[object]:
    """All that an assessment says."""
    a = assessment
    # What a score is made of is worked out when it is looked at.
    agencies = [replace(one, card=replace(one.card, accounts=tuple(one.card.accounts))) for one in a.agencies]
    return [*a.findings, a.summary, agencies, a.not_triggered, a.log, a.spread(), a.window, a.waivers]


@contextmanager
def scanned(ruleset: Ruleset, files: Sequence[File]) -> Iterator[Session]:
    """A session of the engine over a log."""
    folder = Path(tempfile.mkdtemp(prefix="drawn-"))
    session = None
    try:
        paths = [folder / file.name for file in files]
        for path, file in zip(paths, files, strict=True):
            path.write_text(file.text(), "utf-8")
        (folder / "work").mkdir()
        session = Session([str(path) for path in paths], [ruleset], folder / "work")
        yield session
    finally:
        if session is not None:
            session.close()
        shutil.rmtree(folder, ignore_errors=True)


def assessed(session: Session, ruleset: Ruleset, asked: Question) -> Assessment:
    """The engine's answer to a question."""
    return session.assess([ruleset], Asked(asked.as_of, asked.cut, asked.agencies or None, asked.roster))


def found(ruleset: Ruleset, files: Sequence[File], asked: Question) -> list[Finding]:
    """The engine's findings of a log."""
    with scanned(ruleset, files) as session:
        return list(assessed(session, ruleset, asked).findings)


def disagreements(session: Session, ruleset: Ruleset, files: Sequence[File], asked: Question) -> tuple[int, list[str]]:
    """How many obligations there are, and a line for each thing that the two say differently."""
    assessment = assessed(session, ruleset, asked)
    wanted, got = evaluate(ruleset, files, asked), list(assessment.findings)
    return len(wanted), [
        *_differences(wanted, got),
        *_silence(ruleset, wanted, assessment),
        *_out_of_order(ruleset, got),
        *_rejections(files, assessment),
    ]


def _differences(wanted: Sequence[Expected], got: Sequence[Finding]) -> Iterator[str]:
    plain: dict[Key, list[Expected]] = {}
    engine: dict[Key, list[Finding]] = {}
    for expected in wanted:
        plain.setdefault(_key(expected), []).append(expected)
    for finding in got:
        engine.setdefault(_key(finding), []).append(finding)
    for key in sorted(plain.keys() | engine.keys()):
        mine, theirs = sorted(plain.get(key, []), key=_order), sorted(engine.get(key, []), key=_order)
        if len(mine) != len(theirs):
            yield f"{key}: plain {[f.verdict.value for f in mine]}, engine {[f.verdict.value for f in theirs]}"
            continue
        for expected, finding in zip(mine, theirs, strict=True):
            yield from (f"{key}: {difference}" for difference in _unlike(expected, finding))


def _key(finding: Expected | Finding) -> Key:
    return finding.rule, finding.duty, finding.agency, finding.case or "", finding.period or ""


def _order(finding: Expected | Finding) -> tuple[str, ...]:
    values = _fields(finding)
    return values["trigger"], values["trigger_action"], values["due"], values["verdict"], str(values)


def _unlike(expected: Expected, finding: Finding) -> Iterator[str]:
    plain, engine = _fields(expected), _fields(finding)
    for name, value in plain.items():
        if engine[name] != value:
            yield f"{name}: plain {value}, engine {engine[name]} ({plain['verdict']}, {plain['trigger']}, due {plain['due']})"
    # "`completed` repeat the precision stated in the log" [interface.md]: it is an act as stated, the one that was last needed.
    if finding.completed is not None and finding.completed not in expected.completing:
        yield f"completed: engine {finding.completed.stated()}, which is not stated of any act that completes it"


def _fields(finding: Expected | Finding) -> dict[str, str]:
    """Every field that both know, in words."""
    due = finding.due.hi if finding.due else None
    return {
        "verdict": finding.verdict.value,
        "action": finding.action,
        "trigger": _stated(finding.trigger),
        "trigger_action": finding.trigger_action or "",
        "due": "" if due in (None, NEVER) else str(due),
        "completed": str(finding.completed.lo) if finding.completed else "",
        "days_late": str(finding.days_late),
        "hours_late": str(finding.hours_late),
        "shortfall": " ".join((finding.shortfall or "").split()[:3]),
        "missing_channels": str(finding.missing_channels),
        "missing_elements": str(finding.missing_elements),
        "missing_requirements": str(finding.missing_requirements),
        "counts": str(finding.counts),
    }


def _stated(time: Interval | None) -> str:
    return time.stated() if time else ""


def _silence(ruleset: Ruleset, wanted: Sequence[Expected], assessment: Assessment) -> Iterator[str]:
    """Says the spec: "A duty that gave no obligation is reported as not triggered" [semantics.md, Verdicts]."""
    spoken = {(finding.rule, finding.duty) for finding in wanted}
    silent = {(rule.id, duty.number) for rule in ruleset.rules for duty in rule.duties} - spoken
    said = [(silence.rule, silence.duty) for silence in assessment.not_triggered]
    if sorted(silent) != sorted(said):
        yield f"not triggered: plain {sorted(silent)}, engine {sorted(said)}"


def _out_of_order(ruleset: Ruleset, got: Sequence[Finding]) -> Iterator[str]:
    """Says the spec: "ruleset, rule as written, duty, agency, case or period, trigger; names by code point" [interface.md]."""
    written = {rule.id: number for number, rule in enumerate(ruleset.rules)}
    places = [
        (written[f.rule], f.duty, f.agency, f.case or f.period or "", f.trigger.lo if f.trigger else NEVER) for f in got
    ]
    yield from (f"order: {a} before {b}" for a, b in pairwise(places) if a > b)


def _rejections(files: Sequence[File], assessment: Assessment) -> Iterator[str]:
    """Says the spec: "Every input row becomes events, or stands in `rejected` with file, row, column, value" [log.md]."""
    wanted = [(file.name, *one) for file in files for one in rejections(file)]
    got = [(Path(one.file).name, one.row, one.column, one.value) for one in assessment.log.rejected]
    if wanted != got or assessment.log.rejected_count != len(wanted):
        yield f"rejected: plain {wanted}, engine {got}"
