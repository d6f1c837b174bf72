"""Findings put into words on the machine of a cluster on which they lie, by the code that words them anywhere else.

Many at a time become tables of an embedded database, which words them by example (`engine.worded`); a few are worded one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compliance import __version__
from compliance.engine.database import Database
from compliance.engine.evaluate import Evaluated
from compliance.engine.explained import Explainer
from compliance.engine.row import Event, Row
from compliance.engine.scan import Scanned
from compliance.engine.spark.failed import OTHER_VERSION
from compliance.engine.stored import StoredFindings, few
from compliance.engine.waivers import Waivers
from compliance.findings import Source
from compliance.findings.assessment import TableFile

if TYPE_CHECKING:
    import pyarrow

AT_ONCE = 20_000
"""Findings that are held at once."""


@dataclass(frozen=True)
class Words:
    """What is sent to each machine: all that words are made of besides the findings themselves."""

    evaluated: Sequence[Evaluated]
    scanned: Sequence[Scanned]
    texts: dict[int, str]
    waivers: Waivers | None
    plan: frozenset[str]
    """What the rules made necessary, see `Database.plan`."""
    file: TableFile
    schema: pyarrow.Schema
    """Of `file`, whose columns have types of the embedded database."""
    version: str = __version__

    def of(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The rows of the file. `batches` have the columns of `Row` and `events`, a list of the records that it names."""
        check_version(self.version)
        for some in _together(batches):
            for table in self._one_by_one(some) if few(some.num_rows) else self._by_example(some):
                yield from table.cast(self.schema).to_batches()

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.evaluated, self.texts, self.waivers)

    def _by_example(self, found: pyarrow.Table) -> Iterator[pyarrow.Table]:
        from compliance.engine.worded import Worded

        database = Database()
        # The cluster gives a machine as many of these at a time as it may use of its cores.
        database.execute("SET threads = 1")
        database.lock()
        database.plan = self.plan
        database.connection.register("arrived", found)
        database.run("arrived")
        database.connection.unregister("arrived")
        stored = StoredFindings(database, self.evaluated, self.scanned, self.texts, self.waivers)
        told = Worded(stored, self.file).tables()
        yield from self._one_by_one(found) if told is None else told
        database.close()

    def _one_by_one(self, found: pyarrow.Table) -> Iterator[pyarrow.Table]:
        import pyarrow

        made = []
        for row in found.to_pylist():
            events = {e["e"]: self._event(e) for e in row.pop("events") or ()}
            made.append(self.file.row(self._explainer.finding(Row(**row), events)))
        lists = [list(values) for values in zip(*made, strict=True)]
        arrays = [pyarrow.array(values, field.type) for values, field in zip(lists, self.schema, strict=True)]
        yield pyarrow.Table.from_arrays(arrays, schema=self.schema)

    def _event(self, e: Mapping[str, Any]) -> Event:
        source = Source(self.scanned[e["file"]].table.file, e["line"])
        return Event(source, e["case_no"], e["action"], e["lo"], e["hi"], e["url"], e["result"])


def check_version(here: str) -> None:
    """Raises RuntimeError on a machine whose version of this program would find other words."""
    if __version__ != here:
        raise RuntimeError(OTHER_VERSION.format(there=__version__, here=here))


def _together(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.Table]:
    """What comes in batches in tables of at most so many rows as are held at once, unless a batch has more; none is empty."""
    import pyarrow

    waiting: list[pyarrow.RecordBatch] = []
    for batch in batches:
        if waiting and sum(one.num_rows for one in waiting) + batch.num_rows > AT_ONCE:
            yield pyarrow.Table.from_batches(waiting)
            waiting = []
        if batch.num_rows:
            waiting.append(batch)
    if waiting:
        yield pyarrow.Table.from_batches(waiting)
