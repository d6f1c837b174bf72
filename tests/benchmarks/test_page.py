"""The figures of docs/performance.md are those of a run: tables between marks, a picture and its points."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import growth  # noqa: E402
import measures  # noqa: E402
import page  # noqa: E402
import plot  # noqa: E402
import side_by_side  # noqa: E402
from made import Made  # noqa: E402
from processes import Pairs, Took, spread  # noqa: E402

PAGE = page.PAGE.read_text(encoding="utf-8")
MACHINE = re.compile(r"^[\d,]+ events \([\d,]+ MB of CSV\); \d{4}-\d\d-\d\d; .+ cores, \d+ GB, .+ DuckDB [\d.]+")


def between(name: str) -> list[str]:
    """The lines between the page's marks of that name."""
    found = re.search(rf"<!-- {name}: made by `make bench` -->\n(.*?)\n<!-- {name}: end -->", PAGE, re.DOTALL)
    assert found is not None, f"no marks for {name}"
    return found[1].strip().splitlines()


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("name", "head"), [("ratios", measures.HEAD), ("peers", side_by_side.HEAD)])
def test_tables_of_the_page_are_those_of_a_run(name: str, head: list[str]) -> None:
    """Size, day, machine and versions, then a table whose every row has a ratio with its spread."""
    about, blank, *table = between(name)
    assert MACHINE.match(about)
    assert blank == ""
    assert cells(table[0]) == head
    at = next(n for n, cell in enumerate(head) if "ratio" in cell)
    for line in table[2:]:
        assert len(cells(line)) == len(head)
        median, least, most = (float(n) for n in re.findall(r"\d+\.\d+", cells(line)[at].replace(",", "")))
        assert least <= median <= most


def test_ratios_of_the_page_are_all_that_are_measured() -> None:
    """Both workloads with and without findings, many rules, Parquet, little memory, a small log."""
    told = "\n".join(between("ratios"))
    for what in ("plain workload, s", "plain workload, f", "mixed workload, s", "mixed workload, f", "1,000 rules"):
        assert f"| {what}" in told
    for what in ("from Parquet", "--memory", "rows, plain", "rows, mixed", "200 rows", "million events a second"):
        assert what in told


def test_peers_of_the_page_are_all_that_are_known() -> None:
    """Each with its version, and with what it cannot do beside its time."""
    table = between("peers")
    for peer in side_by_side.PEERS_KNOWN:
        (line,) = [line for line in table if peer.title in line]
        assert re.search(rf"\({peer.package} [\d.]+\)", line)
        assert cells(line)[-1] == peer.cannot


def test_picture_and_words_of_the_page_are_those_of_the_points() -> None:
    """The picture is drawn from the points that lie beside it, and the page says how far they are from a line."""
    points = growth.read_points(page.POINTS)
    assert page.PICTURE.read_text(encoding="utf-8") == growth.picture(points)
    assert between("growth")[2:] == growth.words(points)
    assert f"]({page.PICTURE.name})" in PAGE and f"]({page.POINTS.name})" in PAGE


def test_a_point_is_what_a_check_took(tmp_path: Path) -> None:
    """With findings it says how many they were, and points are read as they were written."""
    point = growth.point("findings", Made(tmp_path, 100), 110, 1)
    assert (point.events, point.rules) == (100, 110)
    assert point.size == point.findings > 30
    assert point.seconds > 0 and point.megabytes > 0
    growth.write_points([point, point], tmp_path / "points.csv")
    assert growth.read_points(tmp_path / "points.csv") == [point, point]
    assert not list(tmp_path.rglob("*.parquet"))


def test_what_stands_between_the_marks_is_replaced() -> None:
    """Text around stays, and a second run leaves what the first would have left."""
    text = "before\n<!-- x: made by `make bench` -->\nold\n<!-- x: end -->\nafter"
    once = page.put(text, "x", "new")
    assert once == "before\n<!-- x: made by `make bench` -->\n\nnew\n\n<!-- x: end -->\nafter"
    assert page.put(once, "x", "new") == once
    with pytest.raises(ValueError, match="no marks for y"):
        page.put(text, "y", "new")


def test_a_ratio_is_that_of_pairs() -> None:
    """Each run is held against the one beside it; a slow moment slows both and leaves the ratio."""
    pairs = Pairs((Took(4.0, 100), Took(8.0, 300)), (Took(2.0, 50), Took(4.0, 50)))
    assert pairs.ratios == [2.0, 2.0]
    row = measures.Measured("check", "scan", pairs, "at most 3").row
    assert row == ["check", "scan", "2.00 (2.00 to 2.00)", "2", "6.00", "300", "at most 3"]
    assert spread([3.0, 1.0, 2.0]) == "2.00 (1.00 to 3.00)"


def test_points_on_a_line_lie_on_the_fitted_line() -> None:
    """The fit finds the line, and the deviation is that of the farthest point."""
    line = plot.fitted([(1, 3), (2, 5), (4, 9)])
    assert (round(line.at_zero, 9), round(line.slope, 9)) == (1, 2)
    assert plot.deviation([(1, 3), (2, 5), (4, 9)]) == pytest.approx(0)
    assert plot.deviation([(1, 1), (2, 2), (3, 4)]) > 0.1


def test_axes_have_round_figures_that_reach_the_points() -> None:
    """From zero, a handful, none below the greatest point at the end."""
    for most in (0.7, 3, 18_402, 1_000_000):
        ticks = plot.ticks(most)
        assert ticks[0] == 0 and ticks[-1] >= most > ticks[-2]
        assert 3 <= len(ticks) <= 7
