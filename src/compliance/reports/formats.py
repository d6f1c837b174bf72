"""The formats a report can have: one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports import csv, html, json, markdown, text

Write = Callable[[Assessment, Language, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name that `--format` takes, the endings by which `-o` knows it, and what writes it."""

    name: str
    endings: tuple[str, ...]
    write: Write


FORMATS = (
    Format("text", (".txt",), text.write),
    Format("json", (".json",), json.write),
    Format("csv", (".csv",), csv.write),
    Format("html", (".html", ".htm"), html.write),
    Format("md", (".md",), markdown.write),
)


def named(name: str) -> Format | None:
    """The format of that name."""
    return next((known for known in FORMATS if known.name == name), None)


def of_file(path: Path) -> Format | None:
    """The format that the file's ending stands for."""
    ending = path.suffix.lower()
    return next((known for known in FORMATS if ending in known.endings), None)
