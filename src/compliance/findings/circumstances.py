"""The facts that explain a finding, before they are put into words by `words.reason`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from compliance.calendars.figure import Figure
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.findings.finding import Source
from compliance.findings.phrases import days_off, listed
from compliance.findings.verdict import Verdict


class Doubt(StrEnum):
    """What made an obligation undetermined. `Circumstances.about` says of what, as noted with each."""

    CALENDAR = "calendar"
    """The working-day calendar does not reach; about: the year that it lacks, or the day that is not settled yet."""
    CONDITION = "condition"
    """`when` is unknown for the activating event; about: the condition as written."""
    DURATION = "duration"
    """The named duration has no figure yet on the date of the trigger; about: the date of its first figure, if any."""
    COLUMN = "column"
    """The column that holds the promised date is empty or unreadable."""
    PRECISION = "precision"
    """The times as stated (a date alone, a month alone) allow both in time and late."""
    CHANNELS = "channels"
    """The log has no channel column, so the act may or may not have been on the channels required."""
    ELEMENTS = "elements"
    """The log has no elements column, so the act may or may not have contained what is required."""
    CONTENT = "content"
    """The log has neither a channel nor an elements column, and both are required."""
    NOW = "now"
    """Nothing yet, and as of now the due time may or may not have passed."""
    UNTIL = "until"
    """How long: the record does not say until when, and the period is over."""
    SPAN = "span"
    """How long: the start and end as stated allow both enough and too few days."""
    SHARE = "share"
    """A share: the undetermined cases could turn it either way; about: how many there are."""


class Act(NamedTuple):
    """An event that a finding speaks of."""

    action: str
    time: Interval
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A ground for an exemption that an event claims, and whether the rule (or the ruleset) allows it."""

    ground: str
    allowed: bool
    source: Source | None = None


@dataclass(frozen=True)
class PassedOver:
    """The days between the start of a count and due that are told of; many findings share them, and their words."""

    days_off: tuple[tuple[date, Text], ...] = ()
    """Days off that were passed over, named as the calendar does."""
    shifted: tuple[date, ...] = ()
    """Saturdays and Sundays that were counted, being official working days."""

    @cached_property
    def off(self) -> Text:
        """The days off in words."""
        return days_off(self.days_off)

    @cached_property
    def worked(self) -> Text:
        """The make-up working days in words."""
        return listed(self.shifted)


NOTHING_PASSED = PassedOver()


@dataclass(slots=True)
class Circumstances:
    """What is known of one obligation. The first four always apply; others keep their defaults where they do not.

    Who finds a fact sets it: most obligations have few of them, and there may be millions of obligations.
    """

    verdict: Verdict
    kind: str
    """The duty's kind as in `rules list`: `within`, `by_column` … `check`; `share` for the share of the cases."""
    action: str
    """What was to be done; alternatives joined with `|`."""
    as_of: datetime
    period: str | None = None
    """The key of a calendar duty's period."""
    figure: Figure | None = None
    """The period of the duty, of a named duration the figure in force."""
    named: str | None = None
    """The named duration (`法定答复时限`, `及时`) that the figure comes from."""
    named_cite: str | None = None
    """Where the named duration's figure is laid down."""
    times: int | None = None
    """At least so many times (`count`)."""
    column: str | None = None
    """The column that holds the promised date (`by_column`)."""
    trigger: Act | None = None
    restarted: Act | None = None
    """The restart that the count ran from at last."""
    paused_days: int = 0
    """Days passed over because the clock stood still."""
    standing_since: Act | None = None
    """The pause without an end, because of which there is no due date."""
    extended: Act | None = None
    extension: Figure | None = None
    """How much longer the extension made it."""
    until: Interval | None = None
    """How long: until when the record says it lasts."""
    counted: int | None = None
    """The day of the count, in the figure's unit, on which the act came; how-long: the days that it lasted."""
    passed_over: PassedOver = NOTHING_PASSED
    """Of a figure in working days: what lies between the start of the count and due."""
    due: Interval | None = None
    moved_from: date | None = None
    """The due date before rollover moved it."""
    completed: Act | None = None
    """What completed the obligation; of a completion in several steps the last."""
    at_latest: datetime | None = None
    """Undetermined for want of precision: by when all was done at the latest, where another step may have been the last."""
    done: Act | None = None
    """Incomplete: the act that did come (the first candidate). Of a `check` the attestation that decides, the last."""
    days_late: int | None = None
    hours_late: float | None = None
    workdays_late: int | None = None
    """Of a figure in working days: the working days after due, up to and including the act."""
    missing_channels: tuple[str, ...] = ()
    missing_elements: tuple[str, ...] = ()
    missing_requirements: tuple[str, ...] = ()
    shortfall: str | None = None
    """`2 of 3`, `18 of 20 days`, `93.1% of 95%`."""
    share: float | None = None
    """A share: the share of the cases that must be met, 0 to 1."""
    met_cases: int | None = None
    judged_cases: int | None = None
    """A share: cases that are met, late, incomplete or missing together."""
    early: Act | None = None
    """An act before its trigger, which therefore does not count."""
    claim: Claim | None = None
    doubt: Doubt | None = None
    about: str | None = None
    """What the doubt is about, see `Doubt`."""
    nil: bool = False
    """Met by a nil return."""
    condition: str | None = None
    """Of a calendar duty: what an act must fulfil to count (`when`), as written."""
    question: str | None = None
    """What a person is to judge (`check`)."""
    result: str | None = None
    """The result of the last attestation, as stated."""
    counts: bool = True
    """False: one case of a share, which does not count by itself."""

    @property
    def trigger_source(self) -> Source | None:
        """The record that the first half of a sentence names: that of the trigger."""
        return self.trigger.source if self.trigger else None
