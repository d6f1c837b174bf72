"""A process that reads files for another: what to read comes on its standard input, what was found goes to its standard output.

Each message is one pickled value: first the `Reading`, then lists of sources; each list is answered by a list of the same length.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence

from compliance.diagnostics import Diagnostic
from compliance.diagnostics.limits import using
from compliance.log.model import Table
from compliance.log.one_file import Elsewhere, Reading, tables_or_problems
from compliance.log.sources import Source

Outcome = list[Table] | tuple[Diagnostic, ...] | None
"""The tables of a file, what is wrong with it, or None where it is to be read elsewhere."""


def outcome(source: Source, reading: Reading) -> Outcome:
    """What comes of one file."""
    try:
        return tables_or_problems(source, reading)
    except Elsewhere:
        return None


def main() -> None:
    """Answers until nothing more comes."""
    coming, going = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not come between the answers.
    os.dup2(2, 1)
    reading: Reading = pickle.load(coming)
    with using(reading.limits):
        while True:
            try:
                sources: Sequence[Source] = pickle.load(coming)
            except EOFError:
                return
            pickle.dump([outcome(source, reading) for source in sources], going, pickle.HIGHEST_PROTOCOL)
            going.flush()
