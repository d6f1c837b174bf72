"""Findings to a Parquet file in a few statements, however many they are: words by example, filled in by SQL.

Of each shape of finding that occurs one example is put into words by Python, as every finding is elsewhere; what it says becomes
a stencil (`findings.stencil`), and SQL fills the slots for all the others. A shape is taken only if what SQL makes of two of its
findings is what Python makes of them, column by column. All others, and findings that have what no stencil knows (a clock that
was stopped, a claim, a text that must be masked or cut), are put into words one by one and stand in the file between the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.engine.database import FOREVER
from compliance.engine.explained import Origin
from compliance.engine.named import LONGEST, has_number, load_named
from compliance.engine.parquet import CHUNK, PACKED, hand_over, join_parts
from compliance.engine.slots import file, fillings, listed, load_words, time
from compliance.findings import Finding
from compliance.findings.assessment import TableFile
from compliance.findings.personal import LOOSE
from compliance.findings.stencil import SLOTS, Stencil, stencil
from compliance.findings.storable import storable
from compliance.findings.words import reason
from compliance.log.own_folder import own_folder

if TYPE_CHECKING:
    import pyarrow

    from compliance.engine.stored import StoredFindings

LEAST = 4
"""Findings of a shape below which an example is not worth while."""
AT_ONCE = 2 * CHUNK
"""Findings put into words one by one that are held at once."""
FEW = 10_000
"""Texts of a column up to which they are numbered: each group of rows in the file holds all of them."""
APART = "[-+－—–()（） \u00a0\u3000]*"
DIGITS_LAST, DIGITS_FIRST = re.compile(rf"[0-9０-９]{APART}$"), re.compile(rf"{APART}[0-9０-９]")
"""Digits with no word between them and a slot."""
DETAIL = (
    "agency",
    "case",
    "period",
    "trigger",
    "due",
    "completed",
    "days_late",
    "hours_late",
    "evidence",
    "reason",
    "url",
)
"""The columns in which findings of one shape differ; in all others they are alike."""
KNOWN = ("trigger", "due", "completed", "evidence")
"""Those of which the database knows whether they ever lack."""


@dataclass
class Worded:
    """The findings of `stored` as the rows of a file."""

    stored: StoredFindings
    file: TableFile
    plan: frozenset[str] = field(init=False)
    used: tuple[str, ...] = field(init=False, default=())
    """The slots that some shape has."""

    def write(self, out: BinaryIO) -> bool:
        """Writes the file; False, and nothing is written, where it cannot be made this way."""
        with own_folder(self.stored.database.folder) as folder:
            whole = self.made(folder, self.file.metadata)
            if whole is not None:
                hand_over(whole, out)
        self.forget()
        return whole is not None

    def made(self, folder: Path, metadata: Mapping[str, str]) -> Path | None:
        """The file in a folder, or None; its rows are those of table `worded`, which stays with the place of each."""
        if not self._prepared():
            return None
        self._shapes()
        bounds = self._parts()
        parts = folder / "parts"
        parts.mkdir()
        alone = len(bounds) == 1
        for number, bound in enumerate(bounds):
            path = parts / f"{number:09}.parquet"
            self._copy(path, metadata if alone else {}, *bound)
        return path if alone else join_parts(self.stored.database, parts, metadata)

    def tables(self) -> Iterator[pyarrow.Table] | None:
        """The rows as they would stand in the file, some at a time; None where they cannot be made this way."""
        if not self._prepared():
            return None
        self._shapes()
        return (self.stored.database.arrow(self._rows(*bound)) for bound in self._parts())

    def forget(self) -> None:
        """Lets go of what the file was made from."""
        for table in ("worded", "beside_act"):
            self.stored.database.forget(table)

    def _prepared(self) -> bool:
        """Makes `fact` and the tables of words; False where numbers do not reach."""
        database = self.stored.database
        named = load_named(self.stored, self.file.hidden)
        if named is None:
            return False
        self.plan = database.plan | named
        database.run("words")
        database.run("facts", self.plan, forever=FOREVER, longest=LONGEST, personal=LOOSE)
        self.plan = load_words(database, self.plan, self.stored.explainer, self.file.language)
        return True

    def _shapes(self) -> None:
        """Makes `shape`: the stencil and the other columns of each shape that holds; and `worded`, all findings in their order."""
        database = self.stored.database
        found = database.rows(
            f"SELECT form, min(place), max(place) FROM fact WHERE NOT odd GROUP BY form HAVING count(*) >= {LEAST} ORDER BY ALL"
        )
        findings = dict(self._findings(sorted({place for _, *places in found for place in places})))
        made = [(form, places, self._stencil(findings[places[0]])) for form, *places in found]
        kept = [(form, places, one) for form, places, one in made if one is not None]
        self.used = tuple(
            slot for slot in SLOTS if slot not in self._known and any(slot in one.slots for *_, (one, _) in kept)
        )
        rows = {place: self.file.row(findings[place]) for _, places, _ in kept for place in places}
        self._load_shapes([(form, rows[places[0]], *one) for form, places, one in kept])
        self._prove([places for _, places, _ in kept], rows)
        database.run("worded", self.plan)
        database.forget("fact")

    @cached_property
    def _known(self) -> dict[str, str]:
        """The slots that hold the same in all findings: of a log of one file its name."""
        scanned = self.stored.scanned
        name = storable(scanned[0].table.file)
        return {slot: name for slot in SLOTS if slot.endswith("_file")} if len(scanned) == 1 else {}

    def _stencil(self, finding: Finding) -> tuple[Stencil, str] | None:
        """The stencil of a finding, and what its reason says besides, of a waiver; None where it has none."""
        assert isinstance(finding.origin, Origin)
        facts = finding.origin.facts
        made = stencil(facts, self.file.language)
        if made is None or (self.file.hidden and _may_be_hidden(finding, made)):
            return None
        return made, finding.reason.said(self.file.language)[
            len(reason(facts).said(self.file.language)) :
        ] if finding.waiver else ""

    def _load_shapes(self, rows: Sequence[tuple[int, Sequence[object], Stencil, str]]) -> None:
        alike = [name for name in self.file.columns if name not in DETAIL]
        columns = {"n": "INTEGER", "form": "UBIGINT"}
        columns |= {f"all_{name}": self.file.columns[name] for name in alike} | {
            f"s{n}": "VARCHAR" for n in range(len(self.used) + 1)
        }
        loaded = []
        for n, (form, values, made, more) in enumerate(rows, 1):
            shown = dict(zip(self.file.columns, values, strict=True))
            pieces = [piece and storable(piece) for piece in made.before(self.used, self._known, more)]
            loaded.append((n, form, *(shown[name] for name in alike), *pieces))
        self.stored.database.load("shape", columns, loaded)

    def _prove(self, places: Sequence[Sequence[int]], rows: Mapping[int, Sequence[object]]) -> None:
        """Lets go of every shape of which SQL does not make what Python makes of two of its findings; `places` are by shape."""
        database = self.stored.database
        database.load("sample", {"place": "BIGINT"}, sorted({(place,) for two in places for place in two}))
        database.run("worded", self.plan | {"sampled"})
        made = {place: row for place, *row in database.rows(f"SELECT place, {self._projection(self.file.columns)}")}
        wrong = [(n,) for n, two in enumerate(places, 1) if any(made.get(place) != list(rows[place]) for place in two)]
        database.load("wrong", {"n": "INTEGER"}, wrong)
        database.execute("UPDATE shape SET form = NULL FROM wrong WHERE shape.n = wrong.n")

    def _projection(self, kinds: Mapping[str, str], by_one: int | None = None) -> str:
        """The columns of the file with their types, and from what; `by_one`: the first of the rows in `told_one`, if any are."""
        own = self._details(kinds["agency"])
        chosen = []
        for name, kind in kinds.items():
            made = own.get(name) or f"{listed(f'CAST(all_{name} AS {kind})', 'shape')}[w.shape]"
            if by_one is not None:
                told = listed(f'CAST("{name}" AS {kind})', "told_one")
                made = f"CASE WHEN w.shape < 0 THEN {told}[-w.shape - {by_one:d}] ELSE {made} END"
            chosen.append(f'CAST({made} AS {kind}) AS "{name}"')
        # What a sentence of the shape says between its slots is looked up once, not before each of them.
        pieces = ", ".join(f"s{n}" for n in range(len(self.used) + 1))
        found = f"SELECT rowid AS nth, *, {listed(f'struct_pack({pieces})', 'shape')}[shape] AS said FROM worded"
        return f"{', '.join(chosen)} FROM ({found}) w"

    def _numbered(self, by_one: bool) -> dict[str, str]:
        """The types of the columns: texts that many findings share are numbered, as the file has them anyway.

        Else each is looked up once more for each row that is written. `by_one`: some are in `told_one` alone.
        """
        database, kinds = self.stored.database, dict(self.file.columns)
        shared = {name: (f"all_{name}", "shape") for name in kinds if name not in DETAIL} | {
            "agency": ("text", "agency_word")
        }
        for name, (text, table) in shared.items():
            if kinds[name] != "VARCHAR":
                continue
            more = f'UNION ALL SELECT "{name}" FROM told_one' if by_one else ""
            kinds[name] = database.text_type(f"{name}_shared", f"SELECT {text} AS text FROM {table} {more}", FEW)
        return kinds

    def _details(self, agency_kind: str) -> dict[str, str]:
        """The columns in which findings of one shape differ."""
        filled = fillings(self.plan)
        pieces = [f"w.said.s{n}" for n in range(len(self.used) + 1)]
        # What stands before a slot is NULL where a shape has none there, whatever its findings would fill it with.
        reason = [
            part
            for n, slot in enumerate(self.used)
            for part in (pieces[n], f"CASE WHEN {pieces[n]} IS NOT NULL THEN {filled[slot]} END")
        ]
        acts = {"trigger": "trigger", "completed": "done"}
        places = [f'"{name}" := {_place(act, self.plan)}' for name, act in acts.items()]
        agency = f"{listed(f'CAST(text AS {agency_kind})', 'agency_word')}[w.agency]"
        found = {
            "agency": agency,
            "case": "CASE WHEN w.trigger_row IS NOT NULL THEN coalesce(w.case_no, '') END",
            "period": f"{listed('stated', 'period_word')}[w.period]" if "periods" in self.plan else "NULL",
            "trigger": time("trigger", "w.lo", "w.hi", "stated", self.plan),
            "due": "w.due_hi",
            "completed": time("done", "w.done_at", "w.done_until", "stated", self.plan),
            "days_late": f"{listed('days', 'late_word')}[w.late]",
            "hours_late": f"{listed('hours', 'late_word')}[w.late]",
            "evidence": f"struct_pack({', '.join(places)})",
            "reason": f"concat({', '.join([*reason, pieces[-1]])})",
            "url": "nullif(w.url, '')" if "linked" in self.plan else "NULL",
        }
        # Whether the file calls a column one that lacks nothing must not depend on what the database knows of these rows.
        return found | {name: f"CASE WHEN {agency} IS NOT NULL THEN {found[name]} END" for name in KNOWN}

    def _parts(self) -> list[tuple[int, int]]:
        """The first row of each part and that behind it: none has more findings put into words one by one than are held at once."""
        database = self.stored.database
        database.execute(
            "CREATE OR REPLACE TABLE one_by_one AS SELECT rowid AS nth, place FROM worded WHERE shape = 0 ORDER BY nth"
        )
        database.execute("UPDATE worded SET shape = -1 - o.rowid FROM one_by_one o WHERE worded.rowid = o.nth")
        total = int(database.one("SELECT count(*) FROM worded"))
        bounds, held = [0], 0
        for block, n in database.rows(f"SELECT nth // {CHUNK}, count(*) FROM one_by_one GROUP BY 1 ORDER BY 1"):
            if held and held + n > AT_ONCE:
                bounds.append(block * CHUNK)
                held = 0
            held += n
        return list(pairwise([*bounds, total]))

    def _copy(self, path: Path, metadata: Mapping[str, str], first: int, behind: int) -> None:
        """Writes the rows from one place to before another."""
        bound = ", ".join(f"{key}: ?" for key in metadata)
        options = f"{PACKED}, KV_METADATA {{{bound}}}" if metadata else "FORMAT parquet"
        rows = self._rows(first, behind, shared=True)
        self.stored.database.execute(f"COPY ({rows}) TO ? ({options})", [str(path), *metadata.values()])

    def _rows(self, first: int, behind: int, shared: bool = False) -> str:
        """The query of the rows from one place to before another; `shared`: texts that many findings share are numbered."""
        database = self.stored.database
        found = database.rows(
            "SELECT place, rowid FROM one_by_one WHERE nth >= ? AND nth < ? ORDER BY nth", [first, behind]
        )
        places = [place for place, _ in found]
        if places:
            quoted = {f'"{name}"': kind for name, kind in self.file.columns.items()}
            database.load(
                "told_one",
                {"n": "INTEGER", **quoted},
                ((n, *self.file.row(f)) for n, (_, f) in enumerate(self._findings(places), 1)),
            )
        kinds = self._numbered(bool(found)) if shared else self.file.columns
        projection = self._projection(kinds, found[0][1] if found else None)
        return f"SELECT {projection} WHERE w.nth >= {first:d} AND w.nth < {behind:d}"

    def _findings(self, places: Sequence[int]) -> Iterator[tuple[int, Finding]]:
        """The findings at some places, with these."""
        for start in range(0, len(places), CHUNK):
            rows = self.stored.at(places[start : start + CHUNK])
            yield from zip(places[start : start + CHUNK], self.stored.explained(rows), strict=True)


def _place(act: str, plan: frozenset[str]) -> str:
    """The record of an act, in SQL."""
    return (
        f"CASE WHEN w.{act}_row IS NOT NULL "
        f'THEN struct_pack(file := {file(act, plan)}, "row" := CAST(w.{act}_row AS BIGINT)) END'
    )


def _may_be_hidden(finding: Finding, made: Stencil) -> bool:
    """Whether something that findings of a shape share holds a personal number, or stands beside a slot so that one may come about."""
    texts = [
        finding.reason.zh,
        finding.reason.en,
        finding.matter,
        finding.title,
        finding.citation,
        finding.action,
        finding.trigger_action,
    ]
    texts += [*finding.missing_channels, *finding.missing_elements, *finding.missing_requirements]
    before, behind = made.pieces[:-1], made.pieces[1:]
    return (
        any(has_number(text) for text in texts if text)
        or any(DIGITS_LAST.search(piece) for piece in before)
        or any(DIGITS_FIRST.match(piece) for piece in behind)
    )
