"""One example as a log of its own: whose its events are, which are seen, and in what range its rule is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from compliance.calendars.interval import Interval, day_end
from compliance.diagnostics import Diagnostic, Place, Text
from compliance.engine.asked import Asked, range_of
from compliance.engine.given import GivenEvent
from compliance.engine.rule_tables import Range
from compliance.language.tree import Example, ExampleEvent
from compliance.log.headers import role_of
from compliance.log.model import Role
from compliance.log.times import Stated, parse_time
from compliance.rulesets.conditions import columns_of
from compliance.rulesets.model import CheckedRule, Ruleset

ATTEST = "attest"


@dataclass(frozen=True)
class Trial:
    """An example with its rule."""

    rule: CheckedRule
    example: Example
    ruleset: Ruleset

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that the example names; none: its log has no such column."""
        names = [event.agency.text for event in self.example.events if event.agency]
        return tuple(dict.fromkeys(self.ruleset.vocabulary.canonical("agencies", name) for name in names))

    @cached_property
    def as_of(self) -> datetime | None:
        """The instant that the example states, else the end of its rule's range; None where nothing gives an end."""
        if self.example.as_of is not None:
            return self._time(self.example.as_of).hi
        last = self.rule.effective[1] or self.ruleset.effective[1]
        if last is None and self.example.events:
            last = date(max(self._time(event.time).lo for event in self.example.events).year, 12, 31)
        return day_end(last) if last else None

    @cached_property
    def seen(self) -> tuple[ExampleEvent, ...]:
        """The events that do not begin after the instant as of which the example is judged."""
        return tuple(event for event in self.example.events if self.as_of and self._time(event.time).lo <= self.as_of)

    @property
    def range(self) -> Range:
        """The range of the rule in this log, and the instant."""
        assert self.as_of is not None
        begun = [self._time(event.time).lo for event in self.seen]
        seen = (min(begun), max(begun)) if begun else (None, None)
        return range_of(self.rule, self.ruleset, seen, Asked(self.as_of))

    @property
    def audited(self) -> tuple[str, ...]:
        """The agencies of the events that are seen, sorted."""
        return tuple(sorted({agency for event in self.seen if (agency := self._agency(event))}))

    @property
    def speaks_of_matter(self) -> bool:
        """Whether a condition of the rule asks for the matter as the log has it."""
        conditions = [*self.rule.require, *([self.rule.when] if self.rule.when else [])]
        return any(role_of(column) is Role.MATTER for condition, _ in conditions for column in columns_of(condition))

    def events(self, rule: CheckedRule) -> list[GivenEvent]:
        """The events that are seen, of the matter of `rule`: this rule or a copy. An attestation is of the rule itself."""
        asks = any(duty.kind == "check" for duty in rule.duties)
        return [
            GivenEvent(
                file=rule.file,
                line=event.span.line if event.span else rule.line,
                matter=rule.id if asks and event.action.text == ATTEST else rule.matter,
                action=event.action.text,
                time=event.time,
                case=event.case,
                agency=self._agency(event),
                channels=tuple(name.text for name in event.channels),
                elements=tuple(name.text for name in event.elements),
                until=event.until,
                exemption=event.exemption.text if event.exemption else None,
                period=event.period,
                result=event.result,
                attributes=tuple((column.text, value.text) for column, value in event.attributes),
            )
            for event in self.seen
        ]

    @cached_property
    def problems(self) -> list[Diagnostic]:
        """What the example leaves open."""
        found = []
        if len(self.agencies) > 1:
            found += [_whose(self.rule, event) for event in self.example.events if event.agency is None]
        if self.as_of is None:
            found.append(_as_of_when(self.rule, self.example))
        return found

    def _agency(self, event: ExampleEvent) -> str | None:
        """Whose an event is: where the example names one agency alone, it is that one's."""
        return event.agency.text if event.agency else next(iter(self.agencies), None)

    def _time(self, text: str) -> Interval:
        stated = parse_time(text, self.ruleset.timezone)
        # A ruleset with a time that cannot be read is not loaded.
        assert isinstance(stated, Stated), text
        return stated.interval


def _whose(rule: CheckedRule, event: ExampleEvent) -> Diagnostic:
    title = Text(
        "示例里写了几个单位，这一行没有写是哪个单位",
        "this example names several agencies, but this line does not say whose it is",
    )
    hint = Text("在行末加上 责任 单位名称", "add by AGENCY to the line")
    span = event.span
    place = Place(rule.file, span.line, span.column, span.length) if span else Place(rule.file, rule.line)
    return Diagnostic("example/whose", title, place, hint)


def _as_of_when(rule: CheckedRule, example: Example) -> Diagnostic:
    title = Text(
        f"示例“{example.title}”没有事件，也没有写截至何时",
        f"the example “{example.title}” has no event and says no `as of`",
    )
    hint = Text("加一行 截至 2018-12-31", "add a line such as as of 2018-12-31")
    place = Place(rule.file, example.span.line if example.span else rule.line)
    return Diagnostic("example/as-of", title, place, hint)
