"""What a run of mutmut came to: how many mutants of Python were killed, and which functions let some live.

    python tests/mutants/figures.py

Reads what `python.py` left in `build/mutants/`. A mutant that no test runs counts as alive. `survivors.toml` beside this file
says of functions how many changes of them go unnoticed, and why. Ends with status 1 where fewer than `LEAST` of a hundred of
some package are killed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REASONS = Path(__file__).with_name("survivors.toml")
LEAST = 90
SURVIVED, UNTESTED = 0, 33
"""Exit codes as mutmut keeps them: the tests passed, no test runs the function. Any other is a test that failed, or no end."""


def outcomes() -> dict[str, int | None]:
    """Each mutant with the exit code of its tests; None: not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((ROOT / "build/mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def function(mutant: str) -> str:
    """`scoring.card.scorecards` of `compliance.scoring.card.x_scorecards__mutmut_3`; methods with their class."""
    plain = mutant.rpartition("__mutmut_")[0].removeprefix("compliance.")
    return re.sub(r"x_?ǁ?", "", plain, count=1).replace("ǁ", ".")


def main() -> int:
    """Print the figures."""
    found = outcomes()
    tried = {mutant: code for mutant, code in found.items() if code is not None}
    if not tried:
        print("no mutant was tried: see said.log in the folders of build/mutants")
        return 1
    alive = Counter(function(mutant) for mutant, code in tried.items() if code in (SURVIVED, UNTESTED))
    reasons = tomllib.loads(REASONS.read_text("utf-8")).get("python", {}) if REASONS.exists() else {}
    unexplained = 0
    for name, n in sorted(alive.items()):
        why = reasons.get(name, {"alive": 0, "reason": "no reason given"})
        print(f"{n:4} alive in {name}, {why['alive']} of them explained: {why['reason']}")
        unexplained += max(0, n - why["alive"])
    for name in sorted(reasons.keys() - alive.keys()):
        print(f"killed, and still listed: {name}")
    left = f"; {len(found) - len(tried)} not tried" if len(found) > len(tried) else ""
    print(f"{unexplained} alive without a reason given{left}")
    shares = [
        told(package, tried, alive) for package in sorted({function(mutant).partition(".")[0] for mutant in tried})
    ]
    return 0 if min(shares) >= LEAST else 1


def told(package: str, tried: Mapping[str, int], alive: Mapping[str, int]) -> float:
    """Prints how many mutants of a package were killed; returns how many of a hundred."""
    every = sum(function(mutant).startswith(f"{package}.") for mutant in tried)
    killed = every - sum(n for name, n in alive.items() if name.startswith(f"{package}."))
    share = 100 * killed / every
    print(f"{killed} killed of {every} mutants of {package}: {share:.1f} %")
    return share


if __name__ == "__main__":
    sys.exit(main())
