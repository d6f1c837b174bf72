"""Examples: `example "…"`, its events, `as of` and `=>`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.findings.verdict import VERDICTS, Verdict
from compliance.language import tree
from compliance.language.cut_event import cut_event, no_colon
from compliance.language.grammar import parse_clause
from compliance.language.layout import Line
from compliance.language.lexicon import EXAMPLE, Lexicons
from compliance.language.mistakes import examples as mistakes
from compliance.language.mistakes.names import unclosed_quotation
from compliance.language.tokens import Clause, Cursor

_VERDICTS: dict[str, Verdict] = {fold(word): v for v in VERDICTS for word in (v.value, v.words.zh, v.words.en)}


def line_of_example(cursor: Cursor) -> str | None:
    """The terminal of `example`, `as of` or `=>` where a line begins with one."""
    found = EXAMPLE.longest(cursor.text, cursor.position)
    if found is None or (
        cursor.text[found[0] - 1] != ">"
        and cursor.text[found[0] : found[0] + 1] not in ("", " ", '"', ":")
        and not cursor.text[found[0]].isdigit()
    ):
        return None
    return found[1][0]


@dataclass(slots=True)
class OpenExample:
    """An example whose lines are being read."""

    head: Line
    title: str
    span: tree.Span
    events: list[tree.ExampleEvent] = field(default_factory=list)
    as_of: str | None = None
    expected: tuple[tree.Expected, ...] | None = None
    broken: bool = False

    def closed(self) -> tree.Example:
        """The example; it must have said what it expects."""
        if self.expected is None and not self.broken:
            raise mistakes.no_expectation(Cursor.at_start(self.head.folded))
        return tree.Example(self.title, tuple(self.events), self.as_of, self.expected or (), self.span)

    def read(self, line: Line, lexicons: Lexicons) -> None:
        """One of its lines."""
        cursor = Cursor.at_start(line.folded)
        kind = line_of_example(cursor)
        if self.expected is not None:
            raise mistakes.twice(cursor, Text("=>", "=>")) if kind == "_EXPECT" else mistakes.after_expectation(cursor)
        if kind == "_EXPECT":
            self.expected = _expected(cursor)
        elif kind == "_AS_OF":
            if self.as_of is not None:
                raise mistakes.twice(cursor, Text("截至", "as of"))
            self.as_of = _as_of(cursor)
        else:
            while not _past_semicolons(cursor):
                self.events.append(_event(cursor, line, lexicons))


def open_example(line: Line) -> OpenExample:
    """`example "…"`."""
    cursor = Cursor.at_start(line.folded)
    found = EXAMPLE.longest(cursor.text, cursor.position)
    start = cursor.position
    cursor.position = found[0] if found else start
    no_colon(cursor, start)
    place = cursor.skip_blank()
    if place not in cursor.line.quoted:
        raise unclosed_quotation(cursor) if cursor.text[place : place + 1] == '"' else mistakes.title_of_example(cursor)
    title = cursor.quotation()
    cursor.position = cursor.line.quoted[place]
    cursor.skip_blank()
    if cursor.position < len(cursor.text):
        raise mistakes.more_after(cursor, Text("示例的标题", "an example's title"))
    at = cursor.line.at
    return OpenExample(line, title, tree.Span(line.number, at[start] + 1, at[-1] - at[start]))


def _as_of(cursor: Cursor) -> str:
    found, start = EXAMPLE.longest(cursor.text, cursor.position), cursor.position
    cursor.position = found[0] if found else start
    no_colon(cursor, start)
    start = cursor.skip_blank()
    time = cursor.line.plain(start, len(cursor.text))
    if not any(c.isdigit() for c in time):
        raise mistakes.no_time(cursor, len(cursor.text), Text("截至 2018-03-01", "as of 2018-03-01"))
    return time


def _past_semicolons(cursor: Cursor) -> bool:
    """Past blanks and `;`, which parts events that stand on one line; whether the line ends here."""
    while cursor.position < len(cursor.text) and cursor.text[cursor.position] in " ;":
        cursor.position += 1
    return cursor.position >= len(cursor.text)


def _event(cursor: Cursor, line: Line, lexicons: Lexicons) -> tree.ExampleEvent:
    start = cursor.position
    cursor.tokens = []
    cut_event(cursor, lexicons)
    clause = Clause("example_event", cursor.tokens, cursor.line, start, cursor.tokens[-1].end)
    event: tree.ExampleEvent = parse_clause(clause, line.number)
    at = cursor.line.at
    object.__setattr__(event, "span", tree.Span(line.number, at[start] + 1, at[cursor.position] - at[start]))
    return event


def _expected(cursor: Cursor) -> tuple[tree.Expected, ...]:
    """The verdicts behind `=>`, each with the period it is spoken of where one is named."""
    cursor.position += len("=>")
    found: list[tree.Expected] = []
    for start, end in _parts(cursor.text, cursor.position):
        words = cursor.text[start:end].split(" ")
        # A verdict is the last word or words (`manual`, 依法豁免); what stands before it is the period.
        verdict = next(
            (_VERDICTS.get(" ".join(words[i:])) for i in range(len(words)) if " ".join(words[i:]) in _VERDICTS), None
        )
        if verdict is None:
            raise mistakes.no_verdict(cursor, start, end, list(_VERDICTS))
        length = next(len(" ".join(words[i:])) for i in range(len(words)) if " ".join(words[i:]) in _VERDICTS)
        period = cursor.line.plain(start, end - length)
        found.append(tree.Expected(verdict, period or None))
    return tuple(found)


def _parts(text: str, start: int) -> Iterable[tuple[int, int]]:
    """Where the parts between commas (or `;`) begin and end, blanks left out."""
    place = start
    while True:
        end = min((i for i in (text.find(mark, place) for mark in ",、;") if i >= 0), default=len(text))
        part = text[place:end]
        yield place + len(part) - len(part.lstrip()), place + len(part.rstrip()) if part.strip() else end
        if end == len(text):
            return
        place = end + 1
