"""How the log was read, for the report: files, columns, rows, what was rejected, and the names that no ruleset knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from compliance.diagnostics import Text, nearest, offered
from compliance.engine.database import Database
from compliance.engine.noticed import later, of_columns, of_names, of_rows
from compliance.engine.one_name import OneName, one_name
from compliance.engine.scan import Scanned
from compliance.engine.settle import Settled
from compliance.engine.spellings import Spellings, spellings
from compliance.engine.texts import unread_cells
from compliance.findings import FileRead, LogRead, NoRecord, Unread
from compliance.findings.acts import action
from compliance.findings.names import fold, gathered
from compliance.log.headers import HEADERS
from compliance.log.model import Column, Role, Shape, Table
from compliance.rulesets.conditions import SEPARATORS, parted, whole
from compliance.rulesets.model import Ruleset

SHAPES = {
    Shape.EVENTS: Text("事件表（一行一个环节）", "event log (an event a row)"),
    Shape.LEDGER: Text("台账（一行一件事项，一列一个环节）", "ledger (a case a row, a column a milestone)"),
    Shape.PUBLICATIONS: Text("公开目录（每行都是一次公开）", "list of publications (every row a publication)"),
}
UNKNOWN_SHOWN = 5
PLACES = "SELECT file FROM raw GROUP BY file ORDER BY min(rowid)"
"""The files in the order in which their rows lie: small ones with the same columns lie together."""
LAYOUT = 16
"""Hexadecimal digits of a table's layout."""
KINDS = (
    ("actions", "action", Text("环节", "action")),
    ("agencies", "agency", Text("单位", "agency")),
    ("channels", "channel", Text("渠道", "channel")),
    ("elements", "elements", Text("内容", "element")),
)


def log_read(
    database: Database,
    scanned: Sequence[Scanned],
    settled: Settled,
    texts: Spellings,
    rulesets: Sequence[Ruleset],
    as_of: datetime,
    unread: Sequence[Unread] = (),
) -> LogRead:
    """The reading section of a report; the `unread` files are not among those that were read."""
    accounts = _accounts(database, scanned, settled)
    lost = {file.file for file in unread}
    places = {file: n for n, (file,) in enumerate(database.rows(PLACES))}
    files = tuple(
        _file(n, s, settled, accounts[n], places.get(n, 0)) for n, s in enumerate(scanned) if s.table.file not in lost
    )
    notes = _name_notes(texts, rulesets)
    if notes and settled.rejected_count:
        notes = _name_notes(spellings(database, events=True), rulesets)
    notes += unread_cells(database, rulesets)
    notes += of_columns([s.table for s in scanned], rulesets)
    one = one_name(database, texts, rulesets)
    notes += of_rows(database, scanned, settled, texts, rulesets, one)
    notes += later(database, scanned, as_of)
    rows = sum(file.rows for file in files)
    return LogRead(
        files,
        rows,
        sum(settled.events.values()),
        _cases(database, settled, one),
        settled.rejected,
        settled.rejected_count,
        tuple(notes),
        tuple(unread),
    )


def _cases(database: Database, settled: Settled, one: OneName) -> int:
    """How many cases the log has: counted anew where names have several spellings, or agencies share cases."""
    if not (one.shared or one.join):
        return settled.cases
    known = f"SELECT count(*) FROM raw{one.join} WHERE raw.lo IS NOT NULL GROUP BY {one.case}"
    return int(database.one(f"SELECT count(*) FROM ({known}) AS known"))


def named_in(unread: Sequence[Unread], agencies: Sequence[str]) -> tuple[Unread, ...]:
    """The files with the agencies that their names speak of: of 教育局 in `上报/市教育局.xlsx`, not of 育局 where there is 教育局."""
    folded = {agency: fold(agency) for agency in agencies if agency}
    found = []
    for file in unread:
        name = fold(file.file)
        said = [agency for agency, text in folded.items() if text in name]
        longest = [a for a in said if not any(folded[a] in folded[b] and folded[a] != folded[b] for b in said)]
        found.append(replace(file, agencies=tuple(longest)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Account:
    """What became of the rows of one table: how many gave events, were rejected, or are equal to another row."""

    used: int
    rejected: int
    equal: int


def _accounts(database: Database, scanned: Sequence[Scanned], settled: Settled) -> list[_Account]:
    """An account for each table. A row of a ledger is one row however many events it gives; of other logs it is one event."""
    of_ledgers: dict[int, tuple[int, int]] = {}
    if any(s.table.shape is Shape.LEDGER for s in scanned):
        counted = database.rows(
            "SELECT file, count(*) FILTER (used), count(*) FILTER (NOT used AND rejected.line IS NULL) "
            "FROM (SELECT file, line, bool_or(lo IS NOT NULL) AS used FROM raw WHERE line IS NOT NULL GROUP BY file, line) AS row_ "
            "LEFT JOIN rejected USING (file, line) GROUP BY file"
        )
        of_ledgers = {file: (used, equal) for file, used, equal in counted}
    accounts = []
    for number, s in enumerate(scanned):
        torn = len(s.table.rejected) + s.table.rejected_more
        if s.table.shape is Shape.LEDGER:
            used, equal = of_ledgers.get(number, (0, 0))
        else:
            used, equal = settled.events.get(number, 0), settled.repeated.get(number, 0)
        accounts.append(_Account(used, settled.rejected_of.get(number, 0) + torn, equal))
    return accounts


def _file(number: int, scanned: Scanned, settled: Settled, account: _Account, place: int) -> FileRead:
    table = scanned.table
    notes = list(table.notes)
    twice = settled.repeated.get(number, 0)
    if twice:
        stand = "event stands on a row" if twice == 1 else "events stand on rows"
        notes.append(
            Text(
                f"{twice} 条记录与同文件的另一行完全相同，只计一次",
                f"{twice} {stand} equal to another row and count{'s' * (twice == 1)} once",
            )
        )
    columns = tuple((column.header, column_words(column)) for column in table.columns if column.header.strip())
    return FileRead(
        table.file,
        table.sheet,
        table.encoding,
        SHAPES[table.shape],
        scanned.rows + len(table.rejected) + table.rejected_more,
        settled.events.get(number, 0),
        columns,
        tuple(notes),
        account.used,
        {kind: n for kind in NoRecord if (n := {**table.passed_over, NoRecord.EQUAL: account.equal}.get(kind))},
        table.digest.value if table.digest else "",
        account.rejected,
        table.digest.size if table.digest else 0,
        layout_of(table),
        place,
        table.header_row,
    )


def layout_of(table: Table) -> str:
    """A hash of how a table is read: its encoding, its shape, and what each column was taken for."""
    columns = [(column.header, column.role.value, column.action) for column in table.columns]
    said = [table.encoding, table.shape.value, sorted(table.defaults.items()), columns]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:LAYOUT]


def _name_notes(texts: Spellings, rulesets: Sequence[Ruleset]) -> list[Text]:
    """What is to be told of names. Fewer texts give no note that more of them do not."""
    return [*_unknown(texts, rulesets), *_unheld(texts, rulesets), *of_names(texts.agency, rulesets)]


def _unknown(texts: Spellings, rulesets: Sequence[Ruleset]) -> Iterable[Text]:
    """Names of a kind that no ruleset knows, where some ruleset knows names of that kind at all."""
    for plural, kind, words in KINDS:
        known = {alias: name for ruleset in rulesets for alias, name in getattr(ruleset.vocabulary, plural).items()}
        if plural == "agencies":
            known |= {fold(a): a for ruleset in rulesets for rule in ruleset.rules for a in rule.owners or ()}
        elif plural == "channels":
            known |= {
                fold(c): c for ruleset in rulesets for rule in ruleset.rules for group in rule.channels for c in group
            }
        elif plural == "elements":
            known |= {fold(e): e for ruleset in rulesets for rule in ruleset.rules for e in rule.elements}
        cells = getattr(texts, kind)
        named = [name for ruleset in rulesets for name in parted(ruleset.vocabulary, plural)]
        names = cells if kind in ("action", "agency") else (part for cell in cells for part in _parts(cell, named))
        unknown = _not_in(known, names)
        if known and unknown:
            yield _listing(words, unknown, known)


def _not_in(known: Container[str], names: Iterable[str]) -> list[str]:
    """The names that are not known, in order."""
    said = {name.strip() for name in names if name.strip() and fold(name) not in known}
    return sorted({gathered(name) for name in said if fold(gathered(name)) not in known})


def _parts(cell: str, named: Sequence[str]) -> Iterable[str]:
    """The names of a cell but for the pieces of those that hold a comma themselves."""
    parts = SEPARATORS.split(cell)
    pieces = {piece.strip() for name in whole(cell, named) for piece in SEPARATORS.split(name)}
    return (part for part in parts if fold(part) not in pieces) if pieces else parts


def _listing(words: Text, unknown: Sequence[str], known: Mapping[str, str]) -> Text:
    listed = _with_nearest(unknown, known)
    return Text(
        f"规则集未收录的{words.zh}有 {len(unknown)} 个，原样保留：{listed.zh}",
        f"{len(unknown)} {words.en} name(s) that no ruleset knows, kept as they stand: {listed.en}",
    )


def _with_nearest(names: Sequence[str], known: Mapping[str, str]) -> Text:
    """The first of these names, each with the known one that it nearly is."""
    shown = [(name, nearest(fold(name), known)) for name in names[:UNKNOWN_SHOWN]]
    listed = offered((name, near and known[near]) for name, near in shown)
    more = len(names) - len(shown)
    return Text(listed.zh + (" 等" if more else ""), listed.en + (f" and {more} more" if more else ""))


def _unheld(texts: Spellings, rulesets: Sequence[Ruleset]) -> Iterable[Text]:
    """Matters of the log that no rule speaks of: nothing was checked there."""
    known = {fold(rule.matter): rule.matter for ruleset in rulesets for rule in ruleset.rules}
    ids = {fold(rule.id) for ruleset in rulesets for rule in ruleset.rules}
    known |= {
        alias: name
        for ruleset in rulesets
        for alias, name in ruleset.vocabulary.matters.items()
        if fold(name) in known or fold(name) in ids
    }
    unheld = _not_in({*known, *ids}, texts.matter)
    if unheld:
        listed = _with_nearest(unheld, known)
        yield Text(
            f"{len(unheld)} 个事项没有规则涉及，未检查：{listed.zh}",
            f"{len(unheld)} matter(s) that no rule speaks of were not checked: {listed.en}",
        )


def column_words(column: Column) -> Text:
    """What a column was taken to be."""
    if column.role is Role.MILESTONE:
        return Text(f"环节：{action(column.action or '').zh}", f"milestone: {column.action}")
    if column.role is Role.ATTRIBUTE:
        return Text("其他列", "attribute")
    return Text(HEADERS[column.role][1], HEADERS[column.role][0])
