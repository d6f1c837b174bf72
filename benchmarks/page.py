"""What a run leaves in the documentation: text between two marks, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
PICTURE, POINTS = PAGE.with_name("growth.svg"), PAGE.with_name("growth.csv")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def put(text: str, name: str, new: str) -> str:
    """The page with what stands between the two marks of that name replaced.

    Raises:
        ValueError: the page has not both marks.
    """
    begin, end = f"<!-- {name}: made by `make bench` -->", f"<!-- {name}: end -->"
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"no marks for {name}")
    return f"{before}{begin}\n\n{new}\n\n{end}{after}"


def write(name: str, new: str) -> None:
    """Put new text between the page's marks of that name."""
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), name, new), encoding="utf-8")


def machine() -> str:
    """When, on what, with which versions; nothing that names the machine itself."""
    day = datetime.now(UTC).date()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    system = f"{platform.system()} {platform.machine()}"
    made_of = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, compliance {version('compliance')}"
    return f"{day}; {processor()}, {cores} cores, {memory}, {system}; {made_of}"


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    told = Path("/proc/cpuinfo")
    text = told.read_text(encoding="utf-8", errors="replace") if told.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return named[1].strip() if named else platform.processor() or "unknown processor"
