"""What a log holds is harmless in every format: a valid document, nothing that runs, nothing endless, nothing out of sight."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from lxml import etree, html
from tests.reports.readers import BINARY, READERS, of_junit, of_markdown, written
from tests.reports.test_sarif import VALIDATOR
from tests.reports.test_schema import validate

from compliance.diagnostics import Text
from compliance.findings import Assessment, Rejected, Source
from compliance.reports.csv import STARTS_FORMULA
from compliance.reports.formats import FORMATS

CELLS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>]]><!--",
    "link": "javascript:alert(1)",
    "markdown": "[a](javascript:alert(1)) ![b](http://x) `c` | d\n# e\n<b> HTTPS://x.org WWW.x.org",
    "formula": "=cmd|' /C calc'!A0",
    "full-width formula": "＝1+1",
    "quote and line": 'a"b\r\nc,d;e\n::error::f',
    "direction": "abc\u202e\u2066\u200f=cmd\u2069def",
    "control": "a\x00b\x1b[31mc\x07\x85\ufeff\u2028\ufffe",
    "surrogate": "a\ud800b\udc00",
    "placeholder": "{0} {{x}} %s %0A ${y} {% z %}",
    "entity": "&amp;&#0;&lolz;",
}
LARGE = "大" * 2_000_000
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
FOR_EYES = {"text", "csv", "md", "html", "sarif", "junit", "github"}
"""Formats that somebody looks at as they are; the others are for programs, which want what the log says."""
TEXTS = [form.name for form in FORMATS if form.name not in BINARY]
every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)


@pytest.fixture
def hostile(of, findings, assessment: Assessment):
    """Makes an assessment whose every text from the log is one and the same."""

    def make(cell: str) -> Assessment:
        source = Source(cell[:300], 3)
        finding = replace(
            findings[0],
            agency=cell,
            case=cell,
            matter=cell,
            title=None,
            url=cell,
            reason=Text(f"因为{cell}", f"because {cell}"),
            trigger_source=source,
            completed_source=source,
        )
        (file,) = assessment.log.files
        log = replace(
            assessment.log,
            files=(replace(file, file=cell[:300], columns=((cell, Text("属性", "attribute")),)),),
            rejected=(Rejected(cell[:300], 7, cell, cell, Text(f"不是{cell[:300]}", "no")),),
            rejected_count=1,
        )
        return of([finding], log=log)

    return make


@every_cell
def test_every_document_is_valid(hostile, cell: str) -> None:
    """Each is read by the strictest reader there is, and holds the one finding."""
    assessment = hostile(cell)
    validate(json.loads(written("json", assessment)))
    try:
        VALIDATOR.validate(json.loads(written("sarif", assessment)))
    except jsonschema.ValidationError as error:
        pytest.fail(error.message)
    for name, read in READERS.items():
        assert len(read(written(name, assessment)).findings) == 1, name
    assert len(of_junit(written("junit", assessment)).findings) == 1
    assert len(list(of_markdown(written("md", assessment)))) == 1


@every_cell
@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_utf8_and_shows_all_there_is(hostile, name: str, cell: str) -> None:
    """Who looks at it sees what is there: nothing turns the reading direction or moves the cursor."""
    text = written(name, hostile(cell)).decode("utf-8")
    if name in FOR_EYES:
        assert HIDDEN.search(text.replace("\r\n", "\n").removeprefix("\ufeff").replace("\r", "")) is None


@every_cell
def test_nothing_runs_in_a_page(hostile, cell: str) -> None:
    """The page has its own script alone; no link leads anywhere but to the web; nothing is loaded."""
    page = html.fromstring(written("html", hostile(cell)))
    assert len(page.xpath("//script")) <= 1
    assert not page.xpath("//img | //iframe | //object | //*[@onerror or @onclick or @onload]")
    assert all(link.startswith(("#", "http://", "https://")) for link in page.xpath("//@href"))


@every_cell
def test_nothing_runs_in_a_spreadsheet(hostile, cell: str) -> None:
    """No cell of the CSV begins as a formula does."""
    import csv
    import io

    rows = csv.reader(io.StringIO(written("csv", hostile(cell)).decode("utf-8-sig"), newline=""))
    assert all(not one.startswith(STARTS_FORMULA) for row in rows for one in row)


@every_cell
def test_nothing_in_markdown_is_markup(hostile, cell: str) -> None:
    """No tag, no link, no picture, no heading of the log's own."""
    text = written("md", hostile(cell)).decode()
    assert not re.search(r"<[a-zA-Z/!]|(?<!\\)\]\(|(?<!\\)`|(?i:https?://|www\.)", text)
    own = [line for line in text.split("\n") if line.startswith("#")]
    assert all(re.match(r"#{1,2} \S", line) and " e" not in line for line in own)


@every_cell
def test_every_line_for_github_is_one_command(hostile, cell: str) -> None:
    """A line break in a cell begins no command of its own."""
    lines = written("github", hostile(cell)).decode().split("\n")[:-1]
    assert len(lines) == 3
    assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in lines)


@every_cell
def test_no_program_of_a_viewer_is_fed(hostile, cell: str) -> None:
    """Messages of SARIF hold no link and no place for an argument; addresses are relative."""
    text = written("sarif", hostile(cell)).decode()
    (run,) = json.loads(text)["runs"]
    for result in run["results"]:
        assert "](" not in result["message"]["text"]
        assert not re.search(r"(?<!\{)\{\d+\}", result["message"]["text"].replace("{{", "").replace("}}", ""))
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert ":" not in place and place.isascii()


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_nothing_is_endless(hostile, name: str) -> None:
    """Two megabytes in each cell of a row do not make a report that nobody can open."""
    assert len(written(name, hostile(LARGE))) < 1_500_000


def test_xml_has_no_entity_and_no_document_type(hostile) -> None:
    """A reader that follows them finds none."""
    data = written("junit", hostile(CELLS["entity"]))
    assert b"<!" not in data
    parsed = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert "&amp;&#0;&lolz;" in parsed.xpath("//testcase/@name")[0]
