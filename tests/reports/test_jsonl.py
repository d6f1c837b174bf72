"""The findings as JSON Lines."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from compliance.findings import Assessment
from compliance.reports import Manner
from compliance.reports.jsonl import write
from compliance.reports.record import record


def lines(assessment: Assessment) -> list[str]:
    """The report's lines."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    return out.getvalue().decode().splitlines()


def test_a_line_is_a_finding_of_the_json_report(assessment: Assessment) -> None:
    """In the same order, with the same keys and values."""
    assert [json.loads(line) for line in lines(assessment)] == [record(f, "zh") for f in assessment.findings]


def test_nothing_within_a_finding_ends_its_line(of, findings) -> None:
    """Not even what some programs take for the end of a line though JSON does not."""
    odd = "a\n\r\u0085\u2028\u2029\x0b\x0c\x1c\ud800b"
    (line,) = lines(of([replace(findings[0], case=odd)]))
    assert json.loads(line)["case"] == odd


def test_a_finding_is_out_before_the_next_is_made(of, findings) -> None:
    """Millions of findings are never held at once."""
    out = io.BytesIO()

    class Watched:
        def __iter__(self):
            for done, finding in enumerate(findings):
                assert out.getvalue().count(b"\n") == done
                yield finding

    write(replace(of(findings), findings=Watched()), Manner(), out)
    assert out.getvalue().count(b"\n") == len(findings)
