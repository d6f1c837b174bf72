"""The second evaluator: one obligation at a time, by the letter of `semantics.md`, knowing nothing of the engine.

It is slow and short on purpose. Each file beside this one speaks of one section, and quotes it:

    log_files        files → events                                   log.md; The log as of a date
    asked            what is seen, ranges, cuts, audited agencies     The log as of a date; Obligations
    instants         add, sub, rollover                               Time
    conditions       `when` and `require`                             Atoms and completion, Conditions
    clocks           due dates: pauses, extensions, restarts          Obligations
    case_duties      events that activate                             Obligations, Case duties
    calendar_duties  periods and their candidates                     Obligations, Calendar duties
    atoms, late      completion and verdict, lateness                 Atoms and completion; Verdicts
    shares           a share of the cases                             Verdicts, A share of the cases
"""

from __future__ import annotations

from collections.abc import Sequence

from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset

from .asked import Expected, Question, Scene
from .calendar_duties import calendar_findings
from .case_duties import case_findings
from .log_files import File
from .shares import share_findings


def evaluate(ruleset: Ruleset, files: Sequence[File], asked: Question) -> list[Expected]:
    """All findings of a log, rule by rule and duty by duty."""
    scene = Scene.of(ruleset, files, asked)
    return [finding for rule in ruleset.rules for duty in rule.duties for finding in of_duty(scene, rule, duty)]


def of_duty(scene: Scene, rule: CheckedRule, duty: CheckedDuty) -> list[Expected]:
    """The findings of one duty."""
    whole = scene.range_of(rule)
    if whole is None:
        return []
    if not duty.by_case:
        return list(calendar_findings(scene, rule, duty, whole))
    cases = list(case_findings(scene, rule, duty, whole))
    shares = share_findings(scene, rule, duty, whole, cases) if duty.share is not None else ()
    return [*cases, *shares]
