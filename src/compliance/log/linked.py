"""A file under a further name: a link, or a copy where the system lets few make links."""

from __future__ import annotations

import os
from pathlib import Path


def link_or_copy(path: Path, beside: Path) -> None:
    """Gives the file the name `beside`, too. Raises FileExistsError where something is called so, OSError where it cannot be read."""
    try:
        os.symlink(os.path.abspath(path), beside)
    except FileExistsError:
        raise
    except OSError:  # Windows.
        import shutil

        shutil.copyfile(path, beside)
