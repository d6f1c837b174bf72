"""The formats a report can have: one line each; what writes one is imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from compliance.findings import Assessment
    from compliance.reports.manner import Manner


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name that `--format` takes, the endings by which `-o` knows it, and the module of this room that writes it."""

    name: str
    endings: tuple[str, ...]
    module: str

    def write(self, assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
        """Writes the report."""
        import_module(f"compliance.reports.{self.module}").write(assessment, manner, out)


FORMATS = (
    Format("text", (".txt",), "text"),
    Format("json", (".json",), "json"),
    Format("jsonl", (".jsonl", ".ndjson"), "jsonl"),
    Format("csv", (".csv",), "csv"),
    Format("parquet", (".parquet",), "parquet"),
    Format("html", (".html", ".htm"), "html"),
    Format("md", (".md",), "markdown"),
    Format("xlsx", (".xlsx",), "workbook"),
    Format("docx", (".docx",), "letters"),
    Format("sarif", (".sarif",), "sarif"),
    Format("junit", (".xml",), "junit"),
    Format("github", (), "github"),
)


NO_TEXT = frozenset(("parquet", "xlsx", "docx"))
"""Formats that nobody can read on a terminal, and whose bytes might do something to it."""


def named(name: str) -> Format | None:
    """The format of that name."""
    return next((known for known in FORMATS if known.name == name), None)


def of_file(path: Path) -> Format | None:
    """The format that the file's ending stands for."""
    ending = path.suffix.lower()
    return next((known for known in FORMATS if ending in known.endings), None)
