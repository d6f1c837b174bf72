"""How a report is to be written: what its user chose besides the format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compliance.diagnostics.diagnostic import Language


@dataclass(frozen=True, slots=True)
class Manner:
    """The language, and a folder whose files stand in for the templates of the same name; None: only the built-in ones."""

    language: Language = "zh"
    templates: Path | None = None
