"""Rules files in a folder below a ruleset's: they are no part of it, and whoever put them there may think that they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.rulesets.load import is_rules_file

SHOWN = 5
"""Files that the warning names."""


def not_read(folder: Path) -> list[Diagnostic]:
    """A warning that names such files, of all folders right below that are no ruleset of their own."""
    below = sorted(path for sub in _subfolders(folder) for path in sub.iterdir() if is_rules_file(path))
    if not below:
        return []
    names = [path.relative_to(folder).as_posix() for path in below[:SHOWN]]
    more = len(below) - len(names)
    title = Text(
        f"规则集的子文件夹里有规则文件，没有读：{'、'.join(names)}{f' 等 {len(below)} 个' if more else ''}",
        f"rules files in a folder below the ruleset's are not read: {', '.join(names)}{f' and {more} more' if more else ''}",
    )
    hint = Text(
        "要用的，请移到 ruleset.toml 旁边；不用的，请移到别处",
        "move those that are meant beside ruleset.toml, and the others elsewhere",
    )
    return [Diagnostic("ruleset/below", title, Place(str(folder)), hint, severity="warning")]


def _subfolders(folder: Path) -> Iterator[Path]:
    """Those that are no ruleset of their own and can be looked into."""
    for path in folder.iterdir():
        own = path.name.startswith(".") or (path / "ruleset.toml").exists()
        if not own and path.is_dir() and os.access(path, os.R_OK | os.X_OK):
            yield path
