"""A log in the database: scanned once, then checked against as many rulesets as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.engine.asked import Asked
from compliance.engine.columns_lacking import columns_lacking
from compliance.engine.database import Database
from compliance.engine.debtors import as_written, unknown_agencies
from compliance.engine.evaluate import Evaluated, Evaluation
from compliance.engine.in_table import FindingsInTable
from compliance.engine.judged import begin, plan, view_findings
from compliance.engine.no_events import without_events
from compliance.engine.noticed import of_verdicts
from compliance.engine.parquet_columns import columns_of, told
from compliance.engine.reading import log_read, named_in
from compliance.engine.scan import Scan, Scanned
from compliance.engine.settle import Settled, settle
from compliance.engine.sought import StoredDerivations
from compliance.engine.spellings import Spellings, spellings
from compliance.engine.stages import OPENING, SCANNING, SETTLING, SUMMING_UP
from compliance.engine.stored import StoredFindings
from compliance.engine.summary import summaries
from compliance.engine.truths import attributes, columns_wanted
from compliance.engine.waivers import Waivers
from compliance.findings import Assessment, RulesetUsed, Unread
from compliance.findings.earlier import Earlier, Resumed
from compliance.findings.progress import SILENT, Progress
from compliance.findings.waiver import Waiver
from compliance.log.columns import recognise
from compliance.log.model import HeaderMapping, Role, Table
from compliance.log.near_headers import near_headers
from compliance.log.open import open_log
from compliance.log.unchanged import size_now
from compliance.rulesets.model import Ruleset

if TYPE_CHECKING:
    from compliance.engine.since import Since

SMALL = 4_000_000
"""Bytes of log below which one thread is enough."""
LEAST = 1_400_000_000
"""Bytes of memory that the database may take where nobody says how many: what a log of a gigabyte needs, told its findings only in
sum. A larger log may take as much more as it is larger."""
LARGEST_FOR_LEAST = 1_000_000_000
"""Bytes of log for which `LEAST` is."""
PACKED = 10
"""How many times its bytes a Parquet file would take as a CSV, about."""


@dataclass
class Session:
    """Reads a log. Raises Refused for what cannot be read at all; single bad rows are rejected and reported."""

    names: Sequence[str]
    rulesets: Sequence[Ruleset]
    """All that the log may be checked against: their actions make milestones, their conditions say which columns to keep."""
    workdir: Path
    mapping: HeaderMapping | None = None
    stdin: BinaryIO | None = None
    progress: Progress = SILENT
    memory: str | None = None
    """How much memory the database may take, such as `600MB`; what does not fit lies in `workdir`. None: as much as suits the log."""
    before: Mapping[str, int] = field(default_factory=dict)
    """How many bytes of each file an earlier check read."""
    inspecting: bool = False
    """Whether the log is to be looked at, not checked: every column is kept, and a file may give no event."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What the report calls a file that is read under another name, by that name."""
    database: Database = field(init=False)
    scanned: list[Scanned] = field(init=False)
    settled: Settled = field(init=False)
    texts: Spellings = field(init=False)
    unread: tuple[Unread, ...] = field(init=False)
    """Files of which nothing can be checked."""

    def __post_init__(self) -> None:
        """Scans the log."""
        self.database = self._database()
        try:
            self.database.tell(self.progress)
            self._read()
        except BaseException:
            self.database.close()
            raise

    def _read(self) -> None:
        self.progress.begin(OPENING)
        opened = open_log(
            self.names,
            actions=_actions(self.rulesets),
            mapping=self.mapping,
            workdir=self.workdir,
            stdin=self.stdin,
            called=self.called,
            parquet_headers=self._parquet_headers,
            progress=self.progress,
            before=self.before,
        )
        self.progress.begin(SCANNING)
        self.scanned, unread = self._scan(opened.tables)
        self.database.events = sum(scanned.rows for scanned in self.scanned)
        self.progress.count(self.database.events)
        self.progress.begin(SETTLING, self.database.events)
        self.texts = spellings(self.database)
        self.settled = settle(self.database, self.scanned, self.texts, _zone(self.rulesets))
        lost = unread | ({} if self.inspecting else without_events(self.scanned, self.settled, unread))
        if len(lost) == len(self.scanned):
            raise Refused(problem for number in sorted(lost) for problem in lost[number].problems)
        self.unread = tuple(sorted((*opened.unread, *lost.values()), key=lambda unread: unread.file))

    def _database(self) -> Database:
        """Where the log and all that is worked out of it lies."""
        return Database(str(self.workdir), self.memory)

    def _scan(self, tables: Sequence[Table]) -> tuple[list[Scanned], dict[int, Unread]]:
        """Reads the tables into `raw`; those, by number, that could not be read stop no other."""
        tables = [told(self.database, table, _zone(self.rulesets)) for table in tables]
        self._take(sum(_size(table) for table in {table.path: table for table in tables}.values()))
        wanted = frozenset(Role) if self.inspecting else columns_wanted(self.rulesets)
        scan = Scan(self.database, self.workdir, attributes(self.rulesets), wanted)
        return scan.run(tables), scan.unread

    def reads_alike(self, rulesets: Sequence[Ruleset]) -> bool:
        """Whether the log is read as it would be for these rulesets alone: no file is lost, and their words make the same columns."""
        actions = _actions(rulesets)
        return not self.unread and all(_same(scanned.table, actions, self.mapping) for scanned in self.scanned)

    def close(self) -> None:
        """Lets the database go."""
        self.database.close()

    def dates(self) -> tuple[date, date] | None:
        """The first and the last day of the log's events."""
        first, last = self.database.rows("SELECT min(lo), max(lo) FROM raw")[0]
        return (first.date(), last.date()) if first else None

    def assess(
        self, rulesets: Sequence[Ruleset], asked: Asked, waivers: Sequence[Waiver] = (), earlier: Earlier | None = None
    ) -> Assessment:
        """Checks the log against the rulesets; gaps that a waiver is for are told so.

        What still holds of an earlier report is taken from it. Raises NotResumed where nothing can be.
        """
        self.database.lock([str(earlier.rows)] if earlier else [])
        if asked.agencies:
            asked = replace(asked, agencies=as_written(asked.agencies, self.texts.agency))
        nameless = all(
            not any(c.role is Role.AGENCY for c in s.table.columns) and "agency" not in s.table.defaults
            for s in self.scanned
        )
        since = self._since(rulesets, asked, bool(waivers), earlier) if earlier else None
        begin(self.database, plan(rulesets, self.texts) | ({"since"} if since else set()))
        evaluation = Evaluation(self.database, asked, nameless, since)
        evaluated = []
        for number, ruleset in enumerate(rulesets):
            if number:
                self._keep(number - 1)
            evaluated.append(evaluation.run(number, ruleset, self.texts))
        if waivers:
            self.database.execute("ALTER TABLE judged ADD COLUMN waiver INTEGER")
        self.progress.begin(SUMMING_UP, self.database.events)
        view_findings(self.database)
        texts = {number: name for name, number in evaluation.names.numbers.items()}
        self.database.load("name", {"name": "INTEGER", "text": "VARCHAR"}, list(texts.items()))
        given = Waivers(waivers, evaluated, asked.as_of)
        used = given.apply(self.database, evaluation.names.numbers) if waivers else ()
        assessment = self._assessment(evaluated, asked, texts, given)
        if since:
            assessment = self._resumed(assessment, evaluation, since)
        agencies = [one.agency for one in assessment.agencies]
        near = near_headers([(s.table.file, s.table.columns) for s in self.scanned], _actions(rulesets), self.mapping)
        unknown = unknown_agencies(asked.agencies or (), rulesets, self.texts.agency)
        lacking = columns_lacking([s.table for s in self.scanned], rulesets, self.texts.matter)
        warnings = (*near, *lacking, *unknown, *given.warnings(used, agencies))
        # Whoever holds the report did not see the terminal.
        log = replace(assessment.log, notes=(*map(_note, (*near, *lacking, *unknown)), *assessment.log.notes))
        return replace(assessment, log=log, waivers=used, warnings=warnings)

    def _since(self, rulesets: Sequence[Ruleset], asked: Asked, waived: bool, earlier: Earlier) -> Since:
        from compliance.engine.since import Since

        since = Since(self.database, earlier, self.scanned, self.texts, asked, waived)
        since.compare(rulesets)
        return since

    def _resumed(self, assessment: Assessment, evaluation: Evaluation, since: Since) -> Assessment:
        """The assessment with what was taken from the earlier report told so."""
        from compliance.engine.resumed import Again, ResumedDerivations, ResumedFindings

        plain = assessment.findings
        assert isinstance(plain, StoredFindings)
        findings = ResumedFindings(
            plain.database,
            plain.evaluated,
            plain.scanned,
            plain.texts,
            plain.waivers,
            again=Again(evaluation, self.texts),
            by_lines=since.earlier.form == "json",
        )
        return replace(
            assessment,
            findings=findings,
            derivations=ResumedDerivations(findings),
            resumed=Resumed(since.earlier.file, since.earlier.digest, since.evaluated(), assessment.log.cases),
        )

    def _keep(self, number: int) -> None:
        """Lets stand what a ruleset leaves, that its findings can be explained when another is evaluated."""
        from compliance.engine.evidence import keep

        keep(self.database, number)

    def _assessment(
        self, evaluated: Sequence[Evaluated], asked: Asked, texts: Mapping[int, str], waivers: Waivers
    ) -> Assessment:
        summary, agencies = summaries(self.database, evaluated)
        findings = self._findings(evaluated, texts, waivers)
        rulesets = [e.ruleset for e in evaluated]
        window = _window(evaluated, asked)
        log = log_read(
            self.database,
            self.scanned,
            self.settled,
            self.texts,
            rulesets,
            asked.as_of,
            named_in(self.unread, [agency.agency for agency in agencies]),
        )
        noticed = of_verdicts(self.database, self.scanned, self.settled, self.texts, rulesets, asked, window)
        return Assessment(
            as_of=asked.as_of,
            window=window,
            rulesets=tuple(_used(e) for e in evaluated),
            log=replace(log, notes=(*log.notes, *noticed)),
            summary=summary,
            agencies=agencies,
            not_triggered=tuple(n for e in evaluated for n in e.not_triggered),
            findings=findings,
            derivations=StoredDerivations(findings),
            language=evaluated[0].ruleset.language if evaluated else "zh",
        )

    def _findings(self, evaluated: Sequence[Evaluated], texts: Mapping[int, str], waivers: Waivers) -> StoredFindings:
        """The findings where they lie."""
        return FindingsInTable(self.database, evaluated, self.scanned, dict(texts), waivers)

    def _parquet_headers(self, path: Path) -> Sequence[str]:
        return columns_of(self.database, path)

    def _take(self, size: int) -> None:
        """What of the machine the database takes for a log of so many bytes, where it is not told.

        A small log is read faster by one thread than by the talk between several; of a large one memory goes back when it is let go.
        """
        if size < SMALL:
            self.database.execute("SET threads = 1")
            return
        self.database.execute("SET allocator_background_threads = true")
        if self.memory is None:
            self.database.keep_within(max(LEAST, LEAST * size // LARGEST_FOR_LEAST))


def _note(warning: Diagnostic) -> Text:
    """A warning of the log as a report has it."""
    file = f"{warning.place.file}: " if warning.place else ""
    hint = warning.hint or Text("", "")
    en = f"{warning.title.en}. {hint.en[:1].upper()}{hint.en[1:]}".rstrip()
    return Text(f"{file}{warning.title.zh}。{hint.zh}", f"{file}{en}")


def _size(table: Table) -> int:
    """Bytes of a table's file; of a Parquet file those of a CSV with its rows, about."""
    return size_now(table.path) * (PACKED if table.format == "parquet" else 1)


def _actions(rulesets: Iterable[Ruleset]) -> dict[str, str]:
    actions: dict[str, str] = {}
    for ruleset in rulesets:
        for alias, name in ruleset.vocabulary.actions.items():
            actions.setdefault(alias, name)
    return actions


def _same(table: Table, actions: Mapping[str, str], mapping: HeaderMapping | None) -> bool:
    """Whether these actions make of a table's headers what it was read as; a mapping that they do not know is left as it is."""
    found = recognise([column.header for column in table.columns], actions, mapping)
    if found.problems:
        return all(problem.code == "mapping/unknown-target" for problem in found.problems)
    return found.shape is table.shape and [(c.role, c.action) for c in found.columns] == [
        (c.role, c.action) for c in table.columns
    ]


def _zone(rulesets: Sequence[Ruleset]) -> str:
    """The time zone of the rulesets; they must agree, for a time with an offset is read in it."""
    zones = sorted({ruleset.timezone for ruleset in rulesets})
    if len(zones) > 1:
        title = Text(
            f"规则集的时区不同：{'、'.join(zones)}", f"the rulesets are in different time zones: {', '.join(zones)}"
        )
        hint = Text("请分别用 -r 检查", "check them one at a time with -r")
        raise Refused([Diagnostic("ruleset/time-zones", title, hint=hint)])
    return zones[0]


def _window(evaluated: Sequence[Evaluated], asked: Asked) -> tuple[date, date] | None:
    """The cut that was asked for, else the range of the rulesets; where one states none, that of its rules."""
    spans = [span for e in evaluated for span in e.tables.ranges.values() if span.first <= span.last]
    firsts = [
        e.ruleset.effective[0] or min((s.first for s in e.tables.ranges.values()), default=None) for e in evaluated
    ]
    lasts = [e.ruleset.effective[1] or max((s.last for s in e.tables.ranges.values()), default=None) for e in evaluated]
    first, last = asked.cut
    start, end = [day for day in firsts if day], [day for day in lasts if day]
    if not spans or not start or not end:
        return None
    return first or min(start), last or max(end)


def _used(evaluated: Evaluated) -> RulesetUsed:
    ruleset = evaluated.ruleset
    return RulesetUsed(
        ruleset.id,
        ruleset.title,
        len(ruleset.rules),
        ruleset.digest,
        ruleset.chosen,
        evaluated.days.source,
        {rule.id: rule.text for rule in ruleset.rules},
    )
