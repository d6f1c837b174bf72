"""The findings as JSON Lines: the keys of the JSON report, an object a line, nothing else."""

from __future__ import annotations

from typing import BinaryIO

from compliance.findings import Assessment
from compliance.reports.json import encoded
from compliance.reports.manner import Manner
from compliance.reports.record import records

ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What some programs take for the end of a line though JSON does not."""
_ENDS = str.maketrans(ENDS)


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the findings one by one, a line each."""
    for values in records(assessment.findings, manner.language):
        out.write(encoded(values, _ENDS) + b"\n")
