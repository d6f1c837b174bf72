"""How findings came about as JSON, schema `compliance-derivation/1`: the keys of `docs/explain.md`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from compliance.calendars.figure import Figure
from compliance.calendars.interval import Interval
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Source
from compliance.findings.derivation import Atom, Clause, ClockEvent, Count, Day, Derivation, Record
from compliance.reports.derivation import LINES
from compliance.reports.record import record

SCHEMA = "compliance-derivation/1"


def render(derivations: Sequence[Derivation], language: Language) -> str:
    """All of them, with a newline at the end."""
    found = [derivation(found, language) for found in derivations]
    return json.dumps({"schema": SCHEMA, "derivations": found}, ensure_ascii=False, indent=1) + "\n"


def derivation(found: Derivation, language: Language) -> dict[str, object]:
    """One derivation with values that JSON knows."""
    facts = found.facts
    return {
        "finding": record(found.finding, language),
        "clause": _clause(found.clause),
        "trigger": _record(found.trigger),
        "candidates": _range(found.candidates),
        "named": facts.named,
        "figure": _figure(facts.figure),
        "restarts": [_clock_event(event) for event in found.restarts],
        "extensions": [_clock_event(event) for event in found.extensions],
        "pauses": [{"after": _day(p.first), "until": _day(p.last)} for p in found.pauses],
        "counts": [_count(count, language) for count in found.counts],
        "due": _interval(facts.due),
        "moved_from": _day(facts.moved_from),
        "atoms": [_atom(atom) for atom in found.atoms],
        "acts": [_record(act) for act in found.acts],
        "early": _record(found.early),
        "claim": _claim(found),
        "nil": _record(found.nil),
        "completion": _interval(found.completion),
        "as_of": facts.as_of.isoformat(),
        "ruling": {"name": found.ruling.value, "line": LINES.get(found.ruling), "verdict": found.finding.verdict.value},
    }


def _clock_event(event: ClockEvent) -> dict[str, object]:
    return {**(_record(event.record) or {}), "counts": event.counts}


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "ruleset": clause.ruleset,
        "title": clause.title,
        "rule": clause.rule,
        "duty": clause.duty,
        "text": clause.text,
        "duty_text": clause.duty_text,
        "citation": clause.citation,
        "file": clause.file,
        "line": clause.line,
        "effective": {"from": clause.first.isoformat(), "to": clause.last.isoformat()},
    }


def _record(found: Record | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {"action": found.action, "time": found.time.stated(), **_source(found.source), "cells": dict(found.cells)}


def _source(source: Source) -> dict[str, object]:
    return {"file": source.file, "row": source.row}


def _count(count: Count, language: Language) -> dict[str, object]:
    return {
        "figure": _figure(count.figure),
        "start": count.start.isoformat(),
        "end": _instant(count.end),
        "back": count.back,
        "extension": count.extension,
        "days": [_counted(day, language) for day in count.days],
    }


def _counted(day: Day, language: Language) -> dict[str, object]:
    name = day.name.said(language) if day.name else None
    return {"date": day.date.isoformat(), "kind": day.kind.value, "number": day.number, "name": name}


def _atom(atom: Atom) -> dict[str, object]:
    times = {"acts": atom.times[0], "of": atom.times[1]} if atom.times else None
    return {"kind": atom.kind, "name": atom.name, "record": _record(atom.record), "open": atom.open, "times": times}


def _claim(found: Derivation) -> dict[str, object] | None:
    claim = found.facts.claim
    made = _record(found.claim)
    return {**made, "ground": claim.ground, "allowed": claim.allowed} if made and claim else None


def _figure(figure: Figure | None) -> dict[str, object] | None:
    return {"n": figure.n, "unit": figure.unit.value} if figure else None


def _interval(interval: Interval | None) -> dict[str, object] | None:
    """The last instant there is stands for no end."""
    if interval is None:
        return None
    return {"from": interval.lo.isoformat(), "to": None if interval.hi == datetime.max else interval.hi.isoformat()}


def _range(days: tuple[date, date] | None) -> dict[str, object] | None:
    """The first day there is stands for no beginning."""
    return {"from": None if days[0] == date.min else days[0].isoformat(), "to": days[1].isoformat()} if days else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
