"""Points and a fitted line, drawn as SVG: no more than the benchmark's pictures need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 300, 220
LEFT, BOTTOM, TOP, RIGHT = 58, 42, 16, 22
"""Of one panel, in pixels: its size, and the room around its axes."""

STYLE = """\
text { font: 11px sans-serif; fill: #333 }
.axis { stroke: #888; fill: none }
.grid { stroke: #e4e4e4 }
.line { stroke: #b5532a; stroke-width: 1.5 }
circle { fill: #1f5f8b }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    at_zero: float
    slope: float

    def at(self, x: float) -> float:
        """Its height at x."""
        return self.at_zero + self.slope * x


def fitted(points: Sequence[tuple[float, float]]) -> Line:
    """The line from which the points lie least far, by squares; the points have at least two different x."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return Line(mean_y - slope * mean_x, slope)


def deviation(points: Sequence[tuple[float, float]]) -> float:
    """How far the farthest point lies from the fitted line, as a share of the line's height there."""
    line = fitted(points)
    return max(abs(y - line.at(x)) / line.at(x) for x, y in points)


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture: what its axes show, and the points."""

    across: str
    up: str
    points: Sequence[tuple[float, float]]


def ticks(most: float) -> list[float]:
    """Round figures from zero that reach `most`: about five."""
    rough = most / 4
    power = 10.0 ** floor(log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough)
    return [step * n for n in range(ceil(most / step) + 1)]


def number(figure: float) -> str:
    """A figure as an axis shows it."""
    if figure >= 1_000_000:
        return f"{figure / 1_000_000:g} M"
    return f"{figure / 1000:g} k" if figure >= 1000 else f"{figure:g}"


def panel(drawn: Panel) -> str:
    """A panel as SVG, its upper left corner at zero."""
    across, up = ticks(max(x for x, _ in drawn.points)), ticks(max(y for _, y in drawn.points))
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x: float, y: float) -> tuple[str, str]:
        return f"{LEFT + wide * x / across[-1]:.1f}", f"{TOP + high * (1 - y / up[-1]):.1f}"

    parts = []
    for y in up:
        left, level = place(0, y)
        right, _ = place(across[-1], y)
        parts.append(f'<line class="grid" x1="{left}" y1="{level}" x2="{right}" y2="{level}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{level}" dy="4" text-anchor="end">{number(y)}</text>')
    for x in across:
        left, base = place(x, 0)
        parts.append(f'<text x="{left}" y="{base}" dy="16" text-anchor="middle">{number(x)}</text>')
    parts.append(f'<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>')
    line, most = fitted(drawn.points), max(x for x, _ in drawn.points)
    (x1, y1), (x2, y2) = place(0, max(line.at(0), 0)), place(most, line.at(most))
    parts.append(f'<line class="line" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    for point in drawn.points:
        x_, y_ = place(*point)
        parts.append(f'<circle cx="{x_}" cy="{y_}" r="3.5"/>')
    middle, half = LEFT + wide / 2, TOP + high / 2
    parts.append(f'<text x="{middle:g}" y="{HEIGHT - 6}" text-anchor="middle">{drawn.across}</text>')
    parts.append(f'<text transform="translate(13 {half:g}) rotate(-90)" text-anchor="middle">{drawn.up}</text>')
    return "\n".join(parts)


def svg(rows: Sequence[Sequence[Panel]], title: str) -> str:
    """A picture of panels in rows."""
    wide, high = WIDTH * max(len(row) for row in rows), HEIGHT * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for down, row in enumerate(rows):
        for along, drawn in enumerate(row):
            parts += [f'<g transform="translate({along * WIDTH} {down * HEIGHT})">', panel(drawn), "</g>"]
    return "\n".join([*parts, "</svg>", ""])
