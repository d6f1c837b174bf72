"""Peers of the project on the same log and the same deadlines, side by side with a check."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import made
import processes
import workload
from made import Made, check, scanned
from measures import Measured

PEERS = made.HERE / "peers"
Counts = Mapping[str, int]


def verdicts(found: Counts) -> Counts:
    """What a peer that tells the verdicts apart must have counted."""
    return found


def answered(found: Counts) -> Counts:
    """What a peer that only sees whether an act follows must have counted."""
    follows = {"answered": ("met", "late"), "unanswered": ("missing", "pending")}
    told = {word: sum(found.get(verdict, 0) for verdict in those) for word, those in follows.items()}
    return {word: n for word, n in told.items() if n}


@dataclass(frozen=True, slots=True)
class Peer:
    """A script of `peers/`: what it is, the package behind it, what it cannot do, what of our counts it must agree with."""

    script: str
    title: str
    package: str
    cannot: str
    agrees: Callable[[Counts], Counts] = verdicts


BY_HAND = "another duty is another program; no dates without a time, no evidence rows, no rejected rows, no reasons"
PEERS_KNOWN = (
    Peer("naive_sql.py", "one naive SQL statement", "duckdb", BY_HAND),
    Peer("by_hand_polars.py", "Polars by hand, streaming", "polars", BY_HAND),
    Peer("by_hand_pandas.py", "pandas by hand", "pandas", BY_HAND),
    Peer(
        "declare.py",
        "PM4Py, DECLARE conformance",
        "pm4py",
        "no deadline, so no late; no as of, so missing and pending are one; no calendar, no working days",
        answered,
    ),
    Peer(
        "rule_by_rule.py",
        "rule engine, given ready obligations",
        "rule-engine",
        "no join: each due time and act is found for it by the SQL statement; no calendar, no working days, no evidence",
    ),
)


def environment(folder: Path) -> str | None:
    """The interpreter that has the peers' packages, if it is there."""
    python = folder / "bin" / "python"
    return str(python) if python.exists() else None


def versions(python: str) -> dict[str, str]:
    """The installed version of what each peer is made of."""
    names = sorted({peer.package for peer in PEERS_KNOWN})
    code = "import sys, importlib.metadata as m; print(*(m.version(name) for name in sys.argv[1:]))"
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    return dict(zip(names, done.stdout.split(), strict=True))


def ours(of: Made) -> dict[str, int]:
    """The verdicts that a check counts."""
    processes.run(check(of.log(), of.rules(), "-o", str(of.report())))
    counted = made.apart(made.verdicts, of.report())
    of.report().unlink()
    return counted


def command(python: str, peer: Peer, of: Made) -> list[str]:
    """The command that asks a peer."""
    return [python, str(PEERS / peer.script), str(of.log()), str(of.rules()), workload.LAST_DAY]


def disagreement(python: str, peer: Peer, of: Made, found: Counts) -> str:
    """What a peer counts otherwise than a check; empty where they agree."""
    done = subprocess.run(command(python, peer, of), capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().rpartition("\n")[2]
    told, expected = json.loads(done.stdout.strip().rpartition("\n")[2]), dict(peer.agrees(found))
    return "" if told == expected else f"it counts {told}, not {expected}"


def run(python: str, of: Made, pairs: int) -> Iterable[tuple[Peer | None, Measured]]:
    """Ours, then each peer, held against the scan of the log; a peer only after its counts have been compared.

    Raises:
        SystemExit: a peer fails or counts otherwise.
    """
    found = ours(of)
    took = processes.in_turn(check(of.log(), of.rules()), scanned(of.log()), pairs)
    yield None, Measured("compliance, summary only", "scan", took)
    for peer in PEERS_KNOWN:
        wrong = disagreement(python, peer, of, found)
        if wrong:
            raise SystemExit(f"{peer.title}: {wrong}")
        took = processes.in_turn(command(python, peer, of), scanned(of.log()), pairs)
        yield peer, Measured(peer.title, "scan", took, note=peer.cannot)


HEAD = ["peer", "ratio to the scan: median (least to most)", "pairs", "seconds", "peak MB", "what it cannot do"]


def row(peer: Peer | None, measured: Measured, installed: Mapping[str, str]) -> list[str]:
    """The cells of the peers' table."""
    seconds, peak = processes.usual(measured.pairs.ours)
    ratio, pairs = processes.spread(measured.pairs.ratios), str(len(measured.pairs.ours))
    name = f"{measured.what} ({peer.package} {installed[peer.package]})" if peer else measured.what
    return [name, ratio, pairs, f"{seconds:.2f}", f"{peak:,.0f}", peer.cannot if peer else ""]
