"""One ruleset over the events: the order of the SQL stages, and the tables each of them needs. A stage that no rule needs is not run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from compliance.calendars import Unit, WorkingDays, working_days
from compliance.engine.asked import Asked, Seen, range_of
from compliance.engine.calendar_table import load_calendar, reach
from compliance.engine.database import FOREVER, Database
from compliance.engine.debtors import Audit, load_debtors
from compliance.engine.occasions import OCCASION, occasions
from compliance.engine.rule_tables import RuleTables
from compliance.engine.silence import not_triggered
from compliance.engine.spellings import Names, Spellings, resolve
from compliance.engine.texts import load_covered, load_endings, load_promised, load_results
from compliance.engine.truths import load_truths
from compliance.findings import NotTriggered
from compliance.rulesets.model import Ruleset

if TYPE_CHECKING:
    from compliance.engine.since import Since

CROWDED = 50
"""Events besides it in the case of an event, on average, from which on they are put in order."""
SAMPLE = 100_000
"""Events that are looked at to see how many lie in one case."""
IN_ONE_CASE = """SELECT coalesce(? * sum(n * (n - 1)) / sum(n), 0)
FROM (SELECT count(*) AS n FROM event WHERE hash(e) % CAST(? AS UBIGINT) = 0 GROUP BY matter, party, case_key)"""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A ruleset's duties by their number in `finding`, its calendar, and the duties that gave no obligation."""

    ruleset: Ruleset
    tables: RuleTables
    days: WorkingDays
    not_triggered: tuple[NotTriggered, ...]


class Evaluation:
    """Evaluates rulesets, one after the other, over the same scanned log."""

    def __init__(
        self,
        database: Database,
        asked: Asked,
        nameless: bool,
        since: Since | None = None,
        whole: Evaluation | None = None,
    ) -> None:
        """`since`: the report from which it goes on. `whole`: the evaluation of the whole log, where this one is of some events."""
        self.database = database
        self.plan = database.plan
        self.asked = asked
        self.nameless = nameless
        self.since = since
        self.whole = whole
        self.names: Names = whole.names if whole else Names()
        self.audited: dict[int, list[int]] = {}
        """The audited agencies of each ruleset, by its number."""
        self.texts: Spellings | None = None
        self._in_order = False
        self._judging = False
        """Whether `judged` is there."""
        self.seen: Seen = (
            whole.seen if whole else database.rows("SELECT min(lo), max(lo) FROM raw WHERE lo <= ?", [asked.as_of])[0]
        )

    def run(self, number: int, ruleset: Ruleset, texts: Spellings) -> Evaluated:
        """Adds the findings of one ruleset, numbered `number`, to table `judged`."""
        days = working_days(ruleset.calendar, ruleset.holidays, ruleset.workdays)
        own = self.asked.ranges
        ranges = {rule.id: own.get(rule.id) or range_of(rule, ruleset, self.seen, self.asked) for rule in ruleset.rules}
        claims = "claims" in self.plan
        tables = RuleTables(self.names, ruleset, ranges, ignore=self.asked.ignore, claims=claims)
        self.texts = texts
        self.database.run("none")
        tables.load(self.database)
        self._resolve(ruleset, texts)
        load_debtors(self.database, self._audit(number, ruleset), tables)
        occasional = self._occasions(ruleset, tables, days)
        if self.since:
            self.since.narrow(ruleset, tables, self.names)
        self._events(ruleset, self.plan)
        self._in_order = self._is_crowded()
        load_truths(self.database, ruleset)
        self._case_duties(number, ruleset, tables, days)
        if "held" in self.plan:
            self._held_duties(ruleset, tables, occasional)
        early = "held" in self.plan and not self.since
        silent = self._silent(number, tables) if early else []
        if "held" in self.plan:
            self._verdicts(number, self.plan)
        if self.since:
            self.since.join(number, self.plan)
            if self.since.is_silent(number, tables):
                # Why nothing came of a duty, all events tell.
                self._events(ruleset, frozenset())
        if not early:
            silent = self._silent(number, tables)
        self._share(number, tables)
        return Evaluated(ruleset, tables, days, tuple(silent))

    def _silent(self, number: int, tables: RuleTables) -> list[NotTriggered]:
        """The duties of which nothing is judged or held to be. Nobody speaks of events after it, and the memory is needed."""
        there = [f"judged WHERE ruleset = {number:d}"] if self._judging else []
        there += ["obligation"] if "held" in self.plan else []
        present = {duty for of in there for (duty,) in self.database.rows(f"SELECT DISTINCT duty FROM {of}")}
        found = list(not_triggered(self.database, tables, present))
        self.database.execute("DROP TABLE event")
        return found

    def _resolve(self, ruleset: Ruleset, texts: Spellings) -> None:
        resolve(self.database, texts, ruleset.vocabulary, self.names, named_checks(ruleset))

    def _audit(self, number: int, ruleset: Ruleset) -> Audit:
        known = self.whole.audited[number] if self.whole else None
        asked = self.asked
        audit = Audit(
            self.database, self.names, ruleset, asked.agencies, asked.roster, self.nameless, asked.as_of, known
        )
        self.audited[number] = audit.known = audit.audited()
        return audit

    @property
    def _nil(self) -> int:
        """The number of the action of a nil return."""
        return self.names.number("nil")

    def _events(self, ruleset: Ruleset, plan: frozenset[str]) -> None:
        self.database.run("events", plan, shared=ruleset.shared_cases, as_of=self.asked.as_of, nil=self._nil)

    def _is_crowded(self) -> bool:
        """Whether so many events lie in an event's case, on average, that it is cheaper to put them in order than to pair them.

        Of a large log a sample tells; either way finds the same.
        """
        rows = self.database.events
        return rows > CROWDED and bool(self.database.one(IN_ONE_CASE, [max(rows // SAMPLE, 1)] * 2) > CROWDED)

    def _case_duties(self, number: int, ruleset: Ruleset, tables: RuleTables, days: WorkingDays) -> None:
        """Makes `obligation` of those that are held, and judges the plain ones: they are never written down."""
        self.database.run("acts_in_order" if self._in_order else "acts_paired", self.plan)
        self.database.run("acts", self.plan)
        if "held" not in self.plan and not self.since:
            # Nobody asks for the case of an event any more.
            self.database.execute("ALTER TABLE event DROP COLUMN party")
            self.database.execute("ALTER TABLE event DROP COLUMN case_key")
        self.database.run("spans", self.plan)
        lasting = any(duty.kind == "lasts" for _, duty in tables.duties)
        if "held" in self.plan:
            self.database.run("activations", self.plan)
        if lasting:
            load_endings(self.database, ruleset.timezone)
        self._load_calendar(ruleset, tables, days, lasting)
        self.database.run("due", rollover=ruleset.rollover)
        if "held" in self.plan:
            self._obligations(ruleset, tables, self.plan)
        if "held" not in self.plan or tables.any_plain:
            plain = self.plan - {"held"}
            self.database.run("activations", plain)
            self._obligations(ruleset, tables, plain)
            self._verdicts(number, plain)
        self.database.execute("DROP TABLE act")

    def _obligations(self, ruleset: Ruleset, tables: RuleTables, plan: frozenset[str]) -> None:
        load_promised(self.database, tables, ruleset.timezone)
        self.database.run("obligations", plan)

    def _held_duties(self, ruleset: Ruleset, tables: RuleTables, occasional: bool) -> None:
        """What the calendar and clocks add to what is held, and what it asks for besides the act."""
        if "clocks" in self.plan and self.database.one("SELECT count(*) FROM obligation WHERE clocked"):
            self._clocks(ruleset)
        if occasional:
            stated = load_covered(self.database)
            self.database.run("occasions", self.plan | ({"covered"} if stated else set()), nil=self._nil)
        self._atoms(tables)

    def _load_calendar(self, ruleset: Ruleset, tables: RuleTables, days: WorkingDays, lasting: bool) -> None:
        """The calendar around the triggers, where anything counts in working days or moves to one."""
        figures = [figure for figure, _ in tables.figures]
        lo, hi = self.database.rows("SELECT min(first), max(last) FROM span")[0]
        extensions = [rule.extended.figure for rule in ruleset.rules if rule.extended]
        figures += extensions
        if lo is not None and any(rule.restarted or rule.paused for rule in ruleset.rules):
            # A restart or the end of a pause may lie behind every trigger.
            hi = max(hi, self.database.one("SELECT CAST(max(hi) AS DATE) FROM event"))
        if lo is not None and lasting:
            # How long something lasts is counted to its end, however far that is.
            ends = self.database.rows("SELECT CAST(min(lo) AS DATE), CAST(max(hi) AS DATE) FROM ending")[0]
            lo, hi = min(lo, ends[0] or lo), max(hi, ends[1] or hi)
        needed = lo is not None and (ruleset.rollover or any(f.unit is Unit.WORKDAY for f in figures))
        length = {Unit.DAY: 1, Unit.WORKDAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
        most = sum(f.n * length.get(f.unit, 0) for f in extensions) + max(
            (f.n * length.get(f.unit, 0) for f in figures), default=0
        )
        first, last = reach(lo, hi, most) if needed else (date.max, date.min)
        load_calendar(self.database, days if needed else None, first, last)

    def _clocks(self, ruleset: Ruleset) -> None:
        """Restarts, pauses and extensions: the figure is counted from every start, then once more where it was extended."""
        self.database.run("clock_starts")
        for stage in ("clock_count", "clock_extend", "clock_count", "clock_settle"):
            self.database.run(stage, rollover=ruleset.rollover, forever=FOREVER)

    def _occasions(self, ruleset: Ruleset, tables: RuleTables, days: WorkingDays) -> bool:
        """Makes `occasion`; whether there is any."""
        rows = []
        for number, (rule, duty) in enumerate(tables.duties):
            if not duty.by_case:
                found = occasions(duty, tables.ranges[rule.id], ruleset, days)
                rows += [
                    (number, tables.rule_number(rule), o.period, o.from_lo, o.from_hi, o.due, o.moved_from, o.dated)
                    for o in found
                ]
        if rows or self.since:
            self.database.load("occasion", OCCASION, rows)
        return bool(rows)

    def _atoms(self, tables: RuleTables) -> None:
        """What obligations ask for besides the act, where any does."""
        database, rules = self.database, tables.ruleset.rules
        kinds = {duty.kind for _, duty in tables.duties}
        if any(rule.channels or rule.elements or rule.require for rule in rules):
            database.run("atom_events")
            if self._in_order:
                database.run("extras_in_order")
            database.run("extras", frozenset({"order"} if self._in_order else ()))
        if self.texts and any(self.texts.exemption):
            database.run("exemptions")
        if "lasts" in kinds:
            database.run("lasting")
        if "check" in kinds:
            load_results(database)
            database.run("attested")

    def _verdicts(self, number: int, plan: frozenset[str]) -> None:
        """Adds what is held, or what is plain, to `judged`."""
        begun, self._judging = self._judging, True
        self.database.run("verdicts", plan if begun else plan | {"first"}, ruleset=number, forever=FOREVER)

    def _share(self, number: int, tables: RuleTables) -> None:
        """Judges shares of the cases, and says of every finding's duty what it is."""
        if any(duty.share is not None for _, duty in tables.duties):
            self.database.run("shares", ruleset=number)
        self.database.execute(
            "INSERT INTO duty_of SELECT ?, d.duty, d.rule, r.matter, d.number, d.kind, r.modality, r.weight, d.share IS NULL, "
            "d.duty IN (SELECT duty FROM figure) "
            "FROM duty d JOIN rule r ON r.rule = d.rule",
            [number],
        )


def named_checks(ruleset: Ruleset) -> list[str]:
    """The rules that a person's attestation names where an event names its matter."""
    return [rule.id for rule in ruleset.rules if any(duty.kind == "check" for duty in rule.duties)]
