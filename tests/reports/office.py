"""A report as somebody sees it who opens it in an office program: LibreOffice turns it into pages."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def converted(path: Path, ending: str) -> Path:
    """The file as LibreOffice saves it in another format, beside it."""
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{ending}")


def text_of(pdf: Path) -> str:
    """All text of the pages, in the order it is read."""
    done = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8")


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    return text_of(pdf).split("\f")[:-1]


def lost(said: Iterable[str], shown: Iterable[str]) -> Counter[str]:
    """Characters of the texts that the pages `shown` have less often than they were said.

    Cells that stand side by side come out of a page mixed, and a hyphen at the end of a line not at all.
    """
    return Counter(re.sub(r"[\s-]", "", "".join(said))) - Counter("".join(shown))
