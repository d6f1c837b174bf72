"""The findings as JSON Lines: the keys of the JSON report, an object a line, nothing else."""

from __future__ import annotations

from typing import BinaryIO

from compliance.findings import Assessment
from compliance.reports.json import lines
from compliance.reports.manner import Manner

ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What some programs take for the end of a line though JSON does not."""
_ENDS = str.maketrans(ENDS)


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the findings one by one, a line each."""
    for line in lines(assessment.findings, manner.language, _ENDS):
        out.write(line + b"\n")
