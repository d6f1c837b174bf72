"""Files that could not be read among others that could: no format is silent about them."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from tests.reports.conftest import HOSTILE
from tests.reports.test_schema import validate

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, FileRead, LogRead, Unread
from compliance.reports import FORMATS, Format, Manner, named

BARE = {"csv", "jsonl", "parquet"}
"""Tables of the findings and nothing else: the exit status and standard error say it for them."""
OFFICE = {"docx", "xlsx"}
WHY = Diagnostic(
    "log/format", Text("工作簿已损坏", "the workbook is damaged"), Place("x"), Text("另存", "save it anew")
)


def unread(assessment: Assessment) -> Assessment:
    """The assessment with two such files, one of them named to do harm."""
    files = (Unread("上报/教育局.xlsx", (WHY,), ("教育局",)), Unread(f"{HOSTILE}.csv", (WHY,)))
    return replace(assessment, log=replace(assessment.log, unread=files))


def written(name: str, assessment: Assessment, language: Language = "zh") -> str:
    """The report in one format that is text."""
    form = named(name)
    assert form is not None
    out = io.BytesIO()
    form.write(assessment, Manner(language), out)
    return out.getvalue().decode("utf-8")


@pytest.mark.parametrize("form", [f for f in FORMATS if f.name not in BARE | OFFICE], ids=lambda form: form.name)
@pytest.mark.parametrize(("language", "why"), [("zh", "工作簿已损坏"), ("en", "the workbook is damaged")])
def test_every_format_names_file_reason_and_agency(
    assessment: Assessment, form: Format, language: Language, why: str
) -> None:
    """In its language; the agency is the one that the file's name speaks of."""
    text = written(form.name, unread(assessment), language).replace("\n     ", "").replace("\\", "")
    assert "教育局.xlsx" in text and why in text


def test_a_report_without_them_says_nothing_of_them(assessment: Assessment) -> None:
    """Neither a heading nor a key."""
    assert "未能读取的文件" not in written("html", assessment)
    assert "unread" not in json.loads(written("json", assessment))["log"]


def test_the_json_report_follows_its_schema(assessment: Assessment) -> None:
    """Each file with its reason and its agencies."""
    report = json.loads(written("json", unread(assessment)))
    validate(report)
    assert report["log"]["unread"][0] == {
        "file": "上报/教育局.xlsx",
        "reason": "工作簿已损坏（另存）",
        "agencies": ["教育局"],
    }


def test_programs_take_it_for_an_error(assessment: Assessment) -> None:
    """JUnit counts it, SARIF calls the run incomplete, GitHub marks it."""
    seen = unread(assessment)
    assert 'errors="2"' in written("junit", seen)
    (run,) = json.loads(written("sarif", seen))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "::error file=上报/教育局.xlsx" in written("github", seen)


def test_many_files_are_a_line_each_in_a_page(assessment: Assessment) -> None:
    """What their columns were taken as stands there once for all that share them."""
    (one,) = assessment.log.files
    files = tuple(replace(one, file=f"{n:03}.csv", rejected=n) for n in range(40))
    other = replace(one, file="other.csv", columns=one.columns[:1])
    page = written("html", replace(assessment, log=replace(assessment.log, files=(*files, other))))
    assert page.count("事项 → 事项；日期 → 时间") == 1
    assert all(f"<td>{n:03}.csv</td>" in page for n in range(40)) and "<td>other.csv</td>" in page
    assert "<h3>000.csv</h3>" not in page


def test_the_headline_speaks_of_files_and_rows(assessment: Assessment) -> None:
    """Both where both are; one alone where there is one."""
    from compliance.reports.unread import attention

    both = attention(unread(assessment)).zh
    assert both.startswith("注意：有2个文件未能读取") and both.endswith("；另有2行未能读取，未参加检查")
    whole = replace(assessment, log=LogRead(tuple[FileRead, ...](assessment.log.files), 1, 1, 1, (), 0))
    assert attention(whole) == Text("", "")
