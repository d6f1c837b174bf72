"""Files that lie where they seem to lie: a link in a folder from somebody else may lead to any file of this machine."""

from __future__ import annotations

from pathlib import Path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the file that a path leads to lies in the folder, whatever links there are on the way."""
    return path.resolve().is_relative_to(folder.resolve())
