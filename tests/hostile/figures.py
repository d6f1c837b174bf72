"""The figures of `make hostile`: how many cases, by status, and what the slowest and the largest of them took."""

from __future__ import annotations

from collections import Counter
from typing import Any

FIGURE = "hostile"
"""The name under which a case tells its figures: status, seconds, bytes."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints them behind the results."""
    told = [
        (report.nodeid.partition("[")[2].rstrip("]"), *value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if not told:
        return
    line = terminalreporter.write_line
    line(f"{len(told)} hostile inputs; by exit status: {dict(sorted(Counter(one[1] for one in told).items()))}")
    for title, column, unit in (("slowest", 2, "s"), ("largest", 3, "MB")):
        for name, *values in sorted(told, key=lambda one: -one[column])[:3]:
            value = values[column - 1] if unit == "s" else values[column - 1] / 1_000_000
            line(f"  {title}: {value:.1f} {unit}  {name}")
