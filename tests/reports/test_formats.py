from __future__ import annotations

import io
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import compliance.reports
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports import FORMATS, Format, Manner, named, of_file

BINARY = {"docx", "parquet", "xlsx"}
"""What is no text to read through; the tests of such a format read it with a reader of its own."""
BARE = {"csv", "jsonl"}
"""Tables of the findings and nothing else."""
every_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
every_text = pytest.mark.parametrize(
    "form", [form for form in FORMATS if form.name not in BINARY], ids=lambda form: form.name
)


def written(form: Format, assessment: Assessment, language: Language = "zh") -> bytes:
    """The report in one format."""
    out = io.BytesIO()
    form.write(assessment, Manner(language), out)
    return out.getvalue()


def test_no_format_is_missing_from_the_list() -> None:
    """Every file of the room that can write a report has its line in the list."""
    modules = {
        m.name: import_module(f"compliance.reports.{m.name}") for m in pkgutil.iter_modules(compliance.reports.__path__)
    }
    assert {name for name, module in modules.items() if hasattr(module, "write")} == {form.module for form in FORMATS}


def test_names_and_endings_belong_to_one_format() -> None:
    """No two formats claim one name or one ending."""
    names = [form.name for form in FORMATS]
    endings = [ending for form in FORMATS for ending in form.endings]
    assert len(set(names)) == len(names)
    assert len(set(endings)) == len(endings)


def test_a_format_is_found_by_its_name_and_by_a_file() -> None:
    """`--format md` and `-o Report.MD` mean the same; an unknown ending means none."""
    assert named("md") is of_file(Path("a") / "Report.MD") is not None
    assert named("pdf") is None
    assert of_file(Path("report")) is None


@every_format
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_assessment_gives_the_same_bytes(form: Format, language: Language, assessment: Assessment) -> None:
    """Nothing of the clock, of chance or of the machine is in a report."""
    first = written(form, assessment, language)
    assert first == written(form, assessment, language)
    assert form.name in BINARY or first.endswith(b"\n")


@every_text
def test_every_format_speaks_the_language_asked_for(form: Format, assessment: Assessment) -> None:
    """A reason is Chinese in one report and English in the other."""
    assert "逾期1天" in written(form, assessment).decode()
    assert "1 day late" in written(form, assessment, "en").decode()


@every_text
def test_no_format_shows_half_a_sentence_of_a_program(form: Format, assessment: Assessment) -> None:
    """What is not known is left empty, never called None."""
    assert "None" not in written(form, assessment, "en").decode()


@every_text
def test_rejected_rows_cannot_be_missed(form: Format, assessment: Assessment) -> None:
    """Every format but the bare tables of findings says what could not be read."""
    assert form.name in BARE or "8月32日" in written(form, assessment).decode()


@every_format
def test_an_empty_assessment_is_a_report_too(form: Format, of) -> None:
    """No finding at all is no reason to fail."""
    report = written(form, of([], rulesets=(), not_triggered=()))
    assert report or form.name == "jsonl", "no line is what no finding is"
