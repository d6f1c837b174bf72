"""The findings of a check that went on from an earlier report: those judged lie in the database, the others are as the report has them.

What a table shows of a finding the report says, and that is passed on as it stands. Whoever wants more of it (its reason in both
languages, how it came about) has it judged once more, in a database beside the first that holds the events of its case alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import Any, BinaryIO, NamedTuple

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.engine.database import Database
from compliance.engine.derivation import derived
from compliance.engine.evaluate import Evaluation, named_checks
from compliance.engine.evidence import KEY, keep
from compliance.engine.explained import Origin
from compliance.engine.judged import begin, view_findings
from compliance.engine.row import Row
from compliance.engine.sought import StoredDerivations
from compliance.engine.spellings import Spellings, resolve
from compliance.engine.stored import CHUNK, ORDER, ORDERED, StoredFindings, few
from compliance.findings import Finding
from compliance.findings.assessment import TableFile
from compliance.findings.derivation import Derivation
from compliance.findings.earlier import Told
from compliance.log.own_folder import own_folder

BESIDE = "beside"
"""The name of the second database."""


class Key(NamedTuple):
    """What tells a finding from every other."""

    ruleset: int
    duty: int
    debtor: int
    trigger: int | None
    period: str | None


def _key(row: Row) -> Key:
    return Key(row.ruleset, row.duty, row.debtor, row.trigger, row.period)


def _row(finding: Finding) -> Row:
    """The row that a finding was made of."""
    assert isinstance(finding.origin, Origin)
    return finding.origin.row


def _rows(database: Database, keys: Sequence[Key]) -> dict[Key, Row]:
    """The rows of `finding` by their keys."""
    database.load("sought", {"ruleset": "USMALLINT", **KEY}, list(keys))
    columns = ", ".join(f"f.{name}" for name in Row._fields)
    rows = database.rows(
        f"SELECT {columns} FROM sought s JOIN finding f ON f.ruleset = s.ruleset AND f.duty = s.duty AND f.debtor = s.debtor "
        "AND f.trigger IS NOT DISTINCT FROM s.trigger AND f.period IS NOT DISTINCT FROM s.period"
    )
    return {_key(row): row for row in map(Row._make, rows)}


@dataclass(frozen=True)
class ResumedFindings(StoredFindings):
    """`Findings` of which some were taken from an earlier report; `again` judges those once more.

    `by_lines`: what stands there is kept as lines of JSON.
    """

    again: Again | None = None
    by_lines: bool = False

    def explained(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """The finding of each row; one that was taken from the report is judged for it."""
        kept = [row for row in rows if row.kept is not None]
        found = self.again.findings(self, kept) if self.again and kept else {}
        mine = super().explained([row for row in rows if row.kept is None])
        for row in rows:
            yield next(mine) if row.kept is None else found[_key(row)]

    @property
    def table(self) -> Database | None:
        """The database, where the report is a table."""
        return None if self.by_lines else self.database

    def entries(self, cells: bool = True) -> Iterator[Finding | Told]:
        """All of them, in the order of the report; without `cells` those taken over are told by their places alone."""
        told = "r.*" if cells or self.by_lines else "f.kept"
        joined = "LEFT JOIN told r ON r.n = f.kept " if told == "r.*" else ""
        condition, values = self._mine
        cursor = self.database.connection.cursor()
        cursor.execute(
            f"SELECT f.place, {told} FROM {ORDERED} {joined}WHERE {condition} ORDER BY {ORDER}",
            values,
        )
        names = [column[0] for column in cursor.description or ()][2:]
        while chunk := cursor.fetchmany(CHUNK):
            mine = self._at([place for place, n, *_ in chunk if n is None])
            for _, n, *values in chunk:
                yield next(mine) if n is None else self._told(n, names, values)

    def tell(self, file: TableFile, out: BinaryIO) -> bool:
        """Writes them as one Parquet file, see `findings.assessment.InTable`: pays where many were judged and the report is a table."""
        condition, values = self._mine
        judged = f"SELECT count(*) FROM finding f JOIN name n ON n.name = f.debtor WHERE f.kept IS NULL AND {condition}"
        if self.by_lines or few(self.database.one(judged, values)):
            return False
        from compliance.engine.merged import copy_merged
        from compliance.engine.worded import Worded

        worded = Worded(self, file)
        with own_folder(self.database.folder) as folder:
            own = worded.made(folder, {})
            if own is not None:
                self._order_of_worded()
                copy_merged(file.columns, own, self.database, file.metadata, folder, out)
        worded.forget()
        return own is not None

    def _order_of_worded(self) -> None:
        """Makes `merged_order` of all findings: those judged are told by their places in `worded`."""
        condition, values = self._mine
        self.database.execute(
            "CREATE OR REPLACE TABLE merged_order AS SELECT row_number() OVER () AS nth, * FROM ("
            f"SELECT f.kept AS n, w.rowid AS own FROM {ORDERED} "
            f"LEFT JOIN worded w ON w.place = f.place WHERE {condition} ORDER BY {ORDER})",
            values,
        )

    @property
    def _mine(self) -> tuple[str, list[str]]:
        """Which of the findings these are, of `name` n of the debtor, with the values that it binds."""
        return ("TRUE", []) if self.agency is None else ("n.text = ?", [self.agency])

    def _told(self, n: int, names: Sequence[str], values: Sequence[Any]) -> Told:
        """What a row of table `told` says: a line of JSON, or a column for each key."""
        if self.by_lines:
            return Told(n, values[0])
        cells = dict(zip(names, values, strict=True))
        return Told(n, cells=cells | {"due": cells["due"].isoformat()} if cells.get("due") else cells)

    def _at(self, places: Sequence[int]) -> Iterator[Finding]:
        """Those at some places of `finding`, in their order."""
        return super().explained(self.at(places))


@dataclass(frozen=True)
class ResumedDerivations(StoredDerivations):
    """`Derivations` of findings of which some were taken from an earlier report."""

    findings: ResumedFindings

    def of(self, findings: Sequence[Finding]) -> Sequence[Derivation]:
        """How each of them came about."""
        again = self.findings.again
        kept = [_row(finding).kept is not None for finding in findings]
        told = list(compress(findings, kept))
        mine = iter(super().of([finding for finding, is_told in zip(findings, kept, strict=True) if not is_told]))
        theirs = iter(again.derivations(self.findings, told) if again and told else ())
        return [next(theirs) if is_told else next(mine) for is_told in kept]


@dataclass
class Again:
    """Judges findings once more, on the events of their cases alone, as the evaluation of the whole log would have."""

    evaluation: Evaluation
    texts: Spellings

    @cached_property
    def beside(self) -> Database:
        """The second database; the log of the first is `whole` in it."""
        first = self.evaluation.database
        beside = first.beside(BESIDE)
        beside.plan = first.plan - {"since"}
        beside.execute("CREATE VIEW whole AS SELECT * FROM memory.main.raw")
        beside.execute("CREATE TABLE file AS SELECT * FROM memory.main.file")
        beside.execute("CREATE TABLE odd AS SELECT * FROM memory.main.odd")
        return beside

    def findings(self, main: ResumedFindings, rows: Sequence[Row]) -> dict[Key, Finding]:
        """The finding of each row that was taken from the report. Raises Refused for one that the log does not give."""
        stored = self._judged(main, [_key(row) for row in rows])
        judged = _rows(stored.database, [_key(row) for row in rows])
        for row in rows:
            again = judged.get(_key(row))
            if again is None or again.verdict != row.verdict:
                raise Refused([_not_so(main.evaluated[row.ruleset].tables.duties[row.duty][0].id)])
        own = [judged[_key(row)]._replace(waiver=row.waiver, kept=row.kept) for row in rows]
        return {_key(row): finding for row, finding in zip(rows, stored.explained(own), strict=True)}

    def derivations(self, main: ResumedFindings, findings: Sequence[Finding]) -> Sequence[Derivation]:
        """How each of the findings came about."""
        return derived(self._judged(main, [_key(_row(finding)) for finding in findings]), findings)

    def _judged(self, main: ResumedFindings, keys: Sequence[Key]) -> StoredFindings:
        """The findings of the cases that the keys are of, and whatever comes of parts of others."""
        beside = self.beside
        beside.execute("CREATE OR REPLACE TABLE sought_event (e BIGINT)")
        of: dict[int, list[Key]] = defaultdict(list)
        for key in keys:
            of[key.ruleset].append(key)
        texts = replace(self.texts, types=dict.fromkeys(self.texts.types, "VARCHAR"))
        for number, wanted in sorted(of.items()):
            self._seek(main, number, wanted, texts)
        beside.run("again_log")
        begin(beside, beside.plan)
        evaluation = Evaluation(beside, self.evaluation.asked, self.evaluation.nameless, whole=self.evaluation)
        evaluated = []
        for number, one in enumerate(main.evaluated):
            if number:
                keep(beside, number - 1)
            evaluated.append(evaluation.run(number, one.ruleset, texts))
        view_findings(beside)
        return StoredFindings(beside, evaluated, main.scanned, main.texts, main.waivers)

    def _seek(self, main: ResumedFindings, number: int, keys: Sequence[Key], texts: Spellings) -> None:
        """Adds the events that the findings of one ruleset depend on."""
        ruleset, duties, names = (
            main.evaluated[number].ruleset,
            main.evaluated[number].tables.duties,
            self.evaluation.names,
        )
        resolve(self.beside, texts, ruleset.vocabulary, names, named_checks(ruleset))
        pairs = set()
        for key in keys:
            rule, duty = duties[key.duty]
            if key.trigger is None:
                matter = names.number(rule.id if duty.kind == "check" else rule.matter)
                jointly = [names.number(owner) for owner in rule.owners or ()] if rule.any_of else []
                pairs |= {(matter, agency) for agency in (key.debtor, *jointly)}
        triggers = sorted({key.trigger for key in keys if key.trigger is not None})
        self.beside.load("sought_trigger", {"e": "BIGINT"}, [(e,) for e in triggers])
        self.beside.load("sought_pair", {"matter": "INTEGER", "agency": "INTEGER"}, sorted(pairs))
        self.beside.run("again", shared=ruleset.shared_cases, as_of=self.evaluation.asked.as_of)


def _not_so(rule: str) -> Diagnostic:
    """The earlier report says of a finding what does not come of the log: somebody has changed it."""
    title = Text(
        f"原报告里规则“{rule}”的一项结果与台账对不上：报告可能被改动过",
        f"what the earlier report finds by the rule “{rule}” does not come of the log: it may have been altered",
    )
    hint = Text("去掉 --since，全部重新核查", "leave --since out and check everything anew")
    return Diagnostic("since/not-so", title, hint=hint)
