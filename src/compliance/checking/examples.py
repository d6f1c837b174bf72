"""The examples of a ruleset, tried by the engine that checks logs.

Each example is a log of its own. To try hundreds of them in one evaluation, each gets a copy of its rule that speaks of a
matter which no other example has, judged in the range and as of the instant of this example alone. What a matter cannot
keep apart is kept apart by evaluations of their own: which agencies are audited, and conditions on the matter itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from compliance.checking.trial import Trial
from compliance.diagnostics import Refused, Text
from compliance.engine.asked import Asked
from compliance.engine.given import judge_given
from compliance.findings import Finding, NotTriggered, Verdict
from compliance.findings.tried import Expectation, Tried
from compliance.log.periods import parse_period
from compliance.rulesets.model import CheckedRule, Ruleset

MARK = "\ue000"
"""Parts a name from the number of its example. It is a character that stands for nothing, so that no name holds it."""
MARKED = re.compile(f"{MARK}([0-9]+)")

Group = tuple[bool, tuple[str, ...], int]
"""What examples that are tried together share: whether they name agencies, which are seen, and a number for one alone."""


def try_examples(ruleset: Ruleset) -> list[Tried]:
    """Every example of the ruleset's own rules, in the order written.

    Raises:
        Refused: an example leaves open whose its events are, or as of when it is judged.
    """
    trials = [Trial(rule, example, ruleset) for rule in own_rules(ruleset) for example in rule.examples]
    problems = [problem for trial in trials for problem in trial.problems]
    if problems:
        raise Refused(problems)
    grouped = sorted((_group(trial, number), number) for number, trial in enumerate(trials))
    found: dict[int, Tried] = {}
    for group, members in groupby(grouped, key=lambda pair: pair[0]):
        found |= _together({number: trials[number] for _, number in members}, ruleset, group)
    return [found[number] for number in range(len(trials))]


def own_rules(ruleset: Ruleset) -> Iterator[CheckedRule]:
    """The rules that stand in the ruleset's own folder; of those that one line makes for each of a list, the first."""
    seen = set()
    for rule in ruleset.rules:
        place = (rule.file, rule.line)
        if place not in seen and Path(rule.file).parent == ruleset.folder:
            seen.add(place)
            yield rule


def lacking(ruleset: Ruleset) -> list[tuple[str, tuple[Verdict, ...]]]:
    """The rules without an example of met, or without one of a gap (said as missing); a person's questions need none."""
    found = []
    for rule in own_rules(ruleset):
        shown = {expected.verdict for example in rule.examples for expected in example.expected}
        kinds = {Verdict.MET: Verdict.MET in shown, Verdict.MISSING: any(verdict.is_gap for verdict in shown)}
        absent = tuple(verdict for verdict, is_shown in kinds.items() if not is_shown)
        if absent and any(duty.kind != "check" for duty in rule.duties):
            found.append((rule.id, absent))
    return found


def _group(trial: Trial, number: int) -> Group:
    return bool(trial.agencies), trial.audited, number if trial.speaks_of_matter else -1


def _together(trials: Mapping[int, Trial], ruleset: Ruleset, group: Group) -> dict[int, Tried]:
    """What came of examples that can be tried in one evaluation, by their numbers."""
    named, _, alone = group
    mark = "" if alone >= 0 else MARK
    copies = {n: _copy(trial.rule, n, mark) for n, trial in trials.items()}
    ranges = {copies[n].id: trial.range for n, trial in trials.items()}
    events = [event for n, trial in trials.items() for event in trial.events(copies[n])]
    asked = Asked(max(span.as_of for span in ranges.values()), ranges=ranges)
    findings, not_triggered = judge_given(
        replace(ruleset, rules=tuple(copies.values())), events, asked, nameless=not named
    )
    numbers = {rule.id: n for n, rule in copies.items()}
    return {
        n: _outcome(
            trial,
            tuple(_plain(f, trial.rule) for f in findings if numbers[f.rule] == n),
            tuple(_said(silent, trial.rule) for silent in not_triggered if numbers[silent.rule] == n),
        )
        for n, trial in trials.items()
    }


def _copy(rule: CheckedRule, number: int, mark: str) -> CheckedRule:
    return replace(rule, id=f"{rule.id}{mark}{number}", matter=f"{rule.matter}{mark}{number}") if mark else rule


def _outcome(trial: Trial, findings: tuple[Finding, ...], not_triggered: tuple[NotTriggered, ...]) -> Tried:
    example, cases = trial.example, {finding.case for finding in findings}
    expected: list[Expectation] = []
    for said in example.expected:
        known = said.period is None or said.period in cases
        expected.append((said.period if known else parse_period(said.period or "") or said.period, said.verdict))
    line = example.span.line if example.span else trial.rule.line
    return Tried(trial.rule.id, example.title, trial.rule.file, line, tuple(expected), findings, not_triggered)


def _plain(finding: Finding, rule: CheckedRule) -> Finding:
    return replace(finding, rule=rule.id, matter=rule.matter, reason=_unmarked(finding.reason))


def _said(silent: NotTriggered, rule: CheckedRule) -> NotTriggered:
    return replace(silent, rule=rule.id, reason=_unmarked(silent.reason))


def _unmarked(text: Text) -> Text:
    return Text(MARKED.sub("", text.zh), MARKED.sub("", text.en))
