"""Mutants of the engine's SQL: one operator, word or number changed at a time, and whether a test notices.

    python tests/mutants/sql.py [--sample N] [--seed N] [--list]

Each mutant is tried in a copy of the tree, by the tests in `TESTS`, until one fails: then it is killed. Those that survive are
printed with their line and held against `survivors.toml` beside this file, which says of each why no test can notice it, or
that none does yet. Ends with status 1 where fewer than `LEAST` of a hundred are killed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
SQL = Path("src/compliance/engine/sql")
REASONS = Path(__file__).with_name("survivors.toml")
TESTS = ("tests/engine", "tests/evaluator/test_named_cases.py", "tests/evaluator/test_agreement.py")
LEAST = 90
SECONDS = 600
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
HIDDEN = re.compile(r"--.*$|'(?:[^']|'')*'", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: from `start` to `end` of a file stands `text` instead."""

    file: str
    start: int
    end: int
    text: str

    def line(self, source: str) -> int:
        """The line that it is in."""
        return source.count("\n", 0, self.start) + 1


def mutants() -> Iterator[Mutant]:
    """All of them, in order; comments and texts stay as they are."""
    for path in sorted((ROOT / SQL).glob("*.sql")):
        source = path.read_text("utf-8")
        seen = HIDDEN.sub(lambda hidden: " " * len(hidden[0]), source)
        for pattern, text in CHANGES:
            for found in re.finditer(pattern, seen):
                if found[0] != text:
                    yield Mutant(path.name, found.start(), found.end(), text)


def copied(folder: Path) -> Path:
    """A copy of what the tests need; what is only read is linked."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests", "rulesets", "reports", "docs", "examples", "benchmarks", "pyproject.toml", "CHANGELOG.md"):
        (folder / name).symlink_to(ROOT / name)
    return folder / SQL


def killed(folder: Path) -> bool:
    """Whether a test fails, or none ends."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", *TESTS]
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def survivors(chosen: list[Mutant]) -> list[str]:
    """The mutants that no test notices, as `file:line: what became what`."""
    left = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sql = copied(folder)
        if killed(folder):
            raise SystemExit("the tests fail without any change")
        for number, mutant in enumerate(chosen, 1):
            path = sql / mutant.file
            source = path.read_text("utf-8")
            path.write_text(source[: mutant.start] + mutant.text + source[mutant.end :], "utf-8")
            if not killed(folder):
                line = source.splitlines()[mutant.line(source) - 1].strip()
                was = source[mutant.start : mutant.end]
                left.append(f"{mutant.file}:{mutant.line(source)}: `{was}` as `{mutant.text}` in {line[:90]}")
                print(left[-1], flush=True)
            path.write_text(source, "utf-8")
            if number % 10 == 0:
                print(f"{number} of {len(chosen)}, {len(left)} alive", flush=True)
    return left


def main() -> int:
    """Try the mutants and print the figures."""
    parser = argparse.ArgumentParser(description="Whether the tests notice a change of the engine's SQL.")
    parser.add_argument("--sample", type=int, default=0, help="so many, drawn; all unless given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="only say how many there are")
    told = parser.parse_args()
    every = list(mutants())
    chosen = Random(told.seed).sample(every, told.sample) if told.sample else every
    print(f"{len(every)} mutants of SQL, {len(chosen)} tried", flush=True)
    if told.list:
        return 0
    left = survivors(chosen)
    share = 100 * (len(chosen) - len(left)) / len(chosen)
    reasons = tomllib.loads(REASONS.read_text("utf-8"))["sql"] if REASONS.exists() else {}
    unexplained = [said for said in left if not any(said.startswith(f"{place}:") for place in reasons)]
    print(
        f"{len(chosen) - len(left)} killed of {len(chosen)}: {share:.1f} %; {len(unexplained)} without a reason given"
    )
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
