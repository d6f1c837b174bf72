"""A ruleset as a list: the JSON of `rules list`, a line a rule, or each rule in full."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from compliance.calendars import figure_words, per_words
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.acts import action
from compliance.findings.phrases import count, duration_name
from compliance.reports.tidy import tidy
from compliance.rulesets.model import CheckedDuty, CheckedRule, DatedFigure, Ruleset


def as_json(rulesets: Sequence[Ruleset]) -> str:
    """The rules of all rulesets, as `rules list --format json` gives them."""
    rules = [_rule(ruleset, rule) for ruleset in rulesets for rule in ruleset.rules]
    return json.dumps(rules, ensure_ascii=False, indent=1) + "\n"


def _rule(ruleset: Ruleset, rule: CheckedRule) -> dict[str, Any]:
    start, end = rule.effective
    return {
        "ruleset": ruleset.id,
        "id": rule.id,
        "matter": rule.matter,
        "title": rule.title,
        "modality": rule.modality.value,
        "citation": rule.citation,
        "weight": rule.weight,
        "effective": {"from": _day(start or ruleset.effective[0]), "to": _day(end or ruleset.effective[1])},
        "by": list(rule.owners or ()),
        "any_of": rule.any_of,
        "channels": [list(group) for group in rule.channels],
        "elements": list(rule.elements),
        "require": [text for _, text in rule.require],
        "when": rule.when[1] if rule.when else None,
        "except": list(ruleset.default_grounds if rule.grounds is None else rule.grounds),
        "nil": rule.nil,
        "restarted": list(rule.restarted),
        "paused": list(rule.paused) if rule.paused else None,
        "extended": _extension(rule),
        "text": rule.text,
        "file": rule.file,
        "line": rule.line,
        "examples": len(rule.examples),
        "duties": [_duty(duty) for duty in rule.duties],
    }


def _extension(rule: CheckedRule) -> dict[str, Any] | None:
    if rule.extended is None:
        return None
    figure = rule.extended.figure
    return {"n": figure.n, "unit": figure.unit.value, "actions": list(rule.extended.actions)}


def _duty(duty: CheckedDuty) -> dict[str, Any]:
    plain = duty.figures[0].figure if duty.figures and duty.named is None else None
    month_day = duty.month_day
    yearly = (
        f"{month_day[0]:02d}-{month_day[1]:02d}"
        if month_day and month_day[1]
        else f"{month_day[0]:02d}"
        if month_day
        else None
    )
    return {
        "kind": duty.kind,
        "actions": list(duty.actions),
        "triggers": list(duty.triggers),
        "n": plain.n if plain else duty.every or duty.day,
        "unit": plain.unit.value if plain else "day" if duty.every or duty.day else None,
        "named": duty.named,
        "per": duty.per.value if duty.per else None,
        "times": duty.times,
        "date": _day(duty.date) or yearly,
        "season": duty.season.name if duty.season else None,
        "column": duty.column,
        "share": duty.share,
        "text": duty.question or duty.text,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_list(rulesets: Sequence[Ruleset], language: Language) -> str:
    """A line a ruleset, and below it a line a rule."""
    lines = []
    for ruleset in rulesets:
        n = len(ruleset.rules)
        lines.append(f"{ruleset.id}  {ruleset.title}  ({Text(f'{n} 条规则', count(n, 'rule')).said(language)})")
        for rule in ruleset.rules:
            lines.append(f"  [{rule.id}] {rule.text}" + (f"  — {rule.citation}" if rule.citation else ""))
    return _shown(lines)


FIELDS = {
    "zh": {
        "title": "标题",
        "citation": "依据",
        "modality": "约束",
        "owners": "责任",
        "channels": "渠道",
        "elements": "内容",
        "when": "适用",
        "require": "要求",
        "restarted": "重新起算",
        "paused": "中止",
        "extended": "延长",
        "nil": "零报告",
        "grounds": "除外",
        "weight": "权重",
        "effective": "施行",
        "named": "时限",
    },
    "en": {
        "title": "title",
        "citation": "cite",
        "modality": "binding",
        "owners": "by",
        "channels": "on",
        "elements": "containing",
        "when": "when",
        "require": "require",
        "restarted": "restarted by",
        "paused": "paused",
        "extended": "extended by",
        "nil": "nil return",
        "grounds": "except",
        "weight": "weight",
        "effective": "in force",
        "named": "period",
    },
}


def as_text(ruleset: Ruleset, language: Language) -> str:
    """The ruleset's head and each rule with all that qualifies it."""
    lines = [f"{ruleset.id}  {ruleset.title}"]
    if ruleset.issuer:
        lines.append(ruleset.issuer + (f"  {ruleset.issued}" if ruleset.issued else ""))
    for rule in ruleset.rules:
        lines += ["", f"[{rule.id}] {rule.text}", *_qualifiers(ruleset, rule, language)]
    return _shown(lines)


def _shown(lines: Sequence[str]) -> str:
    """Whole lines; a break or a return within a title or a name makes no line of its own and covers none."""
    return "".join(f"{tidy(line, len(line))}\n" for line in lines)


def _qualifiers(ruleset: Ruleset, rule: CheckedRule, language: Language) -> list[str]:
    return [f"    {label}  {value}" for label, value in facts(ruleset, rule, language)]


def _in_force(start: date | None, end: date | None, language: Language) -> str | None:
    """A rule that is taken over may begin when the ruleset is over already."""
    if start and end and start > end:
        return Text(f"从不（{start}起，{end}止）", f"never (from {start}, to {end})").said(language)
    return f"{start or '…'} – {end or '…'}" if start or end else None


def facts(ruleset: Ruleset, rule: CheckedRule, language: Language) -> list[tuple[str, str]]:
    """What qualifies a rule, each with its label."""
    start, end = (rule.effective[n] or ruleset.effective[n] for n in (0, 1))
    comma, either, both = ("、", " 或 ", " 和 ") if language == "zh" else (", ", " or ", " and ")
    groups = [either.join(group) for group in rule.channels]
    said = {
        "title": rule.title,
        "citation": rule.citation,
        "modality": rule.modality.words.said(language),
        "owners": comma.join(rule.owners or ()) + ({"zh": " 之一", "en": " (any of)"}[language] if rule.any_of else ""),
        "channels": both.join(f"({g})" if either in g and len(groups) > 1 else g for g in groups),
        "elements": comma.join(rule.elements),
        "when": rule.when[1] if rule.when else None,
        "require": "; ".join(text for _, text in rule.require),
        **_clocks(rule, language),
        "nil": {"zh": "允许", "en": "allowed"}[language] if rule.nil else None,
        "grounds": comma.join(ruleset.default_grounds if rule.grounds is None else rule.grounds),
        "effective": _in_force(start, end, language),
        "weight": f"{rule.weight:g}" if rule.weight != 1 else None,
        "named": "; ".join(dict.fromkeys(said for duty in rule.duties if (said := _named(duty, language)))),
    }
    return [(FIELDS[language][key], value) for key, value in said.items() if value]


def _clocks(rule: CheckedRule, language: Language) -> dict[str, str | None]:
    """What makes the clock start anew, stand still or run longer."""
    either = {"zh": " 或 ", "en": " or "}[language]
    restarted, paused, extended = (
        [action(name).said(language) for name in names]
        for names in (rule.restarted, rule.paused or (), rule.extended.actions if rule.extended else ())
    )
    span = {"zh": "自 {} 至 {}", "en": "from {} to {}"}[language]
    longer = {"zh": "{} 因 {}", "en": "{} on {}"}[language]
    return {
        "restarted": either.join(restarted),
        "paused": span.format(*paused) if paused else None,
        "extended": longer.format(figure_words(rule.extended.figure).said(language), either.join(extended))
        if rule.extended
        else None,
    }


def _named(duty: CheckedDuty, language: Language) -> str | None:
    """A word that stands for a figure, with what it is taken to mean; None where a duty has none, or nothing says."""
    if duty.named is None or not (duty.figures or duty.per):
        return None
    figures = [_dated(figure, language) for figure in duty.figures]
    if duty.named == "regularly" and duty.per:
        figures = [per_words(duty.per).said(language)]
    return f"{duration_name(duty.named).said(language)}: {('、' if language == 'zh' else ', ').join(figures)}"


def _dated(figure: DatedFigure, language: Language) -> str:
    words = figure_words(figure.figure).said(language)
    return f"{figure.start} {words}" if figure.start else words
