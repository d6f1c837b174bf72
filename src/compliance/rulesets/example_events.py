"""The events of examples: their actions are known and their times can be read, or an example would test nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.findings.names import fold
from compliance.language.tree import Example, Name, Span
from compliance.language.vocabulary import Vocabulary
from compliance.rulesets.manifest import Manifest

LOOKED_AT = 20
"""Lines looked at besides those of the events: comments, `as of`."""
TIME = Text("例如 2018-01-30、2018-01-30 09:30、2018年8月", "for example 2018-01-30, 2018-01-30 09:30, 2018年8月")


class Names(Protocol):
    """What an example needs of the resolver."""

    manifest: Manifest
    vocabulary: Vocabulary

    def actions(self, file: str, names: Iterable[Name]) -> tuple[str, ...]:
        """Canonical actions; unknown ones are reported."""
        ...

    def place(self, file: str, span: Span | None) -> Place:
        """A place with its line."""
        ...


def example_problems(examples: Iterable[Example], names: Names, file: str) -> Iterator[Diagnostic]:
    """What is wrong with the events of a rule's examples."""
    if not examples:
        return
    from compliance.log.times import parse_time

    zone = names.manifest.deadlines.timezone
    for example in examples:
        for event in example.events:
            if fold(event.action.text) not in names.vocabulary.actions:
                names.actions(file, [event.action if event.action.span else Name(event.action.text, event.span)])
            for time in (event.time, event.until):
                if time is not None and isinstance(parse_time(time, zone), Text):
                    yield _no_time(time, names.place(file, event.span))
        if example.as_of is not None and isinstance(parse_time(example.as_of, zone), Text):
            yield _no_time(example.as_of, _line_of(example.as_of, example, names, file))


def _line_of(time: str, example: Example, names: Names, file: str) -> Place:
    """The line under the example's first that states the time; the tree keeps no place of it."""
    first = names.place(file, example.span)
    for line in range((first.line or 0) + 1, (first.line or 0) + len(example.events) + LOOKED_AT):
        place = names.place(file, Span(line, 1, 1))
        if place.source and time in place.source:
            return place
    return first


def _no_time(time: str, place: Place) -> Diagnostic:
    title = Text(f"示例里的“{time}”读不成时间", f"“{time}” in this example cannot be read as a time")
    if place.source and time in place.source and place.line is not None:
        place = Place(place.file, place.line, place.source.index(time) + 1, len(time), place.source)
    return Diagnostic("rule/example-time", title, place, TIME)
