"""The embedded database as a program of its own begins it."""

from __future__ import annotations

import subprocess
import sys

ASKED = "SELECT current_setting('enable_progress_bar')"


def test_no_bar_is_drawn_into_what_a_program_writes() -> None:
    """`python -c` and a notebook look like a conversation, in which the database would draw one on standard output."""
    program = f'from compliance.engine.database import Database; print(Database().one("{ASKED}"))'
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
