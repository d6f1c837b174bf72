"""A ruleset with a log and what is asked of it, drawn at random; and a way to draw many that differ.

drawn_rules draws the ruleset, drawn_logs the log and the questions, drawn_conditions what stands after `when` and `require`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.vendor.pretty import RepresentationPrinter

from compliance.diagnostics import Text
from compliance.log.times import parse_time
from compliance.rulesets.model import Ruleset

from .agreement import ruleset_of
from .asked import Question
from .drawn_logs import CHINESE, Pool, ledgers, logs, questions
from .drawn_rules import DrawnRuleset, rulesets
from .log_files import File, events
from .weighted import weighted

Drawn = TypeVar("Drawn")

NIGHTLY = settings.get_current_profile_name() == "nightly"
SEED = int(os.environ.get("AGREEMENT_SEED", "1"))
ENGLISH = {chinese: english for english, chinese in CHINESE.items()}
ENTROPY = 100_000
"""Bytes that one example may use up."""


@dataclass(frozen=True)
class World:
    """All that a check needs; as words it is the files themselves, so that a failing example can be read."""

    drawn: DrawnRuleset
    ruleset: Ruleset = field(repr=False)
    files: tuple[File, ...]
    questions: tuple[Question, ...]
    pool: Pool = field(repr=False)

    @property
    def question(self) -> Question:
        """The first that is asked."""
        return self.questions[0]

    def __str__(self) -> str:
        texts = [f"--- {file.name}\n{file.text()}" for file in self.files]
        return "\n".join([self.drawn.manifest, "--- rules", self.drawn.rules, *texts, *map(str, self.questions)])

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """How Hypothesis prints it."""
        printer.text(str(self))


def readable(files: Sequence[File], ruleset: Ruleset) -> bool:
    """Whether every file gives an event: the engine refuses one that gives none."""
    return all(events([file], ruleset.vocabulary) for file in files)


@st.composite
def worlds(draw: st.DrawFn, rules: tuple[int, int] = (1, 3), asked: int = 1, ledger: bool = True) -> World:
    """A ruleset of so many rules, an event log or a ledger, and so many questions."""
    drawn = draw(rulesets(*rules))
    ruleset = ruleset_of(drawn.manifest, drawn.rules)
    logs_ = logs(ruleset, drawn.anchor)
    files, pool = draw(weighted((3, logs_), (1, ledgers(ruleset, drawn.anchor))) if ledger else logs_)
    assume(readable(files, ruleset))
    return World(drawn, ruleset, files, tuple(draw(questions(pool)) for _ in range(asked)), pool)


@st.composite
def exact(draw: st.DrawFn) -> World:
    """Duties of cases alone over a log all of whose times are whole seconds: such findings are judged in fewer columns."""
    drawn = draw(rulesets(1, 2, plain=True))
    ruleset = ruleset_of(drawn.manifest, drawn.rules)
    stated, pool = draw(logs(ruleset, drawn.anchor))
    files = tuple(replace(file, rows=tuple(map(_to_the_second, file.rows))) for file in stated)
    assume(readable(files, ruleset))
    return World(drawn, ruleset, files, (draw(questions(pool)),), pool)


def _to_the_second(row: Mapping[str, str]) -> dict[str, str]:
    time = parse_time(row["time"])
    stated = {"time": row["time"] if isinstance(time, Text) else f"{time.interval.lo:%Y-%m-%d %H:%M:%S}"}
    return {
        **row,
        **stated,
        **({"exemption": ""} if "exemption" in row else {}),
        **({"豁免": ""} if "豁免" in row else {}),
    }


@st.composite
def crowded(draw: st.DrawFn, rules: tuple[int, int] = (1, 2), many: int = 10) -> World:
    """A ruleset with the rows of so many event logs as one, each with cases of its own: many findings of each duty, of all kinds."""
    drawn = draw(rulesets(*rules))
    ruleset = ruleset_of(drawn.manifest, drawn.rules)
    columns: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    for number in range(many):
        files, pool = draw(logs(ruleset, drawn.anchor))
        for file in files:
            columns |= dict.fromkeys(ENGLISH.get(name, name) for name in file.columns)
            rows += [dict(_apart(name, text, number) for name, text in row.items()) for row in file.rows]
    files = (File(tuple(columns), tuple(rows)),)
    assume(readable(files, ruleset))
    return World(drawn, ruleset, files, (draw(questions(pool)),), pool)


def _apart(column: str, text: str, number: int) -> tuple[str, str]:
    name = ENGLISH.get(column, column)
    return name, f"{number}-{text}" if name == "case" and text else text


STANDING = settings(
    deadline=None,
    derandomize=False,
    database=InMemoryExampleDatabase(),
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
"""For the tests below, which are explored and not merely run."""


def explore(check: Callable[[], None], examples: int, seed: int = SEED) -> None:
    """Runs a test on examples that have nothing in common.

    Left to itself Hypothesis makes most examples by changing one it had before. Here each is drawn from bytes of its own; the
    first that fails goes to the test's memory of failures, from where Hypothesis takes and shrinks it.
    """
    drawing = random.Random(seed)
    fuzz = check.hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    for _ in range(examples):
        try:
            fuzz(drawing.randbytes(ENTROPY))
        except Exception:
            check()
            raise


def draw_many(strategy: st.SearchStrategy[Drawn], count: int) -> list[Drawn]:
    """So many that have nothing in common, the same in every run."""
    found: list[Drawn] = []

    @STANDING
    @given(strategy)
    def take(one: Drawn) -> None:
        found.append(one)

    seed = SEED
    while len(found) < count:
        explore(take, count, seed)
        seed += 1
    return found[:count]
