"""Mutants of Python: mutmut changes in one place at a time what is decided there, and runs the tests that are about it.

    python -m tests.mutants.python [GROUP ...]

Each group of modules is tried by its own tests, in a folder below `build/mutants/`, which keeps what was found; `figures.py`
tells it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "mutants"
SOURCE = Path("src/compliance")
LOOKED_AT = ("benchmarks", "docs", "examples", "reports", "rulesets", "src", "tests", "pyproject.toml")
"""What the tests read; `mutants/` of a group's folder gets a copy."""
TIMES, SECONDS = "2", "30"
"""After how many times as long as its tests and these seconds a mutant does not end."""
SQL = (r'"(SELECT|CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b', r'"\w+": "[A-Z]{4,}', r'\.(load|columns)\("\w')
"""Lines with texts that are SQL: in other letters they are the same, and torn they are none. `sql.py` is about those of files."""


@dataclass(frozen=True, slots=True)
class Group:
    """Modules by what their files are called below the package, and the tests that are to notice their mutants."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Tests among them that cost more than they would notice."""

    @property
    def settings(self) -> str:
        """Its settings as mutmut reads them."""
        told = {
            "source_paths": sorted({str(SOURCE / module.partition("/")[0]) for module in self.modules}),
            "only_mutate": [str(SOURCE / module) for module in self.modules],
            "pytest_add_cli_args_test_selection": self.tests,
            "pytest_add_cli_args": ["--hypothesis-profile=mutants", *(f"--deselect={test}" for test in self.left_out)],
            "also_copy": LOOKED_AT,
            "do_not_mutate_patterns": SQL,
            "timeout_multiplier": (TIMES,),
            "timeout_constant": (SECONDS,),
            # A process in which the database has worked cannot be forked: its threads are not.
            "process_isolation": ("forkserver",),
        }
        lines = (f"{name} = " + "\n    ".join(values) for name, values in told.items())
        return "\n".join(("[mutmut]", *lines, ""))


NAMED = tuple(f"tests/evaluator/test_named_{what}.py" for what in ("cases", "clocks", "periods", "reasons"))


def _of_engine(subjects: str) -> tuple[str, ...]:
    return tuple(f"tests/engine/test_{subject}.py" for subject in subjects.split())


GROUPS = {
    "calendars-and-scores": Group(("calendars/*.py", "scoring/*.py"), ("tests/calendars", "tests/scoring")),
    "what-is-read": Group(
        ("engine/columns_lacking.py", "engine/debtors.py", "engine/settle.py", "engine/spellings.py"),
        (
            *_of_engine("agencies_asked atoms calendar_duties case_duties case_numbers columns_in_conditions"),
            *_of_engine("columns_lacking default_case exact kinds_of_parquet lines parts plain_times reading"),
            *_of_engine("rows_taken_out silence spread unread_together"),
            "tests/mutants/worlds.py",
        ),
    ),
    "verdicts": Group(
        (
            "engine/calendar_table.py",
            "engine/evaluate.py",
            "engine/occasions.py",
            "engine/rule_tables.py",
            "engine/silence.py",
            "engine/truths.py",
        ),
        (
            *_of_engine("agencies_asked atoms calendar_duties case_duties columns_in_conditions edges"),
            *_of_engine("first_and_last_acts held occasions silence"),
            *NAMED,
            "tests/checking/test_since.py",
            "tests/checking/test_since_judged.py",
            "tests/mutants/worlds.py",
        ),
        left_out=("tests/engine/test_held.py::test_hundreds_of_rulesets_at_once",),
    ),
}
"""A mutant that lives runs all tests of its group that come by its function: one minute to two."""
WORLDS = "20,10,10,4,0,2"
"""How many drawn worlds of each kind: a mutant that lives runs them all. Those that go on are checked when they are drawn."""


def run(name: str) -> int:
    """Tries the mutants of a group anew; returns how mutmut ended. What it says stands in `said.log` of the group's folder."""
    folder = BUILT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for looked_at in LOOKED_AT:
        (folder / looked_at).symlink_to(ROOT / looked_at)
    (folder / "setup.cfg").write_text(GROUPS[name].settings, "utf-8")
    with (folder / "said.log").open("wb") as said:
        command = [str(Path(sys.executable).with_name("mutmut")), "run"]
        environment = os.environ | {"WORLDS": WORLDS}
        return subprocess.run(command, cwd=folder, stdout=said, stderr=said, env=environment, check=False).returncode


def main() -> int:
    """Try the groups that are named, or all."""
    return max(run(name) for name in sys.argv[1:] or GROUPS)


if __name__ == "__main__":
    sys.exit(main())
