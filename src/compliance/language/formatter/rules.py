"""A rule as lines: its own, then its qualifiers and examples in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compliance.diagnostics.diagnostic import Language
from compliance.language import tree
from compliance.language.examples import line_of_example
from compliance.language.formatter.duties import write_duty
from compliance.language.formatter.examples import write_as_of, write_event, write_expected, write_title
from compliance.language.formatter.qualifiers import write_qualifier
from compliance.language.formatter.reading_back import ReadingBack, settle
from compliance.language.formatter.speech import Speech
from compliance.language.keywords import AGENCY
from compliance.language.layout import Block
from compliance.language.tokens import Cursor

INDENT = "    "
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a rule: how deep it is indented, and the line of the file that it was written from."""

    text: str
    depth: int
    source: int


class RuleWriter:
    """Writes rules in one language.

    With `back`, each line is read again as it is written: what the language cannot say so that it is read back the same
    is said in the other one, or stays as its author wrote it.
    """

    def __init__(self, speech: Speech, back: ReadingBack | None = None) -> None:
        self.speech = speech
        self.back = back

    def lines(self, rule: tree.Rule, block: Block) -> list[Written]:
        """The lines of a rule that stands in a file."""
        qualifiers = self._qualifiers(rule, block)
        number = block.head.number if block.head else 0
        own = [Written(self.own_line(rule), 0, number)]
        own += [Written(text, 1, number) for text in qualifiers.get(number, ())]
        return [*own, *self._body(rule, block, qualifiers)]

    def own_line(self, rule: tree.Rule) -> str:
        """The rule's own line, without qualifiers."""
        text = _own_line(rule, [write_duty(duty, self.speech) for duty in rule.duties], self.speech)
        back = self.back
        if back is None:
            return text
        meant = replace(rule, qualifiers=(), examples=())
        if back.own_line(text) == meant:
            return text
        texts = rule.duty_texts or ("",) * len(rule.duties)
        duties = [self.duty(duty, written, back) for duty, written in zip(rule.duties, texts, strict=True)]
        return settle(lambda s: _own_line(rule, duties, s), lambda t: back.own_line(t) == meant, self.speech) or text

    def duty(self, duty: tree.Duty, written: str, back: ReadingBack) -> str:
        """A duty."""
        for speech in (self.speech, Speech(OTHER[self.speech.language], self.speech.vocabulary)):
            text = settle(lambda s: write_duty(duty, s), lambda t: back.duty(t) == duty, speech)
            if text is not None:
                return text
        return written

    def qualifier(self, qualifier: tree.Qualifier, written: str = "") -> str:
        """A qualifier."""
        back = self.back
        if back is None:
            return write_qualifier(qualifier, self.speech)
        text = settle(lambda s: write_qualifier(qualifier, s), lambda t: back.qualifier(t) == qualifier, self.speech)
        return text or written

    def event(self, event: tree.ExampleEvent, written: str = "") -> str:
        """An example's event."""
        back = self.back
        if back is None:
            return write_event(event, self.speech)
        text = settle(lambda s: write_event(event, s), lambda t: back.event(t) == event, self.speech)
        return text or written

    def _body(self, rule: tree.Rule, block: Block, qualifiers: dict[int, list[str]]) -> Iterator[Written]:
        titles = {example.span.line: example for example in rule.examples if example.span}
        events = {event.span.line: event for example in rule.examples for event in example.events if event.span}
        current: tree.Example | None = None
        for line in block.body:
            number = line.number
            if number in qualifiers:
                yield from (Written(text, 1, number) for text in qualifiers[number])
            elif number in titles:
                current = titles[number]
                yield Written(write_title(current, self.speech), 1, number)
            elif number in events:
                yield Written(self.event(events[number], line.folded.raw.strip()), 2, number)
            elif current is not None:
                expects = line_of_example(Cursor.at_start(line.folded)) == "_EXPECT"
                said = write_expected(current, self.speech) if expects else write_as_of(current, self.speech)
                yield Written(said, 2, number)

    def _qualifiers(self, rule: tree.Rule, block: Block) -> dict[int, list[str]]:
        """The qualifiers by the line of the file on which they stand, in the order in which they stand there."""
        sources = {line.number: line.folded.raw for line in (block.head, *block.body) if line}
        found: dict[int, list[str]] = {}
        placed = sorted(zip(rule.qualifiers, rule.qualifier_spans, strict=True), key=lambda pair: _place(pair[1]))
        for qualifier, span in placed:
            start = span.column - 1
            written = sources[span.line][start : start + span.length].strip()
            found.setdefault(span.line, []).append(self.qualifier(qualifier, written))
        return found


def _own_line(rule: tree.Rule, duties: Iterable[str], speech: Speech) -> str:
    id = f"[{rule.id}] " if rule.id else ""
    each = speech.word(AGENCY["_EVERY"]) + " " if rule.each else ""
    matter = speech.name(rule.matter, "lists" if rule.each else "matters")
    return f"{id}{each}{matter} {speech.parted(duties)}"


def _place(span: tree.Span) -> tuple[int, int]:
    return span.line, span.column
