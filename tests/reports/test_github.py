"""The gaps as GitHub's workflow commands."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from compliance.findings import Assessment, Modality
from compliance.reports import Manner
from compliance.reports.github import command, write


def lines(assessment: Assessment) -> list[str]:
    """The report's lines."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    return out.getvalue().decode().splitlines()


def told(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and message, as the runner reads them."""
    name, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
    return name, dict(pair.split("=", 1) for pair in properties.split(",")), unquote(message)


def test_a_gap_is_an_error_at_its_row(assessment: Assessment) -> None:
    """File, row, what it is about, and the whole reason."""
    name, properties, message = told(lines(assessment)[0])
    assert (name, properties["file"], properties["line"]) == ("error", "log.csv", "3")
    assert properties["title"] == "逾期 [县-1] 预决算 财政局 2018-01"
    assert message.endswith("逾期1天（1个工作日）。")


@pytest.mark.parametrize(
    ("modality", "name"), [(Modality.MUST, "error"), (Modality.SHOULD, "warning"), (Modality.MAY, "notice")]
)
def test_the_command_is_how_binding_the_rule_is(of, findings, modality: Modality, name: str) -> None:
    """A recommendation is no error."""
    assert told(lines(of([replace(findings[0], modality=modality)]))[0])[0] == name


def test_errors_and_warnings_are_the_gaps_and_the_rejected_rows(assessment: Assessment) -> None:
    """What is open, put off or a case of a share is only noted; the last line is the conclusion."""
    names = [told(line)[0] for line in lines(assessment)]
    gaps = assessment.summary.gaps
    assert names.count("error") + names.count("warning") == gaps + assessment.log.rejected_count
    put_off = replace(next(iter(assessment.findings)), waived=True)
    assert told(lines(replace(assessment, findings=type(assessment.findings)([put_off])))[0])[0] == "notice"
    assert told(lines(assessment)[-1])[1] == {"title": "结论"}


def test_a_sheet_is_no_part_of_the_file(assessment: Assessment, findings) -> None:
    """The workbook is what lies in the repository."""
    (file,) = assessment.log.files
    log = replace(assessment.log, files=(replace(file, file="book.xlsx:表一", sheet="表一"),), rejected=())
    source = findings[0].trigger_source._replace(file="book.xlsx:表一")
    listed = type(assessment.findings)([replace(findings[0], trigger_source=source)])
    assert told(lines(replace(assessment, log=log, findings=listed))[0])[1]["file"] == "book.xlsx"


def test_nothing_in_a_text_ends_a_property_or_a_command() -> None:
    """Per cent signs, colons and commas are escaped as the runner reads them back; a line break is none."""
    assert command("error", {"file": "a,b:c%.csv"}, "100%\n::set-env name=x::y") == (
        "::error file=a%2Cb%3Ac%25.csv::100%25 ::set-env name=x::y"
    )
