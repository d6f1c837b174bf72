"""Events that are given one by one instead of in files, as the examples of rules give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compliance.engine.asked import Asked
from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluation
from compliance.engine.judged import begin, plan, view_findings
from compliance.engine.scan import Scanned, view_raw
from compliance.engine.settle import settle
from compliance.engine.spellings import spellings
from compliance.engine.stored import StoredFindings
from compliance.engine.table_row import RAW
from compliance.engine.truths import STANDARD, attribute_key
from compliance.findings import Finding, NotTriggered
from compliance.log.headers import role_of
from compliance.log.model import Role, Shape, Table
from compliance.rulesets.model import Ruleset

SEPARATOR = ";"
"""Parts the names of one cell."""


@dataclass(frozen=True, slots=True)
class GivenEvent:
    """An event and where it is given. What it does not say it does not claim: there is a column for everything."""

    file: str
    line: int
    matter: str
    action: str
    time: str
    case: str | None = None
    agency: str | None = None
    channels: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    until: str | None = None
    exemption: str | None = None
    period: str | None = None
    result: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """Further columns with what they say; one that a log has as its own is that."""


def judge_given(
    ruleset: Ruleset, events: Sequence[GivenEvent], asked: Asked, nameless: bool
) -> tuple[tuple[Finding, ...], tuple[NotTriggered, ...]]:
    """What a ruleset finds in these events, in the order of the report; `nameless`: no agency is spoken of."""
    database = Database()
    try:
        database.execute("SET threads = 1")
        database.lock()
        scanned = _load(database, events)
        texts = spellings(database)
        settle(database, scanned, texts, ruleset.timezone)
        begin(database, plan([ruleset], texts))
        evaluation = Evaluation(database, asked, nameless)
        evaluated = evaluation.run(0, ruleset, texts)
        view_findings(database)
        names = {number: name for name, number in evaluation.names.numbers.items()}
        database.load("name", {"name": "INTEGER", "text": "VARCHAR"}, list(names.items()))
        return tuple(StoredFindings(database, [evaluated], scanned, names)), evaluated.not_triggered
    finally:
        database.close()


def _load(database: Database, events: Sequence[GivenEvent]) -> list[Scanned]:
    """Table `raw`, with a file for each that events come from."""
    files = list(dict.fromkeys(event.file for event in events))
    # A log's rows that say the same count once: they have one mark.
    marks = {said: mark for mark, said in enumerate(dict.fromkeys(replace(event, line=0) for event in events))}
    rows = [_cells(event) for event in events]
    for row, event in zip(rows, events, strict=True):
        row |= {"file": files.index(event.file), "mark": marks[replace(event, line=0)]}
    columns = {name: kind for name, kind in RAW.items() if name != "attributes"}
    columns |= {"headers": "VARCHAR[]", "texts": "VARCHAR[]"}
    database.load("given", columns, [[row.get(name) for name in columns] for row in rows])
    ordered = ", ".join("map(headers, texts) AS attributes" if name == "attributes" else name for name in RAW)
    database.execute(f"CREATE TABLE log AS SELECT {ordered} FROM given ORDER BY rowid")
    view_raw(database)
    return [Scanned(Table(name, Path(name), "csv", (), Shape.EVENTS), len(rows), 0) for name in files]


def _cells(event: GivenEvent) -> dict[str, object]:
    """An event as columns of `raw`."""
    own = {STANDARD[role]: text for column, text in event.attributes if (role := role_of(column)) in STANDARD}
    further = {attribute_key(column): text for column, text in event.attributes}
    further.setdefault(Role.TIME.value, event.time)
    number = event.case or further.get(Role.CASE.value)
    if number:
        further[Role.CASE.value] = number
    cells: dict[str, object] = {
        "line": event.line,
        "matter": event.matter,
        "case_no": number,
        "agency": event.agency,
        "action": event.action,
        "stated": event.time,
        "channel": SEPARATOR.join(event.channels),
        "elements": SEPARATOR.join(event.elements),
        "until": event.until,
        "exemption": event.exemption,
        "period": event.period,
        "result": event.result,
        "headers": list(further),
        "texts": list(further.values()),
    }
    return cells | {name: text for name, text in own.items() if not cells.get(name)}
