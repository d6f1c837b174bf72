"""What was written is read again, line by line: a name is quoted rather than that a rule change its meaning."""

from __future__ import annotations

from collections.abc import Callable

from compliance.language import tree
from compliance.language.formatter.speech import Care, Speech
from compliance.language.parser import Parser

RULE = "x publish\n    "
EXAMPLE = f'{RULE}example "x"\n        '


class ReadingBack:
    """Reads single lines by one vocabulary, each in a rule that says nothing else. None where a line is no such thing."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser

    def own_line(self, text: str) -> tree.Rule | None:
        """The rule of a line."""
        file, problems = self.parser.parse(text, "")
        return file.rules[0] if len(file.rules) == 1 and not problems else None

    def duty(self, text: str) -> tree.Duty | None:
        """The duty of a text that holds one."""
        rule = self.own_line(f"x {text}")
        return rule.duties[0] if rule and len(rule.duties) == 1 and not rule.qualifiers else None

    def qualifier(self, text: str) -> tree.Qualifier | None:
        """The qualifier of a line that holds one."""
        rule = self.own_line(RULE + text)
        return rule.qualifiers[0] if rule and len(rule.qualifiers) == 1 else None

    def event(self, text: str) -> tree.ExampleEvent | None:
        """The event of an example's line."""
        rule = self.own_line(f"{EXAMPLE}{text}\n        => met")
        events = rule.examples[0].events if rule and rule.examples else ()
        return events[0] if len(events) == 1 else None


def settle(write: Callable[[Speech], str], reads: Callable[[str], bool], speech: Speech) -> str | None:
    """What is written with as few quotes as it takes to be read back; None where no quotes help."""
    for care in Care:
        text = write(Speech(speech.language, speech.vocabulary, care))
        if reads(text):
            return text
    return None
