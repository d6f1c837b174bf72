"""Files that can be read from their start to an end: no folder, pipe or device, and nothing that the system makes up as it is read.

Whoever opens a pipe waits for somebody to write into it, and whoever reads `/proc/kmsg` waits for the system to say something.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MADE_UP = ("/proc/", "/sys/")
"""Where the system's own files are, which have a length of 0 or one that is not theirs."""


def plain_file(path: Path) -> os.stat_result:
    """What the system says of such a file. Raises OSError where there is none, or it is another kind of thing."""
    try:
        found = path.stat()
    except ValueError as problem:  # A NUL within a name.
        raise OSError(errno.EINVAL, str(problem)) from None
    if stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode) or os.path.realpath(path).startswith(MADE_UP):
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    return found


def is_plain_file(path: Path) -> bool:
    """Whether there is such a file, whatever else may be wrong with it."""
    try:
        plain_file(path)
    except OSError:
        return False
    return True
