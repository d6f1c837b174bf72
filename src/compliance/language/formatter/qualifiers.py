"""Qualifiers: one function a class of `tree.py`, in the order of the tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from compliance.language import keywords, tree
from compliance.language.formatter.conditions import write_condition
from compliance.language.formatter.speech import Speech, plain_number


def write_qualifier(qualifier: tree.Qualifier, speech: Speech) -> str:
    """A qualifier as its line says it."""
    terminal, rest = QUALIFIERS[type(qualifier)]
    words = (
        keywords.MODALITIES[qualifier.modality] if isinstance(qualifier, tree.Binding) else keywords.QUALIFIER[terminal]
    )
    return f"{speech.word(words)} {rest(qualifier, speech)}".rstrip()


def _on(on: tree.On, speech: Speech) -> str:
    """`(A or B) and C`: brackets only where both words stand."""
    groups = [speech.either(group, "channels") for group in on.groups]
    if len(groups) > 1:
        groups = [f"({text})" if len(group) > 1 else text for text, group in zip(groups, on.groups, strict=True)]
    return f" {speech.word(keywords.JOINING['_AND'])} ".join(groups)


def _by(by: tree.By, speech: Speech) -> str:
    every = speech.word(keywords.AGENCY["_EVERY"]) + (" " if speech.english else "")
    named = [(_place(name), speech.name(name, "agencies")) for name in by.agencies]
    groups = [(_place(name), every + speech.name(name, "groups")) for name in by.groups]
    # The tree keeps groups apart; on the line they stand where they stood.
    said = speech.joined(text for _, text in sorted(named + groups, key=lambda pair: pair[0]))
    if not by.any_of:
        return said
    if speech.english:
        return f"{speech.word(keywords.AGENCY['_ANY_OF'])} {said}"
    return f"{said} {speech.word(keywords.AGENCY['_ONE_IS_ENOUGH'])}"


def _place(name: tree.Name) -> tuple[int, int]:
    return (name.span.line, name.span.column) if name.span else (0, 0)


def _paused(paused: tree.Paused, speech: Speech) -> str:
    start, end = speech.name(paused.start, "actions"), speech.name(paused.end, "actions")
    return f"{_span('_FROM', speech)} {start} {_span('_TO', speech)} {end}"


def _extended(extended: tree.Extended, speech: Speech) -> str:
    return f"{speech.figure(extended.period)} {_span('_EXTENDED_ON', speech)} {speech.either(extended.actions)}"


def _effective(effective: tree.Effective, speech: Speech) -> str:
    start, end = effective.start, effective.end
    if start is None:
        return f"{_span('_TO', speech)} {_day(end)}"
    if end is None:
        return f"{_span('_FROM', speech)} {_day(start)}"
    return f"{_day(start)} {_span('_TO', speech)} {_day(end)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _span(terminal: str, speech: Speech) -> str:
    return speech.word(keywords.SPAN[terminal])


def _list(kind: str, names: Callable[[Any], tree.Names]) -> Callable[[Any, Speech], str]:
    return lambda qualifier, speech: speech.joined(speech.name(name, kind) for name in names(qualifier))


QUALIFIERS: dict[type, tuple[str, Callable[[Any, Speech], str]]] = {
    tree.On: ("_ON", _on),
    tree.Containing: ("_CONTAINING", _list("elements", lambda containing: containing.elements)),
    tree.Require: ("_REQUIRE", lambda require, speech: write_condition(require.condition, speech)),
    tree.When: ("_WHEN", lambda when, speech: write_condition(when.condition, speech)),
    tree.By: ("_BY", _by),
    tree.Restarted: ("_RESTARTED", lambda restarted, speech: speech.either(restarted.actions)),
    tree.Paused: ("_PAUSED", _paused),
    tree.Extended: ("_EXTENDED", _extended),
    tree.Nil: ("_NIL", lambda nil, speech: ""),
    tree.Except: ("_EXCEPT", _list("grounds", lambda except_: except_.grounds)),
    tree.Binding: ("MODALITY", lambda binding, speech: ""),
    tree.Cite: ("_CITE", lambda cite, speech: cite.text),
    tree.Title: ("_TITLE", lambda title, speech: speech.quote(title.text)),
    tree.Weight: ("_WEIGHT", lambda weight, speech: plain_number(weight.value)),
    tree.Effective: ("_EFFECTIVE", _effective),
}
"""The first word of each, and what follows it."""
