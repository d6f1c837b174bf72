"""Going on from an earlier report: which events are new to it, what of it still holds, and what must be judged.

What was read before is proved unchanged by the hash of a file's first bytes. A finding of a case depends on the events of that
case alone (a case is the events of one number, matter and agency), on the rule's range and on the instant; one that the calendar
brings on the acts of those who owe it in its matter. So what holds is: a finding whose case, or whose debtor in its matter, has
no new event, and that the later instant, if it is one, does not change. All that is left is judged, on all events that it needs;
shares, counts and scores are made anew of all findings together. Whatever else decides a finding (the range that a log gives
rules without an end, how a name is spelled) must be as it was, or nothing is taken from the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import duckdb

from compliance.diagnostics import Text
from compliance.engine.asked import Asked, range_of
from compliance.engine.database import Database
from compliance.engine.reading import PLACES, layout_of
from compliance.engine.scan import Scanned
from compliance.engine.spellings import SEVERAL, SINGLE, Names, Spellings
from compliance.engine.told_form import has_columns, has_lines
from compliance.findings import VERDICTS
from compliance.findings.earlier import Earlier, InputRead
from compliance.findings.names import fold
from compliance.findings.personal import masked_name
from compliance.log.encoding import GB18030, UTF_8
from compliance.log.lines import packed
from compliance.log.model import Shape, Table
from compliance.rulesets.conditions import SEPARATORS
from compliance.rulesets.model import Ruleset

if TYPE_CHECKING:
    from compliance.engine.rule_tables import RuleTables

ALL, NONE = 2**62, -1
"""Rows of a file that an earlier check read."""
KEY = {"rule": "VARCHAR", "number": "INTEGER", "duty": "INTEGER"}
NUMBER = {"text": "VARCHAR", "name": "INTEGER"}
RECORD = (
    '{"ruleset":"VARCHAR","rule":"VARCHAR","duty":"INTEGER","agency":"VARCHAR","period":"VARCHAR","verdict":"VARCHAR",'
    '"due":"TIMESTAMP","days_late":"INTEGER","counts":"BOOLEAN","trigger_action":"VARCHAR",'
    '"evidence":{"trigger":{"file":"VARCHAR","row":"BIGINT"}}}'
)


READ = (
    "n, ruleset, rule, duty, agency, period, verdict, due, days_late, counts, trigger_action, evidence.trigger.file AS file, "
    "evidence.trigger.row AS line"
)
"""What of a finding decides whether it still holds, and how it is counted."""

LATEST = 150_000
"""Days: more than lie between any two times of a log."""


class NotResumed(Exception):
    """Nothing can be taken from the report, and why."""

    def __init__(self, zh: str, en: str) -> None:
        self.why = Text(zh, en)
        super().__init__(en)


@dataclass
class Since:
    """An earlier report in the database, and the events that are new to it (`fresh`). Raises NotResumed where it is of no use."""

    database: Database
    earlier: Earlier
    scanned: Sequence[Scanned]
    texts: Spellings
    asked: Asked
    waived: bool
    """Whether waivers are given: what a gap says of its waiver changes with the day."""

    def __post_init__(self) -> None:
        """Finds the new events and reads the report."""
        last = _rows_read(self.earlier.inputs, self.scanned)
        self.database.load("grown", {"file": "UINTEGER", "last": "BIGINT"}, list(enumerate(last)))
        self.database.run("since_fresh", as_of=self.asked.as_of, before=self.earlier.as_of)
        self._prove_unchanged(last)
        self._prove_order()
        self._read_report()
        self.database.execute("CREATE OR REPLACE TABLE touched (e BIGINT)")
        self.lined = bool(
            self.database.one("SELECT count(*) FROM (SELECT line FROM raw LIMIT 1) WHERE line IS NOT NULL")
        )

    def _prove_unchanged(self, last: Sequence[int]) -> None:
        """The rows that were read before give what they gave: an unclosed quotation may swallow those that follow."""
        tables = [one.table for one in self.scanned]
        for number, table in enumerate(tables):
            before = next((one for one in self.earlier.inputs if one.file == _file_of(table)), None)
            if before is None:
                continue
            if last[number] == ALL:
                self._prove_there(table, before)
                continue
            rows, events = self.database.rows(
                "SELECT count(DISTINCT coalesce(raw.line, raw.rowid + file.offset_)), count(*) FILTER (WHERE raw.lo IS NOT NULL) "
                "FROM raw JOIN file ON file.file = raw.file WHERE raw.file = ? AND coalesce(raw.line, raw.rowid + file.offset_) <= ?",
                [number, last[number]],
            )[0]
            rejected = sum(row.row <= last[number] for row in table.rejected)
            if table.rejected_more or (rows + rejected, events) != (before.rows, before.events):
                raise _changed(table.file)

    def _prove_there(self, table: Table, before: InputRead) -> None:
        """A file that is the same may not have been read this time."""
        mine = [n for n, one in enumerate(self.scanned) if _file_of(one.table) == before.file]
        events = self.database.one(
            "SELECT count(*) FROM raw WHERE lo IS NOT NULL AND file IN (SELECT unnest(?::INTEGER[]))", [mine]
        )
        if events != before.events:
            raise _changed(table.file)

    def _prove_order(self) -> None:
        """Of events at one time the row that stands first is told of, so the rows lie in the order in which they lay."""
        places = [_file_of(self.scanned[file].table) for (file,) in self.database.rows(PLACES)]
        now = [file for file in dict.fromkeys(places) if file in {one.file for one in self.earlier.inputs}]
        if now != [one.file for one in sorted(self.earlier.inputs, key=lambda one: one.place) if one.file in now]:
            raise NotResumed("台账文件的先后次序变了", "the files of the log come in another order")

    def _read_report(self) -> None:
        """Makes `told`, what the report says of each finding, `n` its place there; and `report`, as columns."""
        rows = str(self.earlier.rows)
        try:
            if self.earlier.form == "parquet":
                source = f"read_parquet('{_literal(rows)}', file_row_number = true)"
                self.database.execute(
                    f"CREATE OR REPLACE VIEW told AS SELECT file_row_number AS n, * EXCLUDE (file_row_number) FROM {source}"
                )
                sound = has_columns(self.database, self.earlier.columns)
                self.database.execute(f"CREATE OR REPLACE TABLE report AS SELECT {READ} FROM told")
            else:
                self.database.execute(
                    "CREATE OR REPLACE TABLE told AS SELECT row_number() OVER () AS n, rtrim(said, ',') AS said "
                    "FROM read_csv(?, auto_detect = false, "
                    "header = false, delim = '\x01', quote = '', escape = '', max_line_size = 16000000, "
                    "columns = {'said': 'VARCHAR'}) WHERE said LIKE '{\"%'",
                    [rows],
                )
                sound = has_lines(self.database, self.earlier.columns)
                self.database.execute(
                    f"CREATE OR REPLACE TABLE report AS SELECT {READ} FROM (SELECT n, unnest(json_transform_strict(said, ?)) FROM told)",
                    [RECORD],
                )
            found = self.database.one(
                "SELECT count(*) FROM report WHERE rule IS NOT NULL AND verdict IN (SELECT unnest(?::VARCHAR[])) "
                "AND (verdict <> 'late' OR (due IS NOT NULL AND days_late BETWEEN 0 AND ?))",
                [[verdict.value for verdict in VERDICTS], LATEST],
            )
            # What is torn in a column that is only handed on would be found when half of the new report is written.
            self.database.one("SELECT max(hash(COLUMNS(*))) FROM told")
        except duckdb.Error:
            raise _unusable() from None
        if not sound or found != self.earlier.findings:
            raise _unusable()

    def compare(self, rulesets: Sequence[Ruleset]) -> None:
        """Raises NotResumed where the new events change more than the cases they belong to."""
        lo, hi = self.database.rows("SELECT min(lo), max(lo) FROM raw WHERE lo <= ?", [self.asked.as_of])[0]
        before = self.database.rows(
            "SELECT min(lo), max(lo) FROM raw ANTI JOIN fresh ON fresh.e = raw.rowid WHERE lo <= ?", [self.asked.as_of]
        )[0]
        then = replace(self.asked, as_of=self.earlier.as_of)
        for ruleset in rulesets:
            for rule in ruleset.rules:
                old, new = range_of(rule, ruleset, before, then), range_of(rule, ruleset, (lo, hi), self.asked)
                if replace(old, as_of=new.as_of) != new:
                    raise NotResumed(
                        f"台账现在跨到了另外的年份，规则“{rule.id}”的施行期随之变化（{new.first}至{new.last}）",
                        f"the log now reaches into other years, and with them the range of the rule “{rule.id}” "
                        f"({new.first} to {new.last})",
                    )
            self._compare_names(ruleset)

    def _compare_names(self, ruleset: Ruleset) -> None:
        """Of spellings that fold alike and that no vocabulary knows the first is the name: a new one must not come before."""
        now = dict(_first_spellings({kind: getattr(self.texts, kind) for kind in SINGLE | SEVERAL}, ruleset))
        several = {key for key, names in now.items() if len(names) > 1}
        if not several:
            return
        kinds = {kind for kind, _ in several}
        then = dict(
            _first_spellings({k: self._texts_before(k) if k in kinds else () for k in SINGLE | SEVERAL}, ruleset)
        )
        for key in several & then.keys():
            if now[key][0] != then[key][0]:
                raise NotResumed(
                    f"同一名称有了新的写法“{now[key][0]}”，原来写作“{then[key][0]}”",
                    f"a name is now also written “{now[key][0]}”, before “{then[key][0]}”",
                )

    def _texts_before(self, column: str) -> Sequence[str]:
        rows = self.database.rows(
            f"SELECT DISTINCT CAST({column} AS VARCHAR) FROM raw ANTI JOIN appended ON appended.e = raw.rowid "
            f"WHERE {column} IS NOT NULL ORDER BY 1"
        )
        return [text for (text,) in rows]

    def narrow(self, ruleset: Ruleset, tables: RuleTables, names: Names) -> None:
        """Makes `kept`, what is taken from the report, and `wanted`, the events that judging the rest needs."""
        keys = [(rule.id, duty.number, number) for number, (rule, duty) in enumerate(tables.duties)]
        self.database.load("duty_key", KEY, keys)
        self.database.load("report_agency", NUMBER, self._agencies(names))
        actions = [
            text for (text,) in self.database.rows("SELECT DISTINCT trigger_action FROM report ORDER BY 1") if text
        ]
        self.database.load("report_action", NUMBER, [(a, names.numbers[a]) for a in actions if a in names.numbers])
        self.database.load(
            "report_file",
            {"text": "VARCHAR", "file": "UINTEGER"},
            [(s.table.file, n) for n, s in enumerate(self.scanned)],
        )
        self.database.run(
            "since",
            frozenset({"lined"} if self.lined else ()),
            id=ruleset.id,
            shared=ruleset.shared_cases,
            later=self.asked.as_of > self.earlier.as_of,
            waived=self.waived,
            as_of=self.asked.as_of,
        )
        told, places, lost = self.database.rows(
            "SELECT count(*), count(DISTINCT (duty, debtor, trigger, period)), "
            "count(*) FILTER (WHERE odd OR (by_case AND trigger IS NULL)) FROM reported"
        )[0]
        shares = self.database.one(
            "SELECT count(*) FROM report r JOIN duty_key k ON k.rule = r.rule AND k.number = r.duty JOIN duty d ON d.duty = k.duty "
            "WHERE r.ruleset = ? AND d.share IS NOT NULL AND r.counts",
            [ruleset.id],
        )
        whole = self.database.one("SELECT count(*) FROM report WHERE ruleset = ?", [ruleset.id])
        if lost or told != places or told + shares != whole:
            raise _unusable()
        self.database.execute("INSERT INTO touched SELECT e FROM case_event")

    def _agencies(self, names: Names) -> list[tuple[str, int]]:
        """The agencies that the report names, by their numbers; where numbers are masked in it, two must not look alike."""
        told = {text for (text,) in self.database.rows("SELECT DISTINCT agency FROM report")}
        shown: dict[str, list[int]] = {}
        for name, number in names.numbers.items():
            shown.setdefault(name if self.earlier.terms.personal else masked_name(name), []).append(number)
        if any(len(shown.get(text, ())) > 1 for text in told):
            raise _unusable()
        return [(text, shown[text][0]) for text in sorted(told) if text in shown]

    def join(self, number: int, plan: frozenset[str]) -> None:
        """Puts what is kept of a ruleset beside what was judged of it."""
        if number == 0:
            self.database.execute("ALTER TABLE judged ADD COLUMN kept BIGINT")
        self.database.run("since_kept", plan, ruleset=number)

    def is_silent(self, number: int, tables: RuleTables) -> bool:
        """Whether some duty of a case gave no obligation."""
        found = {duty for (duty,) in self.database.rows("SELECT DISTINCT duty FROM judged WHERE ruleset = ?", [number])}
        return any(duty.by_case and n not in found for n, (_, duty) in enumerate(tables.duties))

    def evaluated(self) -> int:
        """How many cases were judged."""
        return int(
            self.database.one(
                "SELECT count(DISTINCT hash(matter, agency, case_no)) FROM raw SEMI JOIN touched ON touched.e = raw.rowid "
                "WHERE lo IS NOT NULL"
            )
        )


def _literal(path: str) -> str:
    """A path as a view's text has it: a view binds no values."""
    return path.replace("'", "''")


def _changed(file: str) -> NotResumed:
    return NotResumed(f"“{file}”中以前读过的行有变动", f"rows of “{file}” that were read before have changed")


def _unusable() -> NotResumed:
    return NotResumed(
        "原报告的核查结果不全，或与台账对不上", "its findings are not complete, or do not go with the log"
    )


def _rows_read(inputs: Sequence[InputRead], scanned: Sequence[Scanned]) -> list[int]:
    """Of each table the last row that was read before. Raises NotResumed where that was not what it is now."""
    files: dict[str, list[int]] = {}
    for number, scan in enumerate(scanned):
        files.setdefault(_file_of(scan.table), []).append(number)
    known = [one.file for one in inputs]
    if [file for file in files if file in known] != known:
        gone = next((file for file in known if file not in files), None)
        if gone is None:
            raise NotResumed("台账文件的先后次序变了", "the files of the log come in another order")
        raise NotResumed(
            f"原来读过的“{gone}”不在这次的台账里", f"“{gone}”, which was read before, is not in the log now"
        )
    tables = [scan.table for scan in scanned]
    if (
        sum(len(one.layout.split(".")) for one in inputs) == 1 < len(tables)
        and tables[files[known[0]][0]].shape is Shape.LEDGER
    ):
        raise NotResumed(
            "台账从一个文件变成几个，没有编号的行（如有）随之改名",
            "the log has several files now: rows without a number, if any, are called otherwise",
        )
    last = [NONE] * len(tables)
    for one in inputs:
        mine = [tables[n] for n in files[one.file]]
        if one.layout != ".".join(layout_of(table) for table in mine):
            raise NotResumed(
                f"“{one.file}”的列或编码读法变了", f"the columns or the encoding of “{one.file}” are read otherwise"
            )
        for n in files[one.file]:
            last[n] = _last_row(one, mine)
    return last


def _last_row(before: InputRead, tables: Sequence[Table]) -> int:
    """The last row of a file that was read before; all of them where it is the same file."""
    table = tables[0]
    digest = table.digest
    assert digest is not None
    if digest.value == before.digest:
        return ALL
    try:
        with digest.path.open("rb") as file:
            compressed = packed(file.read(6)) is not None
    except OSError:  # It was read to its end, and is gone since.
        raise _changed(before.file) from None
    head = digest.head
    plain = table.sheet is None and table.encoding in (UTF_8, GB18030) and not compressed
    if not plain or len(tables) > 1 or head.value != before.digest or not head.whole:
        raise _changed(before.file)
    return head.lines


def _file_of(table: Table) -> str:
    return table.file.removesuffix(f":{table.sheet}") if table.sheet else table.file


def _first_spellings(
    texts: Mapping[str, Sequence[str]], ruleset: Ruleset
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """The names that fold alike, the one that is taken first; those that the ruleset knows are left out."""
    found: dict[tuple[str, str], list[str]] = {}
    vocabulary = ruleset.vocabulary
    checks = {fold(rule.id) for rule in ruleset.rules if any(duty.kind == "check" for duty in rule.duties)}
    for kind, plural in (SINGLE | SEVERAL).items():
        known = {fold(name) for name in getattr(vocabulary, plural).values()}
        for text in texts[kind]:
            for part in (text,) if kind in SINGLE else SEPARATORS.split(text):
                name = vocabulary.canonical(plural, part)
                key = fold(name)
                if key not in known and not (kind == "matter" and key in checks):
                    names = found.setdefault((kind, key), [])
                    if name not in names:
                        names.append(name)
    yield from found.items()
