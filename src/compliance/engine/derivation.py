"""Findings as they came about: what the evaluation left in the database of each, put in order step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from compliance.calendars import Figure, Interval, Unit
from compliance.engine import strip
from compliance.engine.evidence import Evidence, gathered, records
from compliance.engine.explained import Origin
from compliance.engine.stored import StoredFindings
from compliance.findings import Circumstances, Finding, Verdict
from compliance.findings.derivation import Atom, Clause, ClockEvent, Count, Derivation, Pause, Record, Ruling
from compliance.rulesets.model import CheckedDuty, CheckedRule

ACTS_LISTED = 12
DAYWISE = frozenset({Unit.DAY, Unit.WORKDAY, Unit.WEEK, Unit.MONTH, Unit.YEAR})


def derived(stored: StoredFindings, findings: Sequence[Finding]) -> list[Derivation]:
    """How each of the findings came about, in their order."""
    origins = [finding.origin for finding in findings if isinstance(finding.origin, Origin)]
    evidence = gathered(stored.database, [origin.row for origin in origins], len(stored.evaluated) - 1)
    rulesets = [evaluated.ruleset for evaluated in stored.evaluated]
    read = records(stored.database, stored.scanned, rulesets, evidence)
    parts = zip(findings, origins, evidence, strict=True)
    return [_Derived(stored, finding, origin.facts, found, read).derivation() for finding, origin, found in parts]


class _Derived:
    """Puts what is known of one finding in order."""

    def __init__(
        self,
        stored: StoredFindings,
        finding: Finding,
        facts: Circumstances,
        evidence: Evidence,
        read: Mapping[tuple[int, int], Record],
    ) -> None:
        self.finding = finding
        self.facts = facts
        self.evidence = evidence
        self.row = evidence.row
        self.read = read
        self.evaluated = stored.evaluated[evidence.row.ruleset]
        self.rule: CheckedRule = self.evaluated.tables.duties[evidence.row.duty][0]
        self.duty: CheckedDuty = self.evaluated.tables.duties[evidence.row.duty][1]
        self.clock = strip.Clock(self.evaluated.days, evidence.pauses)

    def derivation(self) -> Derivation:
        """All of it."""
        row = self.row
        candidates = self.evidence.candidates
        done = row.done_lo is not None and row.kind not in ("lasts", "check")
        return Derivation(
            finding=self.finding,
            facts=self.facts,
            clause=self.clause(),
            ruling=self.ruling(),
            trigger=self.record(row.trigger),
            candidates=(candidates[0].date(), candidates[1].date()) if candidates else None,
            restarts=self.restarts(),
            extensions=self.extensions(),
            pauses=tuple(Pause(first, last) for first, last in self.pauses()),
            counts=self.counts(),
            atoms=tuple(self.atoms()),
            acts=self.acts(),
            early=self.record(row.early),
            claim=self.record(row.claim["e"]) if row.claim else None,
            nil=self.record(row.done_e) if row.nil else None,
            completion=Interval(row.done_lo, row.done_hi or datetime.max) if done and row.done_lo else None,
        )

    def record(self, e: int | None) -> Record | None:
        return None if e is None else self.read[self.row.ruleset, e]

    def clause(self) -> Clause:
        span = self.evaluated.tables.ranges[self.rule.id]
        ruleset = self.evaluated.ruleset
        return Clause(
            ruleset=ruleset.id,
            title=ruleset.title,
            rule=self.rule.id,
            duty=self.duty.number,
            text=self.rule.text,
            duty_text=self.duty.text,
            citation=self.rule.citation,
            file=self.rule.file,
            line=self.rule.line,
            first=span.first,
            last=span.last,
        )

    def ruling(self) -> Ruling:
        """The line of the table of verdicts; which one it is follows from the verdict and what is known."""
        row, verdict = self.row, Verdict(self.row.verdict)
        if row.kind in ("share", "check"):
            return Ruling(row.kind)
        if verdict is Verdict.EXEMPT:
            return Ruling.EXEMPT
        if verdict is Verdict.UNDETERMINED and row.doubt is not None:
            return Ruling.UNKNOWN
        if row.kind == "lasts":
            return Ruling.LASTS
        if verdict is Verdict.UNDETERMINED:
            return Ruling.OPEN if row.done_lo is None else Ruling.IMPRECISE
        return Ruling(verdict.value)

    def restarts(self) -> tuple[ClockEvent, ...]:
        """Every restart before the first act; those up to the last that counted did, for each came before due."""
        events = [e for e, _ in self.evidence.starts]
        last = events.index(self.row.restarted) if self.row.restarted in events else -1
        return tuple(ClockEvent(self.read[self.row.ruleset, e], n <= last) for n, e in enumerate(events))

    def extensions(self) -> tuple[ClockEvent, ...]:
        """Every extension before the first act, where it is known by when it had to come."""
        if self.facts.due is None:
            return ()
        return tuple(
            ClockEvent(self.read[self.row.ruleset, e], e == self.row.extended) for e in self.evidence.extensions
        )

    def pauses(self) -> Iterator[tuple[date, date | None]]:
        """The pauses that lie behind the start of the count and before due."""
        start, due = self.start(), self.facts.due
        for first, last in self.evidence.pauses:
            if start and (last is None or last > start.lo.date()) and (due is None or first < due.hi.date()):
                yield first, last

    def start(self) -> Interval | None:
        """What is counted from: the last restart that counted, else the trigger."""
        row = self.row
        if row.restarted is not None:
            return dict(self.evidence.starts)[row.restarted]
        return Interval(row.lo, row.hi) if row.lo and row.hi else None

    def counts(self) -> tuple[Count, ...]:
        """The figure counted out, from each end of a start that is not known to the day."""
        figure, start, due = self.facts.figure, self.start(), self.facts.due
        if self.duty.kind == "periodic_within" and figure and self.evidence.candidates:
            return self.after_period(figure)
        if figure is None or start is None or self.row.doubt in ("duration", "column"):
            return ()
        same = start.lo == start.hi or (figure.unit in DAYWISE and start.lo.date() == start.hi.date())
        ends = (
            [(start.hi, due.hi if due else None)]
            if same
            else [
                (start.lo, due.lo if due else None),
                (start.hi, due.hi if due else None),
            ]
        )
        if self.duty.kind == "notice":
            return tuple(strip.notice(self.clock, moment, figure, end) for moment, end in ends if end)
        if self.duty.kind == "lasts":
            return self.lasting(figure, start)
        if self.duty.kind not in ("within", "promptly"):
            return ()
        return tuple(
            count
            for moment, end in ends
            for count in strip.counts(self.clock, moment, figure, self.facts.extension, end)
        )

    def after_period(self, figure: Figure) -> tuple[Count, ...]:
        """Counted from the end of the period, which is the day before the next one begins."""
        assert self.evidence.candidates is not None
        last = self.evidence.candidates[0] - timedelta(days=1)
        due = self.facts.due
        return strip.counts(self.clock, last, figure, None, due.hi if due else None)

    def lasting(self, figure: Figure, start: Interval) -> tuple[Count, ...]:
        until = self.facts.until
        if until is None:
            return ()
        spans = dict.fromkeys([(start.hi.date(), until.lo.date()), (start.lo.date(), until.hi.date())])
        moments = {start.hi.date(): start.hi, start.lo.date(): start.lo}
        return tuple(strip.lasting(self.clock, moments[first], figure, last) for first, last in spans)

    def atoms(self) -> Iterator[Atom]:
        """The act, then what is asked of it, each with its record."""
        if self.row.kind == "share":
            return
        yield self.act()
        rule, ignored = self.rule, self.evaluated.tables.ignore
        number = 0
        for group in rule.channels:
            if "channels" not in ignored:
                yield self.atom("channel", "|".join(group), number)
            number += 1
        for element in rule.elements:
            if "elements" not in ignored:
                yield self.atom("element", element, number)
            number += 1
        for _, text in rule.require:
            yield self.atom("requirement", text, number)
            number += 1

    def act(self) -> Atom:
        row, name = self.row, "|".join(self.duty.actions)
        if self.duty.kind != "count":
            e = {"lasts": row.trigger, "check": row.last_e}.get(self.duty.kind, row.first_e)
            return Atom("act", name, self.record(e))
        times, acts = self.duty.times or 1, self.evidence.acts
        nth = acts[times - 1] if len(acts) >= times else None
        return Atom("act", name, self.record(nth), times=(len(acts), times))

    def acts(self) -> tuple[Record, ...]:
        """Of a duty to act so many times, the first acts."""
        listed = self.evidence.acts[:ACTS_LISTED] if self.duty.kind == "count" else []
        return tuple(self.read[self.row.ruleset, e] for e in listed)

    def atom(self, kind: Literal["channel", "element", "requirement"], name: str, number: int) -> Atom:
        e, open_ = self.evidence.atoms.get(number, (None, False))
        return Atom(kind, name, self.record(e), open_)
