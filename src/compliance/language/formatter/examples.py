"""Examples: their title, event lines, `as of` and `=>`."""

from __future__ import annotations

from compliance.findings.names import fold
from compliance.language import tree
from compliance.language.formatter.speech import Speech
from compliance.language.keywords import EVENT, EXAMPLE


def write_title(example: tree.Example, speech: Speech) -> str:
    """`example "…"`."""
    return f"{speech.word(EXAMPLE['_EXAMPLE'])} {speech.quote(example.title)}"


def write_event(event: tree.ExampleEvent, speech: Speech) -> str:
    """`publish 2018-01-30 on 政府网站 containing 三公经费`, its parts in the order of the language's page."""
    parts = [
        ("_UNTIL", event.until),
        ("_ON", _names(event.channels, "channels", speech)),
        ("_CONTAINING", _names(event.elements, "elements", speech)),
        ("_BY", event.agency and speech.name(event.agency, "agencies")),
        ("_CLAIMING", event.exemption and speech.name(event.exemption, "grounds")),
        ("_FOR", _word(event.period, speech)),
        ("_CASE", _word(event.case, speech)),
        ("_RESULT", _word(event.result, speech)),
        ("_WITH", _attributes(event, speech)),
    ]
    said = [f"{speech.word(EVENT[terminal])} {text}" for terminal, text in parts if text]
    return " ".join([speech.name(event.action, "actions"), event.time, *said])


def write_as_of(example: tree.Example, speech: Speech) -> str:
    """`as of 2018-03-01`."""
    return f"{speech.word(EXAMPLE['_AS_OF'])} {example.as_of}"


def write_expected(example: tree.Example, speech: Speech) -> str:
    """`=> 2018-03 missing, 2018-04 met`."""
    said = [_expected(expected, speech) for expected in example.expected]
    return f"{EXAMPLE['_EXPECT'][0]} {speech.parted(said)}"


def _expected(expected: tree.Expected, speech: Speech) -> str:
    verdict = expected.verdict.words.said(speech.language)
    return f"{expected.period} {verdict}" if expected.period else verdict


def _names(names: tree.Names, kind: str, speech: Speech) -> str:
    return speech.joined(speech.name(name, kind) for name in names)


def _word(text: str | None, speech: Speech) -> str | None:
    """A period, a number of a case, a result: a word of an event line is quoted where it would begin another part."""
    if text is None:
        return None
    is_keyword = any(fold(text) == spelling for spellings in EVENT.values() for spelling in spellings)
    return speech.word_or_quoted(text, quoted=is_keyword)


def _attributes(event: tree.ExampleEvent, speech: Speech) -> str:
    pairs = ((column, value) for column, value in event.attributes)
    return speech.parted(f"{speech.column(c)} = {speech.value(v)}" for c, v in pairs)
