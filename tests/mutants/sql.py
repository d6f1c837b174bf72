"""Mutants of the engine's SQL: one operator, word or number changed at a time, and whether a test notices.

    python -m tests.mutants.sql [--sample N] [--seed N] [--only PATTERN] [--list]

The tests in `TESTS` are run with each mutant, as `trial.py` tells, until one fails: then it is killed. Those that survive are
printed and held against `survivors.toml` beside this file, which says of each why no test can notice it, or that none does
yet. Ends with status 1 where fewer than `LEAST` of a hundred are killed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from tests.mutants.trial import Trial, parsed, planned

ROOT = Path(__file__).resolve().parents[2]
SQL = Path("src/compliance/engine/sql")
REASONS = Path(__file__).with_name("survivors.toml")
TESTS = (
    "tests/mutants/worlds.py",
    "tests/checking/test_words_of_facts.py",
    "tests/checking/test_words_by_python.py",
    "tests/checking/test_words_in_table.py",
    "tests/checking/test_since.py",
    "tests/checking/test_since_judged.py",
    "tests/evaluator/test_named_cases.py",
    "tests/evaluator/test_named_clocks.py",
    "tests/evaluator/test_named_reasons.py",
    "tests/evaluator/test_named_periods.py",
    "tests/engine",
    "tests/checking/test_waivers.py",
)
"""Those that kill the most come first."""
LEAST = 90
CHANGES = (
    (r"<=", "<"),
    (r"(?<![<>])<(?![=>])", "<="),
    (r">=", ">"),
    (r"(?<![<>-])>(?![=>])", ">="),
    (r"(?<![<>!:])=(?![=>])", "<>"),
    (r"<>", "="),
    (r"\bAND\b", "OR"),
    (r"\bOR\b(?! REPLACE)", "AND"),
    (r"(?<=\s)\+(?=\s)", "-"),
    (r"(?<=\s)-(?=\s)", "+"),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r"\bgreatest\(", "least("),
    (r"\bleast\(", "greatest("),
    (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bNOT (?=[\w$])(?!NULL|DISTINCT|MATERIALIZED)", ""),
    (r"\bLEFT JOIN\b", "JOIN"),
    (r"\bANTI JOIN\b", "SEMI JOIN"),
    (r"\bDISTINCT (?!FROM)", ""),
    (r"\bUNION\b(?! ALL)", "UNION ALL"),
    (r"(?<![\w.$])[1-9](?![\w.])", "7"),
)
"""What is changed into what; of a line of the plan only what stands before its mark."""
MARKS = re.compile(r" -- (with|without) (\w+)$", re.MULTILINE)
HIDDEN = re.compile(r"--.*$|'(?:[^']|'')*'", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: from `start` to `end` of a file stands `text` instead."""

    file: str
    start: int
    end: int
    text: str

    def of(self, source: str) -> str:
        """What stands in the file."""
        return source[: self.start] + self.text + source[self.end :]

    def line(self, source: str) -> str:
        """The line that it is in."""
        return source[source.rfind("\n", 0, self.start) + 1 :].partition("\n")[0].strip()


@cache
def mutants() -> tuple[Mutant, ...]:
    """All of them that are SQL still, in order; comments and texts stay as they are."""
    return tuple(mutant for source, mutant in _changes() if is_sql(mutant.of(source)))


def _changes() -> Iterator[tuple[str, Mutant]]:
    for path in sorted((ROOT / SQL).glob("*.sql")):
        source = path.read_text("utf-8")
        seen = HIDDEN.sub(lambda hidden: " " * len(hidden[0]), source)
        for pattern, text in CHANGES:
            for found in re.finditer(pattern, seen):
                if found[0] != text:
                    yield source, Mutant(path.name, found.start(), found.end(), text)


def is_sql(text: str) -> bool:
    """Whether the database can read it, with all that a plan may leave out and without."""
    everything = frozenset(mark for _, mark in MARKS.findall(text))
    try:
        return all(parsed(planned(text, plan)) for plan in (frozenset(), everything))
    except duckdb.ParserException:
        return False


def named() -> dict[str, tuple[str, str]]:
    """Mutants with their stage and what stands in its file, each under a name that lasts as long as its line does.

    A name is `file: was → becomes | line`; the second of one name has ` #2` behind it.
    """
    found: dict[str, tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for mutant in mutants():
        source = (ROOT / SQL / mutant.file).read_text("utf-8")
        name = f"{mutant.file}: {source[mutant.start : mutant.end].strip()} → {mutant.text} | {mutant.line(source)}"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} #{seen[name]}"] = (Path(mutant.file).stem, mutant.of(source))
    return found


def listed() -> list[dict[str, Any]]:
    """The groups of survivors: each with a `reason` and the names of its `mutants`."""
    told: list[dict[str, Any]] = tomllib.loads(REASONS.read_text("utf-8")).get("sql", [])
    return told


def reasons() -> dict[str, str]:
    """Why mutants survive, by their names."""
    return {name: group["reason"] for group in listed() for name in group["mutants"]}


def survivors(chosen: dict[str, tuple[str, str]]) -> list[str]:
    """The names of the mutants that no test notices."""
    trial = Trial(chosen, lambda said: print(said, flush=True))
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:warnings", "--tb=no"]
    options += ["--hypothesis-profile=mutants", "-o", "tmp_path_retention_policy=none"]
    with TemporaryDirectory() as folder:
        status = pytest.main([*options, f"--basetemp={folder}/tests", *TESTS], plugins=[trial])
    if status != pytest.ExitCode.OK:
        raise SystemExit("the tests fail without any change")
    return list(trial.alive)


def main() -> int:
    """Try the mutants and print the figures."""
    parser = argparse.ArgumentParser(description="Whether the tests notice a change of the engine's SQL.")
    parser.add_argument("--sample", type=int, default=0, help="so many, drawn; all unless given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those whose name begins with this pattern")
    parser.add_argument("--list", action="store_true", help="only say how many there are")
    told = parser.parse_args()
    every = {name: mutant for name, mutant in named().items() if re.match(told.only, name)}
    drawn = Random(told.seed).sample(list(every), told.sample) if told.sample else every
    print(f"{len(every)} mutants of SQL, {len(drawn)} tried", flush=True)
    if told.list:
        return 0
    left, why = survivors({name: every[name] for name in drawn}), reasons()
    for name in left:
        print(f"alive: {name}: {why.get(name, 'no reason given')}")
    for name in sorted(why.keys() - set(left)) if len(drawn) == len(named()) else ():
        print(f"killed or gone, and still listed: {name}")
    share = 100 * (len(drawn) - len(left)) / len(drawn)
    unexplained = sum(name not in why for name in left)
    print(
        f"{len(drawn) - len(left)} killed of {len(drawn)} mutants of SQL: {share:.1f} %; {unexplained} without a reason given"
    )
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
