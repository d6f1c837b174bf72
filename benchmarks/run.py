"""Times `compliance check` against one scan of the same log, against peers, and small runs against the least they could cost.

    python benchmarks/run.py [PART]... [--events N] [--pairs N] [--folder DIR] [--docs]

Parts: plain, mixed, rules, parquet, memory, files, small, peers, growth; all of them unless some are named. `tenfold`, a log ten
times as long, is measured only where it is named: `ratios tenfold` are all parts with a ratio, and that one. Figures are ratios of
whole processes run in turn, because times drift on a shared machine. Workloads are written once and kept in the folder.
`--docs` puts what was measured into docs/performance.md, and a picture with its points beside it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import growth
import page
import side_by_side
from made import Made
from measures import ALWAYS, HEAD, MEASURES, Measured

ROOT = Path(__file__).resolve().parent.parent
PARTS = (*MEASURES, "ratios", "peers", "growth")


def ratios(of: Made, parts: list[str], pairs: int) -> list[Measured]:
    """What the parts measure, each printed as soon as it is known."""
    found = []
    for part in parts:
        for measured in MEASURES[part](of, pairs) if part in MEASURES else ():
            print(measured, flush=True)
            found.append(measured)
    return found


def peers(of: Made, environment: Path, pairs: int) -> str:
    """The peers' table, each row printed as soon as it is known; empty where their packages are not installed."""
    python = side_by_side.environment(environment)
    if python is None:
        print(f"peers: their packages are not in {environment}; make peers")
        return ""
    installed, rows = side_by_side.versions(python), []
    for peer, measured in side_by_side.run(python, of, pairs):
        print(measured, flush=True)
        rows.append(side_by_side.row(peer, measured, installed))
    return page.table(side_by_side.HEAD, rows)


def grown(of: Made, times: int, docs: bool) -> list[str]:
    """How time and memory grow, in words; the picture and its points lie in the folder, and with `docs` in the documentation."""
    points = list(growth.measured(of.folder, of.events, times))
    picture, csv = (page.PICTURE, page.POINTS) if docs else (of.folder / "growth.svg", of.folder / "growth.csv")
    growth.write_points(points, csv)
    picture.write_text(growth.picture(points), encoding="utf-8")
    said = growth.words(points)
    print("\n".join(said), f"\n{picture}")
    return said


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Times a check against one scan of the same log, and against peers.")
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all but tenfold unless given")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5, help="runs of each, in turn; for growth, runs of each point")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="where workloads are kept")
    parser.add_argument("--peers", type=Path, default=ROOT / "build" / "peers", help="the peers' environment")
    parser.add_argument("--docs", action="store_true", help="put what was measured into docs/performance.md")
    told = parser.parse_args()
    unknown = [part for part in told.part if part not in PARTS]
    if unknown:
        parser.error(f"no part {unknown[0]}; there are {', '.join(PARTS)}")
    told.part = [one for part in told.part or ("ratios", "peers", "growth") for one in _meant(part)]
    measured = set(told.part) & set(MEASURES)
    if told.docs and measured and not measured.issuperset(ALWAYS):
        parser.error("--docs puts one table of all ratios into the page: ask for the part ratios")
    return told


def _meant(part: str) -> tuple[str, ...]:
    return ALWAYS if part == "ratios" else (part,)


def main() -> None:
    """Write the workload, run the pairs, print the figures."""
    told = arguments()
    of, parts = Made(told.folder, told.events), told.part
    size = of.log().stat().st_size / 1e6
    about = f"{told.events:,} events ({size:,.0f} MB of CSV); {page.machine()}."
    print(about)
    found = ratios(of, parts, told.pairs)
    if told.docs and found:
        page.write("ratios", f"{about}\n\n{page.table(HEAD, [measured.row for measured in found])}")
    table = peers(of, told.peers, told.pairs) if "peers" in parts else ""
    if told.docs and table:
        page.write("peers", f"{about}\n\n{table}")
    said = grown(of, told.pairs, told.docs) if "growth" in parts else []
    if told.docs and said:
        page.write("growth", f"{about}\n\n" + "\n".join(said))


if __name__ == "__main__":
    main()
